//! A universal perturbation (Moosavi-Dezfooli 2017): one change that alters the answer to many pictures at once.
//!
//! Pass after pass over all pictures: where the change so far does not alter a picture's answer, DeepFool finds the
//! smallest one that does, and that is added and cut to the ball. After every pass all pictures are counted, on their
//! 8-bit form; the change of the best pass is kept.

use super::ball::{Ball, Norm};
use super::options::{Method, Options};
use super::verdict::Verdict;
use super::{Attack, Counts};
use crate::ensemble::Ensemble;
use crate::error::{Error, Result};
use crate::image::quantize;
use crate::loss::Goal;
use crate::random::Random;

/// Pictures that one search takes at most.
pub const MAX_PICTURES: usize = 2_000;
const MAX_PASSES: usize = 1_000;
const MAX_STEPS: usize = 1_000;
/// ε where none is chosen: the paper's 10/255, and about as much a value as its 2000/255 on far larger pictures.
const DEFAULT_LINF: f32 = 10.0 / 255.0;
const DEFAULT_L2: f32 = 1.0;

/// Settings of a [`Universal`] search.
#[derive(Debug, Clone, PartialEq)]
pub struct UniversalOptions {
    pub norm: Norm,
    /// In pixel values: 10/255, and 1 in L2. ∞: unbounded.
    pub epsilon: Option<f32>,
    /// It is enough when this share of the pictures is answered differently.
    pub fooled: f32,
    /// Times that it goes through all pictures at most.
    pub passes: usize,
    /// DeepFool's steps on one picture at most.
    pub steps: usize,
    /// Of the order of the pictures, another one in every pass.
    pub seed: u32,
}

impl Default for UniversalOptions {
    fn default() -> Self {
        UniversalOptions { norm: Norm::Linf, epsilon: None, fooled: 0.8, passes: 10, steps: 50, seed: 0 }
    }
}

/// What is done with the pictures, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Asking for the answers without a change.
    Answering,
    /// Making the change larger where it does not do yet.
    Pushing,
    /// Counting the pictures that it fools.
    Counting,
}

/// The state after a step.
#[derive(Debug, Clone, PartialEq)]
pub struct UniversalProgress {
    /// From 0.
    pub pass: usize,
    pub passes: usize,
    pub phase: Phase,
    /// Pictures done in this phase, and all.
    pub seen: usize,
    pub pictures: usize,
    /// Pictures with an answer (a vote may have none): those that can be fooled.
    pub answered: usize,
    /// Of these the best change so far fools as many. By our engine, on 8 bits.
    pub fooled: usize,
    /// Of the best change so far.
    pub linf: f32,
    pub l2: f32,
    pub counts: Counts,
    pub done: bool,
}

/// A search for one change, stepped by the caller.
#[derive(Debug, Clone)]
pub struct Universal {
    ensemble: Ensemble,
    options: UniversalOptions,
    ball: Ball,
    /// 8-bit, one after another.
    originals: Vec<f32>,
    /// Each picture's answer without a change.
    labels: Vec<Option<usize>>,
    change: Vec<f32>,
    best: Option<Best>,
    random: Random,
    phase: Phase,
    pass: usize,
    /// The pictures of this phase, and how many of them are done.
    order: Vec<usize>,
    seen: usize,
    /// Fooled by the change, as far as counted.
    fooled: usize,
    counts: Counts,
    done: bool,
}

#[derive(Debug, Clone)]
struct Best {
    change: Vec<f32>,
    fooled: usize,
}

impl Universal {
    /// `pixels` holds the pictures one after another; they are rounded to 8 bits first.
    ///
    /// Errors: an option outside its range (named); a member without a gradient.
    pub fn new(ensemble: Ensemble, pixels: &[f32], options: &UniversalOptions) -> Result<Self> {
        let length = ensemble.input_length();
        let pictures = pixels.len() / length;
        if !pixels.len().is_multiple_of(length) {
            return Err(Error::length("pixels", length * pictures.max(1), pixels.len()));
        }
        super::options::within("pictures", pictures, 1, MAX_PICTURES)?;
        super::options::within("passes", options.passes, 1, MAX_PASSES)?;
        super::options::within("steps", options.steps, 1, MAX_STEPS)?;
        if !(options.fooled > 0.0 && options.fooled <= 1.0) {
            return Err(Error::option("fooled", options.fooled, "above 0, and at most 1"));
        }
        let default = if options.norm == Norm::Linf { DEFAULT_LINF } else { DEFAULT_L2 };
        let epsilon = super::options::radius(options.epsilon)?.unwrap_or(default);
        if let Some(refusal) = ensemble.members().iter().find_map(|member| member.refusal()) {
            return Err(refusal);
        }
        Ok(Universal {
            ball: Ball { norm: options.norm, epsilon },
            originals: quantize(pixels),
            labels: vec![None; pictures],
            change: vec![0.0; length],
            best: None,
            random: Random::from_seed(options.seed),
            phase: Phase::Answering,
            pass: 0,
            order: (0..pictures).collect(),
            seen: 0,
            fooled: 0,
            counts: Counts::default(),
            done: false,
            options: options.clone(),
            ensemble,
        })
    }

    /// Looks at `pictures` pictures at most: one question about each, and DeepFool where a picture is pushed.
    pub fn step(&mut self, pictures: usize) -> Result<()> {
        for _ in 0..pictures {
            if self.done {
                break;
            }
            let picture = self.order[self.seen];
            match self.phase {
                Phase::Answering => {
                    let original = self.original(picture).to_vec();
                    self.labels[picture] = self.answer(&original)?;
                }
                Phase::Pushing => self.push(picture)?,
                Phase::Counting => self.fooled += usize::from(self.is_fooled(picture)?),
            }
            self.seen += 1;
            if self.seen == self.order.len() {
                self.next_phase();
            }
        }
        Ok(())
    }

    pub fn is_done(&self) -> bool {
        self.done
    }

    pub fn progress(&self) -> UniversalProgress {
        let [linf, l2] = [Norm::Linf, Norm::L2].map(|norm| norm.measure(self.best().iter().copied()));
        UniversalProgress {
            pass: self.pass,
            passes: self.options.passes,
            phase: self.phase,
            seen: self.seen,
            pictures: self.labels.len(),
            answered: self.answered(),
            fooled: self.best.as_ref().map_or(0, |best| best.fooled),
            linf,
            l2,
            counts: self.counts,
            done: self.done,
        }
    }

    /// The change that fooled most pictures; before any was counted the one under way. Signed, inside the ball, not
    /// rounded.
    pub fn best(&self) -> &[f32] {
        self.best.as_ref().map_or(&self.change, |best| &best.change)
    }

    /// Any picture with [`Universal::best`] added, rounded to 8 bits inside the ball and the box.
    pub fn apply(&self, pixels: &[f32]) -> Result<Vec<f32>> {
        if pixels.len() != self.change.len() {
            return Err(Error::length("pixels", self.change.len(), pixels.len()));
        }
        Ok(changed(&self.ball, &quantize(pixels), self.best()))
    }

    /// Judges picture `index` with the best change by both runtimes. A picture without an answer has nothing to lose, and
    /// counts as `Unchanged` or `Changed` like any other.
    pub fn verdict(&mut self, index: usize) -> Result<Verdict> {
        let pictures = self.labels.len();
        if index >= pictures {
            return Err(Error::option("index", index, format!("between 0 and {}", pictures - 1)));
        }
        let original = self.original(index).to_vec();
        let found = changed(&self.ball, &original, self.best());
        let label = match self.labels[index] {
            Some(label) => label,
            None => self.ensemble.vote(&original)?.members[0].label,
        };
        Verdict::of(&self.ensemble, &original, &found, Goal::Away { label })
    }

    fn original(&self, picture: usize) -> &[f32] {
        &self.originals[picture * self.change.len()..][..self.change.len()]
    }

    fn answered(&self) -> usize {
        self.labels.iter().flatten().count()
    }

    fn answer(&mut self, pixels: &[f32]) -> Result<Option<usize>> {
        self.counts.queries += 1;
        self.counts.forwards += self.ensemble.members().len() as u64;
        Ok(self.ensemble.vote(pixels)?.label)
    }

    fn is_fooled(&mut self, picture: usize) -> Result<bool> {
        let Some(label) = self.labels[picture] else { return Ok(false) };
        let shown = changed(&self.ball, self.original(picture), &self.change);
        let answer = self.answer(&shown)?;
        Ok(Goal::Away { label }.reached(answer))
    }

    /// Adds the smallest change that fools this picture, too, if DeepFool finds one.
    fn push(&mut self, picture: usize) -> Result<()> {
        let Some(label) = self.labels[picture] else { return Ok(()) };
        if self.is_fooled(picture)? {
            return Ok(());
        }
        let shown = changed(&self.ball, self.original(picture), &self.change);
        let options = Options { norm: Norm::L2, steps: Some(self.options.steps), ..Options::new(Method::DeepFool) };
        let mut attack = Attack::new(self.ensemble.clone(), &shown, &[Goal::Away { label }], &options)?;
        attack.step(usize::MAX)?;
        let progress = attack.progress(0);
        self.counts.add(progress.counts);
        if progress.best_reached {
            let added = attack.current(0).iter().zip(&shown);
            self.change.iter_mut().zip(added).for_each(|(change, (to, from))| *change += to - from);
            cut(&self.ball, &mut self.change);
        }
        Ok(())
    }

    fn next_phase(&mut self) {
        self.seen = 0;
        self.phase = match self.phase {
            Phase::Answering => Phase::Pushing,
            Phase::Pushing => Phase::Counting,
            Phase::Counting => {
                let fooled = std::mem::take(&mut self.fooled);
                if self.best.as_ref().is_none_or(|best| fooled > best.fooled) {
                    self.best = Some(Best { change: self.change.clone(), fooled });
                }
                self.pass += 1;
                let enough = fooled as f32 >= self.options.fooled * self.answered() as f32;
                self.done = enough || self.pass == self.options.passes;
                Phase::Pushing
            }
        };
        if self.phase == Phase::Pushing {
            // Fisher and Yates.
            for last in (1..self.order.len()).rev() {
                self.order.swap(last, self.random.below(last + 1));
            }
        }
    }
}

/// A picture with a change, on 8 bits inside the ball and the box.
fn changed(ball: &Ball, original: &[f32], change: &[f32]) -> Vec<f32> {
    let moved: Vec<f32> = original.iter().zip(change).map(|(pixel, change)| (pixel + change).clamp(0.0, 1.0)).collect();
    ball.round(original, &moved)
}

/// Cuts a change to the ball.
fn cut(ball: &Ball, change: &mut [f32]) {
    match ball.norm {
        Norm::Linf => change.iter_mut().for_each(|value| *value = value.clamp(-ball.epsilon, ball.epsilon)),
        Norm::L2 => {
            let length = Norm::L2.measure(change.iter().copied());
            if length > ball.epsilon {
                change.iter_mut().for_each(|value| *value *= ball.epsilon / length);
            }
        }
    }
}
