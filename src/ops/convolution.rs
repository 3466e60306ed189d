//! Convolution over two spatial axes (one-dimensional ones have a first axis of extent 1) and its transpose.
//!
//! y[o, p] = bias[o] + Σ weights[o, c, t] · x[c, p · stride + t · dilation − padding], c over the channels of o's group;
//! an optional ReLU is fused behind it. x̄ is the transposed convolution of ȳ.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::{Inputs, Linearity, Operand, Operation, Saved, for_samples};
use crate::kernels::{Adjoint, Channels, Correlation, Epilogue, Window};

/// What defines a (transposed) convolution. `window` is the one of the correlation: for a transposed convolution its
/// `input` is what comes out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConvolutionWeights {
    pub window: Window,
    pub in_channels: usize,
    pub out_channels: usize,
    pub groups: usize,
    /// out × (in / groups) × taps; for a transposed convolution in × (out / groups) × taps, as in ONNX.
    pub weights: Vec<f32>,
    /// One an output channel.
    pub bias: Vec<f32>,
    /// ReLU behind it.
    pub relu: bool,
}

impl ConvolutionWeights {
    /// Multiplications of the correlation for one picture.
    fn multiply_adds(&self) -> u64 {
        (self.window.output_area() * self.weights.len()) as u64
    }

    fn floor(&self) -> f32 {
        if self.relu { 0.0 } else { f32::NEG_INFINITY }
    }

    fn numbers(&self) -> usize {
        self.weights.len() + self.bias.len()
    }

    /// The correlation from `input` channels to `output` channels.
    fn correlation(&self, input: usize, output: usize) -> Correlation {
        Correlation::new(self.window, self.channels(input, output), self.weight(input))
    }

    /// Its adjoint.
    fn adjoint(&self, input: usize, output: usize) -> Adjoint {
        Adjoint::new(self.window, self.channels(input, output), self.weight(input))
    }

    fn channels(&self, input: usize, output: usize) -> Channels {
        Channels { input, output, groups: self.groups }
    }

    /// (out, in of the group, tap) ↦ weight, of a correlation from `input` channels.
    fn weight(&self, input: usize) -> impl Fn(usize, usize, usize) -> f32 {
        let (per_group, taps) = (input / self.groups, self.window.taps());
        move |o, i, tap| self.weights[(o * per_group + i) * taps + tap]
    }
}

/// Convolution. At 0 the fused ReLU's derivative is 0.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "ConvolutionWeights", into = "ConvolutionWeights")]
pub struct Convolution {
    definition: ConvolutionWeights,
    forward: Correlation,
    /// Packed for the first gradient: nets that are only asked for their logits do without.
    backward: OnceLock<Adjoint>,
}

impl From<ConvolutionWeights> for Convolution {
    fn from(definition: ConvolutionWeights) -> Self {
        let forward = definition.correlation(definition.in_channels, definition.out_channels);
        Convolution { definition, forward, backward: OnceLock::new() }
    }
}

impl From<Convolution> for ConvolutionWeights {
    fn from(convolution: Convolution) -> Self {
        convolution.definition
    }
}

impl PartialEq for Convolution {
    fn eq(&self, other: &Self) -> bool {
        self.definition == other.definition
    }
}

impl Convolution {
    /// The same convolution with a ReLU behind it.
    pub fn with_relu(mut self) -> Self {
        self.definition.relu = true;
        self
    }

    pub fn definition(&self) -> &ConvolutionWeights {
        &self.definition
    }

    pub fn has_relu(&self) -> bool {
        self.definition.relu
    }

    fn input_length(&self) -> usize {
        self.definition.in_channels * self.definition.window.input_area()
    }

    fn backward(&self) -> &Adjoint {
        let definition = &self.definition;
        self.backward.get_or_init(|| definition.adjoint(definition.in_channels, definition.out_channels))
    }
}

impl Operation for Convolution {
    fn name(&self) -> &'static str {
        "Conv"
    }

    fn output_length(&self) -> usize {
        self.definition.out_channels * self.definition.window.output_area()
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], scratch: &mut [f32]) {
        let (input, batch) = (inputs.get(0), inputs.batch());
        let epilogue = Epilogue::BiasFloor { bias: &self.definition.bias, floor: self.definition.floor() };
        for_samples(batch, self.output_length(), output, |sample, output| {
            self.forward.run(input.sample(sample, batch), output, scratch, epilogue);
        });
    }

    fn pullback(&self, _index: usize, saved: &Saved, input_cotangent: &mut [f32], scratch: &mut [f32]) {
        let batch = saved.inputs.batch();
        let (masked, scratch) = scratch.split_at_mut(self.output_length());
        for_samples(batch, self.input_length(), input_cotangent, |sample, input_cotangent| {
            let start = sample * self.output_length();
            let cotangent = &saved.cotangent[start..start + self.output_length()];
            if self.definition.relu {
                let output = &saved.output[start..start + self.output_length()];
                for ((masked, &cotangent), &output) in masked.iter_mut().zip(cotangent).zip(output) {
                    *masked = if output > 0.0 { cotangent } else { 0.0 };
                }
                self.backward().accumulate(masked, input_cotangent, scratch);
            } else {
                self.backward().accumulate(cotangent, input_cotangent, scratch);
            }
        });
    }

    fn scratch_length(&self) -> usize {
        self.forward.scratch_length()
    }

    fn pullback_scratch_length(&self) -> usize {
        self.output_length() + self.backward().scratch_length()
    }

    fn weights(&self) -> usize {
        let backward = self.backward.get().map_or(0, Adjoint::weights);
        self.definition.numbers() + self.forward.weights() + backward
    }

    fn multiply_adds(&self) -> u64 {
        self.definition.multiply_adds()
    }

    fn linearity(&self, _active: &[bool]) -> Linearity {
        if self.definition.relu { Linearity::Piecewise } else { Linearity::Affine }
    }

    fn choices(&self, _inputs: &dyn Inputs, output: &[f32], _scratch: &mut [f32], choose: &mut dyn FnMut(u32, f32)) {
        output.iter().for_each(|&value| choose(u32::from(value > 0.0), value));
    }
}

/// Transposed convolution ("deconvolution"): the adjoint of a convolution, plus a bias.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "ConvolutionWeights", into = "ConvolutionWeights")]
pub struct Deconvolution {
    definition: ConvolutionWeights,
    forward: Adjoint,
    /// As in [`Convolution`].
    backward: OnceLock<Correlation>,
}

impl From<ConvolutionWeights> for Deconvolution {
    fn from(definition: ConvolutionWeights) -> Self {
        let forward = definition.adjoint(definition.out_channels, definition.in_channels);
        Deconvolution { definition, forward, backward: OnceLock::new() }
    }
}

impl From<Deconvolution> for ConvolutionWeights {
    fn from(deconvolution: Deconvolution) -> Self {
        deconvolution.definition
    }
}

impl PartialEq for Deconvolution {
    fn eq(&self, other: &Self) -> bool {
        self.definition == other.definition
    }
}

impl Deconvolution {
    fn backward(&self) -> &Correlation {
        let definition = &self.definition;
        self.backward.get_or_init(|| definition.correlation(definition.out_channels, definition.in_channels))
    }
}

impl Operation for Deconvolution {
    fn name(&self) -> &'static str {
        "ConvTranspose"
    }

    fn output_length(&self) -> usize {
        self.definition.out_channels * self.definition.window.input_area()
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], scratch: &mut [f32]) {
        let (input, batch) = (inputs.get(0), inputs.batch());
        for_samples(batch, self.output_length(), output, |sample, output| {
            let area = self.definition.window.input_area();
            for (plane, &bias) in output.chunks_exact_mut(area).zip(&self.definition.bias) {
                plane.fill(bias);
            }
            self.forward.accumulate(input.sample(sample, batch), output, scratch);
        });
    }

    fn pullback(&self, _index: usize, saved: &Saved, input_cotangent: &mut [f32], scratch: &mut [f32]) {
        let batch = saved.inputs.batch();
        let cotangent = Operand { values: saved.cotangent, batched: true };
        let length = self.definition.in_channels * self.definition.window.output_area();
        for_samples(batch, length, input_cotangent, |sample, input_cotangent| {
            self.backward().run(cotangent.sample(sample, batch), input_cotangent, scratch, Epilogue::Accumulate);
        });
    }

    fn scratch_length(&self) -> usize {
        self.forward.scratch_length()
    }

    fn pullback_scratch_length(&self) -> usize {
        self.backward().scratch_length()
    }

    fn weights(&self) -> usize {
        let backward = self.backward.get().map_or(0, Correlation::weights);
        self.definition.numbers() + self.forward.weights() + backward
    }

    fn multiply_adds(&self) -> u64 {
        self.definition.multiply_adds()
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

    struct Case {
        channels: [usize; 2],
        groups: usize,
        input: [usize; 2],
        kernel: [usize; 2],
        stride: [usize; 2],
        dilation: [usize; 2],
        padding: [[usize; 2]; 2],
        relu: bool,
    }

    impl Default for Case {
        fn default() -> Self {
            Case {
                channels: [2, 3],
                groups: 1,
                input: [7, 6],
                kernel: [3, 3],
                stride: [1, 1],
                dilation: [1, 1],
                padding: [[1, 1], [1, 1]],
                relu: false,
            }
        }
    }

    /// Odd geometry on purpose: H ≠ W, strides that do not divide, lopsided borders.
    fn cases() -> Vec<Case> {
        let base = Case::default;
        vec![
            base(),
            Case { relu: true, ..base() },
            Case { channels: [4, 6], ..base() },
            Case { channels: [4, 6], relu: true, input: [8, 9], ..base() },
            Case { channels: [5, 4], padding: [[0, 2], [1, 0]], ..base() },
            Case { channels: [4, 4], padding: [[3, 3], [3, 3]], ..base() },
            Case { stride: [2, 2], ..base() },
            Case { stride: [2, 3], padding: [[1, 0], [2, 1]], input: [9, 8], ..base() },
            Case { stride: [2, 2], kernel: [1, 1], padding: [[0; 2]; 2], relu: true, ..base() },
            Case { kernel: [1, 1], padding: [[0; 2]; 2], input: [5, 5], ..base() },
            Case { kernel: [5, 2], padding: [[2, 2], [0, 1]], ..base() },
            Case { kernel: [1, 4], padding: [[0, 0], [1, 2]], input: [1, 11], ..base() },
            Case { dilation: [2, 1], padding: [[2, 2], [1, 1]], ..base() },
            Case { dilation: [2, 3], padding: [[1, 0], [3, 2]], stride: [1, 2], input: [9, 9], ..base() },
            Case { channels: [4, 6], groups: 2, ..base() },
            Case { channels: [4, 4], groups: 4, ..base() },
            Case { channels: [3, 6], groups: 3, relu: true, ..base() },
            Case { channels: [3, 3], groups: 3, stride: [2, 2], input: [7, 7], ..base() },
            Case { channels: [4, 8], groups: 2, stride: [2, 1], kernel: [2, 2], padding: [[0; 2]; 2], ..base() },
        ]
    }

    impl Case {
        fn window(&self) -> Window {
            Window::new(self.input, self.kernel, self.stride, self.dilation, self.padding)
        }

        /// The weight between two channels at a tap, or none where their groups differ.
        fn weight(&self, weights: &[f32], out: usize, input: usize, tap: usize) -> Option<f64> {
            let (inputs, outputs) = (self.channels[0] / self.groups, self.channels[1] / self.groups);
            let taps = self.kernel[0] * self.kernel[1];
            (out / outputs == input / inputs).then(|| f64::from(weights[(out * inputs + input % inputs) * taps + tap]))
        }

        /// Calls `visit(output element, input element, weight)` for every pair that a weight joins.
        fn visit(&self, weights: &[f32], mut visit: impl FnMut(usize, usize, f64)) {
            let window = self.window();
            let ([height, width], [rows, columns]) = (window.input, window.output);
            for out in 0..self.channels[1] {
                for input in 0..self.channels[0] {
                    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
                        for tap in 0..window.taps() {
                            let (ky, kx) = (tap / self.kernel[1], tap % self.kernel[1]);
                            let y = (row * self.stride[0] + ky * self.dilation[0]).wrapping_sub(self.padding[0][0]);
                            let x = (column * self.stride[1] + kx * self.dilation[1]).wrapping_sub(self.padding[1][0]);
                            if let (true, Some(weight)) =
                                (y < height && x < width, self.weight(weights, out, input, tap))
                            {
                                visit((out * rows + row) * columns + column, (input * height + y) * width + x, weight);
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn convolution_agrees_with_the_reference_loop_and_its_differences() {
        for (index, case) in cases().into_iter().enumerate() {
            let window = case.window();
            let [in_channels, out_channels] = case.channels;
            let weights = normal(index as u32, out_channels * in_channels / case.groups * window.taps());
            let bias = normal(99, out_channels);
            let definition = ConvolutionWeights {
                window,
                in_channels,
                out_channels,
                groups: case.groups,
                weights: weights.clone(),
                bias: bias.clone(),
                relu: case.relu,
            };
            let length = in_channels * window.input_area();
            let op = Convolution::from(definition).into();
            check(&format!("case {index}"), op, &[Given::Active(length)], &normal(7, 2 * length), |inputs| {
                let mut output: Vec<f64> = (0..out_channels * window.output_area())
                    .map(|at| f64::from(bias[at / window.output_area()]))
                    .collect();
                case.visit(&weights, |out, input, weight| output[out] += weight * inputs[0][input]);
                if case.relu {
                    output.iter_mut().for_each(|value| *value = value.max(0.0));
                }
                output
            });
        }
    }

    #[test]
    fn deconvolution_agrees_with_the_reference_loop_and_its_differences() {
        for (index, case) in cases().into_iter().filter(|case| !case.relu).enumerate() {
            let window = case.window();
            let [out_channels, in_channels] = case.channels;
            let weights = normal(index as u32, out_channels * in_channels / case.groups * window.taps());
            let bias = normal(98, out_channels);
            let definition = ConvolutionWeights {
                window,
                in_channels,
                out_channels,
                groups: case.groups,
                weights: weights.clone(),
                bias: bias.clone(),
                relu: false,
            };
            let length = in_channels * window.output_area();
            let op = Deconvolution::from(definition).into();
            check(&format!("case {index}"), op, &[Given::Active(length)], &normal(8, 2 * length), |inputs| {
                let mut output: Vec<f64> = (0..out_channels * window.input_area())
                    .map(|at| f64::from(bias[at / window.input_area()]))
                    .collect();
                case.visit(&weights, |out, input, weight| output[input] += weight * inputs[0][out]);
                output
            });
        }
    }
}
