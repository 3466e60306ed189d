//! One attack after another, picture by picture.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;
use easily_fooled::attack::{Attack, Norm, Options};
use easily_fooled::classifier::Classifier;
use easily_fooled::ensemble::{Ensemble, VoteRule};
use easily_fooled::error::Error;
use easily_fooled::experiment::{Catalog, TestSet, seed_of, spread};
use easily_fooled::loss::Goal;
use easily_fooled::onnx::Preprocessing;
use serde_json::{Map, Value, json};

use super::attacks::{self, Entry};

const LENGTH: usize = 3 * 32 * 32;
const CLASSES: usize = 10;

/// Our attacks, for a comparison with the reference implementations.
#[derive(Debug, Parser)]
#[command(name = "parity", version)]
pub struct Arguments {
    /// Folder of CIFAR-10's binary version (with test_batch.bin)
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Results
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Folder of the .onnx files
    #[arg(long, value_name = "DIR", default_value = "models")]
    models: PathBuf,
    /// Nets, and ensembles that vote by mean probability, by id
    #[arg(long, value_name = "ID,…", value_delimiter = ',', default_value = "residual,plain")]
    nets: Vec<String>,
    /// Attacks, by name [default: all]
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    attacks: Vec<String>,
    /// Radii of the ball: n of n/255
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "1,8")]
    epsilons: Vec<u32>,
    /// Pictures for the attacks in a ball, spread evenly over the test set
    #[arg(long, value_name = "N", default_value = "100")]
    pictures: NonZeroUsize,
    /// Pictures for the smallest changes
    #[arg(long, value_name = "N", default_value = "50")]
    minimal: NonZeroUsize,
    /// Pictures for AutoAttack; 0: none
    #[arg(long, value_name = "N", default_value = "50")]
    auto: usize,
}

/// What became of one picture.
#[derive(Debug, Clone, Copy, Default)]
struct Fate {
    /// Fooled by the last iterate, by any, by the 8-bit picture that is kept.
    last: bool,
    any: bool,
    kept: bool,
    /// The smallest L2 length among the iterates that fool, and that of the 8-bit picture.
    l2: Option<f32>,
    kept_l2: Option<f32>,
}

pub fn run(arguments: &Arguments) -> Result<(), String> {
    let bytes = read(&arguments.data.join("test_batch.bin"))?;
    let set = TestSet::parse(&bytes, LENGTH, CLASSES).map_err(|error| error.to_string())?;
    let mut results = Vec::new();
    let manifest = read(&arguments.models.join("manifest.json"))?;
    let catalog: Catalog = serde_json::from_slice(&manifest).map_err(|error| format!("manifest.json: {error}"))?;
    for id in &arguments.nets {
        let council = catalog.ensembles.iter().find(|ensemble| ensemble.id == *id);
        let members = council.map_or(vec![id.clone()], |ensemble| ensemble.members.clone());
        let nets = members.iter().map(|member| load(arguments, member)).collect::<Result<Vec<_>, _>>()?;
        let net = Ensemble::new(nets, VoteRule::Mean).map_err(|error| error.to_string())?;
        let mut measure = |entry: &Entry, epsilon: Option<u32>, count: usize| -> Result<(), String> {
            if count == 0 || !(arguments.attacks.is_empty() || arguments.attacks.iter().any(|name| name == entry.name))
            {
                return Ok(());
            }
            let result = measure(&net, &set, entry, count).map_err(|error| format!("{}: {error}", entry.name))?;
            let mut line = json!({ "net": id, "attack": entry.name, "epsilon_255": epsilon });
            let line_fields = line.as_object_mut().ok_or("a JSON object")?;
            line_fields.extend(result);
            eprintln!("{line}");
            results.push(line);
            let text = format!("{:#}\n", json!({ "results": results }));
            std::fs::write(&arguments.out, text).map_err(|error| format!("{}: {error}", arguments.out.display()))
        };
        for &epsilon in &arguments.epsilons {
            for entry in attacks::bounded(epsilon) {
                measure(&entry, Some(epsilon), arguments.pictures.get())?;
            }
        }
        for entry in attacks::minimal() {
            measure(&entry, None, arguments.minimal.get())?;
        }
        for &epsilon in &arguments.epsilons {
            measure(&attacks::auto_attack(epsilon), Some(epsilon), arguments.auto)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn load(arguments: &Arguments, id: &str) -> Result<Classifier, String> {
    let bytes = read(&arguments.models.join(format!("{id}.onnx")))?;
    Classifier::from_onnx(&bytes, Preprocessing::default()).map_err(|error| format!("{id}: {error}"))
}

/// One attack on `count` pictures: those that are right are tried.
fn measure(net: &Ensemble, set: &TestSet, entry: &Entry, count: usize) -> Result<Map<String, Value>, Error> {
    let begun = Instant::now();
    let mut fates = Vec::new();
    for picture in spread(count, set.len()) {
        let (pixels, label) = (set.pixels(picture..picture + 1), set.label(picture));
        let vote = net.clone().vote(&pixels)?;
        let logits = match net.members().len() {
            1 => net.clone().logits(&pixels)?.remove(0),
            _ => vote.probabilities.iter().map(|&probability| libm::logf(probability)).collect(),
        };
        if vote.label == Some(label) {
            let options = Options { seed: seed_of(0, picture), ..entry.options.clone() };
            fates.push(attacked(net, &pixels, label, &entry.goals(label, &logits), &options)?);
        }
    }
    let still = |fooled: fn(&Fate) -> bool| fates.iter().filter(|fate| !fooled(fate)).count();
    let mean = |of: fn(&Fate) -> Option<f32>| {
        let found: Vec<f64> = fates.iter().filter_map(of).map(f64::from).collect();
        found.iter().sum::<f64>() / found.len().max(1) as f64
    };
    let fields = json!({
        "pictures": count,
        "right": fates.len(),
        "robust_last": still(|fate| fate.last),
        "robust": still(|fate| fate.any),
        "robust_8_bit": still(|fate| fate.kept),
        "mean_l2": mean(|fate| fate.l2),
        "mean_l2_8_bit": mean(|fate| fate.kept_l2),
        "seconds": (begun.elapsed().as_secs_f64() * 10.0).round() / 10.0,
    });
    Ok(fields.as_object().cloned().unwrap_or_default())
}

/// Goal after goal until one run leaves the label.
fn attacked(net: &Ensemble, pixels: &[f32], label: usize, goals: &[Goal], options: &Options) -> Result<Fate, Error> {
    let mut fate = Fate::default();
    for &goal in goals {
        let mut attack = Attack::new(net.clone(), pixels, &[goal], options)?;
        loop {
            let progress = attack.progress(0);
            fate.last = match &progress.members[..] {
                [alone] => alone.label != label,
                _ => progress.reached,
            };
            fate.any |= fate.last;
            if fate.last && fate.l2.is_none_or(|least| progress.l2 < least) {
                fate.l2 = Some(progress.l2);
            }
            if progress.done {
                break;
            }
            attack.step(1)?;
        }
        let kept = attack.best(0);
        if net.clone().vote(&kept)?.label != Some(label) {
            fate.kept = true;
            fate.kept_l2 = Some(Norm::L2.distance(pixels, &kept));
        }
        if fate.any {
            break;
        }
    }
    Ok(fate)
}
