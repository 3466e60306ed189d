//! FAB, the fast adaptive boundary attack (Croce and Hein 2020): the smallest change in L∞ or L2. Again and again to the
//! nearest of the linearised borders, drawn a little towards the original; and from beyond it, a part of the way back to
//! the original.
//!
//! Towards a class, and as a part of AutoAttack (FAB-T), it minds the border with that class only. It walks outside the
//! ball, too; every iterate is shown once more cut to the ball, for only what is inside counts. It ends on borders, where
//! rounding to 8 bits may undo it: then it shows a picture further beyond, too, until one survives.

use super::super::ball::Norm;
use super::super::hyperplane::Hyperplane;
use super::super::step::is_lost;
use super::super::subject::{Asked, Logits, Oracle, Subject};
use super::WhiteBox;
use crate::loss::Goal;

/// The original's share of a step, at most.
const ALPHA_MAX: f32 = 0.1;
/// So much further than the borders seem to be.
const ETA: f32 = 1.05;
/// Beyond the border, this share of the change is kept.
const BETA: f32 = 0.9;
/// Later restarts begin at this share of the way to the ball's surface.
const START: f32 = 0.5;
/// So much further beyond the border at first, where rounding undoes what was found; twice as much every time.
const STRETCH: f32 = 0.02;
/// Keeps lengths and their quotients finite.
const GUARD: f32 = 1e-8;

#[derive(Debug, Clone, Default)]
pub struct Fab {
    /// Perhaps outside the ball.
    point: Vec<f32>,
    logits: Logits,
    stretch: f32,
}

/// A border between two classes: how far away it seems, and the scores' difference that is linearised.
struct Border {
    distance: f32,
    rise: f32,
    normal: Vec<f32>,
}

impl WhiteBox for Fab {
    fn start(&mut self, subject: &mut Subject) -> Asked<()> {
        let mut point = subject.original.clone();
        if subject.settings.random_start {
            let Oracle { settings, original, random, .. } = subject.oracle();
            let surface = settings.ball.random_surface_point(original, random);
            point = toward(original, &surface, START);
        }
        self.go(subject, point)
    }

    fn iterate(&mut self, subject: &mut Subject, _iteration: usize) -> Asked<bool> {
        let Some(border) = self.nearest(subject)? else { return Ok(false) };
        let norm = subject.settings.ball.norm;
        let plane = Hyperplane { normal: &border.normal, from: &self.point, rise: border.rise };
        let step = plane.step_from(norm, &self.point);
        let direct = plane.step_from(norm, &subject.original);
        let [here, there] = [&step, &direct].map(|step| norm.measure(step.iter().copied()).max(GUARD));
        let alpha = (here / (here + there)).min(ALPHA_MAX);
        let far =
            |from: &[f32], step: &[f32]| -> Vec<f32> { from.iter().zip(step).map(|(at, d)| at + ETA * d).collect() };
        let next = toward(&far(&self.point, &step), &far(&subject.original, &direct), alpha);
        self.go(subject, next)?;
        if subject.reaches(&self.logits) {
            self.outlast_rounding(subject)?;
            let back = toward(&subject.original, &self.point, BETA);
            self.go(subject, back)?;
        }
        Ok(true)
    }
}

impl Fab {
    /// Moves there, and shows the nearest point of the ball.
    fn go(&mut self, subject: &mut Subject, mut point: Vec<f32>) -> Asked<()> {
        point.iter_mut().for_each(|pixel| *pixel = pixel.clamp(0.0, 1.0));
        subject.visit(point.clone())?;
        self.logits = if subject.current() == point { subject.logits().clone() } else { subject.ask(&point)? };
        self.point = point;
        Ok(())
    }

    /// Shows a picture further beyond the border, where this one reaches the goal inside the ball, but not on 8 bits.
    fn outlast_rounding(&mut self, subject: &mut Subject) -> Asked<()> {
        if !subject.has_reached() && subject.current() == self.point {
            self.stretch = (2.0 * self.stretch).max(STRETCH);
        }
        if self.stretch > 0.0 {
            let beyond = toward(&subject.original, &self.point, 1.0 + self.stretch);
            subject.visit(beyond)?;
        }
        Ok(())
    }

    /// The border that seems nearest from here; none where there is no gradient to any.
    fn nearest(&self, subject: &mut Subject) -> Asked<Option<Border>> {
        let scores = subject.scores_of(&self.logits);
        let (ups, down): (Vec<usize>, usize) = match (subject.goal, subject.aim) {
            (Goal::Away { label }, Goal::Towards { target }) => (vec![target], label),
            (Goal::Away { label }, _) => ((0..scores.len()).filter(|&class| class != label).collect(), label),
            (Goal::Towards { target }, _) => (vec![target], crate::loss::rival(&scores, target)),
        };
        let mut nearest: Option<Border> = None;
        for up in ups {
            let normal = subject.lead_gradient_at(&self.point, &self.logits, up, down)?;
            if is_lost(&normal) {
                subject.counts.lost_gradients += 1;
                continue;
            }
            let rise = scores[down] - scores[up];
            let distance = rise.abs() / dual_length(subject.settings.ball.norm, &normal).max(GUARD);
            if nearest.as_ref().is_none_or(|least| distance < least.distance) {
                nearest = Some(Border { distance, rise, normal });
            }
        }
        Ok(nearest)
    }
}

/// What a change of length 1 gains at most along `normal`.
fn dual_length(norm: Norm, normal: &[f32]) -> f32 {
    match norm {
        Norm::Linf => normal.iter().map(|value| value.abs()).sum(),
        Norm::L2 => Norm::L2.measure(normal.iter().copied()),
    }
}

/// `share` of the way from one picture to another.
fn toward(from: &[f32], to: &[f32], share: f32) -> Vec<f32> {
    from.iter().zip(to).map(|(from, to)| (1.0 - share) * from + share * to).collect()
}
