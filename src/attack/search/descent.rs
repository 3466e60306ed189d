//! The one gradient loop: start, gradient, step, project, look. FGSM, BIM, PGD, MI-FGSM and the unbounded ascent keep
//! their step size; APGD plans it.

use super::super::options::Method;
use super::super::step;
use super::super::subject::{Asked, Logits, Oracle, Subject};
use super::WhiteBox;

#[derive(Debug, Clone, Default)]
pub struct Descent {
    /// The momentum's memory.
    velocity: Vec<f32>,
    /// For APGD.
    schedule: Option<Schedule>,
}

impl WhiteBox for Descent {
    fn start(&mut self, subject: &mut Subject) -> Asked<()> {
        let Oracle { settings, original, random, .. } = subject.oracle();
        let planned = settings.method == Method::Apgd;
        let point = match (settings.random_start, planned) {
            (false, _) => original.clone(),
            (true, false) => settings.ball.random_point(original, random),
            (true, true) => settings.ball.random_surface_point(original, random),
        };
        self.velocity = vec![0.0; original.len()];
        subject.active = attacked(subject, 0);
        subject.visit(point)?;
        self.schedule = planned.then(|| Schedule::new(subject));
        Ok(())
    }

    fn iterate(&mut self, subject: &mut Subject, iteration: usize) -> Asked<bool> {
        subject.active = attacked(subject, iteration);
        if let Some(schedule) = &mut self.schedule {
            schedule.iterate(subject, iteration)?;
            return Ok(true);
        }
        let gradient = subject.gradient()?;
        let mut pixels = subject.current().to_vec();
        let climbed = subject.loss();
        let moved = step::advance(&subject.settings, &gradient, &mut self.velocity, climbed, &mut pixels);
        subject.counts.lost_gradients += u64::from(!moved);
        subject.visit(pixels)?;
        Ok(true)
    }
}

fn attacked(subject: &Subject, iteration: usize) -> std::ops::Range<usize> {
    subject.settings.strategy.active(iteration, subject.settings.steps, subject.member_count())
}

/// This much of a step is new, the rest is the step before.
const NEW_SHARE: f32 = 0.75;
/// Fewer steps than this share that raise the loss, and the step is halved.
const ENOUGH_RISES: f32 = 0.75;
/// Shares of all steps until the first checkpoint, between later ones at least, and by which their distance shrinks.
const FIRST_PERIOD: f32 = 0.22;
const LEAST_PERIOD: f32 = 0.06;
const PERIOD_SHRINKS: f32 = 0.03;

/// The plan of Auto-PGD (Croce and Hein 2020): steps with momentum; at checkpoints, where the loss rose too seldom or
/// nothing got better, the step is halved and the search goes on from the best point with its stored gradient.
///
/// The loss that it watches is that of all attacked members, also where each step attacks another one.
#[derive(Debug, Clone)]
struct Schedule {
    step_size: f32,
    previous: Vec<f32>,
    best: Point,
    /// None until the gradient at the best point was asked for.
    best_gradient: Option<Vec<f32>>,
    /// Are we there, back from another point?
    resumed: bool,
    last_loss: f32,
    period: usize,
    since_checkpoint: usize,
    rises: usize,
    best_at_checkpoint: f32,
    halved_at_checkpoint: bool,
}

#[derive(Debug, Clone)]
struct Point {
    pixels: Vec<f32>,
    logits: Logits,
    loss: f32,
}

impl Point {
    fn here(subject: &Subject) -> Self {
        let attacked = subject.settings.strategy.attacked(subject.member_count());
        let watched: Vec<&[f32]> = subject.logits()[attacked].iter().map(Vec::as_slice).collect();
        let loss = subject.settings.loss.value(subject.aim, &watched);
        Point { pixels: subject.current().to_vec(), logits: subject.logits().clone(), loss }
    }
}

/// `share` of `steps`, at least 1.
fn part(share: f32, steps: usize) -> usize {
    ((f64::from(share) * steps as f64 + 1e-4) as usize).max(1)
}

impl Schedule {
    fn new(subject: &Subject) -> Self {
        let best = Point::here(subject);
        Schedule {
            step_size: subject.settings.step_size,
            previous: best.pixels.clone(),
            last_loss: best.loss,
            best_at_checkpoint: best.loss,
            best,
            best_gradient: None,
            resumed: false,
            period: part(FIRST_PERIOD, subject.settings.steps),
            since_checkpoint: 0,
            rises: 0,
            halved_at_checkpoint: true,
        }
    }

    fn iterate(&mut self, subject: &mut Subject, iteration: usize) -> Asked<()> {
        let gradient = match self.best_gradient.clone().filter(|_| self.resumed) {
            Some(stored) => stored,
            None => subject.gradient()?,
        };
        if self.best_gradient.is_none() {
            self.best_gradient = Some(gradient.clone());
        }
        self.resumed = false;
        let share = if iteration == 0 { 1.0 } else { NEW_SHARE };
        let here = subject.current().to_vec();
        let mut next = here.clone();
        if step::is_lost(&gradient) {
            subject.counts.lost_gradients += 1;
        } else {
            step::walk(subject.settings.ball.norm, self.step_size, &gradient, &mut next);
        }
        subject.settings.ball.project(&subject.original, &mut next);
        for ((next, &here), &previous) in next.iter_mut().zip(&here).zip(&self.previous) {
            *next = here + share * (*next - here) + (1.0 - share) * (here - previous);
        }
        self.previous = here;
        subject.visit(next)?;
        self.observe(Point::here(subject));
        if self.since_checkpoint == self.period {
            self.check(subject);
        }
        Ok(())
    }

    fn observe(&mut self, point: Point) {
        self.since_checkpoint += 1;
        self.rises += usize::from(point.loss > self.last_loss);
        self.last_loss = point.loss;
        if point.loss > self.best.loss {
            self.best = point;
            self.best_gradient = None;
        }
    }

    fn check(&mut self, subject: &mut Subject) {
        let seldom = self.rises as f32 <= ENOUGH_RISES * self.period as f32;
        let stuck = !self.halved_at_checkpoint && self.best_at_checkpoint >= self.best.loss;
        self.halved_at_checkpoint = seldom || stuck;
        self.best_at_checkpoint = self.best.loss;
        if self.halved_at_checkpoint {
            self.step_size /= 2.0;
            // Without a stored gradient the best point is the one where we are.
            if self.best_gradient.is_some() {
                subject.return_to(&self.best.pixels, &self.best.logits);
                (self.last_loss, self.resumed) = (self.best.loss, true);
            }
        }
        let steps = subject.settings.steps;
        let shorter = self.period.saturating_sub(part(PERIOD_SHRINKS, steps));
        (self.since_checkpoint, self.rises, self.period) = (0, 0, shorter.max(part(LEAST_PERIOD, steps)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn checkpoints_of_a_hundred_steps_are_the_papers() {
        let shares = [FIRST_PERIOD, LEAST_PERIOD, PERIOD_SHRINKS].map(|share| part(share, 100));
        assert_eq!(shares, [22, 6, 3]);
        assert_eq!([FIRST_PERIOD, LEAST_PERIOD, PERIOD_SHRINKS].map(|share| part(share, 10)), [2, 1, 1]);
    }
}
