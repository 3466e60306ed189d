//! Gradients estimated from answers: f(x + s·u) − f(x − s·u) along random directions u, f the margin of the vote.
//!
//! NES (Ilyas 2018): Gaussian directions, then a step as in PGD. SPSA (Uesato 2018): random signs, then Adam. The points
//! asked about are cut to the box, for nobody answers about anything else.

use super::super::options::Method;
use super::super::step;
use super::super::subject::{Asked, Oracle};
use super::BlackBox;

#[derive(Debug, Clone, Default)]
pub struct Estimate {
    adam: Adam,
}

impl BlackBox for Estimate {
    fn start(&mut self, oracle: &mut Oracle) -> Asked<()> {
        let Oracle { settings, original, random, .. } = oracle;
        let point = if settings.random_start { settings.ball.random_point(original, random) } else { original.clone() };
        oracle.visit(point)
    }

    fn iterate(&mut self, oracle: &mut Oracle, _iteration: usize) -> Asked<bool> {
        let mut pixels = oracle.current().to_vec();
        let spread = oracle.settings.spread;
        let by_signs = oracle.settings.method == Method::Spsa;
        let mut gradient = vec![0.0; pixels.len()];
        for _ in 0..oracle.settings.samples / 2 {
            let random = &mut oracle.random;
            let direction: Vec<f32> =
                pixels.iter().map(|_| if by_signs { random.sign() } else { random.normal() }).collect();
            let [ahead, behind] = [spread, -spread].map(|step| {
                pixels.iter().zip(&direction).map(|(pixel, u)| (pixel + step * u).clamp(0.0, 1.0)).collect::<Vec<_>>()
            });
            let ahead = oracle.ask(&ahead)?;
            let behind = oracle.ask(&behind)?;
            let slope = (oracle.margin(&ahead) - oracle.margin(&behind)) / (2.0 * spread);
            gradient.iter_mut().zip(direction).for_each(|(sum, u)| *sum += slope * u);
        }
        if step::is_lost(&gradient) {
            oracle.counts.lost_gradients += 1;
        } else if by_signs {
            let pairs = (oracle.settings.samples / 2) as f32;
            gradient.iter_mut().for_each(|value| *value /= pairs);
            self.adam.climb(oracle.settings.step_size, &gradient, &mut pixels);
        } else {
            step::walk(oracle.settings.ball.norm, oracle.settings.step_size, &gradient, &mut pixels);
        }
        oracle.visit(pixels)?;
        Ok(true)
    }
}

/// Adam (Kingma and Ba 2015), uphill.
#[derive(Debug, Clone, Default)]
pub struct Adam {
    steps: i32,
    mean: Vec<f32>,
    square: Vec<f32>,
}

const MEAN_KEPT: f32 = 0.9;
const SQUARE_KEPT: f32 = 0.999;
const GUARD: f32 = 1e-8;

impl Adam {
    pub fn climb(&mut self, rate: f32, gradient: &[f32], point: &mut [f32]) {
        self.steps += 1;
        self.mean.resize(gradient.len(), 0.0);
        self.square.resize(gradient.len(), 0.0);
        let [mean_seen, square_seen] = [MEAN_KEPT, SQUARE_KEPT].map(|kept| 1.0 - libm::powf(kept, self.steps as f32));
        let memory = self.mean.iter_mut().zip(&mut self.square);
        for (((mean, square), &gradient), point) in memory.zip(gradient).zip(point) {
            *mean = MEAN_KEPT * *mean + (1.0 - MEAN_KEPT) * gradient;
            *square = SQUARE_KEPT * *square + (1.0 - SQUARE_KEPT) * gradient * gradient;
            *point += rate * (*mean / mean_seen) / (libm::sqrtf(*square / square_seen) + GUARD);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn adam_goes_as_far_as_its_rate_at_first_whatever_the_gradient() {
        let (mut adam, mut point) = (Adam::default(), [0.0, 0.0, 1.0]);
        adam.climb(0.1, &[1e-3, -50.0, 0.0], &mut point);
        for (found, expected) in point.iter().zip([0.1, -0.1, 1.0]) {
            assert!((found - expected).abs() < 1e-5, "{point:?}");
        }
    }

    #[test]
    fn adam_finds_the_top_of_a_hill() {
        let (mut adam, mut point) = (Adam::default(), [3.0, -2.0]);
        for _ in 0..400 {
            let gradient = [-2.0 * (point[0] - 1.0), -20.0 * (point[1] - 0.5)];
            adam.climb(0.05, &gradient, &mut point);
        }
        assert!((point[0] - 1.0).abs() < 0.05 && (point[1] - 0.5).abs() < 0.05, "{point:?}");
    }
}
