//! A second runtime that lives outside this module: a function of the page.

use js_sys::{Float32Array, Function};
use wasm_bindgen::prelude::*;

use crate::error::{Error, Result};
use crate::judge::SecondOpinion;

/// `(pixels: Float32Array) => Float32Array`, from one picture to its logits.
#[derive(Debug)]
pub struct Lent(pub Function);

impl SecondOpinion for Lent {
    fn logits(&self, pixels: &[f32]) -> Result<Vec<f32>> {
        let gave_up = |reason: String| Error::Judge { reason };
        let answer = self.0.call1(&JsValue::NULL, &Float32Array::from(pixels)).map_err(|thrown| {
            let message = thrown.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
            gave_up(message.unwrap_or_else(|| format!("{thrown:?}")))
        })?;
        let logits: Float32Array = answer.dyn_into().map_err(|_| gave_up("it gave no Float32Array".into()))?;
        Ok(logits.to_vec())
    }
}
