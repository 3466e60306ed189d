//! Several classifiers that vote.

use crate::classifier::{Classifier, argmax, softmax};
use crate::error::{Error, Result};

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
}

/// Classifiers of the same pictures into the same classes.
#[derive(Debug, Clone)]
pub struct Ensemble {
    members: Vec<Classifier>,
    rule: VoteRule,
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
        Ok(Ensemble { members, rule })
    }

    pub fn members(&self) -> &[Classifier] {
        &self.members
    }

    pub fn members_mut(&mut self) -> &mut [Classifier] {
        &mut self.members
    }

    pub fn rule(&self) -> VoteRule {
        self.rule
    }

    pub fn input_length(&self) -> usize {
        self.members[0].input_length()
    }

    pub fn class_count(&self) -> usize {
        self.members[0].class_count()
    }

    /// The vote on one picture by our engine.
    pub fn vote(&mut self, pixels: &[f32]) -> Result<Vote> {
        let rows = self.members.iter_mut().map(|member| member.logits(pixels)).collect::<Result<Vec<_>>>()?;
        Ok(Vote::count(self.rule, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>()))
    }

    /// The vote on one picture by tract's runtime.
    pub fn second_opinion(&self, pixels: &[f32]) -> Result<Vote> {
        let rows = self.members.iter().map(|member| member.second_opinion(pixels)).collect::<Result<Vec<_>>>()?;
        Ok(Vote::count(self.rule, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>()))
    }
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
    fn an_empty_ensemble_is_refused() {
        assert!(matches!(Ensemble::new(vec![], VoteRule::Mean), Err(Error::Option { name: "members", .. })));
    }
}
