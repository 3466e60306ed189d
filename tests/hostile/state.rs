//! The saved state of an evolution: what is read can be written and read again, and what can be resumed goes on.

use easily_fooled::classifier::Classifier;
use easily_fooled::ensemble::{Ensemble, VoteRule};
use easily_fooled::fooling::{Cppn, Direct, Encoding, Evolution, Options, State};
use easily_fooled::onnx::Preprocessing;
use easily_fooled::random::Random;

thread_local! {
    /// A net of 8 × 8 pixels.
    static ENSEMBLE: Ensemble = {
        let bytes = include_bytes!("../goldens/reduce_mean_of_channels.onnx");
        let net = Classifier::from_onnx(bytes, Preprocessing::default()).expect("a sound net");
        Ensemble::new(vec![net], VoteRule::Mean).expect("one member")
    };
}

pub fn attempt(bytes: &[u8]) {
    let Ok(state) = State::from_bytes(bytes) else { return };
    let _ = State::from_bytes(&state.to_bytes()).expect("what was written can be read");
    let Ok(mut evolution) = Evolution::resume(ENSEMBLE.with(Ensemble::clone), state) else { return };
    let _ = evolution.step(3);
    let progress = evolution.progress();
    assert!(progress.history.rows().count() < 200);
    let picture = evolution.champion(0);
    assert!(picture.is_none_or(|picture| picture.iter().all(|value| (0.0..=1.0).contains(value))));
    let _ = evolution.genome(1).map(|genome| genome.pruned().to_text());
}

/// A state that an evolution of either encoding was in.
pub fn sound(random: &mut Random) -> Vec<u8> {
    let encoding = match random.below(2) {
        0 => Encoding::Direct(Direct::default()),
        _ => Encoding::Cppn(Cppn::default()),
    };
    let (population, seed) = (1 + random.below(5) as u32, random.below(1 << 20) as u32);
    let options = Options { population, seed, ..Options::new(encoding) };
    let mut evolution = Evolution::new(ENSEMBLE.with(Ensemble::clone), &options).expect("sound options");
    evolution.step(random.below(12)).expect("a step");
    evolution.state().to_bytes()
}
