//! Options as callers give them: plain objects with some of the keys that `types.d.ts` lists.

use js_sys::Object;
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::Outcomes;
use crate::attack::{Method, Norm, Options, Strategy, UniversalOptions};
use crate::classifier::Classifier;
use crate::defense::{Filter, Smoothing};
use crate::ensemble::{Ensemble, VoteRule};
use crate::error::{Error, Result};
use crate::loss::{Goal, Loss};
use crate::random::system_seed;

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

#[derive(Default, Deserialize)]
pub struct GivenEnsembleOptions {
    vote: Option<GivenVote>,
    filter: Option<Filter>,
    seed: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum GivenVote {
    Mean,
    Majority,
    Unanimous,
}

impl GivenEnsembleOptions {
    pub fn resolve(&self, members: Vec<Classifier>) -> Result<Ensemble> {
        let rule = match self.vote {
            None | Some(GivenVote::Mean) => VoteRule::Mean,
            Some(GivenVote::Majority) => VoteRule::Majority,
            Some(GivenVote::Unanimous) => VoteRule::Unanimous,
        };
        let ensemble = Ensemble::new(members, rule)?;
        match self.filter {
            // A filter without chance never looks at its seed.
            Some(filter) => ensemble.behind(filter, self.seed.map_or_else(system_seed, Ok)?),
            None => Ok(ensemble),
        }
    }
}

#[derive(Default, Deserialize)]
pub struct GivenSmoothing {
    sigma: Option<f32>,
    selection: Option<usize>,
    estimation: Option<usize>,
    alpha: Option<f64>,
    seed: Option<u32>,
}

impl GivenSmoothing {
    pub fn resolve(&self) -> Result<Smoothing> {
        let usual = Smoothing::default();
        Ok(Smoothing {
            sigma: self.sigma.unwrap_or(usual.sigma),
            selection: self.selection.unwrap_or(usual.selection),
            estimation: self.estimation.unwrap_or(usual.estimation),
            alpha: self.alpha.unwrap_or(usual.alpha),
            seed: self.seed.map_or_else(system_seed, Ok)?,
        })
    }
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GivenAttackOptions {
    #[serde(default)]
    method: GivenMethod,
    target: Option<usize>,
    label: Option<usize>,
    norm: Option<GivenNorm>,
    epsilon: Option<f32>,
    steps: Option<usize>,
    step_size: Option<f32>,
    restarts: Option<usize>,
    random_start: Option<bool>,
    momentum: Option<f32>,
    loss: Option<GivenLoss>,
    strategy: Option<GivenStrategy>,
    member: Option<usize>,
    normalize_members: Option<bool>,
    confidence: Option<f32>,
    p_init: Option<f32>,
    samples: Option<usize>,
    spread: Option<f32>,
    pixels: Option<usize>,
    queries: Option<usize>,
    seed: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum GivenMethod {
    Fgsm,
    Bim,
    #[default]
    Pgd,
    MiFgsm,
    Ascent,
    Apgd,
    #[serde(rename = "deepfool")]
    DeepFool,
    CarliniWagner,
    Ddn,
    Fab,
    Jsma,
    #[serde(rename = "autoattack")]
    AutoAttack,
    Square,
    Nes,
    Spsa,
    OnePixel,
    #[serde(rename = "hopskipjump")]
    HopSkipJump,
}

impl From<GivenMethod> for Method {
    fn from(given: GivenMethod) -> Self {
        match given {
            GivenMethod::Fgsm => Method::Fgsm,
            GivenMethod::Bim => Method::Bim,
            GivenMethod::Pgd => Method::Pgd,
            GivenMethod::MiFgsm => Method::MiFgsm,
            GivenMethod::Ascent => Method::Ascent,
            GivenMethod::Apgd => Method::Apgd,
            GivenMethod::DeepFool => Method::DeepFool,
            GivenMethod::CarliniWagner => Method::CarliniWagner,
            GivenMethod::Ddn => Method::Ddn,
            GivenMethod::Fab => Method::Fab,
            GivenMethod::Jsma => Method::Jsma,
            GivenMethod::AutoAttack => Method::AutoAttack,
            GivenMethod::Square => Method::Square,
            GivenMethod::Nes => Method::Nes,
            GivenMethod::Spsa => Method::Spsa,
            GivenMethod::OnePixel => Method::OnePixel,
            GivenMethod::HopSkipJump => Method::HopSkipJump,
        }
    }
}

#[derive(Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum GivenNorm {
    #[default]
    Linf,
    L2,
}

impl From<GivenNorm> for Norm {
    fn from(given: GivenNorm) -> Norm {
        match given {
            GivenNorm::Linf => Norm::Linf,
            GivenNorm::L2 => Norm::L2,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum GivenLoss {
    CrossEntropy,
    Margin,
    MeanProbability,
    Dlr,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum GivenStrategy {
    Joint,
    Only,
    OneAfterAnother,
    RoundRobin,
}

impl GivenAttackOptions {
    /// What the attack wants.
    pub fn goal(&self) -> Result<Goal, Error> {
        match (self.target, self.label) {
            (Some(target), None) => Ok(Goal::Towards { target }),
            (None, Some(label)) => Ok(Goal::Away { label }),
            _ => Err(Error::option("target", "given together with label, or neither is", "one of the two")),
        }
    }

    pub fn resolve(self) -> Result<Options, Error> {
        Ok(Options {
            norm: self.norm.unwrap_or_default().into(),
            epsilon: self.epsilon,
            steps: self.steps,
            step_size: self.step_size,
            restarts: self.restarts.unwrap_or(1),
            random_start: self.random_start,
            momentum: self.momentum,
            loss: self.loss.map(|loss| match loss {
                GivenLoss::CrossEntropy => Loss::CrossEntropy,
                GivenLoss::Margin => Loss::Margin,
                GivenLoss::MeanProbability => Loss::MeanProbability,
                GivenLoss::Dlr => Loss::Dlr,
            }),
            strategy: match (self.strategy, self.member) {
                (None | Some(GivenStrategy::Joint), _) => Strategy::Joint,
                (Some(GivenStrategy::Only), Some(member)) => Strategy::Only(member),
                (Some(GivenStrategy::Only), None) => {
                    return Err(Error::option("member", "missing", "the index of the member to attack"));
                }
                (Some(GivenStrategy::OneAfterAnother), _) => Strategy::OneAfterAnother,
                (Some(GivenStrategy::RoundRobin), _) => Strategy::RoundRobin,
            },
            normalize_members: self.normalize_members.unwrap_or(false),
            confidence: self.confidence,
            p_init: self.p_init,
            samples: self.samples,
            spread: self.spread,
            pixels: self.pixels,
            queries: self.queries,
            seed: self.seed.map_or_else(system_seed, Ok)?,
            ..Options::new(self.method.into())
        })
    }
}

#[derive(Default, Deserialize)]
pub struct GivenUniversalOptions {
    norm: Option<GivenNorm>,
    epsilon: Option<f32>,
    fooled: Option<f32>,
    passes: Option<usize>,
    steps: Option<usize>,
    seed: Option<u32>,
}

impl GivenUniversalOptions {
    pub fn resolve(self) -> Result<UniversalOptions, Error> {
        let defaults = UniversalOptions::default();
        Ok(UniversalOptions {
            norm: self.norm.unwrap_or_default().into(),
            epsilon: self.epsilon,
            fooled: self.fooled.unwrap_or(defaults.fooled),
            passes: self.passes.unwrap_or(defaults.passes),
            steps: self.steps.unwrap_or(defaults.steps),
            seed: self.seed.map_or_else(system_seed, Ok)?,
        })
    }
}
