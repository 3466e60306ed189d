//! Matrix product in register tiles: `C (+)= A · B`, A packed once, B in panels of eight columns that the caller fills.

use wide::{f32x4, f32x8};

/// Columns of B that a panel holds.
pub const COLUMNS: usize = 8;
/// Floats in a vector: half a panel.
pub const LANES: usize = 4;
/// Rows of A that a register tile holds.
const ROWS: usize = 4;

/// A matrix of `rows` × `depth`, reordered for [`multiply_panel`]: tiles of four rows, depth-major, the last one padded
/// with zeros.
#[derive(Debug, Clone, PartialEq)]
pub struct PackedRows {
    rows: usize,
    depth: usize,
    tiles: Vec<f32>,
}

/// A packed matrix in somebody else's memory.
#[derive(Debug, Clone, Copy)]
pub struct RowTiles<'a> {
    pub rows: usize,
    pub depth: usize,
    tiles: &'a [f32],
}

impl PackedRows {
    /// `element(row, k)` gives the matrix.
    pub fn new(rows: usize, depth: usize, element: impl Fn(usize, usize) -> f32) -> Self {
        let mut tiles = vec![0.0; RowTiles::length(rows, depth)];
        RowTiles::pack(&mut tiles, rows, depth, element);
        PackedRows { rows, depth, tiles }
    }

    /// Floats that it holds.
    pub fn len(&self) -> usize {
        self.tiles.len()
    }

    pub fn tiles(&self) -> RowTiles<'_> {
        RowTiles { rows: self.rows, depth: self.depth, tiles: &self.tiles }
    }
}

impl<'a> RowTiles<'a> {
    /// Floats that the packed matrix takes.
    pub fn length(rows: usize, depth: usize) -> usize {
        rows.next_multiple_of(ROWS) * depth
    }

    /// Packs a matrix into `memory`.
    pub fn pack(memory: &'a mut [f32], rows: usize, depth: usize, element: impl Fn(usize, usize) -> f32) -> Self {
        let tiles = &mut memory[..RowTiles::length(rows, depth)];
        for (tile, values) in tiles.chunks_exact_mut((ROWS * depth).max(1)).enumerate() {
            for (k, values) in values.as_chunks_mut::<ROWS>().0.iter_mut().enumerate() {
                for (row, value) in (ROWS * tile..).zip(values) {
                    *value = if row < rows { element(row, k) } else { 0.0 };
                }
            }
        }
        RowTiles { rows, depth, tiles }
    }
}

/// What happens to a finished tile on its way to memory.
#[derive(Debug, Clone, Copy)]
pub enum Epilogue<'a> {
    /// `C = A · B`.
    Store,
    /// `C += A · B`.
    Accumulate,
    /// `C = A · B + bias`, one bias a row, then cut off below `floor` (0 for ReLU, −∞ for nothing).
    BiasFloor { bias: &'a [f32], floor: f32 },
}

impl Epilogue<'_> {
    /// The same for a matrix whose first row is row `first` of this one.
    pub fn for_rows(self, first: usize) -> Self {
        match self {
            Epilogue::BiasFloor { bias, floor } => Epilogue::BiasFloor { bias: &bias[first..], floor },
            other => other,
        }
    }
}

/// One panel: the first `columns` ≤ 8 columns of `A · B` go to `output[row · row_stride + column]`.
/// `panel` holds B depth-major: `depth` × 8.
pub fn multiply_panel(
    a: RowTiles,
    panel: &[f32],
    columns: usize,
    output: &mut [f32],
    row_stride: usize,
    epilogue: Epilogue,
) {
    let panel = &panel[..a.depth * COLUMNS];
    for (tile_index, tile) in a.tiles.chunks_exact((a.depth * ROWS).max(1)).enumerate() {
        let sums = multiply_tile(tile, panel);
        let first = tile_index * ROWS;
        for (row, sum) in (first..a.rows).zip(sums) {
            let values = epilogue.finish_both(row, sum).to_array();
            let target = &mut output[row * row_stride..];
            match target.first_chunk_mut::<COLUMNS>() {
                // The usual case, without a loop over a length known only now.
                Some(target) if columns == COLUMNS => epilogue.write(&values, target),
                _ => epilogue.write(&values, &mut target[..columns]),
            }
        }
    }
}

#[inline(always)]
fn multiply_tile(tile: &[f32], panel: &[f32]) -> [f32x8; ROWS] {
    let mut sums = [f32x8::ZERO; ROWS];
    for (factors, &neighbours) in tile.as_chunks::<ROWS>().0.iter().zip(panel.as_chunks::<COLUMNS>().0) {
        let neighbours = f32x8::new(neighbours);
        for (sum, &factor) in sums.iter_mut().zip(factors) {
            *sum += f32x8::splat(factor) * neighbours;
        }
    }
    sums
}

/// A whole panel, or half a one of four columns: `output` is `rows` × `width` as `panel` is `depth` × `width`, `width` 8 or 4.
pub fn multiply_strip(a: RowTiles, panel: &[f32], width: usize, output: &mut [f32]) {
    if width == COLUMNS {
        return multiply_panel(a, panel, COLUMNS, output, COLUMNS, Epilogue::Store);
    }
    let panel = &panel[..a.depth * LANES];
    let mut rows = output.as_chunks_mut::<LANES>().0[..a.rows].iter_mut();
    // Two tiles at once, or a multiplication would wait for the one before it.
    for pair in a.tiles.chunks((2 * a.depth * ROWS).max(1)) {
        let (first, second) = pair.split_at(a.depth * ROWS);
        let sums = match second.is_empty() {
            true => [multiply_half(first, panel), [f32x4::ZERO; ROWS]],
            false => multiply_halves(first, second, panel),
        };
        for (sum, row) in sums.as_flattened().iter().zip(rows.by_ref().take(2 * ROWS)) {
            *row = sum.to_array();
        }
    }
}

#[inline(always)]
fn multiply_half(tile: &[f32], panel: &[f32]) -> [f32x4; ROWS] {
    let mut sums = [f32x4::ZERO; ROWS];
    for (factors, &neighbours) in tile.as_chunks::<ROWS>().0.iter().zip(panel.as_chunks::<LANES>().0) {
        let neighbours = f32x4::new(neighbours);
        sums.iter_mut().zip(factors).for_each(|(sum, &factor)| *sum += f32x4::splat(factor) * neighbours);
    }
    sums
}

#[inline(always)]
fn multiply_halves(first: &[f32], second: &[f32], panel: &[f32]) -> [[f32x4; ROWS]; 2] {
    let mut sums = [[f32x4::ZERO; ROWS]; 2];
    let tiles = first.as_chunks::<ROWS>().0.iter().zip(second.as_chunks::<ROWS>().0);
    for ((first, second), &neighbours) in tiles.zip(panel.as_chunks::<LANES>().0) {
        let neighbours = f32x4::new(neighbours);
        sums[0].iter_mut().zip(first).for_each(|(sum, &factor)| *sum += f32x4::splat(factor) * neighbours);
        sums[1].iter_mut().zip(second).for_each(|(sum, &factor)| *sum += f32x4::splat(factor) * neighbours);
    }
    sums
}

impl Epilogue<'_> {
    /// Bias and cut-off of four neighbours in `row`. What is no number stays none, on every machine.
    #[inline(always)]
    pub fn finish(self, row: usize, sum: f32x4) -> f32x4 {
        match self {
            Epilogue::BiasFloor { bias, floor } => {
                let (sum, floor) = (sum + f32x4::splat(bias[row]), f32x4::splat(floor));
                sum.simd_lt(floor).select(floor, sum)
            }
            _ => sum,
        }
    }

    /// The same of eight.
    #[inline(always)]
    pub fn finish_both(self, row: usize, sum: f32x8) -> f32x8 {
        match self {
            Epilogue::BiasFloor { bias, floor } => {
                let (sum, floor) = (sum + f32x8::splat(bias[row]), f32x8::splat(floor));
                sum.simd_lt(floor).select(floor, sum)
            }
            _ => sum,
        }
    }

    /// Puts finished values, or adds them, to as many neighbours as there are.
    #[inline(always)]
    pub fn write(self, values: &[f32], target: &mut [f32]) {
        let pairs = target.iter_mut().zip(values);
        match self {
            Epilogue::Accumulate => pairs.for_each(|(target, value)| *target += value),
            _ => pairs.for_each(|(target, &value)| *target = value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// The slow, obvious product.
    fn reference(a: &[f32], b: &[f32], [rows, depth, columns]: [usize; 3]) -> Vec<f64> {
        let mut c = vec![0.0; rows * columns];
        for row in 0..rows {
            for column in 0..columns {
                for k in 0..depth {
                    c[row * columns + column] += f64::from(a[row * depth + k]) * f64::from(b[k * columns + column]);
                }
            }
        }
        c
    }

    #[test]
    fn panels_agree_with_the_reference_for_every_remainder() {
        let mut random = Random::from_seed(3);
        for (rows, depth, columns) in [(1, 1, 1), (4, 9, 8), (5, 27, 7), (16, 144, 5), (10, 64, 8)] {
            let a: Vec<f32> = (0..rows * depth).map(|_| random.normal()).collect();
            let b: Vec<f32> = (0..depth * columns).map(|_| random.normal()).collect();
            let bias: Vec<f32> = (0..rows).map(|_| random.normal()).collect();
            let packed = PackedRows::new(rows, depth, |row, k| a[row * depth + k]);
            let mut panel = vec![f32::NAN; depth * COLUMNS];
            for k in 0..depth {
                for column in 0..columns {
                    panel[k * COLUMNS + column] = b[k * columns + column];
                }
            }
            let expected = reference(&a, &b, [rows, depth, columns]);

            let mut c = vec![1.0; rows * columns];
            multiply_panel(packed.tiles(), &panel, columns, &mut c, columns, Epilogue::Accumulate);
            for (found, expected) in c.iter().zip(&expected) {
                assert!((f64::from(*found) - expected - 1.0).abs() < 1e-4, "{rows}×{depth}×{columns}");
            }
            multiply_panel(
                packed.tiles(),
                &panel,
                columns,
                &mut c,
                columns,
                Epilogue::BiasFloor { bias: &bias, floor: 0.0 },
            );
            for (index, found) in c.iter().enumerate() {
                let expected = (expected[index] + f64::from(bias[index / columns])).max(0.0);
                assert!((f64::from(*found) - expected).abs() < 1e-4, "{rows}×{depth}×{columns}");
            }
        }
    }
}
