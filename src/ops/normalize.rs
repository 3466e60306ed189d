//! Normalisations along one axis of a tensor seen as outer × length × inner.

use serde::{Deserialize, Serialize};

use super::{Inputs, Linearity, Operation, Saved};
use crate::kernels::elementary::exp;

/// The axis that is normalised: `length` numbers, `inner` apart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Lane {
    pub outer: usize,
    pub length: usize,
    pub inner: usize,
}

impl Lane {
    pub fn numbers(&self) -> usize {
        self.outer * self.length * self.inner
    }

    /// The first element of every lane of a batch that holds `numbers` in all.
    fn starts(self, numbers: usize) -> impl Iterator<Item = usize> {
        let block = self.length * self.inner;
        (0..numbers / block.max(1)).flat_map(move |outer| (0..self.inner).map(move |inner| outer * block + inner))
    }

    fn elements(self, start: usize) -> impl Iterator<Item = usize> {
        (0..self.length).map(move |index| start + index * self.inner)
    }
}

/// exp(x − max) / Σ, or its logarithm. Pullback: p ⊙ (ȳ − Σ p ȳ), for the logarithm ȳ − p Σ ȳ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Softmax {
    pub lane: Lane,
    pub logarithm: bool,
}

/// Of neighbours: loops that vectorise.
fn softmax(x: &[f32], output: &mut [f32]) {
    let maximum = in_eights(x, f32::NEG_INFINITY, |a, b| if a < b { b } else { a });
    output.iter_mut().zip(x).for_each(|(y, &x)| *y = exp(x - maximum));
    let sum = in_eights(output, 0.0, |a, b| a + b);
    output.iter_mut().for_each(|y| *y /= sum);
}

/// A fold in eight parts that are then folded.
fn in_eights(values: &[f32], first: f32, fold: impl Fn(f32, f32) -> f32) -> f32 {
    let (eights, rest) = values.as_chunks::<8>();
    let mut parts = [first; 8];
    for eight in eights {
        parts.iter_mut().zip(eight).for_each(|(part, &value)| *part = fold(*part, value));
    }
    parts.iter().chain(rest).fold(first, |sum, &value| fold(sum, value))
}

impl Operation for Softmax {
    fn name(&self) -> &'static str {
        if self.logarithm { "LogSoftmax" } else { "Softmax" }
    }

    fn output_length(&self) -> usize {
        self.lane.numbers()
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], _scratch: &mut [f32]) {
        let x = inputs.get(0).values;
        for start in self.lane.starts(output.len()) {
            if self.lane.inner == 1 && !self.logarithm {
                let lane = start..start + self.lane.length;
                softmax(&x[lane.clone()], &mut output[lane]);
                continue;
            }
            let lane = || self.lane.elements(start);
            let maximum = lane().map(|at| x[at]).fold(f32::NEG_INFINITY, f32::max);
            lane().for_each(|at| output[at] = exp(x[at] - maximum));
            let sum: f32 = lane().map(|at| output[at]).sum();
            let logarithm = libm::logf(sum);
            for at in lane() {
                output[at] = if self.logarithm { x[at] - maximum - logarithm } else { output[at] / sum };
            }
        }
    }

    fn pullback(&self, _index: usize, saved: &Saved, input_cotangent: &mut [f32], _scratch: &mut [f32]) {
        for start in self.lane.starts(saved.output.len()) {
            let lane = || self.lane.elements(start);
            if self.logarithm {
                let sum: f32 = lane().map(|at| saved.cotangent[at]).sum();
                lane().for_each(|at| {
                    input_cotangent[at] += saved.cotangent[at] - exp(saved.output[at]) * sum;
                });
            } else {
                let sum: f32 = lane().map(|at| saved.output[at] * saved.cotangent[at]).sum();
                lane().for_each(|at| input_cotangent[at] += saved.output[at] * (saved.cotangent[at] - sum));
            }
        }
    }

    fn linearity(&self, _active: &[bool]) -> Linearity {
        Linearity::Neither
    }
}

/// x / √(mean(x²) + ε) (Zhang and Sennrich 2019). Pullback: (ȳ − y · mean(y ȳ)) / √(mean(x²) + ε).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RmsNorm {
    pub lane: Lane,
    pub epsilon: f32,
}

impl RmsNorm {
    fn reciprocal_scale(&self, x: &[f32], start: usize) -> f32 {
        let squares: f32 = self.lane.elements(start).map(|at| x[at] * x[at]).sum();
        1.0 / (squares / self.lane.length as f32 + self.epsilon).sqrt()
    }
}

impl Operation for RmsNorm {
    fn name(&self) -> &'static str {
        "RmsNorm"
    }

    fn output_length(&self) -> usize {
        self.lane.numbers()
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], _scratch: &mut [f32]) {
        let x = inputs.get(0).values;
        for start in self.lane.starts(output.len()) {
            let scale = self.reciprocal_scale(x, start);
            self.lane.elements(start).for_each(|at| output[at] = x[at] * scale);
        }
    }

    fn pullback(&self, _index: usize, saved: &Saved, input_cotangent: &mut [f32], _scratch: &mut [f32]) {
        let x = saved.inputs.get(0).values;
        for start in self.lane.starts(saved.output.len()) {
            let lane = || self.lane.elements(start);
            let scale = self.reciprocal_scale(x, start);
            let mean = lane().map(|at| saved.output[at] * saved.cotangent[at]).sum::<f32>() / self.lane.length as f32;
            lane().for_each(|at| input_cotangent[at] += (saved.cotangent[at] - saved.output[at] * mean) * scale);
        }
    }

    fn linearity(&self, _active: &[bool]) -> Linearity {
        Linearity::Neither
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const LANES: [Lane; 3] = [
        Lane { outer: 1, length: 7, inner: 1 },
        Lane { outer: 2, length: 3, inner: 4 },
        Lane { outer: 3, length: 5, inner: 1 },
    ];

    /// Applies `rule` to every lane, in f64.
    fn per_lane(lane: Lane, x: &[f64], rule: impl Fn(&[f64]) -> Vec<f64>) -> Vec<f64> {
        let mut output = vec![0.0; x.len()];
        for outer in 0..lane.outer {
            for inner in 0..lane.inner {
                let place = |index: usize| (outer * lane.length + index) * lane.inner + inner;
                let values: Vec<f64> = (0..lane.length).map(|index| x[place(index)]).collect();
                for (index, value) in rule(&values).into_iter().enumerate() {
                    output[place(index)] = value;
                }
            }
        }
        output
    }

    #[test]
    fn softmax_agrees_with_the_reference_and_its_differences() {
        for lane in LANES {
            for logarithm in [false, true] {
                let op = Softmax { lane, logarithm }.into();
                let input = normal(51, 2 * lane.numbers());
                check(&format!("{lane:?}, {logarithm}"), op, &[Given::Active(lane.numbers())], &input, |inputs| {
                    per_lane(lane, &inputs[0], |x| {
                        let sum: f64 = x.iter().map(|x| x.exp()).sum();
                        x.iter().map(|x| if logarithm { x - sum.ln() } else { x.exp() / sum }).collect()
                    })
                });
            }
        }
    }

    #[test]
    fn softmax_survives_huge_logits() {
        let op = Softmax { lane: LANES[0], logarithm: false }.into();
        let x = [1e30, -1e30, 0.0, 1e30, 5.0, -5.0, 0.0];
        let (output, gradient) = run(op, &[Given::Active(7)], &x, &[1.0; 7]);
        assert_eq!(output[..3], [0.5, 0.0, 0.0]);
        assert!(gradient.iter().all(|value| value.is_finite()));
    }

    #[test]
    fn rms_norm_agrees_with_the_reference_and_its_differences() {
        for lane in LANES {
            let op = RmsNorm { lane, epsilon: 1e-3 }.into();
            let input = normal(52, 2 * lane.numbers());
            check(&format!("{lane:?}"), op, &[Given::Active(lane.numbers())], &input, |inputs| {
                per_lane(lane, &inputs[0], |x| {
                    let mean = x.iter().map(|x| x * x).sum::<f64>() / x.len() as f64;
                    x.iter().map(|x| x / (mean + f64::from(1e-3f32)).sqrt()).collect()
                })
            });
        }
    }
}
