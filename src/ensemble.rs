//! Several classifiers that vote, perhaps behind a filter.

use std::ops::Range;

use crate::classifier::{Classifier, argmax, softmax};
use crate::defense::{self, Filter};
use crate::error::{Error, Result};
use crate::loss::{Goal, log_probability, log_sum_exp, rival};

/// How answers become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VoteRule {
    /// The class of the highest mean probability.
    #[default]
    Mean,
    /// The class that more than half of the members name; else no majority.
    Majority,
    /// The class that all members name; else an abstention.
    Unanimous,
}

/// One member's answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Opinion {
    pub label: usize,
    pub probabilities: Vec<f32>,
}

impl Opinion {
    pub fn from_logits(logits: &[f32]) -> Self {
        let probabilities = softmax(logits, logits.len());
        Opinion { label: argmax(logits), probabilities }
    }

    pub fn confidence(&self) -> f32 {
        self.probabilities[self.label]
    }
}

/// The members' answers to one picture, and what follows from them.
#[derive(Debug, Clone, PartialEq)]
pub struct Vote {
    /// `None`: no majority, or not unanimous.
    pub label: Option<usize>,
    /// Each class's mean probability.
    pub probabilities: Vec<f32>,
    pub members: Vec<Opinion>,
}

impl Vote {
    /// Counts the members' rows of logits.
    pub fn count(rule: VoteRule, members: &[&[f32]]) -> Self {
        let members: Vec<Opinion> = members.iter().map(|logits| Opinion::from_logits(logits)).collect();
        let classes = members[0].probabilities.len();
        let mean = |class: usize| members.iter().map(|m| m.probabilities[class]).sum::<f32>() / members.len() as f32;
        let probabilities: Vec<f32> = (0..classes).map(mean).collect();
        let votes = |class: usize| members.iter().filter(|member| member.label == class).count();
        let label = match rule {
            VoteRule::Mean => Some(argmax(&probabilities)),
            VoteRule::Majority => (0..classes).find(|&class| 2 * votes(class) > members.len()),
            VoteRule::Unanimous => Some(members[0].label).filter(|&class| votes(class) == members.len()),
        };
        Vote { label, probabilities, members }
    }

    /// The same class by every member, and in the vote.
    pub fn agrees_with(&self, other: &Vote) -> bool {
        let labels = |vote: &Vote| vote.members.iter().map(|member| member.label).collect::<Vec<_>>();
        self.label == other.label && labels(self) == labels(other)
    }
}

/// How far the vote is beyond a goal, for attackers who see scores but no gradient: above 0 when it is reached, below
/// when it is not.
///
/// `Mean`: the margin of log mean probabilities, which for one member is the margin of its logits. `Majority` and
/// `Unanimous`: the margin by which enough members name one class that the goal allows; of these classes the nearest.
pub fn margin(rule: VoteRule, members: &[&[f32]], goal: Goal) -> f32 {
    let classes = members[0].len();
    let lead = |row: &[f32], class: usize| row[class] - row[rival(row, class)];
    if rule == VoteRule::Mean {
        let mean = |class: usize| log_sum_exp(members.iter().map(|row| log_probability(row, class)));
        let row: Vec<f32> = (0..classes).map(mean).collect();
        return match goal {
            Goal::Away { label } => -lead(&row, label),
            Goal::Towards { target } => lead(&row, target),
        };
    }
    let needed = if rule == VoteRule::Majority { members.len() / 2 + 1 } else { members.len() };
    let agreed = |class: usize| {
        let mut leads: Vec<f32> = members.iter().map(|row| lead(row, class)).collect();
        leads.sort_by(|a, b| b.total_cmp(a));
        leads[needed - 1]
    };
    (0..classes).filter(|&class| goal.reached(Some(class))).map(agreed).fold(f32::NEG_INFINITY, f32::max)
}

/// Classifiers of the same pictures into the same classes.
#[derive(Debug, Clone)]
pub struct Ensemble {
    members: Vec<Classifier>,
    rule: VoteRule,
    guard: Option<Guard>,
}

/// A filter before all members, and what its draws are drawn from.
#[derive(Debug, Clone, Copy)]
struct Guard {
    filter: Filter,
    seed: u32,
}

impl Ensemble {
    /// Errors: no member; members of different picture sizes or numbers of classes.
    pub fn new(members: Vec<Classifier>, rule: VoteRule) -> Result<Self> {
        let Some(first) = members.first() else {
            return Err(Error::option("members", "empty", "at least one classifier"));
        };
        let kind = |member: &Classifier| (member.input_shape(), member.class_count());
        if let Some(odd) = members.iter().find(|member| kind(member) != kind(first)) {
            let (expected, found) = (format!("{:?}", kind(first)), format!("{:?}", kind(odd)));
            return Err(Error::Shape { what: "members of one ensemble (picture, classes)".into(), expected, found });
        }
        Ok(Ensemble { members, rule, guard: None })
    }

    /// The same members behind `filter`, in place of any other; the draws of a random one follow from `seed` and the picture.
    ///
    /// Errors: a strength outside its range, named.
    pub fn behind(self, filter: Filter, seed: u32) -> Result<Self> {
        filter.check()?;
        Ok(Ensemble { guard: Some(Guard { filter, seed }), ..self })
    }

    /// The same defence with other draws: for judges, so that no attack profits from the draws that it saw.
    pub fn redrawn(self) -> Self {
        let guard = self.guard.map(|guard| Guard { seed: !guard.seed, ..guard });
        Ensemble { guard, ..self }
    }

    pub fn members(&self) -> &[Classifier] {
        &self.members
    }

    pub fn rule(&self) -> VoteRule {
        self.rule
    }

    /// Channels, height, width.
    pub fn input_shape(&self) -> [usize; 3] {
        self.members[0].input_shape()
    }

    pub fn input_length(&self) -> usize {
        self.members[0].input_length()
    }

    pub fn class_count(&self) -> usize {
        self.members[0].class_count()
    }

    /// What the members see of a batch of pictures: for each of its pictures as many as [`Filter::draws`].
    fn seen(&self, pixels: &[f32]) -> Vec<f32> {
        let Some(Guard { filter, seed }) = self.guard else { return pixels.to_vec() };
        let pictures = pixels.chunks(self.input_length());
        pictures.flat_map(|picture| filter.apply(self.input_shape(), picture, seed)).collect()
    }

    fn draws(&self) -> usize {
        self.guard.map_or(1, |guard| guard.filter.draws())
    }

    /// Each member's logits for a batch of pictures, one row after another. Behind a random filter: the log of the mean
    /// probabilities over its draws.
    ///
    /// Errors: no whole number of pictures.
    pub fn logits(&mut self, pixels: &[f32]) -> Result<Vec<Vec<f32>>> {
        self.members[0].check_pictures(pixels)?;
        let (seen, draws, classes) = (self.seen(pixels), self.draws(), self.class_count());
        let answers = self.members.iter_mut().map(|member| Ok(averaged(member.logits(&seen)?, draws, classes)));
        answers.collect()
    }

    /// Shows one picture to some members for [`Ensemble::backward`].
    pub fn tape(&mut self, members: Range<usize>, pixels: &[f32]) -> Result<()> {
        let seen = self.seen(pixels);
        self.members[members].iter_mut().try_for_each(|member| member.forward(&seen).map(|_| ()))
    }

    /// cotangentᵀ · ∂logits/∂pixels of one member at `pixels`, the picture that it was shown last by [`Ensemble::tape`], or by
    /// [`Ensemble::logits`] unless it was cut into passes there.
    pub fn backward(&mut self, member: usize, pixels: &[f32], cotangent: &[f32]) -> Result<Vec<f32>> {
        let (shape, classes) = (self.input_shape(), self.class_count());
        let member = &mut self.members[member];
        let Some(Guard { filter, seed }) = self.guard else { return Ok(member.backward(cotangent)?.to_vec()) };
        let rows = member.taped_logits()?.to_vec();
        let seen = member.backward(&defense::pull_mean(&rows, classes, cotangent))?;
        Ok(filter.pull(shape, pixels, seed, seen))
    }

    /// The votes on a batch of pictures by our engine.
    pub fn votes(&mut self, pixels: &[f32]) -> Result<Vec<Vote>> {
        let (answers, classes) = (self.logits(pixels)?, self.class_count());
        let row = |picture: usize| answers.iter().map(move |rows| &rows[picture * classes..][..classes]);
        let pictures = answers[0].len() / classes;
        Ok((0..pictures).map(|picture| Vote::count(self.rule, &row(picture).collect::<Vec<_>>())).collect())
    }

    /// The vote on one picture by our engine.
    pub fn vote(&mut self, pixels: &[f32]) -> Result<Vote> {
        let rows = self.logits(pixels)?;
        Ok(Vote::count(self.rule, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>()))
    }

    /// The vote on one picture by tract's runtime, which sees the same draws.
    pub fn second_opinion(&self, pixels: &[f32]) -> Result<Vote> {
        let (seen, draws, classes) = (self.seen(pixels), self.draws(), self.class_count());
        let answers = self.members.iter().map(|member| Ok(averaged(member.second_opinion(&seen)?, draws, classes)));
        let rows = answers.collect::<Result<Vec<_>>>()?;
        Ok(Vote::count(self.rule, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>()))
    }
}

/// One row of logits a picture from a row a draw.
fn averaged(rows: Vec<f32>, draws: usize, classes: usize) -> Vec<f32> {
    if draws == 1 {
        return rows;
    }
    rows.chunks(draws * classes).flat_map(|rows| defense::mean(rows.to_vec(), classes)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn rules_differ_where_members_do() {
        // Two members slightly for class 0, one strongly for class 1.
        let split: [&[f32]; 3] = [&[0.1, 0.0, -9.0], &[0.1, 0.0, -9.0], &[0.0, 9.0, -9.0]];
        let label = |rule, rows: &[&[f32]]| Vote::count(rule, rows).label;
        assert_eq!(label(VoteRule::Mean, &split), Some(1));
        assert_eq!(label(VoteRule::Majority, &split), Some(0));
        assert_eq!(label(VoteRule::Unanimous, &split), None);
        assert_eq!(label(VoteRule::Majority, &split[1..]), None, "one against one is no majority");
        assert_eq!(label(VoteRule::Unanimous, &split[..2]), Some(0));
    }

    #[test]
    fn the_margin_is_positive_where_the_vote_reaches_the_goal() {
        use crate::ops::testing::normal;
        for seed in 0..200 {
            let rows: Vec<Vec<f32>> = (0..3).map(|member| normal(3 * seed + member, 4)).collect();
            let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
            for rule in [VoteRule::Mean, VoteRule::Majority, VoteRule::Unanimous] {
                let vote = Vote::count(rule, &rows).label;
                for goal in [Goal::Away { label: 1 }, Goal::Towards { target: 2 }] {
                    let margin = margin(rule, &rows, goal);
                    assert_eq!(margin > 0.0, goal.reached(vote), "{rule:?} {goal:?} {rows:?}: {margin}");
                }
            }
        }
        let row: &[f32] = &[1.0, 3.5, 2.0];
        assert!((margin(VoteRule::Mean, &[row], Goal::Away { label: 1 }) + 1.5).abs() < 1e-5, "one net: its logits");
    }

    #[test]
    fn an_empty_ensemble_is_refused() {
        assert!(matches!(Ensemble::new(vec![], VoteRule::Mean), Err(Error::Option { name: "members", .. })));
    }
}
