//! One picture under attack: what every search asks of the nets, and what it must not forget.

use std::ops::Range;

use super::options::{Settings, Stop};
use super::verdict::Verdict;
use super::{Counts, Norm, Progress};
use crate::ensemble::{self, Ensemble, Opinion, Vote};
use crate::error::Result;
use crate::loss::{Goal, Loss};
use crate::random::Random;

/// Each member's row of logits.
pub type Logits = Vec<Vec<f32>>;

#[derive(Debug, Clone)]
pub struct Subject {
    ensemble: Ensemble,
    pub settings: Settings,
    /// 8-bit.
    pub original: Vec<f32>,
    /// What counts as success.
    pub goal: Goal,
    /// What gradients climb towards: the goal, or one way to it.
    pub aim: Goal,
    pub random: Random,
    pub counts: Counts,
    /// Members attacked in the last iteration.
    pub active: Range<usize>,
    /// The iterate, not rounded.
    current: Vec<f32>,
    /// Of the iterate.
    logits: Logits,
    /// Do the members' tapes hold the iterate?
    taped: bool,
    best: Option<Best>,
    finished: bool,
}

#[derive(Debug, Clone)]
struct Best {
    pixels: Vec<f32>,
    reached: bool,
    score: f32,
}

fn rows(logits: &[Vec<f32>]) -> Vec<&[f32]> {
    logits.iter().map(Vec::as_slice).collect()
}

impl Subject {
    /// `ensemble` must not be shared: its tapes belong to this picture.
    pub fn new(ensemble: Ensemble, original: Vec<f32>, goal: Goal, settings: Settings) -> Self {
        Subject {
            random: Random::from_seed(settings.seed),
            counts: Counts::default(),
            active: settings.strategy.active(0, settings.steps, ensemble.members().len()),
            current: original.clone(),
            logits: Vec::new(),
            taped: false,
            best: None,
            finished: false,
            ensemble,
            settings,
            original,
            goal,
            aim: goal,
        }
    }

    /// Moves to `pixels`, cut to the ball and the box.
    pub fn visit(&mut self, mut pixels: Vec<f32>) -> Result<()> {
        self.settings.ball.project(&self.original, &mut pixels);
        let logits = self.ask(&pixels)?;
        self.settle(pixels, logits)?;
        Ok(())
    }

    /// One question to all members; the iterate stays where it is.
    pub fn ask(&mut self, pixels: &[f32]) -> Result<Logits> {
        self.taped = false;
        self.counts.queries += 1;
        self.counts.forwards += self.ensemble.members().len() as u64;
        self.ensemble.logits(pixels)
    }

    /// Makes `pixels` the iterate, inside the ball and last asked about with this answer, and keeps it if it is the
    /// best so far.
    pub fn settle(&mut self, pixels: Vec<f32>, logits: Logits) -> Result<()> {
        (self.current, self.logits, self.taped) = (pixels, logits, true);
        let rows = rows(&self.logits);
        let reached = self.goal.reached(Vote::count(self.ensemble.rule(), &rows).label);
        let score = Loss::MeanProbability.value(self.goal, &rows);
        if self.best.as_ref().is_none_or(|best| (reached, score) > (best.reached, best.score)) {
            self.best = Some(Best { pixels: self.current.clone(), reached, score });
            self.finished = reached && self.is_sure()?;
        }
        Ok(())
    }

    /// Goes back to an earlier iterate with its answer.
    pub fn return_to(&mut self, pixels: &[f32], logits: &Logits) {
        self.current.copy_from_slice(pixels);
        self.logits.clone_from(logits);
        self.taped = false;
    }

    /// ∂ [`Subject::loss`] / ∂ pixels at the iterate.
    pub fn gradient(&mut self) -> Result<Vec<f32>> {
        if !self.taped {
            // Another question came in between; this is not a new one.
            for member in self.active.clone() {
                self.ensemble.members_mut()[member].forward(&self.current)?;
            }
            self.taped = true;
        }
        let mut gradient = vec![0.0; self.current.len()];
        for member in self.active.clone() {
            let mut cotangent = vec![0.0; self.ensemble.class_count()];
            let rows = rows(&self.logits[self.active.clone()]);
            self.settings.loss.add_cotangent(self.aim, &rows, member - self.active.start, &mut cotangent);
            let share = self.ensemble.members_mut()[member].backward(&cotangent)?;
            gradient.iter_mut().zip(share).for_each(|(sum, value)| *sum += value);
            self.counts.gradients += 1;
        }
        Ok(gradient)
    }

    /// What the attack climbs, at the iterate.
    pub fn loss(&self) -> f32 {
        if self.settings.method.needs_gradient() {
            self.settings.loss.value(self.aim, &rows(&self.logits[self.active.clone()]))
        } else {
            self.margin(&self.logits)
        }
    }

    /// How far an answer is beyond the goal, as the vote goes: see [`ensemble::margin`].
    pub fn margin(&self, logits: &Logits) -> f32 {
        ensemble::margin(self.ensemble.rule(), &rows(logits), self.goal)
    }

    /// Is it confident enough, on the best picture rounded to 8 bits?
    fn is_sure(&mut self) -> Result<bool> {
        // The rounded picture is asked only where the iterate itself is sure.
        if self.settings.stop == Stop::Never || !self.satisfies(&self.logits) {
            return Ok(false);
        }
        let logits = self.ask(&self.best())?;
        Ok(self.satisfies(&logits))
    }

    fn satisfies(&self, logits: &Logits) -> bool {
        let member = |row: &Vec<f32>, wanted: f32| {
            let opinion = Opinion::from_logits(row);
            match self.goal {
                Goal::Towards { target } => opinion.probabilities[target] >= wanted,
                Goal::Away { label } => opinion.label != label && opinion.confidence() >= wanted,
            }
        };
        match self.settings.stop {
            Stop::Never => false,
            Stop::MembersAt(wanted) => self.settings.attacked(logits).iter().all(|row| member(row, wanted)),
            Stop::VoteAt(wanted) => {
                let vote = Vote::count(self.ensemble.rule(), &rows(logits));
                let label = vote.label.filter(|&label| self.goal.reached(Some(label)));
                label.is_some_and(|label| vote.probabilities[label] >= wanted)
            }
        }
    }

    pub fn is_finished(&self) -> bool {
        self.finished
    }

    pub fn current(&self) -> &[f32] {
        &self.current
    }

    pub fn logits(&self) -> &Logits {
        &self.logits
    }

    /// Channels, height, width.
    pub fn shape(&self) -> [usize; 3] {
        self.ensemble.members()[0].input_shape()
    }

    pub fn member_count(&self) -> usize {
        self.ensemble.members().len()
    }

    /// The best picture so far, rounded to 8 bits inside the budget.
    pub fn best(&self) -> Vec<f32> {
        let pixels = self.best.as_ref().map_or(&self.original, |best| &best.pixels);
        self.settings.ball.round(&self.original, pixels)
    }

    /// Judges [`Subject::best`] by both runtimes; counts no question.
    pub fn verdict(&mut self) -> Result<Verdict> {
        let best = self.best();
        self.taped = false;
        Verdict::of(&mut self.ensemble, &self.original, &best, self.goal)
    }

    /// What [`Progress`] says of the picture; the caller knows the rest.
    pub fn progress(&self) -> Progress {
        let vote = Vote::count(self.ensemble.rule(), &rows(&self.logits));
        Progress {
            iteration: 0,
            total_iterations: 0,
            restart: 0,
            active: self.active.clone(),
            reached: self.goal.reached(vote.label),
            members: vote.members,
            loss: self.loss(),
            best_reached: self.best.as_ref().is_some_and(|best| best.reached),
            linf: Norm::Linf.distance(&self.original, &self.current),
            l2: Norm::L2.distance(&self.original, &self.current),
            counts: self.counts,
            done: false,
        }
    }
}
