//! The strongest picture against bare nets, shown to them behind filters: an attacker who knows of none.

use serde::{Deserialize, Serialize};

use super::hunt::Cost;
use super::recipe::Recipe;
use crate::attack::Attack;
use crate::defense::Filter;
use crate::ensemble::Ensemble;
use crate::error::Result;
use crate::loss::Goal;

/// An attack on bare nets that runs to its end.
#[derive(Debug, Clone)]
pub struct Unaware {
    attack: Attack,
    original: Vec<f32>,
    label: usize,
    seed: u32,
}

/// What one picture is taken for behind each filter, on 8 bits and by both runtimes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Filtered {
    /// Right without an attack.
    pub clean: Vec<bool>,
    /// Right without and with it.
    pub right: Vec<bool>,
    pub cost: Cost,
}

impl Unaware {
    pub fn new(nets: &Ensemble, pixels: &[f32], label: usize, recipe: &Recipe, seed: u32) -> Result<Self> {
        let attack = Attack::new(nets.clone(), pixels, &[Goal::Away { label }], &recipe.options(seed))?;
        Ok(Unaware { attack, original: pixels.to_vec(), label, seed })
    }

    /// Does at most `iterations` iterations; true when there is nothing left to do.
    pub fn step(&mut self, iterations: usize) -> Result<bool> {
        self.attack.step(iterations)?;
        Ok(self.attack.is_done())
    }

    /// Shows the picture of the highest loss to `nets` behind each of `filters`.
    pub fn show(&self, nets: &Ensemble, filters: &[Filter]) -> Result<Filtered> {
        let best = self.attack.best(0);
        let mut cost = Cost::of(self.attack.progress(0).counts);
        let [mut clean, mut right] = [(); 2].map(|()| Vec::with_capacity(filters.len()));
        // One copy of the nets' memory for all filters.
        let mut judge = nets.clone();
        for &filter in filters {
            judge = judge.behind(filter, self.seed)?.redrawn();
            clean.push(judge.vote(&self.original)?.label == Some(self.label));
            cost.forwards += 2 * nets.members().len() as u64;
            let withstands = judge.vote(&best)?.label == Some(self.label);
            // Fooled are both runtimes or none.
            let refuted = !withstands && judge.second_opinion(&best)?.label == Some(self.label);
            cost.refuted += u64::from(refuted);
            right.push((withstands || refuted) && clean[clean.len() - 1]);
        }
        Ok(Filtered { clean, right, cost })
    }
}
