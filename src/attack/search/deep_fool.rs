//! DeepFool (Moosavi-Dezfooli 2016): again and again to the nearest border, as if the net were linear.
//!
//! It goes on until the 8-bit picture is over the border too. Towards one class it minds the border with the class in
//! the lead only.

use super::super::ball::Norm;
use super::super::step::is_lost;
use super::super::subject::{Asked, Subject};
use super::WhiteBox;
use crate::loss::Goal;

/// Classes whose borders are looked at, the label's own included.
const CANDIDATES: usize = 10;
/// So much further than the borders seem to be.
const OVERSHOOT: f32 = 0.02;
/// Added to a border's distance (in score) and to a gradient's length.
const BEYOND: f32 = 1e-4;
const GUARD: f32 = 1e-8;

#[derive(Debug, Clone, Default)]
pub struct DeepFool {
    candidates: Vec<usize>,
    /// Without the overshoot.
    change: Vec<f32>,
}

impl WhiteBox for DeepFool {
    fn start(&mut self, subject: &mut Subject) -> Asked<()> {
        self.change = vec![0.0; subject.original.len()];
        subject.visit_original()?;
        let scores = subject.scores();
        self.candidates = match subject.goal {
            Goal::Towards { target } => vec![target],
            Goal::Away { label } => {
                let mut others: Vec<usize> = (0..scores.len()).filter(|&class| class != label).collect();
                others.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
                others.truncate(CANDIDATES - 1);
                others
            }
        };
        Ok(())
    }

    fn iterate(&mut self, subject: &mut Subject, _iteration: usize) -> Asked<bool> {
        if subject.has_reached() {
            return Ok(false);
        }
        let down = match subject.goal {
            Goal::Away { label } => label,
            Goal::Towards { .. } => subject.contest().1,
        };
        let scores = subject.scores();
        let mut nearest: Option<(f32, Vec<f32>)> = None;
        for &up in &self.candidates {
            let gradient = subject.lead_gradient(up, down)?;
            if is_lost(&gradient) {
                subject.counts.lost_gradients += 1;
                continue;
            }
            let length = Norm::L2.measure(gradient.iter().copied()) + GUARD;
            let distance = (scores[up] - scores[down]).abs() / length;
            if nearest.as_ref().is_none_or(|(least, _)| distance < *least) {
                let scale = (distance + BEYOND) / length;
                nearest = Some((distance, gradient.iter().map(|value| scale * value).collect()));
            }
        }
        let Some((_, step)) = nearest else { return Ok(false) };
        self.change.iter_mut().zip(step).for_each(|(change, step)| *change += step);
        let values = subject.original.iter().zip(&self.change);
        let moved = values.map(|(pixel, change)| pixel + (1.0 + OVERSHOOT) * change).collect();
        subject.visit(moved)?;
        Ok(!subject.has_reached())
    }
}
