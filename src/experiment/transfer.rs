//! The strongest picture that one net's gradient gives, shown to others (DVERGE's protocol, Yang 2020).

use serde::{Deserialize, Serialize};

use super::hunt::Cost;
use super::recipe::Recipe;
use crate::attack::Attack;
use crate::ensemble::Ensemble;
use crate::error::Result;
use crate::loss::Goal;

/// An attack on one member that runs to its end, whoever is fooled on the way.
#[derive(Debug, Clone)]
pub struct Craft {
    attack: Attack,
    goal: Goal,
}

/// Whom one picture fooled, on its 8-bit form and by both runtimes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crafted {
    /// Each member, then the vote by the mean.
    pub fooled: Vec<bool>,
    /// The class that it was made to be; `None`: any but its own.
    pub target: Option<usize>,
    pub cost: Cost,
}

impl Craft {
    pub fn new(nets: &Ensemble, source: usize, pixels: &[f32], goal: Goal, recipe: &Recipe, seed: u32) -> Result<Self> {
        let alone = Ensemble::new(vec![nets.members()[source].clone()], nets.rule())?;
        Ok(Craft { attack: Attack::new(alone, pixels, &[goal], &recipe.options(seed))?, goal })
    }

    /// Does at most `iterations` iterations; true when there is nothing left to do.
    pub fn step(&mut self, iterations: usize) -> Result<bool> {
        self.attack.step(iterations)?;
        Ok(self.attack.is_done())
    }

    /// The picture of the highest loss, over all steps and starts, on 8 bits.
    pub fn best(&self) -> Vec<f32> {
        self.attack.best(0)
    }

    /// Shows the best picture to every member and to the vote.
    pub fn show(&self, nets: &mut Ensemble) -> Result<Crafted> {
        let best = self.best();
        let (ours, theirs) = (nets.vote(&best)?, nets.second_opinion(&best)?);
        let answers = |vote: &crate::ensemble::Vote| -> Vec<bool> {
            let members = vote.members.iter().map(|member| Some(member.label));
            members.chain([vote.label]).map(|label| self.goal.reached(label)).collect()
        };
        let mut cost = Cost::of(self.attack.progress(0).counts);
        cost.forwards += nets.members().len() as u64;
        let both = answers(&ours).into_iter().zip(answers(&theirs));
        let mut fooled = Vec::new();
        for (ours, theirs) in both {
            fooled.push(ours && theirs);
            cost.refuted += u64::from(ours && !theirs);
        }
        let target = if let Goal::Towards { target } = self.goal { Some(target) } else { None };
        Ok(Crafted { fooled, target, cost })
    }
}
