//! How the champions got better: few numbers, however long the run.

use serde::{Deserialize, Serialize};

/// Rows kept at most; then every second goes.
const MAX_ROWS: usize = 128;

/// Every class's champion fitness at evenly spaced generations, at most 128 of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct History {
    every: u32,
    classes: usize,
    fitness: Vec<f32>,
}

impl History {
    pub fn new(classes: usize) -> Self {
        History { every: 1, classes, fitness: Vec::new() }
    }

    /// (generations done, each class's fitness then), oldest first.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &[f32])> {
        let rows = self.fitness.chunks_exact(self.classes);
        rows.enumerate().map(|(row, fitness)| ((row as u32 + 1) * self.every, fitness))
    }

    /// `generations` counts up by one from call to call.
    pub(super) fn push(&mut self, generations: u32, fitness: impl Iterator<Item = f32>) {
        if !generations.is_multiple_of(self.every) {
            return;
        }
        self.fitness.extend(fitness);
        if self.fitness.len() == MAX_ROWS * self.classes {
            let thinned = self.fitness.chunks_exact(self.classes).skip(1).step_by(2).flatten().copied().collect();
            self.fitness = thinned;
            self.every *= 2;
        }
    }

    /// Is it what `generations` of `classes` leave behind?
    pub(super) fn fits(&self, classes: usize, generations: u32) -> bool {
        let rows = generations.checked_div(self.every).map(|rows| rows as usize);
        self.classes == classes && rows.is_some_and(|rows| rows < MAX_ROWS && self.fitness.len() == rows * classes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn rows_name_their_generation_and_stay_few() {
        let mut history = History::new(2);
        for generation in 1..=5000 {
            history.push(generation, [generation as f32, -1.0].into_iter());
            assert!(history.fits(2, generation), "generation {generation}");
            assert!(history.rows().all(|(at, fitness)| fitness == [at as f32, -1.0]));
        }
        let count = history.rows().count();
        assert!((MAX_ROWS / 2 - 1..MAX_ROWS).contains(&count), "{count} rows");
        assert!(!history.fits(3, 5000) && !history.fits(2, 1));
    }
}
