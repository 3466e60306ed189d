//! Options as callers give them: some of those that `types.d.ts` lists, under the same names, in whatever format serde reads.

use serde::Deserialize;

use crate::attack::{Method, Norm, Options, Strategy, UniversalOptions};
use crate::classifier::Classifier;
use crate::defense::{Filter, Smoothing};
use crate::ensemble::{Ensemble, VoteRule};
use crate::error::{Error, Result};
use crate::loss::{Goal, Loss};
use crate::random::system_seed;

#[derive(Default, Deserialize)]
pub struct GivenEnsembleOptions {
    pub vote: Option<GivenVote>,
    pub filter: Option<Filter>,
    /// Of the filter.
    pub seed: Option<u32>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GivenVote {
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

#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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

#[derive(Clone, Copy, Default, Deserialize)]
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

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum GivenLoss {
    CrossEntropy,
    Margin,
    MeanProbability,
    Dlr,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum GivenStrategy {
    Joint,
    Only,
    OneAfterAnother,
    RoundRobin,
}

impl GivenAttackOptions {
    /// What the attack wants.
    pub fn goal(&self) -> Result<Goal> {
        match (self.target, self.label) {
            (Some(target), None) => Ok(Goal::Towards { target }),
            (None, Some(label)) => Ok(Goal::Away { label }),
            _ => Err(Error::option("target", "given together with label, or neither is", "one of the two")),
        }
    }

    pub fn resolve(self) -> Result<Options> {
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
    pub fn resolve(self) -> Result<UniversalOptions> {
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
