//! A straight line from a picture to far beyond all pictures, and what a net says along it.

use serde::{Deserialize, Serialize};

use crate::classifier::Classifier;
use crate::error::{Error, Result};
use crate::loss::{Goal, Loss};
use crate::pattern::Pattern;
use crate::random::Random;

/// Where a line leads. Every one moves each value by the same amount, up or down, so that all are equally long in every
/// norm; where the gradient is exactly 0 a value stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Away from a class: the sign of the loss's gradient (Goodfellow 2015).
    Away(usize),
    /// Towards a class: the sign of the gradient of its log-probability.
    Towards(usize),
    /// By lot, up or down, each value on its own.
    Random,
}

impl Way {
    /// The direction at `pixels`, as long as they are, of −1, 0 and 1.
    ///
    /// Errors: a class that the net does not have; a net without a gradient; an answer that no pixel changes.
    pub fn direction(self, net: &mut Classifier, pixels: &[f32], seed: u32) -> Result<Vec<f32>> {
        let goal = match self {
            Way::Away(label) => Goal::Away { label },
            Way::Towards(target) => Goal::Towards { target },
            Way::Random => {
                let mut random = Random::from_seed(seed);
                return Ok(pixels.iter().map(|_| if random.uniform() < 0.5 { -1.0 } else { 1.0 }).collect());
            }
        };
        let classes = net.class_count();
        if goal.class() >= classes {
            return Err(Error::option("class", goal.class(), format!("between 0 and {}", classes - 1)));
        }
        // Where the net is so sure that the cross-entropy is flat in f32, the margin still has a slope.
        for loss in [Loss::CrossEntropy, Loss::Margin] {
            let mut cotangent = vec![0.0; classes];
            loss.add_cotangent(goal, &[net.forward(pixels)?], 0, &mut cotangent);
            let gradient = net.backward(&cotangent)?;
            if gradient.iter().any(|slope| *slope != 0.0) {
                return Ok(gradient.iter().map(|&slope| sign(slope)).collect());
            }
        }
        Err(Error::option("direction", "a gradient of nothing but zeros", "one of another picture or class"))
    }
}

fn sign(value: f32) -> f32 {
    if value > 0.0 {
        1.0
    } else if value < 0.0 {
        -1.0
    } else {
        0.0
    }
}

/// x + α · d, unclipped on purpose: α is in pixel values, and the largest |d| is 1.
#[derive(Debug, Clone)]
pub struct Ray {
    net: Classifier,
    origin: Vec<f32>,
    direction: Vec<f32>,
    point: Vec<f32>,
}

impl Ray {
    /// `pixels` is one picture.
    ///
    /// Errors: those of [`Way::direction`]; another number of pixels than the net's.
    pub fn new(net: &Classifier, pixels: &[f32], way: Way, seed: u32) -> Result<Self> {
        if pixels.len() != net.input_length() {
            return Err(Error::length("picture", net.input_length(), pixels.len()));
        }
        let mut net = net.clone();
        let direction = way.direction(&mut net, pixels, seed)?;
        Ok(Ray { net, origin: pixels.to_vec(), direction, point: vec![0.0; pixels.len()] })
    }

    pub fn net(&self) -> &Classifier {
        &self.net
    }

    pub fn direction(&self) -> &[f32] {
        &self.direction
    }

    /// The node for which the net has no linear pieces, if there is one.
    pub fn curved_node(&self) -> Option<&str> {
        self.net.network().and_then(|network| network.curved_node()).map(|node| node.name.as_str())
    }

    /// What stands at `alpha`: far out no picture any more, but numbers all the same.
    pub fn pixels(&mut self, alpha: f64) -> &[f32] {
        for ((point, &origin), &direction) in self.point.iter_mut().zip(&self.origin).zip(&self.direction) {
            *point = (f64::from(origin) + alpha * f64::from(direction)) as f32;
        }
        &self.point
    }

    pub fn logits(&mut self, alpha: f64) -> Result<Vec<f32>> {
        self.pixels(alpha);
        Ok(self.net.forward(&self.point)?.to_vec())
    }

    /// Logits, and the linear piece on which they lie.
    pub fn piece(&mut self, alpha: f64) -> Result<(Vec<f32>, Pattern)> {
        let logits = self.logits(alpha)?;
        Ok((logits, self.net.pattern()?))
    }
}
