//! What a caller chooses, with the field's defaults, checked before anything runs.

use super::ball::{Ball, Norm};
use crate::ensemble::Ensemble;
use crate::error::{Error, Result};
use crate::loss::{Goal, Loss};

/// The step rule, with its usual settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Fast gradient sign method (Goodfellow 2015): one step of ε.
    Fgsm,
    /// Basic iterative method (Kurakin 2017): from the original.
    Bim,
    /// Projected gradient descent (Madry 2018): from a random point of the ball.
    Pgd,
    /// Momentum iterative FGSM (Dong 2018): momentum on the L1-normalised gradient.
    MiFgsm,
    /// Ascent of a class's probability without a budget, for fooling images (Yosinski 2015).
    Ascent,
    /// Auto-PGD (Croce and Hein 2020): from the ball's surface, with a step that halves where the loss stops rising.
    Apgd,
    /// Square attack (Andriushchenko 2020): random squares, by answers alone.
    Square,
}

impl Method {
    /// Does it follow gradients? The others ask forward passes only, and run on any model.
    pub fn needs_gradient(self) -> bool {
        !matches!(self, Method::Square)
    }
}

/// Whom an iteration attacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strategy {
    /// All members, in every iteration.
    #[default]
    Joint,
    /// One member, always.
    Only(usize),
    /// The first member for its share of the iterations, then the second …
    OneAfterAnother,
    /// Another member in every iteration.
    RoundRobin,
}

impl Strategy {
    /// The members attacked in `iteration` of `steps`.
    pub fn active(self, iteration: usize, steps: usize, members: usize) -> std::ops::Range<usize> {
        match self {
            Strategy::Joint => 0..members,
            Strategy::Only(member) => member..member + 1,
            Strategy::OneAfterAnother => {
                let member = (iteration * members / steps).min(members - 1);
                member..member + 1
            }
            Strategy::RoundRobin => iteration % members..iteration % members + 1,
        }
    }
}

/// Settings of an attack; what is `None` takes the method's default.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    pub method: Method,
    pub norm: Norm,
    pub epsilon: Option<f32>,
    pub steps: Option<usize>,
    pub step_size: Option<f32>,
    pub restarts: usize,
    pub random_start: Option<bool>,
    pub momentum: Option<f32>,
    pub loss: Option<Loss>,
    pub strategy: Strategy,
    pub confidence: Option<f32>,
    /// For [`Method::Square`]: the share of the picture that the first squares take.
    pub p_init: Option<f32>,
    pub seed: u32,
}

impl Options {
    pub fn new(method: Method) -> Self {
        Options {
            method,
            norm: Norm::Linf,
            epsilon: None,
            steps: None,
            step_size: None,
            restarts: 1,
            random_start: None,
            momentum: None,
            loss: None,
            strategy: Strategy::Joint,
            confidence: None,
            p_init: None,
            seed: 0,
        }
    }
}

/// Options with every default filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub method: Method,
    pub ball: Ball,
    pub steps: usize,
    pub step_size: f32,
    pub restarts: usize,
    pub random_start: bool,
    pub momentum: f32,
    pub loss: Loss,
    pub strategy: Strategy,
    pub stop: Stop,
    pub p_init: f32,
    pub seed: u32,
}

/// When a picture is finished before its steps are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stop {
    Never,
    /// Every attacked member has this confidence in the goal, on the 8-bit picture.
    MembersAt(f32),
    /// The vote reaches the goal with this mean probability, on the 8-bit picture: for attacks that see the vote only.
    VoteAt(f32),
}

/// ε where none is chosen: the field's usual 8/255, and 0.5 in L2.
const DEFAULT_LINF: f32 = 8.0 / 255.0;
const DEFAULT_L2: f32 = 0.5;
/// The longest step of an unbounded ascent, in L2.
const ASCENT_STEP: f32 = 1.0;
const MAX_STEPS: usize = 100_000;
const MAX_RESTARTS: usize = 1_000;
const P_INIT: f32 = 0.8;

impl Settings {
    /// Checks `options` for an attack on `ensemble` and fills in the defaults.
    pub fn resolve(options: &Options, goal: Goal, ensemble: &Ensemble) -> Result<Self> {
        let (members, classes) = (ensemble.members().len(), ensemble.class_count());
        let method = options.method;
        let epsilon = match (method, options.epsilon, options.norm) {
            (Method::Ascent, _, _) => f32::INFINITY,
            (_, Some(epsilon), _) if epsilon >= 0.0 => epsilon,
            (_, Some(epsilon), _) => {
                return Err(Error::option("epsilon", epsilon, "0 or more, in pixel values (8/255 ≈ 0.031)"));
            }
            (_, None, Norm::Linf) => DEFAULT_LINF,
            (_, None, Norm::L2) => DEFAULT_L2,
        };
        let steps = options.steps.unwrap_or(match method {
            Method::Fgsm => 1,
            Method::Bim | Method::MiFgsm => 10,
            Method::Pgd => 20,
            Method::Ascent => 500,
            Method::Apgd => 100,
            Method::Square => 5000,
        });
        let allowed = if method == Method::Fgsm { 1..=1 } else { 1..=MAX_STEPS };
        if !allowed.contains(&steps) {
            return Err(Error::option("steps", steps, format!("between {} and {}", allowed.start(), allowed.end())));
        }
        if !(1..=MAX_RESTARTS).contains(&options.restarts) {
            return Err(Error::option("restarts", options.restarts, format!("between 1 and {MAX_RESTARTS}")));
        }
        let default_step = match method {
            Method::Ascent => ASCENT_STEP,
            _ if epsilon.is_infinite() => match options.norm {
                Norm::Linf => DEFAULT_LINF / 4.0,
                Norm::L2 => DEFAULT_L2 / 4.0,
            },
            Method::Fgsm => epsilon,
            Method::MiFgsm => epsilon / steps as f32,
            Method::Bim | Method::Pgd => 2.5 * epsilon / steps as f32,
            Method::Apgd | Method::Square => 2.0 * epsilon,
        };
        let step_size = options.step_size.unwrap_or(default_step);
        if !(step_size.is_finite() && step_size >= 0.0) {
            return Err(Error::option("stepSize", step_size, "0 or more, and finite"));
        }
        let momentum = options.momentum.unwrap_or(if method == Method::MiFgsm { 1.0 } else { 0.0 });
        if !(0.0..=2.0).contains(&momentum) {
            return Err(Error::option("momentum", momentum, "between 0 and 2"));
        }
        if let Strategy::Only(member) = options.strategy
            && member >= members
        {
            return Err(Error::option("member", member, format!("between 0 and {}", members - 1)));
        }
        let confidence = options.confidence.or(match method {
            Method::Ascent => Some(0.9999),
            Method::Square => Some(0.0),
            _ => None,
        });
        if let Some(confidence) = confidence.filter(|confidence| !(0.0..1.0).contains(confidence)) {
            return Err(Error::option("confidence", confidence, "at least 0 and below 1"));
        }
        let stop = match confidence {
            None => Stop::Never,
            Some(confidence) if method.needs_gradient() => Stop::MembersAt(confidence),
            Some(confidence) => Stop::VoteAt(confidence),
        };
        let p_init = options.p_init.unwrap_or(P_INIT);
        if !(p_init > 0.0 && p_init <= 1.0) {
            return Err(Error::option("pInit", p_init, "above 0, and at most 1"));
        }
        if method == Method::Ascent && matches!(goal, Goal::Away { .. }) {
            return Err(Error::option("target", "missing", "a class to climb to: an ascent has no other goal"));
        }
        let untargeted_jointly =
            options.strategy == Strategy::Joint && members > 1 && matches!(goal, Goal::Away { .. });
        let default_loss =
            if untargeted_jointly || method == Method::Ascent { Loss::MeanProbability } else { Loss::CrossEntropy };
        let loss = options.loss.unwrap_or(default_loss);
        let least = loss.least_classes(goal);
        if classes < least {
            let allowed = format!("another one: it needs {least} classes, and this net tells {classes} apart");
            return Err(Error::option("loss", "dlr", allowed));
        }
        Ok(Settings {
            method,
            ball: Ball { norm: options.norm, epsilon },
            steps,
            step_size,
            restarts: options.restarts,
            random_start: options.random_start.unwrap_or(matches!(method, Method::Pgd | Method::Apgd)),
            momentum,
            loss,
            strategy: options.strategy,
            stop,
            p_init,
            seed: options.seed,
        })
    }

    /// Of one value a member, those of the members that are attacked at any time.
    pub fn attacked<'a, T>(&self, members: &'a [T]) -> &'a [T] {
        match self.strategy {
            Strategy::Only(member) => &members[member..member + 1],
            _ => members,
        }
    }
}
