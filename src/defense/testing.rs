//! Gradients of filters beside central differences.

use crate::ops::testing::normal;

/// Compares cotangentᵀ · J · direction both ways, for several of both, at `pixels`; differences step by `step`.
pub fn check_gradient(
    pixels: &[f32],
    filter: impl Fn(&[f32]) -> Vec<f32>,
    pull: impl Fn(&[f32]) -> Vec<f32>,
    step: f32,
) {
    for seed in 0..5 {
        let direction = normal(100 + seed, pixels.len());
        let moved = |sign: f32| -> Vec<f32> {
            filter(&pixels.iter().zip(&direction).map(|(x, d)| x + sign * step * d).collect::<Vec<_>>())
        };
        let (up, down) = (moved(1.0), moved(-1.0));
        let cotangent = normal(200 + seed, up.len());
        let differences = up.iter().zip(&down).map(|(up, down)| f64::from(up - down) / (2.0 * f64::from(step)));
        let expected: f64 = differences.zip(&cotangent).map(|(d, &c)| d * f64::from(c)).sum();
        let found: f64 = pull(&cotangent).iter().zip(&direction).map(|(g, d)| f64::from(*g) * f64::from(*d)).sum();
        let size = (pixels.len() as f64).sqrt();
        assert!((expected - found).abs() < 0.02 * size, "{expected} by differences, {found} by the gradient");
    }
}
