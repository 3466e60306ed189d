//! Pooling over two spatial axes.

use serde::{Deserialize, Serialize};

use super::{Inputs, Linearity, Operation, Saved};
use crate::kernels::Window;

/// The largest value under each window. A border never wins. The cotangent goes to the winner; among equal values to
/// the first in row-major order (PyTorch); windows that overlap add up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MaxPool {
    pub channels: usize,
    pub window: Window,
}

impl MaxPool {
    /// Calls `visit(output element, value, input element)` for the winner under every window of a batch.
    fn for_winners(&self, input: &[f32], bordered: &mut [f32], mut visit: impl FnMut(usize, f32, usize)) {
        if self.window.is_borderless() && self.window.kernel == [2, 2] && self.window.dilation == [1, 1] {
            return self.for_winners_of_four(input, visit);
        }
        let Window { dilation, kernel, padding: [[top, _], [left, _]], input: [_, width], .. } = self.window;
        let (input_area, output_area) = (self.window.input_area(), self.window.output_area());
        let columns = self.window.bordered()[1];
        let bordered = &mut bordered[..self.window.bordered_area()];
        for (plane, values) in input.chunks_exact(input_area).enumerate() {
            self.window.border(values, bordered, f32::NEG_INFINITY);
            for position in 0..output_area {
                let corner = self.window.corner(position);
                let mut winner = corner;
                for row in 0..kernel[0] {
                    for column in 0..kernel[1] {
                        let at = corner + row * dilation[0] * columns + column * dilation[1];
                        // A NaN wins, as in PyTorch.
                        if bordered[at] > bordered[winner] || bordered[at].is_nan() {
                            winner = at;
                        }
                    }
                }
                // Where the whole window lies in −∞ the corner may be border: clamp it into the picture.
                let row = (winner / columns).saturating_sub(top).min(self.window.input[0] - 1);
                let column = (winner % columns).saturating_sub(left).min(width - 1);
                visit(plane * output_area + position, bordered[winner], plane * input_area + row * width + column);
            }
        }
    }
}

impl MaxPool {
    /// The same where every window is two by two pixels of the picture itself.
    fn for_winners_of_four(&self, input: &[f32], mut visit: impl FnMut(usize, f32, usize)) {
        let Window { stride, output: [rows, columns], input: [_, width], .. } = self.window;
        let input_area = self.window.input_area();
        for (plane, values) in input.chunks_exact(input_area).enumerate() {
            for row in 0..rows {
                let start = row * stride[0] * width;
                let (above, below) = (&values[start..start + width], &values[start + width..start + 2 * width]);
                for column in 0..columns {
                    let left = column * stride[1];
                    let (mut winner, mut best) = (0, above[left]);
                    for (offset, value) in [(1, above[left + 1]), (width, below[left]), (width + 1, below[left + 1])] {
                        // A NaN wins, as in PyTorch.
                        let wins = (value > best) | value.is_nan();
                        winner = if wins { offset } else { winner };
                        best = if wins { value } else { best };
                    }
                    visit((plane * rows + row) * columns + column, best, plane * input_area + start + left + winner);
                }
            }
        }
    }
}

impl Operation for MaxPool {
    fn name(&self) -> &'static str {
        "MaxPool"
    }

    fn output_length(&self) -> usize {
        self.channels * self.window.output_area()
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], scratch: &mut [f32]) {
        self.for_winners(inputs.get(0).values, scratch, |at, value, _| output[at] = value);
    }

    fn pullback(&self, _index: usize, saved: &Saved, input_cotangent: &mut [f32], scratch: &mut [f32]) {
        self.for_winners(saved.inputs.get(0).values, scratch, |at, _, source| {
            input_cotangent[source] += saved.cotangent[at];
        });
    }

    fn scratch_length(&self) -> usize {
        self.window.bordered_area()
    }

    fn linearity(&self, _active: &[bool]) -> Linearity {
        Linearity::Piecewise
    }

    /// The winner's tap; the margin is its lead over the next.
    fn choices(&self, inputs: &dyn Inputs, _output: &[f32], scratch: &mut [f32], choose: &mut dyn FnMut(u32, f32)) {
        let bordered = &mut scratch[..self.window.bordered_area()];
        let taps: Vec<usize> = self.window.tap_offsets().collect();
        for plane in inputs.get(0).values.chunks_exact(self.window.input_area()) {
            self.window.border(plane, bordered, f32::NEG_INFINITY);
            for position in 0..self.window.output_area() {
                let corner = self.window.corner(position);
                let (mut winner, mut best, mut next) = (0, f32::NEG_INFINITY, f32::NEG_INFINITY);
                for (tap, &offset) in taps.iter().enumerate() {
                    let value = bordered[corner + offset];
                    if value > best {
                        (winner, next, best) = (tap, best, value);
                    } else {
                        next = next.max(value);
                    }
                }
                choose(winner as u32, best - next);
            }
        }
    }
}

/// The sum under each window, times `scale` of its position. The divisor of an average differs near the borders, with
/// `count_include_pad` and `ceil_mode`; `scale` (H′ × W′) holds what it comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AveragePool {
    pub channels: usize,
    pub window: Window,
    pub scale: Vec<f32>,
}

impl AveragePool {
    /// Calls `visit(position, taps of that row)` for every window's every row of taps: ranges into a bordered plane.
    fn for_taps(&self, mut visit: impl FnMut(usize, usize)) {
        let columns = self.window.bordered()[1];
        let Window { kernel, dilation, .. } = self.window;
        for position in 0..self.window.output_area() {
            let corner = self.window.corner(position);
            for row in 0..kernel[0] {
                for column in 0..kernel[1] {
                    visit(position, corner + row * dilation[0] * columns + column * dilation[1]);
                }
            }
        }
    }
}

impl Operation for AveragePool {
    fn name(&self) -> &'static str {
        "AveragePool"
    }

    fn output_length(&self) -> usize {
        self.channels * self.window.output_area()
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], scratch: &mut [f32]) {
        let bordered = &mut scratch[..self.window.bordered_area()];
        let planes = inputs.get(0).values.chunks_exact(self.window.input_area());
        for (input, output) in planes.zip(output.chunks_exact_mut(self.window.output_area())) {
            self.window.border(input, bordered, 0.0);
            output.fill(0.0);
            self.for_taps(|position, tap| output[position] += bordered[tap]);
            output.iter_mut().zip(&self.scale).for_each(|(value, scale)| *value *= scale);
        }
    }

    fn pullback(&self, _index: usize, saved: &Saved, input_cotangent: &mut [f32], scratch: &mut [f32]) {
        let bordered = &mut scratch[..self.window.bordered_area()];
        let planes = saved.cotangent.chunks_exact(self.window.output_area());
        for (cotangent, input_cotangent) in planes.zip(input_cotangent.chunks_exact_mut(self.window.input_area())) {
            bordered.fill(0.0);
            self.for_taps(|position, tap| bordered[tap] += self.scale[position] * cotangent[position]);
            self.window.add_inside(bordered, input_cotangent);
        }
    }

    fn scratch_length(&self) -> usize {
        self.window.bordered_area()
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

    fn windows() -> Vec<Window> {
        vec![
            Window::new([6, 6], [2, 2], [2, 2], [1, 1], [[0; 2]; 2]),
            Window::new([7, 5], [3, 3], [2, 2], [1, 1], [[1, 1], [1, 1]]),
            Window::new([7, 5], [3, 2], [1, 1], [1, 1], [[1, 0], [0, 1]]),
            Window::new([9, 8], [2, 3], [2, 1], [2, 2], [[1, 1], [2, 0]]),
            Window::new([4, 5], [4, 5], [1, 1], [1, 1], [[0; 2]; 2]),
            // Ceil mode: an output more than fits, its windows reaching past the border.
            Window { output: [4, 3], ..Window::new([7, 5], [2, 2], [2, 2], [1, 1], [[0; 2]; 2]) },
        ]
    }

    /// The values under the window at `position` of one plane, with their places; `None` in the border.
    fn under(window: &Window, position: usize) -> Vec<Option<usize>> {
        let (row, column) = (position / window.output[1], position % window.output[1]);
        let mut found = Vec::new();
        for ky in 0..window.kernel[0] {
            for kx in 0..window.kernel[1] {
                let y = (row * window.stride[0] + ky * window.dilation[0]).wrapping_sub(window.padding[0][0]);
                let x = (column * window.stride[1] + kx * window.dilation[1]).wrapping_sub(window.padding[1][0]);
                found.push((y < window.input[0] && x < window.input[1]).then(|| y * window.input[1] + x));
            }
        }
        found
    }

    #[test]
    fn maximum_agrees_with_the_reference_and_its_differences() {
        for window in windows() {
            let length = 2 * window.input_area();
            let op = MaxPool { channels: 2, window }.into();
            check(&format!("{window:?}"), op, &[Given::Active(length)], &normal(21, 2 * length), |inputs| {
                (0..2 * window.output_area())
                    .map(|at| {
                        let plane = &inputs[0][at / window.output_area() * window.input_area()..];
                        let values =
                            under(&window, at % window.output_area()).into_iter().flatten().map(|at| plane[at]);
                        values.fold(f64::NEG_INFINITY, f64::max)
                    })
                    .collect()
            });
        }
    }

    #[test]
    fn average_agrees_with_the_reference_and_its_differences() {
        for window in windows() {
            let scale: Vec<f32> = normal(22, window.output_area());
            let length = 2 * window.input_area();
            let op = AveragePool { channels: 2, window, scale: scale.clone() }.into();
            check(&format!("{window:?}"), op, &[Given::Active(length)], &normal(23, 2 * length), |inputs| {
                (0..2 * window.output_area())
                    .map(|at| {
                        let position = at % window.output_area();
                        let plane = &inputs[0][at / window.output_area() * window.input_area()..];
                        let sum: f64 = under(&window, position).into_iter().flatten().map(|at| plane[at]).sum();
                        sum * f64::from(scale[position])
                    })
                    .collect()
            });
        }
    }

    #[test]
    fn the_first_of_equals_takes_the_cotangent() {
        let window = Window::new([2, 3], [2, 2], [1, 1], [1, 1], [[0; 2]; 2]);
        let input = [1.0, 1.0, 0.0, 1.0, 1.0, 1.0];
        let op = MaxPool { channels: 1, window }.into();
        let (output, gradient) = run(op, &[Given::Active(6)], &input, &[10.0, 1.0]);
        assert_eq!(output, [1.0, 1.0]);
        assert_eq!(gradient, [10.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn a_border_never_wins() {
        let window = Window::new([1, 1], [3, 3], [1, 1], [1, 1], [[1, 1], [1, 1]]);
        let (output, gradient) = run(MaxPool { channels: 1, window }.into(), &[Given::Active(1)], &[-5.0], &[1.0]);
        assert_eq!((output, gradient), (vec![-5.0], vec![1.0]));
    }
}
