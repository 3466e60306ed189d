//! 3×3 convolution of stride 1 by Winograd's minimal filtering (Lavin and Gray 2016): one small product for each place of a
//! transformed tile instead of nine large ones. Tiles of 2×2 outputs take 2.25 times fewer multiplications, tiles of 4×4
//! take 4 times fewer.
//!
//! A vector holds the same place of four tiles, wherever in the picture they are, so that small pictures fill it as well.

mod tile;

use wide::f32x4;

use super::gemm::{Epilogue, LANES, PackedRows, multiply_strip};
use tile::{Four, Tile, Two};

/// The transformed weights of one 3×3 convolution over planes of one size.
#[derive(Debug, Clone, PartialEq)]
pub struct Winograd {
    plane: Plane,
    size: Size,
    in_channels: usize,
    out_channels: usize,
    /// One `out_channels` × `in_channels` matrix a place in a tile: U = G g Gᵀ.
    weights: Vec<PackedRows>,
}

/// Outputs along a tile's side.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Size {
    Two,
    Four,
}

/// A plane, and zeros before and after its rows and columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plane {
    pub input: [usize; 2],
    /// `[[top, bottom], [left, right]]`.
    pub padding: [[usize; 2]; 2],
}

impl Plane {
    fn output(&self) -> [usize; 2] {
        [0, 1].map(|axis| self.input[axis] + self.padding[axis][0] + self.padding[axis][1] - 2)
    }

    /// Rows and columns of tiles of `side` × `side` outputs.
    fn tiles(&self, side: usize) -> [usize; 2] {
        self.output().map(|extent| extent.div_ceil(side))
    }

    /// Vectors of four tiles.
    fn vectors(&self, side: usize) -> usize {
        self.tiles(side).iter().product::<usize>().div_ceil(LANES)
    }

    /// Rows and columns of the bordered copy; whole vectors can be read from where a tile begins.
    fn bordered(&self, side: usize) -> [usize; 2] {
        let [rows, columns] = self.tiles(side);
        [rows * side + 2, (columns * side + 2).next_multiple_of(LANES)]
    }

    /// Where the four tiles of a vector begin, (row, column) of outputs; the last tile stands in for those beyond it.
    fn corners(&self, side: usize, vector: usize) -> [[usize; 2]; LANES] {
        let [rows, columns] = self.tiles(side);
        std::array::from_fn(|lane| {
            let tile = (vector * LANES + lane).min(rows * columns - 1);
            [tile / columns * side, tile % columns * side]
        })
    }
}

impl Size {
    fn side(self) -> usize {
        match self {
            Size::Two => 2,
            Size::Four => 4,
        }
    }

    fn places(self) -> usize {
        (self.side() + 2) * (self.side() + 2)
    }

    /// The one with less to multiply: large tiles waste more where they do not fill a vector or reach over the edge. Where
    /// one vector holds all of them, each weight would be fetched from far away to be used once, and there are 2.25 times
    /// as many: small tiles were 5 to 10 % faster on whole nets.
    fn of(plane: &Plane) -> Self {
        let vectors = |size: Size| plane.vectors(size.side());
        let products = |size: Size| size.places() * vectors(size);
        if vectors(Size::Four) > 1 && products(Size::Four) < products(Size::Two) { Size::Four } else { Size::Two }
    }
}

impl Winograd {
    /// `weight(out, in, row, column)` gives the 3×3 kernels (cross-correlation, as everywhere in deep learning).
    pub fn new(
        plane: Plane,
        [in_channels, out_channels]: [usize; 2],
        weight: impl Fn(usize, usize, usize, usize) -> f32,
    ) -> Self {
        let size = Size::of(&plane);
        let weights = match size {
            Size::Two => transformed::<2, 4, Two>([in_channels, out_channels], weight),
            Size::Four => transformed::<4, 6, Four>([in_channels, out_channels], weight),
        };
        Winograd { plane, size, in_channels, out_channels, weights }
    }

    /// Floats of scratch that [`Winograd::run`] needs.
    pub fn scratch_length(&self) -> usize {
        let [rows, columns] = self.plane.bordered(self.size.side());
        self.in_channels * rows * columns + self.size.places() * 2 * LANES * (self.in_channels + self.out_channels)
    }

    /// Floats that it holds.
    pub fn weights(&self) -> usize {
        self.weights.iter().map(PackedRows::len).sum()
    }

    /// One picture: `input` is C × H × W, `output` is O × (H + borders − 2) × (W + borders − 2).
    pub fn run(&self, input: &[f32], output: &mut [f32], scratch: &mut [f32], epilogue: Epilogue) {
        match self.size {
            Size::Two => self.run_tiles::<2, 4, Two>(input, output, scratch, epilogue),
            Size::Four => self.run_tiles::<4, 6, Four>(input, output, scratch, epilogue),
        }
    }

    fn run_tiles<const OUT: usize, const IN: usize, T: Tile<OUT, IN>>(
        &self,
        input: &[f32],
        output: &mut [f32],
        scratch: &mut [f32],
        epilogue: Epilogue,
    ) {
        let [rows, columns] = self.plane.bordered(OUT);
        let (bordered, rest) = scratch.split_at_mut(self.in_channels * rows * columns);
        let (spectrum, products) = rest.split_at_mut(self.weights.len() * 2 * LANES * self.in_channels);
        self.border(input, bordered);

        let vectors = self.plane.vectors(OUT);
        for first in (0..vectors).step_by(2) {
            // A strip: two vectors, so that each weight that is loaded is used eight times; the last may be one.
            let width = LANES * (vectors - first).min(2);
            let strip = || (0..width).step_by(LANES).zip(first..);
            for (offset, vector) in strip() {
                self.transform_input::<OUT, IN, T>(bordered, vector, &mut spectrum[offset..], width);
            }
            for (place, weights) in self.weights.iter().enumerate() {
                let panel = &spectrum[place * width * self.in_channels..];
                let product = &mut products[place * width * self.out_channels..];
                multiply_strip(weights.tiles(), panel, width, product);
            }
            for (offset, vector) in strip() {
                self.transform_output::<OUT, IN, T>(&products[offset..], width, vector, output, epilogue);
            }
        }
    }

    /// Copies the picture into its border of zeros.
    fn border(&self, input: &[f32], bordered: &mut [f32]) {
        let [height, width] = self.plane.input;
        let [rows, columns] = self.plane.bordered(self.size.side());
        let [[top, _], [left, _]] = self.plane.padding;
        bordered.fill(0.0);
        for (planes, bordered) in input.chunks_exact(height * width).zip(bordered.chunks_exact_mut(rows * columns)) {
            for (row, target) in planes.chunks_exact(width).zip(bordered.chunks_exact_mut(columns).skip(top)) {
                target[left..left + width].copy_from_slice(row);
            }
        }
    }

    /// V = Bᵀ d B of the four tiles of a vector, every place's into its own strip.
    fn transform_input<const OUT: usize, const IN: usize, T: Tile<OUT, IN>>(
        &self,
        bordered: &[f32],
        vector: usize,
        spectrum: &mut [f32],
        width: usize,
    ) {
        let [rows, columns] = self.plane.bordered(OUT);
        let starts = self.plane.corners(OUT, vector).map(|[row, column]| row * columns + column);
        for (channel, plane) in bordered.chunks_exact(rows * columns).enumerate() {
            // Row by row first: six vectors at a time, as many as a processor has room for.
            let t: [[f32x4; IN]; IN] =
                std::array::from_fn(|row| T::input(load_columns(plane, starts.map(|start| start + row * columns))));
            let columns: [_; IN] = std::array::from_fn(|column| std::array::from_fn(|row| t[row][column]));
            for (column, values) in columns.into_iter().enumerate() {
                let v = T::input(values);
                for (row, v) in v.iter().enumerate() {
                    let start = ((row * IN + column) * self.in_channels + channel) * width;
                    spectrum[start..start + LANES].copy_from_slice(v.as_array());
                }
            }
        }
    }

    /// Y = Aᵀ m A of the four tiles of a vector, as far as the picture goes.
    fn transform_output<const OUT: usize, const IN: usize, T: Tile<OUT, IN>>(
        &self,
        products: &[f32],
        width: usize,
        vector: usize,
        output: &mut [f32],
        epilogue: Epilogue,
    ) {
        let [height, columns] = self.plane.output();
        let [tile_rows, tile_columns] = self.plane.tiles(OUT);
        let valid = (tile_rows * tile_columns - vector * LANES).min(LANES);
        let corners = self.plane.corners(OUT, vector);
        let whole = valid == LANES && corners.iter().all(|[top, left]| top + OUT <= height && left + OUT <= columns);
        for (channel, plane) in output.chunks_exact_mut(height * columns).enumerate() {
            let m = |row: usize, column: usize| {
                load(&products[((row * IN + column) * self.out_channels + channel) * width..])
            };
            let s: [[f32x4; OUT]; IN] =
                std::array::from_fn(|column| T::output(std::array::from_fn(|row| m(row, column))));
            for row in 0..OUT {
                let y = T::output(std::array::from_fn(|column| s[column][row]));
                let mut tiles = [f32x4::ZERO; 4];
                tiles[..OUT].copy_from_slice(&y.map(|y| epilogue.finish(channel, y)));
                let tiles = f32x4::transpose(tiles);
                if whole {
                    for (tile, &[top, left]) in tiles.iter().zip(&corners) {
                        let target = &mut plane[(top + row) * columns + left..][..OUT];
                        epilogue.write(tile.as_array(), target);
                    }
                    continue;
                }
                for (tile, &[top, left]) in tiles.iter().zip(&corners).take(valid) {
                    if top + row < height {
                        let count = OUT.min(columns - left);
                        let target = &mut plane[(top + row) * columns + left..][..count];
                        epilogue.write(tile.as_array(), target);
                    }
                }
            }
        }
    }
}

/// The weights' transforms, place by place.
fn transformed<const OUT: usize, const IN: usize, T: Tile<OUT, IN>>(
    [in_channels, out_channels]: [usize; 2],
    weight: impl Fn(usize, usize, usize, usize) -> f32,
) -> Vec<PackedRows> {
    let of = |out: usize, input: usize| -> [[f32; IN]; IN] {
        let rows = [0, 1, 2].map(|row| T::kernel([0, 1, 2].map(|column| f64::from(weight(out, input, row, column)))));
        let columns: [[f64; IN]; IN] =
            std::array::from_fn(|column| T::kernel([rows[0][column], rows[1][column], rows[2][column]]));
        std::array::from_fn(|row| std::array::from_fn(|column| columns[column][row] as f32))
    };
    let all: Vec<_> = (0..out_channels * in_channels).map(|pair| of(pair / in_channels, pair % in_channels)).collect();
    (0..IN * IN)
        .map(|place| {
            PackedRows::new(out_channels, in_channels, |o, i| all[o * in_channels + i][place / IN][place % IN])
        })
        .collect()
}

/// The first N ≤ 8 columns from four places on, a vector each.
#[inline(always)]
fn load_columns<const N: usize>(plane: &[f32], starts: [usize; LANES]) -> [f32x4; N] {
    let first = f32x4::transpose(starts.map(|start| load(&plane[start..])));
    let second = if N > LANES { f32x4::transpose(starts.map(|start| load(&plane[start + LANES..]))) } else { first };
    std::array::from_fn(|column| if column < LANES { first[column] } else { second[column - LANES] })
}

#[inline(always)]
fn load(values: &[f32]) -> f32x4 {
    f32x4::new([values[0], values[1], values[2], values[3]])
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn agrees_with_the_reference_loop_for_odd_sizes_and_borders() {
        let mut random = Random::from_seed(5);
        for (channels, outs, input, padding) in [
            (1, 1, [2, 2], [[1, 1], [1, 1]]),
            (3, 5, [9, 7], [[1, 1], [1, 1]]),
            (2, 4, [8, 8], [[0, 0], [0, 0]]),
            (3, 13, [8, 8], [[1, 1], [1, 1]]),
            (4, 3, [11, 18], [[2, 2], [2, 2]]),
            (2, 2, [5, 6], [[0, 1], [2, 0]]),
            (2, 6, [4, 4], [[1, 1], [1, 1]]),
            (2, 6, [15, 15], [[1, 1], [1, 1]]),
            (5, 9, [32, 32], [[1, 1], [1, 1]]),
        ] {
            let plane = Plane { input, padding };
            let [height, width] = plane.output();
            let pixels: Vec<f32> = (0..channels * input[0] * input[1]).map(|_| random.normal()).collect();
            let weights: Vec<f32> = (0..outs * channels * 9).map(|_| random.normal()).collect();
            let bias: Vec<f32> = (0..outs).map(|_| random.normal()).collect();
            let weight = |o: usize, i: usize, y: usize, x: usize| weights[((o * channels + i) * 3 + y) * 3 + x];
            let winograd = Winograd::new(plane, [channels, outs], weight);
            let mut scratch = vec![f32::NAN; winograd.scratch_length()];
            let mut output = vec![0.0; outs * height * width];
            let epilogue = Epilogue::BiasFloor { bias: &bias, floor: f32::NEG_INFINITY };
            winograd.run(&pixels, &mut output, &mut scratch, epilogue);
            winograd.run(&pixels, &mut output, &mut scratch, Epilogue::Accumulate);
            for (index, &found) in output.iter().enumerate() {
                let (o, y, x) = (index / (height * width), index / width % height, index % width);
                let mut expected = f64::from(bias[o]);
                for i in 0..channels {
                    for ky in 0..3 {
                        for kx in 0..3 {
                            let (row, column) =
                                ((y + ky).wrapping_sub(padding[0][0]), (x + kx).wrapping_sub(padding[1][0]));
                            if row < input[0] && column < input[1] {
                                let pixel = pixels[(i * input[0] + row) * input[1] + column];
                                expected += 2.0 * f64::from(weight(o, i, ky, kx)) * f64::from(pixel);
                            }
                        }
                    }
                }
                assert!((f64::from(found) - expected).abs() < 1e-4, "{plane:?} at {index}: {found} ≠ {expected}");
            }
        }
    }
}
