//! Files made to do harm: 500 of a generator and some thousand of a mutator. Each loads or gives a typed error; none
//! panics, hangs or takes more memory than we say. `make fuzz` looks for more of them, for as long as it is let.

mod bounds;
mod genome;
mod made;
mod memory;
mod mutate;
mod net;
mod picture;
mod state;

use std::collections::BTreeMap;

use easily_fooled::error::Error;
use easily_fooled::random::Random;
use include_dir::{Dir, include_dir};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

static GOLDENS: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/goldens");
/// What `make fuzz` starts from: inputs that once did harm, and some that get far.
static CORPUS: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/fuzz/corpus");

/// Small nets of many operators, as exporters wrote them.
fn nets() -> Vec<&'static [u8]> {
    let files = GOLDENS.files().filter(|file| file.path().extension().is_some_and(|extension| extension == "onnx"));
    files.map(|file| file.contents()).filter(|bytes| bytes.len() < 1500).collect()
}

/// Milliseconds that a file took, where there is a clock.
fn timed<T>(work: impl FnOnce() -> T) -> (T, u128) {
    #[cfg(not(target_arch = "wasm32"))]
    let start = std::time::Instant::now();
    let result = work();
    #[cfg(not(target_arch = "wasm32"))]
    return (result, start.elapsed().as_millis());
    #[cfg(target_arch = "wasm32")]
    (result, 0)
}

/// Far above what a file takes (see SECURITY.md), so that a slow machine fails no test.
const MAX_MILLISECONDS: u128 = 10_000;
/// Bytes held at once for one of these small files.
const MAX_BYTES: usize = 256 << 20;

fn survives(name: &str, bytes: &[u8]) -> (Result<(), Error>, u128, usize) {
    let ((result, held), milliseconds) = timed(|| memory::most_held(|| net::attempt(bytes).map(drop)));
    assert!(milliseconds < MAX_MILLISECONDS, "{name}: {milliseconds} ms");
    assert!(held < MAX_BYTES, "{name}: {held} bytes");
    if let Err(error) = &result {
        let sentence = error.to_string();
        assert!(sentence.len() > 20 && sentence.len() < 1000 && sentence.ends_with('.'), "{name}: {sentence}");
    }
    (result, milliseconds, held)
}

/// With HOSTILE_FILES=FOLDER, the first three of each kind are written there, for tests in a browser.
#[test]
fn five_hundred_malformed_files_load_or_give_a_typed_error() {
    let files = made::files(&nets());
    assert_eq!(files.len(), made::COUNT);
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let (mut slowest, mut largest) = ((0, String::new()), 0);
    for (index, file) in files.iter().enumerate() {
        let name = format!("{} {index}", file.kind);
        let (result, milliseconds, held) = survives(&name, &file.bytes);
        let count = counts.entry(file.kind).or_default();
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(folder) = std::env::var_os("HOSTILE_FILES").filter(|_| count.iter().sum::<usize>() < 3) {
            std::fs::create_dir_all(&folder).expect("a folder to write to");
            let path = std::path::Path::new(&folder).join(format!("{}.onnx", name.replace([' ', '\''], "-")));
            std::fs::write(path, &file.bytes).expect("room for the files");
        }
        count[usize::from(result.is_err())] += 1;
        slowest = slowest.max((milliseconds, name));
        largest = largest.max(held);
    }
    println!("loaded and refused of each kind: {counts:?}; slowest {slowest:?} (ms), most memory {largest} bytes");
    for kind in ["weight's dimensions", "huge by a constant", "many parts", "nested", "unknown operator"] {
        assert!(counts[kind][1] > counts[kind][0], "{kind}: {:?}", counts[kind]);
    }
    let loaded: usize = counts.values().map(|count| count[0]).sum();
    assert!((20..250).contains(&loaded), "{loaded} load: the generator damages too little or too much");
}

/// HOSTILE_CHANGES and HOSTILE_SEED: as many, others. With HOSTILE_FILES=FOLDER, the one at work is there as last.onnx.
#[test]
fn thousands_of_changed_nets_load_or_give_a_typed_error() {
    let nets = nets();
    let number = |name: &str, default: u32| {
        std::env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number")))
    };
    let count = number("HOSTILE_CHANGES", if cfg!(target_arch = "wasm32") { 500 } else { 3000 });
    let mut random = Random::from_seed(number("HOSTILE_SEED", 7));
    let last = std::env::var_os("HOSTILE_FILES").map(|folder| std::path::Path::new(&folder).join("last.onnx"));
    let mut pool: Vec<Vec<u8>> = nets.iter().map(|bytes| bytes.to_vec()).collect();
    let mut loaded = 0;
    for index in 0..count {
        let (first, second) = (random.below(pool.len()), random.below(pool.len()));
        let changed = match random.below(8) {
            0 => mutate::crossed(&pool[first], &pool[second], &mut random),
            _ => mutate::mutated(&pool[first], &mut random),
        };
        let changed = changed.expect("the pool holds messages");
        if let Some(last) = &last {
            std::fs::write(last, &changed).expect("a folder that is there");
        }
        if survives(&format!("change {index}"), &changed).0.is_ok() {
            loaded += 1;
            // What loads is changed further.
            if pool.len() < 2 * nets.len() {
                pool.push(changed)
            } else {
                pool[nets.len() + first % nets.len()] = changed
            }
        }
    }
    println!("{loaded} of {count} changed nets load");
    assert!(loaded > 100, "only {loaded} load: the changes are too coarse to get far");
}

fn corpus(target: &str) -> impl Iterator<Item = (String, &'static [u8])> {
    let folder = CORPUS.get_dir(target).expect("a folder for each target");
    folder.files().map(|file| (file.path().display().to_string(), file.contents()))
}

/// Each file of the corpus, and 20 changes of single bytes of it.
fn replay(target: &str, attempt: fn(&[u8])) {
    let mut random = Random::from_seed(9);
    let mut count = 0;
    for (name, bytes) in corpus(target) {
        count += 1;
        for change in 0..=20 {
            let mut bytes = bytes.to_vec();
            if change > 0 && !bytes.is_empty() {
                let at = random.below(bytes.len());
                bytes[at] = random.below(256) as u8;
            }
            let (((), held), milliseconds) = timed(|| memory::most_held(|| attempt(&bytes)));
            assert!(milliseconds < MAX_MILLISECONDS && held < MAX_BYTES, "{name}: {milliseconds} ms, {held} bytes");
        }
    }
    assert!(count > 10, "{target}: only {count} files");
}

#[test]
fn files_that_once_did_harm_stay_harmless() {
    for (name, bytes) in corpus("onnx") {
        let _ = survives(&name, bytes);
    }
}

#[test]
fn genomes_from_links_are_refused_or_drawn() {
    replay("genome", genome::attempt);
}

#[test]
fn pictures_of_any_size_are_refused_or_taken() {
    replay("picture", picture::attempt);
}

#[test]
fn saved_evolutions_are_refused_or_go_on() {
    replay("state", state::attempt);
    let mut random = Random::from_seed(3);
    for _ in 0..50 {
        let mut bytes = state::sound(&mut random);
        state::attempt(&bytes);
        let at = random.below(bytes.len());
        bytes[at] ^= 1 << random.below(8);
        state::attempt(&bytes);
    }
}
