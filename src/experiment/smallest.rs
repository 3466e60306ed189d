//! The smallest budget that fools, by halving what is left between one that does and one that does not.

use serde::{Deserialize, Serialize};

use super::hunt::{Cost, Hunt};
use super::recipe::Recipe;
use crate::ensemble::Ensemble;
use crate::error::{Error, Result};

/// A change of all values' range is the end.
pub const WHOLE_RANGE: u32 = 255;

/// One picture's search, a hunt at a time. Taken for granted: what fools at some ε fools at every larger one.
#[derive(Debug, Clone)]
pub struct Bisection {
    nets: Ensemble,
    pixels: Vec<f32>,
    label: usize,
    recipe: Recipe,
    seed: u32,
    /// The largest ε so far that did not fool and the smallest that did, n of n/255; that one may be one too large to try.
    low: u32,
    high: u32,
    hunt: Hunt,
    cost: Cost,
}

/// What was found for one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Smallest {
    /// n of n/255; `None`: not even the largest tried fooled.
    pub epsilon_255: Option<u32>,
    /// Of all hunts.
    pub cost: Cost,
}

impl Bisection {
    /// `recipe`'s ε is replaced by whole n of n/255, 1 to `largest`. `None`: the vote is wrong without help.
    ///
    /// Errors: `largest` outside 1 to 255.
    pub fn new(
        nets: &Ensemble,
        pixels: &[f32],
        label: usize,
        recipe: &Recipe,
        largest: u32,
        seed: u32,
    ) -> Result<Option<Self>> {
        if !(1..=WHOLE_RANGE).contains(&largest) {
            return Err(Error::option("largest_255", largest, format!("between 1 and {WHOLE_RANGE}")));
        }
        let (low, high) = (0_u32, largest + 1);
        let first = Hunt::new(nets, pixels, label, &recipe.at(low.midpoint(high) as f32), seed)?;
        let (nets, pixels) = (nets.clone(), pixels.to_vec());
        let of = |hunt| Bisection {
            nets,
            pixels,
            label,
            recipe: recipe.clone(),
            seed,
            low,
            high,
            hunt,
            cost: Cost::default(),
        };
        Ok(first.map(of))
    }

    /// Does at most `iterations` iterations; true when the smallest is known.
    pub fn step(&mut self, iterations: usize) -> Result<bool> {
        if self.high - self.low <= 1 {
            return Ok(true);
        }
        if !self.hunt.step(iterations)? {
            return Ok(false);
        }
        let (fate, tried) = (self.hunt.fate(), self.low.midpoint(self.high));
        self.cost.add(fate.cost);
        if fate.right.mean {
            self.low = tried
        } else {
            self.high = tried
        }
        if self.high - self.low <= 1 {
            return Ok(true);
        }
        let next = self.recipe.at(self.low.midpoint(self.high) as f32);
        // Right before, so right again.
        if let Some(hunt) = Hunt::new(&self.nets, &self.pixels, self.label, &next, self.seed)? {
            self.hunt = hunt;
        }
        Ok(false)
    }

    /// Final once `step` has said so.
    pub fn smallest(&self, largest: u32) -> Smallest {
        Smallest { epsilon_255: (self.high <= largest).then_some(self.high), cost: self.cost }
    }
}
