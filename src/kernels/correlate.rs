//! Two-dimensional cross-correlation (what deep learning calls convolution) of one picture, and its adjoint.

use wide::f32x8;

use super::gemm::{COLUMNS, Epilogue, PackedRows, RowTiles, multiply_panel};
use super::window::Window;
use super::winograd::{Plane, Winograd};

/// Channels in and out, and into how many independent groups they fall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Channels {
    pub input: usize,
    pub output: usize,
    pub groups: usize,
}

impl Channels {
    fn input_per_group(&self) -> usize {
        self.input / self.groups
    }

    fn output_per_group(&self) -> usize {
        self.output / self.groups
    }
}

/// x ↦ w ⋆ x with the weights packed for the way it is computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Correlation {
    window: Window,
    channels: Channels,
    method: Method,
}

#[derive(Debug, Clone, PartialEq)]
enum Method {
    /// 3×3, stride 1, one group.
    Winograd(Winograd),
    /// One input channel a group: eight neighbours at a time. `weights` is out × taps.
    Depthwise { weights: Vec<f32>, offsets: Vec<usize> },
    /// The rest: a matrix product a group, columns gathered as they are needed.
    Panels { weights: Vec<PackedRows>, offsets: Vec<usize> },
}

impl Correlation {
    /// `weight(out, in of the group, tap)` gives the kernels, taps in row-major order.
    pub fn new(window: Window, channels: Channels, weight: impl Fn(usize, usize, usize) -> f32) -> Self {
        let (per_group, taps) = (channels.input_per_group(), window.taps());
        let whole = window == Window::new(window.input, window.kernel, window.stride, window.dilation, window.padding);
        let simple = whole && window.stride == [1, 1] && window.dilation == [1, 1] && channels.groups == 1;
        let method = if simple && window.kernel == [3, 3] && channels.input > 3 {
            let plane = Plane { input: window.input, padding: window.padding };
            Method::Winograd(Winograd::new(plane, [channels.input, channels.output], |o, i, y, x| {
                weight(o, i, 3 * y + x)
            }))
        } else if per_group == 1 && channels.groups > 1 {
            let weights = (0..channels.output * taps).map(|at| weight(at / taps, 0, at % taps)).collect();
            Method::Depthwise { weights, offsets: tap_offsets(&window, 1) }
        } else {
            let rows = channels.output_per_group();
            let weights = (0..channels.groups)
                .map(|group| {
                    PackedRows::new(rows, per_group * taps, |row, k| weight(group * rows + row, k / taps, k % taps))
                })
                .collect();
            Method::Panels { weights, offsets: tap_offsets(&window, per_group) }
        };
        Correlation { window, channels, method }
    }

    pub fn scratch_length(&self) -> usize {
        match &self.method {
            Method::Winograd(winograd) => winograd.scratch_length(),
            Method::Depthwise { .. } => self.channels.input * self.window.bordered_area(),
            Method::Panels { offsets, .. } => {
                self.channels.input * self.window.bordered_area() + offsets.len() * COLUMNS
            }
        }
    }

    /// Floats that it holds.
    pub fn weights(&self) -> usize {
        match &self.method {
            Method::Winograd(winograd) => winograd.weights(),
            Method::Depthwise { weights, .. } => weights.len(),
            Method::Panels { weights, .. } => weights.iter().map(PackedRows::len).sum(),
        }
    }

    /// `input`: C × H × W; `output`: O × H′ × W′.
    pub fn run(&self, input: &[f32], output: &mut [f32], scratch: &mut [f32], epilogue: Epilogue) {
        match &self.method {
            Method::Winograd(winograd) => winograd.run(input, output, scratch, epilogue),
            Method::Depthwise { weights, offsets } => {
                self.run_depthwise(weights, offsets, input, output, scratch, epilogue)
            }
            Method::Panels { weights, offsets } => self.run_panels(weights, offsets, input, output, scratch, epilogue),
        }
    }

    /// The input with its borders: copied, unless there are none.
    fn bordered<'a>(&self, input: &'a [f32], scratch: &'a mut [f32]) -> (&'a [f32], &'a mut [f32]) {
        if self.window.is_borderless() {
            return (input, scratch);
        }
        let (bordered, rest) = scratch.split_at_mut(self.channels.input * self.window.bordered_area());
        self.window.border(input, bordered, 0.0);
        (bordered, rest)
    }

    fn run_panels(
        &self,
        weights: &[PackedRows],
        offsets: &[usize],
        input: &[f32],
        output: &mut [f32],
        scratch: &mut [f32],
        epilogue: Epilogue,
    ) {
        let (bordered, rest) = self.bordered(input, scratch);
        let panel = &mut rest[..offsets.len() * COLUMNS];
        let area = self.window.output_area();
        let group_planes = self.channels.input_per_group() * self.window.bordered_area();
        for (group, weights) in weights.iter().enumerate() {
            let bordered = &bordered[group * group_planes..];
            let first_row = group * self.channels.output_per_group();
            for position in (0..area).step_by(COLUMNS) {
                let columns = COLUMNS.min(area - position);
                gather(&self.window, bordered, offsets, position, columns, panel);
                let output = &mut output[first_row * area + position..];
                multiply_panel(weights.tiles(), panel, columns, output, area, epilogue.for_rows(first_row));
            }
        }
    }

    fn run_depthwise(
        &self,
        weights: &[f32],
        offsets: &[usize],
        input: &[f32],
        output: &mut [f32],
        scratch: &mut [f32],
        epilogue: Epilogue,
    ) {
        let (bordered, _) = self.bordered(input, scratch);
        let Window { stride, output: [rows, columns], .. } = self.window;
        let row_length = self.window.bordered()[1];
        let multiplier = self.channels.output_per_group();
        let kernels = weights.chunks_exact(offsets.len());
        for ((channel, output), kernel) in output.chunks_exact_mut(rows * columns).enumerate().zip(kernels) {
            let plane = &bordered[channel / multiplier * self.window.bordered_area()..];
            for (row, output) in output.chunks_exact_mut(columns).enumerate() {
                for (strip, output) in output.chunks_mut(COLUMNS).enumerate() {
                    let corner = &plane[row * stride[0] * row_length + strip * COLUMNS * stride[1]..];
                    let mut sum = f32x8::ZERO;
                    for (&weight, &offset) in kernel.iter().zip(offsets) {
                        let neighbours = match corner[offset..].first_chunk::<COLUMNS>() {
                            Some(&neighbours) if stride[1] == 1 => neighbours,
                            _ => std::array::from_fn(|at| corner[offset + at.min(output.len() - 1) * stride[1]]),
                        };
                        sum += f32x8::splat(weight) * f32x8::new(neighbours);
                    }
                    epilogue.write(&epilogue.finish_both(channel, sum).to_array(), output);
                }
            }
        }
    }
}

/// Where the depth of a panel (channel, tap) lies in bordered planes.
fn tap_offsets(window: &Window, channels: usize) -> Vec<usize> {
    let area = window.bordered_area();
    (0..channels).flat_map(|channel| window.tap_offsets().map(move |offset| channel * area + offset)).collect()
}

/// The columns of output `position` … as a panel: for each depth offset, eight values (im2col).
fn gather(window: &Window, bordered: &[f32], offsets: &[usize], position: usize, columns: usize, panel: &mut [f32]) {
    let corners: [usize; COLUMNS] = std::array::from_fn(|column| window.corner(position + column.min(columns - 1)));
    let panel = panel.as_chunks_mut::<COLUMNS>().0;
    if columns == COLUMNS && corners[COLUMNS - 1] - corners[0] == COLUMNS - 1 {
        for (values, offset) in panel.iter_mut().zip(offsets) {
            values.copy_from_slice(&bordered[corners[0] + offset..][..COLUMNS]);
        }
    } else {
        for (values, offset) in panel.iter_mut().zip(offsets) {
            *values = corners.map(|corner| bordered[corner + offset]);
        }
    }
}

/// The transpose of a [`Correlation`]: from outputs back to inputs. It is the input gradient of a convolution and the
/// forward pass of a transposed one.
#[derive(Debug, Clone, PartialEq)]
pub enum Adjoint {
    /// Stride 1: a correlation with flipped kernels.
    Flipped(Correlation),
    /// Otherwise: products of the transposed kernels, scattered (col2im).
    Scatter { window: Window, channels: Channels, weights: Vec<PackedRows>, offsets: Vec<usize> },
}

impl Adjoint {
    /// The adjoint of `Correlation::new(window, channels, weight)`.
    pub fn new(window: Window, channels: Channels, weight: impl Fn(usize, usize, usize) -> f32) -> Self {
        let (inputs, outputs, taps) = (channels.input_per_group(), channels.output_per_group(), window.taps());
        if let Some(flipped) = window.adjoint() {
            let swapped = Channels { input: channels.output, output: channels.input, groups: channels.groups };
            return Adjoint::Flipped(Correlation::new(flipped, swapped, |input, out, tap| {
                weight(input / inputs * outputs + out, input % inputs, taps - 1 - tap)
            }));
        }
        let weights = (0..channels.groups)
            .map(|group| {
                PackedRows::new(inputs * taps, outputs, |k, out| weight(group * outputs + out, k / taps, k % taps))
            })
            .collect();
        Adjoint::Scatter { window, channels, weights, offsets: tap_offsets(&window, inputs) }
    }

    pub fn scratch_length(&self) -> usize {
        match self {
            Adjoint::Flipped(correlation) => correlation.scratch_length(),
            Adjoint::Scatter { window, channels, offsets, .. } => {
                channels.input * window.bordered_area() + (offsets.len() + channels.output_per_group()) * COLUMNS
            }
        }
    }

    /// Floats that it holds.
    pub fn weights(&self) -> usize {
        match self {
            Adjoint::Flipped(correlation) => correlation.weights(),
            Adjoint::Scatter { weights, .. } => weights.iter().map(PackedRows::len).sum(),
        }
    }

    /// Adds wᵀ applied to `outputs` (O × H′ × W′) to `inputs` (C × H × W).
    pub fn accumulate(&self, outputs: &[f32], inputs: &mut [f32], scratch: &mut [f32]) {
        match self {
            Adjoint::Flipped(correlation) => correlation.run(outputs, inputs, scratch, Epilogue::Accumulate),
            Adjoint::Scatter { window, channels, weights, offsets } => {
                let (bordered, rest) = scratch.split_at_mut(channels.input * window.bordered_area());
                let (products, panel) = rest.split_at_mut(offsets.len() * COLUMNS);
                bordered.fill(0.0);
                let group_planes = channels.input_per_group() * window.bordered_area();
                for (group, weights) in weights.iter().enumerate() {
                    let weights = weights.tiles();
                    let outputs = &outputs[group * weights.depth * window.output_area()..];
                    let bordered = &mut bordered[group * group_planes..];
                    scatter(window, weights, offsets, outputs, bordered, products, panel);
                }
                window.add_inside(bordered, inputs);
            }
        }
    }
}

fn scatter(
    window: &Window,
    weights: RowTiles,
    offsets: &[usize],
    outputs: &[f32],
    bordered: &mut [f32],
    products: &mut [f32],
    panel: &mut [f32],
) {
    let area = window.output_area();
    for position in (0..area).step_by(COLUMNS) {
        let columns = COLUMNS.min(area - position);
        for (values, plane) in
            panel.as_chunks_mut::<COLUMNS>().0.iter_mut().zip(outputs.chunks_exact(area)).take(weights.depth)
        {
            values[..columns].copy_from_slice(&plane[position..position + columns]);
        }
        multiply_panel(weights, panel, columns, products, COLUMNS, Epilogue::Store);
        let corners: [usize; COLUMNS] = std::array::from_fn(|column| window.corner(position + column));
        for (values, offset) in products.as_chunks::<COLUMNS>().0.iter().zip(offsets) {
            for (value, corner) in values.iter().zip(corners).take(columns) {
                bordered[corner + offset] += value;
            }
        }
    }
}
