//! Sliding windows: convolutions and pools. One spatial axis is taken as two, the first of extent 1.

use tract_onnx::prelude::*;
use tract_onnx::tract_core::ops::cnn::{Conv, Deconv, MaxPool, PaddingSpec, PoolSpec, SumPool};
use tract_onnx::tract_core::ops::nn::DataFormat;

use super::{Lowered, Lowering, Value, shape_of};
use crate::kernels::Window;
use crate::ops::{AveragePool, Convolution, ConvolutionWeights, Deconvolution, MaxPool as MaxPoolOp};

impl Lowering<'_> {
    /// `None`: not of this family.
    pub(super) fn lower_spatial(&mut self, node: &TypedNode) -> Option<Lowered<Value>> {
        if let Some(conv) = node.op_as::<Conv>() {
            return Some(self.convolution(node, conv));
        }
        if let Some(deconv) = node.op_as::<Deconv>() {
            return Some(self.deconvolution(node, deconv));
        }
        if let Some(pool) = node.op_as::<MaxPool>() {
            return Some(self.pool(node, &pool.pool_spec, |channels, window| MaxPoolOp { channels, window }.into()));
        }
        node.op_as::<SumPool>().map(|pool| {
            let (spec, average, border) = (&pool.pool_spec, pool.normalize, pool.count_include_pad);
            let counted = counted_border(spec, border);
            self.pool(node, spec, move |channels, window| {
                let area = window.output_area();
                let scale = |position| if average { 1.0 / taps_inside(&window, position, counted) as f32 } else { 1.0 };
                AveragePool { channels, window, scale: (0..area).map(scale).collect() }.into()
            })
        })
    }

    /// The input as channels × spatial axes.
    fn channel_first(&mut self, node: &TypedNode, format: &DataFormat) -> Lowered<Value> {
        let input = self.operand(node, 0)?;
        let rank = input.shape.len();
        Ok(match format {
            DataFormat::NCHW | DataFormat::CHW => input,
            DataFormat::NHWC | DataFormat::HWC => {
                let first = usize::from(*format == DataFormat::NHWC);
                let mut permutation: Vec<usize> = (0..rank - 1).collect();
                permutation.insert(first, rank - 1);
                self.transpose(&format!("{} channel-first", node.name), &input, &permutation)
            }
        })
    }

    /// The output of a spatial op from channels × spatial axes to the layout that the graph expects.
    fn restored(&mut self, node: &TypedNode, value: Value, format: &DataFormat) -> Lowered<Value> {
        let shape = shape_of(&node.outputs[0].fact)?;
        Ok(match format {
            DataFormat::NCHW | DataFormat::CHW => value,
            DataFormat::NHWC | DataFormat::HWC => {
                let first = usize::from(*format == DataFormat::NHWC);
                let rank = shape.len();
                let mut before = shape.clone();
                let channels = before.remove(rank - 1);
                before.insert(first, channels);
                let mut permutation: Vec<usize> = (0..rank).collect();
                let channel_axis = permutation.remove(first);
                permutation.push(channel_axis);
                let value = Value { shape: before, ..value };
                self.transpose(&format!("{} channel-last", node.name), &value, &permutation)
            }
        })
    }

    fn convolution(&mut self, node: &TypedNode, conv: &Conv) -> Lowered<Value> {
        if conv.q_params.is_some() {
            return Err("its arithmetic is quantised".into());
        }
        let spec = &conv.pool_spec;
        let weights = self.kernel(node, |kernel| conv.kernel_fmt.kernel_as_group_o_i_hw(kernel, conv.group))?.0;
        let bias = self.bias(node, spec.output_channels)?;
        let window = self.window(node, spec)?;
        let input = self.channel_first(node, &spec.data_format)?;
        let op = Convolution::from(ConvolutionWeights {
            window,
            in_channels: spec.input_channels,
            out_channels: spec.output_channels,
            groups: conv.group,
            weights,
            bias,
            relu: false,
        });
        let shape = [1, spec.output_channels, window.output[0], window.output[1]];
        let value = self.push(&node.name, op, &[&input], &shape);
        self.restored(node, value, &spec.data_format)
    }

    fn deconvolution(&mut self, node: &TypedNode, deconv: &Deconv) -> Lowered<Value> {
        let spec = &deconv.pool_spec;
        let (kernel, shape) =
            self.kernel(node, |kernel| deconv.kernel_format.kernel_as_group_o_i_hw(kernel, deconv.group))?;
        let &[groups, outputs, inputs, taps] = shape.as_slice() else {
            return Err(format!("its kernel has the shape {shape:?}"));
        };
        // Group, out, in, tap → group, in, out, tap: the adjoint correlation reads what we write.
        let mut weights = Vec::with_capacity(kernel.len());
        for (group, input) in (0..groups).flat_map(|group| (0..inputs).map(move |input| (group, input))) {
            for output in 0..outputs {
                let start = ((group * outputs + output) * inputs + input) * taps;
                weights.extend_from_slice(&kernel[start..start + taps]);
            }
        }
        let bias = self.bias(node, spec.output_channels)?;
        let from = shape_of(self.model.outlet_fact(node.inputs[0]).map_err(|error| error.to_string())?)?;
        let to = shape_of(&node.outputs[0].fact)?;
        let input_sides = sides(&spec.data_format, &from);
        let padding = spec
            .padding
            .compute_for_deconv(
                &input_sides,
                &spec.kernel_shape,
                &spec.dilations(),
                &spec.strides(),
                &deconv.adjustments,
            )
            .map_err(|error| error.to_string())?;
        let before: Vec<usize> = padding.iter().map(|padding| padding.pad_before).collect();
        let window = assemble(spec, &sides(&spec.data_format, &to), &input_sides, &before)?;
        let input = self.channel_first(node, &spec.data_format)?;
        let op = Deconvolution::from(ConvolutionWeights {
            window,
            in_channels: spec.input_channels,
            out_channels: spec.output_channels,
            groups: deconv.group,
            weights,
            bias,
            relu: false,
        });
        let shape = [1, spec.output_channels, window.input[0], window.input[1]];
        let value = self.push(&node.name, op, &[&input], &shape);
        self.restored(node, value, &spec.data_format)
    }

    fn pool(
        &mut self,
        node: &TypedNode,
        spec: &PoolSpec,
        op: impl FnOnce(usize, Window) -> crate::network::Op,
    ) -> Lowered<Value> {
        let window = self.window(node, spec)?;
        let input = self.channel_first(node, &spec.data_format)?;
        let channels = input.shape.iter().product::<usize>() / window.input_area();
        let value =
            self.push(&node.name, op(channels, window), &[&input], &[1, channels, window.output[0], window.output[1]]);
        self.restored(node, value, &spec.data_format)
    }

    /// The constant kernel after `reorder`.
    fn kernel(
        &self,
        node: &TypedNode,
        reorder: impl Fn(&Tensor) -> TractResult<Tensor>,
    ) -> Lowered<(Vec<f32>, Vec<usize>)> {
        let (numbers, shape) = self.constant_input(node, 1)?;
        let kernel = Tensor::from_shape(&shape, &numbers).and_then(|kernel| reorder(&kernel));
        super::numbers(&kernel.map_err(|error| error.to_string())?)
    }

    /// One number a channel, from a bias that may be a single one.
    fn bias(&self, node: &TypedNode, channels: usize) -> Lowered<Vec<f32>> {
        if node.inputs.len() < 3 {
            return Ok(vec![0.0; channels]);
        }
        let (bias, shape) = self.constant_input(node, 2)?;
        match bias.len() {
            1 => Ok(vec![bias[0]; channels]),
            length if length == channels => Ok(bias),
            _ => Err(format!("its bias has the shape {shape:?}")),
        }
    }

    fn window(&self, node: &TypedNode, spec: &PoolSpec) -> Lowered<Window> {
        let from = shape_of(self.model.outlet_fact(node.inputs[0]).map_err(|error| error.to_string())?)?;
        let to = shape_of(&node.outputs[0].fact)?;
        let input = sides(&spec.data_format, &from);
        let padding = spec.computed_padding(&input);
        let before: Vec<usize> = padding.iter().map(|padding| padding.pad_before).collect();
        assemble(spec, &input, &sides(&spec.data_format, &to), &before)
    }
}

/// The spatial extents of a shape.
fn sides(format: &DataFormat, shape: &[usize]) -> Vec<usize> {
    match format {
        DataFormat::NCHW => shape[2..].to_vec(),
        DataFormat::CHW => shape[1..].to_vec(),
        DataFormat::NHWC => shape[1..shape.len() - 1].to_vec(),
        DataFormat::HWC => shape[..shape.len() - 1].to_vec(),
    }
}

/// A window from `input` to `output`; the border behind the input is what the output needs.
fn assemble(spec: &PoolSpec, input: &[usize], output: &[usize], before: &[usize]) -> Lowered<Window> {
    let two = |values: &[usize], absent: usize| match values {
        [only] => Ok([absent, *only]),
        [first, second] => Ok([*first, *second]),
        _ => Err(format!("it has {} spatial axes", values.len())),
    };
    let (input, output, before) = (two(input, 1)?, two(output, 1)?, two(before, 0)?);
    let (kernel, stride) = (two(&spec.kernel_shape, 1)?, two(&spec.strides(), 1)?);
    let dilation = two(&spec.dilations(), 1)?;
    let padding = [0, 1].map(|axis| {
        let reach = (output[axis].max(1) - 1) * stride[axis] + dilation[axis] * (kernel[axis] - 1) + 1;
        [before[axis], reach.saturating_sub(before[axis] + input[axis])]
    });
    if output.contains(&0) {
        return Err("its output is empty".into());
    }
    Ok(Window { input, output, kernel, stride, dilation, padding })
}

/// How far, before and behind, the border counts in an average's divisor: rows, then columns.
fn counted_border(spec: &PoolSpec, counts: bool) -> Option<[[usize; 2]; 2]> {
    // Beyond the declared border a window that ceil mode added does not count.
    let two = |values: &[usize]| match values {
        &[only] => [0, only],
        _ => [values[0], values[1]],
    };
    match &spec.padding {
        _ if !counts => Some([[0; 2]; 2]),
        PaddingSpec::ExplicitOnnxPool(before, after, true) => {
            let (before, after) = (two(before), two(after));
            Some([[before[0], after[0]], [before[1], after[1]]])
        }
        _ => None,
    }
}

/// Taps of the window at `position` that lie in the picture or its counted border; `None`: all of them count.
fn taps_inside(window: &Window, position: usize, counted: Option<[[usize; 2]; 2]>) -> usize {
    let Some(counted) = counted else { return window.taps() };
    let at = [position / window.output[1], position % window.output[1]];
    let inside = |axis: usize| {
        let start = (at[axis] * window.stride[axis]) as isize - window.padding[axis][0] as isize;
        let low = -(counted[axis][0] as isize);
        let high = (window.input[axis] + counted[axis][1]) as isize;
        (0..window.kernel[axis])
            .map(|tap| start + (tap * window.dilation[axis]) as isize)
            .filter(|&tap| low <= tap && tap < high)
            .count()
    };
    (inside(0) * inside(1)).max(1)
}
