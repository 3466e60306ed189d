//! The bilateral filter (Tomasi and Manduchi 1998): a blur that stops at edges. Differentiable, weights included.

use super::plane::reflect;

const RADIUS: isize = 2;
/// Standard deviation in space, in pixels.
const REACH: f32 = 1.5;

/// Calls `each` with every pixel, a neighbour of it, and the neighbour's weight; pixels as places in a plane.
fn pairs(shape: [usize; 3], pixels: &[f32], sigma: f32, mut each: impl FnMut(usize, usize, f32)) {
    let [channels, height, width] = shape;
    let plane = height * width;
    let near: Vec<(isize, isize, f32)> = (-RADIUS..=RADIUS)
        .flat_map(|dy| (-RADIUS..=RADIUS).map(move |dx| (dy, dx)))
        .map(|(dy, dx)| (dy, dx, libm::expf(-((dy * dy + dx * dx) as f32) / (2.0 * REACH * REACH))))
        .collect();
    for y in 0..height {
        for x in 0..width {
            let here = y * width + x;
            for &(dy, dx, nearness) in &near {
                let there = reflect(y as isize + dy, height) * width + reflect(x as isize + dx, width);
                let squared: f32 = (0..channels)
                    .map(|channel| pixels[channel * plane + there] - pixels[channel * plane + here])
                    .map(|difference| difference * difference)
                    .sum();
                each(here, there, nearness * libm::expf(-squared / (2.0 * sigma * sigma)));
            }
        }
    }
}

/// The filtered picture, and the sum of weights of every pixel.
fn weighed(shape: [usize; 3], pixels: &[f32], sigma: f32) -> (Vec<f32>, Vec<f32>) {
    let [channels, height, width] = shape;
    let plane = height * width;
    let (mut out, mut sums) = (vec![0.0; pixels.len()], vec![0.0; plane]);
    pairs(shape, pixels, sigma, |here, there, weight| {
        sums[here] += weight;
        for start in (0..channels).map(|channel| channel * plane) {
            out[start + here] += weight * pixels[start + there];
        }
    });
    out.iter_mut().enumerate().for_each(|(index, value)| *value /= sums[index % plane]);
    (out, sums)
}

pub fn smooth(shape: [usize; 3], pixels: &[f32], sigma: f32) -> Vec<f32> {
    weighed(shape, pixels, sigma).0
}

pub fn pull(shape: [usize; 3], pixels: &[f32], sigma: f32, cotangent: &[f32]) -> Vec<f32> {
    let [channels, height, width] = shape;
    let plane = height * width;
    let (out, sums) = weighed(shape, pixels, sigma);
    let mut gradient = vec![0.0; pixels.len()];
    pairs(shape, pixels, sigma, |here, there, weight| {
        let starts = || (0..channels).map(|channel| channel * plane);
        // How the answer changes with this weight …
        let by_weight: f32 =
            starts().map(|start| cotangent[start + here] * (pixels[start + there] - out[start + here])).sum::<f32>()
                / sums[here];
        for start in starts() {
            gradient[start + there] += cotangent[start + here] * weight / sums[here];
            // … and the weight with the two colours.
            let difference = pixels[start + there] - pixels[start + here];
            let push = by_weight * weight * difference / (sigma * sigma);
            gradient[start + there] -= push;
            gradient[start + here] += push;
        }
    });
    gradient
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_gradient;
    use super::*;
    use crate::image::noise;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const SHAPE: [usize; 3] = [3, 6, 7];

    #[test]
    fn it_blurs_within_a_colour_and_not_across_an_edge() {
        let picture: Vec<f32> = (0..3 * 6 * 8)
            .map(|index| if index % 8 < 4 { 0.2 } else { 0.8 } + if index % 2 == 0 { 0.01 } else { -0.01 })
            .collect();
        let smooth = smooth([3, 6, 8], &picture, 0.05);
        assert!(
            smooth
                .iter()
                .enumerate()
                .all(|(index, value)| (value - if index % 8 < 4 { 0.2 } else { 0.8 }).abs() < 0.005)
        );
    }

    #[test]
    fn the_gradient_knows_that_weights_move() {
        let pixels = noise(5, 3 * 6 * 7);
        for sigma in [0.1, 0.3] {
            check_gradient(&pixels, |x| smooth(SHAPE, x, sigma), |g| pull(SHAPE, &pixels, sigma, g), 1e-3);
        }
    }
}
