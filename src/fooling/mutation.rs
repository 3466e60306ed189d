//! Chance as evolution uses it: coins, choices, and polynomial mutation.

use crate::random::Random;

/// True with probability `rate`.
pub fn happens(rate: f32, random: &mut Random) -> bool {
    random.uniform() < rate
}

/// Uniform over 0..`count`; `count` is at least 1 and below 2²⁴.
pub fn index(count: usize, random: &mut Random) -> usize {
    ((random.uniform() * count as f32) as usize).min(count - 1)
}

/// Polynomial mutation (Deb 2001): a step in (−1, 1), in units of a value's whole range, of mean length 1/(η + 2).
pub fn polynomial(eta: f32, random: &mut Random) -> f32 {
    let power = 1.0 / (eta + 1.0);
    let drawn = random.uniform();
    if drawn < 0.5 { libm::powf(2.0 * drawn, power) - 1.0 } else { 1.0 - libm::powf(2.0 * (1.0 - drawn), power) }
}

/// The stream that child number `child` of a run is bred from. A run therefore has no generator to save: its seed and
/// its count of children say everything, whatever strides it was taken in.
pub fn stream(seed: u32, child: u32) -> Random {
    Random::from_seed(scramble(scramble(seed).wrapping_add(child)))
}

/// A bijection of 32 bits that mixes well (Wellons 2018), so that no two children of a run share a stream.
fn scramble(mut bits: u32) -> u32 {
    bits = (bits ^ (bits >> 16)).wrapping_mul(0x7feb_352d);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x846c_a68b);
    bits ^ (bits >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn polynomial_steps_are_centred_and_of_the_stated_length() {
        for eta in [1.0, 15.0] {
            let mut random = Random::from_seed(3);
            let steps: Vec<f32> = (0..20_000).map(|_| polynomial(eta, &mut random)).collect();
            assert!(steps.iter().all(|step| (-1.0..=1.0).contains(step)));
            let mean = steps.iter().sum::<f32>() / steps.len() as f32;
            let length = steps.iter().map(|step| step.abs()).sum::<f32>() / steps.len() as f32;
            assert!(mean.abs() < 0.01, "mean {mean}");
            assert!((length * (eta + 2.0) - 1.0).abs() < 0.05, "mean length {length}");
        }
    }

    #[test]
    fn every_index_is_drawn_and_none_beyond() {
        let mut random = Random::from_seed(1);
        let mut counts = [0; 7];
        (0..7_000).for_each(|_| counts[index(7, &mut random)] += 1);
        assert!(counts.iter().all(|count| (800..1200).contains(count)), "{counts:?}");
    }

    #[test]
    fn children_have_streams_of_their_own() {
        let first = |seed, child| stream(seed, child).uniform();
        let drawn: Vec<f32> = (0..100).map(|child| first(1, child)).collect();
        assert!((1..100).all(|child| drawn[child] != drawn[child - 1]));
        assert_ne!(first(1, 0), first(2, 0));
        assert_eq!(first(1, 5), first(1, 5));
    }
}
