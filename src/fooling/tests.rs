//! What must hold for every evolution and every genome.

use proptest::prelude::{Strategy as Generator, any};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::codec::MAX_BYTES;
use super::genome::{INPUTS, MAX_WEIGHT};
use super::*;
use crate::classifier::Classifier;
use crate::ensemble::VoteRule;
use crate::image::round_to_8_bits;
use crate::onnx::Preprocessing;
use crate::random::Random;

const LINEAR: &[u8] = include_bytes!("../../models/linear.onnx");
const SMALL: [&[u8]; 2] = [
    include_bytes!("../../tests/goldens/net_senet_ts.onnx"),
    include_bytes!("../../tests/goldens/net_normalises_pixels_inside_ts.onnx"),
];

fn ensemble(files: &[&[u8]]) -> Ensemble {
    let read = |bytes: &&[u8]| Classifier::from_onnx(bytes, Preprocessing::default()).expect("a sound net");
    Ensemble::new(files.iter().map(read).collect(), VoteRule::Mean).unwrap()
}

fn both() -> [Encoding; 2] {
    [Encoding::Direct(Direct::default()), Encoding::Cppn(Cppn::default())]
}

fn small(encoding: Encoding) -> Options {
    Options { population: 20, generations: 4, ..Options::new(encoding) }
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

/// A genome after `mutations` of a random one.
fn grown(seed: u32, mutations: u32) -> Genome {
    let (cppn, mut random) = (Cppn::default(), Random::from_seed(seed));
    let first = cppn.random([3, 32, 32], &mut random);
    (0..mutations).fold(first, |genome, _| cppn.mutate(&genome, 0, &mut random))
}

#[test]
fn no_niche_ever_gets_worse_and_what_is_shown_is_what_was_judged() {
    let nets = ensemble(&SMALL);
    properties(6, (any::<u32>(), any::<bool>()), |(seed, direct)| {
        let options = Options { seed, ..small(both()[usize::from(!direct)]) };
        let mut evolution = Evolution::new(nets.clone(), &options).unwrap();
        assert_eq!(evolution.champion(0), None);
        let mut before = vec![0.0; nets.class_count()];
        while !evolution.is_done() {
            evolution.step(7).unwrap();
            let fitness = evolution.progress().fitness;
            assert!(before.iter().zip(&fitness).all(|(before, after)| before <= after), "{before:?} → {fitness:?}");
            before = fitness;
        }
        for (class, &fitness) in before.iter().enumerate() {
            let pixels = evolution.champion(class).unwrap();
            assert!(pixels.iter().all(|&value| value == round_to_8_bits(value)), "not an 8-bit picture");
            let verdict = evolution.verdict(class).unwrap().unwrap();
            assert_eq!(verdict.vote, nets.clone().vote(&pixels).unwrap());
            assert_eq!(verdict.vote.probabilities[class], fitness, "class {class}");
            assert!((verdict.second_opinion.probabilities[class] - fitness).abs() < 1e-3);
            if let Some(genome) = evolution.genome(class) {
                let [_, height, width] = nets.members()[0].input_shape();
                assert_eq!(genome.draw(width, height).unwrap(), pixels);
                let linked = Genome::from_text(&genome.pruned().to_text()).unwrap();
                assert_eq!(linked.draw(width, height).unwrap(), pixels, "the drawing survives a link");
            }
        }
        assert_eq!(evolution.champion(before.len()), None);
    });
}

#[test]
fn children_are_compared_with_the_champions_of_all_classes() {
    // With one child a generation and one generation, one picture holds every niche.
    let options = Options { population: 1, generations: 1, ..small(both()[0]) };
    let mut evolution = Evolution::new(ensemble(&[LINEAR]), &options).unwrap();
    evolution.step(1).unwrap();
    let progress = evolution.progress();
    assert!((progress.fitness.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    assert!(progress.done && progress.generation == 1 && progress.evaluations == 1);
    assert_eq!(progress.history.rows().collect::<Vec<_>>(), [(1, progress.fitness.as_slice())]);
}

#[test]
fn strides_interruptions_and_resuming_change_nothing() {
    let nets = ensemble(&SMALL);
    for encoding in both() {
        let options = Options { seed: 5, ..small(encoding) };
        let mut whole = Evolution::new(nets.clone(), &options).unwrap();
        whole.step(usize::MAX).unwrap();
        assert_eq!(whole.progress().evaluations, 80);
        let mut strides = Evolution::new(nets.clone(), &options).unwrap();
        for stride in [0, 1, 18, 1, 1, 40, 3, 17, 200] {
            strides.step(stride).unwrap();
            let state = State::from_bytes(&strides.state().to_bytes()).unwrap();
            assert_eq!(state.options(), options);
            strides = Evolution::resume(nets.clone(), state).unwrap();
        }
        assert_eq!(strides.state(), whole.state());
    }
}

#[test]
fn damaged_bytes_of_a_state_are_refused() {
    let mut evolution = Evolution::new(ensemble(&[LINEAR]), &small(both()[1])).unwrap();
    evolution.step(30).unwrap();
    let bytes = evolution.state().to_bytes();
    for cut in 0..bytes.len() {
        assert!(State::from_bytes(&bytes[..cut]).is_err(), "cut to {cut} bytes");
    }
    assert!(State::from_bytes(&[bytes.as_slice(), &[0]].concat()).is_err(), "a byte too many");
}

#[test]
fn states_that_do_not_fit_are_refused() {
    let nets = ensemble(&SMALL);
    let mut evolution = Evolution::new(nets.clone(), &small(both()[0])).unwrap();
    evolution.step(25).unwrap();
    let refused = |change: &dyn Fn(&mut State)| {
        let mut state = evolution.state().clone();
        change(&mut state);
        Evolution::resume(nets.clone(), state).unwrap_err()
    };
    fn pixels(state: &mut State) -> &mut Lineage<Direct, Vec<u8>> {
        match &mut state.lineage {
            AnyLineage::Direct(lineage) => lineage,
            AnyLineage::Cppn(_) => unreachable!(),
        }
    }
    let changes: [&dyn Fn(&mut State); 8] = [
        &|state| state.version += 1,
        &|state| state.shape = [3, 1, 1],
        &|state| state.evaluations = 0,
        &|state| state.evaluations = u32::MAX,
        &|state| state.history = History::new(3),
        &|state| pixels(state).parents.clear(),
        &|state| pixels(state).parents[0].truncate(7),
        &|state| pixels(state).archive = Archive::new(),
    ];
    for (index, change) in changes.iter().enumerate() {
        assert!(matches!(refused(change), Error::Option { name: "state", .. }), "change {index}");
    }
    assert!(matches!(refused(&|state| state.population = 0), Error::Option { name: "population", .. }));
    let other = Evolution::resume(ensemble(&SMALL[..1]), evolution.state().clone()).unwrap_err();
    assert!(matches!(other, Error::Option { name: "state", .. }), "another ensemble: {other}");
}

#[test]
fn options_out_of_range_are_named() {
    let nets = ensemble(&[LINEAR]);
    let new = |options: Options| Evolution::new(nets.clone(), &options).map(|_| ()).unwrap_err();
    let base = Options::new(both()[0]);
    let direct = |direct| Options { encoding: Encoding::Direct(direct), ..base.clone() };
    let cppn = |cppn| Options { encoding: Encoding::Cppn(cppn), ..base.clone() };
    let cases = [
        ("population", Options { population: 0, ..base.clone() }),
        ("population", Options { population: u32::MAX, ..base.clone() }),
        ("generations", Options { generations: 0, ..base.clone() }),
        ("generations", Options { generations: u32::MAX, ..base.clone() }),
        ("confidence", Options { confidence: f32::NAN, ..base.clone() }),
        ("rate", direct(Direct { rate: 1.5, ..Direct::default() })),
        ("eta", direct(Direct { eta: f32::INFINITY, ..Direct::default() })),
        ("addNeuron", cppn(Cppn { add_neuron: f32::NAN, ..Cppn::default() })),
        ("eta", cppn(Cppn { eta: -1.0, ..Cppn::default() })),
    ];
    for (expected, options) in cases {
        assert!(matches!(new(options), Error::Option { name, .. } if name == expected), "{expected}");
    }
}

#[test]
fn mutated_genomes_stay_acyclic_and_within_bounds_and_survive_as_bytes_and_text() {
    properties(48, (any::<u32>(), 0u32..400), |(seed, mutations)| {
        let genome = grown(seed, mutations);
        assert!(genome.hidden_count() <= MAX_HIDDEN && genome.connection_count() <= MAX_CONNECTIONS);
        for (index, neuron) in genome.neurons().iter().enumerate() {
            let earlier = INPUTS + index.min(genome.hidden_count());
            assert!(neuron.connections.iter().all(|connection| usize::from(connection.source) < earlier));
            assert!(neuron.connections.iter().all(|connection| connection.weight.abs() <= MAX_WEIGHT));
            assert!(neuron.connections.windows(2).all(|pair| pair[0].source < pair[1].source));
        }
        let bytes = genome.to_bytes();
        assert!(bytes.len() <= MAX_BYTES, "{} bytes", bytes.len());
        assert_eq!(Genome::from_bytes(&bytes).unwrap(), genome);
        assert_eq!(Genome::from_text(&genome.to_text()).unwrap(), genome);
        let pruned = genome.pruned();
        assert!(pruned.to_bytes().len() <= bytes.len());
        assert_eq!(pruned.draw(7, 5).unwrap(), genome.draw(7, 5).unwrap());
        for cut in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            assert!(Genome::from_bytes(&bytes[..cut]).is_err(), "cut to {cut} bytes");
        }
    });
}

#[test]
fn growth_reaches_the_bounds_and_stops_there() {
    let adding = Cppn { delete_neuron: 0.0, delete_connection: 0.0, ..Cppn::default() };
    let mut random = Random::from_seed(1);
    let mut genome = adding.random([3, 32, 32], &mut random);
    (0..500).for_each(|_| genome = adding.mutate(&genome, 0, &mut random));
    assert_eq!((genome.hidden_count(), genome.connection_count()), (MAX_HIDDEN, MAX_CONNECTIONS));
    assert_eq!(genome.to_bytes().len(), MAX_BYTES, "the bound on bytes is exact");
    let removing = Cppn { add_neuron: 0.0, add_connection: 0.0, delete_neuron: 1.0, delete_connection: 1.0, ..adding };
    (0..500).for_each(|_| genome = removing.mutate(&genome, 0, &mut random));
    assert_eq!((genome.hidden_count(), genome.connection_count()), (0, 0));
    assert!(genome.draw(4, 4).is_ok());
}

#[test]
fn bytes_from_strangers_are_read_or_refused() {
    // Mostly noise behind a sound start, so that every part of the reader is met.
    let noise = proptest::collection::vec(any::<u8>(), 0..400);
    properties(2000, (noise, 0..4u8, any::<bool>()), |(mut bytes, hidden, sparse)| {
        if sparse {
            bytes.iter_mut().for_each(|byte| *byte %= 5);
        }
        let started = [&[1, hidden][..], &bytes].concat();
        for bytes in [bytes, started] {
            if let Ok(genome) = Genome::from_bytes(&bytes) {
                assert_eq!(genome.to_bytes(), bytes, "there is one way to write a genome");
                assert!(genome.draw(3, 3).unwrap().iter().all(|value| (0.0..=1.0).contains(value)));
            }
            let text = String::from_utf8_lossy(&bytes);
            assert!(Genome::from_text(&text).map(|genome| genome.to_text() == text).unwrap_or(true));
        }
    });
}

#[test]
fn damaged_genomes_are_named_errors() {
    // One hidden sine neuron; hue, saturation and value read it.
    let sound = [1, 1, 0, 1, 0, 0, 8, 1, 4, 0, 8, 1, 4, 0, 8, 1, 4, 0, 8];
    assert_eq!(Genome::from_bytes(&sound).unwrap().to_bytes(), sound);
    let changed = |place: usize, value: u8| {
        let mut bytes = sound;
        bytes[place] = value;
        bytes.to_vec()
    };
    let with = |last: [u8; 6]| [&sound[..15], &[2], &last].concat();
    let cases = [
        ("another version", changed(0, 2)),
        ("too many neurons", changed(1, 33)),
        ("a circle: the hidden neuron reads itself", changed(4, 4)),
        ("an output reads an output", changed(16, 5)),
        ("a weight beyond 10", changed(6, 0x7f)),
        ("a weight of i16::MIN", changed(6, 0x80)),
        ("a source twice", with([0, 0, 8, 0, 0, 8])),
        ("sources out of order", with([4, 0, 8, 0, 0, 8])),
        ("more behind", [&sound[..], &[0]].concat()),
        ("nothing", vec![]),
        ("far too long", vec![1; 100_000]),
    ];
    for (what, bytes) in cases {
        assert!(matches!(Genome::from_bytes(&bytes), Err(Error::Option { name: "genome", .. })), "{what}");
    }
    assert!(Genome::from_bytes(&with([0, 0, 8, 4, 0, 8])).is_ok());
    let padded = Genome::from_bytes(&[1, 0, 0x40, 0, 0, 0]);
    assert!(padded.is_err(), "spare bits of the activations");
    for text in ["", "A", "A=", "AQAA+AAA", "AQAAAAAA\n", "ÄÖÜ", "AQAAAAAB", &"A".repeat(100_000)] {
        let read = Genome::from_text(text);
        assert!(matches!(read, Err(Error::Option { name: "genome", .. })), "{text:.20}: {read:?}");
    }
    assert_eq!(Genome::from_text("AQAAAAAA").unwrap().connection_count(), 0);
}

/// FNV-1a.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Printed by a failing run; the same natively and in wasm.
const PINNED: ([u64; 2], u64) = ([4222169467087904119, 6168254045113523885], 6297079838412141097);

#[test]
fn the_same_seed_gives_the_same_bytes_on_every_machine() {
    let bytes = |pixels: Vec<f32>| pixels.into_iter().map(|value| (value * 255.0 + 0.5) as u8);
    let champions = both().map(|encoding| {
        let mut evolution = Evolution::new(ensemble(&SMALL), &Options { seed: 42, ..small(encoding) }).unwrap();
        evolution.step(usize::MAX).unwrap();
        hash((0..evolution.progress().fitness.len()).flat_map(|class| bytes(evolution.champion(class).unwrap())))
    });
    let drawing = hash(bytes(grown(3, 60).draw(33, 20).unwrap()));
    assert_eq!((champions, drawing), PINNED);
}

#[test]
fn a_drawing_twice_as_large_shows_the_same_picture() {
    // Slow waves only, so that the mean of four pixels is near the one that they replace.
    let genome = Genome::from_bytes(&[1, 0, 0, 1, 0, 0, 2, 1, 1, 0, 2, 1, 2, 0, 4]).unwrap();
    let (small, large) = (genome.draw(32, 32).unwrap(), genome.draw(64, 64).unwrap());
    for (index, value) in small.iter().enumerate() {
        let (channel, y, x) = (index / 1024, index / 32 % 32, index % 32);
        let at = |dy, dx| large[channel * 4096 + (2 * y + dy) * 64 + 2 * x + dx];
        let mean = (at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) / 4.0;
        assert!((mean - value).abs() < 0.02, "{mean} for {value} at {index}");
    }
}

#[test]
fn both_encodings_find_what_a_linear_net_wants() {
    for (encoding, expected) in both().into_iter().zip([1.2, 1.5]) {
        let options = Options { population: 50, generations: 12, ..Options::new(encoding) };
        let mut evolution = Evolution::new(ensemble(&[LINEAR]), &options).unwrap();
        evolution.step(50).unwrap();
        let first = evolution.progress().fitness.iter().sum::<f32>();
        evolution.step(usize::MAX).unwrap();
        let progress = evolution.progress();
        let last = progress.fitness.iter().sum::<f32>();
        assert!(last > expected * first, "{encoding:?}: {first} → {last}");
        assert_eq!(progress.history.rows().count(), 12);
    }
}
