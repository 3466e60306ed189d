//! Gaussian blur: rows, then columns. Linear, so its gradient is its adjoint.

use super::plane::reflect;

/// Weights of the places −radius … radius, of sum 1; cut at three standard deviations.
fn kernel(sigma: f32) -> Vec<f32> {
    let radius = libm::ceilf(3.0 * sigma) as isize;
    let weight = |at: isize| libm::expf(-((at * at) as f32) / (2.0 * sigma * sigma).max(1e-12));
    let weights: Vec<f32> = (-radius..=radius).map(weight).collect();
    let sum: f32 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

/// One direction of the blur, as the list of (from, to, weight) along a line of `length` places.
fn links(length: usize, kernel: &[f32]) -> Vec<(usize, usize, f32)> {
    let radius = (kernel.len() / 2) as isize;
    let link = |to: usize| {
        let weights = kernel.iter().enumerate();
        weights.map(move |(at, &weight)| (reflect(to as isize + at as isize - radius, length), to, weight))
    };
    (0..length).flat_map(link).collect()
}

/// Adds up along every line of one direction; `back` exchanges from and to.
fn spread(shape: [usize; 3], values: &[f32], along_rows: bool, kernel: &[f32], back: bool) -> Vec<f32> {
    let [channels, height, width] = shape;
    let (length, stride, lines, step) = if along_rows { (width, 1, height, width) } else { (height, width, width, 1) };
    let links = links(length, kernel);
    let mut out = vec![0.0; values.len()];
    for start in (0..channels).flat_map(|channel| (0..lines).map(move |line| channel * height * width + line * step)) {
        for &(from, to, weight) in &links {
            let (from, to) = if back { (to, from) } else { (from, to) };
            out[start + to * stride] += weight * values[start + from * stride];
        }
    }
    out
}

pub fn blur(shape: [usize; 3], pixels: &[f32], sigma: f32) -> Vec<f32> {
    let kernel = kernel(sigma);
    let rows = spread(shape, pixels, true, &kernel, false);
    spread(shape, &rows, false, &kernel, false)
}

/// The adjoint of [`blur`].
pub fn pull(shape: [usize; 3], cotangent: &[f32], sigma: f32) -> Vec<f32> {
    let kernel = kernel(sigma);
    let columns = spread(shape, cotangent, false, &kernel, true);
    spread(shape, &columns, true, &kernel, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::testing::normal;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const SHAPE: [usize; 3] = [3, 9, 14];
    const LENGTH: usize = 3 * 9 * 14;

    #[test]
    fn the_gradient_is_the_adjoint() {
        for sigma in [0.0, 0.5, 1.0, 2.5, 8.0] {
            let (x, g) = (normal(1, LENGTH), normal(2, LENGTH));
            let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
            let (there, back) = (dot(&blur(SHAPE, &x, sigma), &g), dot(&x, &pull(SHAPE, &g, sigma)));
            // Of what could add up, not of what cancelled.
            let size = dot(&x, &x).sqrt() * dot(&g, &g).sqrt();
            assert!((there - back).abs() <= 1e-6 * size, "σ {sigma}: {there} ≠ {back}");
        }
    }

    #[test]
    fn it_keeps_the_mean_and_a_flat_picture_and_nothing_at_zero() {
        let x = normal(3, LENGTH);
        let mean = |values: &[f32]| values.iter().map(|&v| f64::from(v)).sum::<f64>() / values.len() as f64;
        assert!((mean(&blur(SHAPE, &x, 1.0)) - mean(&x)).abs() < 1e-6);
        assert!(blur(SHAPE, &[0.25; LENGTH], 3.0).iter().all(|value| (value - 0.25).abs() < 1e-6));
        assert_eq!(blur(SHAPE, &x, 0.0), x);
    }
}
