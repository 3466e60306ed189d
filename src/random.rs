//! The one source of chance: seeded, portable, the same stream natively and in wasm.

use rand_core::{Rng as _, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::error::{Error, Result};

/// xoshiro256++ (Blackman and Vigna 2019), expanded from a 32-bit seed by SplitMix64.
#[derive(Debug, Clone)]
pub struct Random(Xoshiro256PlusPlus);

impl Random {
    pub fn from_seed(seed: u32) -> Self {
        Random(Xoshiro256PlusPlus::seed_from_u64(u64::from(seed)))
    }

    /// Uniform in [0, 1): a multiple of 2⁻²⁴, so exactly representable.
    pub fn uniform(&mut self) -> f32 {
        (self.0.next_u32() >> 8) as f32 * (1.0 / 16_777_216.0)
    }

    /// Uniform in [low, high).
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.uniform()
    }

    /// Uniform in 0, 1, … below `count` (at most 2²⁴).
    pub fn below(&mut self, count: usize) -> usize {
        (f64::from(self.uniform()) * count as f64) as usize
    }

    /// −1 or 1.
    pub fn sign(&mut self) -> f32 {
        if self.uniform() < 0.5 { -1.0 } else { 1.0 }
    }

    /// Standard normal (Box and Muller 1958), by the portable `libm`.
    pub fn normal(&mut self) -> f32 {
        let radius = libm::sqrtf(-2.0 * libm::logf(1.0 - self.uniform()));
        radius * libm::cosf(std::f32::consts::TAU * self.uniform())
    }
}

/// A seed from the system, for the visitor who chose none.
pub fn system_seed() -> Result<u32> {
    getrandom::u32().map_err(|error| Error::NoEntropy { reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn stream_is_pinned() {
        let mut random = Random::from_seed(7);
        let drawn: Vec<u32> = (0..4).map(|_| (random.uniform() * 1e6) as u32).collect();
        assert_eq!(drawn, [55_360, 172_115, 717_576, 427_209]);
    }

    #[test]
    fn normal_has_unit_moments() {
        let mut random = Random::from_seed(1);
        let draws: Vec<f64> = (0..20_000).map(|_| f64::from(random.normal())).collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let variance = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / draws.len() as f64;
        assert!(mean.abs() < 0.03, "mean {mean}");
        assert!((variance - 1.0).abs() < 0.05, "variance {variance}");
    }

    #[test]
    fn the_system_gives_different_seeds() {
        let seeds: Vec<u32> = (0..4).map(|_| system_seed().expect("a system with entropy")).collect();
        assert!(seeds.iter().any(|&seed| seed != seeds[0]));
    }
}
