//! Moving numbers without changing them.

use serde::{Deserialize, Serialize};

use super::{Inputs, Linearity, Operand, Operation, Saved, for_samples};

/// In an index table: no source, the fill value instead.
pub const FILL: u32 = u32::MAX;

/// output[i] = input[sources[i]], or `fill`. One rule for transposes, slices, strided slices, padding of every mode,
/// nearest-neighbour upsampling and broadcasting. A source used several times gets the sum of the cotangents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rearrange {
    /// The field's name for what this table does.
    pub kind: Rearrangement,
    pub input_length: usize,
    pub sources: Vec<u32>,
    pub fill: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rearrangement {
    Transpose,
    Slice,
    Pad,
    Upsample,
    Expand,
    Gather,
}

impl Rearrange {
    /// Builds the table of a row-major tensor: `source(output index)` gives the input index, `None` the fill value.
    pub fn new(
        kind: Rearrangement,
        input: &[usize],
        output: &[usize],
        fill: f32,
        source: impl Fn(&[usize], &mut [usize]) -> bool,
    ) -> Self {
        let mut at = vec![0; output.len()];
        let mut from = vec![0; input.len()];
        let sources = (0..output.iter().product())
            .map(|mut index: usize| {
                for axis in (0..output.len()).rev() {
                    at[axis] = index % output[axis];
                    index /= output[axis];
                }
                if !source(&at, &mut from) {
                    return FILL;
                }
                from.iter().zip(input).fold(0, |index, (&at, &extent)| index * extent + at) as u32
            })
            .collect();
        Rearrange { kind, input_length: input.iter().product(), sources, fill }
    }
}

impl Operation for Rearrange {
    fn name(&self) -> &'static str {
        match self.kind {
            Rearrangement::Transpose => "Transpose",
            Rearrangement::Slice => "Slice",
            Rearrangement::Pad => "Pad",
            Rearrangement::Upsample => "Resize",
            Rearrangement::Expand => "Expand",
            Rearrangement::Gather => "Gather",
        }
    }

    fn output_length(&self) -> usize {
        self.sources.len()
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], _scratch: &mut [f32]) {
        let (input, batch) = (inputs.get(0), inputs.batch());
        for_samples(batch, self.sources.len(), output, |sample, output| {
            let input = input.sample(sample, batch);
            for (value, &source) in output.iter_mut().zip(&self.sources) {
                *value = if source == FILL { self.fill } else { input[source as usize] };
            }
        });
    }

    fn pullback(&self, _index: usize, saved: &Saved, input_cotangent: &mut [f32], _scratch: &mut [f32]) {
        let batch = saved.inputs.batch();
        let cotangent = Operand { values: saved.cotangent, batched: true };
        for_samples(batch, self.input_length, input_cotangent, |sample, input_cotangent| {
            for (&value, &source) in cotangent.sample(sample, batch).iter().zip(&self.sources) {
                if source != FILL {
                    input_cotangent[source as usize] += value;
                }
            }
        });
    }

    fn linearity(&self, _active: &[bool]) -> Linearity {
        Linearity::Affine
    }
}

/// Joins tensors along one axis: each seen as outer × `widths[i]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Concat {
    pub outer: usize,
    pub widths: Vec<usize>,
}

impl Concat {
    fn width(&self) -> usize {
        self.widths.iter().sum()
    }

    fn start(&self, index: usize) -> usize {
        self.widths[..index].iter().sum()
    }
}

impl Operation for Concat {
    fn name(&self) -> &'static str {
        "Concat"
    }

    fn output_length(&self) -> usize {
        self.outer * self.width()
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], _scratch: &mut [f32]) {
        let (batch, width) = (inputs.batch(), self.width());
        for (index, &own) in self.widths.iter().enumerate() {
            let (input, start) = (inputs.get(index), self.start(index));
            for_samples(batch, self.output_length(), output, |sample, output| {
                let rows = input.sample(sample, batch).chunks_exact(own.max(1));
                for (output, row) in output.chunks_exact_mut(width).zip(rows) {
                    output[start..start + own].copy_from_slice(row);
                }
            });
        }
    }

    fn pullback(&self, index: usize, saved: &Saved, input_cotangent: &mut [f32], _scratch: &mut [f32]) {
        let (own, start) = (self.widths[index], self.start(index));
        let rows = saved.cotangent.chunks_exact(self.width());
        for (sum, row) in input_cotangent.chunks_exact_mut(own.max(1)).zip(rows) {
            sum.iter_mut().zip(&row[start..start + own]).for_each(|(sum, value)| *sum += value);
        }
    }

    fn linearity(&self, _active: &[bool]) -> Linearity {
        Linearity::Affine
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_table_agrees_with_the_reference_and_its_differences() {
        // Reflected padding: some sources twice, some filled.
        let op = Rearrange::new(Rearrangement::Pad, &[2, 3], &[3, 5], 0.5, |at, from| {
            from.copy_from_slice(&[at[0] % 2, 2usize.abs_diff(at[1]) % 3]);
            at[0] < 2
        });
        check("pad", op.clone().into(), &[Given::Active(6)], &normal(61, 12), |inputs| {
            op.sources.iter().map(|&from| if from == FILL { 0.5 } else { inputs[0][from as usize] }).collect()
        });
        assert_eq!(op.sources[..5], [2, 1, 0, 1, 2]);
    }

    #[test]
    fn concatenation_agrees_with_the_reference_and_its_differences() {
        let constant = Given::Constant(vec![7.0, 8.0]);
        let given = [Given::Active(4), constant, Given::Active(6)];
        let op = Concat { outer: 2, widths: vec![2, 1, 3] };
        check("concat", op.into(), &given, &normal(62, 20), |x| {
            let row = |r: usize| [&x[0][2 * r..][..2], &x[1][r..][..1], &x[2][3 * r..][..3]].concat();
            [row(0), row(1)].concat()
        });
    }
}
