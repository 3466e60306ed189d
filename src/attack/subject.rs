//! One picture under attack: what every search asks of the nets, and what it must not forget.

use std::ops::Range;

use super::options::{Ranking, Settings, Stop};
use super::verdict::{Verdict, Warnings};
use super::{Counts, Norm, Progress};
use crate::ensemble::{self, Ensemble, Opinion, Vote};
use crate::error::Result;
use crate::loss::{Goal, Loss, rival};
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
    /// Did a picture reach the goal that its 8-bit form did not?
    lost_on_rounding: bool,
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

/// Do logits look like probabilities: no negative one, and a sum of 1?
fn is_softmax(row: &[f32]) -> bool {
    row.iter().all(|&value| value >= 0.0) && (row.iter().sum::<f32>() - 1.0).abs() < 1e-4
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
            lost_on_rounding: false,
            ensemble,
            settings,
            original,
            goal,
            aim: goal,
        }
    }

    /// Before another search begins, at the original: aims at the class of this rank, or at the goal itself.
    pub fn begin(&mut self, settings: Settings, rank: Option<usize>) -> Result<()> {
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
        if let (true, Ranking::Distance(norm)) = (reached, self.settings.ranking()) {
            return self.settle_by_distance(norm, score);
        }
        if self.is_better(reached, score) {
            self.best = Some(Best { pixels: self.current.clone(), reached, score });
            self.finished = reached && self.is_sure()?;
        }
        Ok(())
    }

    fn is_better(&self, reached: bool, score: f32) -> bool {
        self.best.as_ref().is_none_or(|best| (reached, score) > (best.reached, best.score))
    }

    /// Keeps the iterate, which reaches the goal, if its 8-bit form is nearer than the best and reaches it as well.
    fn settle_by_distance(&mut self, norm: Norm, score: f32) -> Result<()> {
        let rounded = self.settings.ball.round(&self.original, &self.current);
        let nearness = -norm.distance(&self.original, &rounded);
        if !self.is_better(true, nearness) {
            return Ok(());
        }
        let logits = self.ask(&rounded)?;
        let reached = self.goal.reached(self.label(&logits));
        self.lost_on_rounding |= !reached;
        let score = if reached { nearness } else { score };
        if self.is_better(reached, score) {
            self.best = Some(Best { pixels: rounded, reached, score });
            self.finished = reached && self.settings.stop != Stop::Never && self.satisfies(&logits);
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
        let (loss, aim) = (self.settings.loss, self.aim);
        self.pull(|rows, member, cotangent| loss.add_cotangent(aim, rows, member, cotangent))
    }

    /// The gradient at the iterate of a function of the attacked members' logits, given by its cotangents.
    pub fn pull(&mut self, add: impl Fn(&[&[f32]], usize, &mut [f32])) -> Result<Vec<f32>> {
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
            add(&rows(&self.logits[self.active.clone()]), member - self.active.start, &mut cotangent);
            let share = self.ensemble.members_mut()[member].backward(&cotangent)?;
            let scale = if self.settings.normalize_members {
                1.0 / Norm::L2.measure(share.iter().copied()).max(1e-12)
            } else {
                1.0
            };
            gradient.iter_mut().zip(share).for_each(|(sum, value)| *sum += scale * value);
            self.counts.gradients += 1;
        }
        Ok(gradient)
    }

    /// For every class the log of the attacked members' mean probability: one net's logits, but for a constant.
    pub fn scores(&self) -> Vec<f32> {
        self.scores_of(&self.logits)
    }

    fn scores_of(&self, logits: &Logits) -> Vec<f32> {
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
        self.pull(|rows, member, cotangent| {
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

    /// How far an answer is beyond the goal, as the vote goes: see [`ensemble::margin`].
    pub fn margin(&self, logits: &Logits) -> f32 {
        ensemble::margin(self.ensemble.rule(), &rows(logits), self.goal)
    }

    /// What the vote says of an answer.
    pub fn label(&self, logits: &Logits) -> Option<usize> {
        Vote::count(self.ensemble.rule(), &rows(logits)).label
    }

    /// Is it confident enough, on the best picture rounded to 8 bits?
    fn is_sure(&mut self) -> Result<bool> {
        // The rounded picture is asked only where the iterate itself is sure.
        if self.settings.stop == Stop::Never || !self.satisfies(&self.logits) {
            return Ok(false);
        }
        let logits = self.ask(&self.best())?;
        self.lost_on_rounding |= !self.goal.reached(self.label(&logits));
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
        let mut verdict = Verdict::of(&mut self.ensemble, &self.original, &best, self.goal)?;
        let reached = self.goal.reached(verdict.vote.label);
        verdict.warnings = Warnings {
            zero_gradient: !reached && self.counts.lost_gradients > 0,
            lost_on_rounding: !reached && (self.lost_on_rounding || self.has_reached()),
            judge_disagrees: !verdict.agreed,
            softmax_as_logits: self.logits.iter().any(|row| is_softmax(row)),
        };
        Ok(verdict)
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
