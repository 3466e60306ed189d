//! One picture under attack, for searches that follow gradients: an [`Oracle`], and the nets' tapes.

mod oracle;

use std::ops::{Deref, DerefMut, Range};

pub use oracle::{Asked, Halt, Logits, Oracle};

use super::options::Settings;
use super::verdict::{Verdict, Warnings};
use super::{Norm, Progress};
use crate::defense::Filter;
use crate::ensemble::{Ensemble, Vote};
use crate::error::Result;
use crate::loss::{Goal, Loss, rival};
use oracle::rows;

#[derive(Debug, Clone)]
pub struct Subject {
    oracle: Oracle,
    /// What gradients climb towards: the goal, or one way to it.
    pub aim: Goal,
    /// Members attacked in the last iteration.
    pub active: Range<usize>,
}

/// Whoever has the gradients may ask as well.
impl Deref for Subject {
    type Target = Oracle;

    fn deref(&self) -> &Oracle {
        &self.oracle
    }
}

impl DerefMut for Subject {
    fn deref_mut(&mut self) -> &mut Oracle {
        &mut self.oracle
    }
}

/// Do logits look like probabilities: no negative one, and a sum of 1?
fn is_softmax(row: &[f32]) -> bool {
    row.iter().all(|&value| value >= 0.0) && (row.iter().sum::<f32>() - 1.0).abs() < 1e-4
}

impl Subject {
    /// `ensemble` must not be shared: its tapes belong to this picture.
    pub fn new(ensemble: Ensemble, original: Vec<f32>, goal: Goal, settings: Settings) -> Self {
        let active = settings.strategy.active(0, settings.steps, ensemble.members().len());
        Subject { oracle: Oracle::new(ensemble, original, goal, settings), aim: goal, active }
    }

    /// All of it that an attack by answers alone may have.
    pub fn oracle(&mut self) -> &mut Oracle {
        &mut self.oracle
    }

    /// Before another search begins, at the original: aims at the class of this rank, or at the goal itself.
    pub fn begin(&mut self, settings: Settings, rank: Option<usize>) -> Asked<()> {
        self.active = settings.strategy.attacked(self.member_count());
        self.settings = settings;
        self.aim = self.goal;
        if let (Some(rank), Goal::Away { label }) = (rank, self.goal) {
            let original = self.original.clone();
            let logits = self.ask(&original)?;
            let scores = self.scores_of(&logits);
            let mut others: Vec<usize> = (0..scores.len()).filter(|&class| class != label).collect();
            others.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
            self.aim = Goal::Towards { target: others[rank] };
        }
        Ok(())
    }

    /// Goes back to an earlier iterate with its answer.
    pub fn return_to(&mut self, pixels: &[f32], logits: &Logits) {
        self.current.copy_from_slice(pixels);
        self.logits.clone_from(logits);
    }

    /// ∂ [`Subject::loss`] / ∂ pixels at the iterate.
    pub fn gradient(&mut self) -> Result<Vec<f32>> {
        let (loss, aim) = (self.settings.loss, self.aim);
        self.pull(|rows, member, cotangent| loss.add_cotangent(aim, rows, member, cotangent))
    }

    /// The gradient at the iterate of a function of the attacked members' logits, given by its cotangents.
    pub fn pull(&mut self, add: impl Fn(&[&[f32]], usize, &mut [f32])) -> Result<Vec<f32>> {
        let (pixels, logits) = (self.current.clone(), self.logits.clone());
        self.pull_at(&pixels, &logits, add)
    }

    /// The same at any picture that was answered like this.
    fn pull_at(
        &mut self,
        pixels: &[f32],
        logits: &Logits,
        add: impl Fn(&[&[f32]], usize, &mut [f32]),
    ) -> Result<Vec<f32>> {
        let Subject { oracle, active, .. } = self;
        if oracle.taped != pixels {
            // Another question came in between; this is not a new one.
            oracle.ensemble.tape(active.clone(), pixels)?;
            oracle.taped = pixels.to_vec();
        }
        let rows = rows(&logits[active.clone()]);
        let mut gradient = vec![0.0; pixels.len()];
        for member in active.clone() {
            let mut cotangent = vec![0.0; rows[0].len()];
            add(&rows, member - active.start, &mut cotangent);
            let share = oracle.ensemble.backward(member, pixels, &cotangent)?;
            let scale = if oracle.settings.normalize_members {
                1.0 / Norm::L2.measure(share.iter().copied()).max(1e-12)
            } else {
                1.0
            };
            gradient.iter_mut().zip(share).for_each(|(sum, value)| *sum += scale * value);
            oracle.counts.gradients += 1;
        }
        Ok(gradient)
    }

    /// For every class the log of the attacked members' mean probability: one net's logits, but for a constant.
    pub fn scores(&self) -> Vec<f32> {
        self.scores_of(&self.logits)
    }

    /// [`Subject::scores`] of any answer.
    pub fn scores_of(&self, logits: &Logits) -> Vec<f32> {
        let rows = rows(&logits[self.active.clone()]);
        let classes = 0..self.ensemble.class_count();
        classes.map(|target| Loss::MeanProbability.value(Goal::Towards { target }, &rows)).collect()
    }

    /// The classes whose order decides: (the one to raise, the one to lower).
    pub fn contest(&self) -> (usize, usize) {
        let scores = self.scores();
        match self.goal {
            Goal::Away { label } => (rival(&scores, label), label),
            Goal::Towards { target } => (target, rival(&scores, target)),
        }
    }

    /// ∂ (scores\[up\] − scores\[down\]) / ∂ pixels at the iterate.
    pub fn lead_gradient(&mut self, up: usize, down: usize) -> Result<Vec<f32>> {
        let (pixels, logits) = (self.current.clone(), self.logits.clone());
        self.lead_gradient_at(&pixels, &logits, up, down)
    }

    /// The same at any picture that was answered like this.
    pub fn lead_gradient_at(&mut self, pixels: &[f32], logits: &Logits, up: usize, down: usize) -> Result<Vec<f32>> {
        self.pull_at(pixels, logits, |rows, member, cotangent| {
            Loss::MeanProbability.add_cotangent(Goal::Towards { target: up }, rows, member, cotangent);
            Loss::MeanProbability.add_cotangent(Goal::Away { label: down }, rows, member, cotangent);
        })
    }

    /// What the attack climbs, at the iterate.
    pub fn loss(&self) -> f32 {
        if self.settings.method.needs_gradient() {
            self.settings.loss.value(self.aim, &rows(&self.logits[self.active.clone()]))
        } else {
            self.margin(&self.logits)
        }
    }

    pub fn member_count(&self) -> usize {
        self.ensemble.members().len()
    }

    /// Judges [`Oracle::best`] by both runtimes; counts no question.
    pub fn verdict(&mut self) -> Result<Verdict> {
        let best = self.best();
        self.taped.clear();
        let mut verdict = Verdict::of(&self.oracle.ensemble, &self.oracle.original, &best, self.oracle.goal)?;
        let reached = self.goal.reached(verdict.vote.label);
        verdict.warnings = Warnings {
            zero_gradient: !reached && self.counts.lost_gradients > 0,
            lost_on_rounding: !reached && (self.lost_on_rounding || self.has_reached()),
            judge_disagrees: !verdict.agreed,
            black_box_beat_white_box: reached
                && self.counts.gradients > 0
                && self.best.as_ref().is_some_and(|best| best.reached && !best.found_by.needs_gradient()),
            softmax_as_logits: self.logits.iter().any(|row| is_softmax(row)),
        };
        Ok(verdict)
    }

    /// [`Oracle::best`] behind `filter`, which no gradient here went through: warnings about the way there do not apply.
    pub fn verdict_behind(&self, filter: Filter, seed: u32) -> Result<Verdict> {
        let guarded = self.oracle.ensemble.clone().behind(filter, seed)?;
        Verdict::of(&guarded, &self.oracle.original, &self.best(), self.oracle.goal)
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
            best_reached: self.has_reached(),
            linf: Norm::Linf.distance(&self.original, &self.current),
            l2: Norm::L2.distance(&self.original, &self.current),
            counts: self.counts,
            done: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn probabilities_are_told_from_logits() {
        assert!(is_softmax(&[0.1, 0.7, 0.2]) && is_softmax(&[1.0, 0.0]));
        assert!(!is_softmax(&[-0.1, 0.9, 0.2]) && !is_softmax(&[0.5, 0.7]) && !is_softmax(&[f32::NAN, 1.0]));
    }
}
