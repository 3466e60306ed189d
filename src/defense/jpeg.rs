//! What JPEG loses: colours to brightness and two differences, blocks of 8 × 8 to frequencies, frequencies to whole numbers of
//! steps, and back. No subsampling, no entropy coding (that loses nothing).
//!
//! Its gradient takes rounding for r + (x − r)³, r the nearest whole number (Shin and Song 2017).

const SIDE: usize = 8;
const BLOCK: usize = SIDE * SIDE;

/// Steps of the frequencies at quality 50 (ITU-T T.81, tables K.1 and K.2), row by row.
const BRIGHTNESS: [u16; BLOCK] = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
    87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
];
const COLOUR: [u16; BLOCK] = [
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99,
];

/// RGB to brightness, blue and red difference (ITU-R BT.601, full range), row by row, differences around zero.
const MIX: [[f32; 3]; 3] = [[0.299, 0.587, 0.114], [-0.168_736, -0.331_264, 0.5], [0.5, -0.418_688, -0.081_312]];
const UNMIX: [[f32; 3]; 3] = [[1.0, 0.0, 1.402], [1.0, -0.344_136, -0.714_136], [1.0, 1.772, 0.0]];

/// The steps at `quality`, as libjpeg scales them.
fn steps(table: &[u16; BLOCK], quality: u32) -> [f32; BLOCK] {
    let scale = if quality < 50 { 5000 / quality } else { 200 - 2 * quality };
    table.map(|step| ((u32::from(step) * scale + 50) / 100).clamp(1, 255) as f32)
}

/// `basis[k][n]`: the orthonormal cosine transform of length 8.
fn basis() -> [[f32; SIDE]; SIDE] {
    let mut basis = [[0.0; SIDE]; SIDE];
    for (k, row) in basis.iter_mut().enumerate() {
        let scale = if k == 0 { libm::sqrtf(1.0 / 8.0) } else { 0.5 };
        for (n, value) in row.iter_mut().enumerate() {
            let angle = std::f32::consts::PI * (2 * n + 1) as f32 * k as f32 / 16.0;
            *value = scale * libm::cosf(angle);
        }
    }
    basis
}

/// Transforms a block's columns and rows; `back` inverts, which for an orthonormal basis is the adjoint as well.
fn transform(block: &[f32; BLOCK], basis: &[[f32; SIDE]; SIDE], back: bool) -> [f32; BLOCK] {
    let factor = |to: usize, from: usize| if back { basis[from][to] } else { basis[to][from] };
    let mut half = [0.0; BLOCK];
    for y in 0..SIDE {
        for x in 0..SIDE {
            half[y * SIDE + x] = (0..SIDE).map(|from| factor(y, from) * block[from * SIDE + x]).sum();
        }
    }
    let mut out = [0.0; BLOCK];
    for y in 0..SIDE {
        for x in 0..SIDE {
            out[y * SIDE + x] = (0..SIDE).map(|from| factor(x, from) * half[y * SIDE + from]).sum();
        }
    }
    out
}

/// Channels mixed by a matrix (`transposed`: by its transpose); pictures that are not of three channels stay as they are.
fn mix(shape: [usize; 3], values: &[f32], matrix: &[[f32; 3]; 3], transposed: bool) -> Vec<f32> {
    let [channels, height, width] = shape;
    let plane = height * width;
    if channels != 3 {
        return values.to_vec();
    }
    let factor = |to: usize, from: usize| if transposed { matrix[from][to] } else { matrix[to][from] };
    let value = |to: usize, at: usize| (0..3).map(|from| factor(to, from) * values[from * plane + at]).sum();
    (0..3).flat_map(|to| (0..plane).map(move |at| value(to, at))).collect()
}

/// A channel's steps: the first is brightness where there are three, all are elsewhere.
fn table(shape: [usize; 3], channel: usize, quality: u32) -> [f32; BLOCK] {
    steps(if shape[0] == 3 && channel > 0 { &COLOUR } else { &BRIGHTNESS }, quality)
}

/// What brightness is moved by before it is transformed.
fn middle(shape: [usize; 3], channel: usize) -> f32 {
    if shape[0] == 3 && channel > 0 { 0.0 } else { 128.0 }
}

/// Calls `each` for every block of every channel with its channel and the indices of its values; where the picture ends inside
/// a block, its last row or column repeats.
fn blocks(shape: [usize; 3], mut each: impl FnMut(usize, [usize; BLOCK])) {
    let [channels, height, width] = shape;
    for channel in 0..channels {
        for top in (0..height).step_by(SIDE) {
            for left in (0..width).step_by(SIDE) {
                each(
                    channel,
                    std::array::from_fn(|at| {
                        let (y, x) = ((top + at / SIDE).min(height - 1), (left + at % SIDE).min(width - 1));
                        (channel * height + y) * width + x
                    }),
                );
            }
        }
    }
}

pub fn compress(shape: [usize; 3], pixels: &[f32], quality: u32) -> Vec<f32> {
    let (basis, mixed) = (basis(), mix(shape, pixels, &MIX, false));
    let mut out = vec![0.0; pixels.len()];
    blocks(shape, |channel, places| {
        let steps = table(shape, channel, quality);
        let mut frequencies =
            transform(&places.map(|place| 255.0 * mixed[place] - middle(shape, channel)), &basis, false);
        frequencies.iter_mut().zip(steps).for_each(|(value, step)| *value = libm::roundf(*value / step) * step);
        let block = transform(&frequencies, &basis, true);
        // Repeated places come last to first, so that the picture's own values stay.
        places
            .into_iter()
            .zip(block)
            .rev()
            .for_each(|(place, value)| out[place] = (value + middle(shape, channel)) / 255.0);
    });
    mix(shape, &out, &UNMIX, false).into_iter().map(|value| value.clamp(0.0, 1.0)).collect()
}

pub fn pull(shape: [usize; 3], pixels: &[f32], quality: u32, cotangent: &[f32]) -> Vec<f32> {
    let (basis, mixed) = (basis(), mix(shape, pixels, &MIX, false));
    let unmixed = mix(shape, cotangent, &UNMIX, true);
    let mut gradient = vec![0.0; pixels.len()];
    blocks(shape, |channel, places| {
        let steps = table(shape, channel, quality);
        let frequencies = transform(&places.map(|place| 255.0 * mixed[place] - middle(shape, channel)), &basis, false);
        let first = |at: usize| !places[..at].contains(&places[at]);
        let wanted: [f32; BLOCK] = std::array::from_fn(|at| if first(at) { unmixed[places[at]] } else { 0.0 });
        let mut pulled = transform(&wanted, &basis, false);
        for ((value, frequency), step) in pulled.iter_mut().zip(frequencies).zip(steps) {
            let rest = frequency / step - libm::roundf(frequency / step);
            *value *= 3.0 * rest * rest;
        }
        let block = transform(&pulled, &basis, true);
        places.into_iter().zip(block).for_each(|(place, value)| gradient[place] += value);
    });
    mix(shape, &gradient, &MIX, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::noise;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_best_quality_changes_little_and_the_worst_leaves_flat_blocks() {
        for shape in [[3, 16, 24], [1, 8, 8], [3, 13, 10]] {
            let picture = noise(11, shape.iter().product());
            let far = |quality| {
                let found = compress(shape, &picture, quality);
                found.iter().zip(&picture).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
            };
            assert!(far(100) < 0.02, "{shape:?}: {}", far(100));
            assert!(far(100) < far(50) && far(50) < far(5));
        }
        let worst = compress([1, 8, 8], &[0.5; 64], 1);
        assert!(worst.iter().all(|value| (value - worst[0]).abs() < 1e-6));
    }

    #[test]
    fn frequencies_invert() {
        let block: [f32; BLOCK] = noise(12, BLOCK).try_into().unwrap();
        let back = transform(&transform(&block, &basis(), false), &basis(), true);
        assert!(block.iter().zip(back).all(|(a, b)| (a - b).abs() < 1e-5));
    }

    #[test]
    fn the_gradient_is_that_of_the_stand_in() {
        // With the stand-in in place of rounding, and r held where it is, differences can be taken.
        let (shape, quality) = ([3, 11, 16], 60);
        let picture = noise(13, 3 * 11 * 16);
        let soft = |pixels: &[f32]| {
            let basis = basis();
            let (mixed, still) = (mix(shape, pixels, &MIX, false), mix(shape, &picture, &MIX, false));
            let mut out = vec![0.0; pixels.len()];
            blocks(shape, |channel, places| {
                let steps = table(shape, channel, quality);
                let [mut block, still] = [&mixed, &still].map(|values| {
                    transform(&places.map(|place| 255.0 * values[place] - middle(shape, channel)), &basis, false)
                });
                for ((value, still), step) in block.iter_mut().zip(still).zip(steps) {
                    let nearest = libm::roundf(still / step);
                    let rest = *value / step - nearest;
                    *value = (nearest + rest * rest * rest) * step;
                }
                let block = transform(&block, &basis, true);
                places
                    .into_iter()
                    .zip(block)
                    .rev()
                    .for_each(|(place, value)| out[place] = (value + middle(shape, channel)) / 255.0);
            });
            mix(shape, &out, &UNMIX, false)
        };
        super::super::testing::check_gradient(&picture, soft, |g| pull(shape, &picture, quality, g), 1e-4);
    }
}
