//! The geometry of a sliding window over a plane, shared by convolutions and pools.

use serde::{Deserialize, Serialize};

/// A window of `kernel` taps, `dilation` apart, moved by `stride` over `input` with a border of `padding` around it.
/// Axes are (rows, columns); `padding` is `[[top, bottom], [left, right]]`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Window {
    pub input: [usize; 2],
    pub output: [usize; 2],
    pub kernel: [usize; 2],
    pub stride: [usize; 2],
    pub dilation: [usize; 2],
    pub padding: [[usize; 2]; 2],
}

impl Window {
    /// The window over `input` with the largest output that stays inside the borders.
    pub fn new(
        input: [usize; 2],
        kernel: [usize; 2],
        stride: [usize; 2],
        dilation: [usize; 2],
        padding: [[usize; 2]; 2],
    ) -> Self {
        let output = [0, 1].map(|axis| {
            let reach = dilation[axis] * (kernel[axis] - 1) + 1;
            let padded = input[axis] + padding[axis][0] + padding[axis][1];
            if padded < reach { 0 } else { (padded - reach) / stride[axis] + 1 }
        });
        Window { input, output, kernel, stride, dilation, padding }
    }

    pub fn input_area(&self) -> usize {
        self.input[0] * self.input[1]
    }

    pub fn output_area(&self) -> usize {
        self.output[0] * self.output[1]
    }

    pub fn taps(&self) -> usize {
        self.kernel[0] * self.kernel[1]
    }

    /// Rows and columns that the taps reach: the input with its borders, or more where the output asks for it.
    pub fn bordered(&self) -> [usize; 2] {
        [0, 1].map(|axis| {
            let reach = self.dilation[axis] * (self.kernel[axis] - 1) + 1;
            let used = (self.output[axis].max(1) - 1) * self.stride[axis] + reach;
            used.max(self.padding[axis][0] + self.input[axis])
        })
    }

    pub fn bordered_area(&self) -> usize {
        let [rows, columns] = self.bordered();
        rows * columns
    }

    /// True when the bordered copy would be the input itself.
    pub fn is_borderless(&self) -> bool {
        self.bordered() == self.input
    }

    /// Where output `position`'s first tap lies in a bordered plane.
    pub fn corner(&self, position: usize) -> usize {
        let (row, column) = (position / self.output[1], position % self.output[1]);
        row * self.stride[0] * self.bordered()[1] + column * self.stride[1]
    }

    /// Where the taps lie in a bordered plane, from the first one on.
    pub fn tap_offsets(&self) -> impl Iterator<Item = usize> + use<> {
        let columns = self.bordered()[1];
        let (kernel, dilation) = (self.kernel, self.dilation);
        (0..kernel[0] * kernel[1])
            .map(move |tap| tap / kernel[1] * dilation[0] * columns + tap % kernel[1] * dilation[1])
    }

    /// Copies planes into a border of `fill`.
    pub fn border(&self, planes: &[f32], bordered: &mut [f32], fill: f32) {
        let [_, columns] = self.bordered();
        bordered.fill(fill);
        for (plane, bordered) in
            planes.chunks_exact(self.input_area()).zip(bordered.chunks_exact_mut(self.bordered_area()))
        {
            for (row, values) in plane.chunks_exact(self.input[1]).enumerate() {
                let start = (row + self.padding[0][0]) * columns + self.padding[1][0];
                bordered[start..start + self.input[1]].copy_from_slice(values);
            }
        }
    }

    /// The adjoint of [`Window::border`]: adds the inside of bordered planes to `planes`.
    pub fn add_inside(&self, bordered: &[f32], planes: &mut [f32]) {
        let [_, columns] = self.bordered();
        for (plane, bordered) in
            planes.chunks_exact_mut(self.input_area()).zip(bordered.chunks_exact(self.bordered_area()))
        {
            for (row, values) in plane.chunks_exact_mut(self.input[1]).enumerate() {
                let start = (row + self.padding[0][0]) * columns + self.padding[1][0];
                values.iter_mut().zip(&bordered[start..start + self.input[1]]).for_each(|(sum, value)| *sum += value);
            }
        }
    }

    /// The window with which the input gradient of a stride-1 correlation is itself a correlation, over flipped
    /// kernels; `None` where it is not (other strides, borders wider than the kernel).
    pub fn adjoint(&self) -> Option<Window> {
        if self.stride != [1, 1] {
            return None;
        }
        let mut padding = [[0; 2]; 2];
        for (axis, padding) in padding.iter_mut().enumerate() {
            let reach = self.dilation[axis] * (self.kernel[axis] - 1);
            let before = reach.checked_sub(self.padding[axis][0])?;
            let after = (self.input[axis] + reach).checked_sub(self.output[axis] + before)?;
            *padding = [before, after];
        }
        let adjoint = Window::new(self.output, self.kernel, [1, 1], self.dilation, padding);
        (adjoint.output == self.input).then_some(adjoint)
    }
}
