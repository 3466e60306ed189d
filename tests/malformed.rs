//! Files that are damaged, hostile or beyond us: each gets a typed error with a sentence, and nothing panics.

use easily_fooled::attack::{Attack, Method, Options};
use easily_fooled::classifier::Classifier;
use easily_fooled::ensemble::{Ensemble, VoteRule};
use easily_fooled::error::Error;
use easily_fooled::loss::Goal;
use easily_fooled::onnx::Preprocessing;
use include_dir::{Dir, include_dir};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

static BAD: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/goldens/bad");
static GOLDENS: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/goldens");

fn load(bytes: &[u8]) -> Result<Classifier, Error> {
    Classifier::from_onnx(bytes, Preprocessing::default())
}

fn bad(name: &str) -> &'static [u8] {
    BAD.get_file(format!("{name}.onnx")).unwrap_or_else(|| panic!("no {name}")).contents()
}

#[derive(Debug, PartialEq)]
enum Kind {
    NotOnnx,
    NotAClassifier,
    TooLarge,
    /// Loads, but refuses white-box attacks.
    NoGradient,
    /// Loads, with a note that holds this.
    Note(&'static str),
}

#[test]
fn every_bad_file_is_met_with_the_right_sentence() {
    use Kind::*;
    let expected = [
        ("custom_domain", NotOnnx),
        ("cycle", NotOnnx),
        ("dynamic_spatial", Note("32 × 32")),
        ("empty", NotOnnx),
        ("external_data", NotOnnx),
        ("garbage", NotOnnx),
        ("html", NotOnnx),
        ("huge_activation", TooLarge),
        ("huge_constant_of_shape", TooLarge),
        ("huge_declared", TooLarge),
        ("huge_declared_overflow", TooLarge),
        ("huge_expand", TooLarge),
        ("huge_negative_dimension", NotOnnx),
        ("integer_input", NotAClassifier),
        ("lstm", NoGradient),
        ("missing_weight", NotOnnx),
        ("mod", NoGradient),
        ("nan_weights", Note("not finite")),
        ("no_input", NotAClassifier),
        ("not_a_classifier", NotAClassifier),
        ("one_class", NotAClassifier),
        ("short_weight", NotOnnx),
        ("topk", NoGradient),
        ("truncated", NotOnnx),
        ("two_inputs", NotAClassifier),
        ("unknown_op", NotOnnx),
        ("wrong_channels", NotOnnx),
        ("wrong_rank", NotOnnx),
    ];
    let mut failed = Vec::new();
    for (name, kind) in &expected {
        let loaded = load(bad(name));
        let right = match (&loaded, kind) {
            (Err(Error::NotOnnx { .. }), NotOnnx) => true,
            (Err(Error::NotAClassifier { .. }), NotAClassifier) => true,
            (Err(Error::TooLarge { .. }), TooLarge) => true,
            (Ok(classifier), NoGradient) => matches!(classifier.refusal(), Some(Error::NoGradient { .. })),
            (Ok(classifier), Note(part)) => classifier.notes().iter().any(|note| note.contains(part)),
            _ => false,
        };
        if !right {
            let found = loaded.map(|classifier| classifier.notes().to_vec());
            failed.push(format!("{name}: expected {kind:?}, found {found:?}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    let known: Vec<&str> = expected.iter().map(|(name, _)| *name).collect();
    let files = BAD.files().filter(|file| file.path().extension().is_some_and(|extension| extension == "onnx"));
    for file in files {
        let name = file.path().file_stem().expect("a name").to_str().expect("ASCII");
        assert!(known.contains(&name), "{name} is not expected anywhere");
    }
}

#[test]
fn a_model_without_a_gradient_answers_but_refuses_white_box_attacks() {
    let mut classifier = load(bad("lstm")).unwrap();
    let pixels = vec![0.5; classifier.input_length()];
    let logits = classifier.logits(&pixels).unwrap();
    assert_eq!(logits, classifier.second_opinion(&pixels).unwrap());
    let refusal = classifier.input_gradient(&pixels, &vec![1.0; logits.len()]).unwrap_err();
    assert!(refusal.to_string().contains("LSTM") || refusal.to_string().contains("Scan"), "{refusal}");
    let ensemble = Ensemble::new(vec![classifier], VoteRule::Mean).unwrap();
    let attack = Attack::new(ensemble, &pixels, &[Goal::Away { label: 0 }], &Options::new(Method::Pgd));
    assert!(matches!(attack, Err(Error::NoGradient { .. })));
}

#[test]
fn a_good_file_cut_anywhere_gives_an_error_or_a_model_but_never_a_panic() {
    let bytes = GOLDENS.get_file("net_vgg_ts.onnx").expect("a golden").contents();
    assert!(load(bytes).is_ok());
    let mut refused = 0;
    for cut in (0..bytes.len()).step_by(bytes.len() / 60) {
        match load(&bytes[..cut]) {
            Err(error) => {
                refused += 1;
                assert!(error.to_string().len() > 20, "{error}");
            }
            Ok(mut classifier) => {
                let pixels = vec![0.5; classifier.input_length()];
                classifier.logits(&pixels).expect("a loaded model runs");
            }
        }
    }
    assert!(refused > 50, "only {refused} refused");
}

#[test]
fn options_outside_their_range_are_named() {
    let ensemble = || {
        let member = load(GOLDENS.get_file("net_vgg_ts.onnx").expect("a golden").contents()).unwrap();
        Ensemble::new(vec![member], VoteRule::Mean).unwrap()
    };
    let pixels = vec![0.5; ensemble().input_length()];
    let base = Options::new(Method::Pgd);
    let attempts = [
        ("epsilon", Options { epsilon: Some(-0.1), ..base.clone() }),
        ("epsilon", Options { epsilon: Some(f32::NAN), ..base.clone() }),
        ("steps", Options { steps: Some(0), ..base.clone() }),
        ("steps", Options { steps: Some(2), ..Options::new(Method::Fgsm) }),
        ("restarts", Options { restarts: 0, ..base.clone() }),
        ("stepSize", Options { step_size: Some(f32::NAN), ..base.clone() }),
        ("momentum", Options { momentum: Some(-1.0), ..base.clone() }),
        ("confidence", Options { confidence: Some(1.0), ..base.clone() }),
        ("member", Options { strategy: easily_fooled::attack::Strategy::Only(1), ..base.clone() }),
        ("target", Options::new(Method::Ascent)),
    ];
    for (name, options) in attempts {
        match Attack::new(ensemble(), &pixels, &[Goal::Away { label: 0 }], &options) {
            Err(Error::Option { name: found, .. }) => assert_eq!(found, name),
            other => panic!("{name}: {:?}", other.map(|attack| attack.settings().clone())),
        }
    }
    let goal = |goal| Attack::new(ensemble(), &pixels, &[goal], &base).map(|_| ()).unwrap_err();
    assert!(matches!(goal(Goal::Towards { target: 999 }), Error::Option { name: "target", .. }));
    assert!(matches!(goal(Goal::Away { label: 999 }), Error::Option { name: "label", .. }));
    let short = Attack::new(ensemble(), &pixels[1..], &[Goal::Away { label: 0 }], &base);
    assert!(matches!(short, Err(Error::Shape { .. })));
}

#[test]
fn preprocessing_that_does_not_fit_is_named() {
    let bytes = GOLDENS.get_file("net_vgg_ts.onnx").expect("a golden").contents();
    for (name, preprocessing) in [
        ("mean", Preprocessing { mean: vec![0.5; 2], ..Preprocessing::default() }),
        ("mean", Preprocessing { mean: vec![f32::NAN; 3], ..Preprocessing::default() }),
        ("std", Preprocessing { std: vec![0.0; 3], ..Preprocessing::default() }),
    ] {
        assert!(
            matches!(Classifier::from_onnx(bytes, preprocessing), Err(Error::Option { name: found, .. }) if found == name)
        );
    }
}
