//! Values in few steps.

/// Rounds to multiples of 1 / (2^bits − 1).
pub fn round(pixels: &[f32], bits: u32) -> Vec<f32> {
    let steps = ((1u32 << bits) - 1) as f32;
    pixels.iter().map(|pixel| libm::roundf(pixel * steps) / steps).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn one_bit_is_black_or_white_and_eight_change_no_picture() {
        assert_eq!(round(&[0.0, 0.4, 0.6, 1.0], 1), [0.0, 0.0, 1.0, 1.0]);
        let levels: Vec<f32> = (0..=255).map(|level| level as f32 / 255.0).collect();
        assert_eq!(round(&levels, 8), levels);
    }
}
