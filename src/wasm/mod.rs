//! The boundary: the only folder that knows JavaScript.
//!
//! Pixels cross it as `Float32Array`s, planar RGB (C, H, W) in [0, 1]; what is built of several numbers crosses as plain
//! objects whose types stand in [`TYPES`]. Errors become JavaScript `Error`s with our messages.

mod defense;
mod evolution;
mod experiment;
mod lent;
#[cfg(feature = "tract")]
mod model_options;
mod options;
mod ray;
mod shelf;
mod universal;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Array, Float32Array, Object, Reflect};
use wasm_bindgen::Clamped;
use wasm_bindgen::prelude::*;
use web_sys::ImageData;

use crate::attack::{self, Outcome, Warnings};
use crate::classifier::softmax;
use crate::ensemble::{self, Opinion, Vote, VoteRule};
use crate::error::Error;
use crate::given::{GivenAttackOptions, GivenEnsembleOptions};
use crate::image;
use crate::random::system_seed;
#[cfg(feature = "tract")]
use model_options::GivenModelOptions;
use options::given;
use shelf::Net;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types.d.ts");

type Outcomes<T> = Result<T, JsError>;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

#[cfg(feature = "tract")]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "ModelOptions | null")]
    pub type ModelOptions;
}

#[wasm_bindgen]
extern "C" {
    /// From one picture to its logits.
    #[wasm_bindgen(typescript_type = "(pixels: Float32Array) => Float32Array")]
    pub type Judge;
    #[wasm_bindgen(typescript_type = "EnsembleOptions | null")]
    pub type EnsembleOptions;
    #[wasm_bindgen(typescript_type = "AttackOptions")]
    pub type AttackOptions;
    #[wasm_bindgen(typescript_type = "Progress")]
    pub type Progress;
    #[wasm_bindgen(typescript_type = "Verdict")]
    pub type Verdict;
    #[wasm_bindgen(typescript_type = "Vote")]
    pub type JsVote;
    #[wasm_bindgen(typescript_type = "Classifier[]")]
    pub type Classifiers;
    /// Anything with voters: a `Classifier` or an `Ensemble`.
    #[wasm_bindgen(typescript_type = "Classifier | Ensemble")]
    pub type Target;
    #[wasm_bindgen(method, catch)]
    fn voters(this: &Target) -> Result<Voters, JsValue>;
}

/// An ensemble on its way from one exported object into another. Not for callers.
#[wasm_bindgen(skip_typescript)]
pub struct Voters(ensemble::Ensemble);

/// A loaded model: our engine, and a second runtime for a second opinion.
#[wasm_bindgen]
pub struct Classifier(Rc<Net>);

#[cfg(feature = "tract")]
#[wasm_bindgen]
impl Classifier {
    /// Reads an `.onnx` file. Throws an `Error` that says what is wrong with the file and what to do.
    #[wasm_bindgen(js_name = fromOnnx)]
    pub fn from_onnx(bytes: &[u8], options: Option<ModelOptions>) -> Outcomes<Classifier> {
        let options: GivenModelOptions = given("model options", options.map(JsValue::from))?;
        Ok(Classifier(Net::kept(crate::classifier::Classifier::from_onnx(bytes, options.resolve())?)))
    }

    /// What the light build's `fromBlueprint` needs beside `file`, the bytes that this was read from.
    pub fn blueprint(&self, file: &[u8]) -> Outcomes<Vec<u8>> {
        Ok(self.0.ask(|classifier| classifier.blueprint(file))?)
    }
}

#[wasm_bindgen]
impl Classifier {
    /// Builds what `blueprint` drew of the `.onnx` file `file`; `judge` is asked for second opinions. Of nets that come this way those
    /// unused for longest give their memory up (some 40 MB stay in use) and are built again, in milliseconds, when they are asked.
    #[wasm_bindgen(js_name = fromBlueprint)]
    pub fn from_blueprint(blueprint: &[u8], file: &[u8], judge: Judge) -> Outcomes<Classifier> {
        let judge = Arc::new(lent::Lent(judge.unchecked_into()));
        Ok(Classifier(Net::from_blueprint(blueprint, file, judge)?))
    }

    /// [channels, height, width] of a picture.
    #[wasm_bindgen(getter, js_name = inputShape)]
    pub fn input_shape(&self) -> Vec<u32> {
        self.0.facts().input_shape.map(|extent| extent as u32).to_vec()
    }

    /// [channels, height, width] that the file wants; pictures of `inputShape` are scaled to them.
    #[wasm_bindgen(getter, js_name = nativeShape)]
    pub fn native_shape(&self) -> Vec<u32> {
        self.0.facts().native_shape.map(|extent| extent as u32).to_vec()
    }

    #[wasm_bindgen(getter, js_name = classCount)]
    pub fn class_count(&self) -> usize {
        self.0.facts().class_count
    }

    /// Numbers that the file holds as weights, 8-bit ones included.
    #[wasm_bindgen(getter, js_name = parameterCount)]
    pub fn parameter_count(&self) -> usize {
        self.0.facts().parameter_count
    }

    /// Multiplications of one forward pass; 0 where there is no gradient.
    #[wasm_bindgen(getter, js_name = multiplyAdds)]
    pub fn multiply_adds(&self) -> f64 {
        self.0.multiply_adds() as f64
    }

    /// False when an op has no gradient: then only query-only attacks work; `notes` says which node and op.
    #[wasm_bindgen(getter, js_name = hasGradient)]
    pub fn has_gradient(&self) -> bool {
        self.0.facts().refusal.is_none()
    }

    /// Plain sentences about what loading found or changed.
    #[wasm_bindgen(getter)]
    pub fn notes(&self) -> Vec<String> {
        self.0.facts().notes.clone()
    }

    /// Logits of one picture, or of a batch of them, one after another.
    pub fn logits(&self, pixels: &[f32]) -> Outcomes<Float32Array> {
        Ok(floats(&self.0.ask(|classifier| classifier.logits(pixels))?))
    }

    /// Softmax of [`logits`].
    pub fn probabilities(&self, pixels: &[f32]) -> Outcomes<Float32Array> {
        let logits = self.0.ask(|classifier| classifier.logits(pixels))?;
        Ok(floats(&softmax(&logits, self.0.facts().class_count)))
    }

    /// cotangentᵀ · ∂logits/∂pixels, as long as `pixels`.
    #[wasm_bindgen(js_name = inputGradient)]
    pub fn input_gradient(&self, pixels: &[f32], cotangent: &[f32]) -> Outcomes<Float32Array> {
        Ok(floats(&self.0.ask(|classifier| classifier.input_gradient(pixels, cotangent))?))
    }

    /// Logits by the second runtime.
    #[wasm_bindgen(js_name = secondOpinion)]
    pub fn second_opinion(&self, pixels: &[f32]) -> Outcomes<Float32Array> {
        Ok(floats(&self.0.ask(|classifier| classifier.second_opinion(pixels))?))
    }

    /// This classifier alone, for [`Target`].
    #[wasm_bindgen(skip_typescript)]
    pub fn voters(&self) -> Outcomes<Voters> {
        let classifier = self.0.ask(|classifier| Ok(classifier.clone()))?;
        Ok(Voters(ensemble::Ensemble::new(vec![classifier], VoteRule::Mean)?))
    }
}

/// Several classifiers that vote. They stay usable, and freeable, on their own.
#[wasm_bindgen]
pub struct Ensemble(RefCell<ensemble::Ensemble>);

#[wasm_bindgen]
impl Ensemble {
    #[wasm_bindgen(constructor)]
    pub fn new(members: Classifiers, options: Option<EnsembleOptions>) -> Outcomes<Ensemble> {
        let options: GivenEnsembleOptions = given("ensemble options", options.map(JsValue::from))?;
        Ok(Ensemble(RefCell::new(options.resolve(members_of(&members)?)?)))
    }

    #[wasm_bindgen(getter, js_name = memberCount)]
    pub fn member_count(&self) -> usize {
        self.0.borrow().members().len()
    }

    /// The vote on one picture.
    pub fn vote(&self, pixels: &[f32]) -> Outcomes<JsVote> {
        Ok(vote_object(&self.0.borrow_mut().vote(pixels)?).unchecked_into())
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn voters(&self) -> Outcomes<Voters> {
        Ok(Voters(self.0.borrow().clone()))
    }
}

/// An attack on one picture, stepped by the caller.
#[wasm_bindgen]
pub struct Attack(attack::Attack);

#[wasm_bindgen]
impl Attack {
    /// `pixels` (one picture) is rounded to 8 bits first. Throws on bad options, naming the option and its range.
    #[wasm_bindgen(constructor)]
    pub fn new(target: &Target, pixels: &[f32], options: AttackOptions) -> Outcomes<Attack> {
        let ensemble = target.voters().map_err(|_| not_a("Classifier or Ensemble"))?.0;
        let options: GivenAttackOptions = given("attack options", Some(options.into()))?;
        let goal = options.goal()?;
        Ok(Attack(attack::Attack::new(ensemble, pixels, &[goal], &options.resolve()?)?))
    }

    /// The seed in use, chosen or drawn.
    #[wasm_bindgen(getter)]
    pub fn seed(&self) -> u32 {
        self.0.settings().seed
    }

    /// Does at most `iterations` iterations and reports the state after the last.
    pub fn step(&mut self, iterations: usize) -> Outcomes<Progress> {
        self.0.step(iterations)?;
        let progress = self.0.progress(0);
        let active: Array = progress.active.clone().map(|member| JsValue::from(member as u32)).collect();
        let members: Array = progress.members.iter().map(opinion_object).collect();
        Ok(object(&[
            ("iteration", progress.iteration.into()),
            ("totalIterations", progress.total_iterations.into()),
            ("restart", progress.restart.into()),
            ("activeMembers", active.into()),
            ("members", members.into()),
            ("loss", progress.loss.into()),
            ("reached", progress.reached.into()),
            ("bestReached", progress.best_reached.into()),
            ("perturbation", perturbation(progress.linf, progress.l2)),
            ("gradientEvaluations", (progress.counts.gradients as f64).into()),
            ("forwardEvaluations", (progress.counts.forwards as f64).into()),
            ("queries", (progress.counts.queries as f64).into()),
            ("zeroGradients", (progress.counts.lost_gradients as f64).into()),
            ("done", progress.done.into()),
        ])
        .unchecked_into())
    }

    /// The best picture so far, rounded to 8 bits inside the budget: what a download holds.
    pub fn best(&self) -> Float32Array {
        floats(&self.0.best(0))
    }

    /// The current iterate, not rounded.
    pub fn current(&self) -> Float32Array {
        floats(self.0.current(0))
    }

    /// Judges `best()` by both runtimes.
    pub fn verdict(&mut self) -> Outcomes<Verdict> {
        Ok(verdict_object(&self.0.verdict(0)?))
    }

    /// Judges `best()` by both runtimes behind a filter that the attack knew nothing of; of a random one `seed` (default 0) is where
    /// the draws come from.
    #[wasm_bindgen(js_name = verdictBehind)]
    pub fn verdict_behind(&self, filter: defense::Filter, seed: Option<u32>) -> Outcomes<Verdict> {
        Ok(verdict_object(&self.0.verdict_behind(0, defense::read(filter)?, seed.unwrap_or(0))?))
    }
}

/// A picture of any size (interleaved RGBA) to planar 8-bit pixels: the centred crop of the right aspect ratio, averaged
/// over areas to width × height, transparency over mid-grey. The same in every browser.
#[wasm_bindgen(js_name = pixelsFromRgba)]
pub fn pixels_from_rgba(
    rgba: &[u8],
    source_width: usize,
    source_height: usize,
    width: usize,
    height: usize,
) -> Outcomes<Float32Array> {
    Ok(floats(&image::from_rgba(rgba, [source_height, source_width], [height, width])?))
}

/// [`pixelsFromRgba`] of a canvas's `ImageData`.
#[wasm_bindgen(js_name = pixelsFromImageData)]
pub fn pixels_from_image_data(source: &ImageData, width: usize, height: usize) -> Outcomes<Float32Array> {
    let size = [source.height() as usize, source.width() as usize];
    Ok(floats(&image::from_rgba(&source.data(), size, [height, width])?))
}

/// 8-bit RGBA of planar pixels, every pixel a square of `zoom` (default 1).
#[wasm_bindgen(js_name = rgbaFromPixels)]
pub fn rgba_from_pixels(
    pixels: &[f32],
    width: usize,
    height: usize,
    zoom: Option<usize>,
) -> Outcomes<Clamped<Vec<u8>>> {
    Ok(Clamped(image::to_rgba(pixels, [height, width], zoom.unwrap_or(1))?))
}

/// Mid-grey plus `gain` times the change from `before` to `after`, as RGBA.
#[wasm_bindgen(js_name = rgbaFromChange)]
pub fn rgba_from_change(
    before: &[f32],
    after: &[f32],
    width: usize,
    height: usize,
    gain: f32,
) -> Outcomes<Clamped<Vec<u8>>> {
    Ok(Clamped(image::change_to_rgba(before, after, [height, width], gain)?))
}

/// Uniform 8-bit noise from the seeded generator.
#[wasm_bindgen]
pub fn noise(seed: u32, length: usize) -> Outcomes<Float32Array> {
    const LARGEST: usize = 1 << 24;
    if length > LARGEST {
        return Err(Error::option("length", length, format!("at most {LARGEST}")).into());
    }
    Ok(floats(&image::noise(seed, length)))
}

/// An unsigned 32-bit seed from the system.
#[wasm_bindgen(js_name = randomSeed)]
pub fn random_seed() -> Outcomes<u32> {
    Ok(system_seed()?)
}

fn members_of(classifiers: &Classifiers) -> Outcomes<Vec<crate::classifier::Classifier>> {
    let member = |classifier: JsValue| {
        let voters = classifier.unchecked_into::<Target>().voters().map_err(|_| not_a("Classifier"))?;
        Ok(voters.0.members()[0].clone())
    };
    Array::from(classifiers).iter().map(member).collect()
}

fn floats(values: &[f32]) -> Float32Array {
    Float32Array::from(values)
}

fn not_a(what: &str) -> JsError {
    JsError::new(&format!("This is not a {what} (or it was freed already)."))
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        Reflect::set(&object, &JsValue::from(*key), value).expect("a fresh object takes every key");
    }
    object.into()
}

fn opinion_object(opinion: &Opinion) -> JsValue {
    object(&[
        ("label", (opinion.label as u32).into()),
        ("confidence", opinion.confidence().into()),
        ("probabilities", floats(&opinion.probabilities).into()),
    ])
}

fn vote_object(vote: &Vote) -> JsValue {
    object(&[
        ("label", vote.label.map(|label| label as u32).into()),
        ("probabilities", floats(&vote.probabilities).into()),
        ("members", vote.members.iter().map(opinion_object).collect::<Array>().into()),
    ])
}

fn perturbation(linf: f32, l2: f32) -> JsValue {
    object(&[("linf", linf.into()), ("l2", l2.into())])
}

fn verdict_object(verdict: &attack::Verdict) -> Verdict {
    let outcome = match verdict.outcome {
        Outcome::TargetReached => "target-reached",
        Outcome::Changed => "changed",
        Outcome::Unchanged => "unchanged",
    };
    object(&[
        ("outcome", outcome.into()),
        ("fooled", verdict.fooled.into()),
        ("agreed", verdict.agreed.into()),
        ("vote", vote_object(&verdict.vote)),
        ("secondOpinion", vote_object(&verdict.second_opinion)),
        ("perturbation", perturbation(verdict.linf, verdict.l2)),
        ("warnings", warnings(verdict.warnings)),
    ])
    .unchecked_into()
}

/// The kebab-case names of those that hold.
fn warnings(found: Warnings) -> JsValue {
    let named = [
        ("zero-gradient", found.zero_gradient),
        ("lost-on-rounding", found.lost_on_rounding),
        ("judge-disagrees", found.judge_disagrees),
        ("black-box-beat-white-box", found.black_box_beat_white_box),
        ("softmax-as-logits", found.softmax_as_logits),
    ];
    named.iter().filter(|(_, holds)| *holds).map(|(name, _)| JsValue::from(*name)).collect::<Array>().into()
}
