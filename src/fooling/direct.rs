//! The direct encoding: a number a pixel and channel (Nguyen, Yosinski and Clune 2015).

use serde::{Deserialize, Serialize};

use super::mutation::{happens, polynomial};
use super::options::{check_eta, check_rate};
use super::representation::Representation;
use crate::error::Result;
use crate::image::round_to_8_bits;
use crate::random::Random;

/// Rates of the direct encoding; the defaults are the published ones.
///
/// Deviation: a genome's numbers are the 256 values k/255, not reals, so that what is bred is what is judged and saved.
/// A step of η = 15 is 15/255 long on average; the rounding is lost in it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Direct {
    /// Probability that a number is mutated, in the first generation. 0.1.
    pub rate: f32,
    /// Generations after which the rate has halved, over and over; 0: it never does. 1000.
    pub half_life: u32,
    /// η of the polynomial mutation over [0, 1]: the larger, the shorter the steps. 15.
    pub eta: f32,
}

impl Default for Direct {
    fn default() -> Self {
        Direct { rate: 0.1, half_life: 1000, eta: 15.0 }
    }
}

impl Direct {
    pub(super) fn check(&self) -> Result<()> {
        check_rate("rate", self.rate)?;
        check_eta(self.eta)
    }

    fn rate_in(&self, generation: u32) -> f32 {
        let halvings = generation.checked_div(self.half_life).unwrap_or(0);
        libm::ldexpf(self.rate, -(halvings.min(1000) as i32))
    }
}

/// The nearest k of k/255.
fn byte(value: f32) -> u8 {
    (round_to_8_bits(value) * 255.0 + 0.5) as u8
}

impl Representation for Direct {
    /// Planar, one byte a pixel and channel.
    type Genome = Vec<u8>;

    /// Every number uniform in [0, 1].
    fn random(&self, shape: [usize; 3], random: &mut Random) -> Vec<u8> {
        (0..shape.iter().product()).map(|_| byte(random.uniform())).collect()
    }

    fn mutate(&self, parent: &Vec<u8>, generation: u32, random: &mut Random) -> Vec<u8> {
        let rate = self.rate_in(generation);
        let mutated = |&value: &u8| match happens(rate, random) {
            true => byte(f32::from(value) / 255.0 + polynomial(self.eta, random)),
            false => value,
        };
        parent.iter().map(mutated).collect()
    }

    fn draw(&self, genome: &Vec<u8>, _shape: [usize; 3]) -> Vec<f32> {
        genome.iter().map(|&value| f32::from(value) / 255.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_rate_halves_every_thousand_generations() {
        let direct = Direct::default();
        assert_eq!([0, 999, 1000, 3999].map(|generation| direct.rate_in(generation)), [0.1, 0.1, 0.05, 0.0125]);
        assert_eq!(Direct { half_life: 0, ..direct }.rate_in(u32::MAX), 0.1);
        assert!(direct.rate_in(u32::MAX) >= 0.0);
    }

    #[test]
    fn a_child_differs_from_its_parent_in_the_share_that_the_rate_says() {
        let direct = Direct::default();
        let mut random = Random::from_seed(5);
        let parent = direct.random([3, 100, 100], &mut random);
        let child = direct.mutate(&parent, 0, &mut random);
        let changed = parent.iter().zip(&child).filter(|(before, after)| before != after).count();
        // A step may round to nothing: a few per cent of them do.
        assert!((2600..3100).contains(&changed), "{changed} of 30000");
        let pixels = direct.draw(&child, [3, 100, 100]);
        assert!(pixels.iter().all(|&value| value == round_to_8_bits(value)));
    }
}
