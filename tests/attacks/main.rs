//! What must hold for every attack, whatever the net, the picture and the seed.

use easily_fooled::attack::{Attack, Method, Norm, Options, Outcome, Strategy, Warnings};
use easily_fooled::classifier::{Classifier, argmax};
use easily_fooled::ensemble::{Ensemble, VoteRule};
use easily_fooled::error::Error;
use easily_fooled::image::{noise, quantize, round_to_8_bits};
use easily_fooled::loss::{Goal, Loss};
use easily_fooled::onnx::Preprocessing;
use include_dir::{Dir, include_dir};
use proptest::prelude::{Just, any, prop_oneof};
use proptest::strategy::Strategy as Generator;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

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

/// The same cases natively and in wasm.
fn properties<S: Generator>(cases: u32, strategy: S, test: impl Fn(S::Value)) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(config, random);
    runner
        .run(&strategy, |value| {
            test(value);
            Ok(())
        })
        .unwrap();
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

fn methods() -> impl Generator<Value = Method> {
    proptest::sample::select(METHODS.to_vec())
}

/// Those that spend all their steps.
fn gradient_loops() -> impl Generator<Value = Method> {
    proptest::sample::select(METHODS[..5].to_vec())
}

fn norms() -> impl Generator<Value = (Norm, f32)> {
    prop_oneof![
        (0u32..64).prop_map(|n| (Norm::Linf, n as f32 / 255.0)),
        (0.0f32..3.0).prop_map(|epsilon| (Norm::L2, epsilon)),
    ]
}

fn losses() -> impl Generator<Value = Option<Loss>> {
    let losses = [Loss::CrossEntropy, Loss::Margin, Loss::MeanProbability, Loss::Dlr];
    prop_oneof![Just(None), proptest::sample::select(losses.to_vec()).prop_map(Some)]
}

fn strategies() -> impl Generator<Value = Strategy> {
    prop_oneof![
        Just(Strategy::Joint),
        Just(Strategy::Only(1)),
        Just(Strategy::OneAfterAnother),
        Just(Strategy::RoundRobin)
    ]
}

#[test]
fn the_budget_and_the_box_are_kept_and_the_seed_decides() {
    let nets = nets();
    let (length, classes) = (nets[0].input_length(), nets[0].class_count());
    let all = (methods(), norms(), losses(), strategies(), any::<u32>(), 0..classes, any::<bool>(), 1usize..3);
    properties(72, all, |(method, (norm, epsilon), loss, strategy, seed, class, targeted, restarts)| {
        let ensemble = Ensemble::new(nets.clone(), VoteRule::Mean).unwrap();
        let steps = (method != Method::Fgsm).then_some(4);
        let options = Options {
            norm,
            epsilon: Some(epsilon),
            loss,
            strategy,
            seed,
            restarts,
            steps,
            samples: Some(6),
            ..Options::new(method)
        };
        let goal = if targeted { Goal::Towards { target: class } } else { Goal::Away { label: class } };
        let original = noise(seed ^ 1, length);
        let run = || {
            let mut attack = Attack::new(ensemble.clone(), &original, &[goal], &options).unwrap();
            while !attack.is_done() {
                attack.step(1).unwrap();
                let current = attack.current(0);
                assert!(current.iter().all(|value| (0.0..=1.0).contains(value)), "outside the box");
                let distance = norm.distance(&original, current);
                assert!(distance <= epsilon * (1.0 + 1e-5) + 1e-6, "{distance} > {epsilon}");
            }
            (attack.best(0), attack.progress(0))
        };
        let (best, progress) = run();
        assert!(best.iter().all(|&value| value == round_to_8_bits(value)), "not an 8-bit picture");
        let distance = norm.distance(&original, &best);
        assert!(distance <= epsilon * (1.0 + 1e-5) + 1e-5, "after rounding: {distance} > {epsilon}");
        assert!(progress.done && progress.iteration <= progress.total_iterations);
        if METHODS[..5].contains(&method) {
            assert_eq!(progress.iteration, progress.total_iterations);
        }
        assert!(method.needs_gradient() || progress.counts.gradients == 0);
        assert_eq!(best, run().0, "the same seed gives the same picture");
    });
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

#[test]
fn more_restarts_are_never_worse() {
    let nets = nets();
    let length = nets[0].input_length();
    properties(12, (any::<u32>(), 0..nets.len(), gradient_loops()), |(seed, index, method)| {
        let ensemble = alone(&nets[index]);
        let original = noise(seed, length);
        let goal = Goal::Away { label: ensemble.clone().vote(&original).unwrap().label.unwrap() };
        let with = |restarts| {
            // The score watched here is the margin for one and the loss for the other: a few steps do for both.
            let steps = (method != Method::Fgsm).then_some(12);
            let options = Options { restarts, seed, steps, epsilon: Some(4.0 / 255.0), ..Options::new(method) };
            achieved(&ensemble, &original, goal, &options)
        };
        let scores = [with(1), with(2), with(4)];
        assert!(scores[0] <= scores[1] && scores[1] <= scores[2], "{scores:?}");
    });
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
fn an_attack_can_be_taken_in_any_strides_and_left_at_any_time() {
    let net = &nets()[0];
    let original = noise(3, net.input_length());
    let options = Options { seed: 9, restarts: 2, ..Options::new(Method::Pgd) };
    let start = || Attack::new(alone(net), &original, &[Goal::Away { label: 0 }], &options).unwrap();
    let mut whole = start();
    whole.step(usize::MAX).unwrap();
    let mut strides = start();
    for stride in [1, 0, 7, 3, 100] {
        // Asking for a verdict in between changes nothing.
        strides.verdict(0).unwrap();
        strides.step(stride).unwrap();
    }
    assert_eq!(whole.best(0), strides.best(0));
    assert_eq!(whole.progress(0), strides.progress(0));
    let mut left = start();
    left.step(3).unwrap();
    assert_eq!(left.best(0).len(), original.len());
    assert_eq!(left.progress(0).iteration, 3);
}

#[test]
fn a_batch_gives_what_its_pictures_give_alone() {
    let net = &nets()[1];
    let (length, count) = (net.input_length(), 3);
    let originals: Vec<f32> = (0..count).flat_map(|seed| noise(seed, length)).collect();
    let goals: Vec<Goal> = (0..count as usize).map(|target| Goal::Towards { target }).collect();
    for (method, confidence) in [
        (Method::Bim, None),
        (Method::Pgd, Some(0.2)),
        (Method::Apgd, None),
        (Method::Apgd, Some(0.2)),
        (Method::Square, None),
        (Method::AutoAttack, None),
        (Method::Ddn, None),
        (Method::Nes, None),
    ] {
        let options = Options { steps: Some(12), restarts: 2, confidence, ..Options::new(method) };
        let mut together = Attack::new(alone(net), &originals, &goals, &options).unwrap();
        while !together.is_done() {
            together.step(5).unwrap();
        }
        for (index, goal) in goals.iter().enumerate() {
            let original = &originals[index * length..][..length];
            let mut single = Attack::new(alone(net), original, &[*goal], &options).unwrap();
            single.step(usize::MAX).unwrap();
            assert_eq!(together.best(index), single.best(0), "{method:?}, picture {index}");
            assert_eq!(together.progress(index), single.progress(0), "{method:?}, picture {index}");
        }
    }
}

#[test]
fn attacking_one_member_costs_one_gradient_a_step() {
    let nets = nets();
    let original = noise(1, nets[0].input_length());
    for (strategy, expected) in
        [(Strategy::Only(0), 1), (Strategy::RoundRobin, 1), (Strategy::Joint, nets.len() as u64)]
    {
        let ensemble = Ensemble::new(nets.clone(), VoteRule::Majority).unwrap();
        let options = Options { strategy, steps: Some(6), ..Options::new(Method::Bim) };
        let mut attack = Attack::new(ensemble, &original, &[Goal::Away { label: 0 }], &options).unwrap();
        attack.step(usize::MAX).unwrap();
        let counts = attack.progress(0).counts;
        assert_eq!((counts.gradients, counts.lost_gradients), (6 * expected, 0), "{strategy:?}");
    }
}

/// FNV-1a over the bytes of an 8-bit picture.
fn hash(pixels: &[f32]) -> u64 {
    pixels.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &value| {
        (hash ^ u64::from((value * 255.0 + 0.5) as u8)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Printed by a failing run; the same natively and in wasm.
const PINNED: [(&str, Method, u64); 18] = [
    ("net_resnet_cifar_ts", Method::Fgsm, 13361097780169456509),
    ("net_resnet_cifar_ts", Method::Pgd, 10856137729843875136),
    ("net_vgg_dynamo", Method::MiFgsm, 17204478454103338524),
    ("net_mobilenet_v2_ts", Method::Ascent, 9559550877558108987),
    ("net_convmixer_ts", Method::Pgd, 17155653755690815533),
    ("net_vit_multihead_attention_ts", Method::Pgd, 2908657425634747264),
    ("net_resnet_cifar_ts", Method::Apgd, 7805179545577751968),
    ("net_vgg_dynamo", Method::Square, 15477277749614977436),
    ("net_vgg_dynamo", Method::DeepFool, 5502851396325081220),
    ("net_senet_ts", Method::CarliniWagner, 8175102872459050229),
    ("net_vgg_dynamo", Method::Ddn, 6673474945195880606),
    ("net_vgg_dynamo", Method::Fab, 2698182485068548885),
    ("net_vgg_dynamo", Method::Jsma, 2184052918320557370),
    ("net_senet_ts", Method::AutoAttack, 4657958264778645270),
    ("net_vgg_dynamo", Method::Nes, 13669102254904865106),
    ("net_vgg_dynamo", Method::Spsa, 6343333839825064936),
    ("net_vgg_dynamo", Method::OnePixel, 4244382412027654020),
    ("net_vgg_dynamo", Method::HopSkipJump, 1953379782173867312),
];

#[test]
fn the_same_seed_gives_the_same_bytes_on_every_machine() {
    let found = PINNED.map(|(name, method, _)| {
        let net = net(name);
        let options = Options { seed: 42, steps: (method != Method::Fgsm).then_some(10), ..Options::new(method) };
        let original = noise(7, net.input_length());
        let mut attack = Attack::new(alone(&net), &original, &[Goal::Towards { target: 1 }], &options).unwrap();
        attack.step(usize::MAX).unwrap();
        (name, method, hash(&attack.best(0)))
    });
    assert_eq!(found, PINNED);
}

/// A shipped net and a picture that it is sure of.
fn shipped(id: &str, seed: u32) -> (Ensemble, Vec<f32>, usize) {
    let bytes = MODELS.get_file(format!("{id}.onnx")).expect("a shipped model").contents();
    let ensemble = alone(&Classifier::from_onnx(bytes, Preprocessing::default()).unwrap());
    let original = noise(seed, ensemble.input_length());
    let label = ensemble.clone().vote(&original).unwrap().label.unwrap();
    (ensemble, original, label)
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
    for (norm, epsilon) in [(Norm::Linf, 8.0 / 255.0), (Norm::L2, 2.0)] {
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

/// The class that a picture is nearest to, its own excepted.
fn runner_up(ensemble: &Ensemble, original: &[f32], label: usize) -> usize {
    let mut probabilities = ensemble.clone().vote(original).unwrap().probabilities;
    probabilities[label] = 0.0;
    argmax(&probabilities)
}

/// A linear net, a picture that it is sure of, its label, and how far the nearest border is in L2 (but for the box).
fn known_distance(seed: u32) -> (Ensemble, Vec<f32>, usize, f32) {
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
        (logits[label] - logits[other]) / Norm::L2.measure(gradient.into_iter())
    };
    let least = (0..10).filter(|&class| class != label).map(&mut distance).fold(f32::INFINITY, f32::min);
    (ensemble, original, label, least)
}

#[test]
fn the_smallest_change_is_found_where_it_is_known() {
    // DDN's usual cross-entropy leads away from all near borders at once, so not to the nearest.
    for method in [Method::DeepFool, Method::CarliniWagner, Method::Ddn, Method::Fab] {
        for seed in 0..3 {
            let (ensemble, original, label, least) = known_distance(seed);
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

/// Places (in all channels at once) where two pictures differ.
fn changed_places(before: &[f32], after: &[f32], area: usize) -> usize {
    (0..area).filter(|&place| (place..before.len()).step_by(area).any(|index| before[index] != after[index])).count()
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
        let (ensemble, original, label, least) = known_distance(5);
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
    let (ensemble, original, label, _) = known_distance(4);
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
fn normalised_gradients_count_equally() {
    let nets = nets();
    let original = noise(2, nets[0].input_length());
    let attacked = |members: &[Classifier], normalize_members| {
        let ensemble = Ensemble::new(members.to_vec(), VoteRule::Mean).unwrap();
        let options = Options { normalize_members, ..Options::new(Method::Bim) };
        let mut attack = Attack::new(ensemble, &original, &[Goal::Towards { target: 3 }], &options).unwrap();
        attack.step(usize::MAX).unwrap();
        attack.current(0).to_vec()
    };
    assert_eq!(attacked(&nets[..1], true), attacked(&nets[..1], false), "one member has nobody to outweigh");
    assert_ne!(attacked(&nets, true), attacked(&nets, false));
}

#[test]
fn nets_without_a_gradient_are_open_to_questions_only() {
    let bytes = GOLDENS.get_file("bad/mod.onnx").expect("a golden net").contents();
    let net = Classifier::from_onnx(bytes, Preprocessing::default()).unwrap();
    assert!(net.refusal().is_some());
    let original = noise(3, net.input_length());
    let label = argmax(&net.second_opinion(&original).unwrap());
    let start = |method| {
        let options = Options { epsilon: Some(1.0), steps: Some(20), ..Options::new(method) };
        Attack::new(alone(&net), &original, &[Goal::Away { label }], &options)
    };
    for method in [Method::Fgsm, Method::Pgd, Method::Apgd] {
        assert!(matches!(start(method), Err(Error::NoGradient { .. })), "{method:?}");
    }
    for method in [Method::Square, Method::Nes, Method::Spsa, Method::HopSkipJump] {
        let mut attack = start(method).unwrap();
        attack.step(usize::MAX).unwrap();
        assert!(attack.verdict(0).unwrap().fooled, "{method:?}");
    }
}

#[test]
fn a_loss_that_needs_more_classes_is_refused_by_name() {
    let net = net("reduce_sum");
    assert_eq!(net.class_count(), 3);
    let start = |goal| {
        let options = Options { loss: Some(Loss::Dlr), ..Options::new(Method::Apgd) };
        Attack::new(alone(&net), &noise(1, net.input_length()), &[goal], &options)
    };
    assert!(matches!(start(Goal::Towards { target: 1 }), Err(Error::Option { name: "loss", .. })));
    assert!(start(Goal::Away { label: 0 }).is_ok());
}

#[test]
fn pixels_that_are_not_numbers_do_no_harm() {
    let net = &nets()[0];
    let mut pixels = noise(1, net.input_length());
    (pixels[0], pixels[1], pixels[2]) = (f32::NAN, f32::INFINITY, -3.0);
    let mut attack = Attack::new(alone(net), &pixels, &[Goal::Away { label: 0 }], &Options::new(Method::Pgd)).unwrap();
    attack.step(usize::MAX).unwrap();
    let best = attack.best(0);
    assert_eq!(best, quantize(&best));
    assert_eq!(argmax(&attack.progress(0).members[0].probabilities), attack.progress(0).members[0].label);
}
