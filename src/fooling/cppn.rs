//! The indirect encoding: pictures drawn by CPPNs that NEAT's mutations grow (Stanley 2007; Nguyen, Yosinski and Clune
//! 2015; activations, ranges and start as in those authors' program).

use serde::{Deserialize, Serialize};

use super::genome::{
    ACTIVATIONS, Activation, Genome, INPUTS, MAX_CONNECTIONS, MAX_HIDDEN, MAX_WEIGHT, Neuron, OUTPUTS, WEIGHTS_PER_UNIT,
};
use super::mutation::{happens, index, polynomial};
use super::options::{check_eta, check_rate};
use super::representation::Representation;
use crate::error::Result;
use crate::random::Random;

/// Rates of the CPPN encoding, each a probability a child unless it says otherwise; the defaults are the published ones.
///
/// Deviations: at most 32 hidden neurons and 96 connections, so that a genome fits in a link (what would exceed them is
/// not added); no two connections between the same neurons; a connection goes forward in the standing order of neurons
/// (a new neuron's place in it is drawn), where the authors' program allows any that closes no circle; weights are
/// multiples of 1/2048. No crossover, as MAP-Elites has one parent a child.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cppn {
    /// 0.5.
    pub add_connection: f32,
    /// 0.3.
    pub delete_connection: f32,
    /// That one connection gets another source or another target, and keeps its weight. 0.5.
    pub change_connection: f32,
    /// That a neuron is put into a connection; both halves get its weight. 0.5.
    pub add_neuron: f32,
    /// 0.2.
    pub delete_neuron: f32,
    /// A neuron: that its activation is drawn anew. 0.1.
    pub change_activation: f32,
    /// A weight: that it is mutated. 0.1.
    pub change_weight: f32,
    /// η of the polynomial mutation of weights over [−10, 10]: the larger, the shorter the steps. 15.
    pub eta: f32,
}

impl Default for Cppn {
    fn default() -> Self {
        Cppn {
            add_connection: 0.5,
            delete_connection: 0.3,
            change_connection: 0.5,
            add_neuron: 0.5,
            delete_neuron: 0.2,
            change_activation: 0.1,
            change_weight: 0.1,
            eta: 15.0,
        }
    }
}

impl Representation for Cppn {
    type Genome = Genome;

    /// Every input connected to every output, weights uniform in [−10, 10], activations at random.
    fn random(&self, _shape: [usize; 3], random: &mut Random) -> Genome {
        let neuron = |_| Neuron { activation: any_activation(random), connections: Vec::new() };
        let mut genome = Genome::new((0..OUTPUTS).map(neuron).collect()).expect("three outputs are a genome");
        for target in 0..OUTPUTS {
            (0..INPUTS).for_each(|source| genome.connect(source, target, any_weight(random)));
        }
        genome
    }

    fn mutate(&self, parent: &Genome, _generation: u32, random: &mut Random) -> Genome {
        let mut child = parent.clone();
        self.change_weights(&mut child, random);
        if happens(self.change_connection, random) {
            change_connection(&mut child, random);
        }
        for neuron in 0..child.neurons().len() {
            if happens(self.change_activation, random) {
                child.set_activation(neuron, any_activation(random));
            }
        }
        if happens(self.add_connection, random) {
            add_connection(&mut child, random);
        }
        if happens(self.delete_connection, random) {
            delete_connection(&mut child, random);
        }
        if happens(self.add_neuron, random) {
            add_neuron(&mut child, random);
        }
        if happens(self.delete_neuron, random) && child.hidden_count() > 0 {
            child.remove_hidden(index(child.hidden_count(), random));
        }
        child
    }

    fn draw(&self, genome: &Genome, shape: [usize; 3]) -> Vec<f32> {
        genome.paint(shape)
    }
}

impl Cppn {
    pub(super) fn check(&self) -> Result<()> {
        check_rate("addConnection", self.add_connection)?;
        check_rate("deleteConnection", self.delete_connection)?;
        check_rate("changeConnection", self.change_connection)?;
        check_rate("addNeuron", self.add_neuron)?;
        check_rate("deleteNeuron", self.delete_neuron)?;
        check_rate("changeActivation", self.change_activation)?;
        check_rate("changeWeight", self.change_weight)?;
        check_eta(self.eta)
    }

    fn change_weights(&self, child: &mut Genome, random: &mut Random) {
        let range = 2.0 * f32::from(MAX_WEIGHT);
        for weight in child.weights_mut() {
            if happens(self.change_weight, random) {
                *weight = to_weight(f32::from(*weight) + range * polynomial(self.eta, random));
            }
        }
    }
}

/// The nearest weight, in units of 1/2048.
fn to_weight(units: f32) -> i16 {
    let limit = f32::from(MAX_WEIGHT);
    libm::roundf(units.clamp(-limit, limit)) as i16
}

fn any_weight(random: &mut Random) -> i16 {
    let limit = f32::from(MAX_WEIGHT) / WEIGHTS_PER_UNIT;
    to_weight(random.between(-limit, limit) * WEIGHTS_PER_UNIT)
}

fn any_activation(random: &mut Random) -> Activation {
    ACTIVATIONS[index(ACTIVATIONS.len(), random)]
}

/// One of `candidates`, if there are any.
fn pick(candidates: impl Iterator<Item = usize>, random: &mut Random) -> Option<usize> {
    let candidates: Vec<usize> = candidates.collect();
    (!candidates.is_empty()).then(|| candidates[index(candidates.len(), random)])
}

/// A target that `source` is not connected to yet.
fn any_target(genome: &Genome, source: usize, random: &mut Random) -> Option<usize> {
    let targets = genome.first_target_of(source)..genome.neurons().len();
    pick(targets.filter(|&target| !genome.is_connected(source, target)), random)
}

fn add_connection(child: &mut Genome, random: &mut Random) {
    let source = index(INPUTS + child.hidden_count(), random);
    if child.connection_count() < MAX_CONNECTIONS
        && let Some(target) = any_target(child, source, random)
    {
        child.connect(source, target, any_weight(random));
    }
}

/// (target, place) of any connection.
fn any_connection(genome: &Genome, random: &mut Random) -> Option<(usize, usize)> {
    let count = genome.connection_count();
    (count > 0).then(|| genome.locate(index(count, random)))
}

fn delete_connection(child: &mut Genome, random: &mut Random) {
    if let Some((target, place)) = any_connection(child, random) {
        child.disconnect(target, place);
    }
}

fn change_connection(child: &mut Genome, random: &mut Random) {
    let Some((target, place)) = any_connection(child, random) else { return };
    let connection = child.neurons()[target].connections[place];
    let source = usize::from(connection.source);
    let changed = if happens(0.5, random) {
        let sources = (0..child.sources_of(target)).filter(|&source| !child.is_connected(source, target));
        pick(sources, random).map(|source| (source, target))
    } else {
        any_target(child, source, random).map(|target| (source, target))
    };
    if let Some((source, new_target)) = changed {
        child.disconnect(target, place);
        child.connect(source, new_target, connection.weight);
    }
}

fn add_neuron(child: &mut Genome, random: &mut Random) {
    if child.hidden_count() == MAX_HIDDEN || child.connection_count() == MAX_CONNECTIONS {
        return;
    }
    let Some((target, place)) = any_connection(child, random) else { return };
    let connection = child.disconnect(target, place);
    let source = usize::from(connection.source);
    // Anywhere between its source and its target in the order of evaluation.
    let (first, last) = (child.first_target_of(source), target.min(child.hidden_count()));
    let hidden = first + index(last - first + 1, random);
    child.insert_hidden(hidden, any_activation(random));
    child.connect(source, hidden, connection.weight);
    child.connect(INPUTS + hidden, target + 1, connection.weight);
}
