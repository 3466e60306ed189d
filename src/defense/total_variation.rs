//! Total-variation denoising (Rudin, Osher and Fatemi 1992), each channel alone, by Chambolle's dual projection (2004).

const ITERATIONS: usize = 50;
/// At most 1/4; the customary choice.
const STEP: f32 = 0.25;

/// The picture y that makes ½ ‖y − x‖² + weight · TV(y) small, after a fixed number of iterations.
pub fn denoise(shape: [usize; 3], pixels: &[f32], weight: f32) -> Vec<f32> {
    let [_, height, width] = shape;
    if weight == 0.0 {
        return pixels.to_vec();
    }
    pixels.chunks_exact(height * width).flat_map(|plane| denoise_plane([height, width], plane, weight)).collect()
}

fn denoise_plane([height, width]: [usize; 2], plane: &[f32], weight: f32) -> Vec<f32> {
    // The dual field: a vector a pixel, of length 1 at most.
    let (mut down, mut right) = (vec![0.0f32; plane.len()], vec![0.0f32; plane.len()]);
    let mut change = vec![0.0; plane.len()];
    for _ in 0..=ITERATIONS {
        // y − x = weight · div(field): the negative adjoint of the forward differences below.
        for y in 0..height {
            for x in 0..width {
                let at = y * width + x;
                let above = if y > 0 { down[at - width] } else { 0.0 };
                let left = if x > 0 { right[at - 1] } else { 0.0 };
                change[at] = weight * (down[at] - above + right[at] - left);
            }
        }
        for y in 0..height {
            for x in 0..width {
                let at = y * width + x;
                let value = |at: usize| plane[at] + change[at];
                let slope_down = if y + 1 < height { value(at + width) - value(at) } else { 0.0 };
                let slope_right = if x + 1 < width { value(at + 1) - value(at) } else { 0.0 };
                let pace = STEP / weight;
                let length = libm::sqrtf(slope_down * slope_down + slope_right * slope_right);
                let scale = 1.0 / (1.0 + pace * length);
                down[at] = (down[at] + pace * slope_down) * scale;
                right[at] = (right[at] + pace * slope_right) * scale;
            }
        }
    }
    plane.iter().zip(change).map(|(value, change)| value + change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::noise;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const SHAPE: [usize; 3] = [1, 16, 12];

    fn variation(plane: &[f32]) -> f32 {
        let [_, height, width] = SHAPE;
        let places = (0..height - 1).flat_map(|y| (0..width - 1).map(move |x| y * width + x));
        places.map(|at| (plane[at + width] - plane[at]).hypot(plane[at + 1] - plane[at])).sum()
    }

    fn price(plane: &[f32], original: &[f32], weight: f32) -> f32 {
        plane.iter().zip(original).map(|(y, x)| 0.5 * (y - x) * (y - x)).sum::<f32>() + weight * variation(plane)
    }

    #[test]
    fn variation_falls_with_the_weight_and_the_mean_stays() {
        let picture = noise(6, 16 * 12);
        let mean = |plane: &[f32]| plane.iter().sum::<f32>() / plane.len() as f32;
        let mut last = variation(&picture);
        for weight in [0.02, 0.1, 0.5] {
            let found = denoise(SHAPE, &picture, weight);
            assert!(variation(&found) < last, "{weight}");
            assert!((mean(&found) - mean(&picture)).abs() < 1e-4);
            last = variation(&found);
        }
        assert_eq!(denoise(SHAPE, &picture, 0.0), picture);
    }

    #[test]
    fn no_small_step_makes_it_better() {
        let picture = noise(7, 16 * 12);
        let found = denoise(SHAPE, &picture, 0.1);
        let reached = price(&found, &picture, 0.1);
        assert!(reached < 0.9 * price(&picture, &picture, 0.1));
        for seed in 0..20 {
            let away = noise(100 + seed, found.len());
            let other: Vec<f32> = found.iter().zip(away).map(|(y, d)| y + 0.02 * (d - 0.5)).collect();
            assert!(price(&other, &picture, 0.1) > reached - 1e-3, "{seed}");
        }
    }
}
