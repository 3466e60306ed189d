//! Randomised smoothing (Cohen, Rosenfeld and Kolter 2019): what a classifier says of most noisy copies of a picture, and how
//! far in L2 the picture may move before that can change.

use statrs::distribution::{Beta, Binomial, ContinuousCDF, DiscreteCDF, Normal};

use crate::ensemble::Ensemble;
use crate::error::{Error, Result};
use crate::random::Random;

/// Noisy copies that one pass takes.
const PASS: usize = 16;
/// Noisy copies in all at most.
const MOST: usize = 100_000;

/// How a picture is smoothed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Smoothing {
    /// Standard deviation of the noise, in pixel values.
    pub sigma: f32,
    /// Copies from which the class is chosen (n₀) …
    pub selection: usize,
    /// … and others on which it is tested (n).
    pub estimation: usize,
    /// Probability that a certificate is wrong (α).
    pub alpha: f64,
    pub seed: u32,
}

impl Default for Smoothing {
    /// σ = 0.25, n₀ = 100, n = 1000, α = 0.001.
    fn default() -> Self {
        Smoothing { sigma: 0.25, selection: 100, estimation: 1000, alpha: 0.001, seed: 0 }
    }
}

/// What is known about a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Certificate {
    /// The class of the smoothed classifier; `None`: it abstains.
    pub label: Option<usize>,
    /// Within this L2 distance the class is the same, in pixel values; 0 where it abstains.
    pub radius: f32,
    /// The lower bound of the class's probability under noise.
    pub at_least: f64,
}

/// A certificate on its way: noisy copies are counted step by step.
#[derive(Debug, Clone)]
pub struct Certifier {
    nets: Ensemble,
    pixels: Vec<f32>,
    smoothing: Smoothing,
    random: Random,
    /// Copies of each class, of those seen in this half.
    counts: Vec<usize>,
    seen: usize,
    chosen: Option<usize>,
}

impl Certifier {
    /// `nets` vote on every copy; `pixels` is one picture.
    ///
    /// Errors: a setting outside its range; a picture of the wrong length.
    pub fn new(nets: Ensemble, pixels: &[f32], smoothing: Smoothing) -> Result<Self> {
        let Smoothing { sigma, selection, estimation, alpha, seed } = smoothing;
        if !(sigma > 0.0 && sigma <= 2.0) {
            return Err(Error::option("sigma", sigma, "above 0 and at most 2"));
        }
        for (name, count) in [("selection", selection), ("estimation", estimation)] {
            if !(1..=MOST).contains(&count) {
                return Err(Error::option(name, count, format!("between 1 and {MOST}")));
            }
        }
        if !(alpha > 0.0 && alpha < 1.0) {
            return Err(Error::option("alpha", alpha, "between 0 and 1"));
        }
        if pixels.len() != nets.input_length() {
            return Err(Error::length("pixels", nets.input_length(), pixels.len()));
        }
        let counts = vec![0; nets.class_count()];
        let random = Random::from_seed(seed);
        Ok(Certifier { nets, pixels: pixels.to_vec(), smoothing, random, counts, seen: 0, chosen: None })
    }

    /// Looks at about `copies` more (whole passes); true when the certificate is there.
    pub fn step(&mut self, copies: usize) -> Result<bool> {
        for _ in 0..copies.div_ceil(PASS) {
            let half = if self.chosen.is_none() { self.smoothing.selection } else { self.smoothing.estimation };
            if self.is_done() {
                break;
            }
            let count = PASS.min(half - self.seen);
            add_counts(&mut self.nets, &self.pixels, self.smoothing.sigma, count, &mut self.random, &mut self.counts)?;
            self.seen += count;
            if self.chosen.is_none() && self.seen == half {
                self.chosen = Some(highest(&self.counts));
                self.counts.fill(0);
                self.seen = 0;
            }
        }
        Ok(self.is_done())
    }

    fn is_done(&self) -> bool {
        self.chosen.is_some() && self.seen == self.smoothing.estimation
    }

    /// Of all copies together, looked at and not.
    pub fn progress(&self) -> (usize, usize) {
        let Smoothing { selection, estimation, .. } = self.smoothing;
        (if self.chosen.is_some() { selection + self.seen } else { self.seen }, selection + estimation)
    }

    /// `None` while copies are missing.
    pub fn certificate(&self) -> Option<Certificate> {
        let class = self.chosen.filter(|_| self.is_done())?;
        let at_least = lower_bound(self.counts[class], self.seen, self.smoothing.alpha);
        let quantile = Normal::standard().inverse_cdf(at_least);
        Some(if at_least > 0.5 {
            let radius = (f64::from(self.smoothing.sigma) * quantile) as f32;
            Certificate { label: Some(class), radius, at_least }
        } else {
            Certificate { label: None, radius: 0.0, at_least }
        })
    }
}

/// The smoothed classifier's answer by `copies` noisy copies; `None`: it abstains, since the two most frequent classes may be
/// as frequent as each other (a two-sided binomial test at α).
pub fn predict(nets: &mut Ensemble, pixels: &[f32], smoothing: Smoothing, copies: usize) -> Result<Option<usize>> {
    let (mut counts, mut random) = (vec![0; nets.class_count()], Random::from_seed(smoothing.seed));
    let mut left = copies;
    while left > 0 {
        let count = PASS.min(left);
        add_counts(nets, pixels, smoothing.sigma, count, &mut random, &mut counts)?;
        left -= count;
    }
    let first = highest(&counts);
    let most = counts[first];
    counts[first] = 0;
    let next = counts[highest(&counts)];
    Ok((binomial_test(most, most + next) <= smoothing.alpha).then_some(first))
}

/// Counts what `nets` say of `count` noisy copies; a vote without a result counts for none.
fn add_counts(
    nets: &mut Ensemble,
    pixels: &[f32],
    sigma: f32,
    count: usize,
    random: &mut Random,
    counts: &mut [usize],
) -> Result<()> {
    let mut noisy = Vec::with_capacity(count * pixels.len());
    for _ in 0..count {
        noisy.extend(pixels.iter().map(|pixel| pixel + sigma * random.normal()));
    }
    for vote in nets.votes(&noisy)? {
        if let Some(label) = vote.label {
            counts[label] += 1;
        }
    }
    Ok(())
}

fn highest(counts: &[usize]) -> usize {
    (0..counts.len()).fold(0, |best, class| if counts[class] > counts[best] { class } else { best })
}

/// The one-sided lower bound of a share at confidence 1 − α (Clopper and Pearson 1934).
fn lower_bound(count: usize, of: usize, alpha: f64) -> f64 {
    if count == 0 {
        return 0.0;
    }
    let beta = Beta::new(count as f64, (of - count + 1) as f64).expect("both parameters are above 0");
    beta.inverse_cdf(alpha)
}

/// Probability of a split at least as uneven as `most` of `of`, were both equally likely.
fn binomial_test(most: usize, of: usize) -> f64 {
    if of == 0 {
        return 1.0;
    }
    let even = Binomial::new(0.5, of as u64).expect("one half is a probability");
    let beyond = if most == 0 { 1.0 } else { even.sf(most as u64 - 1) };
    (2.0 * beyond).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn bounds_and_tests_are_those_of_the_tables() {
        // SciPy: beta.ppf(0.001, 990, 11), binomtest(15, 20).pvalue, 0.001 ** (1 / 100) where all are of one class.
        assert!((lower_bound(990, 1000, 0.001) - 0.976_036_2).abs() < 1e-5, "{}", lower_bound(990, 1000, 0.001));
        assert!((lower_bound(100, 100, 0.001) - 0.001f64.powf(0.01)).abs() < 1e-6);
        assert!((binomial_test(15, 20) - 0.041_389_5).abs() < 1e-6, "{}", binomial_test(15, 20));
        assert_eq!(lower_bound(0, 10, 0.001), 0.0);
        assert!((binomial_test(5, 10) - 1.0).abs() < 1e-12 && binomial_test(0, 0) == 1.0);
    }
}
