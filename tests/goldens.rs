//! Our engine and tract's against what PyTorch, Keras and onnxruntime said (see `goldens/README.md`).

use easily_fooled::classifier::Classifier;
use easily_fooled::onnx::{Layout, Preprocessing};
use include_dir::{Dir, include_dir};
use safetensors::SafeTensors;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

static GOLDENS: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/goldens");
static MODELS: Dir = include_dir!("$CARGO_MANIFEST_DIR/models");

struct Golden {
    layout: Layout,
    input: Vec<f32>,
    logits: Vec<f32>,
    cotangent: Vec<f32>,
    gradient: Vec<f32>,
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().expect("four bytes"))).collect()
}

fn tensor(file: &SafeTensors, name: &str) -> (Vec<f32>, Vec<usize>) {
    let view = file.tensor(name).unwrap_or_else(|_| panic!("no {name}"));
    (floats(view.data()), view.shape().to_vec())
}

/// Channel-last pictures as channel-first ones.
fn channel_first((values, shape): (Vec<f32>, Vec<usize>)) -> Vec<f32> {
    let [batch, height, width, channels] = shape[..] else { panic!("not a batch of pictures: {shape:?}") };
    let array = ndarray::Array4::from_shape_vec((batch, height, width, channels), values).expect("its own shape");
    array.permuted_axes([0, 3, 1, 2]).iter().copied().collect()
}

fn read(name: &str) -> Golden {
    let bytes = GOLDENS.get_file(format!("{name}.safetensors")).expect("a golden beside each model").contents();
    let file = SafeTensors::deserialize(bytes).expect("sound goldens");
    let metadata = SafeTensors::read_metadata(bytes).expect("sound goldens").1;
    let last = metadata.metadata().as_ref().and_then(|m| m.get("layout")).is_some_and(|layout| layout == "nhwc");
    let picture = |name: &str| if last { channel_first(tensor(&file, name)) } else { tensor(&file, name).0 };
    Golden {
        layout: if last { Layout::Nhwc } else { Layout::Nchw },
        input: picture("input"),
        logits: tensor(&file, "logits").0,
        cotangent: tensor(&file, "cotangent").0,
        gradient: picture("gradient"),
    }
}

/// Largest difference, relative to the largest expected magnitude.
fn error(found: &[f32], expected: &[f32]) -> f32 {
    assert_eq!(found.len(), expected.len());
    let scale = expected.iter().fold(1e-6f32, |scale, value| scale.max(value.abs()));
    found.iter().zip(expected).map(|(a, b)| if a.is_nan() { f32::INFINITY } else { (a - b).abs() }).fold(0.0, f32::max)
        / scale
}

/// Checks one model against one golden; the sentences say what is wrong.
fn failures(name: &str, classifier: &mut Classifier, golden: &Golden) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(refusal) = classifier.refusal() {
        return vec![format!("{name}: {refusal}")];
    }
    let mut expect = |what: &str, error: f32, tolerance: f32| {
        if error > tolerance {
            found.push(format!("{name}: {what} off by {error:.1e}"));
        }
    };
    expect("logits", error(&classifier.logits(&golden.input).unwrap(), &golden.logits), 1e-5);
    expect("second opinion", error(&classifier.second_opinion(&golden.input).unwrap(), &golden.logits), 1e-4);
    let gradient = classifier.input_gradient(&golden.input, &golden.cotangent).unwrap();
    expect("gradient", error(&gradient, &golden.gradient), 1e-4);
    found
}

#[test]
fn every_exported_case_agrees() {
    let mut failed = Vec::new();
    let mut count = 0;
    for file in GOLDENS.files().filter(|file| file.path().extension().is_some_and(|extension| extension == "onnx")) {
        let name = file.path().file_stem().expect("a name").to_string_lossy();
        count += 1;
        let golden = read(&name);
        // Some cases have odd channel counts, from which nobody could tell the layout.
        let preprocessing = Preprocessing { layout: Some(golden.layout), ..Preprocessing::default() };
        match Classifier::from_onnx(file.contents(), preprocessing) {
            Ok(mut classifier) => failed.extend(failures(&name, &mut classifier, &golden)),
            Err(error) => failed.push(format!("{name}: {error}")),
        }
    }
    assert!(count > 100, "only {count} cases");
    assert!(failed.is_empty(), "{} of {count} fail:\n{}", failed.len(), failed.join("\n"));
}

/// Pictures of another size are scaled inside the graph: whatever follows there, both runtimes see the same.
#[test]
fn every_exported_case_takes_pictures_of_another_size() {
    let mut failed = Vec::new();
    for file in GOLDENS.files().filter(|file| file.path().extension().is_some_and(|extension| extension == "onnx")) {
        let name = file.path().file_stem().expect("a name").to_string_lossy();
        let layout = Some(read(&name).layout);
        let own = Classifier::from_onnx(file.contents(), Preprocessing { layout, ..Preprocessing::default() });
        let [channels, ..] = own.expect("a sound golden net").native_shape();
        let picture = Some([if channels == 1 { 3 } else { channels }, 13, 12]);
        let mut scaled =
            match Classifier::from_onnx(file.contents(), Preprocessing { layout, picture, ..Preprocessing::default() })
            {
                Ok(scaled) => scaled,
                Err(error) => {
                    failed.push(format!("{name}: {error}"));
                    continue;
                }
            };
        let pixels: Vec<f32> = (0..scaled.input_length()).map(|index| (index * 37 % 101) as f32 / 101.0).collect();
        let error = error(&scaled.logits(&pixels).unwrap(), &scaled.second_opinion(&pixels).unwrap());
        if error.is_nan() || error > 1e-4 {
            failed.push(format!("{name}: the two differ by {error:.1e}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_shipped_models_agree() {
    let bytes = GOLDENS.get_file("zoo.safetensors").expect("goldens of the shipped models").contents();
    let file = SafeTensors::deserialize(bytes).expect("sound goldens");
    let mut failed = Vec::new();
    for model in MODELS.files().filter(|file| file.path().extension().is_some_and(|extension| extension == "onnx")) {
        let id = model.path().file_stem().expect("a name").to_string_lossy();
        let part = |part: &str| tensor(&file, &format!("{id}.{part}")).0;
        let golden = Golden {
            layout: Layout::Nchw,
            input: part("pixels"),
            logits: part("logits"),
            cotangent: part("cotangent"),
            gradient: part("gradient"),
        };
        let mut classifier =
            Classifier::from_onnx(model.contents(), Preprocessing::default()).expect("a shipped model");
        failed.extend(failures(&id, &mut classifier, &golden));
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// The manifest counts what was trained; files also hold means, deviations and scales.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_shipped_files_hold_the_weights_that_the_manifest_counts() {
    let manifest = MODELS.get_file("manifest.json").expect("a manifest").contents();
    let manifest: serde_json::Value = serde_json::from_slice(manifest).expect("sound JSON");
    for model in manifest["models"].as_array().expect("a list") {
        let file = MODELS.get_file(model["file"].as_str().expect("a file")).expect("it is there").contents();
        let counted = Classifier::from_onnx(file, Preprocessing::default()).expect("a shipped model").parameter_count();
        let trained = model["parameters"].as_u64().expect("a number") as usize;
        assert!((trained..trained + trained / 10).contains(&counted), "{}: {counted} of {trained}", model["id"]);
    }
}
