//! Attacks on nets behind a filter.

use easily_fooled::attack::{Attack, Method, Options};
use easily_fooled::defense::Filter;
use easily_fooled::ensemble::Ensemble;
use easily_fooled::image::noise;
use easily_fooled::loss::{Goal, Loss};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{achieved, alone, answer, nets};

const FILTERS: [Filter; 8] = [
    Filter::Gaussian { sigma: 1.0 },
    Filter::Median { size: 3 },
    Filter::Bilateral { sigma: 0.1 },
    Filter::BitDepth { bits: 3 },
    Filter::TotalVariation { weight: 0.05 },
    Filter::Jpeg { quality: 50 },
    Filter::Shift { margin: 2, draws: 4 },
    Filter::Noise { sigma: 0.05, draws: 4 },
];

fn behind(ensemble: &Ensemble, filter: Filter) -> Ensemble {
    ensemble.clone().behind(filter, 7).unwrap()
}

#[test]
fn a_batch_is_answered_like_its_pictures() {
    for (net, filter) in nets().iter().flat_map(|net| FILTERS.map(|filter| (net, filter))) {
        let mut ensemble = behind(&alone(net), filter);
        let pixels = noise(1, 3 * net.input_length());
        let together = ensemble.votes(&pixels).unwrap();
        let apart = pixels.chunks(net.input_length()).map(|picture| ensemble.vote(picture).unwrap());
        assert!(together.into_iter().eq(apart), "{filter:?}");
    }
}

#[test]
fn the_gradient_goes_through_the_filter() {
    // Those that have a derivative everywhere, and no draw that follows from the picture.
    for filter in [Filter::Gaussian { sigma: 0.8 }, Filter::Bilateral { sigma: 0.2 }] {
        let net = &nets()[0];
        let mut ensemble = behind(&alone(net), filter);
        let (picture, direction) = (noise(2, net.input_length()), noise(3, net.input_length()));
        let cotangent: Vec<f32> = (0..net.class_count()).map(|class| class as f32 - 1.5).collect();
        let mut along = |step: f32| -> f64 {
            let moved: Vec<f32> = picture.iter().zip(&direction).map(|(x, d)| x + step * (d - 0.5)).collect();
            let rows = ensemble.logits(&moved).unwrap();
            rows[0].iter().zip(&cotangent).map(|(z, c)| f64::from(*z) * f64::from(*c)).sum()
        };
        let expected = (along(1e-3) - along(-1e-3)) / 2e-3;
        ensemble.tape(0..1, &picture).unwrap();
        let gradient = ensemble.backward(0, &picture, &cotangent).unwrap();
        let found: f64 = gradient.iter().zip(&direction).map(|(g, d)| f64::from(*g) * f64::from(d - 0.5)).sum();
        assert!((expected - found).abs() < 0.02 * expected.abs() + 1e-3, "{filter:?}: {expected} ≠ {found}");
    }
}

/// How far the filtered nets are led by an attacker who knows of the filter, and by one who does not, over nets and pictures.
fn led(filter: Filter) -> (f32, f32) {
    let (mut aware, mut unaware) = (0.0, 0.0);
    for (net, seed) in nets().iter().flat_map(|net| (0..4).map(move |seed| (net, seed))) {
        let bare = alone(net);
        let mut defended = behind(&bare, filter);
        let original = noise(seed, net.input_length());
        let goal = Goal::Away { label: answer(&defended, &original) };
        let options = Options { steps: Some(20), loss: Some(Loss::Margin), seed, ..Options::new(Method::Pgd) };
        aware += achieved(&defended, &original, goal, &options).1;
        let mut attack = Attack::new(bare, &original, &[goal], &options).unwrap();
        attack.step(usize::MAX).unwrap();
        let rows = defended.logits(&attack.best(0)).unwrap();
        unaware += Loss::Margin.value(goal, &[&rows[0]]);
    }
    (aware, unaware)
}

#[test]
fn who_knows_of_the_filter_gets_further_than_who_does_not() {
    for filter in FILTERS {
        let (aware, unaware) = led(filter);
        assert!(aware > unaware, "{filter:?}: aware {aware}, unaware {unaware}");
    }
}

#[test]
fn the_seed_decides_about_draws_and_judges_see_others() {
    let filter = Filter::Noise { sigma: 0.3, draws: 2 };
    let ensemble = alone(&nets()[0]);
    let picture = noise(5, ensemble.input_length());
    let probabilities = |ensemble: &Ensemble| ensemble.clone().vote(&picture).unwrap().probabilities;
    let defended = behind(&ensemble, filter);
    assert_eq!(probabilities(&defended), probabilities(&behind(&ensemble, filter)));
    assert_ne!(probabilities(&defended), probabilities(&ensemble.behind(filter, 8).unwrap()));
    assert_ne!(probabilities(&defended), probabilities(&defended.clone().redrawn()));
    let (ours, theirs) = (defended.clone().vote(&picture).unwrap(), defended.second_opinion(&picture).unwrap());
    let differences = ours.probabilities.iter().zip(&theirs.probabilities).map(|(a, b)| (a - b).abs());
    assert!(differences.fold(0.0, f32::max) < 1e-5, "both runtimes see the same draws");
}
