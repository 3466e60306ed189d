//! Decoupled direction and norm (Rony 2019): a step along the gradient, then back onto a sphere around the original,
//! smaller by γ after a success and larger by γ after a failure. Iterates are 8-bit, as in the paper.

use super::super::ball::Norm;
use super::super::step::is_lost;
use super::super::subject::{Asked, Oracle, Subject};
use super::WhiteBox;
use crate::image::quantize;

/// Radius at the start, in pixel values.
const FIRST_RADIUS: f32 = 1.0;
const GAMMA: f32 = 0.05;
/// The step anneals along a cosine to this share.
const LAST_SHARE: f32 = 0.01;

#[derive(Debug, Clone, Default)]
pub struct Ddn {
    radius: f32,
}

impl WhiteBox for Ddn {
    fn start(&mut self, subject: &mut Subject) -> Asked<()> {
        self.radius = FIRST_RADIUS;
        let Oracle { settings, original, random, .. } = subject.oracle();
        let point = if settings.random_start { settings.ball.random_point(original, random) } else { original.clone() };
        subject.visit(point)
    }

    fn iterate(&mut self, subject: &mut Subject, iteration: usize) -> Asked<bool> {
        let reached = subject.reaches(subject.logits());
        let farthest = Norm::L2.measure(subject.original.iter().map(|&pixel| pixel.max(1.0 - pixel)));
        self.radius = (self.radius * if reached { 1.0 - GAMMA } else { 1.0 + GAMMA }).min(farthest);
        let mut direction = subject.gradient()?;
        if is_lost(&direction) {
            subject.counts.lost_gradients += 1;
            direction.iter_mut().for_each(|value| *value = subject.random.normal());
        }
        let part = iteration as f32 / subject.settings.steps as f32;
        let share = LAST_SHARE + (1.0 - LAST_SHARE) * 0.5 * (1.0 + libm::cosf(std::f32::consts::PI * part));
        let scale = share * subject.settings.step_size / Norm::L2.measure(direction.iter().copied()).max(1e-12);
        let moved = subject.current().iter().zip(&direction).map(|(pixel, value)| pixel + scale * value);
        let change: Vec<f32> = moved.zip(&subject.original).map(|(moved, original)| moved - original).collect();
        let scale = self.radius / Norm::L2.measure(change.iter().copied()).max(1e-12);
        let point: Vec<f32> =
            subject.original.iter().zip(change).map(|(original, change)| original + scale * change).collect();
        subject.visit(quantize(&point))?;
        Ok(true)
    }
}
