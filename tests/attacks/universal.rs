//! One change for many pictures.

use easily_fooled::attack::{Norm, Phase, Universal, UniversalOptions, UniversalProgress};
use easily_fooled::ensemble::{Ensemble, VoteRule};
use easily_fooled::image::{noise, round_to_8_bits};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::{alone, nets, shipped};

const PICTURES: u32 = 10;

fn pictures(length: usize) -> Vec<f32> {
    (0..PICTURES).flat_map(|seed| noise(seed, length)).collect()
}

fn start(ensemble: &Ensemble, options: &UniversalOptions) -> Universal {
    Universal::new(ensemble.clone(), &pictures(ensemble.input_length()), options).unwrap()
}

/// To the end, with every state on the way.
fn run(ensemble: &Ensemble, options: &UniversalOptions, stride: usize) -> (Universal, Vec<UniversalProgress>) {
    let mut search = start(ensemble, options);
    let mut states = vec![search.progress()];
    while !search.is_done() {
        search.step(stride).unwrap();
        states.push(search.progress());
    }
    (search, states)
}

#[test]
fn one_small_change_fools_most_pictures() {
    // A small net that falls, a shipped one, and a vote.
    let fragile = nets().remove(2);
    let council = Ensemble::new(vec![fragile.clone(), fragile.clone()], VoteRule::Mean).unwrap();
    let cases = [alone(&fragile), shipped("linear", 0).0, council];
    for (index, ensemble) in cases.into_iter().enumerate() {
        for (norm, epsilon) in [(Norm::Linf, 16.0 / 255.0), (Norm::L2, 2.0)] {
            let options = UniversalOptions { norm, epsilon: Some(epsilon), ..UniversalOptions::default() };
            let (mut search, states) = run(&ensemble, &options, 3);
            let last = states.last().unwrap();
            assert!(last.fooled as f32 >= 0.8 * last.answered as f32, "{index} {norm:?}: {last:?}");
            assert!(norm.measure(search.best().iter().copied()) <= epsilon * (1.0 + 1e-5));
            assert!(last.counts.gradients > 0 && last.counts.queries >= 3 * u64::from(PICTURES));
            // The same on 8 bits, picture by picture, and for a picture that it has not seen.
            let length = search.best().len();
            let (mut fooled, originals) = (0, pictures(length));
            for (index, original) in originals.chunks_exact(length).enumerate() {
                let (shown, verdict) = (search.apply(original).unwrap(), search.verdict(index).unwrap());
                assert!(shown.iter().all(|&value| value == round_to_8_bits(value)));
                assert!(norm.distance(original, &shown) <= epsilon * (1.0 + 1e-5) + 1e-5);
                fooled += usize::from(verdict.fooled);
            }
            assert_eq!(fooled, last.fooled, "{index} {norm:?}");
            let unseen = noise(99, length);
            assert_ne!(search.apply(&unseen).unwrap(), unseen);
        }
    }
}

#[test]
fn a_universal_search_keeps_its_best_whatever_the_strides() {
    let ensemble = alone(&nets()[2]);
    let options =
        UniversalOptions { epsilon: Some(3.0 / 255.0), fooled: 1.0, passes: 3, seed: 7, ..UniversalOptions::default() };
    let (whole, _) = run(&ensemble, &options, usize::MAX);
    let (strides, states) = run(&ensemble, &options, 1);
    assert_eq!(whole.progress(), strides.progress());
    assert_eq!(whole.best(), strides.best());
    assert!(states.windows(2).all(|pair| pair[0].fooled <= pair[1].fooled), "a better change was forgotten");
    assert_eq!((states[0].phase, states[PICTURES as usize].phase), (Phase::Answering, Phase::Pushing));
    assert!(states.iter().all(|state| state.pass <= 3 && state.seen <= PICTURES as usize));
    // Left in the first pass, it has what it found so far.
    let mut left = start(&ensemble, &options);
    left.step(PICTURES as usize + 3).unwrap();
    assert!(left.best().iter().any(|&value| value != 0.0));
}

#[test]
fn it_stops_when_enough_are_fooled_or_no_pass_is_left() {
    let ensemble = alone(&nets()[2]);
    let with = |epsilon: f32, fooled, passes| {
        let options = UniversalOptions { epsilon: Some(epsilon), fooled, passes, ..UniversalOptions::default() };
        run(&ensemble, &options, 1).0.progress()
    };
    let nothing = with(0.0, 0.8, 2);
    assert_eq!((nothing.fooled, nothing.pass, nothing.linf, nothing.done), (0, 2, 0.0, true));
    let one = with(1.0, 0.1, 10);
    assert!(one.pass == 1 && one.fooled >= 1, "{one:?}");
}
