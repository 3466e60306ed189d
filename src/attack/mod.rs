//! Attacks as state machines: `step` does a bounded piece of work and reports, so that progress, pause, single step and
//! cancel cost nothing, and a cancelled attack still has its best picture.
//!
//! `options` resolves the method's settings; a `run` takes one `subject` (a picture and whom it is shown to) through its
//! restarts; `search/` holds how each family of methods looks for its picture. Pictures of a batch know nothing of each
//! other: each gets what it would get alone, and costs nothing more once it is finished. `universal` looks for one change
//! of many pictures.

mod ball;
mod hyperplane;
mod options;
mod run;
mod search;
mod step;
mod subject;
mod universal;
mod verdict;

use std::ops::Range;

pub use ball::{Ball, Norm};
pub use options::{Leg, Method, Options, Ranking, Settings, Stop, Strategy};
pub use universal::{MAX_PICTURES, Phase, Universal, UniversalOptions, UniversalProgress};
pub use verdict::{Outcome, Verdict, Warnings};

use crate::defense::Filter;
use crate::ensemble::{Ensemble, Opinion};
use crate::error::{Error, Result};
use crate::image::quantize;
use crate::loss::Goal;
use run::Run;

/// Pictures that one attack takes at most; callers with more run several.
pub const MAX_BATCH: usize = 64;

/// An attack on a batch of pictures, each with its own goal.
#[derive(Debug, Clone)]
pub struct Attack {
    settings: Settings,
    runs: Vec<Run>,
}

/// The cost so far of one picture: shown to or led back through one member counts 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub gradients: u64,
    pub forwards: u64,
    /// Times that the whole ensemble was asked about a picture: what an attack without gradients pays.
    pub queries: u64,
    /// Gradients that were zero or not finite, so that no step was taken.
    pub lost_gradients: u64,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.gradients += other.gradients;
        self.forwards += other.forwards;
        self.queries += other.queries;
        self.lost_gradients += other.lost_gradients;
    }
}

/// The state of one picture after a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Iterations done, over all restarts.
    pub iteration: usize,
    pub total_iterations: usize,
    /// From 0; for AutoAttack the number of the attack under way.
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
    /// Errors: an option outside its range (named), a class that does not exist, a loss that needs more classes; a
    /// target that is the answer already, for attacks that stop there or look for the smallest change; a member without
    /// a gradient, for methods that follow it.
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
        let refusal = ensemble.members().iter().find_map(|member| member.refusal());
        if let Some(refusal) = refusal.filter(|_| options.method.needs_gradient()) {
            return Err(refusal);
        }
        let originals = quantize(pixels);
        let mut nets = ensemble.clone();
        let runs = originals.chunks_exact(length).zip(goals).map(|(original, &goal)| {
            let settings = Settings::resolve(options, goal, &ensemble)?;
            if let (Goal::Towards { target }, true) = (goal, settings.wants_a_crossing())
                && nets.vote(original)?.label == Some(target)
            {
                let allowed = "another class than the answer to the picture, which is where it stops";
                return Err(Error::option("target", target, allowed));
            }
            // Clones share the weights; each has a tape of its own.
            Run::new(ensemble.clone(), original.to_vec(), goal, &settings)
        });
        Ok(Attack { settings: Settings::resolve(options, goals[0], &ensemble)?, runs: runs.collect::<Result<_>>()? })
    }

    /// For the first picture; those of other pictures differ where a default depends on the kind of goal.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Does at most `iterations` iterations on each picture.
    pub fn step(&mut self, iterations: usize) -> Result<()> {
        for run in &mut self.runs {
            for _ in 0..iterations {
                if run.is_done() {
                    break;
                }
                run.step()?;
            }
        }
        Ok(())
    }

    /// Are all pictures done?
    pub fn is_done(&self) -> bool {
        self.runs.iter().all(Run::is_done)
    }

    /// The state of picture `index`.
    pub fn progress(&self, index: usize) -> Progress {
        self.runs[index].progress()
    }

    /// The current iterate of picture `index`, not rounded.
    pub fn current(&self, index: usize) -> &[f32] {
        self.runs[index].subject().current()
    }

    /// The best picture so far, rounded to 8 bits inside the budget.
    pub fn best(&self, index: usize) -> Vec<f32> {
        self.runs[index].subject().best()
    }

    /// Judges [`Attack::best`] by both runtimes.
    pub fn verdict(&mut self, index: usize) -> Result<Verdict> {
        self.runs[index].subject_mut().verdict()
    }

    /// The same picture judged behind a filter that the attack knew nothing of: by it alone, whatever was before the nets.
    pub fn verdict_behind(&self, index: usize, filter: Filter, seed: u32) -> Result<Verdict> {
        self.runs[index].subject().verdict_behind(filter, seed)
    }
}
