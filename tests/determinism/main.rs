//! Two hundred seeded attacks, and what their pictures must be, bit for bit: natively here, by the same lists in Node and in browsers
//! (run.mjs). `cases.json` says what is attacked and how, `table.json` holds a hash of each picture.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Mutex;

use easily_fooled::attack::Attack;
use easily_fooled::classifier::Classifier;
use easily_fooled::defense::Filter;
use easily_fooled::given::{GivenAttackOptions, GivenEnsembleOptions, GivenVote};
use easily_fooled::image::noise;
use easily_fooled::onnx::Preprocessing;
use serde::Deserialize;

const PICTURE: usize = 3 * 32 * 32;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Case {
    name: String,
    nets: Vec<String>,
    vote: Option<GivenVote>,
    filter: Option<Filter>,
    #[serde(default)]
    filter_seed: u32,
    picture: GivenPicture,
    options: GivenAttackOptions,
}

/// One of `pictures.json`, or noise of this seed.
#[derive(Deserialize)]
#[serde(untagged)]
enum GivenPicture {
    Named(String),
    Noise(u32),
}

/// What one of the gallery's pictures shows, and its planar 8-bit values as hexadecimal digits.
#[derive(Deserialize)]
struct Shown {
    pixels: String,
}

type Table = BTreeMap<String, String>;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/determinism").join(name)
}

fn read<T: for<'a> Deserialize<'a>>(name: &str) -> T {
    let text = std::fs::read_to_string(file(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn loaded(cases: &[Case]) -> HashMap<&str, Classifier> {
    let mut nets = HashMap::new();
    for name in cases.iter().flat_map(|case| &case.nets) {
        nets.entry(name.as_str()).or_insert_with(|| {
            let path = file("../../models").join(format!("{name}.onnx"));
            let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            Classifier::from_onnx(&bytes, Preprocessing::default()).expect("a net of the zoo")
        });
    }
    nets
}

fn pixels_of(digits: &str) -> Vec<f32> {
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("two hexadecimal digits");
    (0..digits.len()).step_by(2).map(|at| f32::from(byte(at)) / 255.0).collect()
}

/// FNV-1a over the picture's 8-bit values, as in links: see fingerprint.ts.
fn fingerprint(pixels: &[f32]) -> String {
    let hash = pixels.iter().fold(0x811c_9dc5_u32, |hash, value| {
        let byte = (value * 255.0).round() as u8;
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{hash:08x}")
}

fn attacked(case: &Case, nets: &HashMap<&str, Classifier>, pictures: &HashMap<String, Shown>) -> String {
    let members = case.nets.iter().map(|name| nets[name.as_str()].clone()).collect();
    let ensemble = GivenEnsembleOptions { vote: case.vote, filter: case.filter, seed: Some(case.filter_seed) };
    let target = ensemble.resolve(members).expect("nets of one size and a filter in range");
    let original = match &case.picture {
        GivenPicture::Named(name) => pixels_of(&pictures[name].pixels),
        GivenPicture::Noise(seed) => noise(*seed, PICTURE),
    };
    let goal = case.options.goal().expect("a target or a label");
    let options = case.options.clone().resolve().expect("sound options");
    let mut attack =
        Attack::new(target, &original, &[goal], &options).unwrap_or_else(|error| panic!("{}: {error}", case.name));
    while !attack.is_done() {
        attack.step(1).unwrap_or_else(|error| panic!("{}: {error}", case.name));
    }
    fingerprint(&attack.best(0))
}

fn found() -> Table {
    let cases: Vec<Case> = read("cases.json");
    let pictures: HashMap<String, Shown> = read("pictures.json");
    let nets = loaded(&cases);
    let table = Mutex::new(Table::new());
    let todo = Mutex::new(cases.iter());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                loop {
                    let Some(case) = todo.lock().expect("nobody panicked").next() else { break };
                    let hash = attacked(case, &nets, &pictures);
                    let before = table.lock().expect("nobody panicked").insert(case.name.clone(), hash);
                    assert_eq!(before, None, "two cases are called {}", case.name);
                }
            });
        }
    });
    table.into_inner().expect("nobody panicked")
}

#[test]
fn the_same_pictures_as_in_the_table() {
    let (found, expected) = (found(), read::<Table>("table.json"));
    let differing: Vec<_> = found.iter().filter(|&(name, hash)| expected.get(name) != Some(hash)).collect();
    assert!(differing.is_empty(), "not as in table.json (renewed by `make determinism`): {differing:#?}");
    assert_eq!(found.len(), expected.len(), "table.json holds cases that cases.json does not");
    assert!(found.len() >= 200);
}

/// Attacks that do nothing would be equal everywhere.
#[test]
fn the_table_holds_different_pictures() {
    let table: Table = read("table.json");
    let mut hashes: Vec<_> = table.values().collect();
    hashes.sort();
    hashes.dedup();
    assert!(hashes.len() * 10 >= table.len() * 9, "{} pictures, {} different ones", table.len(), hashes.len());
}

/// `make determinism`.
#[test]
#[ignore = "writes table.json anew"]
fn renew() {
    let mut text = serde_json::to_string_pretty(&found()).expect("plain data");
    text.push('\n');
    std::fs::write(file("table.json"), text).expect("table.json can be written");
}
