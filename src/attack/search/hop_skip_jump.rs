//! HopSkipJump (Chen 2020): the label of the answer is all that it sees. Along the border, towards the original.
//!
//! An iteration estimates the border's normal from the labels around a point on it (100 · √t questions in iteration t),
//! jumps off along it, and goes back to the border on the way to the original by bisection. It starts from noise that
//! reaches the goal; where none is found (towards a rare class) it gives up.

use super::super::ball::Norm;
use super::super::subject::{Asked, Oracle};
use super::BlackBox;

/// Noise pictures tried for a start.
const STARTS: usize = 200;
const MOST_QUESTIONS: f32 = 10_000.0;
/// How far around the point questions are asked in the first iteration, in L2.
const FIRST_SPREAD: f32 = 0.1;
/// Bisections, and halvings of a jump: floats have no more.
const HALVINGS: usize = 30;

#[derive(Debug, Clone, Default)]
pub struct HopSkipJump {
    /// On the border, on the goal's side.
    point: Option<Vec<f32>>,
}

impl BlackBox for HopSkipJump {
    fn start(&mut self, oracle: &mut Oracle) -> Asked<()> {
        oracle.visit_original()?;
        if oracle.has_reached() {
            return Ok(());
        }
        for _ in 0..STARTS {
            let noise: Vec<f32> = oracle.original.iter().map(|_| oracle.random.uniform()).collect();
            if reaches(oracle, &noise)? {
                let point = bisect(oracle, noise)?;
                oracle.visit(point.clone())?;
                self.point = Some(point);
                break;
            }
        }
        Ok(())
    }

    fn iterate(&mut self, oracle: &mut Oracle, iteration: usize) -> Asked<bool> {
        let Some(point) = self.point.take() else { return Ok(false) };
        let norm = oracle.settings.ball.norm;
        let distance = norm.distance(&oracle.original, &point);
        let root = libm::sqrtf((iteration + 1) as f32);
        let spread = if iteration == 0 { FIRST_SPREAD } else { distance / point.len() as f32 };
        let questions = (oracle.settings.samples as f32 * root).min(MOST_QUESTIONS) as usize;
        let normal = normal(oracle, &point, spread, questions)?;
        let mut step = distance / root;
        let mut jumped = point.clone();
        for _ in 0..HALVINGS {
            let off: Vec<f32> =
                point.iter().zip(&normal).map(|(pixel, value)| (pixel + step * value).clamp(0.0, 1.0)).collect();
            if reaches(oracle, &off)? {
                jumped = off;
                break;
            }
            step /= 2.0;
        }
        let back = bisect(oracle, jumped)?;
        oracle.visit(back.clone())?;
        let moved = back != point;
        self.point = Some(back);
        Ok(moved)
    }
}

fn reaches(oracle: &mut Oracle, pixels: &[f32]) -> Asked<bool> {
    let logits = oracle.ask(pixels)?;
    Ok(oracle.reaches(&logits))
}

/// The border's normal towards the goal's side, of length 1 (of values ±1 in L∞).
fn normal(oracle: &mut Oracle, point: &[f32], spread: f32, questions: usize) -> Asked<Vec<f32>> {
    let norm = oracle.settings.ball.norm;
    let (mut sum, mut reached_sum) = (vec![0.0; point.len()], vec![0.0; point.len()]);
    let mut reached = 0;
    for _ in 0..questions {
        let random = &mut oracle.random;
        let mut draw = || if norm == Norm::L2 { random.normal() } else { random.between(-1.0, 1.0) };
        let direction: Vec<f32> = point.iter().map(|_| draw()).collect();
        let scale = spread / Norm::L2.measure(direction.iter().copied()).max(1e-12);
        let asked: Vec<f32> =
            point.iter().zip(&direction).map(|(pixel, value)| (pixel + scale * value).clamp(0.0, 1.0)).collect();
        let success = reaches(oracle, &asked)?;
        reached += usize::from(success);
        for ((asked, pixel), (sum, reached_sum)) in asked.iter().zip(point).zip(sum.iter_mut().zip(&mut reached_sum)) {
            *sum += asked - pixel;
            *reached_sum += f32::from(success) * (asked - pixel);
        }
    }
    // Σ (φ − mean φ) · u with φ = ±1 is, but for a factor, Σ over successes − their share · Σ over all.
    // Where all answers are the same, it is ±Σ over all.
    let share = match reached {
        0 => 1.0,
        _ if reached == questions => 0.0,
        _ => reached as f32 / questions as f32,
    };
    let mut normal: Vec<f32> = reached_sum.iter().zip(&sum).map(|(reached, sum)| reached - share * sum).collect();
    if norm == Norm::Linf {
        normal.iter_mut().for_each(|value| *value = f32::from(*value > 0.0) - f32::from(*value < 0.0));
    } else {
        let length = Norm::L2.measure(normal.iter().copied()).max(1e-12);
        normal.iter_mut().for_each(|value| *value /= length);
    }
    Ok(normal)
}

/// The point nearest to the border between the original and `far`, which reaches the goal; so does the result.
fn bisect(oracle: &mut Oracle, far: Vec<f32>) -> Asked<Vec<f32>> {
    let norm = oracle.settings.ball.norm;
    let original = oracle.original.clone();
    let distance = norm.distance(&original, &far);
    let between = |share: f32| -> Vec<f32> {
        let values = original.iter().zip(&far);
        match norm {
            Norm::L2 => values.map(|(original, far)| original + share * (far - original)).collect(),
            Norm::Linf => {
                let limit = share * distance;
                values.map(|(original, far)| far.clamp(original - limit, original + limit)).collect()
            }
        }
    };
    let (mut low, mut high, mut best) = (0.0, 1.0, far.clone());
    for _ in 0..HALVINGS {
        let middle: f32 = 0.5 * (low + high);
        let point = between(middle);
        if middle == low || middle == high || point == best {
            break;
        }
        if reaches(oracle, &point)? {
            (high, best) = (middle, point);
        } else {
            low = middle;
        }
    }
    Ok(best)
}
