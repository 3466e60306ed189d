//! An attack's options as JavaScript gives them (src/types.d.ts), for the native side.

use easily_fooled::attack::{Method, Norm, Options, Strategy};
use easily_fooled::ensemble::VoteRule;
use easily_fooled::loss::{Goal, Loss};
use serde::Deserialize;

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GivenVote {
    #[default]
    Mean,
    Majority,
    Unanimous,
}

impl From<GivenVote> for VoteRule {
    fn from(given: GivenVote) -> Self {
        match given {
            GivenVote::Mean => VoteRule::Mean,
            GivenVote::Majority => VoteRule::Majority,
            GivenVote::Unanimous => VoteRule::Unanimous,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenOptions {
    method: String,
    target: Option<usize>,
    label: Option<usize>,
    norm: Option<String>,
    epsilon: Option<f32>,
    steps: Option<usize>,
    step_size: Option<f32>,
    restarts: Option<usize>,
    random_start: Option<bool>,
    momentum: Option<f32>,
    loss: Option<String>,
    strategy: Option<String>,
    member: Option<usize>,
    #[serde(default)]
    normalize_members: bool,
    confidence: Option<f32>,
    p_init: Option<f32>,
    samples: Option<usize>,
    spread: Option<f32>,
    pixels: Option<usize>,
    queries: Option<usize>,
    seed: u32,
}

impl GivenOptions {
    pub fn resolve(&self) -> (Goal, Options) {
        let goal = match (self.target, self.label) {
            (Some(target), None) => Goal::Towards { target },
            (None, Some(label)) => Goal::Away { label },
            _ => panic!("a case has a target or a label"),
        };
        let options = Options {
            norm: if self.norm.as_deref() == Some("l2") { Norm::L2 } else { Norm::Linf },
            epsilon: self.epsilon,
            steps: self.steps,
            step_size: self.step_size,
            restarts: self.restarts.unwrap_or(1),
            random_start: self.random_start,
            momentum: self.momentum,
            loss: self.loss.as_deref().map(loss),
            strategy: self.strategy.as_deref().map_or(Strategy::Joint, |name| strategy(name, self.member)),
            normalize_members: self.normalize_members,
            confidence: self.confidence,
            p_init: self.p_init,
            samples: self.samples,
            spread: self.spread,
            pixels: self.pixels,
            queries: self.queries,
            seed: self.seed,
            ..Options::new(method(&self.method))
        };
        (goal, options)
    }
}

fn method(name: &str) -> Method {
    match name {
        "fgsm" => Method::Fgsm,
        "bim" => Method::Bim,
        "pgd" => Method::Pgd,
        "mi-fgsm" => Method::MiFgsm,
        "ascent" => Method::Ascent,
        "apgd" => Method::Apgd,
        "deepfool" => Method::DeepFool,
        "carlini-wagner" => Method::CarliniWagner,
        "ddn" => Method::Ddn,
        "fab" => Method::Fab,
        "jsma" => Method::Jsma,
        "autoattack" => Method::AutoAttack,
        "square" => Method::Square,
        "nes" => Method::Nes,
        "spsa" => Method::Spsa,
        "one-pixel" => Method::OnePixel,
        "hopskipjump" => Method::HopSkipJump,
        _ => panic!("{name} is no method"),
    }
}

fn loss(name: &str) -> Loss {
    match name {
        "cross-entropy" => Loss::CrossEntropy,
        "margin" => Loss::Margin,
        "mean-probability" => Loss::MeanProbability,
        "dlr" => Loss::Dlr,
        _ => panic!("{name} is no loss"),
    }
}

fn strategy(name: &str, member: Option<usize>) -> Strategy {
    match name {
        "joint" => Strategy::Joint,
        "only" => Strategy::Only(member.expect("the index of the member to attack")),
        "one-after-another" => Strategy::OneAfterAnother,
        "round-robin" => Strategy::RoundRobin,
        _ => panic!("{name} is no strategy"),
    }
}
