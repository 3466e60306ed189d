//! The ball and the box, the seed, the strides, the budgets of steps and questions.

use easily_fooled::attack::{Attack, Method, Norm, Options, Strategy};
use easily_fooled::classifier::Classifier;
use easily_fooled::ensemble::{Ensemble, VoteRule};
use easily_fooled::image::{noise, round_to_8_bits};
use easily_fooled::loss::{Goal, Loss};
use proptest::prelude::{Just, any, prop_oneof};
use proptest::strategy::Strategy as Generator;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::{BLACK_BOXES, METHODS, achieved, alone, answer, net, nets};

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

/// Those that spend all their steps.
fn gradient_loops() -> impl Generator<Value = Method> {
    proptest::sample::select(METHODS[..5].to_vec())
}

fn methods() -> impl Generator<Value = Method> {
    proptest::sample::select(METHODS.to_vec())
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
    ("net_vgg_dynamo", Method::Square, 9512359471399611381),
    ("net_vgg_dynamo", Method::DeepFool, 5502851396325081220),
    ("net_senet_ts", Method::CarliniWagner, 8175102872459050229),
    ("net_vgg_dynamo", Method::Ddn, 6673474945195880606),
    ("net_vgg_dynamo", Method::Fab, 2698182485068548885),
    ("net_vgg_dynamo", Method::Jsma, 2184052918320557370),
    ("net_senet_ts", Method::AutoAttack, 4657958264778645270),
    ("net_vgg_dynamo", Method::Nes, 13669102254904865106),
    ("net_vgg_dynamo", Method::Spsa, 4805536377990248724),
    ("net_vgg_dynamo", Method::OnePixel, 4244382412027654020),
    ("net_vgg_dynamo", Method::HopSkipJump, 1953379782173867312),
];

/// Few steps for those who take many.
fn quick(method: Method) -> Options {
    let steps = (method != Method::Fgsm).then_some(4);
    Options { steps, samples: Some(6), ..Options::new(method) }
}

/// Towards a class that is not the answer already, or away from any.
fn goal(targeted: bool, class: usize, ensemble: &Ensemble, original: &[f32]) -> Goal {
    match (targeted, ensemble.clone().vote(original).unwrap().label) {
        (false, _) => Goal::Away { label: class },
        (true, Some(label)) if label == class => Goal::Towards { target: (class + 1) % ensemble.class_count() },
        (true, _) => Goal::Towards { target: class },
    }
}

#[test]
fn the_budgets_and_the_box_are_kept_and_the_seed_decides() {
    let nets = nets();
    let (length, classes) = (nets[0].input_length(), nets[0].class_count());
    let goals = (0..classes, any::<bool>());
    let limits = (1usize..3, proptest::option::of(1usize..90));
    let all = (methods(), norms(), losses(), strategies(), any::<u32>(), goals, limits);
    properties(96, all, |(method, (norm, epsilon), loss, strategy, seed, (class, targeted), (restarts, queries))| {
        let ensemble = Ensemble::new(nets.clone(), VoteRule::Mean).unwrap();
        let limits = Options { epsilon: Some(epsilon), restarts, queries, ..quick(method) };
        let options = Options { norm, loss, strategy, seed, ..limits };
        let original = noise(seed ^ 1, length);
        let goal = goal(targeted, class, &ensemble, &original);
        let run = || {
            let mut attack = Attack::new(ensemble.clone(), &original, &[goal], &options).unwrap();
            let mut calls = 0;
            while !attack.is_done() {
                attack.step(1).unwrap();
                calls += 1;
                let (current, progress) = (attack.current(0), attack.progress(0));
                assert!(current.iter().all(|value| (0.0..=1.0).contains(value)), "outside the box");
                let distance = norm.distance(&original, current);
                assert!(distance <= epsilon * (1.0 + 1e-5) + 1e-6, "{method:?}: {distance} > {epsilon}");
                assert!(progress.iteration <= calls && progress.iteration <= progress.total_iterations);
                assert!(queries.is_none_or(|most| progress.counts.queries <= most as u64), "{method:?}: {progress:?}");
                assert!(method.needs_gradient() || progress.counts.gradients == 0, "{method:?}");
            }
            (attack.best(0), attack.progress(0))
        };
        let (best, progress) = run();
        assert!(best.iter().all(|&value| value == round_to_8_bits(value)), "not an 8-bit picture");
        let distance = norm.distance(&original, &best);
        assert!(distance <= epsilon * (1.0 + 1e-5) + 1e-5, "{method:?} after rounding: {distance} > {epsilon}");
        if METHODS[..5].contains(&method) && queries.is_none() {
            assert_eq!(progress.iteration, progress.total_iterations);
        }
        assert_eq!((best, progress), run(), "{method:?}: the same seed gives the same picture");
    });
}

#[test]
fn every_attack_ends_when_its_questions_are_used_up() {
    let net = &nets()[1];
    let original = noise(4, net.input_length());
    let goal = Goal::Away { label: answer(&alone(net), &original) };
    for queries in [1, 2, 37] {
        // Nothing can be found without a budget to move in, so that the questions are what ends it.
        let start = |method, steps| {
            let options = Options { queries: Some(queries), epsilon: Some(0.0), steps, ..Options::new(method) };
            let mut attack = Attack::new(alone(net), &original, &[goal], &options).unwrap();
            attack.step(usize::MAX).unwrap();
            assert!(attack.is_done(), "{method:?}");
            assert_eq!(attack.best(0), original, "{method:?}");
            attack.progress(0).counts
        };
        for method in BLACK_BOXES {
            let counts = start(method, None);
            assert_eq!((counts.queries, counts.gradients), (queries as u64, 0), "{method:?}");
        }
        for method in [Method::Pgd, Method::Apgd, Method::Ddn, Method::Fab, Method::AutoAttack] {
            assert_eq!(start(method, Some(100)).queries, queries as u64, "{method:?}");
        }
    }
}

#[test]
fn what_was_found_is_never_lost_again() {
    // The others of these nets fall too seldom.
    let ensemble = alone(&nets()[2]);
    let found = std::cell::Cell::new(0);
    properties(64, (methods(), any::<u32>(), 1usize..40), |(method, seed, last)| {
        let original = noise(seed, ensemble.input_length());
        let goal = Goal::Away { label: answer(&ensemble, &original) };
        let options = Options { epsilon: Some(24.0 / 255.0), seed, ..quick(method) };
        let mut attack = Attack::new(ensemble.clone(), &original, &[goal], &options).unwrap();
        let by_distance = [Method::DeepFool, Method::CarliniWagner, Method::Ddn, Method::Fab, Method::HopSkipJump];
        let mut before: Option<f32> = None;
        // Left before its end, perhaps.
        for _ in 0..last {
            attack.step(1).unwrap();
            let reached = attack.progress(0).best_reached;
            assert!(reached || before.is_none(), "{method:?} forgot its best");
            if reached && by_distance.contains(&method) {
                let norm = if matches!(method, Method::Fab | Method::HopSkipJump) { options.norm } else { Norm::L2 };
                let distance = norm.distance(&original, &attack.best(0));
                assert!(before.is_none_or(|before| distance <= before), "{method:?}: {distance} after {before:?}");
                before = Some(distance);
                assert_ne!(attack.verdict(0).unwrap().vote.label, Some(goal.class()), "{method:?} on 8 bits");
            } else if reached {
                before = Some(0.0);
            }
        }
        found.set(found.get() + u32::from(before.is_some()));
    });
    assert!(found.get() > 16, "only {} attacks found anything", found.get());
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
fn every_attack_can_be_taken_in_any_strides_and_left_at_any_time() {
    let net = &nets()[0];
    let original = noise(3, net.input_length());
    let goal = Goal::Away { label: answer(&alone(net), &original) };
    for method in METHODS {
        let options = Options { seed: 9, restarts: 2, epsilon: Some(2.0 / 255.0), ..quick(method) };
        let start = || Attack::new(alone(net), &original, &[goal], &options).unwrap();
        let mut whole = start();
        whole.step(usize::MAX).unwrap();
        let mut strides = start();
        for stride in [1, 0, 2, 3, 1000] {
            // Asking for a verdict in between changes nothing.
            strides.verdict(0).unwrap();
            strides.step(stride).unwrap();
        }
        assert_eq!(whole.best(0), strides.best(0), "{method:?}");
        assert_eq!(whole.progress(0), strides.progress(0), "{method:?}");
        let mut left = start();
        left.step(1).unwrap();
        assert_eq!(left.best(0).len(), original.len());
        assert!(left.progress(0).iteration <= 1, "{method:?}");
    }
}

#[test]
fn a_batch_gives_what_its_pictures_give_alone() {
    let net = &nets()[1];
    let (length, count) = (net.input_length(), 3);
    let originals: Vec<f32> = (0..count).flat_map(|seed| noise(seed, length)).collect();
    let others = originals.chunks_exact(length).enumerate().map(|(index, original)| {
        let target = (answer(&alone(net), original) + 1 + index) % net.class_count();
        Goal::Towards { target }
    });
    let goals: Vec<Goal> = others.collect();
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
