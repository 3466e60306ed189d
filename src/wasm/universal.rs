//! A universal perturbation at the boundary.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use super::options::given;
use super::{Outcomes, Target, Verdict, floats, not_a, object, perturbation, verdict_object};
use crate::attack::{Phase, Universal};
use crate::given::GivenUniversalOptions;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "UniversalOptions | null")]
    pub type UniversalOptions;
    #[wasm_bindgen(typescript_type = "UniversalProgress")]
    pub type UniversalProgress;
}

/// One change that alters the answers to many pictures (Moosavi-Dezfooli 2017), stepped by the caller.
#[wasm_bindgen]
pub struct UniversalPerturbation {
    search: Universal,
    seed: u32,
}

#[wasm_bindgen]
impl UniversalPerturbation {
    /// `pixels` holds the pictures one after another; they are rounded to 8 bits first. Throws on bad options, naming the
    /// option and its range, and where a net has no gradient.
    #[wasm_bindgen(constructor)]
    pub fn new(target: &Target, pixels: &[f32], options: Option<UniversalOptions>) -> Outcomes<UniversalPerturbation> {
        let ensemble = target.voters().map_err(|_| not_a("Classifier or Ensemble"))?.0;
        let options: GivenUniversalOptions = given("universal options", options.map(JsValue::from))?;
        let options = options.resolve()?;
        Ok(UniversalPerturbation { search: Universal::new(ensemble, pixels, &options)?, seed: options.seed })
    }

    /// The seed in use, chosen or drawn.
    #[wasm_bindgen(getter)]
    pub fn seed(&self) -> u32 {
        self.seed
    }

    /// Looks at `pictures` pictures at most and reports the state after the last.
    pub fn step(&mut self, pictures: usize) -> Outcomes<UniversalProgress> {
        self.search.step(pictures)?;
        let progress = self.search.progress();
        let phase = match progress.phase {
            Phase::Answering => "answering",
            Phase::Pushing => "pushing",
            Phase::Counting => "counting",
        };
        Ok(object(&[
            ("pass", progress.pass.into()),
            ("passes", progress.passes.into()),
            ("phase", phase.into()),
            ("seen", progress.seen.into()),
            ("pictures", progress.pictures.into()),
            ("answered", progress.answered.into()),
            ("fooled", progress.fooled.into()),
            ("perturbation", perturbation(progress.linf, progress.l2)),
            ("gradientEvaluations", (progress.counts.gradients as f64).into()),
            ("forwardEvaluations", (progress.counts.forwards as f64).into()),
            ("queries", (progress.counts.queries as f64).into()),
            ("done", progress.done.into()),
        ])
        .unchecked_into())
    }

    /// The change that fooled most pictures so far: signed pixel values, not rounded.
    pub fn best(&self) -> Float32Array {
        floats(self.search.best())
    }

    /// Any picture with `best()` added, rounded to 8 bits inside the budget.
    pub fn apply(&self, pixels: &[f32]) -> Outcomes<Float32Array> {
        Ok(floats(&self.search.apply(pixels)?))
    }

    /// Judges picture `index` with `best()` added, by both runtimes.
    pub fn verdict(&mut self, index: usize) -> Outcomes<Verdict> {
        Ok(verdict_object(&self.search.verdict(index)?))
    }
}
