//! A flat cut through the space of pictures: who is seen where.

use crate::classifier::{Classifier, argmax, softmax};
use crate::error::{Error, Result};

/// Pictures that one pass takes.
const PASS: usize = 16;

/// A plane through a picture, x + a · u + b · v, unclipped like a [`Ray`](super::Ray), seen as a square of cells.
#[derive(Debug, Clone)]
pub struct Slice {
    net: Classifier,
    origin: Vec<f32>,
    axes: [Vec<f32>; 2],
    /// Cells along either side.
    side: usize,
    /// The outermost cells lie at ± so much of either axis.
    reach: f32,
}

/// What is seen in one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    pub label: usize,
    pub confidence: f32,
}

/// What is left of `vector` beside `axis`, scaled so that its largest entry is ±1; `None`: nothing is.
pub fn beside(vector: &[f32], axis: &[f32]) -> Option<Vec<f32>> {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum::<f64>();
    let share = dot(vector, axis) / dot(axis, axis);
    let rest: Vec<f64> = vector.iter().zip(axis).map(|(&v, &u)| f64::from(v) - share * f64::from(u)).collect();
    let largest = rest.iter().fold(0.0f64, |largest, value| largest.max(value.abs()));
    (largest > 1e-6).then(|| rest.iter().map(|value| (value / largest) as f32).collect())
}

impl Slice {
    /// `origin` is one picture, `axes` are as long; `side` is odd, so that the picture has a cell of its own.
    ///
    /// Errors: other lengths; a side that is even or beyond 255; a reach that is not positive and finite.
    pub fn new(net: &Classifier, origin: &[f32], axes: [Vec<f32>; 2], side: usize, reach: f32) -> Result<Self> {
        let length = net.input_length();
        if let Some(other) = [origin.len(), axes[0].len(), axes[1].len()].into_iter().find(|&other| other != length) {
            return Err(Error::length("picture or axis", length, other));
        }
        if !(side % 2 == 1 && side <= 255) {
            return Err(Error::option("side", side, "odd, and at most 255"));
        }
        if !(reach > 0.0 && reach.is_finite()) {
            return Err(Error::option("reach", reach, "positive and finite"));
        }
        Ok(Slice { net: net.clone(), origin: origin.to_vec(), axes, side, reach })
    }

    /// Of all cells.
    pub fn len(&self) -> usize {
        self.side * self.side
    }

    pub fn is_empty(&self) -> bool {
        self.side == 0
    }

    /// How far along either axis a cell lies; cells go row by row, from the lowest a and the highest b on.
    pub fn place(&self, cell: usize) -> [f32; 2] {
        let half = (self.side / 2).max(1) as f32;
        let (row, column) = (cell / self.side, cell % self.side);
        [column as f32 - half, half - row as f32].map(|steps| self.reach * steps / half)
    }

    /// What is seen in `count` cells from `first` on, or in as many as there are.
    pub fn cells(&mut self, first: usize, count: usize) -> Result<Vec<Cell>> {
        let end = first.saturating_add(count).min(self.len());
        let classes = self.net.class_count();
        let mut cells = Vec::new();
        for start in (first..end).step_by(PASS) {
            let pixels: Vec<f32> = (start..end.min(start + PASS)).flat_map(|cell| self.pixels(cell)).collect();
            for row in self.net.logits(&pixels)?.chunks_exact(classes) {
                let label = argmax(row);
                cells.push(Cell { label, confidence: softmax(row, classes)[label] });
            }
        }
        Ok(cells)
    }

    fn pixels(&self, cell: usize) -> Vec<f32> {
        let [a, b] = self.place(cell);
        let axes = self.axes[0].iter().zip(&self.axes[1]);
        self.origin.iter().zip(axes).map(|(&x, (&u, &v))| x + a * u + b * v).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::noise;
    use crate::onnx::Preprocessing;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn net() -> Classifier {
        Classifier::from_onnx(include_bytes!("../../models/linear.onnx"), Preprocessing::default())
            .expect("a sound net")
    }

    #[test]
    fn the_picture_lies_in_the_middle_and_cells_do_not_depend_on_the_strides() {
        let (mut net, picture) = (net(), noise(1, 3072));
        let axes = [noise(2, 3072), noise(3, 3072)];
        let mut slice = Slice::new(&net, &picture, axes.clone(), 5, 2.0).unwrap();
        let all = slice.cells(0, 1000).unwrap();
        let one_by_one: Vec<Cell> = (0..25).flat_map(|cell| slice.cells(cell, 1).unwrap()).collect();
        assert_eq!((all.len(), &all), (25, &one_by_one));
        assert_eq!((slice.place(12), slice.place(0), slice.place(24)), ([0.0, 0.0], [-2.0, 2.0], [2.0, -2.0]));
        let right: Vec<f32> = picture.iter().zip(&axes[0]).map(|(x, u)| x + 2.0 * u).collect();
        for (cell, pixels) in [(12, &picture), (14, &right)] {
            let logits = net.logits(pixels).unwrap();
            assert_eq!(all[cell].label, argmax(&logits));
            assert!((all[cell].confidence - softmax(&logits, 10)[all[cell].label]).abs() < 1e-6);
        }
    }

    #[test]
    fn axes_stand_at_right_angles() {
        let (u, v) = (noise(1, 50), noise(2, 50));
        let rest = beside(&v, &u).unwrap();
        let dot: f32 = rest.iter().zip(&u).map(|(a, b)| a * b).sum();
        assert!(dot.abs() < 1e-4, "{dot}");
        assert_eq!(rest.iter().fold(0.0f32, |largest, value| largest.max(value.abs())), 1.0);
        assert!(beside(&u, &u).is_none());
    }

    #[test]
    fn senseless_slices_are_refused() {
        let (net, picture) = (net(), noise(1, 3072));
        let axes = || [noise(2, 3072), noise(3, 3072)];
        assert!(matches!(Slice::new(&net, &picture[1..], axes(), 5, 1.0), Err(Error::Shape { .. })));
        assert!(matches!(Slice::new(&net, &picture, axes(), 4, 1.0), Err(Error::Option { name: "side", .. })));
        assert!(matches!(Slice::new(&net, &picture, axes(), 5, f32::NAN), Err(Error::Option { name: "reach", .. })));
    }
}
