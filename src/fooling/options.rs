//! What a caller chooses, with the published defaults, checked before anything runs.

use std::ops::RangeInclusive;

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

/// What `population` and `generations` may be.
pub const POPULATIONS: RangeInclusive<u32> = 1..=1_000;
pub const GENERATIONS: RangeInclusive<u32> = 1..=1_000_000;

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
        check_range("population", self.population, &POPULATIONS)?;
        check_range("generations", self.generations, &GENERATIONS)?;
        if !(0.0..=1.0).contains(&self.confidence) {
            return Err(Error::option("confidence", self.confidence, "between 0 and 1"));
        }
        Ok(())
    }
}

fn check_range(name: &'static str, value: u32, range: &RangeInclusive<u32>) -> Result<()> {
    match range.contains(&value) {
        true => Ok(()),
        false => Err(Error::option(name, value, format!("between {} and {}", range.start(), range.end()))),
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
