//! What an attack by answers alone gets: questions, counted and limited, and a memory of what it found. There is no way
//! from here to a gradient.

use super::super::options::{Method, Ranking, Settings, Stop};
use super::super::{Counts, Norm};
use crate::ensemble::{self, Ensemble, Opinion, Vote};
use crate::error::{Error, Result};
use crate::loss::{Goal, Loss};
use crate::random::Random;

/// Each member's row of logits.
pub type Logits = Vec<Vec<f32>>;

/// Why a search can't go on.
#[derive(Debug, Clone, PartialEq)]
pub enum Halt {
    /// As many questions were asked as the settings allow.
    OutOfQueries,
    Failed(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Halt::Failed(error)
    }
}

/// What comes of questions.
pub type Asked<T> = Result<T, Halt>;

/// One picture, and whom it is shown to.
#[derive(Debug, Clone)]
pub struct Oracle {
    pub(super) ensemble: Ensemble,
    pub settings: Settings,
    /// 8-bit.
    pub original: Vec<f32>,
    /// What counts as success.
    pub goal: Goal,
    pub random: Random,
    pub counts: Counts,
    /// The iterate, not rounded.
    pub(super) current: Vec<f32>,
    /// Of the iterate.
    pub(super) logits: Logits,
    /// The picture last asked about: the members' tapes hold it.
    pub(super) taped: Vec<f32>,
    pub(super) best: Option<Best>,
    finished: bool,
    /// Did a picture reach the goal that its 8-bit form did not?
    pub(super) lost_on_rounding: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Best {
    pub pixels: Vec<f32>,
    pub reached: bool,
    score: f32,
    pub found_by: Method,
}

pub(super) fn rows(logits: &[Vec<f32>]) -> Vec<&[f32]> {
    logits.iter().map(Vec::as_slice).collect()
}

impl Oracle {
    pub(super) fn new(ensemble: Ensemble, original: Vec<f32>, goal: Goal, settings: Settings) -> Self {
        Oracle {
            random: Random::from_seed(settings.seed),
            counts: Counts::default(),
            current: original.clone(),
            logits: Vec::new(),
            taped: Vec::new(),
            best: None,
            finished: false,
            lost_on_rounding: false,
            ensemble,
            settings,
            original,
            goal,
        }
    }

    /// One question to all members; the iterate stays where it is.
    pub fn ask(&mut self, pixels: &[f32]) -> Asked<Logits> {
        if self.settings.queries.is_some_and(|most| self.counts.queries >= most as u64) {
            return Err(Halt::OutOfQueries);
        }
        self.taped = pixels.to_vec();
        self.counts.queries += 1;
        self.counts.forwards += self.ensemble.members().len() as u64;
        Ok(self.ensemble.logits(pixels)?)
    }

    /// Where most searches begin.
    pub fn visit_original(&mut self) -> Asked<()> {
        self.visit(self.original.clone())
    }

    /// Moves to `pixels`, cut to the ball and the box.
    pub fn visit(&mut self, mut pixels: Vec<f32>) -> Asked<()> {
        self.settings.ball.project(&self.original, &mut pixels);
        let logits = self.ask(&pixels)?;
        self.settle(pixels, logits)
    }

    /// Makes `pixels` the iterate, inside the ball and answered like this, and keeps it if it is the best so far.
    pub fn settle(&mut self, pixels: Vec<f32>, logits: Logits) -> Asked<()> {
        (self.current, self.logits) = (pixels, logits);
        let rows = rows(&self.logits);
        let reached = self.goal.reached(Vote::count(self.ensemble.rule(), &rows).label);
        let score = Loss::MeanProbability.value(self.goal, &rows);
        if let (true, Ranking::Distance(norm)) = (reached, self.settings.ranking()) {
            return self.settle_by_distance(norm, score);
        }
        if self.keep(self.current.clone(), reached, score) {
            self.finished = reached && self.is_sure()?;
        }
        Ok(())
    }

    fn is_better(&self, reached: bool, score: f32) -> bool {
        self.best.as_ref().is_none_or(|best| (reached, score) > (best.reached, best.score))
    }

    /// Keeps a picture if it is better than the best so far.
    fn keep(&mut self, pixels: Vec<f32>, reached: bool, score: f32) -> bool {
        let better = self.is_better(reached, score);
        if better {
            self.best = Some(Best { pixels, reached, score, found_by: self.settings.method });
        }
        better
    }

    /// Keeps the iterate, which reaches the goal, if its 8-bit form is nearer than the best and reaches it as well.
    fn settle_by_distance(&mut self, norm: Norm, score: f32) -> Asked<()> {
        let rounded = self.settings.ball.round(&self.original, &self.current);
        let nearness = -norm.distance(&self.original, &rounded);
        if !self.is_better(true, nearness) {
            return Ok(());
        }
        // Should the question come to nothing, it is not lost.
        self.keep(rounded.clone(), false, score);
        let logits = self.ask(&rounded)?;
        if self.reaches(&logits) {
            self.keep(rounded, true, nearness);
            self.finished = self.settings.stop != Stop::Never && self.satisfies(&logits);
        } else {
            self.lost_on_rounding = true;
        }
        Ok(())
    }

    /// How far an answer is beyond the goal, as the vote goes: see [`ensemble::margin`].
    pub fn margin(&self, logits: &Logits) -> f32 {
        ensemble::margin(self.ensemble.rule(), &rows(logits), self.goal)
    }

    /// Is the goal reached, as the vote goes? All that an attack by labels alone sees of an answer.
    pub fn reaches(&self, logits: &Logits) -> bool {
        self.goal.reached(Vote::count(self.ensemble.rule(), &rows(logits)).label)
    }

    /// Is it confident enough, on the best picture rounded to 8 bits?
    fn is_sure(&mut self) -> Asked<bool> {
        // The rounded picture is asked only where the iterate itself is sure.
        if self.settings.stop == Stop::Never || !self.satisfies(&self.logits) {
            return Ok(false);
        }
        let logits = self.ask(&self.best())?;
        self.lost_on_rounding |= !self.reaches(&logits);
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
            Stop::MembersAt(wanted) => {
                let attacked = self.settings.strategy.attacked(logits.len());
                logits[attacked].iter().all(|row| member(row, wanted))
            }
            Stop::VoteAt(wanted) => {
                let vote = Vote::count(self.ensemble.rule(), &rows(logits));
                let label = vote.label.filter(|&label| self.goal.reached(Some(label)));
                label.is_some_and(|label| vote.probabilities[label] >= wanted)
            }
        }
    }

    /// Has the best picture so far reached the goal?
    pub fn has_reached(&self) -> bool {
        self.best.as_ref().is_some_and(|best| best.reached)
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

    /// The best picture so far, rounded to 8 bits inside the budget.
    pub fn best(&self) -> Vec<f32> {
        let pixels = self.best.as_ref().map_or(&self.original, |best| &best.pixels);
        self.settings.ball.round(&self.original, pixels)
    }
}
