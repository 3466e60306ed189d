//! Can a net's own scores tell noise from pictures? And do they still, when the noise is chosen?

use serde::{Deserialize, Serialize};

use super::share::{Share, round};
use crate::classifier::{Classifier, softmax};
use crate::error::Result;
use crate::image;
use crate::loss::log_sum_exp;

/// Two ways of telling, from the same logits; the higher, the more of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// The largest softmax (Hendrycks and Gimpel 2017).
    pub confidence: f32,
    /// Log Σ exp of the logits: minus the energy (Liu 2020).
    pub evidence: f32,
}

impl Scores {
    pub fn of(logits: &[f32]) -> Self {
        let confidence = softmax(logits, logits.len()).into_iter().fold(0.0, f32::max);
        Scores { confidence, evidence: log_sum_exp(logits.iter().copied()) }
    }
}

/// How noise is led: so far from where it started (n of n/255, L∞), in so many equal steps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Leading {
    pub epsilon_255: f32,
    pub steps: usize,
}

/// A picture, a square of noise, and the same noise led to high evidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    pub picture: Scores,
    pub noise: Scores,
    /// By either runtime on 8 bits, whichever evidence is less.
    pub led: Scores,
}

/// Noise on its way up the evidence, by the sign of its gradient.
#[derive(Debug, Clone)]
pub struct Luring {
    net: Classifier,
    picture: Vec<f32>,
    start: Vec<f32>,
    current: Vec<f32>,
    leading: Leading,
    done: usize,
}

impl Luring {
    /// `net` is copied; `picture` is one picture.
    pub fn new(net: &Classifier, picture: &[f32], leading: Leading, seed: u32) -> Self {
        let start = image::noise(seed, picture.len());
        Luring { net: net.clone(), picture: picture.to_vec(), current: start.clone(), start, leading, done: 0 }
    }

    /// Takes at most `steps` steps; true when there is none left.
    pub fn step(&mut self, steps: usize) -> Result<bool> {
        let (epsilon, step) = (self.leading.epsilon_255 / 255.0, self.step_size());
        for _ in 0..steps.min(self.leading.steps - self.done) {
            let logits = self.net.forward(&self.current)?;
            // ∂ log Σ exp / ∂ logits is the softmax.
            let cotangent = softmax(logits, logits.len());
            let gradient = self.net.backward(&cotangent)?;
            for ((value, &slope), &start) in self.current.iter_mut().zip(gradient).zip(&self.start) {
                let moved = *value + if slope == 0.0 { 0.0 } else { step.copysign(slope) };
                *value = moved.clamp(start - epsilon, start + epsilon).clamp(0.0, 1.0);
            }
            self.done += 1;
        }
        Ok(self.done == self.leading.steps)
    }

    /// A quarter beyond what would just reach the edge.
    fn step_size(&self) -> f32 {
        2.5 * self.leading.epsilon_255 / 255.0 / self.leading.steps.max(1) as f32
    }

    /// The noise as it is now, on 8 bits.
    pub fn led(&self) -> Vec<f32> {
        image::quantize(&self.current)
    }

    pub fn heard(&mut self) -> Result<Heard> {
        let led = self.led();
        let ours = Scores::of(self.net.forward(&led)?);
        let theirs = Scores::of(&self.net.second_opinion(&led)?);
        Ok(Heard {
            picture: Scores::of(self.net.forward(&self.picture)?),
            noise: Scores::of(self.net.forward(&self.start)?),
            led: if theirs.evidence < ours.evidence { theirs } else { ours },
        })
    }
}

/// Bins of a histogram.
const BINS: usize = 20;

/// How one score is spread, and how well it tells pictures from noise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// Lower end of the first bin, upper end of the last; all bins are equally wide.
    pub low: f64,
    pub high: f64,
    /// How many fall into each bin.
    pub pictures: Vec<usize>,
    pub noise: Vec<usize>,
    pub led: Vec<usize>,
    /// Probability that a picture scores above noise (the area under the curve); ½: it tells nothing.
    pub auroc_noise: f64,
    pub auroc_led: f64,
    /// What 95 % of the pictures reach; noise that reaches it passes for a picture.
    pub threshold: f64,
    pub noise_passes: Share,
    pub led_passes: Share,
}

impl Telling {
    /// `None`: of nothing.
    pub fn of(pictures: &[f32], noise: &[f32], led: &[f32]) -> Option<Self> {
        let all = || [pictures, noise, led].into_iter().flatten().copied();
        let low = f64::from(all().reduce(f32::min)?);
        let high = f64::from(all().reduce(f32::max)?);
        let histogram = |scores: &[f32]| {
            let mut bins = vec![0; BINS];
            for &score in scores {
                let place = (f64::from(score) - low) / (high - low).max(f64::MIN_POSITIVE);
                bins[((place * BINS as f64) as usize).min(BINS - 1)] += 1;
            }
            bins
        };
        let mut ordered = pictures.to_vec();
        ordered.sort_by(f32::total_cmp);
        let threshold = *ordered.get(pictures.len() / 20)?;
        let passes =
            |scores: &[f32]| Share::new(scores.iter().filter(|&&score| score >= threshold).count(), scores.len());
        Some(Telling {
            low: round(low),
            high: round(high),
            pictures: histogram(pictures),
            noise: histogram(noise),
            led: histogram(led),
            auroc_noise: round(auroc(pictures, noise)),
            auroc_led: round(auroc(pictures, led)),
            threshold: round(f64::from(threshold)),
            noise_passes: passes(noise),
            led_passes: passes(led),
        })
    }
}

/// Probability that one of `above` is larger than one of `below`; ties count half (Mann and Whitney 1947).
pub fn auroc(above: &[f32], below: &[f32]) -> f64 {
    let mut below = below.to_vec();
    below.sort_by(f32::total_cmp);
    let beaten: f64 = above
        .iter()
        .map(|&score| {
            let less = below.partition_point(|&other| other < score);
            let not_more = below.partition_point(|&other| other <= score);
            (less + not_more) as f64 / 2.0
        })
        .sum();
    beaten / (above.len() * below.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::onnx::Preprocessing;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn evidence_is_minus_the_energy() {
        let scores = Scores::of(&[1.0, 2.0, 3.0]);
        assert!((scores.evidence - 3.407_606).abs() < 1e-5 && (scores.confidence - 0.665_241).abs() < 1e-5);
        let shifted = Scores::of(&[101.0, 102.0, 103.0]);
        assert!((shifted.evidence - 103.407_6).abs() < 1e-3, "it sees what the softmax does not");
        assert!((shifted.confidence - scores.confidence).abs() < 1e-6);
    }

    #[test]
    fn the_area_under_the_curve_is_a_probability() {
        assert_eq!(auroc(&[3.0, 4.0], &[1.0, 2.0]), 1.0);
        assert_eq!(auroc(&[1.0, 2.0], &[3.0, 4.0]), 0.0);
        assert_eq!(auroc(&[1.0, 1.0], &[1.0]), 0.5);
        assert_eq!(auroc(&[1.0, 3.0], &[2.0, 2.0]), 0.5);
    }

    #[test]
    fn everything_is_counted_once() {
        let pictures: Vec<f32> = (0..100).map(|index| index as f32).collect();
        let telling = Telling::of(&pictures, &[-5.0, 6.0], &[200.0]).unwrap();
        assert_eq!((telling.low, telling.high, telling.threshold), (-5.0, 200.0, 5.0));
        assert_eq!(
            [&telling.pictures, &telling.noise, &telling.led].map(|bins| bins.iter().sum::<usize>()),
            [100, 2, 1]
        );
        assert_eq!((telling.noise_passes.count, telling.led_passes.count), (1, 1));
        assert!(Telling::of(&[], &[], &[]).is_none());
    }

    #[test]
    fn noise_is_led_up_inside_its_budget() {
        let net = Classifier::from_onnx(include_bytes!("../../models/tiny.onnx"), Preprocessing::default()).unwrap();
        let leading = Leading { epsilon_255: 8.0, steps: 10 };
        let mut luring = Luring::new(&net, &image::noise(1, 3072), leading, 2);
        while !luring.step(3).unwrap() {}
        let heard = luring.heard().unwrap();
        assert!(heard.led.evidence > heard.noise.evidence, "{heard:?}");
        let moved = luring.led().iter().zip(image::noise(2, 3072)).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(moved > 0.0 && moved <= 8.0 / 255.0 + 1e-6, "{moved}");
    }
}
