//! The measurements for JavaScript: [`crate::experiment`] behind one class, whatever the task.

use js_sys::{Array, Float32Array, Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::options::{Given, given};
use super::{Classifiers, Outcomes, floats, members_of};
use crate::ensemble::{Ensemble, VoteRule};
use crate::error::Error;
use crate::experiment::{self, Found, Job, Piece, Tally, Task, TestSet};
use crate::random::system_seed;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "ExperimentOptions | null")]
    pub type ExperimentOptions;
    #[wasm_bindgen(typescript_type = "ExperimentTask")]
    pub type ExperimentTask;
    #[wasm_bindgen(typescript_type = "Found | undefined")]
    pub type MaybeFound;
    #[wasm_bindgen(typescript_type = "(Found | undefined)[]")]
    pub type Founds;
    #[wasm_bindgen(typescript_type = "ExperimentOutcome | undefined")]
    pub type MaybeOutcome;
    #[wasm_bindgen(typescript_type = "Share")]
    pub type Share;
}

#[derive(Default, serde::Deserialize)]
struct GivenExperimentOptions {
    seed: Option<u32>,
}

impl Given for GivenExperimentOptions {
    const KEYS: &[&str] = &["seed"];
}

/// Nets and labelled pictures, to be measured. A task falls into pieces that are done in any order, here or by another
/// `Experiment` of the same nets, pictures and seed: the results are the same.
#[wasm_bindgen]
pub struct Experiment {
    /// Votes by the mean.
    nets: Ensemble,
    set: TestSet,
    /// All of them, as a job wants them.
    pictures: Vec<usize>,
    seed: u32,
    under_way: Option<(Task, Piece)>,
}

#[wasm_bindgen]
impl Experiment {
    /// `pictures` holds them one after another (they are rounded to 8 bits), `labels` the class of each. Throws when their
    /// numbers do not fit, or a label is no class.
    #[wasm_bindgen(constructor)]
    pub fn new(
        nets: Classifiers,
        pictures: &[f32],
        labels: &[u8],
        options: Option<ExperimentOptions>,
    ) -> Outcomes<Experiment> {
        let options: GivenExperimentOptions = given("experiment options", options.map(JsValue::from))?;
        let nets = Ensemble::new(members_of(&nets)?, VoteRule::Mean)?;
        let set = TestSet::new(labels, pictures, nets.input_length(), nets.class_count())?;
        let seed = options.seed.map_or_else(system_seed, Ok)?;
        Ok(Experiment { nets, pictures: (0..set.len()).collect(), set, seed, under_way: None })
    }

    /// The seed in use, chosen or drawn.
    #[wasm_bindgen(getter)]
    pub fn seed(&self) -> u32 {
        self.seed
    }

    /// How many pieces the task falls into.
    pub fn pieces(&self, task: &ExperimentTask) -> Outcomes<usize> {
        Ok(self.job(&task_of(task)?).pieces())
    }

    /// Begins piece `index` of the task; a piece under way is dropped.
    pub fn start(&mut self, task: &ExperimentTask, index: usize) -> Outcomes<()> {
        self.under_way = None;
        let task = task_of(task)?;
        let Experiment { nets, set, pictures, seed, .. } = self;
        let job = Job { task: &task, set, pictures, seed: *seed };
        let pieces = job.pieces();
        if index >= pieces {
            return Err(Error::option("index", index, format!("below {pieces}, the number of pieces")).into());
        }
        let piece = job.start(index, nets)?;
        self.under_way = Some((task, piece));
        Ok(())
    }

    /// Does at most `iterations` iterations of the piece under way, or classifies one block; what was found, when the piece
    /// is finished.
    pub fn step(&mut self, iterations: usize) -> Outcomes<MaybeFound> {
        let Experiment { nets, set, pictures, seed, under_way } = self;
        let Some((task, piece)) = under_way else {
            return Err(JsError::new("There is no piece under way: start one first."));
        };
        let job = Job { task, set, pictures, seed: *seed };
        let found = job.step(piece, iterations, nets)?;
        Ok(found.map_or(Ok(JsValue::UNDEFINED), |found| plain(&found))?.unchecked_into())
    }

    /// The picture that the piece under way, or the last one, has made so far, on 8 bits; undefined where none is made.
    pub fn picture(&self) -> Option<Float32Array> {
        let (_, piece) = self.under_way.as_ref()?;
        piece.picture().map(|pixels| floats(&pixels))
    }

    /// Puts together what was found, piece after piece; undefined while some is missing.
    pub fn tally(&self, task: &ExperimentTask, found: &Founds) -> Outcomes<MaybeOutcome> {
        let task = task_of(task)?;
        let job = self.job(&task);
        let given = Array::from(found);
        if given.length() as usize != job.pieces() {
            return Err(Error::length("what was found", job.pieces(), given.length() as usize).into());
        }
        let mut tally = Tally::new(&job, self.nets.members().len());
        for (index, found) in given.iter().enumerate().filter(|(_, found)| !found.is_undefined()) {
            tally.add(index, understood::<Found>(&format!("What was found in piece {index}"), &found)?);
        }
        let outcome = tally.finish().map_or(Ok(JsValue::UNDEFINED), |(outcome, _)| plain(&outcome))?;
        Ok(outcome.unchecked_into())
    }

    fn job<'a>(&'a self, task: &'a Task) -> Job<'a> {
        Job { task, set: &self.set, pictures: &self.pictures, seed: self.seed }
    }
}

/// `count` out of `of`, with its 95 % interval.
#[wasm_bindgen]
pub fn share(count: usize, of: usize) -> Outcomes<Share> {
    if count > of {
        return Err(Error::option("count", count, format!("at most {of}")).into());
    }
    Ok(plain(&experiment::Share::new(count, of))?.unchecked_into())
}

fn task_of(task: &ExperimentTask) -> Outcomes<Task> {
    understood("The experiment’s task", task)
}

/// Plain data from an object; what is missing, wrong or not known is refused by name.
fn understood<T: DeserializeOwned + Serialize>(what: &str, value: &JsValue) -> Outcomes<T> {
    let refused = |why: &str| JsError::new(&format!("{what} is not valid: {why}."));
    let data: T = serde_wasm_bindgen::from_value(value.clone())
        .map_err(|error| refused(error.to_string().trim_start_matches("Error: ")))?;
    match unknown_key(value, &plain(&data)?) {
        Some(key) => Err(refused(&format!("there is no “{key}”"))),
        None => Ok(data),
    }
}

/// A key that was given and not read, since writing what was read does not give it back.
fn unknown_key(given: &JsValue, read: &JsValue) -> Option<String> {
    if !given.is_object() || !read.is_object() || Array::is_array(given) {
        return None;
    }
    Object::keys(given.unchecked_ref::<Object>()).iter().find_map(|key| {
        let known = Reflect::has(read, &key).unwrap_or(false);
        let inside = || unknown_key(&Reflect::get(given, &key).ok()?, &Reflect::get(read, &key).ok()?);
        if known { inside() } else { key.as_string() }
    })
}

/// As JSON would hold it.
fn plain<T: Serialize>(data: &T) -> Outcomes<JsValue> {
    Ok(data.serialize(&Serializer::json_compatible())?)
}
