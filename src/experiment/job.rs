//! A unit's work, cut into pieces that can be done anywhere and in any order, and put together again.

use super::bits::Bits;
use super::far_end::{FarEnd, FarEnds, Survey};
use super::hunt::{Answers, Cost, Fate, Hunt};
use super::noise::{Heard, Luring, Scores, Telling};
use super::ray::Ray;
use super::recipe::Task;
use super::report::Outcome;
use super::sampling::{other_class, seed_of};
use super::test_set::TestSet;
use super::transfer::{Craft, Crafted};
use crate::classifier::{Classifier, argmax};
use crate::ensemble::{Ensemble, Vote, VoteRule};
use crate::error::Result;
use crate::loss::Goal;

/// Pictures that are classified in one piece.
const BLOCK: usize = 50;

/// What all pieces of a unit share.
#[derive(Debug)]
pub struct Job<'a> {
    pub task: &'a Task,
    pub set: &'a TestSet,
    /// The measured pictures, as indices into `set`; cleanly classified are all.
    pub pictures: &'a [usize],
    pub seed: u32,
}

/// A piece under way.
#[derive(Debug)]
pub enum Piece {
    Classify {
        first: usize,
        end: usize,
    },
    Hunt(Box<Hunt>),
    Craft(Box<Craft>),
    Walk(Box<Survey>),
    Lure(Box<Luring>),
    /// Nothing to do: not right to begin with, or not asked for.
    Skip,
}

/// What a finished piece found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// The mean's class and whether both ways of voting are right, picture after picture.
    Classes(Vec<(u8, Answers)>),
    Fate(Fate),
    Crafted(Crafted),
    FarEnd(FarEnd),
    Heard(Heard),
    Nothing,
}

impl Job<'_> {
    /// How many pieces there are.
    pub fn pieces(&self) -> usize {
        match self.task {
            Task::Load => 0,
            Task::Clean { .. } => self.set.len().div_ceil(BLOCK),
            _ => self.pictures.len(),
        }
    }

    /// Pictures in a piece, the last perhaps excepted.
    pub fn piece_length(&self) -> usize {
        if matches!(self.task, Task::Clean { .. }) { BLOCK } else { 1 }
    }

    /// Begins piece `index`. `nets` votes by the mean; each thread has its own.
    pub fn start(&self, index: usize, nets: &mut Ensemble) -> Result<Piece> {
        let (recipe, only) = match self.task {
            Task::Load => return Ok(Piece::Skip),
            Task::Clean { .. } => {
                let first = index * BLOCK;
                return Ok(Piece::Classify { first, end: (first + BLOCK).min(self.set.len()) });
            }
            Task::Hunt { recipe, only } => (recipe, only.as_ref()),
            Task::Transfer { recipe, .. } => (recipe, None),
            Task::Ray { .. } | Task::Noise { .. } => return self.start_from(index, nets),
        };
        if only.is_some_and(|only| !only.contains(index)) {
            return Ok(Piece::Skip);
        }
        let picture = self.pictures[index];
        let (pixels, label) = (self.set.pixels(picture..picture + 1), self.set.label(picture));
        let seed = seed_of(self.seed, picture);
        let Task::Transfer { source, .. } = self.task else {
            let hunt = Hunt::new(nets, &pixels, label, recipe, seed)?;
            return Ok(hunt.map_or(Piece::Skip, |hunt| Piece::Hunt(Box::new(hunt))));
        };
        if nets.vote(&pixels)?.members.iter().any(|member| member.label != label) {
            return Ok(Piece::Skip);
        }
        let goal = if recipe.targeted {
            Goal::Towards { target: other_class(seed, label, nets.class_count()) }
        } else {
            Goal::Away { label }
        };
        Ok(Piece::Craft(Box::new(Craft::new(nets, *source, &pixels, goal, recipe, seed)?)))
    }

    /// A walk from picture `index`, or noise beside it, of the first net.
    fn start_from(&self, index: usize, nets: &mut Ensemble) -> Result<Piece> {
        let picture = self.pictures[index];
        let (pixels, label) = (self.set.pixels(picture..picture + 1), self.set.label(picture));
        let seed = seed_of(self.seed, picture);
        let net = &mut nets.members_mut()[0];
        Ok(match self.task {
            Task::Noise { leading } => Piece::Lure(Box::new(Luring::new(net, &pixels, *leading, seed))),
            Task::Ray { bearing } if argmax(&net.logits(&pixels)?) == label => {
                let way = bearing.way(seed, label, net.class_count());
                Piece::Walk(Box::new(Survey::new(Ray::new(net, &pixels, way, seed)?)))
            }
            _ => Piece::Skip,
        })
    }

    /// Does a bounded part of the piece (one block, or `iterations` iterations); what was found, when it is finished.
    pub fn step(&self, piece: &mut Piece, iterations: usize, nets: &mut Ensemble) -> Result<Option<Found>> {
        Ok(match piece {
            Piece::Skip => Some(Found::Nothing),
            Piece::Classify { first, end } => Some(Found::Classes(self.classify(*first, *end, nets)?)),
            Piece::Hunt(hunt) => hunt.step(iterations)?.then(|| Found::Fate(hunt.fate())),
            Piece::Craft(craft) => {
                if craft.step(iterations)? {
                    Some(Found::Crafted(craft.show(nets)?))
                } else {
                    None
                }
            }
            Piece::Walk(survey) => survey.step(iterations)?.then(|| Found::FarEnd(survey.found().clone())),
            Piece::Lure(luring) => {
                if luring.step(iterations)? {
                    Some(Found::Heard(luring.heard()?))
                } else {
                    None
                }
            }
        })
    }

    fn classify(&self, first: usize, end: usize, nets: &mut Ensemble) -> Result<Vec<(u8, Answers)>> {
        let pixels = self.set.pixels(first..end);
        let classes = nets.class_count();
        let ask = |member: &mut Classifier| member.logits(&pixels);
        let logits = nets.members_mut().iter_mut().map(ask).collect::<Result<Vec<_>>>()?;
        let row = |index: usize| logits.iter().map(move |logits| &logits[index * classes..][..classes]);
        let votes = (first..end).map(|picture| {
            let vote = Vote::count(VoteRule::Mean, &row(picture - first).collect::<Vec<_>>());
            let class = vote.label.expect("a mean always has a highest class");
            (class as u8, Answers::of(&vote, self.set.label(picture)))
        });
        Ok(votes.collect())
    }
}

/// Puts the pieces together, whatever their order.
#[derive(Debug)]
pub struct Tally {
    task: Task,
    members: usize,
    pieces: Vec<Option<Found>>,
}

impl Tally {
    pub fn new(job: &Job, members: usize) -> Self {
        Tally { task: job.task.clone(), members, pieces: vec![None; job.pieces()] }
    }

    pub fn add(&mut self, index: usize, found: Found) {
        self.pieces[index] = Some(found);
    }

    /// The result, and each picture's class where classes were asked for. `None` while pieces are missing.
    pub fn finish(self) -> Option<(Outcome, Vec<u8>)> {
        let pieces = self.pieces.into_iter().collect::<Option<Vec<_>>>()?;
        let pictures = pieces.len();
        Some(match &self.task {
            Task::Load => return None,
            Task::Clean { .. } => {
                let classified = pieces.into_iter().flat_map(|found| match found {
                    Found::Classes(classes) => classes,
                    _ => vec![],
                });
                let (classes, answers): (Vec<u8>, Vec<Answers>) = classified.unzip();
                let count = |right: fn(&Answers) -> bool| answers.iter().filter(|answers| right(answers)).count();
                let outcome = Outcome::Clean {
                    pictures: classes.len(),
                    right: count(|answers| answers.mean),
                    majority_right: (self.members > 1).then(|| count(|answers| answers.majority)),
                    predictions_sha256: None,
                    differing: None,
                };
                (outcome, classes)
            }
            Task::Hunt { .. } => {
                let mut cost = Cost::default();
                let [mut tried, mut right, mut majority_right] = [(); 3].map(|()| Bits::none(pictures));
                for (index, found) in pieces.into_iter().enumerate() {
                    let Found::Fate(fate) = found else { continue };
                    tried.insert(index);
                    cost.add(fate.cost);
                    for (bits, is_right) in [(&mut right, fate.right.mean), (&mut majority_right, fate.right.majority)]
                    {
                        if is_right {
                            bits.insert(index);
                        }
                    }
                }
                let majority_right = (self.members > 1).then_some(majority_right);
                (Outcome::Hunt { pictures, tried, right, majority_right, cost }, vec![])
            }
            Task::Transfer { .. } => {
                let (mut cost, mut tried, mut fooled) = (Cost::default(), 0, vec![0; self.members + 1]);
                for found in pieces {
                    let Found::Crafted(crafted) = found else { continue };
                    tried += 1;
                    cost.add(crafted.cost);
                    for (count, is_fooled) in fooled.iter_mut().zip(crafted.fooled) {
                        *count += usize::from(is_fooled);
                    }
                }
                (Outcome::Transfer { pictures, tried, fooled, cost }, vec![])
            }
            Task::Ray { .. } => {
                let ends: Vec<FarEnd> = pieces
                    .into_iter()
                    .filter_map(|found| if let Found::FarEnd(end) = found { Some(end) } else { None })
                    .collect();
                (Outcome::Ray { pictures, ends: FarEnds::of(&ends) }, vec![])
            }
            Task::Noise { .. } => {
                let heard: Vec<Heard> = pieces
                    .into_iter()
                    .filter_map(|found| if let Found::Heard(heard) = found { Some(heard) } else { None })
                    .collect();
                let telling = |score: fn(&Scores) -> f32| {
                    let of = |whose: fn(&Heard) -> &Scores| heard.iter().map(|heard| score(whose(heard))).collect();
                    let [pictures, noise, led]: [Vec<f32>; 3] =
                        [of(|heard| &heard.picture), of(|heard| &heard.noise), of(|heard| &heard.led)];
                    Telling::of(&pictures, &noise, &led).map(Box::new)
                };
                let confidence = telling(|scores| scores.confidence);
                (Outcome::Noise { pictures, confidence, evidence: telling(|scores| scores.evidence) }, vec![])
            }
        })
    }
}
