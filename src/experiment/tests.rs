//! The experiments together, on small nets.

use super::*;
use crate::classifier::Classifier;
use crate::defense::Filter;
use crate::ensemble::{Ensemble, VoteRule};
use crate::error::Error;
use crate::image::noise;
use crate::onnx::Preprocessing;
use crate::random::Random;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const PICTURES: usize = 6;

fn net(bytes: &[u8]) -> Classifier {
    Classifier::from_onnx(bytes, Preprocessing::default()).expect("a sound golden net")
}

/// Two small nets of one picture size, and different kinds.
fn nets() -> [Classifier; 2] {
    [
        net(include_bytes!("../../tests/goldens/net_vgg_dynamo.onnx")),
        net(include_bytes!("../../tests/goldens/net_senet_ts.onnx")),
    ]
}

fn vote_of(members: &[Classifier]) -> Ensemble {
    Ensemble::new(members.to_vec(), VoteRule::Mean).unwrap()
}

/// Noise, labelled as `label` says: for each picture the right class, or none of the members'.
fn test_set(nets: &mut Ensemble, right: impl Fn(usize) -> bool) -> TestSet {
    let (length, classes) = (nets.input_length(), nets.class_count());
    let mut bytes = Vec::new();
    for picture in 0..PICTURES {
        let pixels = noise(picture as u32, length);
        let vote = nets.vote(&pixels).unwrap();
        let wrong = (0..classes).find(|class| vote.members.iter().all(|member| member.label != *class)).unwrap();
        bytes.push(if right(picture) { vote.label.unwrap() } else { wrong } as u8);
        bytes.extend(pixels.iter().map(|pixel| (pixel * 255.0).round() as u8));
    }
    TestSet::parse(&bytes, length, classes).unwrap()
}

/// Does the pieces in an order drawn from `order`, with `stride` iterations at a time.
fn measure(task: &Task, set: &TestSet, nets: &Ensemble, order: u32, stride: usize) -> Outcome {
    let pictures: Vec<usize> = (0..set.len()).collect();
    let job = Job { task, set, pictures: &pictures, seed: 5 };
    let (mut tally, mut random) = (Tally::new(&job, nets.members().len()), Random::from_seed(order));
    let mut left: Vec<usize> = (0..job.pieces()).collect();
    while !left.is_empty() {
        let index = left.swap_remove((random.uniform() * left.len() as f32) as usize);
        // A copy for every piece: none may depend on what was done before.
        let mut nets = nets.clone();
        let mut piece = job.start(index, &mut nets).unwrap();
        let found = loop {
            if let Some(found) = job.step(&mut piece, stride, &mut nets).unwrap() {
                break found;
            }
        };
        tally.add(index, found);
    }
    tally.finish().expect("every piece is there").0
}

fn hunt(recipe: Recipe) -> Task {
    Task::hunt(recipe)
}

#[test]
fn neither_the_order_nor_the_stride_changes_a_result() {
    let mut nets = vote_of(&nets());
    let set = test_set(&mut nets, |_| true);
    let recipe = Recipe { aim: Aim::RoundRobin, ..Recipe::pgd(2.0, 4, 2) };
    for task in [
        hunt(Recipe::apgd(2.0, 6)),
        hunt(recipe.clone()),
        Task::Transfer { recipe, source: 1 },
        Task::Clean { expected: None },
        Task::Ray { bearing: Bearing::Towards },
        Task::Noise { leading: Leading { epsilon_255: 4.0, steps: 5 } },
        Task::Hunt { recipe: Recipe::pgd(4.0, 4, 1), only: None, behind: Some(RANDOM) },
        Task::Unaware { recipe: Recipe::pgd(4.0, 4, 1), filters: vec![BLUR, RANDOM] },
        Task::Smallest { recipe: Recipe::pgd(4.0, 4, 1), largest_255: 16 },
        Task::Certify { setting: few_copies() },
    ] {
        assert_eq!(measure(&task, &set, &nets, 1, 1), measure(&task, &set, &nets, 2, 100), "{task:?}");
    }
}

#[test]
fn only_right_pictures_are_hunted_and_only_those_asked_for() {
    let mut nets = vote_of(&[net(include_bytes!("../../models/linear.onnx"))]);
    let set = test_set(&mut nets, |picture| picture != 2);
    let wide = Recipe { step_255: Some(8.0), ..Recipe::pgd(64.0, 30, 2) };
    let Outcome::Hunt { pictures, tried, right, majority_right, cost } =
        measure(&hunt(wide.clone()), &set, &nets, 0, 7)
    else {
        panic!("not a hunt")
    };
    assert_eq!((pictures, tried.count(), tried.contains(2), majority_right), (PICTURES, PICTURES - 1, false, None));
    assert_eq!(right.count(), 0, "64/255 is enough for any of them");
    assert!(cost.gradients < (PICTURES as u64 - 1) * 60, "fallen pictures are left alone: {cost:?}");

    let mut only = Bits::none(PICTURES);
    [2, 3].iter().for_each(|&picture| only.insert(picture));
    let task = Task::Hunt { recipe: Recipe { epsilon_255: Some(0.0), ..wide }, only: Some(only), behind: None };
    let Outcome::Hunt { tried, right, .. } = measure(&task, &set, &nets, 0, 7) else { panic!("not a hunt") };
    assert_eq!(
        ((0..PICTURES).filter(|&picture| tried.contains(picture)).collect::<Vec<_>>(), &right),
        (vec![3], &tried)
    );
}

const BLUR: Filter = Filter::Gaussian { sigma: 1.0 };
const RANDOM: Filter = Filter::Noise { sigma: 0.05, draws: 3 };

fn few_copies() -> Certifying {
    Certifying { sigma: 0.05, selection: 20, estimation: 60, alpha: 0.01, attacks: 2, steps: 4, draws: 2 }
}

#[test]
fn who_knows_nothing_of_a_filter_is_told_what_became_of_it() {
    let mut nets = vote_of(&[net(include_bytes!("../../models/linear.onnx"))]);
    let set = test_set(&mut nets, |_| true);
    let recipe = Recipe::pgd(16.0, 10, 1);
    let task = Task::Unaware { recipe: recipe.clone(), filters: vec![Filter::Gaussian { sigma: 0.0 }, BLUR] };
    let Outcome::Unaware { pictures, behind, cost } = measure(&task, &set, &nets, 0, 3) else { panic!("{task:?}") };
    assert_eq!((pictures, behind.len(), cost.gradients), (PICTURES, 2, PICTURES as u64 * 10));
    assert_eq!(behind[0].clean.count(), PICTURES, "nothing is filtered");
    // The same attack, stopped where it succeeds.
    let Outcome::Hunt { right, .. } = measure(&hunt(recipe), &set, &nets, 0, 3) else { panic!("not a hunt") };
    assert_eq!(behind[0].right, right);
    assert!((0..PICTURES).all(|index| behind[1].clean.contains(index) || !behind[1].right.contains(index)));
}

#[test]
fn the_smallest_budget_fools_and_one_less_does_not() {
    let mut nets = vote_of(&[net(include_bytes!("../../models/linear.onnx"))]);
    let set = test_set(&mut nets, |picture| picture != 4);
    let recipe = Recipe::pgd(8.0, 20, 1);
    let task = Task::Smallest { recipe: recipe.clone(), largest_255: 20 };
    let Outcome::Smallest { counts, .. } = measure(&task, &set, &nets, 0, 7) else { panic!("{task:?}") };
    assert_eq!((counts.len(), counts.iter().sum::<usize>()), (21, PICTURES - 1));
    let fallen_at = |epsilon: usize| {
        let task = hunt(recipe.at(epsilon as f32));
        let Outcome::Hunt { right, .. } = measure(&task, &set, &nets, 0, 7) else { panic!("{task:?}") };
        PICTURES - 1 - right.count()
    };
    for epsilon in [1, 4, 20] {
        assert_eq!(fallen_at(epsilon), counts[..epsilon].iter().sum::<usize>(), "{epsilon}/255: {counts:?}");
    }
}

#[test]
fn a_largest_budget_out_of_range_is_refused_and_odd_results_are_no_panic() {
    let mut nets = vote_of(&[net(include_bytes!("../../models/linear.onnx"))]);
    let set = test_set(&mut nets, |_| true);
    for largest_255 in [0, 256, u32::MAX] {
        let task = Task::Smallest { recipe: Recipe::pgd(8.0, 2, 1), largest_255 };
        let job = Job { task: &task, set: &set, pictures: &[0, 1], seed: 5 };
        assert!(matches!(job.start(0, &mut nets), Err(Error::Option { name: "largest_255", .. })), "{largest_255}");
        let mut tally = Tally::new(&job, 1);
        for (index, epsilon_255) in [Some(0), Some(u32::MAX)].into_iter().enumerate() {
            tally.add(index, Found::Smallest(Smallest { epsilon_255, cost: Cost::default() }));
        }
        let Some((Outcome::Smallest { counts, .. }, _)) = tally.finish() else { panic!("{largest_255}") };
        assert_eq!((counts.last(), counts.iter().sum::<usize>()), (Some(&2), 2), "neither is a budget that was tried");
    }
}

#[test]
fn no_attack_breaks_a_certificate() {
    let mut nets = vote_of(&[net(include_bytes!("../../models/linear.onnx"))]);
    let set = test_set(&mut nets, |_| true);
    let task = Task::Certify { setting: few_copies() };
    let Outcome::Certify { pictures, abstained, certified, radii, attacks, broken, .. } =
        measure(&task, &set, &nets, 0, 30)
    else {
        panic!("{task:?}")
    };
    assert_eq!((abstained + certified, pictures), (PICTURES, PICTURES));
    assert!(certified > 0 && radii.len() <= certified && radii.iter().all(|&radius| radius > 0.0));
    assert_eq!((attacks, broken), (2 * certified, 0));
}

#[test]
fn a_twin_is_fooled_by_what_fools_its_twin() {
    let [one, _] = nets();
    let mut nets = vote_of(&[one.clone(), one]);
    let set = test_set(&mut nets, |picture| picture % 3 != 0);
    for targeted in [false, true] {
        let recipe = Recipe { targeted, ..Recipe::pgd(4.0, 6, 2) };
        let task = Task::Transfer { recipe, source: 0 };
        let Outcome::Transfer { pictures, tried, fooled, cost } = measure(&task, &set, &nets, 0, 5) else {
            panic!("not a transfer")
        };
        assert_eq!((pictures, tried), (PICTURES, 4));
        assert_eq!(cost.gradients, 4 * 6 * 2, "the source alone is attacked, to the end");
        assert_eq!(fooled.len(), 3);
        assert!(fooled.iter().all(|&count| count == fooled[0]), "{fooled:?}");
    }
}

#[test]
fn a_source_that_is_not_among_the_nets_is_refused() {
    let mut nets = vote_of(&nets());
    let set = test_set(&mut nets, |_| true);
    let task = Task::Transfer { recipe: Recipe::pgd(4.0, 2, 1), source: 2 };
    let job = Job { task: &task, set: &set, pictures: &[0], seed: 5 };
    assert!(matches!(job.start(0, &mut nets), Err(Error::Option { name: "source", .. })));
}

#[test]
fn clean_answers_are_counted_by_both_votes() {
    let mut nets = vote_of(&nets());
    let set = test_set(&mut nets, |picture| picture < 4);
    let Outcome::Clean { pictures, right, majority_right, .. } =
        measure(&Task::Clean { expected: None }, &set, &nets, 0, 1)
    else {
        panic!("not clean")
    };
    let agreed = (0..4).filter(|&picture| {
        let vote = nets.vote(&set.pixels(picture..picture + 1)).unwrap();
        vote.members.iter().all(|member| member.label == set.label(picture))
    });
    assert_eq!((pictures, right, majority_right), (PICTURES, 4, Some(agreed.count())));
}

#[test]
fn lines_start_at_right_pictures_and_noise_is_heard_beside_all() {
    let mut nets = vote_of(&[net(include_bytes!("../../models/linear.onnx"))]);
    let set = test_set(&mut nets, |picture| picture != 2);
    for bearing in Bearing::ALL {
        let Outcome::Ray { pictures, ends } = measure(&Task::Ray { bearing }, &set, &nets, 0, 9) else {
            panic!("not a ray")
        };
        assert_eq!((pictures, ends.lines, ends.certain, ends.straight), (PICTURES, 5, 5, 5));
        assert_eq!(ends.last_bend.map(|spread| spread.nine_tenths), Some(0.0), "an affine net has no bend");
        assert!(ends.residual.unwrap() <= 1e-5);
    }
    let leading = Leading { epsilon_255: 8.0, steps: 10 };
    let Outcome::Noise { pictures, evidence, .. } = measure(&Task::Noise { leading }, &set, &nets, 0, 3) else {
        panic!("not noise")
    };
    let evidence = evidence.unwrap();
    assert_eq!((pictures, evidence.led.iter().sum::<usize>()), (PICTURES, PICTURES));
    assert!(evidence.auroc_led < evidence.auroc_noise, "led noise is harder to tell: {evidence:?}");
}

fn catalog() -> Catalog {
    let net = |id: &str, adversarial| NetEntry {
        id: id.into(),
        title: id.to_uppercase(),
        file: format!("{id}.onnx"),
        sha256: format!("hash of {id}"),
        test_accuracy: Some(0.5),
        predictions_sha256: None,
        adversarial,
    };
    let members = vec!["a".into(), "b".into()];
    let pair = EnsembleEntry { id: "pair".into(), title: "A pair".into(), members };
    Catalog { nets: vec![net("a", false), net("b", true)], ensembles: vec![pair], test_batch_sha256: None }
}

fn plan() -> Vec<Unit> {
    let scale = Scale {
        parts: Part::ALL.to_vec(),
        only: vec![],
        masking: vec![],
        pictures: 8,
        transfer_pictures: 8,
        epsilons: vec![],
    };
    Plan::new(&catalog(), &scale).0
}

#[test]
fn only_the_asked_for_budgets_are_planned() {
    let scale = Scale {
        parts: Part::ALL.to_vec(),
        only: vec![],
        masking: vec![],
        pictures: 8,
        transfer_pictures: 8,
        epsilons: vec![4],
    };
    let keys: Vec<String> = Plan::new(&catalog(), &scale).0.into_iter().map(|unit| unit.key).collect();
    for part in ["robust/", "vote/", "transfer/", "cost/"] {
        let of: Vec<&String> = keys.iter().filter(|key| key.starts_with(part) && !key.ends_with("smallest")).collect();
        assert!(!of.is_empty() && of.iter().all(|key| key.contains("/4/")), "{of:?}");
    }
}

/// A result that nobody measured: every second picture withstands, and another one for every other unit.
fn made_up(unit: &Unit, index: usize, inputs: Inputs) -> Measured {
    let outcome = match &unit.task {
        Task::Hunt { .. } => {
            let [mut tried, mut right] = [Bits::none(8), Bits::none(8)];
            (0..8).for_each(|picture| tried.insert(picture));
            (0..8).filter(|picture| (picture + index).is_multiple_of(2)).for_each(|picture| right.insert(picture));
            let majority_right = (unit.members.len() > 1).then(|| right.clone());
            Outcome::Hunt { pictures: 8, tried, right, majority_right, cost: Cost { gradients: 80, ..Cost::default() } }
        }
        Task::Transfer { source, .. } => {
            let fooled = vec![if *source == 0 { 8 } else { 2 }, if *source == 0 { 4 } else { 8 }, 1];
            Outcome::Transfer { pictures: 8, tried: 8, fooled, cost: Cost::default() }
        }
        Task::Unaware { filters, .. } => {
            let none = |&filter: &Filter| BehindFilter { filter, clean: Bits::none(8), right: Bits::none(8) };
            Outcome::Unaware { pictures: 8, behind: filters.iter().map(none).collect(), cost: Cost::default() }
        }
        Task::Smallest { .. } => Outcome::Smallest { pictures: 8, counts: vec![1, 1, 4, 1, 1], cost: Cost::default() },
        Task::Certify { .. } => Outcome::Certify {
            pictures: 8,
            abstained: 1,
            certified: 7,
            radii: vec![0.04, 0.06, 0.2],
            attacks: 70,
            broken: 0,
            cost: Cost::default(),
        },
        Task::Ray { .. } => {
            let ends = FarEnds { lines: 8, certain: 6, straight: 8, residual: Some(1e-6), ..FarEnds::default() };
            Outcome::Ray { pictures: 8, ends }
        }
        Task::Noise { .. } => {
            let telling = Telling::of(&[1.0, 2.0], &[0.0, 0.5], &[3.0, 1.5]).map(Box::new);
            Outcome::Noise { pictures: 2, confidence: telling.clone(), evidence: telling }
        }
        Task::Load => Outcome::Load { milliseconds: 1.5, loads: 5, bytes: 10 },
        Task::Clean { .. } => Outcome::Clean {
            pictures: 8,
            right: 4,
            majority_right: None,
            predictions_sha256: Some("x".into()),
            differing: None,
        },
    };
    let (engine, commit) = ("engine".to_string(), "commit".to_string());
    Measured { inputs, outcome, seconds: 1.0, threads: 1, engine, commit, dirty: None }
}

/// Runs the plan until `budget` units are measured; returns how many were.
fn resume(report: &mut Report, catalog: &Catalog, seed: u32, budget: usize) -> usize {
    let mut measured = 0;
    for (index, unit) in plan().iter().enumerate() {
        let task = report.resolve(unit).expect("what it builds on comes before it");
        let inputs = Inputs::of(unit, task, catalog, "data", seed).unwrap();
        if measured < budget && !report.holds(&unit.key, &inputs) {
            report.units.insert(unit.key.clone(), made_up(unit, index, inputs));
            measured += 1;
        }
        if measured == budget {
            break;
        }
    }
    measured
}

#[test]
fn an_interrupted_run_goes_on_where_it_was() {
    let (catalog, all) = (catalog(), plan().len());
    let mut report = Report::default();
    assert_eq!(resume(&mut report, &catalog, 0, 7), 7);
    assert_eq!(resume(&mut report, &catalog, 0, usize::MAX), all - 7);
    assert_eq!(resume(&mut report, &catalog, 0, usize::MAX), 0, "all is there");

    let drawn = plan().iter().filter(|unit| unit.pictures.is_some()).count();
    assert_eq!(resume(&mut report, &catalog, 1, usize::MAX), drawn, "another seed leaves what draws nothing");

    let mut changed = catalog.clone();
    changed.nets[0].sha256 = "another hash".into();
    let of_a = plan().iter().filter(|unit| unit.members.iter().any(|id| id == "a")).count();
    assert_eq!(report.drop_outdated(&changed, "data"), of_a);
    assert_eq!(report.drop_outdated(&changed, "other data"), all - of_a);
}

#[test]
fn keys_are_unique_and_attackers_of_a_vote_spend_the_same() {
    let plan = plan();
    let keys: std::collections::HashSet<_> = plan.iter().map(|unit| &unit.key).collect();
    assert_eq!(keys.len(), plan.len());
    assert!(plan.iter().all(|unit| !unit.key.starts_with("masking/a/")), "a was not trained on attacked pictures");
    let members: Vec<String> = ["a", "b", "c"].map(String::from).to_vec();
    let budgets: Vec<usize> =
        super::plan::attackers(&members, 8).iter().map(|(_, recipe)| recipe.gradients(members.len())).collect();
    assert_eq!(budgets[..3].iter().sum::<usize>(), 150);
    assert!(budgets[3..].iter().all(|&budget| budget == 150), "{budgets:?}");
}

#[test]
fn a_summary_takes_the_worst_of_each_picture() {
    let catalog = catalog();
    let mut report = Report::default();
    resume(&mut report, &catalog, 0, usize::MAX);
    let summary = Summary::of(&report, &catalog);
    let pair = &summary.ensembles[0];
    let transfer = &pair.transfer[0];
    let counts: Vec<Vec<usize>> =
        transfer.fooled.iter().map(|row| row.iter().map(|share| share.count).collect()).collect();
    assert_eq!(counts, [[8, 4, 1], [2, 8, 1]]);
    assert_eq!((transfer.mean_off_diagonal, transfer.mean_vote), (0.375, 0.125));
    let vote = &pair.vote[0];
    assert_eq!(vote.attackers.len(), 7);
    assert_eq!(vote.attackers[0].right.count, 4);
    assert_eq!(
        vote.one_member_worst.map(|share| share.count),
        Some(0),
        "each leaves the pictures that the other takes"
    );
    assert_eq!((vote.one_member_mean, vote.attackers[0].gradients_mean), (Some(0.5), 10.0));
    assert!(summary.nets[0].masking.is_none() && summary.nets[1].masking.is_some());
    assert_eq!(summary.nets[0].accuracy_as_published, Some(true));
    let rays = &summary.nets[0].rays;
    assert_eq!((rays.len(), rays[0].certain.count, rays[0].straight_in_the_end), (3, 6, true));
    assert_eq!(summary.nets[0].noise.as_ref().map(|noise| noise.leading.epsilon_255), Some(8.0));

    // Rows over other pictures are not put beside each other.
    let Some(Outcome::Transfer { tried, .. }) =
        report.units.get_mut("transfer/pair/4/untargeted/b").map(|unit| &mut unit.outcome)
    else {
        panic!("a transfer was planned")
    };
    *tried = 7;
    assert_eq!(Summary::of(&report, &catalog).ensembles[0].transfer.len(), 3);
}

/// The tools' JSON; the package has no reader of it.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn a_report_survives_its_file() {
    let mut report = Report::default();
    resume(&mut report, &catalog(), 0, usize::MAX);
    report.summary = Summary::of(&report, &catalog());
    let text = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
}
