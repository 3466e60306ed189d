//! Filters and certificates at the boundary.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use super::options::given;
use super::{Outcomes, Target, floats, not_a, object};
use crate::defense;
use crate::error::Error;
use crate::given::GivenSmoothing;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Filter")]
    pub type Filter;
    #[wasm_bindgen(typescript_type = "SmoothingOptions | null")]
    pub type SmoothingOptions;
    #[wasm_bindgen(typescript_type = "CertifierProgress")]
    pub type CertifierProgress;
    #[wasm_bindgen(typescript_type = "Certificate | undefined")]
    pub type Certificate;
}

/// What nets behind `filter` see of one planar picture of width × height; of a random filter the first draw of `seed`
/// (default 0).
#[wasm_bindgen(js_name = applyFilter)]
pub fn apply_filter(
    filter: Filter,
    pixels: &[f32],
    width: usize,
    height: usize,
    seed: Option<u32>,
) -> Outcomes<Float32Array> {
    let filter = read(filter)?;
    let plane = width.checked_mul(height).filter(|&plane| plane > 0 && pixels.len().is_multiple_of(plane));
    let Some(plane) = plane.filter(|_| !pixels.is_empty()) else {
        return Err(Error::length("pixels", width.saturating_mul(height).saturating_mul(3), pixels.len()).into());
    };
    let shape = [pixels.len() / plane, height, width];
    Ok(floats(&filter.apply(shape, pixels, seed.unwrap_or(0))[..pixels.len()]))
}

/// Refuses what is no filter, and strengths out of range.
pub(super) fn read(filter: Filter) -> Outcomes<defense::Filter> {
    let filter: defense::Filter = serde_wasm_bindgen::from_value(filter.into())
        .map_err(|error| JsError::new(&format!("This is no filter: {error}.")))?;
    filter.check()?;
    Ok(filter)
}

/// Randomised smoothing of one picture's answer (Cohen, Rosenfeld and Kolter 2019), stepped by the caller.
#[wasm_bindgen]
pub struct Certifier(defense::Certifier);

#[wasm_bindgen]
impl Certifier {
    /// The base classifier is `target`'s vote. Throws on bad options, naming the option and its range.
    #[wasm_bindgen(constructor)]
    pub fn new(target: &Target, pixels: &[f32], options: Option<SmoothingOptions>) -> Outcomes<Certifier> {
        let ensemble = target.voters().map_err(|_| not_a("Classifier or Ensemble"))?.0;
        let options: GivenSmoothing = given("smoothing options", options.map(JsValue::from))?;
        Ok(Certifier(defense::Certifier::new(ensemble, pixels, options.resolve()?)?))
    }

    /// Looks at about `copies` more noisy copies.
    pub fn step(&mut self, copies: usize) -> Outcomes<CertifierProgress> {
        let done = self.0.step(copies)?;
        let (seen, total) = self.0.progress();
        let entries = [("seen", (seen as u32).into()), ("total", (total as u32).into()), ("done", done.into())];
        Ok(object(&entries).unchecked_into())
    }

    /// Undefined while copies are missing.
    pub fn certificate(&self) -> Certificate {
        let certificate = self.0.certificate().map_or(JsValue::UNDEFINED, |found| {
            object(&[
                ("label", found.label.map(|label| label as u32).into()),
                ("radius", found.radius.into()),
                ("atLeast", found.at_least.into()),
            ])
        });
        certificate.unchecked_into()
    }
}
