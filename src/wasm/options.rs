//! Options from JavaScript: plain objects with some of the keys that `types.d.ts` lists.

use js_sys::Object;
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::Outcomes;
use crate::given::{GivenAttackOptions, GivenEnsembleOptions, GivenSmoothing, GivenUniversalOptions};

/// Options from a plain object; unknown keys and wrong types are refused by name.
pub fn given<T: Given>(what: &str, value: Option<JsValue>) -> Outcomes<T> {
    let Some(value) = value.filter(|value| !value.is_null() && !value.is_undefined()) else { return Ok(T::default()) };
    if let Some(object) = value.dyn_ref::<Object>() {
        let keys = Object::keys(object).iter().filter_map(|key| key.as_string()).collect::<Vec<_>>();
        if let Some(key) = keys.iter().find(|key| !T::KEYS.contains(&key.as_str())) {
            return Err(JsError::new(&format!("The {what} know no “{key}”; they are: {}.", T::KEYS.join(", "))));
        }
    }
    serde_wasm_bindgen::from_value(value).map_err(|error| JsError::new(&format!("The {what} are not valid: {error}.")))
}

/// Options that a caller gives as a plain object with some of `KEYS`.
pub trait Given: for<'a> Deserialize<'a> + Default {
    const KEYS: &[&str];
}

impl Given for GivenEnsembleOptions {
    const KEYS: &[&str] = &["vote", "filter", "seed"];
}

impl Given for GivenSmoothing {
    const KEYS: &[&str] = &["sigma", "selection", "estimation", "alpha", "seed"];
}

impl Given for GivenAttackOptions {
    const KEYS: &[&str] = &[
        "method",
        "target",
        "label",
        "norm",
        "epsilon",
        "steps",
        "stepSize",
        "restarts",
        "randomStart",
        "momentum",
        "loss",
        "strategy",
        "member",
        "normalizeMembers",
        "confidence",
        "pInit",
        "samples",
        "spread",
        "pixels",
        "queries",
        "seed",
    ];
}

impl Given for GivenUniversalOptions {
    const KEYS: &[&str] = &["norm", "epsilon", "fooled", "passes", "steps", "seed"];
}
