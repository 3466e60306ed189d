//! An evolution's options as callers give them.

use std::ops::RangeInclusive;

use serde::Deserialize;

use super::super::options::Given;
use crate::error::Error;
use crate::fooling::{Cppn, Direct, Encoding, GENERATIONS, Options, POPULATIONS};
use crate::random::system_seed;

/// Numbers are taken as JavaScript has them, so that those out of range are refused by name.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GivenEvolutionOptions {
    encoding: Option<GivenEncoding>,
    population: Option<f64>,
    generations: Option<f64>,
    confidence: Option<f32>,
    seed: Option<f64>,
    eta: Option<f32>,
    rate: Option<f32>,
    half_life: Option<f64>,
    add_connection: Option<f32>,
    delete_connection: Option<f32>,
    change_connection: Option<f32>,
    add_neuron: Option<f32>,
    delete_neuron: Option<f32>,
    change_activation: Option<f32>,
    change_weight: Option<f32>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum GivenEncoding {
    Direct,
    Cppn,
}

impl Given for GivenEvolutionOptions {
    const KEYS: &[&str] = &[
        "encoding",
        "population",
        "generations",
        "confidence",
        "seed",
        "eta",
        "rate",
        "halfLife",
        "addConnection",
        "deleteConnection",
        "changeConnection",
        "addNeuron",
        "deleteNeuron",
        "changeActivation",
        "changeWeight",
    ];
}

impl GivenEvolutionOptions {
    pub fn resolve(self) -> Result<Options, Error> {
        let encoding = match self.encoding {
            Some(GivenEncoding::Direct) => Encoding::Direct(self.direct()?),
            Some(GivenEncoding::Cppn) => Encoding::Cppn(self.cppn()?),
            None => return Err(Error::option("encoding", "missing", "“direct” or “cppn”")),
        };
        let published = Options::new(encoding);
        Ok(Options {
            population: whole("population", self.population, &POPULATIONS)?.unwrap_or(published.population),
            generations: whole("generations", self.generations, &GENERATIONS)?.unwrap_or(published.generations),
            confidence: self.confidence.unwrap_or(published.confidence),
            seed: whole("seed", self.seed, &(0..=u32::MAX))?.map_or_else(system_seed, Ok)?,
            ..published
        })
    }

    fn direct(&self) -> Result<Direct, Error> {
        let of_cppns = [
            ("addConnection", self.add_connection),
            ("deleteConnection", self.delete_connection),
            ("changeConnection", self.change_connection),
            ("addNeuron", self.add_neuron),
            ("deleteNeuron", self.delete_neuron),
            ("changeActivation", self.change_activation),
            ("changeWeight", self.change_weight),
        ];
        if let Some((name, _)) = of_cppns.into_iter().find(|(_, rate)| rate.is_some()) {
            return Err(Error::option(name, "given", "left out where the encoding is “direct”"));
        }
        let published = Direct::default();
        Ok(Direct {
            rate: self.rate.unwrap_or(published.rate),
            half_life: whole("halfLife", self.half_life, &(0..=u32::MAX))?.unwrap_or(published.half_life),
            eta: self.eta.unwrap_or(published.eta),
        })
    }

    fn cppn(&self) -> Result<Cppn, Error> {
        for (name, given) in [("rate", self.rate.is_some()), ("halfLife", self.half_life.is_some())] {
            if given {
                return Err(Error::option(name, "given", "left out where the encoding is “cppn”"));
            }
        }
        let published = Cppn::default();
        Ok(Cppn {
            add_connection: self.add_connection.unwrap_or(published.add_connection),
            delete_connection: self.delete_connection.unwrap_or(published.delete_connection),
            change_connection: self.change_connection.unwrap_or(published.change_connection),
            add_neuron: self.add_neuron.unwrap_or(published.add_neuron),
            delete_neuron: self.delete_neuron.unwrap_or(published.delete_neuron),
            change_activation: self.change_activation.unwrap_or(published.change_activation),
            change_weight: self.change_weight.unwrap_or(published.change_weight),
            eta: self.eta.unwrap_or(published.eta),
        })
    }
}

/// A whole number in `range`, where one is given.
fn whole(name: &'static str, given: Option<f64>, range: &RangeInclusive<u32>) -> Result<Option<u32>, Error> {
    let Some(value) = given else { return Ok(None) };
    match value.fract() == 0.0 && (f64::from(*range.start())..=f64::from(*range.end())).contains(&value) {
        true => Ok(Some(value as u32)),
        false => {
            let allowed = format!("a whole number between {} and {}", range.start(), range.end());
            Err(Error::option(name, value, allowed))
        }
    }
}
