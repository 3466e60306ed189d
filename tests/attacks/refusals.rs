//! What is refused, by which name, and what it asks for instead.

use easily_fooled::attack::{Attack, MAX_BATCH, Method, Options, Strategy, Universal, UniversalOptions};
use easily_fooled::classifier::{Classifier, argmax};
use easily_fooled::ensemble::{Ensemble, VoteRule};
use easily_fooled::error::Error;
use easily_fooled::image::{noise, quantize};
use easily_fooled::loss::{Goal, Loss};
use easily_fooled::onnx::Preprocessing;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::{BLACK_BOXES, GOLDENS, METHODS, alone, answer, net, nets};

/// The option that an attack or a search refuses, and what it says of its range.
fn refused<T>(outcome: Result<T, Error>) -> Option<(&'static str, String)> {
    match outcome {
        Err(Error::Option { name, allowed, .. }) => Some((name, allowed)),
        _ => None,
    }
}

/// What is wrong with an option, for which methods.
struct Case {
    name: &'static str,
    /// Part of what the message says of the range.
    range: &'static str,
    methods: &'static [Method],
    bad: Vec<Options>,
}

fn case<V: Copy>(
    name: &'static str,
    range: &'static str,
    methods: &'static [Method],
    values: &[V],
    set: impl Fn(&mut Options, V),
) -> Case {
    let with = |&value: &V| {
        let mut options = Options::new(Method::Pgd);
        set(&mut options, value);
        options
    };
    Case { name, range, methods, bad: values.iter().map(with).collect() }
}

#[test]
fn options_out_of_range_are_refused_by_name() {
    use Method::{Ascent, AutoAttack, Fgsm, Nes, OnePixel, Spsa};
    const NAN: f32 = f32::NAN;
    const INF: f32 = f32::INFINITY;
    let nets = nets();
    let ensemble = Ensemble::new(nets, VoteRule::Mean).unwrap();
    let area = ensemble.input_length() / 3;
    let cases = [
        case("epsilon", "0 or more", &METHODS, &[-0.1, NAN, -INF], |o, v| o.epsilon = Some(v)),
        case("epsilon", "0 or more", &[Ascent], &[-0.1, NAN], |o, v| o.epsilon = Some(v)),
        case("steps", "between 1 and", &METHODS, &[0, 100_001, usize::MAX], |o, v| o.steps = Some(v)),
        case("steps", "between 1 and 1", &[Fgsm], &[2], |o, v| o.steps = Some(v)),
        case("steps", "between 1 and 2000", &[AutoAttack], &[2001], |o, v| o.steps = Some(v)),
        case("stepSize", "0 or more, and finite", &METHODS, &[-1.0, NAN, INF], |o, v| o.step_size = Some(v)),
        case("restarts", "between 1 and 1000", &METHODS, &[0, 1001], |o, v| o.restarts = v),
        case("momentum", "between 0 and 2", &METHODS, &[-0.1, 2.1, NAN, INF], |o, v| o.momentum = Some(v)),
        case("member", "between 0 and 2", &METHODS, &[3, usize::MAX], |o, v| o.strategy = Strategy::Only(v)),
        case("confidence", "below 1", &METHODS, &[-0.1, 1.0, NAN, INF], |o, v| o.confidence = Some(v)),
        case("pInit", "at most 1", &METHODS, &[0.0, -1.0, 1.1, NAN], |o, v| o.p_init = Some(v)),
        case("samples", "between", &METHODS, &[0, 10_001], |o, v| o.samples = Some(v)),
        case("samples", "an even number between 2 and 10000", &[Nes, Spsa], &[7], |o, v| o.samples = Some(v)),
        case("samples", "between 4 and 10000", &[OnePixel], &[3], |o, v| o.samples = Some(v)),
        case("spread", "at most 1", &METHODS, &[0.0, -0.1, 1.1, NAN], |o, v| o.spread = Some(v)),
        case("pixels", "between 1 and", &METHODS, &[0, area + 1], |o, v| o.pixels = Some(v)),
        case("queries", "between 1 and 10000000", &METHODS, &[0, 10_000_001], |o, v| o.queries = Some(v)),
    ];
    let original = noise(1, ensemble.input_length());
    let goal = Goal::Away { label: answer(&ensemble, &original) };
    for Case { name, range, methods, bad } in cases {
        for &method in methods {
            for options in &bad {
                let options = Options { method, ..options.clone() };
                let Some((found, allowed)) = refused(Attack::new(ensemble.clone(), &original, &[goal], &options))
                else {
                    panic!("{method:?} takes a bad {name}: {options:?}");
                };
                assert_eq!(found, name, "{options:?}");
                assert!(allowed.contains(range), "{name}: “{allowed}” lacks “{range}”");
            }
        }
    }
}

#[test]
fn classes_and_pictures_that_there_are_not_are_refused_by_name() {
    let net = &nets()[0];
    let (original, classes) = (noise(1, net.input_length()), net.class_count());
    let label = answer(&alone(net), &original);
    for method in METHODS {
        let start = |goal| Attack::new(alone(net), &original, &[goal], &Options::new(method));
        assert_eq!(refused(start(Goal::Away { label: classes })).unwrap().0, "label", "{method:?}");
        assert_eq!(refused(start(Goal::Towards { target: classes })).unwrap().0, "target", "{method:?}");
        // Where the attack stops at any success, the answer is no target; others can make it more certain.
        let climbs = matches!(method, Method::Fgsm | Method::Bim | Method::Pgd | Method::MiFgsm | Method::Apgd);
        let own = refused(start(Goal::Towards { target: label }));
        assert_eq!(own.is_none(), climbs, "{method:?}");
        assert!(own.is_none_or(|(name, allowed)| name == "target" && allowed.contains("another class")));
    }
    let ascent = Options::new(Method::Ascent);
    let started = Attack::new(alone(net), &original, &[Goal::Away { label }], &ascent);
    assert_eq!(refused(started).unwrap().0, "target", "an ascent needs one");
    for count in [0, MAX_BATCH + 1] {
        let goals = vec![Goal::Away { label }; count];
        let started = Attack::new(alone(net), &original, &goals, &Options::new(Method::Pgd));
        assert_eq!(refused(started).unwrap().0, "pictures");
    }
}

#[test]
fn universal_options_out_of_range_are_refused_by_name() {
    let net = &nets()[0];
    let pictures = noise(1, 2 * net.input_length());
    let base = UniversalOptions::default();
    let with_epsilon = |epsilon| UniversalOptions { epsilon: Some(epsilon), ..base.clone() };
    let with_share = |fooled| UniversalOptions { fooled, ..base.clone() };
    let cases = [
        ("epsilon", "0 or more", with_epsilon(-0.1)),
        ("epsilon", "0 or more", with_epsilon(f32::NAN)),
        ("fooled", "at most 1", with_share(0.0)),
        ("fooled", "at most 1", with_share(1.1)),
        ("fooled", "at most 1", with_share(f32::NAN)),
        ("passes", "between 1 and 1000", UniversalOptions { passes: 0, ..base.clone() }),
        ("steps", "between 1 and 1000", UniversalOptions { steps: 0, ..base.clone() }),
    ];
    for (name, range, options) in cases {
        let (found, allowed) = refused(Universal::new(alone(net), &pictures, &options)).expect(name);
        assert_eq!(found, name);
        assert!(allowed.contains(range), "{name}: “{allowed}” lacks “{range}”");
    }
    assert_eq!(refused(Universal::new(alone(net), &[], &base)).unwrap().0, "pictures");
    assert!(matches!(Universal::new(alone(net), &pictures[1..], &base), Err(Error::Shape { .. })));
    assert_eq!(refused(Universal::new(alone(net), &pictures, &base).unwrap().verdict(2)).unwrap().0, "index");
}

#[test]
fn nets_without_a_gradient_are_open_to_questions_only() {
    let bytes = GOLDENS.get_file("bad/mod.onnx").expect("a golden net").contents();
    let net = Classifier::from_onnx(bytes, Preprocessing::default()).unwrap();
    assert!(net.refusal().is_some());
    let original = noise(3, net.input_length());
    let label = argmax(&net.second_opinion(&original).unwrap());
    let start = |method, steps| {
        let options = Options { epsilon: Some(1.0), steps, ..Options::new(method) };
        Attack::new(alone(&net), &original, &[Goal::Away { label }], &options)
    };
    for method in METHODS.into_iter().filter(|method| !BLACK_BOXES.contains(method)) {
        let steps = (method == Method::Fgsm).then_some(1);
        let refused = start(method, steps);
        assert!(matches!(refused, Err(Error::NoGradient { .. })), "{method:?}");
    }
    let search = Universal::new(alone(&net), &original, &UniversalOptions::default());
    assert!(matches!(search, Err(Error::NoGradient { .. })));
    for method in BLACK_BOXES {
        let mut attack = start(method, Some(20)).unwrap();
        attack.step(usize::MAX).unwrap();
        // One pixel may not be enough.
        assert!(attack.verdict(0).unwrap().fooled || method == Method::OnePixel, "{method:?}");
        let counts = attack.progress(0).counts;
        assert!(counts.gradients == 0 && counts.queries > 1, "{method:?}: {counts:?}");
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
