//! Pictures that mean nothing to us and everything to a network, by evolution: no gradient, only questions.
//!
//! MAP-Elites (Mouret and Clune 2015) as Nguyen, Yosinski and Clune (2015) used it: one niche a class; a child is compared
//! with the champion of every class and replaces each that it beats; parents are drawn uniformly among the champions.
//! Fitness is the net's probability of the class, an ensemble's mean one, of the 8-bit picture.

mod archive;
mod codec;
mod cppn;
mod direct;
mod draw;
mod genome;
mod history;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod measure;
mod mutation;
mod options;
mod representation;
mod saved;
#[cfg(test)]
mod tests;
mod verdict;

use serde::{Deserialize, Serialize};

use archive::Archive;
pub use codec::MAX_BYTES;
pub use cppn::Cppn;
pub use direct::Direct;
pub use draw::MAX_SIDE;
pub use genome::{Activation, Connection, Genome, MAX_CONNECTIONS, MAX_HIDDEN, Neuron};
pub use history::History;
pub use options::{Encoding, GENERATIONS, Options, POPULATIONS};
pub use representation::Representation;
pub use verdict::Verdict;

use crate::classifier::softmax;
use crate::ensemble::Ensemble;
use crate::error::{Error, Result};

/// Children that are bred, drawn and judged at once.
const BATCH: usize = 16;
/// Directly encoded champions and parents may take this many bytes.
const MAX_CHAMPION_BYTES: u64 = 64 << 20;

/// An evolution as a state machine: `step` does a bounded piece of work; between steps it can be looked at, saved, left.
#[derive(Debug, Clone)]
pub struct Evolution {
    ensemble: Ensemble,
    state: State,
}

/// All that an evolution knows, without the networks: to save it, and to [`Evolution::resume`] it as if nothing had been.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Of this layout; others are refused.
    version: u32,
    population: u32,
    generations: u32,
    confidence: f32,
    seed: u32,
    /// Channels, height, width.
    shape: [usize; 3],
    /// Children judged, over all generations. The only clock, and with the seed the only source of chance.
    evaluations: u32,
    history: History,
    lineage: AnyLineage,
}

const STATE_VERSION: u32 = 1;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum AnyLineage {
    Direct(Lineage<Direct, <Direct as Representation>::Genome>),
    Cppn(Lineage<Cppn, <Cppn as Representation>::Genome>),
}

/// The champions, and those of them from whom this generation descends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Lineage<R, G> {
    representation: R,
    archive: Archive<G>,
    /// The champions as they were when the generation began; empty in the first one.
    parents: Vec<G>,
}

/// `$body` for whichever encoding the lineage has.
macro_rules! of_either {
    ($lineage:expr, $name:ident => $body:expr) => {
        match $lineage {
            AnyLineage::Direct($name) => $body,
            AnyLineage::Cppn($name) => $body,
        }
    };
}

/// How far an evolution is.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Generations done, the first, random one included.
    pub generation: u32,
    /// Pictures judged so far, this generation's included. Times the number of members: forward passes.
    pub evaluations: u32,
    /// Each class's champion: its probability of that class. Empty before the first picture.
    pub fitness: Vec<f32>,
    /// Champions with a probability of at least 0.99, and of at least 0.9999.
    pub at_99: usize,
    pub at_9999: usize,
    pub history: History,
    pub done: bool,
}

impl Evolution {
    /// Errors: an option outside its range (named); pictures of neither one nor three channels for CPPNs; pictures or
    /// classes too large or many to keep a champion of each.
    pub fn new(ensemble: Ensemble, options: &Options) -> Result<Self> {
        let state = State {
            version: STATE_VERSION,
            population: options.population,
            generations: options.generations,
            confidence: options.confidence,
            seed: options.seed,
            shape: ensemble.members()[0].input_shape(),
            evaluations: 0,
            history: History::new(ensemble.class_count()),
            lineage: match options.encoding {
                Encoding::Direct(direct) => AnyLineage::Direct(Lineage::new(direct)),
                Encoding::Cppn(cppn) => AnyLineage::Cppn(Lineage::new(cppn)),
            },
        };
        state.check(&ensemble)?;
        Ok(Evolution { ensemble, state })
    }

    /// Goes on where `state` was left. Its champions are judged once more, and must be found as good as it says.
    ///
    /// Errors: a state that is damaged, of another version, or of other networks.
    pub fn resume(mut ensemble: Ensemble, state: State) -> Result<Self> {
        state.check(&ensemble)?;
        let classes = ensemble.class_count();
        let fitness = state.fitness();
        for (class, &expected) in fitness.iter().enumerate() {
            let pixels = state.champion(class).expect("a champion for each fitness");
            if mean_probabilities(&mut ensemble, &pixels)?[class].max(0.0) != expected {
                return Err(Error::option(
                    "state",
                    "one of other networks",
                    format!("one of these, of {classes} classes"),
                ));
            }
        }
        Ok(Evolution { ensemble, state })
    }

    /// Judges at most `evaluations` more children. The outcome does not depend on the strides.
    pub fn step(&mut self, evaluations: usize) -> Result<()> {
        let mut left = evaluations;
        while left > 0 && !self.is_done() {
            let judged = self.state.evaluations % self.state.population;
            let count = left.min(BATCH).min((self.state.population - judged) as usize);
            self.judge_children(count as u32)?;
            left -= count;
        }
        Ok(())
    }

    /// Ends with a generation: when every champion is confident enough, or with the last one.
    pub fn is_done(&self) -> bool {
        self.state.is_done()
    }

    /// Breeds, draws and judges the next `count` children, all of this generation.
    fn judge_children(&mut self, count: u32) -> Result<()> {
        let State { population, seed, shape, evaluations, .. } = self.state;
        let generation = evaluations / population;
        let (classes, ensemble) = (self.ensemble.class_count(), &mut self.ensemble);
        of_either!(&mut self.state.lineage, lineage => {
            if evaluations.is_multiple_of(population) {
                lineage.parents = lineage.archive.champions().iter().map(|champion| champion.genome.clone()).collect();
            }
            let representation = &lineage.representation;
            let breed = |child| {
                let mut random = mutation::stream(seed, child);
                if lineage.parents.is_empty() {
                    representation.random(shape, &mut random)
                } else {
                    let parent = mutation::index(lineage.parents.len(), &mut random);
                    representation.mutate(&lineage.parents[parent], generation, &mut random)
                }
            };
            let children: Vec<_> = (evaluations..evaluations + count).map(breed).collect();
            let pixels: Vec<f32> = children.iter().flat_map(|child| representation.draw(child, shape)).collect();
            let probabilities = mean_probabilities(ensemble, &pixels)?;
            for (child, probabilities) in children.iter().zip(probabilities.chunks_exact(classes)) {
                lineage.archive.offer(child, probabilities);
            }
        });
        self.state.evaluations += count;
        if self.state.evaluations.is_multiple_of(population) {
            let fitness = self.state.fitness();
            self.state.history.push(generation + 1, fitness.into_iter());
        }
        Ok(())
    }

    pub fn progress(&self) -> Progress {
        let fitness = self.state.fitness();
        let at = |probability| fitness.iter().filter(|&&fitness| fitness >= probability).count();
        Progress {
            generation: self.state.evaluations / self.state.population,
            evaluations: self.state.evaluations,
            at_99: at(0.99),
            at_9999: at(0.9999),
            fitness,
            history: self.state.history.clone(),
            done: self.is_done(),
        }
    }

    /// The best picture of a class so far, 8-bit: what was judged. `None` before the first, and without such a class.
    pub fn champion(&self, class: usize) -> Option<Vec<f32>> {
        self.state.champion(class)
    }

    /// The genome of [`Evolution::champion`], if it has the CPPN encoding. [`Genome::pruned`] is shorter in a link.
    pub fn genome(&self, class: usize) -> Option<&Genome> {
        match &self.state.lineage {
            AnyLineage::Direct(_) => None,
            AnyLineage::Cppn(lineage) => lineage.archive.champions().get(class).map(|champion| &champion.genome),
        }
    }

    pub fn state(&self) -> &State {
        &self.state
    }
}

impl<R, G: Clone> Lineage<R, G> {
    fn new(representation: R) -> Self {
        Lineage { representation, archive: Archive::new(), parents: Vec::new() }
    }
}

impl State {
    fn fitness(&self) -> Vec<f32> {
        of_either!(&self.lineage, lineage => lineage.archive.champions().iter().map(|champion| champion.fitness).collect())
    }

    fn champion(&self, class: usize) -> Option<Vec<f32>> {
        of_either!(&self.lineage, lineage => {
            let champion = lineage.archive.champions().get(class)?;
            Some(lineage.representation.draw(&champion.genome, self.shape))
        })
    }

    fn is_done(&self) -> bool {
        let generation = self.evaluations / self.population;
        let between_generations = self.evaluations > 0 && self.evaluations.is_multiple_of(self.population);
        between_generations
            && (generation == self.generations || self.fitness().iter().all(|&fitness| fitness >= self.confidence))
    }

    /// The options as they were chosen.
    pub fn options(&self) -> Options {
        Options {
            encoding: match &self.lineage {
                AnyLineage::Direct(lineage) => Encoding::Direct(lineage.representation),
                AnyLineage::Cppn(lineage) => Encoding::Cppn(lineage.representation),
            },
            population: self.population,
            generations: self.generations,
            confidence: self.confidence,
            seed: self.seed,
        }
    }

    /// Is it a state that an evolution of `ensemble` can be in?
    fn check(&self, ensemble: &Ensemble) -> Result<()> {
        if self.version != STATE_VERSION {
            return Err(Error::option(
                "state",
                format!("of version {}", self.version),
                format!("of version {STATE_VERSION}"),
            ));
        }
        self.options().check()?;
        let (shape, classes) = (ensemble.members()[0].input_shape(), ensemble.class_count());
        let damaged = |what: &str| Err(Error::option("state", format!("damaged ({what})"), "as it was saved"));
        if self.shape != shape {
            return damaged("its pictures are of another size");
        }
        if self.evaluations > self.population * self.generations {
            return damaged("more pictures than generations");
        }
        let generation = self.evaluations / self.population;
        if !self.history.fits(classes, generation) {
            return damaged("its history");
        }
        let champions = if self.evaluations == 0 { 0 } else { classes };
        // Parents are taken when a generation begins, that is with its first child.
        let parents = if self.evaluations <= self.population { 0 } else { classes };
        let counts = of_either!(&self.lineage, lineage => [lineage.archive.champions().len(), lineage.parents.len()]);
        if counts != [champions, parents] {
            return damaged("its champions");
        }
        match &self.lineage {
            AnyLineage::Direct(lineage) => {
                let length = ensemble.input_length();
                let bytes = 2 * classes as u64 * length as u64;
                if bytes > MAX_CHAMPION_BYTES {
                    let what = "the memory for a champion of every class, in bytes".into();
                    return Err(Error::TooLarge { what, found: bytes, limit: MAX_CHAMPION_BYTES });
                }
                let champions = lineage.archive.champions().iter().map(|champion| &champion.genome);
                if champions.chain(&lineage.parents).any(|genome| genome.len() != length) {
                    return damaged("its pictures");
                }
            }
            AnyLineage::Cppn(_) if !matches!(shape[0], 1 | 3) => {
                let reason = format!("CPPNs draw grey or RGB pictures, and it takes {} channels", shape[0]);
                return Err(Error::NotAClassifier { reason });
            }
            AnyLineage::Cppn(_) => {}
        }
        Ok(())
    }
}

/// A row a picture: the members' mean probabilities, summed in the members' order as in
/// [`Vote::count`](crate::ensemble::Vote::count).
fn mean_probabilities(ensemble: &mut Ensemble, pixels: &[f32]) -> Result<Vec<f32>> {
    let (classes, members) = (ensemble.class_count(), ensemble.members().len() as f32);
    let mut sums = Vec::new();
    for logits in ensemble.logits(pixels)? {
        let probabilities = softmax(&logits, classes);
        if sums.is_empty() {
            sums = probabilities;
        } else {
            sums.iter_mut().zip(probabilities).for_each(|(sum, probability)| *sum += probability);
        }
    }
    sums.iter_mut().for_each(|sum| *sum /= members);
    Ok(sums)
}
