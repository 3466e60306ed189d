//! What is done to a picture before nets see it, and what the gradient of that is for an attacker who knows.
//!
//! A [`Filter`] is plain data and a function: a picture (C, H, W), values in [0, 1], becomes one filtered picture, or one for
//! each of its random draws, over which nets average their probabilities. [`Filter::pull`] carries cotangents of these
//! back to the picture: exactly where the filter has a derivative, and by a stand-in (BPDA, Athalye 2018) where it has none.
//! Draws are a function of the seed and the picture, so that both runtimes see the same; another picture, other draws.

mod average;
mod bilateral;
mod certificate;
mod gaussian;
mod jpeg;
mod median;
mod plane;
mod random;
mod steps;
#[cfg(test)]
mod testing;
mod total_variation;

use serde::{Deserialize, Serialize};

pub(crate) use average::{mean, pull_mean};
pub use certificate::{Certificate, Certifier, Smoothing, predict};

use crate::error::{Error, Result};

/// A filter with its strength.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Filter {
    /// Gaussian blur of standard deviation `sigma` pixels, reflected at the edges.
    Gaussian { sigma: f32 },
    /// The median of each channel in windows of `size` × `size` pixels, reflected at the edges (Xu 2018).
    Median { size: usize },
    /// The mean of near pixels of like colour (Tomasi and Manduchi 1998): 5 × 5 pixels, standard deviation 1.5 pixels in space
    /// and `sigma` in colour.
    Bilateral { sigma: f32 },
    /// Values rounded to `bits` bits (Xu 2018).
    BitDepth { bits: u32 },
    /// The nearest picture of little total variation (Rudin, Osher and Fatemi 1992), `weight` the price of variation.
    TotalVariation { weight: f32 },
    /// What JPEG loses at `quality`, 1 to 100: 8 × 8 blocks, no subsampling.
    Jpeg { quality: u32 },
    /// Shifts by up to `margin` pixels either way, reflected at the edges (after Xie 2018), `draws` of them averaged.
    Shift {
        margin: usize,
        #[serde(default = "usual_draws")]
        draws: usize,
    },
    /// Gaussian noise of standard deviation `sigma`, in pixel values, `draws` of it averaged.
    Noise {
        sigma: f32,
        #[serde(default = "usual_draws")]
        draws: usize,
    },
}

fn usual_draws() -> usize {
    8
}

/// Draws that one answer averages at most: what one pass takes, so that its tape holds them all.
pub const MAX_DRAWS: usize = crate::classifier::PASS;

impl Filter {
    /// Errors: a strength outside its range, named.
    pub fn check(&self) -> Result<()> {
        match *self {
            Filter::Gaussian { sigma } => number("sigma", sigma, 0.0, 8.0),
            Filter::Median { size } => whole("size", size, 2, 9),
            Filter::Bilateral { sigma } => number("sigma", sigma, 0.01, 1.0),
            Filter::BitDepth { bits } => whole("bits", bits as usize, 1, 8),
            Filter::TotalVariation { weight } => number("weight", weight, 0.0, 1.0),
            Filter::Jpeg { quality } => whole("quality", quality as usize, 1, 100),
            Filter::Shift { margin, draws } => whole("margin", margin, 1, 16).and(whole("draws", draws, 1, MAX_DRAWS)),
            Filter::Noise { sigma, draws } => number("sigma", sigma, 0.0, 1.0).and(whole("draws", draws, 1, MAX_DRAWS)),
        }
    }

    /// Filtered pictures that one picture becomes.
    pub fn draws(&self) -> usize {
        match *self {
            Filter::Shift { draws, .. } | Filter::Noise { draws, .. } => draws,
            _ => 1,
        }
    }

    /// The filtered pictures of one picture of `shape` (C, H, W), one after another.
    pub fn apply(&self, shape: [usize; 3], pixels: &[f32], seed: u32) -> Vec<f32> {
        match *self {
            Filter::Gaussian { sigma } => gaussian::blur(shape, pixels, sigma),
            Filter::Median { size } => median::median(shape, pixels, size),
            Filter::Bilateral { sigma } => bilateral::smooth(shape, pixels, sigma),
            Filter::BitDepth { bits } => steps::round(pixels, bits),
            Filter::TotalVariation { weight } => total_variation::denoise(shape, pixels, weight),
            Filter::Jpeg { quality } => jpeg::compress(shape, pixels, quality),
            Filter::Shift { margin, draws } => random::shift(shape, pixels, margin, draws, seed),
            Filter::Noise { sigma, draws } => random::add_noise(pixels, sigma, draws, seed),
        }
    }

    /// Carries `cotangent`, as long as what [`Filter::apply`] gives for the same picture and seed, back to the picture.
    pub fn pull(&self, shape: [usize; 3], pixels: &[f32], seed: u32, cotangent: &[f32]) -> Vec<f32> {
        match *self {
            Filter::Gaussian { sigma } => gaussian::pull(shape, cotangent, sigma),
            Filter::Median { size } => median::pull(shape, pixels, size, cotangent),
            Filter::Bilateral { sigma } => bilateral::pull(shape, pixels, sigma, cotangent),
            // As if they were the identity: rounding has no derivative, and the nearest picture is near.
            Filter::BitDepth { .. } | Filter::TotalVariation { .. } => cotangent.to_vec(),
            Filter::Jpeg { quality } => jpeg::pull(shape, pixels, quality, cotangent),
            Filter::Shift { margin, draws } => random::pull_shift(shape, pixels, margin, draws, seed, cotangent),
            Filter::Noise { .. } => random::sum(pixels.len(), cotangent),
        }
    }
}

fn number(name: &'static str, value: f32, least: f32, most: f32) -> Result<()> {
    if (least..=most).contains(&value) { Ok(()) } else { Err(outside(name, value, least, most)) }
}

fn whole(name: &'static str, value: usize, least: usize, most: usize) -> Result<()> {
    if (least..=most).contains(&value) { Ok(()) } else { Err(outside(name, value, least, most)) }
}

fn outside<T: std::fmt::Display>(name: &'static str, value: T, least: T, most: T) -> Error {
    Error::option(name, value, format!("between {least} and {most}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn strengths_out_of_range_are_refused_by_name() {
        let refused = [
            (Filter::Gaussian { sigma: f32::NAN }, "sigma"),
            (Filter::Gaussian { sigma: 9.0 }, "sigma"),
            (Filter::Median { size: 1 }, "size"),
            (Filter::Bilateral { sigma: 0.0 }, "sigma"),
            (Filter::BitDepth { bits: 9 }, "bits"),
            (Filter::TotalVariation { weight: -0.1 }, "weight"),
            (Filter::Jpeg { quality: 0 }, "quality"),
            (Filter::Shift { margin: 0, draws: 1 }, "margin"),
            (Filter::Noise { sigma: 0.1, draws: 17 }, "draws"),
        ];
        for (filter, named) in refused {
            assert!(matches!(filter.check(), Err(Error::Option { name, .. }) if name == named), "{filter:?}");
        }
    }
}
