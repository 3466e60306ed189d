//! How far attacks get, where that is known or can be compared; and what verdicts warn of.

use easily_fooled::attack::{Attack, Method, Norm, Options, Outcome, Strategy, Warnings};
use easily_fooled::classifier::{Classifier, argmax};
use easily_fooled::ensemble::{Ensemble, VoteRule};
use easily_fooled::image::noise;
use easily_fooled::loss::{Goal, Loss};
use easily_fooled::onnx::Preprocessing;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::{MODELS, achieved, alone, nets, shipped};

/// The class that a picture is nearest to, its own excepted.
fn runner_up(ensemble: &Ensemble, original: &[f32], label: usize) -> usize {
    let mut probabilities = ensemble.clone().vote(original).unwrap().probabilities;
    probabilities[label] = 0.0;
    argmax(&probabilities)
}

/// A linear net, a picture that it is sure of, its label, and how far the nearest border is (but for the box).
fn known_distance(seed: u32, norm: Norm) -> (Ensemble, Vec<f32>, usize, f32) {
    let (ensemble, original, label) = shipped("linear", seed);
    let mut attack =
        Attack::new(ensemble.clone(), &original, &[Goal::Towards { target: label }], &Options::new(Method::Bim))
            .unwrap();
    attack.step(usize::MAX).unwrap();
    let original = attack.best(0);
    let mut net = ensemble.members()[0].clone();
    let logits = net.logits(&original).unwrap();
    let mut distance = |other: usize| {
        let mut cotangent = vec![0.0; logits.len()];
        (cotangent[other], cotangent[label]) = (1.0, -1.0);
        let gradient = net.input_gradient(&original, &cotangent).unwrap();
        let steepest = match norm {
            Norm::Linf => gradient.iter().map(|value| value.abs()).sum(),
            Norm::L2 => Norm::L2.measure(gradient.into_iter()),
        };
        (logits[label] - logits[other]) / steepest
    };
    let least = (0..10).filter(|&class| class != label).map(&mut distance).fold(f32::INFINITY, f32::min);
    (ensemble, original, label, least)
}

/// Places (in all channels at once) where two pictures differ.
fn changed_places(before: &[f32], after: &[f32], area: usize) -> usize {
    (0..area).filter(|&place| (place..before.len()).step_by(area).any(|index| before[index] != after[index])).count()
}

#[test]
fn iterating_beats_a_single_step_and_a_larger_budget_a_smaller_one() {
    let nets = nets();
    let length = nets[0].input_length();
    let (mut single, mut iterated, mut large) = (0.0, 0.0, 0.0);
    for seed in 0..8 {
        for net in &nets {
            let ensemble = alone(net);
            let original = noise(seed, length);
            let goal = Goal::Away { label: ensemble.clone().vote(&original).unwrap().label.unwrap() };
            let loss = |method, n: f32| {
                let options = Options { seed, epsilon: Some(n / 255.0), ..Options::new(method) };
                achieved(&ensemble, &original, goal, &options).1
            };
            single += loss(Method::Fgsm, 8.0);
            iterated += loss(Method::Bim, 8.0);
            large += loss(Method::Bim, 32.0);
        }
    }
    assert!(iterated >= single, "BIM {iterated} < FGSM {single}");
    assert!(large > iterated, "32/255 {large} ≤ 8/255 {iterated}");
}

#[test]
fn without_a_budget_every_picture_falls_to_every_class() {
    for id in ["linear", "plain", "residual"] {
        let bytes = MODELS.get_file(format!("{id}.onnx")).expect("a shipped model").contents();
        let net = Classifier::from_onnx(bytes, Preprocessing::default()).unwrap();
        for target in 0..net.class_count() {
            let original = noise(target as u32, net.input_length());
            let base = if target % 2 == 0 { Options::new(Method::Bim) } else { Options::new(Method::Ascent) };
            let options = Options { epsilon: Some(f32::INFINITY), steps: Some(400), confidence: Some(0.99), ..base };
            let mut attack = Attack::new(alone(&net), &original, &[Goal::Towards { target }], &options).unwrap();
            attack.step(usize::MAX).unwrap();
            let verdict = attack.verdict(0).unwrap();
            assert!(verdict.fooled && verdict.agreed, "{id}, class {target}: {:?}", verdict.outcome);
            assert_eq!(verdict.outcome, Outcome::TargetReached);
        }
    }
}

#[test]
fn auto_pgd_climbs_higher_than_pgd_with_as_many_steps() {
    for norm in [Norm::Linf, Norm::L2] {
        let (mut plain, mut planned) = (0.0, 0.0);
        for (seed, net) in (0..4).flat_map(|seed| nets().into_iter().map(move |net| (seed, net))) {
            let ensemble = alone(&net);
            let original = noise(seed, net.input_length());
            let goal = Goal::Away { label: ensemble.clone().vote(&original).unwrap().label.unwrap() };
            let options = |method| Options { norm, steps: Some(30), loss: Some(Loss::Margin), ..Options::new(method) };
            plain += achieved(&ensemble, &original, goal, &options(Method::Pgd)).1;
            planned += achieved(&ensemble, &original, goal, &options(Method::Apgd)).1;
        }
        assert!(planned > plain, "{norm:?}: APGD {planned} ≤ PGD {plain}");
    }
}

#[test]
fn squares_fool_by_questions_alone_and_stop_when_they_have() {
    for (norm, epsilon) in [(Norm::Linf, 8.0 / 255.0), (Norm::L2, 2.5)] {
        let (ensemble, original, label) = shipped("linear", 5);
        let goal = Goal::Towards { target: (label + 5) % 10 };
        let options =
            Options { norm, epsilon: Some(epsilon), steps: Some(2000), seed: 1, ..Options::new(Method::Square) };
        let mut attack = Attack::new(ensemble, &original, &[goal], &options).unwrap();
        attack.step(usize::MAX).unwrap();
        let (progress, verdict) = (attack.progress(0), attack.verdict(0).unwrap());
        assert!(verdict.fooled, "{norm:?}: {progress:?}");
        // One question an iteration, one at the start, and one for the 8-bit picture where there was a success.
        assert_eq!(progress.counts.gradients, 0);
        assert!((2..2000).contains(&progress.iteration), "{norm:?}: {}", progress.iteration);
        assert!(progress.counts.queries >= progress.iteration as u64 + 2);
        assert_eq!(progress.counts.queries, progress.counts.forwards);
    }
}

#[test]
fn the_smallest_change_is_found_where_it_is_known() {
    // DDN's usual cross-entropy leads away from all near borders at once, so not to the nearest.
    for method in [Method::DeepFool, Method::CarliniWagner, Method::Ddn, Method::Fab] {
        for seed in 0..3 {
            let (ensemble, original, label, least) = known_distance(seed, Norm::L2);
            let options = Options { norm: Norm::L2, loss: Some(Loss::Margin), ..Options::new(method) };
            let mut attack = Attack::new(ensemble, &original, &[Goal::Away { label }], &options).unwrap();
            attack.step(usize::MAX).unwrap();
            let verdict = attack.verdict(0).unwrap();
            assert!(verdict.fooled && !verdict.warnings.lost_on_rounding, "{method:?}, {seed}: {verdict:?}");
            // Rounding to 8 bits alone moves such a picture by about 0.06.
            assert!(
                verdict.l2 >= 0.999 * least && verdict.l2 < 1.3 * least + 0.1,
                "{method:?}: {} ≠ {least}",
                verdict.l2
            );
        }
    }
}

#[test]
fn fab_comes_near_the_border_in_either_norm_and_keeps_what_is_inside_the_ball() {
    for (norm, seed) in [(Norm::Linf, 0), (Norm::Linf, 1), (Norm::L2, 2)] {
        let (ensemble, original, label, least) = known_distance(seed, norm);
        let run = |goal, epsilon| {
            let options = Options { norm, epsilon, steps: Some(30), ..Options::new(Method::Fab) };
            let mut attack = Attack::new(ensemble.clone(), &original, &[goal], &options).unwrap();
            attack.step(usize::MAX).unwrap();
            (norm.distance(&original, &attack.best(0)), attack.verdict(0).unwrap().fooled)
        };
        let (nearest, fooled) = run(Goal::Away { label }, None);
        // Rounding to 8 bits alone moves a value by up to half a level, and such a picture by about 0.06 in L2.
        let rounding = if norm == Norm::Linf { 1.0 / 255.0 } else { 0.1 };
        let near = nearest >= 0.999 * least && nearest < 1.1 * least + rounding;
        assert!(fooled && near, "{norm:?}: {nearest} ≠ {least}");
        assert!(run(Goal::Away { label }, Some(1.5 * least + rounding)).1, "{norm:?}");
        assert!(!run(Goal::Away { label }, Some(0.9 * least)).1, "{norm:?}: nearer than there is a border");
        let target = runner_up(&ensemble, &original, label);
        let (towards, fooled) = run(Goal::Towards { target }, None);
        assert!(fooled && towards >= 0.999 * nearest.min(least), "{norm:?}: {towards}");
    }
}

#[test]
fn questions_find_what_gradients_find() {
    for (method, norm, epsilon) in
        [(Method::Nes, Norm::Linf, 8.0 / 255.0), (Method::Nes, Norm::L2, 1.5), (Method::Spsa, Norm::Linf, 8.0 / 255.0)]
    {
        let (ensemble, original, label) = shipped("linear", 5);
        let goal = Goal::Towards { target: runner_up(&ensemble, &original, label) };
        let options = Options { norm, epsilon: Some(epsilon), steps: Some(100), ..Options::new(method) };
        let mut attack = Attack::new(ensemble, &original, &[goal], &options).unwrap();
        attack.step(usize::MAX).unwrap();
        let (counts, verdict) = (attack.progress(0).counts, attack.verdict(0).unwrap());
        assert!(verdict.fooled && counts.gradients == 0, "{method:?} {norm:?}: {:?}", attack.progress(0));
        assert!(attack.progress(0).iteration < 100, "{method:?} does not stop");
    }
}

#[test]
fn some_attacks_change_few_pixels() {
    let (ensemble, original, label) = shipped("linear", 2);
    let area = original.len() / 3;
    for pixels in [1, 3, 5] {
        let options =
            Options { pixels: Some(pixels), steps: Some(600), samples: Some(50), ..Options::new(Method::OnePixel) };
        let mut attack = Attack::new(ensemble.clone(), &original, &[Goal::Away { label }], &options).unwrap();
        let before = attack.progress(0).loss;
        attack.step(usize::MAX).unwrap();
        assert!(attack.progress(0).loss > before, "{pixels} pixels do nothing");
        assert!((1..=pixels).contains(&changed_places(&original, attack.current(0), area)));
    }
    let target = (label + 5) % 10;
    let options = Options::new(Method::Jsma);
    let mut attack = Attack::new(ensemble, &original, &[Goal::Towards { target }], &options).unwrap();
    attack.step(usize::MAX).unwrap();
    let changed = attack.best(0).iter().zip(&original).filter(|(new, old)| new != old).count();
    assert!(attack.verdict(0).unwrap().fooled);
    assert!((2..=original.len() / 10).contains(&changed) && changed <= 2 * attack.progress(0).iteration, "{changed}");
}

#[test]
fn labels_alone_lead_to_the_border_and_along_it() {
    for norm in [Norm::L2, Norm::Linf] {
        let (ensemble, original, label, least) = known_distance(5, Norm::L2);
        let after = |steps| {
            let options = Options { norm, steps: Some(steps), samples: Some(50), ..Options::new(Method::HopSkipJump) };
            let mut attack = Attack::new(ensemble.clone(), &original, &[Goal::Away { label }], &options).unwrap();
            attack.step(usize::MAX).unwrap();
            let verdict = attack.verdict(0).unwrap();
            assert!(verdict.fooled && attack.progress(0).counts.gradients == 0, "{norm:?}: {verdict:?}");
            assert!(verdict.l2 >= 0.999 * least);
            norm.distance(&original, &attack.best(0))
        };
        let (early, late) = (after(1), after(12));
        assert!(late < 0.8 * early, "{norm:?}: {late} after {early} (in L2 at least {least})");
    }
}

#[test]
fn auto_attack_tries_one_after_another_and_stops_at_the_first_success() {
    let (ensemble, original, label, _) = known_distance(4, Norm::L2);
    let run = |epsilon| {
        let options = Options { epsilon: Some(epsilon), steps: Some(5), ..Options::new(Method::AutoAttack) };
        let mut attack = Attack::new(ensemble.clone(), &original, &[Goal::Away { label }], &options).unwrap();
        attack.step(usize::MAX).unwrap();
        (attack.progress(0), attack.verdict(0).unwrap())
    };
    // APGD, APGD and FAB towards nine classes each, Square with fifty questions for each step of theirs.
    let (progress, verdict) = run(0.0);
    assert_eq!((progress.restart, progress.iteration, verdict.outcome), (19, 5 + 2 * 9 * 5 + 250, Outcome::Unchanged));
    let (progress, verdict) = run(32.0 / 255.0);
    assert!(verdict.fooled && progress.iteration <= 5 && progress.restart == 0, "{progress:?}");
}

#[test]
fn verdicts_warn_of_what_they_do_not_show() {
    // Half a level is enough for some of these, and rounds to nothing.
    let mut lost = 0;
    for seed in 0..24 {
        let (ensemble, original, label) = shipped("linear", seed);
        let options = Options { epsilon: Some(0.49 / 255.0), ..Options::new(Method::Bim) };
        let mut attack = Attack::new(ensemble, &original, &[Goal::Away { label }], &options).unwrap();
        attack.step(usize::MAX).unwrap();
        let (verdict, reached) = (attack.verdict(0).unwrap(), attack.progress(0).best_reached);
        assert_eq!(verdict.outcome, Outcome::Unchanged);
        assert_eq!(verdict.warnings, Warnings { lost_on_rounding: reached, ..Warnings::default() });
        lost += usize::from(reached);
    }
    assert!(lost > 0, "no picture is that near to a border");
    // The member attacked is so sure that its softmax is exactly one-hot, and its cross-entropy has nowhere to climb; the
    // other one never agrees.
    let members = ["residual", "linear"].map(|id| shipped(id, 0).0.members()[0].clone());
    let ensemble = Ensemble::new(members.to_vec(), VoteRule::Unanimous).unwrap();
    let original = noise(0, ensemble.input_length());
    let strategy = Strategy::Only(0);
    let options = Options { epsilon: Some(1.0), steps: Some(40), strategy, ..Options::new(Method::Bim) };
    let mut attack = Attack::new(ensemble, &original, &[Goal::Towards { target: 3 }], &options).unwrap();
    attack.step(usize::MAX).unwrap();
    let verdict = attack.verdict(0).unwrap();
    assert!(attack.progress(0).counts.lost_gradients > 0);
    assert!(verdict.fooled != verdict.warnings.zero_gradient && !verdict.fooled, "{verdict:?}");
}

#[test]
fn verdicts_warn_where_questions_beat_gradients() {
    let nets = nets();
    let mut beaten = 0;
    for seed in 0..4 {
        // Gradients of one member that never decides the vote: they lead nowhere.
        let members = [&nets[1], &nets[2], &nets[2]].map(Clone::clone);
        let ensemble = Ensemble::new(members.to_vec(), VoteRule::Majority).unwrap();
        let original = noise(seed, ensemble.input_length());
        let Some(label) = ensemble.clone().vote(&original).unwrap().label else { continue };
        let run = |method| {
            let epsilon = Some(32.0 / 255.0);
            let options =
                Options { epsilon, steps: Some(6), strategy: Strategy::Only(0), seed, ..Options::new(method) };
            let mut attack = Attack::new(ensemble.clone(), &original, &[Goal::Away { label }], &options).unwrap();
            attack.step(usize::MAX).unwrap();
            (attack.progress(0), attack.verdict(0).unwrap())
        };
        let (progress, verdict) = run(Method::AutoAttack);
        let by_questions = progress.restart == 19 && verdict.fooled;
        assert_eq!(verdict.warnings.black_box_beat_white_box, by_questions, "{seed}: {progress:?}");
        assert!(!run(Method::Square).1.warnings.black_box_beat_white_box, "no gradient was tried");
        beaten += usize::from(by_questions);
    }
    assert!(beaten > 0, "no picture withstands the gradients and falls to questions");
}
