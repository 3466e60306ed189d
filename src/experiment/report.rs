//! What has been measured so far, from what, and what of it still holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bits::Bits;
use super::far_end::FarEnds;
use super::hunt::Cost;
use super::noise::Telling;
use super::plan::{Catalog, Unit};
use super::recipe::Task;
use super::summary::Summary;
use crate::defense::Filter;

/// Everything that a result depends on: equal inputs, equal outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inputs {
    #[serde(flatten)]
    pub task: Task,
    /// SHA-256 of each member's file.
    pub models_sha256: Vec<String>,
    pub data_sha256: String,
    /// Measured pictures and the seed of chance; `null` where all are measured and nothing is drawn.
    pub pictures: Option<usize>,
    pub seed: Option<u32>,
}

/// A unit's result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Outcome {
    Clean {
        pictures: usize,
        right: usize,
        /// Of ensembles.
        majority_right: Option<usize>,
        /// Of nets: of one byte a picture.
        predictions_sha256: Option<String>,
        /// Where the other runtime's answers differ, if it is known what they are.
        differing: Option<Vec<usize>>,
    },
    Load {
        /// The median.
        milliseconds: f64,
        loads: usize,
        bytes: usize,
    },
    Hunt {
        pictures: usize,
        /// Attacked: answered right before, and asked for.
        tried: Bits,
        /// Still right afterwards, by the mean.
        right: Bits,
        /// Of ensembles; the attacker aims at the mean all the same.
        majority_right: Option<Bits>,
        cost: Cost,
    },
    Transfer {
        pictures: usize,
        /// Attacked: all members were right.
        tried: usize,
        /// Each member, then the vote.
        fooled: Vec<usize>,
        cost: Cost,
    },
    Unaware {
        pictures: usize,
        behind: Vec<BehindFilter>,
        cost: Cost,
    },
    Smallest {
        pictures: usize,
        /// Attacked pictures by their smallest ε, n of n/255: 1, 2, … the largest tried, and last those that withstood it.
        counts: Vec<usize>,
        cost: Cost,
    },
    Certify {
        pictures: usize,
        abstained: usize,
        /// With a certificate, for the right class or another.
        certified: usize,
        /// In L2 and pixel values, of the pictures certified for the right class, from the smallest.
        radii: Vec<f32>,
        /// Inside certified radii, and those that changed the answer all the same.
        attacks: usize,
        broken: usize,
        cost: Cost,
    },
    Ray {
        pictures: usize,
        /// From the pictures that are right.
        ends: FarEnds,
    },
    Noise {
        /// As many squares of noise.
        pictures: usize,
        /// By the largest softmax, and by the evidence (minus the energy).
        confidence: Option<Box<Telling>>,
        evidence: Option<Box<Telling>>,
    },
}

/// What nets get right behind one filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BehindFilter {
    pub filter: Filter,
    /// Right without an attack.
    pub clean: Bits,
    /// Right without and with it.
    pub right: Bits,
}

impl BehindFilter {
    pub(super) fn none(filter: Filter, pictures: usize) -> Self {
        BehindFilter { filter, clean: Bits::none(pictures), right: Bits::none(pictures) }
    }

    pub(super) fn add(&mut self, picture: usize, clean: bool, right: bool) {
        for (bits, holds) in [(&mut self.clean, clean), (&mut self.right, right)] {
            if holds {
                bits.insert(picture);
            }
        }
    }
}

/// A unit's result, and how it came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    pub inputs: Inputs,
    pub outcome: Outcome,
    pub seconds: f64,
    pub threads: usize,
    /// The engine's version, its sources' commit, and whether they had been changed since.
    pub engine: String,
    pub commit: String,
    pub dirty: Option<bool>,
}

/// The last run that added to a report.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Run {
    pub command: String,
    pub engine: String,
    pub commit: String,
    /// Were there changes beside the commit?
    pub dirty: Option<bool>,
    pub data_sha256: String,
    pub seed: u32,
    pub pictures: usize,
    pub transfer_pictures: usize,
    pub threads: usize,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Report {
    /// What the fields mean.
    #[serde(default)]
    pub about: BTreeMap<String, String>,
    pub run: Run,
    pub summary: Summary,
    pub units: BTreeMap<String, Measured>,
}

impl Inputs {
    /// Errors: the id of a member that the catalog does not know.
    pub fn of(unit: &Unit, task: Task, catalog: &Catalog, data_sha256: &str, seed: u32) -> Result<Self, String> {
        let hash = |id: &String| catalog.net(id).map(|net| net.sha256.clone()).ok_or_else(|| id.clone());
        Ok(Inputs {
            task,
            models_sha256: unit.members.iter().map(hash).collect::<Result<_, _>>()?,
            data_sha256: data_sha256.into(),
            pictures: unit.pictures,
            seed: unit.pictures.map(|_| seed),
        })
    }
}

impl Report {
    /// Drops what was measured on nets or data that are no longer those of the catalog; returns how much.
    pub fn drop_outdated(&mut self, catalog: &Catalog, data_sha256: &str) -> usize {
        let before = self.units.len();
        let known = |hash: &String| catalog.nets.iter().any(|net| net.sha256 == *hash);
        self.units
            .retain(|_, unit| unit.inputs.data_sha256 == data_sha256 && unit.inputs.models_sha256.iter().all(known));
        before - self.units.len()
    }

    /// What a unit has to do, once the units that it builds on are measured: `None` while they are not.
    pub fn resolve(&self, unit: &Unit) -> Option<Task> {
        let mut task = unit.task.clone();
        if let (Task::Hunt { only, .. }, false) = (&mut task, unit.survivors_of.is_empty()) {
            *only = Some(self.survivors(&unit.survivors_of)?);
        }
        Some(task)
    }

    /// The pictures that are right after each of these units; `None` unless all measured the same pictures.
    pub fn survivors<K: AsRef<str>>(&self, keys: &[K]) -> Option<Bits> {
        let mut common: Option<(&Inputs, usize, Bits)> = None;
        for key in keys {
            let unit = self.units.get(key.as_ref())?;
            let Outcome::Hunt { pictures, right, .. } = &unit.outcome else { return None };
            common = Some(match common {
                None => (&unit.inputs, *pictures, right.clone()),
                Some((first, count, bits)) => {
                    let same = count == *pictures
                        && first.seed == unit.inputs.seed
                        && first.models_sha256 == unit.inputs.models_sha256;
                    if !same {
                        return None;
                    }
                    (first, count, bits.and(right)?)
                }
            });
        }
        common.map(|(_, _, bits)| bits)
    }

    /// Is this very measurement there already?
    pub fn holds(&self, key: &str, inputs: &Inputs) -> bool {
        self.units.get(key).is_some_and(|unit| unit.inputs == *inputs)
    }
}
