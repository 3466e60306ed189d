//! What a unit does, as plain data that is kept beside its result.

use serde::{Deserialize, Serialize};

use super::bits::Bits;
use super::certified::Certifying;
use super::noise::Leading;
use super::ray::Way;
use super::sampling::other_class;
use crate::attack::{Method, Options, Strategy};
use crate::defense::Filter;
use crate::loss::Loss;

/// One unit's work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "experiment", rename_all = "kebab-case")]
pub enum Task {
    /// Classify every picture of the test set. `expected`: the SHA-256 of what another runtime answered.
    Clean { expected: Option<String> },
    /// How long loading takes. Measured by the caller: nothing here knows the time.
    Load,
    /// Attack each picture that is right, or each of `only`, until the answer falls; `behind` a filter that the attacker knows of.
    Hunt {
        recipe: Recipe,
        only: Option<Bits>,
        #[serde(default)]
        behind: Option<Filter>,
    },
    /// Make the strongest picture against the bare nets and show it to them behind each of `filters`.
    Unaware { recipe: Recipe, filters: Vec<Filter> },
    /// Find the smallest ε that fools, n of n/255 for whole n, 1 to `largest_255`.
    Smallest { recipe: Recipe, largest_255: u32 },
    /// Certify each picture under noise, and attack inside the certificate.
    Certify { setting: Certifying },
    /// Make the strongest picture for member `source` alone and show it to all.
    Transfer { recipe: Recipe, source: usize },
    /// Walk from each picture that is right straight on, far beyond all pictures. Of one net.
    Ray { bearing: Bearing },
    /// Hear what a net says to each picture, to noise, and to noise that was led. Of one net.
    Noise { leading: Leading },
}

impl Task {
    /// Every picture that is right, by an attacker of bare nets.
    pub fn hunt(recipe: Recipe) -> Self {
        Task::Hunt { recipe, only: None, behind: None }
    }
}

/// Where to, from a picture of some class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bearing {
    /// Away from its class.
    Away,
    /// By lot.
    Random,
    /// Towards a wrong class drawn for it.
    Towards,
}

impl Bearing {
    pub const ALL: [Bearing; 3] = [Bearing::Away, Bearing::Random, Bearing::Towards];

    /// As it is called in reports.
    pub fn name(self) -> &'static str {
        match self {
            Bearing::Away => "away",
            Bearing::Random => "random",
            Bearing::Towards => "towards",
        }
    }

    /// The way from a picture of class `label`.
    pub fn way(self, seed: u32, label: usize, classes: usize) -> Way {
        match self {
            Bearing::Away => Way::Away(label),
            Bearing::Random => Way::Random,
            Bearing::Towards => Way::Towards(other_class(seed, label, classes)),
        }
    }
}

/// An attack's settings; L∞ throughout.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    pub rule: Rule,
    /// n of n/255; `None`: unbounded.
    pub epsilon_255: Option<f32>,
    pub steps: usize,
    pub restarts: usize,
    /// n of n/255 a step; `None`: the rule's own.
    pub step_255: Option<f32>,
    pub objective: Objective,
    pub aim: Aim,
    /// A wrong class drawn for each picture, instead of any.
    pub targeted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    Fgsm,
    Pgd,
    Apgd,
    Square,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Objective {
    CrossEntropy,
    Margin,
    MeanProbability,
}

/// Whom an iteration attacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aim {
    All,
    Only(usize),
    OneAfterAnother,
    RoundRobin,
}

impl Recipe {
    /// PGD on the cross-entropy from a random start, with the usual step of 2.5 ε / steps.
    pub fn pgd(epsilon_255: f32, steps: usize, restarts: usize) -> Self {
        Recipe {
            rule: Rule::Pgd,
            epsilon_255: Some(epsilon_255),
            steps,
            restarts,
            step_255: Some(2.5 * epsilon_255 / steps as f32),
            objective: Objective::CrossEntropy,
            aim: Aim::All,
            targeted: false,
        }
    }

    /// One step of ε (Goodfellow 2015).
    pub fn single_step(epsilon_255: f32) -> Self {
        Recipe { rule: Rule::Fgsm, step_255: Some(epsilon_255), ..Recipe::pgd(epsilon_255, 1, 1) }
    }

    /// Auto-PGD on the cross-entropy, which plans its own steps (Croce and Hein 2020).
    pub fn apgd(epsilon_255: f32, steps: usize) -> Self {
        Recipe { rule: Rule::Apgd, step_255: None, ..Recipe::pgd(epsilon_255, steps, 1) }
    }

    /// The square attack, which asks questions only (Andriushchenko 2020); its steps are queries.
    pub fn square(epsilon_255: f32, queries: usize) -> Self {
        Recipe {
            rule: Rule::Square,
            step_255: None,
            objective: Objective::Margin,
            ..Recipe::pgd(epsilon_255, queries, 1)
        }
    }

    /// PGD that may go anywhere: its steps cross the whole range of a pixel more than once.
    pub fn unbounded() -> Self {
        Recipe { epsilon_255: None, step_255: Some(4.0), ..Recipe::pgd(0.0, 100, 1) }
    }

    /// The same at another ε, its step in proportion.
    pub fn at(&self, epsilon_255: f32) -> Self {
        let share = self.step_255.zip(self.epsilon_255).map(|(step, epsilon)| step / epsilon);
        let step_255 = share.map_or(self.step_255, |share| Some(share * epsilon_255));
        Recipe { epsilon_255: Some(epsilon_255), step_255, ..self.clone() }
    }

    pub fn options(&self, seed: u32) -> Options {
        let method = match self.rule {
            Rule::Fgsm => Method::Fgsm,
            Rule::Pgd => Method::Pgd,
            Rule::Apgd => Method::Apgd,
            Rule::Square => Method::Square,
        };
        Options {
            epsilon: Some(self.epsilon_255.map_or(f32::INFINITY, |n| n / 255.0)),
            steps: Some(self.steps),
            step_size: self.step_255.map(|n| n / 255.0),
            restarts: self.restarts,
            loss: Some(match self.objective {
                Objective::CrossEntropy => Loss::CrossEntropy,
                Objective::Margin => Loss::Margin,
                Objective::MeanProbability => Loss::MeanProbability,
            }),
            strategy: match self.aim {
                Aim::All => Strategy::Joint,
                Aim::Only(member) => Strategy::Only(member),
                Aim::OneAfterAnother => Strategy::OneAfterAnother,
                Aim::RoundRobin => Strategy::RoundRobin,
            },
            seed,
            ..Options::new(method)
        }
    }

    /// Gradients that one picture costs at most, one through one member counting 1.
    pub fn gradients(&self, members: usize) -> usize {
        if self.rule == Rule::Square {
            return 0;
        }
        let members = if self.aim == Aim::All { members } else { 1 };
        self.steps * self.restarts * members
    }
}
