//! What a caller chooses, with the field's defaults, checked before anything runs.

use super::ball::{Ball, Norm};
use crate::ensemble::Ensemble;
use crate::error::{Error, Result};
use crate::loss::{Goal, Loss};

/// How the picture is looked for.
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
    /// The smallest change in L2, by steps to the nearest of the linearised borders (Moosavi-Dezfooli 2016).
    DeepFool,
    /// The smallest change in L2, weighed against the margin (Carlini and Wagner 2017).
    CarliniWagner,
    /// The smallest change in L2, on a sphere that shrinks where the net is fooled (Rony 2019).
    Ddn,
    /// The smallest change in either norm, from border to border of the linearised net (Croce and Hein 2020).
    Fab,
    /// Few values changed by much, two at a time, chosen by the saliency map (Papernot 2016).
    Jsma,
    /// Several attacks until one succeeds (Croce and Hein 2020): APGD on the cross-entropy, APGD with the DLR loss
    /// towards each of the nine likeliest other classes, FAB towards each of them, Square. Each starts from the original.
    AutoAttack,
    /// Square attack (Andriushchenko 2020): random squares, by answers alone.
    Square,
    /// A gradient estimated from answers along Gaussian directions (Ilyas 2018), followed as in PGD.
    Nes,
    /// A gradient estimated from answers along random signs (Uesato 2018), followed with Adam.
    Spsa,
    /// A few pixels of any colour, by differential evolution (Su 2019): answers alone.
    OnePixel,
    /// The smallest change, by the label of the answer alone (Chen 2020).
    HopSkipJump,
}

impl Method {
    /// Does it follow gradients? The others ask forward passes only, and run on any model.
    pub fn needs_gradient(self) -> bool {
        use Method::{HopSkipJump, Nes, OnePixel, Spsa, Square};
        !matches!(self, Square | Nes | Spsa | OnePixel | HopSkipJump)
    }

    /// The table of defaults.
    fn defaults(self) -> Defaults {
        let base = Defaults { steps: 0, step: Step::None, bounded: true, random_start: false, confidence: None };
        match self {
            Method::Fgsm => Defaults { steps: 1, step: Step::OfEpsilon(1.0), ..base },
            Method::Bim => Defaults { steps: 10, step: Step::OfShare(2.5), ..base },
            Method::Pgd => Defaults { steps: 20, step: Step::OfShare(2.5), random_start: true, ..base },
            Method::MiFgsm => Defaults { steps: 10, step: Step::OfShare(1.0), ..base },
            Method::Ascent => {
                Defaults { steps: 500, step: Step::Fixed(1.0), bounded: false, confidence: Some(0.9999), ..base }
            }
            Method::Apgd => Defaults { steps: 100, step: Step::OfEpsilon(2.0), random_start: true, ..base },
            Method::DeepFool => Defaults { steps: 50, bounded: false, ..base },
            Method::CarliniWagner => Defaults { steps: 900, step: Step::Fixed(0.01), bounded: false, ..base },
            Method::Ddn => Defaults { steps: 100, step: Step::Fixed(1.0), bounded: false, ..base },
            Method::Fab => Defaults { steps: 100, bounded: false, ..base },
            Method::Jsma => Defaults { step: Step::Fixed(1.0), bounded: false, confidence: Some(0.0), ..base },
            Method::AutoAttack => {
                let confidence = Some(0.0);
                Defaults { steps: 100, step: Step::OfEpsilon(2.0), random_start: true, confidence, ..base }
            }
            Method::Square => Defaults { steps: 5000, confidence: Some(0.0), ..base },
            Method::Nes => Defaults { steps: 200, step: Step::OfEpsilon(0.1), confidence: Some(0.0), ..base },
            Method::Spsa => Defaults { steps: 100, step: Step::Fixed(0.01), confidence: Some(0.0), ..base },
            Method::OnePixel => Defaults { steps: 30_000, bounded: false, confidence: Some(0.0), ..base },
            Method::HopSkipJump => Defaults { steps: 32, bounded: false, ..base },
        }
    }

    /// Samples a step (Nes, Spsa), in the population (OnePixel), or in the first iteration (HopSkipJump).
    fn default_samples(self) -> usize {
        match self {
            Method::Nes => 20,
            Method::Spsa => 128,
            Method::OnePixel => 400,
            Method::HopSkipJump => 100,
            _ => 1,
        }
    }
}

/// One method's row.
#[derive(Debug, Clone, Copy)]
struct Defaults {
    /// 0: by the size of the picture.
    steps: usize,
    step: Step,
    /// Has it a budget where none is given?
    bounded: bool,
    random_start: bool,
    confidence: Option<f32>,
}

/// Default step sizes.
#[derive(Debug, Clone, Copy)]
enum Step {
    None,
    Fixed(f32),
    /// Times ε.
    OfEpsilon(f32),
    /// Times ε / steps.
    OfShare(f32),
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

    /// The members attacked at any time.
    pub fn attacked(self, members: usize) -> std::ops::Range<usize> {
        match self {
            Strategy::Only(member) => member..member + 1,
            _ => 0..members,
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
    /// Whom the gradient loop attacks. Other methods attack all members, or the `Only` one if they follow gradients.
    pub strategy: Strategy,
    /// Divide each member's gradient by its length before they are added, so that none dominates.
    pub normalize_members: bool,
    pub confidence: Option<f32>,
    /// For [`Method::Square`]: the share of the picture that the first squares take (0.8).
    pub p_init: Option<f32>,
    /// Questions a step: [`Method::Nes`] 20, [`Method::Spsa`] 128, both even; [`Method::HopSkipJump`] 100 in its first
    /// iteration. The population of [`Method::OnePixel`]: 400.
    pub samples: Option<usize>,
    /// How far from the iterate [`Method::Nes`] (σ) and [`Method::Spsa`] (δ) ask, in pixel values: 0.01.
    pub spread: Option<f32>,
    /// Pixels that [`Method::OnePixel`] changes: 1.
    pub pixels: Option<usize>,
    /// Questions about a picture, over all restarts, after which it is finished: no limit.
    pub queries: Option<usize>,
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
            normalize_members: false,
            confidence: None,
            p_init: None,
            samples: None,
            spread: None,
            pixels: None,
            queries: None,
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
    pub normalize_members: bool,
    pub stop: Stop,
    pub p_init: f32,
    pub samples: usize,
    pub spread: f32,
    pub pixels: usize,
    pub queries: Option<usize>,
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

/// Which of two pictures that reach the goal is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ranking {
    /// The more probable one.
    Score,
    /// The one nearer to the original, among those that reach it on 8 bits.
    Distance(Norm),
}

/// One restart, or one attack of several.
#[derive(Debug, Clone, PartialEq)]
pub struct Leg {
    pub settings: Settings,
    /// Aim at the class of this rank among the other ones, the likeliest on the original being 0.
    pub rank: Option<usize>,
}

/// ε where none is chosen: the field's usual 8/255, and 0.5 in L2.
const DEFAULT_LINF: f32 = 8.0 / 255.0;
const DEFAULT_L2: f32 = 0.5;
const MAX_STEPS: usize = 100_000;
const MAX_RESTARTS: usize = 1_000;
const MAX_SAMPLES: usize = 10_000;
const MAX_QUERIES: usize = 10_000_000;
const P_INIT: f32 = 0.8;
const SPREAD: f32 = 0.01;
/// JSMA changes this share of the values at most (the paper's γ is about 0.145, libraries have 0.1).
const JSMA_SHARE: f32 = 0.1;
/// AutoAttack: classes aimed at, and questions of Square for every step of the others (5000 for 100).
const AUTO_TARGETS: usize = 9;
const AUTO_QUESTIONS: usize = 50;

impl Settings {
    /// Checks `options` for an attack on `ensemble` and fills in the defaults.
    pub fn resolve(options: &Options, goal: Goal, ensemble: &Ensemble) -> Result<Self> {
        let (members, classes) = (ensemble.members().len(), ensemble.class_count());
        let method = options.method;
        let defaults = method.defaults();
        let epsilon = match (radius(options.epsilon)?, options.norm) {
            _ if method == Method::Ascent => f32::INFINITY,
            (Some(epsilon), _) => epsilon,
            _ if !defaults.bounded => f32::INFINITY,
            (None, Norm::Linf) => DEFAULT_LINF,
            (None, Norm::L2) => DEFAULT_L2,
        };
        let by_size = ((JSMA_SHARE / 2.0 * ensemble.input_length() as f32) as usize).max(1);
        let steps = options.steps.unwrap_or(if defaults.steps == 0 { by_size } else { defaults.steps });
        let most = match method {
            Method::Fgsm => 1,
            Method::AutoAttack => MAX_STEPS / AUTO_QUESTIONS,
            _ => MAX_STEPS,
        };
        within("steps", steps, 1, most)?;
        within("restarts", options.restarts, 1, MAX_RESTARTS)?;
        let default_step = match defaults.step {
            Step::None => 0.0,
            Step::Fixed(step) => step,
            _ if epsilon.is_infinite() => match options.norm {
                Norm::Linf => DEFAULT_LINF / 4.0,
                Norm::L2 => DEFAULT_L2 / 4.0,
            },
            Step::OfEpsilon(factor) => factor * epsilon,
            Step::OfShare(factor) => factor * epsilon / steps as f32,
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
        let confidence = options.confidence.or(defaults.confidence);
        if let Some(confidence) = confidence.filter(|confidence| !(0.0..1.0).contains(confidence)) {
            return Err(Error::option("confidence", confidence, "at least 0 and below 1"));
        }
        let sees_the_vote = !method.needs_gradient() || matches!(method, Method::AutoAttack | Method::Jsma);
        let stop = match confidence {
            None => Stop::Never,
            Some(confidence) if sees_the_vote => Stop::VoteAt(confidence),
            Some(confidence) => Stop::MembersAt(confidence),
        };
        let p_init = options.p_init.unwrap_or(P_INIT);
        if !(p_init > 0.0 && p_init <= 1.0) {
            return Err(Error::option("pInit", p_init, "above 0, and at most 1"));
        }
        let samples = options.samples.unwrap_or(method.default_samples());
        match method {
            Method::Nes | Method::Spsa if samples % 2 == 1 || !(2..=MAX_SAMPLES).contains(&samples) => {
                let allowed = format!("an even number between 2 and {MAX_SAMPLES}: its questions come in pairs");
                return Err(Error::option("samples", samples, allowed));
            }
            Method::OnePixel => within("samples", samples, 4, MAX_SAMPLES)?,
            _ => within("samples", samples, 1, MAX_SAMPLES)?,
        };
        let spread = options.spread.unwrap_or(SPREAD);
        if !(spread > 0.0 && spread <= 1.0) {
            return Err(Error::option("spread", spread, "above 0, and at most 1, in pixel values"));
        }
        let area = ensemble.input_length() / ensemble.members()[0].input_shape()[0];
        let pixels = within("pixels", options.pixels.unwrap_or(1), 1, area)?;
        if let Some(queries) = options.queries {
            within("queries", queries, 1, MAX_QUERIES)?;
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
            random_start: options.random_start.unwrap_or(defaults.random_start),
            momentum,
            loss,
            strategy: options.strategy,
            normalize_members: options.normalize_members,
            stop,
            p_init,
            samples,
            spread,
            pixels,
            queries: options.queries,
            seed: options.seed,
        })
    }

    /// How pictures that reach the goal are compared.
    pub fn ranking(&self) -> Ranking {
        match self.method {
            Method::DeepFool | Method::CarliniWagner | Method::Ddn => Ranking::Distance(Norm::L2),
            Method::Fab | Method::HopSkipJump => Ranking::Distance(self.ball.norm),
            _ => Ranking::Score,
        }
    }

    /// Is a picture that reaches its goal without a change nothing to start from? Others can make it more certain.
    pub fn wants_a_crossing(&self) -> bool {
        matches!(self.stop, Stop::VoteAt(0.0) | Stop::MembersAt(0.0)) || self.ranking() != Ranking::Score
    }

    /// What is done one after another: restarts, each but the first from a random point, or AutoAttack's attacks.
    pub fn legs(&self, goal: Goal, classes: usize) -> Vec<Leg> {
        let mut legs = Vec::new();
        for restart in 0..self.restarts {
            let settings = Settings { random_start: self.random_start || restart > 0, ..self.clone() };
            if self.method != Method::AutoAttack {
                legs.push(Leg { settings, rank: None });
                continue;
            }
            let climb = Settings { method: Method::Apgd, ..settings.clone() };
            let loss =
                if classes >= Loss::Dlr.least_classes(Goal::Towards { target: 0 }) { Loss::Dlr } else { Loss::Margin };
            let aimed = Settings { loss, ..climb.clone() };
            // FAB begins at the original; only its later restarts do not.
            let nearest = Settings { method: Method::Fab, random_start: restart > 0, ..settings.clone() };
            legs.push(Leg { settings: climb, rank: None });
            for settings in [aimed, nearest] {
                match goal {
                    Goal::Towards { .. } => legs.push(Leg { settings, rank: None }),
                    Goal::Away { .. } => legs.extend(
                        (0..AUTO_TARGETS.min(classes - 1))
                            .map(|rank| Leg { settings: settings.clone(), rank: Some(rank) }),
                    ),
                }
            }
            let steps = AUTO_QUESTIONS * self.steps;
            legs.push(Leg { settings: Settings { method: Method::Square, steps, ..settings }, rank: None });
        }
        legs
    }
}

/// Checks an ε.
pub(super) fn radius(epsilon: Option<f32>) -> Result<Option<f32>> {
    match epsilon {
        Some(epsilon) if epsilon.is_nan() || epsilon < 0.0 => {
            Err(Error::option("epsilon", epsilon, "0 or more, in pixel values (8/255 ≈ 0.031)"))
        }
        _ => Ok(epsilon),
    }
}

pub(super) fn within(name: &'static str, value: usize, least: usize, most: usize) -> Result<usize> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(Error::option(name, value, format!("between {least} and {most}")))
    }
}
