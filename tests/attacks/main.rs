//! What must hold for every attack, whatever the net, the picture and the seed.

mod filters;
mod properties;
mod refusals;
mod strength;
mod universal;

use easily_fooled::attack::{Attack, Method, Options};
use easily_fooled::classifier::Classifier;
use easily_fooled::ensemble::{Ensemble, VoteRule};
use easily_fooled::image::noise;
use easily_fooled::loss::Goal;
use easily_fooled::onnx::Preprocessing;
use include_dir::{Dir, include_dir};

static GOLDENS: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/goldens");
static MODELS: Dir = include_dir!("$CARGO_MANIFEST_DIR/models");
/// Small nets of one picture size, and of different kinds.
const NETS: [&str; 3] = ["net_senet_ts", "net_vgg_dynamo", "net_normalises_pixels_inside_ts"];

fn net(name: &str) -> Classifier {
    let bytes = GOLDENS.get_file(format!("{name}.onnx")).expect("a golden net").contents();
    Classifier::from_onnx(bytes, Preprocessing::default()).expect("a sound golden net")
}

fn nets() -> Vec<Classifier> {
    NETS.iter().map(|name| net(name)).collect()
}

fn alone(net: &Classifier) -> Ensemble {
    Ensemble::new(vec![net.clone()], VoteRule::Mean).unwrap()
}

const METHODS: [Method; 16] = [
    Method::Fgsm,
    Method::Bim,
    Method::Pgd,
    Method::MiFgsm,
    Method::Apgd,
    Method::DeepFool,
    Method::CarliniWagner,
    Method::Ddn,
    Method::Fab,
    Method::Jsma,
    Method::AutoAttack,
    Method::Square,
    Method::Nes,
    Method::Spsa,
    Method::OnePixel,
    Method::HopSkipJump,
];

/// By answers alone.
const BLACK_BOXES: [Method; 5] = [Method::Square, Method::Nes, Method::Spsa, Method::OnePixel, Method::HopSkipJump];

/// The answer to a picture.
fn answer(ensemble: &Ensemble, picture: &[f32]) -> usize {
    ensemble.clone().vote(picture).unwrap().label.unwrap()
}

/// The score by which attacks keep their best, on the unrounded iterate.
fn achieved(ensemble: &Ensemble, original: &[f32], goal: Goal, options: &Options) -> (bool, f32) {
    let mut attack = Attack::new(ensemble.clone(), original, &[goal], options).unwrap();
    let mut best = (false, f32::NEG_INFINITY);
    while !attack.is_done() {
        attack.step(1).unwrap();
        let progress = attack.progress(0);
        let score = if best < (progress.reached, progress.loss) { (progress.reached, progress.loss) } else { best };
        best = score;
    }
    best
}

/// A shipped net and a picture that it is sure of.
fn shipped(id: &str, seed: u32) -> (Ensemble, Vec<f32>, usize) {
    let bytes = MODELS.get_file(format!("{id}.onnx")).expect("a shipped model").contents();
    let ensemble = alone(&Classifier::from_onnx(bytes, Preprocessing::default()).unwrap());
    let original = noise(seed, ensemble.input_length());
    let label = answer(&ensemble, &original);
    (ensemble, original, label)
}
