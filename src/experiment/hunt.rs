//! One attack on one picture, watched: it ends as soon as the answer falls.

use serde::{Deserialize, Serialize};

use super::recipe::Recipe;
use crate::attack::{Attack, Counts};
use crate::ensemble::{Ensemble, Opinion, Vote};
use crate::error::Result;
use crate::loss::Goal;

/// Is the vote right, counted in two ways? For one net both are its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The class of the highest mean probability.
    pub mean: bool,
    /// The class that more than half of the members name; none is not right.
    pub majority: bool,
}

impl Answers {
    /// Of a vote by the mean.
    pub fn of(vote: &Vote, label: usize) -> Self {
        Answers { mean: vote.label == Some(label), majority: is_majority(&vote.members, label) }
    }

    fn or(self, other: Answers) -> Answers {
        Answers { mean: self.mean || other.mean, majority: self.majority || other.majority }
    }

    fn and(self, other: Answers) -> Answers {
        Answers { mean: self.mean && other.mean, majority: self.majority && other.majority }
    }
}

fn is_majority(members: &[Opinion], label: usize) -> bool {
    2 * members.iter().filter(|member| member.label == label).count() > members.len()
}

/// What was spent: one picture through one member counts 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    pub gradients: u64,
    pub forwards: u64,
    /// Gradients that were zero or not finite, so that no step was taken.
    pub zero_gradients: u64,
    /// 8-bit pictures that fooled our engine and not tract's, and so did not count.
    pub refuted: u64,
}

impl Cost {
    pub(super) fn of(counts: Counts) -> Self {
        let Counts { gradients, forwards, lost_gradients: zero_gradients, .. } = counts;
        Cost { gradients, forwards, zero_gradients, refuted: 0 }
    }

    pub(super) fn add(&mut self, other: Cost) {
        self.gradients += other.gradients;
        self.forwards += other.forwards;
        self.zero_gradients += other.zero_gradients;
        self.refuted += other.refuted;
    }
}

/// What became of one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fate {
    pub right: Answers,
    pub cost: Cost,
}

/// An untargeted attack on a picture that is answered right. Every iterate that fools in f32 is rounded to 8 bits, and counts
/// once that fools both runtimes. The attacker aims at the mean and stops when it and the majority have fallen.
#[derive(Debug, Clone)]
pub struct Hunt {
    attack: Attack,
    /// Looks at 8-bit pictures: the attack's tapes belong to its next gradient.
    judge: Ensemble,
    original: Vec<f32>,
    label: usize,
    right: Answers,
    looks: u64,
    refuted: u64,
    ended: bool,
}

impl Hunt {
    /// `nets` votes by the mean and is copied; `pixels` is one 8-bit picture. `None`: its vote is wrong without help. Behind a
    /// random filter the judge sees other draws than the attacker.
    pub fn new(nets: &Ensemble, pixels: &[f32], label: usize, recipe: &Recipe, seed: u32) -> Result<Option<Self>> {
        let mut judge = nets.clone().redrawn();
        let right = Answers::of(&judge.vote(pixels)?, label);
        if !right.mean {
            return Ok(None);
        }
        let mut hunt = Hunt {
            attack: Attack::new(nets.clone(), pixels, &[Goal::Away { label }], &recipe.options(seed))?,
            judge,
            original: pixels.to_vec(),
            label,
            right,
            looks: nets.members().len() as u64,
            refuted: 0,
            ended: false,
        };
        hunt.look()?;
        Ok(Some(hunt))
    }

    /// Does at most `iterations` iterations; true when there is nothing left to do.
    pub fn step(&mut self, iterations: usize) -> Result<bool> {
        for _ in 0..iterations {
            if self.ended {
                break;
            }
            self.attack.step(1)?;
            self.look()?;
        }
        Ok(self.ended)
    }

    /// The state, final once `step` has said so.
    pub fn fate(&self) -> Fate {
        let mut cost = Cost::of(self.attack.progress(0).counts);
        cost.forwards += self.looks;
        cost.refuted = self.refuted;
        Fate { right: self.right, cost }
    }

    fn look(&mut self) -> Result<()> {
        let progress = self.attack.progress(0);
        let iterate = Answers { mean: !progress.reached, majority: is_majority(&progress.members, self.label) };
        if self.right.and(iterate) != self.right {
            let rounded = self.attack.settings().ball.round(&self.original, self.attack.current(0));
            self.examine(&rounded)?;
        }
        // The best may be a random start of a later round, which no iteration ended on.
        if progress.done && progress.best_reached && self.right.mean {
            self.examine(&self.attack.best(0))?;
        }
        self.ended = progress.done || self.right == Answers { mean: false, majority: false };
        Ok(())
    }

    /// Both runtimes look at an 8-bit picture.
    fn examine(&mut self, picture: &[f32]) -> Result<()> {
        self.looks += self.judge.members().len() as u64;
        let ours = Answers::of(&self.judge.vote(picture)?, self.label);
        if self.right.and(ours) == self.right {
            return Ok(());
        }
        let theirs = Answers::of(&self.judge.second_opinion(picture)?, self.label);
        let right = self.right.and(ours.or(theirs));
        self.refuted += u64::from(right != self.right.and(ours));
        self.right = right;
        Ok(())
    }
}
