//! The judgement of a found picture: on its 8-bit form, by both runtimes.

use super::ball::Norm;
use crate::ensemble::{Ensemble, Vote};
use crate::error::Result;
use crate::loss::Goal;

/// What became of a picture, in the words of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The answer is the class that was wanted.
    TargetReached,
    /// The answer is another one than before the attack, or none where there was one.
    Changed,
    /// The answer is what it was.
    Unchanged,
}

/// Signs that a result says less than it seems to (Carlini 2019, Croce and Hein 2020).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Warnings {
    /// A failure that may only mean that there was nothing to follow: a gradient was zero or not finite.
    pub zero_gradient: bool,
    /// A picture reached the goal, but not on 8 bits.
    pub lost_on_rounding: bool,
    /// The runtimes differ: see [`Verdict::agreed`].
    pub judge_disagrees: bool,
    /// Questions found what all gradients before them did not, so these lead nowhere (gradient masking): where a model
    /// resists white-box attacks, that says little of its robustness.
    pub black_box_beat_white_box: bool,
    /// A net's answers look like probabilities where logits belong, which flattens the loss.
    pub softmax_as_logits: bool,
}

/// What both runtimes say of an 8-bit picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    pub outcome: Outcome,
    /// The goal is reached for our engine and for tract.
    pub fooled: bool,
    /// Both give the same class for every member, and in the vote.
    pub agreed: bool,
    pub vote: Vote,
    pub second_opinion: Vote,
    pub linf: f32,
    pub l2: f32,
    /// Of the attack that found the picture; nothing where none did.
    pub warnings: Warnings,
}

impl Verdict {
    /// `found` must be an 8-bit picture.
    pub fn of(ensemble: &Ensemble, original: &[f32], found: &[f32], goal: Goal) -> Result<Self> {
        let mut ensemble = ensemble.clone().redrawn();
        let before = ensemble.vote(original)?;
        let vote = ensemble.vote(found)?;
        let second_opinion = ensemble.second_opinion(found)?;
        let labels = |vote: &Vote| vote.members.iter().map(|member| member.label).collect::<Vec<_>>();
        let agreed = vote.label == second_opinion.label && labels(&vote) == labels(&second_opinion);
        let fooled = goal.reached(vote.label) && goal.reached(second_opinion.label);
        let outcome = match goal {
            Goal::Towards { .. } if goal.reached(vote.label) => Outcome::TargetReached,
            _ if vote.label == before.label => Outcome::Unchanged,
            _ => Outcome::Changed,
        };
        let [linf, l2] = [Norm::Linf, Norm::L2].map(|norm| norm.distance(original, found));
        let warnings = Warnings { judge_disagrees: !agreed, ..Warnings::default() };
        Ok(Verdict { outcome, fooled, agreed, vote, second_opinion, linf, l2, warnings })
    }
}
