//! Filters by chance: what the attacker faces is drawn anew for every picture.

use super::plane::reflect;
use crate::random::Random;

/// The draws of one picture: a function of the seed and of its values, to the bit.
fn draws_of(seed: u32, pixels: &[f32]) -> Random {
    // FNV-1a, 32 bits.
    let hash = pixels
        .iter()
        .fold(0x811c_9dc5_u32 ^ seed.rotate_left(16), |hash, value| (hash ^ value.to_bits()).wrapping_mul(0x0100_0193));
    Random::from_seed(hash ^ seed)
}

pub fn add_noise(pixels: &[f32], sigma: f32, draws: usize, seed: u32) -> Vec<f32> {
    let mut random = draws_of(seed, pixels);
    (0..draws).flat_map(|_| pixels.iter().map(|pixel| pixel + sigma * random.normal()).collect::<Vec<_>>()).collect()
}

/// Cotangents of all draws of something that only adds to the picture.
pub fn sum(length: usize, cotangent: &[f32]) -> Vec<f32> {
    let mut gradient = vec![0.0; length];
    for draw in cotangent.chunks_exact(length) {
        gradient.iter_mut().zip(draw).for_each(|(sum, value)| *sum += value);
    }
    gradient
}

/// Where each value of each draw comes from.
fn sources(shape: [usize; 3], pixels: &[f32], margin: usize, draws: usize, seed: u32) -> impl Iterator<Item = usize> {
    let [channels, height, width] = shape;
    let mut random = draws_of(seed, pixels);
    let offset = move |random: &mut Random| random.below(2 * margin + 1) as isize - margin as isize;
    (0..draws).flat_map(move |_| {
        let (dy, dx) = (offset(&mut random), offset(&mut random));
        (0..channels * height * width).map(move |index| {
            let (row, x) = (index / width, index % width);
            let (channel, y) = (row / height, row % height);
            (channel * height + reflect(y as isize + dy, height)) * width + reflect(x as isize + dx, width)
        })
    })
}

pub fn shift(shape: [usize; 3], pixels: &[f32], margin: usize, draws: usize, seed: u32) -> Vec<f32> {
    sources(shape, pixels, margin, draws, seed).map(|source| pixels[source]).collect()
}

pub fn pull_shift(
    shape: [usize; 3],
    pixels: &[f32],
    margin: usize,
    draws: usize,
    seed: u32,
    cotangent: &[f32],
) -> Vec<f32> {
    let mut gradient = vec![0.0; pixels.len()];
    let sources = sources(shape, pixels, margin, draws, seed);
    sources.zip(cotangent).for_each(|(source, value)| gradient[source] += value);
    gradient
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::noise;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_same_picture_and_seed_draw_the_same_and_any_other_do_not() {
        let mut picture = noise(8, 300);
        let drawn = add_noise(&picture, 0.1, 2, 5);
        assert_eq!(drawn, add_noise(&picture, 0.1, 2, 5));
        assert_ne!(drawn[..300], drawn[300..], "two draws differ");
        assert_ne!(drawn, add_noise(&picture, 0.1, 2, 6));
        picture[7] += 1.0 / 255.0;
        let other = add_noise(&picture, 0.1, 2, 5);
        assert!((0..300).filter(|index| *index != 7).any(|index| other[index] != drawn[index]));
    }

    #[test]
    fn noise_has_its_size_and_a_gradient_that_adds_up() {
        let picture = vec![0.5; 3000];
        let drawn = add_noise(&picture, 0.2, 3, 1);
        let variance = drawn.iter().map(|value| (value - 0.5) * (value - 0.5)).sum::<f32>() / drawn.len() as f32;
        assert!((variance.sqrt() - 0.2).abs() < 0.005, "{variance}");
        assert_eq!(sum(2, &[1.0, 2.0, 3.0, 4.0]), [4.0, 6.0]);
    }

    #[test]
    fn shifts_move_values_and_their_gradient_moves_them_back() {
        let shape = [2, 5, 6];
        let picture: Vec<f32> = (0..60).map(|value| value as f32).collect();
        let drawn = shift(shape, &picture, 2, 4, 3);
        assert_eq!(drawn.len(), 4 * 60);
        let cotangent: Vec<f32> = (0..240).map(|value| (value % 7) as f32).collect();
        let back = pull_shift(shape, &picture, 2, 4, 3, &cotangent);
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        assert_eq!(dot(&drawn, &cotangent), dot(&picture, &back), "sums of whole numbers, exact");
    }
}
