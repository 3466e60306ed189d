//! The genome of a compositional pattern-producing network, CPPN (Stanley 2007): a small network from a pixel's place
//! to its colour.
//!
//! Acyclic by construction: neurons stand in an order of evaluation, the three outputs last, and a connection goes only
//! from an input or an earlier neuron to a later one. Weights are multiples of 1/2048 in [−10, 10], so that bytes hold
//! them exactly, nothing is ever infinite or NaN, and a drawing survives a link bit for bit.

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// x, y, distance from the centre, bias.
pub const INPUTS: usize = 4;
/// Hue, saturation, value.
pub const OUTPUTS: usize = 3;
/// Neurons between inputs and outputs, at most.
pub const MAX_HIDDEN: usize = 32;
pub const MAX_CONNECTIONS: usize = 96;
/// Weights are integers, in units of 1/2048.
pub const WEIGHTS_PER_UNIT: f32 = 2048.0;
/// The largest weight: 10.
pub const MAX_WEIGHT: i16 = 20_480;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// sin p
    Sine,
    /// 2/(1 + e⁻ᵖ) − 1, in [−1, 1]
    Sigmoid,
    /// exp(−p²), in [0, 1]
    Gaussian,
    /// p/3, cut to [−1, 1]
    Linear,
}

pub const ACTIVATIONS: [Activation; 4] =
    [Activation::Sine, Activation::Sigmoid, Activation::Gaussian, Activation::Linear];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connection {
    /// An input (0..4) or a hidden neuron (4 + its index).
    pub source: u8,
    /// In units of 1/2048.
    pub weight: i16,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neuron {
    pub activation: Activation,
    /// By source, ascending, each source once.
    pub connections: Vec<Connection>,
}

/// Hidden neurons in an order of evaluation, then the three outputs. As bytes and as text: see `to_bytes`, `to_text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
pub struct Genome {
    neurons: Vec<Neuron>,
}

impl TryFrom<Vec<u8>> for Genome {
    type Error = Error;

    fn try_from(bytes: Vec<u8>) -> Result<Self, Error> {
        Genome::from_bytes(&bytes)
    }
}

impl From<Genome> for Vec<u8> {
    fn from(genome: Genome) -> Self {
        genome.to_bytes()
    }
}

impl Genome {
    /// Checks everything that the type promises.
    pub(super) fn new(neurons: Vec<Neuron>) -> Result<Self, Error> {
        let refuse = |found: String, allowed: String| Err(Error::option("genome", found, allowed));
        if !(OUTPUTS..=OUTPUTS + MAX_HIDDEN).contains(&neurons.len()) {
            return refuse(format!("{} neurons", neurons.len()), format!("{OUTPUTS} to {}", OUTPUTS + MAX_HIDDEN));
        }
        let count: usize = neurons.iter().map(|neuron| neuron.connections.len()).sum();
        if count > MAX_CONNECTIONS {
            return refuse(format!("{count} connections"), format!("at most {MAX_CONNECTIONS}"));
        }
        let genome = Genome { neurons };
        for (target, neuron) in genome.neurons.iter().enumerate() {
            if neuron.connections.iter().any(|c| usize::from(c.source) >= genome.sources_of(target)) {
                let found = "a circle: a connection from a later neuron, or from an output".into();
                return refuse(found, "a network in which connections go forward only".into());
            }
            if neuron.connections.windows(2).any(|pair| pair[0].source >= pair[1].source) {
                return refuse("a neuron whose sources repeat or stand out of order".into(), "sorted".into());
            }
            if neuron.connections.iter().any(|c| c.weight.unsigned_abs() > MAX_WEIGHT.unsigned_abs()) {
                return refuse("a weight beyond ±10".into(), "made of weights in [−10, 10]".into());
            }
        }
        Ok(genome)
    }

    /// Hidden neurons first, in an order of evaluation; then hue, saturation, value.
    pub fn neurons(&self) -> &[Neuron] {
        &self.neurons
    }

    pub fn hidden_count(&self) -> usize {
        self.neurons.len() - OUTPUTS
    }

    pub fn connection_count(&self) -> usize {
        self.neurons.iter().map(|neuron| neuron.connections.len()).sum()
    }

    /// The sources that neuron `target` may have: those below this number.
    pub(super) fn sources_of(&self, target: usize) -> usize {
        INPUTS + target.min(self.hidden_count())
    }

    /// The first neuron that may have this source; all later ones may, too.
    pub(super) fn first_target_of(&self, source: usize) -> usize {
        (source + 1).saturating_sub(INPUTS)
    }

    pub(super) fn is_connected(&self, source: usize, target: usize) -> bool {
        self.neurons[target].connections.iter().any(|c| usize::from(c.source) == source)
    }

    /// (target, place among its connections) of connection number `index`, counted neuron by neuron.
    pub(super) fn locate(&self, mut index: usize) -> (usize, usize) {
        for (target, neuron) in self.neurons.iter().enumerate() {
            match index.checked_sub(neuron.connections.len()) {
                None => return (target, index),
                Some(rest) => index = rest,
            }
        }
        panic!("an index below connection_count");
    }

    pub(super) fn set_activation(&mut self, neuron: usize, activation: Activation) {
        self.neurons[neuron].activation = activation;
    }

    pub(super) fn weights_mut(&mut self) -> impl Iterator<Item = &mut i16> {
        self.neurons.iter_mut().flat_map(|neuron| &mut neuron.connections).map(|connection| &mut connection.weight)
    }

    /// Adds a connection that is not there yet, from a source that `target` may have.
    pub(super) fn connect(&mut self, source: usize, target: usize, weight: i16) {
        debug_assert!(source < self.sources_of(target) && !self.is_connected(source, target));
        let source = source as u8;
        let connections = &mut self.neurons[target].connections;
        let place = connections.partition_point(|connection| connection.source < source);
        connections.insert(place, Connection { source, weight });
    }

    pub(super) fn disconnect(&mut self, target: usize, place: usize) -> Connection {
        self.neurons[target].connections.remove(place)
    }

    /// Puts an unconnected hidden neuron before hidden neuron `index` (or after the last).
    pub(super) fn insert_hidden(&mut self, index: usize, activation: Activation) {
        let shifted = self.neurons[index..].iter_mut().flat_map(|neuron| &mut neuron.connections);
        shifted.filter(|c| usize::from(c.source) >= INPUTS + index).for_each(|c| c.source += 1);
        self.neurons.insert(index, Neuron { activation, connections: Vec::new() });
    }

    /// Removes a hidden neuron with all its connections.
    pub(super) fn remove_hidden(&mut self, index: usize) {
        self.neurons.remove(index);
        let source = (INPUTS + index) as u8;
        for neuron in &mut self.neurons[index..] {
            neuron.connections.retain(|connection| connection.source != source);
            neuron.connections.iter_mut().filter(|c| c.source > source).for_each(|c| c.source -= 1);
        }
    }

    /// Without the neurons that no output depends on: the same drawing, bit for bit, in fewer bytes.
    pub fn pruned(&self) -> Genome {
        let mut pruned = self.clone();
        for index in (0..self.hidden_count()).rev() {
            // Later neurons that are left lead to an output, so one of them as a target is enough.
            if !(index + 1..pruned.neurons.len()).any(|target| pruned.is_connected(INPUTS + index, target)) {
                pruned.remove_hidden(index);
            }
        }
        pruned
    }
}
