//! What the measurements say: shares with their intervals, worst cases and checks, by net and by ensemble.
//!
//! Worst cases are worst per picture: a picture counts as right only when it withstood every attack.

use serde::{Deserialize, Serialize};

use super::bits::Bits;
use super::far_end::FarEnds;
use super::hunt::Cost;
use super::noise::{Leading, Telling};
use super::plan::{
    BEYOND, COST_EPSILONS, Catalog, DOUBTED, EPSILONS, EnsembleEntry, NetEntry, QUESTIONS, TRANSFER_EPSILONS,
    attackers, aware_key, certificate_key, certified_at, cost_key, doubts, masking_key, noise_key, questions_key,
    ray_key, robust_key, smallest_key, spenders, transfer_key, unaware_key, vote_key, white_box,
};
use super::recipe::{Bearing, Task};
use super::report::{BehindFilter, Measured, Outcome, Report};
use super::share::{Share, round};
use crate::defense::Filter;

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Summary {
    pub nets: Vec<NetSummary>,
    pub ensembles: Vec<EnsembleSummary>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetSummary {
    pub id: String,
    pub title: String,
    pub sha256: String,
    pub bytes: Option<usize>,
    pub load_milliseconds: Option<f64>,
    /// Over the whole test set.
    pub clean: Option<Share>,
    /// As the manifest says, to its four decimals?
    pub accuracy_as_published: Option<bool>,
    pub predictions_sha256: Option<String>,
    /// Does every picture get the class that onnxruntime gave? `None`: the manifest does not say what it gave.
    pub predictions_as_published: Option<bool>,
    /// How many pictures get another class than onnxruntime gave, where its answers were at hand.
    pub predictions_differing: Option<usize>,
    pub robust: Vec<RobustSummary>,
    pub masking: Option<MaskingSummary>,
    /// Against an attacker who only asks, and begins with every picture that is right.
    #[serde(default)]
    pub questions: Option<QuestionsSummary>,
    #[serde(default)]
    pub filters: Vec<FilterSummary>,
    #[serde(default)]
    pub certificates: Vec<CertificateSummary>,
    #[serde(default)]
    pub rays: Vec<RaySummary>,
    #[serde(default)]
    pub noise: Option<NoiseSummary>,
}

/// From the pictures that are right straight on, far beyond all pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RaySummary {
    pub bearing: Bearing,
    /// Certain in the end.
    pub certain: Share,
    pub ends: FarEnds,
    /// Beyond the last bends that were found no logit leaves its line by more than a hundred-thousandth of the largest.
    pub straight_in_the_end: bool,
}

/// Pictures beside noise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoiseSummary {
    pub pictures: usize,
    pub leading: Leading,
    pub confidence: Option<Telling>,
    pub evidence: Option<Telling>,
}

/// Without gradients; shares are of all measured pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionsSummary {
    /// Right without an attack.
    pub clean: Share,
    pub attack: AttackSummary,
}

/// One ε; shares are of all measured pictures, those that were wrong without an attack included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RobustSummary {
    pub epsilon_255: u32,
    /// Right without an attack.
    pub clean: Share,
    pub attacks: Vec<AttackSummary>,
    pub worst: Option<Share>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttackSummary {
    pub name: String,
    pub epsilon_255: Option<f32>,
    pub steps: usize,
    pub restarts: usize,
    pub right: Share,
    pub cost: Cost,
}

/// Is the resistance real, or is only the gradient hidden (Athalye 2018, Carlini 2019)?
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MaskingSummary {
    pub attacks: Vec<AttackSummary>,
    /// Of all measured pictures: those that only the attack without gradients fooled. At most 0.2 % where nothing is
    /// hidden.
    pub beyond_white_box: Option<Share>,
    /// Unbounded, every picture falls.
    pub unbounded_reaches_all: Option<bool>,
    /// What 200 steps take beyond 50, as a share of all pictures.
    pub more_steps: Option<f64>,
    /// Many steps do at least as well as one.
    pub iterated_beats_single: Option<bool>,
    /// A larger ε leaves fewer pictures right, or as few.
    pub rises_with_epsilon: Option<bool>,
    pub zero_gradients: u64,
}

/// One filter and one ε; shares are of all measured pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FilterSummary {
    pub filter: Filter,
    pub epsilon_255: u32,
    /// Right behind the filter without an attack.
    pub clean: Share,
    /// … and by an attacker of the bare net, who does not know of it; by one who does.
    pub unaware: Share,
    pub aware: Option<Share>,
    /// Right against both.
    pub worst: Option<Share>,
    /// Who knows of the filter is at least as strong as who does not; else the attack is too weak to say anything.
    pub aware_is_stronger: Option<bool>,
}

/// Certificates of one net at one noise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CertificateSummary {
    pub sigma: f32,
    pub abstained: Share,
    /// Of all measured pictures: certified for the right class at a radius of at least 0, 0.05, 0.1, 0.2 … in L2.
    pub certified: Vec<CertifiedShare>,
    pub attacks: usize,
    /// Attacks inside a certified radius that changed the answer all the same.
    pub broken: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CertifiedShare {
    pub radius: f32,
    pub share: Share,
}

/// The first `count` members of an ensemble, and attackers of equal budgets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CostSummary {
    pub count: usize,
    /// Of every ε one after another.
    pub attackers: Vec<SpenderSummary>,
    /// The smallest ε that fools half of the pictures that were right, n of n/255, and a quarter and three quarters; `None`: beyond
    /// the largest tried.
    pub smallest: Option<[Option<u32>; 3]>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpenderSummary {
    pub epsilon_255: u32,
    #[serde(flatten)]
    pub attacker: Attacker,
    /// Right without an attack.
    pub clean: Share,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnsembleSummary {
    pub id: String,
    pub title: String,
    pub members: Vec<String>,
    /// Over the whole test set, by the mean of the members' probabilities and by their majority.
    pub clean: Option<Share>,
    pub clean_majority: Option<Share>,
    pub transfer: Vec<TransferSummary>,
    pub vote: Vec<VoteSummary>,
    #[serde(default)]
    pub cost: Vec<CostSummary>,
}

/// Of the pictures that all members get right: how many of those made on one fool another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TransferSummary {
    pub epsilon_255: u32,
    pub targeted: bool,
    /// A row for each source; its columns are the members and, last, the vote.
    pub fooled: Vec<Vec<Share>>,
    /// Of the members that a picture was not made on.
    pub mean_off_diagonal: f64,
    /// Of the vote, over the sources.
    pub mean_vote: f64,
    pub cost: Cost,
}

/// One ε; shares are of all measured pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VoteSummary {
    pub epsilon_255: u32,
    /// Right without an attack.
    pub clean: Share,
    pub attackers: Vec<Attacker>,
    /// Mean of the shares that the attackers of one member leave.
    pub one_member_mean: Option<f64>,
    pub one_member_worst: Option<Share>,
    pub joint_worst: Option<Share>,
    pub worst: Option<Share>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attacker {
    pub name: String,
    pub steps: usize,
    pub restarts: usize,
    /// What one picture may cost, and did on average: fallen pictures are attacked no longer.
    pub gradients_at_most: usize,
    pub gradients_mean: f64,
    pub right: Share,
    /// By the majority, though the attacker aims at the mean.
    pub right_majority: Option<Share>,
    pub cost: Cost,
}

impl Summary {
    pub fn of(report: &Report, catalog: &Catalog) -> Self {
        Summary {
            nets: catalog.nets.iter().map(|net| net_summary(report, net)).collect(),
            ensembles: catalog.ensembles.iter().map(|ensemble| ensemble_summary(report, ensemble)).collect(),
        }
    }
}

fn net_summary(report: &Report, net: &NetEntry) -> NetSummary {
    let outcome = |part: &str| report.units.get(&format!("{part}/{}", net.id)).map(|unit| &unit.outcome);
    let (clean, predictions_sha256, differing) = match outcome("clean") {
        Some(Outcome::Clean { pictures, right, predictions_sha256, differing, .. }) => {
            let differing = differing.as_ref().map(Vec::len);
            (Some(Share::new(*right, *pictures)), predictions_sha256.clone(), differing)
        }
        _ => (None, None, None),
    };
    let (load_milliseconds, bytes) = match outcome("load") {
        Some(Outcome::Load { milliseconds, bytes, .. }) => (Some(*milliseconds), Some(*bytes)),
        _ => (None, None),
    };
    let published = |share: Share| net.test_accuracy.map(|accuracy| (accuracy - share.share).abs() < 5.1e-5);
    NetSummary {
        id: net.id.clone(),
        title: net.title.clone(),
        sha256: net.sha256.clone(),
        bytes,
        load_milliseconds,
        clean,
        accuracy_as_published: clean.and_then(published),
        predictions_as_published: predictions_sha256
            .as_ref()
            .zip(net.predictions_sha256.as_ref())
            .map(|(found, published)| found == published),
        predictions_sha256,
        predictions_differing: differing,
        robust: EPSILONS.iter().filter_map(|&epsilon| robust_summary(report, net, epsilon)).collect(),
        masking: masking_summary(report, net),
        questions: questions_summary(report, net),
        filters: EPSILONS.iter().flat_map(|&epsilon| filter_summaries(report, net, epsilon)).collect(),
        certificates: certified_at(&net.id).filter_map(|sigma| certificate_summary(report, net, sigma)).collect(),
        rays: Bearing::ALL.into_iter().filter_map(|bearing| ray_summary(report, net, bearing)).collect(),
        noise: noise_summary(report, net),
    }
}

/// Rounding error of a logit, as a share of the largest, that a straight line may have.
const STRAIGHT: f64 = 1e-5;

fn ray_summary(report: &Report, net: &NetEntry, bearing: Bearing) -> Option<RaySummary> {
    let unit = report.units.get(&ray_key(&net.id, bearing))?;
    let Outcome::Ray { ends, .. } = &unit.outcome else { return None };
    Some(RaySummary {
        bearing,
        certain: Share::new(ends.certain, ends.lines),
        straight_in_the_end: ends.residual.is_some_and(|residual| residual <= STRAIGHT),
        ends: ends.clone(),
    })
}

fn noise_summary(report: &Report, net: &NetEntry) -> Option<NoiseSummary> {
    let unit = report.units.get(&noise_key(&net.id))?;
    let (Task::Noise { leading }, Outcome::Noise { pictures, confidence, evidence }) =
        (&unit.inputs.task, &unit.outcome)
    else {
        return None;
    };
    Some(NoiseSummary {
        pictures: *pictures,
        leading: *leading,
        confidence: confidence.as_deref().cloned(),
        evidence: evidence.as_deref().cloned(),
    })
}

/// How many pictures were measured, tried and right after a hunt.
fn hunted(unit: &Measured) -> Option<(usize, usize, Share)> {
    match &unit.outcome {
        Outcome::Hunt { pictures, tried, right, .. } => {
            Some((*pictures, tried.count(), Share::new(right.count(), *pictures)))
        }
        _ => None,
    }
}

fn attack_summary(name: &str, unit: &Measured) -> Option<AttackSummary> {
    let (Task::Hunt { recipe, .. }, Outcome::Hunt { cost, .. }) = (&unit.inputs.task, &unit.outcome) else {
        return None;
    };
    Some(AttackSummary {
        name: name.into(),
        epsilon_255: recipe.epsilon_255,
        steps: recipe.steps,
        restarts: recipe.restarts,
        right: hunted(unit)?.2,
        cost: *cost,
    })
}

/// The share that is right after every one of these units.
fn worst<K: AsRef<str>>(report: &Report, keys: &[K]) -> Option<Share> {
    let (pictures, ..) = hunted(report.units.get(keys.first()?.as_ref())?)?;
    Some(Share::new(report.survivors(keys)?.count(), pictures))
}

fn robust_summary(report: &Report, net: &NetEntry, epsilon: u32) -> Option<RobustSummary> {
    let names: Vec<&str> = white_box(epsilon).iter().map(|(name, _)| *name).collect();
    let keys: Vec<String> = names.iter().map(|name| robust_key(&net.id, epsilon, name)).collect();
    let units: Vec<_> = keys.iter().zip(names).filter_map(|(key, name)| Some((name, report.units.get(key)?))).collect();
    let (pictures, right_before, _) = hunted(units.first()?.1)?;
    Some(RobustSummary {
        epsilon_255: epsilon,
        clean: Share::new(right_before, pictures),
        attacks: units.iter().filter_map(|(name, unit)| attack_summary(name, unit)).collect(),
        worst: worst(report, &keys),
    })
}

fn masking_summary(report: &Report, net: &NetEntry) -> Option<MaskingSummary> {
    let found = |name: &str, epsilon: u32| report.units.get(&masking_key(&net.id, epsilon, name));
    let doubts = doubts();
    let attacks: Vec<AttackSummary> =
        doubts.iter().filter_map(|(name, epsilon, ..)| attack_summary(name, found(name, *epsilon)?)).collect();
    if attacks.is_empty() {
        return None;
    }
    let right = |name: &str, epsilon: u32| hunted(found(name, epsilon)?).map(|(_, _, share)| share);
    let beyond_white_box = doubts.iter().find(|(.., survivors)| *survivors).and_then(|(name, epsilon, ..)| {
        let (pictures, tried, right) = hunted(found(name, *epsilon)?)?;
        Some(Share::new(tried - right.count, pictures))
    });
    let robust = |epsilon: u32| report.units.get(&robust_key(&net.id, epsilon, white_box(epsilon)[0].0));
    let rising: Option<Vec<f64>> = EPSILONS
        .iter()
        .map(|&epsilon| Some(hunted(robust(epsilon)?)?.2.share))
        .chain([right("pgd-50", BEYOND).map(|share| share.share)])
        .collect();
    let white_box_units = EPSILONS.iter().filter_map(|&epsilon| robust_summary(report, net, epsilon));
    Some(MaskingSummary {
        beyond_white_box,
        unbounded_reaches_all: right("unbounded", 0).map(|share| share.count == 0),
        more_steps: Option::zip(right("pgd-50", DOUBTED), right("pgd-200", DOUBTED))
            .map(|(few, many)| round(few.share - many.share)),
        iterated_beats_single: Option::zip(right("single-step", DOUBTED), right("pgd-50", DOUBTED))
            .map(|(single, iterated)| iterated.share <= single.share),
        rises_with_epsilon: rising.map(|shares| shares.is_sorted_by(|near, far| near >= far)),
        zero_gradients: white_box_units
            .flat_map(|robust| robust.attacks)
            .chain(attacks.iter().cloned())
            .map(|attack| attack.cost.zero_gradients)
            .sum(),
        attacks,
    })
}

fn questions_summary(report: &Report, net: &NetEntry) -> Option<QuestionsSummary> {
    let unit = report.units.get(&questions_key(&net.id))?;
    let (pictures, right_before, _) = hunted(unit)?;
    let attack = attack_summary(&format!("square-{QUESTIONS}"), unit)?;
    Some(QuestionsSummary { clean: Share::new(right_before, pictures), attack })
}

fn filter_summaries(report: &Report, net: &NetEntry, epsilon: u32) -> Vec<FilterSummary> {
    let unaware = report.units.get(&unaware_key(&net.id, epsilon)).map(|unit| &unit.outcome);
    let Some(Outcome::Unaware { pictures, behind, .. }) = unaware else { return vec![] };
    let summary = |(index, found): (usize, &BehindFilter)| {
        let aware = report.units.get(&aware_key(&net.id, epsilon, index)).map(|unit| &unit.outcome);
        let aware = match aware {
            Some(Outcome::Hunt { right, .. }) => Some(right),
            _ => None,
        };
        let share = |bits: &Bits| Share::new(bits.count(), *pictures);
        FilterSummary {
            filter: found.filter,
            epsilon_255: epsilon,
            clean: share(&found.clean),
            unaware: share(&found.right),
            aware: aware.map(share),
            worst: aware.and_then(|aware| aware.and(&found.right)).as_ref().map(share),
            aware_is_stronger: aware.map(|aware| aware.count() <= found.right.count()),
        }
    };
    behind.iter().enumerate().map(summary).collect()
}

fn certificate_summary(report: &Report, net: &NetEntry, sigma: f32) -> Option<CertificateSummary> {
    let Outcome::Certify { pictures, abstained, radii, attacks, broken, .. } =
        &report.units.get(&certificate_key(&net.id, sigma))?.outcome
    else {
        return None;
    };
    let beyond = |radius: f32| {
        let share = Share::new(radii.iter().filter(|&&found| found >= radius).count(), *pictures);
        CertifiedShare { radius, share }
    };
    Some(CertificateSummary {
        sigma,
        abstained: Share::new(*abstained, *pictures),
        certified: [0.0, 0.05, 0.1, 0.2, 0.3, 0.5].map(beyond).into(),
        attacks: *attacks,
        broken: *broken,
    })
}

fn cost_summary(report: &Report, ensemble: &EnsembleEntry, count: usize) -> Option<CostSummary> {
    let mut attackers = Vec::new();
    for epsilon in COST_EPSILONS {
        for (name, _) in spenders(count, epsilon) {
            let Some(unit) = report.units.get(&cost_key(&ensemble.id, count, epsilon, name)) else { continue };
            let ((pictures, right_before, _), attacker) = (hunted(unit)?, attacker_summary(name, unit, count)?);
            attackers.push(SpenderSummary {
                epsilon_255: epsilon,
                attacker,
                clean: Share::new(right_before, pictures),
            });
        }
    }
    let smallest = match report.units.get(&smallest_key(&ensemble.id, count)).map(|unit| &unit.outcome) {
        Some(Outcome::Smallest { counts, .. }) => Some([0.5, 0.25, 0.75].map(|share| quantile(counts, share))),
        _ => None,
    };
    (!attackers.is_empty() || smallest.is_some()).then_some(CostSummary { count, attackers, smallest })
}

/// The n by which `share` of all have been counted; `counts` are of 1, 2, … and, last, of none.
fn quantile(counts: &[usize], share: f64) -> Option<u32> {
    let (all, mut so_far) = (counts.iter().sum::<usize>() as f64, 0);
    for (index, count) in counts[..counts.len() - 1].iter().enumerate() {
        so_far += count;
        if so_far as f64 >= share * all {
            return Some(index as u32 + 1);
        }
    }
    None
}

fn ensemble_summary(report: &Report, ensemble: &EnsembleEntry) -> EnsembleSummary {
    let (clean, clean_majority) = match report.units.get(&format!("clean/{}", ensemble.id)).map(|unit| &unit.outcome) {
        Some(Outcome::Clean { pictures, right, majority_right, .. }) => {
            (Some(Share::new(*right, *pictures)), majority_right.map(|right| Share::new(right, *pictures)))
        }
        _ => (None, None),
    };
    let kinds = TRANSFER_EPSILONS.into_iter().flat_map(|epsilon| [(epsilon, false), (epsilon, true)]);
    EnsembleSummary {
        id: ensemble.id.clone(),
        title: ensemble.title.clone(),
        members: ensemble.members.clone(),
        clean,
        clean_majority,
        transfer: kinds
            .filter_map(|(epsilon, targeted)| transfer_summary(report, ensemble, epsilon, targeted))
            .collect(),
        vote: EPSILONS.iter().filter_map(|&epsilon| vote_summary(report, ensemble, epsilon)).collect(),
        cost: (1..=ensemble.members.len()).filter_map(|count| cost_summary(report, ensemble, count)).collect(),
    }
}

/// `None` until every source's row is there, over the same pictures.
fn transfer_summary(
    report: &Report,
    ensemble: &EnsembleEntry,
    epsilon: u32,
    targeted: bool,
) -> Option<TransferSummary> {
    let (mut matrix, mut cost, mut pictures_of_first) = (Vec::new(), Cost::default(), None);
    for source in &ensemble.members {
        let unit = report.units.get(&transfer_key(&ensemble.id, epsilon, targeted, source))?;
        let Outcome::Transfer { pictures, tried, fooled, cost: spent } = &unit.outcome else { return None };
        if *pictures_of_first.get_or_insert((*pictures, *tried, unit.inputs.seed))
            != (*pictures, *tried, unit.inputs.seed)
        {
            return None;
        }
        cost.add(*spent);
        matrix.push(fooled.iter().map(|&count| Share::new(count, *tried)).collect::<Vec<_>>());
    }
    let members = matrix.len();
    let off_diagonal: Vec<f64> = (0..members)
        .flat_map(|source| (0..members).filter(move |&shown| shown != source).map(move |shown| (source, shown)))
        .map(|(source, shown)| matrix[source][shown].share)
        .collect();
    let mean_vote = matrix.iter().map(|row| row[members].share).sum::<f64>() / members as f64;
    Some(TransferSummary {
        epsilon_255: epsilon,
        targeted,
        fooled: matrix,
        mean_off_diagonal: round(off_diagonal.iter().sum::<f64>() / off_diagonal.len().max(1) as f64),
        mean_vote: round(mean_vote),
        cost,
    })
}

fn vote_summary(report: &Report, ensemble: &EnsembleEntry, epsilon: u32) -> Option<VoteSummary> {
    let names: Vec<String> = attackers(&ensemble.members, epsilon).into_iter().map(|(name, _)| name).collect();
    let keys: Vec<String> = names.iter().map(|name| vote_key(&ensemble.id, epsilon, name)).collect();
    let units: Vec<_> =
        keys.iter().zip(&names).filter_map(|(key, name)| Some((name, report.units.get(key)?))).collect();
    let (pictures, right_before, _) = hunted(units.first()?.1)?;
    let members = ensemble.members.len();
    let attackers: Vec<Attacker> =
        units.iter().filter_map(|(name, unit)| attacker_summary(name, unit, members)).collect();
    let one_member: Vec<f64> = attackers.iter().take(members).map(|attacker| attacker.right.share).collect();
    let whole = attackers.len() == names.len();
    Some(VoteSummary {
        epsilon_255: epsilon,
        clean: Share::new(right_before, pictures),
        one_member_mean: whole.then(|| round(one_member.iter().sum::<f64>() / members as f64)),
        one_member_worst: worst(report, &keys[..members]),
        joint_worst: worst(report, &keys[members + 2..]),
        worst: worst(report, &keys),
        attackers,
    })
}

fn attacker_summary(name: &str, unit: &Measured, members: usize) -> Option<Attacker> {
    let (Task::Hunt { recipe, .. }, Outcome::Hunt { pictures, tried, right, majority_right, cost }) =
        (&unit.inputs.task, &unit.outcome)
    else {
        return None;
    };
    Some(Attacker {
        name: name.into(),
        steps: recipe.steps,
        restarts: recipe.restarts,
        gradients_at_most: recipe.gradients(members),
        gradients_mean: round(cost.gradients as f64 / tried.count().max(1) as f64),
        right: Share::new(right.count(), *pictures),
        right_majority: majority_right.as_ref().map(|right| Share::new(right.count(), *pictures)),
        cost: *cost,
    })
}
