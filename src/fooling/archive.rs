//! One niche a class, each with the best that was ever offered (MAP-Elites: Mouret and Clune 2015).

use serde::{Deserialize, Serialize};

/// The best of one class so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Champion<G> {
    pub genome: G,
    /// The probability of the class, of the 8-bit picture.
    pub fitness: f32,
}

/// The champions of all classes: none before the first offer, then one each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Archive<G> {
    champions: Vec<Champion<G>>,
}

impl<G: Clone> Archive<G> {
    pub fn new() -> Self {
        Archive { champions: Vec::new() }
    }

    pub fn champions(&self) -> &[Champion<G>] {
        &self.champions
    }

    /// Compares a child with the champion of every class; it takes the place of each that it beats. The first child
    /// takes all. `probabilities` has one for each class; what is not a number counts 0.
    pub fn offer(&mut self, genome: &G, probabilities: &[f32]) {
        let fitness = |probability: f32| if probability.is_nan() { 0.0 } else { probability };
        if self.champions.is_empty() {
            let first = |&probability| Champion { genome: genome.clone(), fitness: fitness(probability) };
            self.champions = probabilities.iter().map(first).collect();
        }
        for (champion, &probability) in self.champions.iter_mut().zip(probabilities) {
            if fitness(probability) > champion.fitness {
                *champion = Champion { genome: genome.clone(), fitness: probability };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_child_takes_every_niche_where_it_is_better_and_no_other() {
        let mut archive = Archive::new();
        archive.offer(&'a', &[0.2, 0.5, f32::NAN]);
        archive.offer(&'b', &[0.3, 0.5, 0.0]);
        archive.offer(&'c', &[0.3, f32::NAN, 0.1]);
        let champions: Vec<_> = archive.champions().iter().map(|c| (c.genome, c.fitness)).collect();
        assert_eq!(champions, [('b', 0.3), ('a', 0.5), ('c', 0.1)], "ties and NaN leave the champion where it is");
    }
}
