//! One unit after another, each over all threads.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Instant;

use easily_fooled::classifier::Classifier;
use easily_fooled::ensemble::{Ensemble, VoteRule};
use easily_fooled::error::Error;
use easily_fooled::experiment::{
    BehindFilter, Catalog, Found, Inputs, Job, Measured, NetEntry, Outcome, Plan, Run, Share, Summary, Tally, Task,
    TestSet, Unit, spread,
};
use easily_fooled::onnx::Preprocessing;

use super::arguments::Arguments;
use super::progress::Progress;
use super::{store, tables};

/// Iterations between two looks at whether to stop.
const STRIDE: usize = 16;
/// The median of this many loads.
const LOADS: usize = 5;
/// CIFAR-10: numbers in a picture, and classes.
const LENGTH: usize = 3 * 32 * 32;
const CLASSES: usize = 10;

pub fn run(arguments: &Arguments) -> Result<(), String> {
    let out = arguments.out();
    let mut report = store::read_report(&out)?;
    let Some(data) = arguments.data.as_ref().filter(|_| !arguments.table) else {
        print!("{}", tables::markdown(&report));
        return Ok(());
    };
    let catalog = store::read_catalog(&arguments.models)?;
    if let Some(unknown) = arguments
        .only
        .iter()
        .chain(&arguments.masking)
        .find(|&id| catalog.net(id).is_none() && catalog.ensembles.iter().all(|ensemble| ensemble.id != *id))
    {
        return Err(format!("“{unknown}” is no net or ensemble of the manifest"));
    }
    let bytes = store::read(&data.join("test_batch.bin"))?;
    let data_sha256 = store::sha256(&bytes);
    if catalog.test_batch_sha256.as_ref().is_some_and(|expected| *expected != data_sha256) {
        return Err(format!("test_batch.bin is not the one that the manifest names (its SHA-256 is {data_sha256})"));
    }
    let set = TestSet::parse(&bytes, LENGTH, CLASSES).map_err(|error| error.to_string())?;

    let dropped = report.drop_outdated(&catalog, &data_sha256);
    if dropped > 0 {
        eprintln!("{dropped} units were measured on other nets or data, and are dropped.");
    }
    let (commit, dirty) = store::commit();
    report.about = tables::about();
    report.run = Run {
        command: arguments.command(),
        engine: format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")),
        commit,
        dirty,
        data_sha256: data_sha256.clone(),
        seed: arguments.seed,
        pictures: arguments.pictures.get(),
        transfer_pictures: arguments.transfer_pictures(),
        threads: arguments.threads(),
    };
    let mut bench = Bench { arguments, catalog: &catalog, set: &set, nets: HashMap::new() };
    let plan = Plan::new(&catalog, &arguments.scale()).0;
    for (index, unit) in plan.iter().enumerate() {
        let Some(task) = report.resolve(unit) else {
            return Err(format!("{} needs {} over the same pictures first", unit.key, unit.survivors_of.join(" and ")));
        };
        let inputs = Inputs::of(unit, task, &catalog, &data_sha256, arguments.seed)
            .map_err(|id| format!("“{id}” is no net of the manifest"))?;
        if report.holds(&unit.key, &inputs) && !bench.wants_comparison(unit, &report.units[&unit.key].outcome) {
            continue;
        }
        let name = format!("[{}/{}] {}", index + 1, plan.len(), unit.key);
        let (outcome, seconds) = bench.measure(unit, &inputs.task, name)?;
        let threads = if inputs.task == Task::Load { 1 } else { arguments.threads() };
        let (engine, commit, dirty) = (report.run.engine.clone(), report.run.commit.clone(), report.run.dirty);
        let measured = Measured { inputs, outcome, seconds, threads, engine, commit, dirty };
        report.units.insert(unit.key.clone(), measured);
        report.summary = Summary::of(&report, &catalog);
        store::write_report(&out, &report)?;
    }
    // Nothing may have been measured anew, while the manifest's words have changed.
    report.summary = Summary::of(&report, &catalog);
    store::write_report(&out, &report)?;
    print!("{}", tables::markdown(&report));
    Ok(())
}

/// The nets loaded so far, and what they are measured on.
struct Bench<'a> {
    arguments: &'a Arguments,
    catalog: &'a Catalog,
    set: &'a TestSet,
    nets: HashMap<String, Classifier>,
}

impl Bench<'_> {
    fn measure(&mut self, unit: &Unit, task: &Task, name: String) -> Result<(Outcome, f64), String> {
        if *task == Task::Load {
            return self.load_times(&unit.members[0], name);
        }
        let members = unit.members.iter().map(|id| self.net(id)).collect::<Result<Vec<_>, _>>()?;
        let nets = Ensemble::new(members, VoteRule::Mean).map_err(|error| error.to_string())?;
        let pictures = spread(unit.pictures.unwrap_or(self.set.len()), self.set.len());
        let job = Job { task, set: self.set, pictures: &pictures, seed: self.arguments.seed };
        let mut tally = Tally::new(&job, nets.members().len());
        let mut progress = Progress::new(name, job.pieces() * job.piece_length());
        work(&job, &nets, self.arguments.threads(), |done, index, found| {
            tally.add(index, found);
            progress.show(done * job.piece_length());
        })?;
        let (mut outcome, classes) = tally.finish().ok_or("a piece of work was lost")?;
        self.compare(unit, &mut outcome, &classes)?;
        let seconds = progress.finish(&sentence(&outcome));
        Ok((outcome, (seconds * 1e3).round() / 1e3))
    }

    /// Where onnxruntime's classes of a net are, if they were given.
    fn predictions(&self, unit: &Unit) -> Option<PathBuf> {
        let path = self.arguments.predictions.as_ref()?.join(format!("{}.predictions", unit.members[0]));
        (unit.members.len() == 1 && path.exists()).then_some(path)
    }

    /// Were the classes measured before onnxruntime's were given?
    fn wants_comparison(&self, unit: &Unit, outcome: &Outcome) -> bool {
        matches!(outcome, Outcome::Clean { differing: None, .. }) && self.predictions(unit).is_some()
    }

    /// The classes beside those of onnxruntime.
    fn compare(&self, unit: &Unit, outcome: &mut Outcome, classes: &[u8]) -> Result<(), String> {
        let Outcome::Clean { predictions_sha256, differing, .. } = outcome else { return Ok(()) };
        if unit.members.len() == 1 {
            *predictions_sha256 = Some(store::sha256(classes));
        }
        let Some(path) = self.predictions(unit) else { return Ok(()) };
        let published = store::read(&path)?;
        if published.len() != classes.len() {
            return Err(format!("{}: {} bytes for {} pictures", path.display(), published.len(), classes.len()));
        }
        *differing = Some((0..classes.len()).filter(|&picture| classes[picture] != published[picture]).collect());
        Ok(())
    }

    fn load_times(&self, id: &str, name: String) -> Result<(Outcome, f64), String> {
        let bytes = self.bytes(id)?;
        let progress = Progress::new(name, LOADS);
        let mut times = Vec::new();
        for _ in 0..LOADS {
            let start = Instant::now();
            Classifier::from_onnx(&bytes, Preprocessing::default()).map_err(|error| format!("{id}: {error}"))?;
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        let milliseconds = (times[LOADS / 2] * 1e2).round() / 1e2;
        let outcome = Outcome::Load { milliseconds, loads: LOADS, bytes: bytes.len() };
        let seconds = progress.finish(&sentence(&outcome));
        Ok((outcome, (seconds * 1e3).round() / 1e3))
    }

    fn net(&mut self, id: &str) -> Result<Classifier, String> {
        if let Some(net) = self.nets.get(id) {
            return Ok(net.clone());
        }
        let net = Classifier::from_onnx(&self.bytes(id)?, Preprocessing::default())
            .map_err(|error| format!("{id}: {error}"))?;
        if net.input_length() != LENGTH || net.class_count() != CLASSES {
            return Err(format!("{id} does not sort CIFAR-10's pictures into its classes"));
        }
        self.nets.insert(id.into(), net.clone());
        Ok(net)
    }

    /// A net's file, as the manifest knows it.
    fn bytes(&self, id: &str) -> Result<Vec<u8>, String> {
        let NetEntry { file, sha256, .. } = self.catalog.net(id).ok_or(format!("“{id}” is no net of the manifest"))?;
        let path: &Path = &self.arguments.models.join(file);
        let bytes = store::read(path)?;
        if store::sha256(&bytes) != *sha256 {
            return Err(format!("{} is not the file that the manifest describes (SHA-256)", path.display()));
        }
        Ok(bytes)
    }
}

/// Does every piece, in whatever order the threads come to them; `found` hears of each on this thread.
fn work(job: &Job, nets: &Ensemble, threads: usize, mut found: impl FnMut(usize, usize, Found)) -> Result<(), String> {
    let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel::<(usize, Result<Found, Error>)>();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, mut nets) = (sender.clone(), nets.clone());
            let (next, stopped) = (&next, &stopped);
            scope.spawn(move || {
                while !stopped.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= job.pieces() || sender.send((index, piece(job, index, &mut nets))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (done, (index, result)) in receiver.iter().enumerate() {
            match result {
                Ok(piece) => found(done + 1, index, piece),
                Err(error) => {
                    stopped.store(true, Ordering::Relaxed);
                    return Err(error.to_string());
                }
            }
        }
        Ok(())
    })
}

fn piece(job: &Job, index: usize, nets: &mut Ensemble) -> Result<Found, Error> {
    let mut piece = job.start(index, nets)?;
    loop {
        if let Some(found) = job.step(&mut piece, STRIDE, nets)? {
            return Ok(found);
        }
    }
}

/// A result in one line.
fn sentence(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Clean { pictures, right, .. } => format!("{right} of {pictures} right"),
        Outcome::Load { milliseconds, .. } => format!("{milliseconds} ms"),
        Outcome::Hunt { pictures, tried, right, cost, .. } => format!(
            "{} of {pictures} right ({:.1} %), {} tried, {} gradients",
            right.count(),
            100.0 * Share::new(right.count(), *pictures).share,
            tried.count(),
            cost.gradients
        ),
        Outcome::Unaware { pictures, behind, .. } => {
            let of = |found: &BehindFilter| format!("{} → {}", found.clean.count(), found.right.count());
            let each: Vec<String> = behind.iter().map(of).collect();
            format!("of {pictures} right without and with the attack, filter by filter: {}", each.join(", "))
        }
        Outcome::Smallest { counts, .. } => format!("by smallest ε: {counts:?}"),
        Outcome::Certify { pictures, abstained, radii, attacks, broken, .. } => {
            let right = radii.len();
            format!(
                "{right} of {pictures} certified right, {abstained} abstained, {broken} of {attacks} attacks inside broke one"
            )
        }
        Outcome::Transfer { tried, fooled, cost, .. } => {
            format!("of {tried} tried, fooled {fooled:?}, {} gradients", cost.gradients)
        }
        Outcome::Ray { ends, .. } => format!(
            "of {} lines {} certain, {} straight, last bend at {:.0} (median)",
            ends.lines,
            ends.certain,
            ends.straight,
            ends.last_bend.map_or(f64::NAN, |bend| bend.median)
        ),
        Outcome::Noise { evidence, .. } => evidence.as_ref().map_or(String::new(), |evidence| {
            format!("energy tells noise by {:.3}, led noise by {:.3}", evidence.auroc_noise, evidence.auroc_led)
        }),
    }
}
