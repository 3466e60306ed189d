//! Attacks as state machines: `step` does a bounded piece of work and reports, so that progress, pause, single step and
//! cancel cost nothing, and a cancelled attack still has its best picture.
//!
//! One loop carries FGSM, BIM, PGD, MI-FGSM and the unbounded ascent: start, gradient, step, project, look.

mod ball;
mod options;
mod step;
mod verdict;

use std::ops::Range;

pub use ball::{Ball, Norm};
pub use options::{Method, Options, Settings, Strategy};
pub use verdict::{Outcome, Verdict};

use crate::ensemble::{Ensemble, Opinion, Vote};
use crate::error::{Error, Result};
use crate::image::quantize;
use crate::loss::{Goal, Loss};
use crate::random::Random;

/// Pictures that one attack takes at most; callers with more run several.
pub const MAX_BATCH: usize = 64;

/// An attack on a batch of pictures, each with its own goal.
#[derive(Debug, Clone)]
pub struct Attack {
    ensemble: Ensemble,
    settings: Settings,
    pictures: Vec<Picture>,
    random: Random,
    /// Current iterates, one after another.
    current: Vec<f32>,
    velocity: Vec<f32>,
    gradient: Vec<f32>,
    /// Each member's logits of the current iterates.
    logits: Vec<Vec<f32>>,
    restart: usize,
    /// Iterations done in this restart.
    iteration: usize,
    active: Range<usize>,
    counts: Counts,
    done: bool,
}

/// What an attack knows of one picture.
#[derive(Debug, Clone)]
struct Picture {
    original: Vec<f32>,
    goal: Goal,
    best: Option<Best>,
    /// The best picture reaches the goal with the confidence asked for, rounded to 8 bits.
    finished: bool,
}

#[derive(Debug, Clone)]
struct Best {
    pixels: Vec<f32>,
    reached: bool,
    score: f32,
}

/// The cost so far: one picture through one member counts 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub gradients: u64,
    pub forwards: u64,
    /// Gradients that were zero or not finite, so that no step was taken.
    pub lost_gradients: u64,
}

/// The state of one picture after a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Iterations done, over all restarts.
    pub iteration: usize,
    pub total_iterations: usize,
    pub restart: usize,
    /// Members attacked in the last iteration.
    pub active: Range<usize>,
    /// Each member's answer to the current iterate.
    pub members: Vec<Opinion>,
    /// What the attack climbs.
    pub loss: f32,
    /// Is the goal reached by the current iterate, by the best so far? Before rounding and the second opinion.
    pub reached: bool,
    pub best_reached: bool,
    pub linf: f32,
    pub l2: f32,
    pub counts: Counts,
    pub done: bool,
}

impl Attack {
    /// `pixels` holds as many pictures as there are goals; they are rounded to 8 bits first.
    ///
    /// Errors: an option outside its range (named), a class that does not exist, a member without a gradient.
    pub fn new(ensemble: Ensemble, pixels: &[f32], goals: &[Goal], options: &Options) -> Result<Self> {
        let length = ensemble.input_length();
        if goals.is_empty() || goals.len() > MAX_BATCH {
            return Err(Error::option("pictures", goals.len(), format!("between 1 and {MAX_BATCH}")));
        }
        if pixels.len() != goals.len() * length {
            return Err(Error::length("pixels", goals.len() * length, pixels.len()));
        }
        if let Some(goal) = goals.iter().find(|goal| goal.class() >= ensemble.class_count()) {
            let name = if matches!(goal, Goal::Away { .. }) { "label" } else { "target" };
            return Err(Error::option(name, goal.class(), format!("between 0 and {}", ensemble.class_count() - 1)));
        }
        if let Some(refusal) = ensemble.members().iter().find_map(|member| member.refusal()) {
            return Err(refusal.clone());
        }
        let settings = Settings::resolve(options, goals[0], ensemble.members().len())?;
        let originals = quantize(pixels);
        let pictures = originals.chunks_exact(length).zip(goals).map(|(original, &goal)| Picture {
            original: original.to_vec(),
            goal,
            best: None,
            finished: false,
        });
        let mut attack = Attack {
            pictures: pictures.collect(),
            random: Random::from_seed(settings.seed),
            current: Vec::new(),
            velocity: vec![0.0; originals.len()],
            gradient: vec![0.0; originals.len()],
            logits: vec![Vec::new(); ensemble.members().len()],
            restart: 0,
            iteration: 0,
            active: settings.strategy.active(0, settings.steps, ensemble.members().len()),
            counts: Counts::default(),
            done: false,
            settings,
            ensemble,
        };
        attack.start()?;
        Ok(attack)
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Does at most `iterations` iterations, over all pictures at once.
    pub fn step(&mut self, iterations: usize) -> Result<()> {
        for _ in 0..iterations {
            if self.done {
                break;
            }
            if self.iteration == self.settings.steps {
                self.restart += 1;
                self.iteration = 0;
                self.velocity.fill(0.0);
                self.start()?;
            }
            self.iterate()?;
        }
        Ok(())
    }

    pub fn is_done(&self) -> bool {
        self.done
    }

    /// Hook: where a restart begins.
    fn start(&mut self) -> Result<()> {
        let at_random = self.settings.random_start || self.restart > 0;
        self.current.clear();
        for picture in &self.pictures {
            if at_random {
                self.current.extend(self.settings.ball.random_point(&picture.original, &mut self.random));
            } else {
                self.current.extend_from_slice(&picture.original);
            }
        }
        self.look()
    }

    fn iterate(&mut self) -> Result<()> {
        let length = self.ensemble.input_length();
        self.active = self.settings.strategy.active(self.iteration, self.settings.steps, self.logits.len());
        self.differentiate()?;
        for (index, picture) in self.pictures.iter().enumerate().filter(|(_, picture)| !picture.finished) {
            let range = index * length..(index + 1) * length;
            let climbed = self.loss(index, &self.active);
            let pixels = &mut self.current[range.clone()];
            let moved = step::advance(
                &self.settings,
                &self.gradient[range.clone()],
                &mut self.velocity[range],
                climbed,
                pixels,
            );
            self.counts.lost_gradients += u64::from(!moved);
            self.settings.ball.project(&picture.original, pixels);
        }
        self.iteration += 1;
        self.look()
    }

    /// ∂ loss / ∂ pixels, summed over the active members, from the tapes that `look` left.
    fn differentiate(&mut self) -> Result<()> {
        let classes = self.ensemble.class_count();
        self.gradient.fill(0.0);
        for member in self.active.clone() {
            let mut cotangents = vec![0.0; self.pictures.len() * classes];
            for (index, cotangent) in cotangents.chunks_exact_mut(classes).enumerate() {
                let rows = self.rows(index, &self.active);
                let goal = self.pictures[index].goal;
                self.settings.loss.add_cotangent(goal, &rows, member - self.active.start, cotangent);
            }
            let gradient = self.ensemble.members_mut()[member].backward(&cotangents)?;
            self.gradient.iter_mut().zip(gradient).for_each(|(sum, value)| *sum += value);
            self.counts.gradients += self.pictures.len() as u64;
        }
        Ok(())
    }

    /// Runs every member on the current iterates and keeps the best pictures.
    fn look(&mut self) -> Result<()> {
        for (member, logits) in self.ensemble.members_mut().iter_mut().zip(&mut self.logits) {
            logits.clear();
            logits.extend_from_slice(member.forward(&self.current)?);
            self.counts.forwards += self.pictures.len() as u64;
        }
        let length = self.ensemble.input_length();
        for index in 0..self.pictures.len() {
            let rows = self.rows(index, &(0..self.logits.len()));
            let goal = self.pictures[index].goal;
            let reached = goal.reached(Vote::count(self.ensemble.rule(), &rows).label);
            let score = Loss::MeanProbability.value(goal, &rows);
            let best = &self.pictures[index].best;
            if best.as_ref().is_none_or(|best| (reached, score) > (best.reached, best.score)) {
                let pixels = self.current[index * length..(index + 1) * length].to_vec();
                self.pictures[index].best = Some(Best { pixels, reached, score });
                self.pictures[index].finished = reached && self.is_confident(index)?;
            }
        }
        let out_of_steps = self.iteration == self.settings.steps && self.restart + 1 == self.settings.restarts;
        self.done = out_of_steps || self.pictures.iter().all(|picture| picture.finished);
        Ok(())
    }

    /// Has every attacked member the confidence asked for, on the best picture rounded to 8 bits?
    fn is_confident(&mut self, index: usize) -> Result<bool> {
        let Some(wanted) = self.settings.confidence else { return Ok(false) };
        let goal = self.pictures[index].goal;
        let confident = |opinion: &Opinion| match goal {
            Goal::Towards { target } => opinion.probabilities[target] >= wanted,
            Goal::Away { label } => opinion.label != label && opinion.confidence() >= wanted,
        };
        let attacked = match self.settings.strategy {
            Strategy::Only(member) => member..member + 1,
            _ => 0..self.logits.len(),
        };
        // The rounded picture is asked only where the iterate itself is sure; its tape must not be lost.
        let rows = self.rows(index, &attacked);
        if !rows.iter().all(|row| confident(&Opinion::from_logits(row))) {
            return Ok(false);
        }
        let rounded = self.best(index);
        for member in attacked {
            let mut asked = self.ensemble.members()[member].clone();
            self.counts.forwards += 1;
            if !confident(&Opinion::from_logits(&asked.logits(&rounded)?)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The rows of logits of picture `index` for some members.
    fn rows(&self, index: usize, members: &Range<usize>) -> Vec<&[f32]> {
        let classes = self.ensemble.class_count();
        self.logits[members.clone()].iter().map(|logits| &logits[index * classes..][..classes]).collect()
    }

    fn loss(&self, index: usize, members: &Range<usize>) -> f32 {
        self.settings.loss.value(self.pictures[index].goal, &self.rows(index, members))
    }

    /// The state of picture `index`.
    pub fn progress(&self, index: usize) -> Progress {
        let picture = &self.pictures[index];
        let current = self.current(index);
        let vote = Vote::count(self.ensemble.rule(), &self.rows(index, &(0..self.logits.len())));
        Progress {
            iteration: self.restart * self.settings.steps + self.iteration,
            total_iterations: self.settings.restarts * self.settings.steps,
            restart: self.restart,
            active: self.active.clone(),
            reached: picture.goal.reached(vote.label),
            members: vote.members,
            loss: self.loss(index, &self.active),
            best_reached: picture.best.as_ref().is_some_and(|best| best.reached),
            linf: Norm::Linf.distance(&picture.original, current),
            l2: Norm::L2.distance(&picture.original, current),
            counts: self.counts,
            done: self.done,
        }
    }

    /// The current iterate of picture `index`, not rounded.
    pub fn current(&self, index: usize) -> &[f32] {
        let length = self.ensemble.input_length();
        &self.current[index * length..(index + 1) * length]
    }

    /// The best picture so far, rounded to 8 bits inside the budget.
    pub fn best(&self, index: usize) -> Vec<f32> {
        let picture = &self.pictures[index];
        let pixels = picture.best.as_ref().map_or(&picture.original, |best| &best.pixels);
        self.settings.ball.round(&picture.original, pixels)
    }

    /// Judges [`Attack::best`] by both runtimes.
    pub fn verdict(&mut self, index: usize) -> Result<Verdict> {
        let best = self.best(index);
        let picture = &self.pictures[index];
        // The vote runs on a copy: the tapes belong to the next gradient.
        Verdict::of(&mut self.ensemble.clone(), &picture.original, &best, picture.goal)
    }
}
