//! One picture's way through an attack: restart after restart, iteration after iteration.

use super::Progress;
use super::options::Settings;
use super::search::Search;
use super::subject::Subject;
use crate::ensemble::Ensemble;
use crate::error::Result;
use crate::loss::Goal;

#[derive(Debug, Clone)]
pub struct Run {
    subject: Subject,
    search: Search,
    restart: usize,
    /// Iterations done in this restart, and in those before.
    iteration: usize,
    earlier: usize,
    /// Is this restart at its end?
    over: bool,
}

impl Run {
    pub fn new(ensemble: Ensemble, original: Vec<f32>, goal: Goal, settings: Settings) -> Result<Self> {
        let search = Search::new(&settings);
        let subject = Subject::new(ensemble, original, goal, settings);
        let mut run = Run { subject, search, restart: 0, iteration: 0, earlier: 0, over: false };
        run.search.steps().start(&mut run.subject)?;
        Ok(run)
    }

    /// One iteration, at the start of a restart after that start. A finished run does nothing.
    pub fn step(&mut self) -> Result<()> {
        if self.is_done() {
            return Ok(());
        }
        if self.over {
            self.restart += 1;
            self.earlier += self.iteration;
            (self.iteration, self.over) = (0, false);
            self.subject.settings.random_start = true;
            self.search = Search::new(&self.subject.settings);
            self.search.steps().start(&mut self.subject)?;
            if self.is_done() {
                return Ok(());
            }
        }
        let more = self.search.steps().iterate(&mut self.subject, self.iteration)?;
        self.iteration += 1;
        self.over = !more || self.iteration == self.subject.settings.steps;
        Ok(())
    }

    pub fn is_done(&self) -> bool {
        self.subject.is_finished() || (self.over && self.restart + 1 == self.subject.settings.restarts)
    }

    pub fn progress(&self) -> Progress {
        let Settings { steps, restarts, .. } = self.subject.settings;
        Progress {
            iteration: self.earlier + self.iteration,
            total_iterations: restarts * steps,
            restart: self.restart,
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
