//! How long evolution takes: `cargo test --release --lib fooling::measure -- --ignored --nocapture`. Not in CI: minutes.
//!
//! Environment variables choose what is measured: NET (a file), ENCODING (direct or cppn), SEED, GENERATIONS,
//! CONFIDENCE, and other rates than the published ones: RATE (of pixels, of weights), HALF_LIFE (generations), ETA.

use std::time::Instant;

use super::*;
use crate::classifier::Classifier;
use crate::ensemble::VoteRule;
use crate::onnx::Preprocessing;

fn chosen(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or(default.into())
}

fn number(name: &str, default: f32) -> f32 {
    std::env::var(name).map_or(default, |chosen| chosen.parse().expect("a number"))
}

fn encoding() -> Encoding {
    let (direct, cppn) = (Direct::default(), Cppn::default());
    match chosen("ENCODING", "cppn").as_str() {
        "direct" => Encoding::Direct(Direct {
            rate: number("RATE", direct.rate),
            half_life: number("HALF_LIFE", direct.half_life as f32) as u32,
            eta: number("ETA", direct.eta),
        }),
        "cppn" => Encoding::Cppn(Cppn {
            change_weight: number("RATE", cppn.change_weight),
            eta: number("ETA", cppn.eta),
            ..cppn
        }),
        other => panic!("no such encoding: {other}"),
    }
}

#[test]
#[ignore = "a measurement of minutes"]
fn generations_until_every_class_is_confident() {
    let net = std::fs::read(chosen("NET", "models/plain.onnx")).expect("a model");
    let net = Classifier::from_onnx(&net, Preprocessing::default()).unwrap();
    let options = Options {
        seed: number("SEED", 1.0) as u32,
        generations: number("GENERATIONS", 1000.0) as u32,
        confidence: number("CONFIDENCE", 0.9999),
        ..Options::new(encoding())
    };
    let mut evolution = Evolution::new(Ensemble::new(vec![net], VoteRule::Mean).unwrap(), &options).unwrap();
    let start = Instant::now();
    let mut next = 1;
    while !evolution.is_done() {
        evolution.step(options.population as usize).unwrap();
        let Progress { generation, evaluations, at_99, at_9999, fitness, .. } = evolution.progress();
        if generation == next || evolution.is_done() {
            next = (next * 5).div_ceil(4);
            let seconds = start.elapsed().as_secs_f32();
            println!(
                "{generation} generations, {evaluations} evaluations, {seconds:.1} s: {at_99} at 99 %, {at_9999} at 99.99 %, {fitness:.4?}"
            );
        }
    }
    for genome in (0..evolution.progress().fitness.len()).filter_map(|class| evolution.genome(class)) {
        println!("{} bytes, pruned {}", genome.to_bytes().len(), genome.pruned().to_bytes().len());
    }
    let fitness = evolution.progress().fitness;
    assert!(fitness.iter().all(|&fitness| fitness >= options.confidence), "not reached: {fitness:?}");
}
