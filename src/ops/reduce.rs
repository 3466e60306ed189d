//! Reductions of groups of numbers to one each.

use serde::{Deserialize, Serialize};

use super::{Inputs, Linearity, Operand, Operation, Saved, for_samples};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reducer {
    Sum,
    MeanOfSquares,
    /// Ties share the cotangent equally (PyTorch's `amax`).
    Max,
    /// Ties share the cotangent equally (PyTorch's `amin`).
    Min,
    Product,
}

/// Reduces each group; `groups[i]` is the output that input i belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reduce {
    pub reducer: Reducer,
    pub groups: Vec<u32>,
    pub length: usize,
}

impl Reduce {
    /// Reduces `axes` of a row-major tensor of `shape`.
    pub fn over_axes(reducer: Reducer, shape: &[usize], axes: &[usize]) -> Self {
        let kept: Vec<usize> =
            (0..shape.len()).map(|axis| if axes.contains(&axis) { 1 } else { shape[axis] }).collect();
        let groups = (0..shape.iter().product())
            .map(|mut index: usize| {
                let (mut group, mut stride) = (0, 1);
                for axis in (0..shape.len()).rev() {
                    group += index % shape[axis] % kept[axis] * stride;
                    index /= shape[axis];
                    stride *= kept[axis];
                }
                group as u32
            })
            .collect();
        Reduce { reducer, groups, length: kept.iter().product() }
    }

    fn fold(&self, input: &[f32], output: &mut [f32]) {
        let mut each = |start: f32, rule: fn(f32, f32) -> f32| {
            output.fill(start);
            for (&value, &group) in input.iter().zip(&self.groups) {
                output[group as usize] = rule(output[group as usize], value);
            }
        };
        match self.reducer {
            Reducer::Sum => each(0.0, |sum, value| sum + value),
            Reducer::MeanOfSquares => each(0.0, |sum, value| sum + value * value),
            Reducer::Max => each(f32::NEG_INFINITY, f32::max),
            Reducer::Min => each(f32::INFINITY, f32::min),
            Reducer::Product => each(1.0, |product, value| product * value),
        }
        if self.reducer == Reducer::MeanOfSquares {
            let count = (self.groups.len() / self.length.max(1)) as f32;
            output.iter_mut().for_each(|sum| *sum /= count);
        }
    }

    /// ∂ output of its group / ∂ input, for each input: the first floats of `scratch`. In a few passes over all of them, however
    /// large a group is.
    fn derivatives<'a>(&self, input: &[f32], output: &[f32], scratch: &'a mut [f32]) -> &'a [f32] {
        let (derivatives, rest) = scratch.split_at_mut(self.groups.len());
        let groups = &mut rest[..self.length];
        let places = || input.iter().zip(&self.groups).map(|(&value, &group)| (value, group as usize));
        match self.reducer {
            Reducer::Sum => derivatives.fill(1.0),
            Reducer::MeanOfSquares => {
                let count = (self.groups.len() / self.length) as f32;
                derivatives.iter_mut().zip(input).for_each(|(derivative, value)| *derivative = 2.0 * value / count);
            }
            Reducer::Max | Reducer::Min => {
                groups.fill(0.0);
                places().for_each(|(value, group)| groups[group] += f32::from(value == output[group]));
                for (derivative, (value, group)) in derivatives.iter_mut().zip(places()) {
                    *derivative = if value == output[group] { 1.0 / groups[group] } else { 0.0 };
                }
            }
            Reducer::Product => {
                // Those before it times those behind it.
                groups.fill(1.0);
                for (derivative, (value, group)) in derivatives.iter_mut().zip(places()) {
                    *derivative = groups[group];
                    groups[group] *= value;
                }
                groups.fill(1.0);
                for (derivative, (value, group)) in derivatives.iter_mut().zip(places()).rev() {
                    *derivative *= groups[group];
                    groups[group] *= value;
                }
            }
        }
        derivatives
    }
}

impl Operation for Reduce {
    fn name(&self) -> &'static str {
        match self.reducer {
            Reducer::Sum => "ReduceSum",
            Reducer::MeanOfSquares => "ReduceMeanOfSquares",
            Reducer::Max => "ReduceMax",
            Reducer::Min => "ReduceMin",
            Reducer::Product => "ReduceProd",
        }
    }

    fn output_length(&self) -> usize {
        self.length
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], _scratch: &mut [f32]) {
        let (input, batch) = (inputs.get(0), inputs.batch());
        for_samples(batch, self.length, output, |sample, output| self.fold(input.sample(sample, batch), output));
    }

    fn pullback(&self, _index: usize, saved: &Saved, input_cotangent: &mut [f32], scratch: &mut [f32]) {
        let (input, batch) = (saved.inputs.get(0), saved.inputs.batch());
        let [output, cotangent] = [saved.output, saved.cotangent].map(|values| Operand { values, batched: true });
        for_samples(batch, self.groups.len(), input_cotangent, |sample, input_cotangent| {
            let (input, output) = (input.sample(sample, batch), output.sample(sample, batch));
            let cotangent = cotangent.sample(sample, batch);
            let derivatives = self.derivatives(input, output, scratch);
            for ((sum, &group), derivative) in input_cotangent.iter_mut().zip(&self.groups).zip(derivatives) {
                let cotangent = cotangent[group as usize];
                if cotangent != 0.0 {
                    *sum += derivative * cotangent;
                }
            }
        });
    }

    fn scratch_length(&self) -> usize {
        self.groups.len() + self.length
    }

    fn linearity(&self, _active: &[bool]) -> Linearity {
        match self.reducer {
            Reducer::Sum => Linearity::Affine,
            Reducer::Max | Reducer::Min => Linearity::Piecewise,
            Reducer::MeanOfSquares | Reducer::Product => Linearity::Neither,
        }
    }

    /// The first extreme element of each group; the margin is its lead over the next.
    fn choices(&self, inputs: &dyn Inputs, _output: &[f32], _scratch: &mut [f32], choose: &mut dyn FnMut(u32, f32)) {
        let sign = if self.reducer == Reducer::Min { -1.0 } else { 1.0 };
        for input in inputs.get(0).values.chunks_exact(self.groups.len()) {
            let mut leaders = vec![(0, f32::NEG_INFINITY, f32::NEG_INFINITY); self.length];
            for (index, (&value, &group)) in input.iter().zip(&self.groups).enumerate() {
                let (winner, best, next) = &mut leaders[group as usize];
                let value = sign * value;
                if value > *best {
                    (*winner, *next, *best) = (index as u32, *best, value);
                } else {
                    *next = next.max(value);
                }
            }
            leaders.iter().for_each(|&(winner, best, next)| choose(winner, best - next));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn agrees_with_the_reference_and_its_differences() {
        let shape = [2, 3, 4];
        // For the axes reduced: which output element (i, j, k) falls to, by hand.
        type Place = fn([usize; 3]) -> usize;
        let cases: [(&[usize], Place); 4] = [
            (&[0], |[_, j, k]| j * 4 + k),
            (&[1], |[i, _, k]| i * 4 + k),
            (&[1, 2], |[i, _, _]| i),
            (&[0, 2], |[_, j, _]| j),
        ];
        for reducer in [Reducer::Sum, Reducer::MeanOfSquares, Reducer::Max, Reducer::Min, Reducer::Product] {
            for (axes, place) in cases {
                let op = Reduce::over_axes(reducer, &shape, axes);
                let length = op.length;
                check(&format!("{reducer:?} {axes:?}"), op.into(), &[Given::Active(24)], &normal(31, 48), |inputs| {
                    let mut groups: Vec<Vec<f64>> = vec![Vec::new(); length];
                    for (index, &value) in inputs[0].iter().enumerate() {
                        groups[place([index / 12, index / 4 % 3, index % 4])].push(value);
                    }
                    let reduce = |group: &Vec<f64>| match reducer {
                        Reducer::Sum => group.iter().sum(),
                        Reducer::MeanOfSquares => group.iter().map(|x| x * x).sum::<f64>() / group.len() as f64,
                        Reducer::Max => group.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                        Reducer::Min => group.iter().copied().fold(f64::INFINITY, f64::min),
                        Reducer::Product => group.iter().product(),
                    };
                    groups.iter().map(reduce).collect()
                });
            }
        }
    }

    #[test]
    fn ties_are_shared() {
        let op = Reduce::over_axes(Reducer::Max, &[4], &[0]);
        let (_, gradient) = run(op.into(), &[Given::Active(4)], &[1.0, 3.0, 3.0, 2.0], &[1.0]);
        assert_eq!(gradient, [0.0, 0.5, 0.5, 0.0]);
    }
}
