//! Which units there are, in the order in which they are done.

use serde::{Deserialize, Serialize};

use super::certified::Certifying;
use super::noise::Leading;
use super::recipe::{Aim, Bearing, Objective, Recipe, Task};
use crate::defense::Filter;

/// The nets and ensembles of a manifest, as far as the measurements need them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Catalog {
    #[serde(rename = "models")]
    pub nets: Vec<NetEntry>,
    #[serde(default)]
    pub ensembles: Vec<EnsembleEntry>,
    pub test_batch_sha256: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct NetEntry {
    pub id: String,
    pub title: String,
    pub file: String,
    pub sha256: String,
    pub test_accuracy: Option<f64>,
    /// Of one byte a test picture: the class that onnxruntime answers.
    pub predictions_sha256: Option<String>,
    /// Trained on attacked pictures, so that its resistance has to be doubted.
    #[serde(default)]
    pub adversarial: bool,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct EnsembleEntry {
    pub id: String,
    pub title: String,
    /// Ids of nets.
    pub members: Vec<String>,
}

impl Catalog {
    pub fn net(&self, id: &str) -> Option<&NetEntry> {
        self.nets.iter().find(|net| net.id == id)
    }
}

/// A kind of measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    Clean,
    Load,
    Robust,
    Masking,
    Questions,
    Transfer,
    Vote,
    Ray,
    Noise,
    Filters,
    Certificates,
    Cost,
}

impl Part {
    pub const ALL: [Part; 12] = [
        Part::Clean,
        Part::Load,
        Part::Robust,
        Part::Masking,
        Part::Questions,
        Part::Transfer,
        Part::Vote,
        Part::Ray,
        Part::Noise,
        Part::Filters,
        Part::Certificates,
        Part::Cost,
    ];
}

/// How much is measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    pub parts: Vec<Part>,
    /// Nets and ensembles by id; empty: all.
    pub only: Vec<String>,
    /// Nets whose resistance is doubted, beside those that the catalog marks.
    pub masking: Vec<String>,
    pub pictures: usize,
    pub transfer_pictures: usize,
    /// n of n/255, of those that are measured; empty: all.
    pub epsilons: Vec<u32>,
}

/// One net or ensemble under one attack.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Its name in the report: part / net or ensemble / ….
    pub key: String,
    /// Ids of nets.
    pub members: Vec<String>,
    pub task: Task,
    /// Pictures measured; `None`: the whole test set.
    pub pictures: Option<usize>,
    /// Units whose common survivors are attacked, instead of all pictures that are right.
    pub survivors_of: Vec<String>,
}

/// ε of the robust accuracy and the vote, n of n/255.
pub const EPSILONS: [u32; 3] = [2, 4, 8];
/// ε at which resistance is doubted.
pub const DOUBTED: u32 = 8;
/// One ε more, to see success rise.
pub const BEYOND: u32 = 16;
pub const TRANSFER_EPSILONS: [u32; 2] = [4, 8];
const STEPS: usize = 50;
const RESTARTS: usize = 5;

/// The white-box attacks of the robust accuracy, by name.
pub fn white_box(epsilon: u32) -> Vec<(&'static str, Recipe)> {
    let epsilon = epsilon as f32;
    vec![("pgd-50x5", Recipe::pgd(epsilon, STEPS, RESTARTS)), ("apgd-100", Recipe::apgd(epsilon, 100))]
}

/// What doubts a net's resistance, by name; `true`: on the survivors of the white-box attacks only.
pub fn doubts() -> Vec<(&'static str, u32, Recipe, bool)> {
    let epsilon = DOUBTED as f32;
    vec![
        ("single-step", DOUBTED, Recipe::single_step(epsilon), false),
        ("pgd-50", DOUBTED, Recipe::pgd(epsilon, STEPS, 1), false),
        ("pgd-200", DOUBTED, Recipe::pgd(epsilon, 200, 1), false),
        ("pgd-50", BEYOND, Recipe::pgd(BEYOND as f32, STEPS, 1), false),
        ("unbounded", 0, Recipe::unbounded(), false),
        ("square-5000", DOUBTED, Recipe::square(epsilon, 5000), true),
    ]
}

/// The attackers of a vote, by name. One member's attacker spends 50 gradients a picture, all of them together as many
/// as each of the others: 50 for every member.
pub fn attackers(members: &[String], epsilon: u32) -> Vec<(String, Recipe)> {
    let pgd = Recipe::pgd(epsilon as f32, STEPS, 1);
    let jointly = |objective| Recipe { objective, ..pgd.clone() };
    let in_turn = |aim| Recipe { aim, steps: STEPS * members.len(), ..pgd.clone() };
    let only = |(index, id)| (format!("only-{id}"), Recipe { aim: Aim::Only(index), ..pgd.clone() });
    let mut attackers: Vec<_> = members.iter().enumerate().map(only).collect();
    attackers.extend([
        ("one-after-another".into(), in_turn(Aim::OneAfterAnother)),
        ("round-robin".into(), in_turn(Aim::RoundRobin)),
        ("joint-cross-entropy".into(), jointly(Objective::CrossEntropy)),
        ("joint-margin".into(), jointly(Objective::Margin)),
        ("joint-mean-probability".into(), jointly(Objective::MeanProbability)),
    ]);
    attackers
}

pub fn robust_key(net: &str, epsilon: u32, attack: &str) -> String {
    format!("robust/{net}/{epsilon}/{attack}")
}

pub fn masking_key(net: &str, epsilon: u32, attack: &str) -> String {
    if epsilon == 0 { format!("masking/{net}/{attack}") } else { format!("masking/{net}/{epsilon}/{attack}") }
}

/// Attackers without gradients are measured on these nets, on every picture that is right, and allowed so many questions.
const ASKED: [&str; 2] = ["plain", "residual"];
pub const QUESTIONS: usize = 5000;

pub fn questions_key(net: &str) -> String {
    format!("questions/{net}/{DOUBTED}/square-{QUESTIONS}")
}

pub fn transfer_key(ensemble: &str, epsilon: u32, targeted: bool, source: &str) -> String {
    let goal = if targeted { "targeted" } else { "untargeted" };
    format!("transfer/{ensemble}/{epsilon}/{goal}/{source}")
}

pub fn vote_key(ensemble: &str, epsilon: u32, attacker: &str) -> String {
    format!("vote/{ensemble}/{epsilon}/{attacker}")
}

pub fn ray_key(net: &str, bearing: Bearing) -> String {
    format!("ray/{net}/{}", bearing.name())
}

pub fn noise_key(net: &str) -> String {
    format!("noise/{net}")
}

/// How the noise is led that is to pass for a picture.
pub const LEADING: Leading = Leading { epsilon_255: 8.0, steps: 40 };

/// Gradients that one picture may cost each attacker of 1, 2, … members.
pub const BUDGET: usize = 120;
/// ε up to which the smallest that fools is looked for, n of n/255.
pub const LARGEST: u32 = 32;
/// ε of the cost over the number of members.
pub const COST_EPSILONS: [u32; 2] = [4, 8];
/// Filters and certificates are measured on these nets.
pub const FILTERED: [&str; 2] = ["residual", "robust"];
const CERTIFIED: [(&str, f32); 3] = [("tiny", 0.05), ("robust", 0.1), ("robust", 0.25)];

/// Every filter at its strengths; the first changes nothing.
pub fn filters() -> Vec<Filter> {
    let mut filters: Vec<Filter> = [0.0, 0.5, 1.0, 1.5, 2.0].map(|sigma| Filter::Gaussian { sigma }).into();
    filters.extend([2, 3, 5].map(|size| Filter::Median { size }));
    filters.extend([0.05, 0.1, 0.2].map(|sigma| Filter::Bilateral { sigma }));
    filters.extend([5, 4, 3, 2].map(|bits| Filter::BitDepth { bits }));
    filters.extend([0.02, 0.05, 0.1].map(|weight| Filter::TotalVariation { weight }));
    filters.extend([75, 50, 25].map(|quality| Filter::Jpeg { quality }));
    filters.extend([2, 4].map(|margin| Filter::Shift { margin, draws: 8 }));
    filters.extend([0.02, 0.05, 0.1].map(|sigma| Filter::Noise { sigma, draws: 8 }));
    filters
}

/// The attack on filtered nets, by who knows of the filter and who does not.
fn through_filters(epsilon: u32) -> Recipe {
    Recipe::pgd(epsilon as f32, 20, 1)
}

pub fn unaware_key(net: &str, epsilon: u32) -> String {
    format!("filters/{net}/{epsilon}/unaware")
}

/// `filter`: its place in [`filters`].
pub fn aware_key(net: &str, epsilon: u32, filter: usize) -> String {
    format!("filters/{net}/{epsilon}/aware/{filter}")
}

fn certifying(sigma: f32) -> Certifying {
    Certifying { sigma, selection: 100, estimation: 1000, alpha: 0.001, attacks: 10, steps: 10, draws: 8 }
}

pub fn certificate_key(net: &str, sigma: f32) -> String {
    format!("certificates/{net}/{sigma}")
}

/// The noise at which a net's certificates are measured.
pub fn certified_at(net: &str) -> impl Iterator<Item = f32> {
    CERTIFIED.into_iter().filter(move |(id, _)| *id == net).map(|(_, sigma)| sigma)
}

/// Attackers of the first `count` members, by name, who all spend [`BUDGET`] gradients at most.
pub fn spenders(count: usize, epsilon: u32) -> Vec<(&'static str, Recipe)> {
    let pgd = Recipe::pgd(epsilon as f32, BUDGET, 1);
    let joint = Recipe { objective: Objective::MeanProbability, ..Recipe::pgd(epsilon as f32, BUDGET / count, 1) };
    vec![
        ("first-only", Recipe { aim: Aim::Only(0), ..pgd.clone() }),
        ("one-after-another", Recipe { aim: Aim::OneAfterAnother, ..pgd.clone() }),
        ("round-robin", Recipe { aim: Aim::RoundRobin, ..pgd }),
        ("joint-margin", Recipe { objective: Objective::Margin, ..joint.clone() }),
        ("joint-mean-probability", joint),
    ]
}

pub fn cost_key(ensemble: &str, count: usize, epsilon: u32, attacker: &str) -> String {
    format!("cost/{ensemble}/{count}/{epsilon}/{attacker}")
}

pub fn smallest_key(ensemble: &str, count: usize) -> String {
    format!("cost/{ensemble}/{count}/smallest")
}

/// The units of `scale` for the nets of `catalog`.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan(pub Vec<Unit>);

impl Plan {
    pub fn new(catalog: &Catalog, scale: &Scale) -> Self {
        let chosen = |id: &String| scale.only.is_empty() || scale.only.contains(id);
        let has = |part| scale.parts.contains(&part);
        let asked = |epsilon: &u32| scale.epsilons.is_empty() || scale.epsilons.contains(epsilon);
        let mut units = Vec::new();
        for net in catalog.nets.iter().filter(|net| chosen(&net.id)) {
            let unit = |key: String, task: Task, pictures: Option<usize>| Unit {
                key,
                members: vec![net.id.clone()],
                task,
                pictures,
                survivors_of: vec![],
            };
            if has(Part::Load) {
                units.push(unit(format!("load/{}", net.id), Task::Load, None));
            }
            if has(Part::Clean) {
                let task = Task::Clean { expected: net.predictions_sha256.clone() };
                units.push(unit(format!("clean/{}", net.id), task, None));
            }
            let doubted = has(Part::Masking) && (net.adversarial || scale.masking.contains(&net.id));
            let pictures = Some(scale.pictures);
            for epsilon in EPSILONS.into_iter().filter(asked).filter(|_| has(Part::Robust) || doubted) {
                for (name, recipe) in white_box(epsilon) {
                    let task = Task::hunt(recipe);
                    units.push(unit(robust_key(&net.id, epsilon, name), task, pictures));
                }
            }
            for (name, epsilon, recipe, survivors) in doubts().into_iter().filter(|_| doubted) {
                let task = Task::hunt(recipe);
                let mut unit = unit(masking_key(&net.id, epsilon, name), task, pictures);
                if survivors {
                    unit.survivors_of =
                        white_box(epsilon).iter().map(|(name, _)| robust_key(&net.id, epsilon, name)).collect();
                }
                units.push(unit);
            }
            if has(Part::Questions) && ASKED.contains(&net.id.as_str()) {
                let task = Task::hunt(Recipe::square(DOUBTED as f32, QUESTIONS));
                units.push(unit(questions_key(&net.id), task, pictures));
            }
            for bearing in Bearing::ALL.into_iter().filter(|_| has(Part::Ray)) {
                units.push(unit(ray_key(&net.id, bearing), Task::Ray { bearing }, pictures));
            }
            let filtered = has(Part::Filters) && FILTERED.contains(&net.id.as_str());
            for epsilon in EPSILONS.into_iter().filter(asked).filter(|_| filtered) {
                let recipe = through_filters(epsilon);
                let task = Task::Unaware { recipe: recipe.clone(), filters: filters() };
                units.push(unit(unaware_key(&net.id, epsilon), task, pictures));
                for (index, filter) in filters().into_iter().enumerate() {
                    let task = Task::Hunt { recipe: recipe.clone(), only: None, behind: Some(filter) };
                    units.push(unit(aware_key(&net.id, epsilon, index), task, pictures));
                }
            }
            for sigma in certified_at(&net.id).filter(|_| has(Part::Certificates)) {
                let task = Task::Certify { setting: certifying(sigma) };
                units.push(unit(certificate_key(&net.id, sigma), task, pictures));
            }
            if has(Part::Noise) {
                units.push(unit(noise_key(&net.id), Task::Noise { leading: LEADING }, pictures));
            }
        }
        for ensemble in catalog.ensembles.iter().filter(|ensemble| chosen(&ensemble.id)) {
            let unit = |key: String, task: Task, pictures: Option<usize>| Unit {
                key,
                members: ensemble.members.clone(),
                task,
                pictures,
                survivors_of: vec![],
            };
            if has(Part::Clean) {
                units.push(unit(format!("clean/{}", ensemble.id), Task::Clean { expected: None }, None));
            }
            for epsilon in EPSILONS.into_iter().filter(asked).filter(|_| has(Part::Vote)) {
                for (name, recipe) in attackers(&ensemble.members, epsilon) {
                    let task = Task::hunt(recipe);
                    units.push(unit(vote_key(&ensemble.id, epsilon, &name), task, Some(scale.pictures)));
                }
            }
            for count in (1..=ensemble.members.len()).filter(|_| has(Part::Cost)) {
                let unit = |key: String, task: Task| Unit {
                    members: ensemble.members[..count].to_vec(),
                    ..unit(key, task, Some(scale.pictures))
                };
                let epsilons = COST_EPSILONS.into_iter().filter(asked);
                let attackers = epsilons
                    .flat_map(|epsilon| spenders(count, epsilon).into_iter().map(move |found| (epsilon, found)));
                for (epsilon, (name, recipe)) in attackers {
                    units.push(unit(cost_key(&ensemble.id, count, epsilon, name), Task::hunt(recipe)));
                }
                if let Some((_, recipe)) = spenders(count, LARGEST).pop() {
                    units
                        .push(unit(smallest_key(&ensemble.id, count), Task::Smallest { recipe, largest_255: LARGEST }));
                }
            }
            for epsilon in TRANSFER_EPSILONS.into_iter().filter(asked).filter(|_| has(Part::Transfer)) {
                for targeted in [false, true] {
                    for (source, id) in ensemble.members.iter().enumerate() {
                        let recipe = Recipe { targeted, ..Recipe::pgd(epsilon as f32, STEPS, 1) };
                        let key = transfer_key(&ensemble.id, epsilon, targeted, id);
                        units.push(unit(key, Task::Transfer { recipe, source }, Some(scale.transfer_pictures)));
                    }
                }
            }
        }
        Plan(units)
    }
}
