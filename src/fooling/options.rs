//! What a caller chooses, with the published defaults, checked before anything runs.

use serde::{Deserialize, Serialize};

use super::cppn::Cppn;
use super::direct::Direct;
use crate::error::{Error, Result};

/// How pictures are written down.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Encoding {
    /// A number a pixel and channel.
    Direct(Direct),
    /// A small network from coordinates to colours.
    Cppn(Cppn),
}

/// Settings of an evolution.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    pub encoding: Encoding,
    /// Children a generation. 200.
    pub population: u32,
    /// Generations after which it stops in any case, the first, random one included. 1000.
    pub generations: u32,
    /// It stops at the end of the generation in which every class's champion has this probability. 0.9999.
    pub confidence: f32,
    pub seed: u32,
}

const MAX_POPULATION: u32 = 1_000;
const MAX_GENERATIONS: u32 = 1_000_000;

impl Options {
    pub fn new(encoding: Encoding) -> Self {
        Options { encoding, population: 200, generations: 1000, confidence: 0.9999, seed: 0 }
    }

    /// Errors: an option outside its range (named).
    pub fn check(&self) -> Result<()> {
        match &self.encoding {
            Encoding::Direct(direct) => direct.check()?,
            Encoding::Cppn(cppn) => cppn.check()?,
        }
        if !(1..=MAX_POPULATION).contains(&self.population) {
            return Err(Error::option("population", self.population, format!("between 1 and {MAX_POPULATION}")));
        }
        if !(1..=MAX_GENERATIONS).contains(&self.generations) {
            return Err(Error::option("generations", self.generations, format!("between 1 and {MAX_GENERATIONS}")));
        }
        if !(0.0..=1.0).contains(&self.confidence) {
            return Err(Error::option("confidence", self.confidence, "between 0 and 1"));
        }
        Ok(())
    }
}

/// A probability. NaN is none.
pub(super) fn check_rate(name: &'static str, rate: f32) -> Result<()> {
    match (0.0..=1.0).contains(&rate) {
        true => Ok(()),
        false => Err(Error::option(name, rate, "between 0 and 1")),
    }
}

pub(super) fn check_eta(eta: f32) -> Result<()> {
    match (0.0..=1000.0).contains(&eta) {
        true => Ok(()),
        false => Err(Error::option("eta", eta, "between 0 and 1000")),
    }
}
