//! Pictures: planar RGB (C, H, W), f32 in [0, 1], and their 8-bit form.
//!
//! What counts as fooling is judged on 8-bit pictures only: what a visitor can save.

use crate::error::{Error, Result};
use crate::random::Random;

/// What lies under transparent pixels: mid-grey, the value that says least.
const GROUND: f32 = 128.0 / 255.0;
/// A source picture may have this many pixels at most (a 50-megapixel photograph fits).
const MAX_SOURCE_PIXELS: usize = 64 << 20;

/// The nearest of the 256 values k/255. NaN becomes 0.
pub fn round_to_8_bits(value: f32) -> f32 {
    f32::from(to_byte(value)) / 255.0
}

fn to_byte(value: f32) -> u8 {
    // `as` saturates and sends NaN to 0.
    (value * 255.0 + 0.5) as u8
}

/// Rounds a whole picture to 8 bits.
pub fn quantize(pixels: &[f32]) -> Vec<f32> {
    pixels.iter().map(|&value| round_to_8_bits(value)).collect()
}

/// Uniform 8-bit noise.
pub fn noise(seed: u32, length: usize) -> Vec<f32> {
    let mut random = Random::from_seed(seed);
    (0..length).map(|_| round_to_8_bits(random.uniform())).collect()
}

/// An interleaved RGBA picture of any size to planar RGB of `height` × `width`: the largest centred crop of that aspect
/// ratio, averaged over areas in 8-bit values, transparency over mid-grey. The result is 8-bit.
///
/// Errors: a buffer that is not 4 · `source_width` · `source_height` long; an empty or huge picture.
pub fn from_rgba(
    rgba: &[u8],
    [source_height, source_width]: [usize; 2],
    [height, width]: [usize; 2],
) -> Result<Vec<f32>> {
    area(height, width)?;
    let area = area(source_height, source_width)?;
    if rgba.len() != 4 * area {
        return Err(Error::length("RGBA picture", 4 * area, rgba.len()));
    }
    // The largest centred crop with the aspect ratio of the result.
    let scale = f64::min(source_width as f64 / width as f64, source_height as f64 / height as f64);
    let left = (source_width as f64 - scale * width as f64) / 2.0;
    let top = (source_height as f64 - scale * height as f64) / 2.0;

    let columns: Vec<Vec<(usize, f64)>> =
        (0..width).map(|x| overlaps(left + scale * x as f64, scale, source_width)).collect();
    let mut planar = vec![0.0; 3 * width * height];
    for y in 0..height {
        let rows = overlaps(top + scale * y as f64, scale, source_height);
        for (x, columns) in columns.iter().enumerate() {
            let mut sum = [0.0f64; 3];
            let mut weight_sum = 0.0;
            for &(row, row_weight) in &rows {
                for &(column, column_weight) in columns {
                    let weight = row_weight * column_weight;
                    let pixel = &rgba[4 * (row * source_width + column)..][..4];
                    let alpha = f64::from(pixel[3]) / 255.0;
                    for channel in 0..3 {
                        let value = f64::from(pixel[channel]) / 255.0;
                        sum[channel] += weight * (alpha * value + (1.0 - alpha) * f64::from(GROUND));
                    }
                    weight_sum += weight;
                }
            }
            for channel in 0..3 {
                planar[(channel * height + y) * width + x] = round_to_8_bits((sum[channel] / weight_sum) as f32);
            }
        }
    }
    Ok(planar)
}

/// Errors: a picture without pixels, or with too many.
fn area(height: usize, width: usize) -> Result<usize> {
    let refused = |allowed: String| Error::option("picture size", format!("{width} × {height}"), allowed);
    match height.checked_mul(width) {
        Some(0) => Err(refused("at least 1 × 1".into())),
        Some(area) if area <= MAX_SOURCE_PIXELS => Ok(area),
        _ => Err(refused(format!("at most {MAX_SOURCE_PIXELS} pixels"))),
    }
}

/// The source cells that [start, start + length) overlaps, with the length of each overlap.
fn overlaps(start: f64, length: f64, cells: usize) -> Vec<(usize, f64)> {
    let end = (start + length).min(cells as f64);
    let first = (start.max(0.0) as usize).min(cells - 1);
    let found: Vec<_> = (first..cells)
        .take_while(|&cell| (cell as f64) < end)
        .map(|cell| (cell, end.min(cell as f64 + 1.0) - start.max(cell as f64)))
        .filter(|&(_, overlap)| overlap > 1e-9)
        .collect();
    if found.is_empty() { vec![(first, 1.0)] } else { found }
}

/// Planar RGB to opaque interleaved RGBA, every pixel drawn as a square of `zoom` × `zoom`.
pub fn to_rgba(pixels: &[f32], [height, width]: [usize; 2], zoom: usize) -> Result<Vec<u8>> {
    enlarge(pixels, [height, width], zoom, to_byte)
}

/// The change from `before` to `after` on mid-grey, `gain` times enlarged in value, as opaque RGBA.
pub fn change_to_rgba(before: &[f32], after: &[f32], size: [usize; 2], gain: f32) -> Result<Vec<u8>> {
    if before.len() != after.len() {
        return Err(Error::length("changed picture", before.len(), after.len()));
    }
    let change: Vec<f32> = before.iter().zip(after).map(|(before, after)| GROUND + gain * (after - before)).collect();
    enlarge(&change, size, 1, to_byte)
}

fn enlarge(pixels: &[f32], [height, width]: [usize; 2], zoom: usize, byte: fn(f32) -> u8) -> Result<Vec<u8>> {
    let plane = area(height, width)?;
    let channels = pixels.len() / plane;
    if !matches!(channels, 1 | 3) || pixels.len() != channels * plane {
        return Err(Error::length(format!("picture of {width} × {height}"), 3 * plane, pixels.len()));
    }
    if zoom == 0 || zoom.saturating_mul(zoom).saturating_mul(plane) > MAX_SOURCE_PIXELS {
        return Err(Error::option("zoom", zoom, "between 1 and what 64 megapixels allow"));
    }
    let mut rgba = vec![255; 4 * plane * zoom * zoom];
    for (index, pixel) in rgba.chunks_exact_mut(4).enumerate() {
        let (y, x) = (index / (width * zoom) / zoom, index % (width * zoom) / zoom);
        for (channel, value) in pixel[..3].iter_mut().enumerate() {
            *value = byte(pixels[(channel % channels) * plane + y * width + x]);
        }
    }
    Ok(rgba)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_byte_survives_the_round_trip() {
        for byte in 0..=255u8 {
            assert_eq!(to_byte(f32::from(byte) / 255.0), byte);
            assert_eq!(round_to_8_bits(f32::from(byte) / 255.0), f32::from(byte) / 255.0);
        }
        assert_eq!([to_byte(-1.0), to_byte(2.0), to_byte(f32::NAN)], [0, 255, 0]);
    }

    #[test]
    fn native_size_is_copied_exactly() {
        let rgba: Vec<u8> = (0..4 * 6).map(|i| if i % 4 == 3 { 255 } else { (i * 9) as u8 }).collect();
        let planar = from_rgba(&rgba, [2, 3], [2, 3]).unwrap();
        assert_eq!(to_rgba(&planar, [2, 3], 1).unwrap(), rgba);
    }

    #[test]
    fn halving_averages_areas_and_crops_the_middle() {
        // 6 × 2: the middle 2 × 2 of grey values 2, 3 / 8, 9 → 5.5, rounded up to 6.
        let grey: Vec<u8> = (0..12).flat_map(|v| [v, v, v, 255]).collect();
        let planar = from_rgba(&grey, [2, 6], [1, 1]).unwrap();
        assert_eq!(to_rgba(&planar, [1, 1], 1).unwrap(), [6, 6, 6, 255]);
    }

    #[test]
    fn enlarging_a_small_source_repeats_pixels() {
        let rgba = [0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 255, 0, 0, 255, 255];
        let planar = from_rgba(&rgba, [2, 2], [4, 4]).unwrap();
        assert_eq!(planar, from_rgba(&to_rgba(&planar, [4, 4], 1).unwrap(), [4, 4], [4, 4]).unwrap());
        assert_eq!(planar[..4], [0.0, 0.0, 1.0, 1.0]);
    }

    #[test]
    fn transparency_shows_mid_grey() {
        let planar = from_rgba(&[255, 0, 0, 0], [1, 1], [1, 1]).unwrap();
        assert_eq!(to_rgba(&planar, [1, 1], 1).unwrap(), [128, 128, 128, 255]);
    }

    #[test]
    fn wrong_sizes_are_refused() {
        assert!(matches!(from_rgba(&[0; 7], [1, 2], [1, 1]), Err(Error::Shape { .. })));
        assert!(matches!(from_rgba(&[], [0, 0], [1, 1]), Err(Error::Option { .. })));
        assert!(matches!(from_rgba(&[], [usize::MAX, 2], [1, 1]), Err(Error::Option { .. })));
        assert!(matches!(from_rgba(&[0; 4], [1, 1], [usize::MAX, 2]), Err(Error::Option { .. })));
        assert!(matches!(to_rgba(&[0.0; 5], [1, 2], 1), Err(Error::Shape { .. })));
        // Sides whose product, wrapped round, is a small number.
        assert!(matches!(to_rgba(&[0.0; 3], [usize::MAX, usize::MAX], 1), Err(Error::Option { .. })));
        assert!(matches!(to_rgba(&[0.0; 6], [1, 2], 0), Err(Error::Option { .. })));
    }

    #[test]
    fn the_change_is_drawn_on_grey_with_its_gain() {
        let rgba = change_to_rgba(&[0.5, 0.5, 0.5], &[0.5, 0.6, 0.4], [1, 1], 2.0).unwrap();
        assert_eq!(rgba, [128, 179, 77, 255]);
    }
}
