//! From a gradient to a step: the hooks that tell the methods apart.

use super::ball::Norm;
use super::options::{Method, Settings};

/// The gradient's L2 norm below which there is no direction.
const NO_GRADIENT: f32 = 1e-12;
/// An ascent aims at this much more probability a step …
const EARLY_PROGRESS: f32 = 0.03;
/// … or at this share of what is missing, if that is less.
const LATE_PROGRESS: f32 = 0.3;
/// An ascent pulls the picture this much towards mid-grey in every step, times what is missing of the probability:
/// an unscaled decay and the late progress balance out below 99.99 %.
const DECAY: f32 = 0.01;

/// sign(x), 0 at 0 (and for NaN).
fn sign(value: f32) -> f32 {
    f32::from(value > 0.0) - f32::from(value < 0.0)
}

/// Moves one picture along its gradient. `velocity` is the momentum's memory; `climbed` the loss's value.
/// Returns false when there was no gradient to follow.
pub fn advance(settings: &Settings, gradient: &[f32], velocity: &mut [f32], climbed: f32, pixels: &mut [f32]) -> bool {
    if is_lost(gradient) {
        return false;
    }
    if settings.method == Method::Ascent {
        ascend(settings.step_size, gradient, Norm::L2.measure(gradient.iter().copied()), climbed, pixels);
        return true;
    }
    let direction: &[f32] = if settings.momentum > 0.0 {
        let mean = gradient.iter().map(|value| value.abs()).sum::<f32>() / gradient.len() as f32;
        for (velocity, gradient) in velocity.iter_mut().zip(gradient) {
            *velocity = settings.momentum * *velocity + gradient / mean.max(NO_GRADIENT);
        }
        velocity
    } else {
        gradient
    };
    walk(settings.ball.norm, settings.step_size, direction, pixels);
    true
}

/// Is there a direction to follow?
pub fn is_lost(gradient: &[f32]) -> bool {
    let length = Norm::L2.measure(gradient.iter().copied());
    !(length.is_finite() && length > NO_GRADIENT)
}

/// The step of length `step_size` that gains most: along the signs, or along the direction itself.
pub fn walk(norm: Norm, step_size: f32, direction: &[f32], pixels: &mut [f32]) {
    match norm {
        Norm::Linf => pixels.iter_mut().zip(direction).for_each(|(pixel, &value)| *pixel += step_size * sign(value)),
        Norm::L2 => {
            let scale = step_size / Norm::L2.measure(direction.iter().copied()).max(NO_GRADIENT);
            pixels.iter_mut().zip(direction).for_each(|(pixel, &value)| *pixel += scale * value);
        }
    }
}

/// A step whose first-order gain in probability is `EARLY_PROGRESS`, less near the end, and never longer than
/// `longest` (Yosinski 2015, "progress" learning rate). `climbed` is log p, `gradient` its gradient.
fn ascend(longest: f32, gradient: &[f32], length: f32, climbed: f32, pixels: &mut [f32]) {
    let probability = libm::expf(climbed);
    let wanted = EARLY_PROGRESS.min(LATE_PROGRESS * (1.0 - probability));
    let decay = DECAY * (1.0 - probability);
    let step = (wanted / (probability * length).max(NO_GRADIENT)).min(longest) / length;
    for (pixel, gradient) in pixels.iter_mut().zip(gradient) {
        *pixel = 0.5 + (*pixel - 0.5) * (1.0 - decay) + step * gradient;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attack::Options;
    use crate::classifier::Classifier;
    use crate::ensemble::{Ensemble, VoteRule};
    use crate::loss::Goal;
    use crate::onnx::Preprocessing;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn momentum_is_on_the_gradient_divided_by_its_mean_size_and_signs_come_last() {
        let model = include_bytes!("../../tests/goldens/reduce_sum.onnx");
        let net = Classifier::from_onnx(model, Preprocessing::default()).unwrap();
        let ensemble = Ensemble::new(vec![net], VoteRule::Mean).unwrap();
        let options = Options { epsilon: Some(0.5), steps: Some(5), ..Options::new(Method::MiFgsm) };
        let settings = Settings::resolve(&options, Goal::Away { label: 0 }, &ensemble).unwrap();
        assert_eq!((settings.momentum, settings.step_size), (1.0, 0.1));
        let (mut velocity, mut pixels) = ([0.0; 3], [0.5; 3]);
        assert!(advance(&settings, &[3.0, -1.0, 2.0], &mut velocity, 0.0, &mut pixels));
        assert_eq!(velocity, [1.5, -0.5, 1.0]);
        // A hundred times smaller, and it counts as much.
        assert!(advance(&settings, &[-0.02, -0.01, 0.0], &mut velocity, 0.0, &mut pixels));
        assert_eq!(velocity, [-0.5, -1.5, 1.0]);
        assert_eq!(pixels.map(|pixel| (10.0 * pixel + 0.5) as i32), [5, 3, 7]);
        assert!(!advance(&settings, &[0.0; 3], &mut velocity, 0.0, &mut pixels), "nothing to follow");
    }
}
