//! A unit's work, cut into pieces that can be done anywhere and in any order, and put together again.

use serde::{Deserialize, Serialize};

use super::bits::Bits;
use super::certified::{Certified, Trial};
use super::far_end::{FarEnd, FarEnds, Survey};
use super::hunt::{Answers, Cost, Fate, Hunt};
use super::noise::{Heard, Luring, Scores, Telling};
use super::ray::Ray;
use super::recipe::{Recipe, Task};
use super::report::{BehindFilter, Outcome};
use super::sampling::{other_class, seed_of};
use super::smallest::{Bisection, Smallest, WHOLE_RANGE};
use super::test_set::TestSet;
use super::transfer::{Craft, Crafted};
use super::unaware::{Filtered, Unaware};
use crate::classifier::argmax;
use crate::ensemble::Ensemble;
use crate::error::{Error, Result};
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
    Unaware(Box<Unaware>),
    Bisect(Box<Bisection>),
    Certify(Box<Trial>),
    Walk(Box<Survey>),
    Lure(Box<Luring>),
    /// Nothing to do: not right to begin with, or not asked for.
    Skip,
}

impl Piece {
    /// The picture that it has made so far, on 8 bits, planar RGB in [0, 1]; `None` where none is made.
    pub fn picture(&self) -> Option<Vec<f32>> {
        if let Piece::Craft(craft) = self { Some(craft.best()) } else { None }
    }
}

/// What a finished piece found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Found {
    /// The mean's class and whether both ways of voting are right, picture after picture.
    Classes(Vec<(u8, Answers)>),
    Fate(Fate),
    Crafted(Crafted),
    Filtered(Filtered),
    Smallest(Smallest),
    Certified(Certified),
    FarEnd(FarEnd),
    Heard(Heard),
    Nothing,
}

/// One picture, its class, and the seed of all chance about it.
#[derive(Debug, Clone, Copy)]
struct Subject<'a> {
    pixels: &'a [f32],
    label: usize,
    seed: u32,
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
    ///
    /// Errors: a source that is no member, a filter's strength, and what [`crate::attack::Attack::new`] refuses.
    pub fn start(&self, index: usize, nets: &mut Ensemble) -> Result<Piece> {
        match self.task {
            Task::Load => return Ok(Piece::Skip),
            Task::Clean { .. } => {
                let first = index * BLOCK;
                return Ok(Piece::Classify { first, end: (first + BLOCK).min(self.set.len()) });
            }
            Task::Hunt { only: Some(only), .. } if !only.contains(index) => return Ok(Piece::Skip),
            _ => {}
        }
        let picture = self.pictures[index];
        let subject = Subject {
            pixels: &self.set.pixels(picture..picture + 1),
            label: self.set.label(picture),
            seed: seed_of(self.seed, picture),
        };
        Ok(self.begin(&subject, nets)?.unwrap_or(Piece::Skip))
    }

    /// What is done with one picture; `None`: nothing.
    fn begin(&self, subject: &Subject, nets: &mut Ensemble) -> Result<Option<Piece>> {
        let Subject { pixels, label, seed } = *subject;
        Ok(match self.task {
            Task::Load | Task::Clean { .. } => None,
            Task::Hunt { recipe, behind, .. } => {
                let guarded = behind.map(|filter| nets.clone().behind(filter, seed)).transpose()?;
                let hunt = Hunt::new(guarded.as_ref().unwrap_or(nets), pixels, label, recipe, seed)?;
                hunt.map(|hunt| Piece::Hunt(Box::new(hunt)))
            }
            Task::Unaware { recipe, .. } => {
                Some(Piece::Unaware(Box::new(Unaware::new(nets, pixels, label, recipe, seed)?)))
            }
            Task::Smallest { recipe, largest_255 } => {
                let search = Bisection::new(nets, pixels, label, recipe, *largest_255, seed)?;
                search.map(|search| Piece::Bisect(Box::new(search)))
            }
            Task::Certify { setting } => {
                Some(Piece::Certify(Box::new(Trial::new(nets, pixels, label, setting, seed)?)))
            }
            Task::Transfer { recipe, source } => self.craft(subject, recipe, *source, nets)?,
            Task::Noise { leading } => {
                Some(Piece::Lure(Box::new(Luring::new(&nets.members()[0], pixels, *leading, seed))))
            }
            Task::Ray { bearing } => {
                let mut net = nets.members()[0].clone();
                if argmax(&net.logits(pixels)?) != label {
                    return Ok(None);
                }
                let way = bearing.way(seed, label, net.class_count());
                Some(Piece::Walk(Box::new(Survey::new(Ray::new(&net, pixels, way, seed)?))))
            }
        })
    }

    /// A picture that all members are right about, to be made for one of them.
    fn craft(&self, subject: &Subject, recipe: &Recipe, source: usize, nets: &mut Ensemble) -> Result<Option<Piece>> {
        let Subject { pixels, label, seed } = *subject;
        let members = nets.members().len();
        if source >= members {
            return Err(Error::option("source", source, format!("below {members}, the number of networks")));
        }
        if nets.vote(pixels)?.members.iter().any(|member| member.label != label) {
            return Ok(None);
        }
        let goal = if recipe.targeted {
            Goal::Towards { target: other_class(seed, label, nets.class_count()) }
        } else {
            Goal::Away { label }
        };
        Ok(Some(Piece::Craft(Box::new(Craft::new(nets, source, pixels, goal, recipe, seed)?))))
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
            Piece::Unaware(attack) => {
                let Task::Unaware { filters, .. } = self.task else { return Ok(Some(Found::Nothing)) };
                if attack.step(iterations)? { Some(Found::Filtered(attack.show(nets, filters)?)) } else { None }
            }
            Piece::Bisect(search) => {
                let Task::Smallest { largest_255, .. } = self.task else { return Ok(Some(Found::Nothing)) };
                search.step(iterations)?.then(|| Found::Smallest(search.smallest(*largest_255)))
            }
            Piece::Certify(trial) => trial.step(iterations)?.then(|| Found::Certified(trial.certified())),
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
        let votes = nets.votes(&pixels)?.into_iter().zip(first..end).map(|(vote, picture)| {
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
            Task::Unaware { filters, .. } => {
                let mut cost = Cost::default();
                let mut behind: Vec<BehindFilter> =
                    filters.iter().map(|&filter| BehindFilter::none(filter, pictures)).collect();
                for (index, found) in pieces.into_iter().enumerate() {
                    let Found::Filtered(found) = found else { continue };
                    cost.add(found.cost);
                    for ((counted, clean), right) in behind.iter_mut().zip(found.clean).zip(found.right) {
                        counted.add(index, clean, right);
                    }
                }
                (Outcome::Unaware { pictures, behind, cost }, vec![])
            }
            Task::Smallest { largest_255, .. } => {
                // What comes from outside may be anything: a task that no piece accepts, a result that no piece gives.
                let largest = (*largest_255).min(WHOLE_RANGE);
                let (mut cost, mut counts) = (Cost::default(), vec![0; largest as usize + 1]);
                for found in pieces {
                    let Found::Smallest(found) = found else { continue };
                    cost.add(found.cost);
                    let fooled = found.epsilon_255.filter(|epsilon| (1..=largest).contains(epsilon));
                    counts[fooled.map_or(largest, |epsilon| epsilon - 1) as usize] += 1;
                }
                (Outcome::Smallest { pictures, counts, cost }, vec![])
            }
            Task::Certify { .. } => {
                let (mut cost, mut radii) = (Cost::default(), vec![]);
                let [mut abstained, mut certified, mut attacks, mut broken] = [0; 4];
                for found in pieces {
                    let Found::Certified(found) = found else { continue };
                    cost.add(found.cost);
                    abstained += usize::from(found.right.is_none());
                    certified += usize::from(found.right.is_some());
                    if found.right == Some(true) {
                        radii.push(found.radius);
                    }
                    attacks += found.attacks;
                    broken += found.broken;
                }
                radii.sort_by(f32::total_cmp);
                (Outcome::Certify { pictures, abstained, certified, radii, attacks, broken, cost }, vec![])
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
