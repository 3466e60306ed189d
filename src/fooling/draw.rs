//! From a CPPN's genome to a picture, of any size.

use super::genome::{Activation, Genome, INPUTS, OUTPUTS, WEIGHTS_PER_UNIT};
use crate::error::{Error, Result};
use crate::image::round_to_8_bits;

/// Longest side of a drawing, in pixels.
pub const MAX_SIDE: usize = 2048;
/// Pixels that are drawn at once: every neuron's values of one strip stay in the first-level cache or near it.
const STRIP: usize = 256;

impl Genome {
    /// The picture at any size: planar RGB (3, `height`, `width`) in [0, 1], rounded to 8 bits. Drawn at the net's own
    /// size, it is bit for bit what was judged.
    ///
    /// Coordinates are those of pixel centres, from −1 to 1 over either side, so that a larger drawing is a sharper one
    /// of the same picture. Hue, saturation and value are (output + 1)/2.
    ///
    /// Errors: a side that is 0 or longer than 2048.
    pub fn draw(&self, width: usize, height: usize) -> Result<Vec<f32>> {
        if let Some(side) = [width, height].into_iter().find(|side| !(1..=MAX_SIDE).contains(side)) {
            return Err(Error::option("drawing size", side, format!("between 1 and {MAX_SIDE} pixels a side")));
        }
        Ok(self.paint([3, height, width]))
    }

    /// [`Genome::draw`] in the channels of a net: three are red, green and blue, one is the value alone.
    pub(super) fn paint(&self, [channels, height, width]: [usize; 3]) -> Vec<f32> {
        let genome = self.pruned();
        let area = height * width;
        let mut picture = vec![0.0; channels * area];
        let mut values = vec![[0.0; STRIP]; INPUTS + genome.neurons().len()];
        for first in (0..area).step_by(STRIP) {
            let pixels = first..area.min(first + STRIP);
            for (lane, pixel) in pixels.clone().enumerate() {
                let [x, y] = [centre(pixel % width, width), centre(pixel / width, height)];
                values[0][lane] = x;
                values[1][lane] = y;
                values[2][lane] = libm::sqrtf(x * x + y * y);
                values[3][lane] = 1.0;
            }
            genome.evaluate(&mut values);
            let outputs = &values[values.len() - OUTPUTS..];
            for (lane, pixel) in pixels.enumerate() {
                let [hue, saturation, value] = [0, 1, 2].map(|output| (outputs[output][lane] + 1.0) / 2.0);
                let colour = if channels == 3 { rgb(hue, saturation, value) } else { [value; 3] };
                for (channel, &level) in colour.iter().take(channels).enumerate() {
                    picture[channel * area + pixel] = round_to_8_bits(level);
                }
            }
        }
        picture
    }

    /// Fills in the neurons' values where the inputs' are given.
    fn evaluate(&self, values: &mut [[f32; STRIP]]) {
        for (index, neuron) in self.neurons().iter().enumerate() {
            let (earlier, later) = values.split_at_mut(INPUTS + index);
            let sums = &mut later[0];
            sums.fill(0.0);
            for connection in &neuron.connections {
                let weight = f32::from(connection.weight) / WEIGHTS_PER_UNIT;
                let source = &earlier[usize::from(connection.source)];
                sums.iter_mut().zip(source).for_each(|(sum, value)| *sum += weight * value);
            }
            sums.iter_mut().for_each(|sum| *sum = neuron.activation.of(*sum));
        }
    }
}

impl Activation {
    fn of(self, sum: f32) -> f32 {
        match self {
            Activation::Sine => libm::sinf(sum),
            Activation::Sigmoid => 2.0 / (1.0 + libm::expf(-sum)) - 1.0,
            Activation::Gaussian => libm::expf(-sum * sum),
            Activation::Linear => sum.clamp(-3.0, 3.0) / 3.0,
        }
    }
}

/// The middle of cell `index` of `count` cells over [−1, 1].
fn centre(index: usize, count: usize) -> f32 {
    (2 * index + 1) as f32 / count as f32 - 1.0
}

/// All in [0, 1]; hue 0 and 1 are red.
fn rgb(hue: f32, saturation: f32, value: f32) -> [f32; 3] {
    let sector = hue * 6.0;
    let fraction = sector - libm::floorf(sector);
    let low = value * (1.0 - saturation);
    let falling = value * (1.0 - saturation * fraction);
    let rising = value * (1.0 - saturation * (1.0 - fraction));
    match sector as u32 % 6 {
        0 => [value, rising, low],
        1 => [falling, value, low],
        2 => [low, value, rising],
        3 => [low, falling, value],
        4 => [rising, low, value],
        _ => [value, low, falling],
    }
}

#[cfg(test)]
mod tests {
    use super::super::genome::{Connection, Neuron};
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn colours_go_round_the_hues() {
        let hues = [0.0, 1.0 / 6.0, 2.0 / 6.0, 0.5, 4.0 / 6.0, 5.0 / 6.0, 1.0];
        let colours = hues.map(|hue| rgb(hue, 1.0, 1.0).map(|value| (value + 0.5) as u8));
        let expected = [[1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 1, 1], [0, 0, 1], [1, 0, 1], [1, 0, 0]];
        assert_eq!(colours, expected);
        assert_eq!(rgb(0.3, 0.0, 0.7), [0.7; 3], "without saturation: grey");
    }

    /// Value = (clamp(3x)/3 + 1)/2 = (x + 1)/2; hue and saturation 0.5.
    fn ramp() -> Genome {
        let output = |connections| Neuron { activation: Activation::Linear, connections };
        let x = Connection { source: 0, weight: 3 * 2048 };
        Genome::new(vec![output(vec![]), output(vec![]), output(vec![x])]).unwrap()
    }

    #[test]
    fn a_ramp_is_drawn_from_pixel_centres_at_any_size() {
        for (width, height) in [(1, 1), (2, 3), (5, 1), (700, 2)] {
            let picture = ramp().draw(width, height).unwrap();
            for (pixel, &green) in picture[width * height..2 * width * height].iter().enumerate() {
                let expected = (pixel % width) as f32 / width as f32 + 0.5 / width as f32;
                assert!((green - expected).abs() <= 0.502 / 255.0, "{green} at {pixel}, not {expected}");
            }
        }
        let grey = ramp().paint([1, 1, 2]);
        assert_eq!(grey, [0.25, 0.75].map(round_to_8_bits));
    }

    #[test]
    fn sizes_are_limited() {
        for (width, height) in [(0, 1), (1, 0), (MAX_SIDE + 1, 1), (1, usize::MAX)] {
            assert!(matches!(ramp().draw(width, height), Err(Error::Option { name: "drawing size", .. })));
        }
    }
}
