//! One picture's way through an attack: leg after leg (restarts, or AutoAttack's attacks), iteration after iteration.

use super::Progress;
use super::options::{Leg, Settings};
use super::search::Search;
use super::subject::{Asked, Halt, Subject};
use crate::ensemble::Ensemble;
use crate::error::Result;
use crate::loss::Goal;

#[derive(Debug, Clone)]
pub struct Run {
    subject: Subject,
    search: Search,
    legs: Vec<Leg>,
    leg: usize,
    /// Iterations done in this leg, and in those before.
    iteration: usize,
    earlier: usize,
    /// Is this leg at its end?
    over: bool,
    /// Is no question left?
    spent: bool,
}

impl Run {
    pub fn new(ensemble: Ensemble, original: Vec<f32>, goal: Goal, settings: &Settings) -> Result<Self> {
        let legs = settings.legs(goal, ensemble.class_count());
        let first = legs[0].settings.clone();
        let search = Search::new(first.method);
        let subject = Subject::new(ensemble, original, goal, first);
        let mut run = Run { subject, search, legs, leg: 0, iteration: 0, earlier: 0, over: false, spent: false };
        let started = run.start();
        run.unless_spent(started)?;
        Ok(run)
    }

    fn start(&mut self) -> Asked<()> {
        let Leg { settings, rank } = &self.legs[self.leg];
        self.search = Search::new(settings.method);
        self.subject.begin(settings.clone(), *rank)?;
        self.search.start(&mut self.subject)
    }

    /// One iteration, at the start of a leg after that start. A finished run does nothing.
    pub fn step(&mut self) -> Result<()> {
        let stepped = self.advance();
        self.unless_spent(stepped)
    }

    fn advance(&mut self) -> Asked<()> {
        if self.is_done() {
            return Ok(());
        }
        if self.over {
            self.leg += 1;
            self.earlier += self.iteration;
            (self.iteration, self.over) = (0, false);
            self.start()?;
            if self.is_done() {
                return Ok(());
            }
        }
        let more = self.search.iterate(&mut self.subject, self.iteration)?;
        self.iteration += 1;
        self.over = !more || self.iteration == self.subject.settings.steps;
        Ok(())
    }

    /// No question left is an end, not an error.
    fn unless_spent(&mut self, outcome: Asked<()>) -> Result<()> {
        match outcome {
            Ok(()) => Ok(()),
            Err(Halt::Failed(error)) => Err(error),
            Err(Halt::OutOfQueries) => {
                self.spent = true;
                Ok(())
            }
        }
    }

    pub fn is_done(&self) -> bool {
        self.subject.is_finished() || self.spent || (self.over && self.leg + 1 == self.legs.len())
    }

    pub fn progress(&self) -> Progress {
        Progress {
            iteration: self.earlier + self.iteration,
            total_iterations: self.legs.iter().map(|leg| leg.settings.steps).sum(),
            restart: self.leg,
            done: self.is_done(),
            ..self.subject.progress()
        }
    }

    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    pub fn subject_mut(&mut self) -> &mut Subject {
        &mut self.subject
    }
}
