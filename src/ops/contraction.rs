//! Sum of products over shared axes (`EinSum`): dense layers, matrix products, attention.
//!
//! Each axis has an extent and a stride in either input and in the output; a stride of 0 says that the axis is absent
//! there. c[i] = Σ a[i] · b[i] over all axes that the output lacks. The pullbacks are contractions too: ā = ȳ · b with
//! a and the output in exchanged roles.

use serde::{Deserialize, Serialize};

use super::{Inputs, Linearity, Operand, Operation, Saved, for_samples};
use crate::kernels::{COLUMNS, Epilogue, RowTiles, multiply_panel};

/// One letter of the Einstein sum, with its strides in a, b and the output.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    pub extent: usize,
    pub strides: [usize; 3],
}

/// The field's `einsum` of two inputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Definition", into = "Definition")]
pub struct Contraction {
    definition: Definition,
    /// For the output, for ā and for b̄.
    plans: [Plan; 3],
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Definition {
    axes: Vec<Axis>,
    /// Numbers in a, b and the output.
    lengths: [usize; 3],
}

impl From<Definition> for Contraction {
    fn from(definition: Definition) -> Self {
        let plans = [[0, 1, 2], [2, 1, 0], [2, 0, 1]].map(|roles| Plan::new(&definition, roles));
        Contraction { definition, plans }
    }
}

impl From<Contraction> for Definition {
    fn from(contraction: Contraction) -> Self {
        contraction.definition
    }
}

impl Contraction {
    /// `lengths`: numbers in a sample of a, of b, and of the output.
    pub fn new(axes: Vec<Axis>, lengths: [usize; 3]) -> Self {
        Definition { axes, lengths }.into()
    }
}

/// A batched matrix product over offset tables: for each pair of bases, output[m + n] += Σ left[m + k] · right[n + k].
#[derive(Debug, Clone, PartialEq)]
struct Plan {
    /// (left, right, output) of each product.
    bases: Vec<[usize; 3]>,
    /// (left, output) of each row.
    rows: Vec<[usize; 2]>,
    /// (right, output) of each column.
    columns: Vec<[usize; 2]>,
    /// (left, right) of each term.
    depth: Vec<[usize; 2]>,
    /// Is what is called left here the second factor that is given?
    is_exchanged: bool,
    /// A single column, and rows or terms that lie beside each other: [`Plan::accumulate_vector`] does it.
    is_vector: bool,
}

impl Plan {
    /// `roles`: which of a, b, output are the first factor, the second, and the product.
    fn new(definition: &Definition, roles: [usize; 3]) -> Self {
        let mut plan = Plan {
            bases: vec![[0; 3]],
            rows: vec![[0; 2]],
            columns: vec![[0; 2]],
            depth: vec![[0; 2]],
            is_exchanged: false,
            is_vector: false,
        };
        for axis in definition.axes.iter().filter(|axis| axis.extent != 1) {
            let [left, right, output] = roles.map(|role| axis.strides[role]);
            match (left, right, output) {
                (_, _, 0) => spread(&mut plan.depth, axis.extent, [left, right]),
                (_, 0, _) => spread(&mut plan.rows, axis.extent, [left, output]),
                (0, _, _) => spread(&mut plan.columns, axis.extent, [right, output]),
                _ => spread(&mut plan.bases, axis.extent, [left, right, output]),
            }
        }
        // A vector is the right one of the two.
        if plan.rows.len() == 1 && plan.columns.len() > 1 {
            plan = plan.exchanged();
        }
        plan.is_vector = plan.columns.len() == 1 && (are_neighbours(&plan.rows) || are_neighbours(&plan.depth));
        plan
    }

    fn scratch_length(&self) -> usize {
        (self.depth.len() + self.rows.len()) * COLUMNS + RowTiles::length(self.rows.len(), self.depth.len())
    }

    /// The same product with its factors exchanged.
    fn exchanged(self) -> Self {
        Plan {
            bases: self.bases.iter().map(|&[left, right, output]| [right, left, output]).collect(),
            rows: self.columns,
            columns: self.rows,
            depth: self.depth.iter().map(|&[left, right]| [right, left]).collect(),
            is_exchanged: !self.is_exchanged,
            is_vector: false,
        }
    }

    /// Adds the product to `output`.
    fn accumulate(&self, left: &[f32], right: &[f32], output: &mut [f32], scratch: &mut [f32]) {
        let (left, right) = if self.is_exchanged { (right, left) } else { (left, right) };
        if self.is_vector {
            return self.accumulate_vector(left, right, output);
        }
        let (panel, rest) = scratch.split_at_mut(self.depth.len() * COLUMNS);
        let (products, tiles) = rest.split_at_mut(self.rows.len() * COLUMNS);
        for &[left_base, right_base, output_base] in &self.bases {
            let packed = RowTiles::pack(tiles, self.rows.len(), self.depth.len(), |row, k| {
                left[left_base + self.rows[row][0] + self.depth[k][0]]
            });
            for columns in self.columns.chunks(COLUMNS) {
                let beside = beside(columns).map(|beside| beside && columns.len() == COLUMNS);
                for (values, &[_, k]) in panel.as_chunks_mut::<COLUMNS>().0.iter_mut().zip(&self.depth) {
                    let right = &right[right_base + k..];
                    if beside[0] {
                        values.copy_from_slice(&right[columns[0][0]..][..COLUMNS]);
                        continue;
                    }
                    for (value, &[column, _]) in values.iter_mut().zip(columns) {
                        *value = right[column];
                    }
                }
                multiply_panel(packed, panel, columns.len(), products, COLUMNS, Epilogue::Store);
                for (values, &[_, row]) in products.as_chunks::<COLUMNS>().0.iter().zip(&self.rows) {
                    let output = &mut output[output_base + row..];
                    if beside[1] {
                        let sums = &mut output[columns[0][1]..][..COLUMNS];
                        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
                        continue;
                    }
                    for (value, &[_, column]) in values.iter().zip(columns) {
                        output[column] += value;
                    }
                }
            }
        }
    }

    /// The same for a single column, where packing would cost more than the product.
    fn accumulate_vector(&self, left: &[f32], right: &[f32], output: &mut [f32]) {
        let (rows, depth) = (&self.rows, &self.depth);
        for &[left_base, right_base, output_base] in &self.bases {
            let (left, right) = (&left[left_base..], &right[right_base + self.columns[0][0]..]);
            let output = &mut output[output_base + self.columns[0][1]..];
            if are_neighbours(rows) {
                let sums = &mut output[rows[0][1]..][..rows.len()];
                for &[of_left, of_right] in depth {
                    let (values, factor) = (&left[of_left + rows[0][0]..][..rows.len()], right[of_right]);
                    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value * factor);
                }
            } else {
                let right = &right[depth[0][1]..][..depth.len()];
                for &[of_left, of_output] in rows {
                    output[of_output] += dot(&left[of_left + depth[0][0]..][..depth.len()], right);
                }
            }
        }
    }
}

/// Is each of them one further than the one before, on the right, and in the output?
fn beside(columns: &[[usize; 2]]) -> [bool; 2] {
    [0, 1].map(|role| columns.array_windows().all(|[one, next]| next[role] == one[role] + 1))
}

fn are_neighbours(offsets: &[[usize; 2]]) -> bool {
    beside(offsets) == [true; 2]
}

/// Σ a · b, in eight sums that are then added up.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<COLUMNS>(), b.as_chunks::<COLUMNS>());
    let mut sums = [0.0; COLUMNS];
    for (a, b) in a.iter().zip(b) {
        sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a * b);
    }
    sums.iter().sum::<f32>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>()
}

/// The table with every offset repeated along a new innermost axis.
fn spread<const N: usize>(table: &mut Vec<[usize; N]>, extent: usize, strides: [usize; N]) {
    *table = table
        .iter()
        .flat_map(|offsets| {
            (0..extent).map(move |index| std::array::from_fn(|role| offsets[role] + index * strides[role]))
        })
        .collect();
}

impl Operation for Contraction {
    fn name(&self) -> &'static str {
        "EinSum"
    }

    fn output_length(&self) -> usize {
        self.definition.lengths[2]
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], scratch: &mut [f32]) {
        let (a, b, batch) = (inputs.get(0), inputs.get(1), inputs.batch());
        output.fill(0.0);
        for_samples(batch, self.output_length(), output, |sample, output| {
            self.plans[0].accumulate(a.sample(sample, batch), b.sample(sample, batch), output, scratch);
        });
    }

    fn pullback(&self, index: usize, saved: &Saved, input_cotangent: &mut [f32], scratch: &mut [f32]) {
        let (other, batch) = (saved.inputs.get(1 - index), saved.inputs.batch());
        let cotangent = Operand { values: saved.cotangent, batched: true };
        for_samples(batch, self.definition.lengths[index], input_cotangent, |sample, input_cotangent| {
            let cotangent = cotangent.sample(sample, batch);
            self.plans[1 + index].accumulate(cotangent, other.sample(sample, batch), input_cotangent, scratch);
        });
    }

    fn scratch_length(&self) -> usize {
        self.plans.iter().map(Plan::scratch_length).max().unwrap_or(0)
    }

    fn multiply_adds(&self) -> u64 {
        self.definition.axes.iter().map(|axis| axis.extent as u64).product()
    }

    fn linearity(&self, active: &[bool]) -> Linearity {
        Linearity::affine_if(!(active[0] && active[1]))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Row-major strides of the letters of `operand` within `letters`, 0 where absent.
    fn strides(operand: &str, extents: &[(char, usize)]) -> (Vec<(char, usize)>, usize) {
        let mut stride = 1;
        let mut found = Vec::new();
        for letter in operand.chars().rev() {
            let extent = extents.iter().find(|(known, _)| *known == letter).expect("a declared letter").1;
            found.push((letter, stride));
            stride *= extent;
        }
        (found, stride)
    }

    fn contraction(formula: [&str; 3], extents: &[(char, usize)]) -> Contraction {
        let operands = formula.map(|operand| strides(operand, extents));
        let axes = extents
            .iter()
            .map(|&(letter, extent)| Axis {
                extent,
                // A letter that occurs twice walks a diagonal: its strides add up.
                strides: operands.each_ref().map(|(strides, _)| {
                    strides.iter().filter(|(known, _)| *known == letter).map(|(_, stride)| stride).sum()
                }),
            })
            .collect();
        Contraction::new(axes, operands.map(|(_, length)| length))
    }

    /// Loops over all letters at once.
    fn reference(op: &Contraction, a: &[f64], b: &[f64]) -> Vec<f64> {
        let mut output = vec![0.0; op.definition.lengths[2]];
        let total: usize = op.definition.axes.iter().map(|axis| axis.extent).product();
        for mut index in 0..total {
            let mut at = [0; 3];
            for axis in &op.definition.axes {
                let position = index % axis.extent;
                index /= axis.extent;
                at = std::array::from_fn(|role| at[role] + position * axis.strides[role]);
            }
            output[at[2]] += a[at[0]] * b[at[1]];
        }
        output
    }

    #[test]
    fn agrees_with_the_reference_loop_and_its_differences() {
        let extents = [('i', 3), ('j', 5), ('k', 4), ('b', 2), ('u', 1)];
        for formula in [
            ["uk", "kj", "uj"],    // dense
            ["ik", "jk", "ij"],    // dense, transposed weights
            ["bik", "bkj", "bij"], // batched product
            ["bik", "bjk", "ijb"], // … with the output's axes moved
            ["ik", "kj", "ji"],
            ["bi", "j", "bij"], // outer product
            ["ijk", "k", "i"],  // a letter in one input alone is summed
            ["i", "ijb", "j"],
            ["ii", "ij", "ij"], // a diagonal
        ] {
            let op = contraction(formula, &extents);
            let [a, b, _] = op.definition.lengths;
            let values = normal(11, 2 * (a + b));
            let both = |inputs: &[Vec<f64>]| reference(&op, &inputs[0], &inputs[1]);
            check(&format!("{formula:?}"), op.clone().into(), &[Given::Active(a), Given::Active(b)], &values, both);
            let given = [Given::Active(a), Given::Constant(normal(12, b))];
            check(&format!("{formula:?} by a constant"), op.clone().into(), &given, &values[..2 * a], both);
            let given = [Given::Constant(normal(13, a)), Given::Active(b)];
            check(&format!("a constant by {formula:?}"), op.clone().into(), &given, &values[..2 * b], both);
        }
    }
}
