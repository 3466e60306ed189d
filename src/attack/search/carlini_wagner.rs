//! Carlini and Wagner's attack in L2 (2017): ‖change‖² + c · max(0, the margin that is missing), followed with Adam in
//! w, x = (tanh w + 1) / 2, so that the box needs no cutting; c by binary search.
//!
//! The steps are shared out evenly among the values of c: 900 are 100 for each of 9 (the paper has up to 10,000 each,
//! so results here are a little farther from the original). A value is left early when the least loss stops falling.

use super::super::subject::{Asked, Subject};
use super::WhiteBox;
use super::estimate::Adam;

/// Values of c, from the first on.
const ROUNDS: usize = 9;
const FIRST_C: f32 = 1e-3;
/// Pixels are shrunk towards the middle, else atanh(±1) = ∞.
const SHRINK: f32 = 0.999_999;
/// The least loss so far is looked at this often a round, and must have fallen by this share: Adam's loss goes up and down.
const LOOKS: usize = 10;
const FALL: f32 = 1e-4;

#[derive(Debug, Clone, Default)]
pub struct CarliniWagner {
    w: Vec<f32>,
    adam: Adam,
    round: usize,
    /// Steps done in this round.
    done: usize,
    c: f32,
    /// The largest c that failed; the smallest that did not.
    too_small: f32,
    enough: Option<f32>,
    reached: bool,
    least_loss: f32,
    /// At the last look.
    seen_loss: f32,
    aborted: bool,
}

impl WhiteBox for CarliniWagner {
    fn start(&mut self, subject: &mut Subject) -> Asked<()> {
        self.c = FIRST_C;
        self.begin(subject)
    }

    fn iterate(&mut self, subject: &mut Subject, _iteration: usize) -> Asked<bool> {
        let length = (subject.settings.steps / ROUNDS).max(1);
        if self.done == length || self.aborted {
            self.round += 1;
            if self.round == ROUNDS {
                return Ok(false);
            }
            self.search();
            self.begin(subject)?;
        }
        self.descend(subject, length)?;
        Ok(true)
    }
}

impl CarliniWagner {
    /// From the original.
    fn begin(&mut self, subject: &mut Subject) -> Asked<()> {
        self.w = subject.original.iter().map(|pixel| libm::atanhf(SHRINK * (2.0 * pixel - 1.0))).collect();
        self.adam = Adam::default();
        (self.done, self.reached, self.aborted) = (0, false, false);
        (self.least_loss, self.seen_loss) = (f32::INFINITY, f32::INFINITY);
        subject.visit_original()
    }

    /// The next c.
    fn search(&mut self) {
        if self.reached {
            self.enough = Some(self.c);
        } else {
            self.too_small = self.c;
        }
        self.c = self.enough.map_or(10.0 * self.c, |enough| (self.too_small + enough) / 2.0);
    }

    fn descend(&mut self, subject: &mut Subject, length: usize) -> Asked<()> {
        let (up, down) = subject.contest();
        let scores = subject.scores();
        let missing = scores[down] - scores[up];
        let squared: f32 =
            subject.current().iter().zip(&subject.original).map(|(new, old)| (new - old) * (new - old)).sum();
        let loss = squared + self.c * missing.max(0.0);
        self.least_loss = self.least_loss.min(loss);
        if self.done.is_multiple_of((length / LOOKS).max(1)) {
            self.aborted = self.least_loss > (1.0 - FALL) * self.seen_loss;
            self.seen_loss = self.least_loss;
        }
        let weight = if missing > 0.0 { self.c } else { 0.0 };
        let lead = if weight > 0.0 { subject.lead_gradient(up, down)? } else { vec![0.0; self.w.len()] };
        if weight > 0.0 && super::super::step::is_lost(&lead) {
            subject.counts.lost_gradients += 1;
        }
        // Uphill in −loss.
        let values = subject.current().iter().zip(&subject.original).zip(lead).zip(&self.w);
        let gradient: Vec<f32> = values
            .map(|(((new, old), lead), &w)| {
                let tanh = libm::tanhf(w);
                (weight * lead - 2.0 * (new - old)) * 0.5 * (1.0 - tanh * tanh)
            })
            .collect();
        self.adam.climb(subject.settings.step_size, &gradient, &mut self.w);
        self.done += 1;
        subject.visit(self.w.iter().map(|&w| 0.5 * (libm::tanhf(w) + 1.0)).collect())?;
        self.reached |= subject.reaches(subject.logits());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_constant_grows_until_it_is_enough_and_then_halves_the_gap() {
        let mut search = CarliniWagner { c: 1.0, ..CarliniWagner::default() };
        let mut tried = vec![search.c];
        for reached in [false, true, false, true] {
            search.reached = reached;
            search.search();
            tried.push(search.c);
        }
        assert_eq!(tried, [1.0, 10.0, 5.5, 7.75, 6.625]);
    }
}
