//! How far an attack may move: a ball around the original, cut with the box [0, 1].

use crate::image::round_to_8_bits;
use crate::random::Random;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Norm {
    /// The largest change of any value.
    #[default]
    Linf,
    /// The Euclidean length of the change.
    L2,
}

impl Norm {
    pub fn measure(self, change: impl Iterator<Item = f32>) -> f32 {
        match self {
            Norm::Linf => change.fold(0.0, |largest, value| largest.max(value.abs())),
            // Summed in f64, so that the order does not show.
            Norm::L2 => change.map(|value| f64::from(value) * f64::from(value)).sum::<f64>().sqrt() as f32,
        }
    }

    /// Of the change between two pictures.
    pub fn distance(self, from: &[f32], to: &[f32]) -> f32 {
        self.measure(from.iter().zip(to).map(|(from, to)| to - from))
    }
}

/// All pictures in [0, 1] within `epsilon` of an original.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ball {
    pub norm: Norm,
    /// In pixel values; ∞: only the box.
    pub epsilon: f32,
}

/// Radius of random starts where there is no budget.
const UNBOUNDED_START: f32 = 16.0 / 255.0;

impl Ball {
    /// The nearest picture inside (for L2: scaled back, then cut to the box, which only shortens the change).
    pub fn project(&self, original: &[f32], pixels: &mut [f32]) {
        if self.norm == Norm::Linf {
            for (pixel, &original) in pixels.iter_mut().zip(original) {
                *pixel = pixel.clamp(original - self.epsilon, original + self.epsilon).clamp(0.0, 1.0);
            }
            return;
        }
        let length = self.norm.distance(original, pixels);
        let scale = if length > self.epsilon { self.epsilon / length } else { 1.0 };
        for (pixel, &original) in pixels.iter_mut().zip(original) {
            *pixel = (original + (*pixel - original) * scale).clamp(0.0, 1.0);
        }
    }

    /// ε, or where there is none the box's diameter.
    pub fn reach(&self, length: usize) -> f32 {
        match self.norm {
            Norm::Linf => self.epsilon.min(1.0),
            Norm::L2 => self.epsilon.min(libm::sqrtf(length as f32)),
        }
    }

    /// Uniform in the ball, which may lie outside the box.
    pub fn random_point(&self, original: &[f32], random: &mut Random) -> Vec<f32> {
        let epsilon = self.start_radius();
        match self.norm {
            Norm::Linf => original.iter().map(|original| original + random.between(-epsilon, epsilon)).collect(),
            Norm::L2 => {
                // A normal direction, and a radius whose volume is uniform.
                let direction: Vec<f32> = original.iter().map(|_| random.normal()).collect();
                let length = self.norm.measure(direction.iter().copied()).max(1e-12);
                let radius = epsilon * libm::powf(random.uniform(), 1.0 / original.len() as f32);
                original.iter().zip(direction).map(|(original, value)| original + value / length * radius).collect()
            }
        }
    }

    /// On the ball's surface, which may lie outside the box: where APGD starts.
    pub fn random_surface_point(&self, original: &[f32], random: &mut Random) -> Vec<f32> {
        let mut draw = || match self.norm {
            Norm::Linf => random.between(-1.0, 1.0),
            Norm::L2 => random.normal(),
        };
        let direction: Vec<f32> = original.iter().map(|_| draw()).collect();
        let scale = self.start_radius() / self.norm.measure(direction.iter().copied()).max(1e-12);
        original.iter().zip(direction).map(|(original, value)| original + value * scale).collect()
    }

    fn start_radius(&self) -> f32 {
        if self.epsilon.is_finite() { self.epsilon } else { UNBOUNDED_START }
    }

    /// The nearest 8-bit picture inside; `original` must be 8-bit itself.
    pub fn round(&self, original: &[f32], pixels: &[f32]) -> Vec<f32> {
        let nearest: Vec<f32> = pixels.iter().map(|&pixel| round_to_8_bits(pixel)).collect();
        // n/255 − m/255 need not be exactly (n − m)/255 in binary.
        let slack = 1e-6;
        match self.norm {
            Norm::Linf => {
                let inside = |(&rounded, &original): (&f32, &f32)| {
                    if (rounded - original).abs() <= self.epsilon + slack { rounded } else { toward(original, rounded) }
                };
                nearest.iter().zip(original).map(inside).collect()
            }
            Norm::L2 if self.norm.distance(original, &nearest) <= self.epsilon + slack => nearest,
            Norm::L2 => {
                // No value moves further than it had: truncate every change towards the original.
                let truncated = |(&pixel, &original): (&f32, &f32)| {
                    let rounded = round_to_8_bits(pixel);
                    if (rounded - original).abs() > (pixel - original).abs() + slack {
                        toward(original, rounded)
                    } else {
                        rounded
                    }
                };
                pixels.iter().zip(original).map(truncated).collect()
            }
        }
    }
}

/// The 8-bit value one step nearer to the original.
fn toward(original: f32, rounded: f32) -> f32 {
    round_to_8_bits(rounded + (original - rounded).signum() / 255.0)
}
