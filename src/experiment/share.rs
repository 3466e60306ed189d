//! A count out of a number of pictures, with its interval.

use serde::{Deserialize, Serialize};

/// The 97.5 % point of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// `count` out of `of`, with the 95 % interval of Wilson (1927).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Share {
    pub count: usize,
    pub of: usize,
    /// count / of; 0 of nothing.
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

impl Share {
    pub fn new(count: usize, of: usize) -> Self {
        if of == 0 {
            return Share { count, of, share: 0.0, low: 0.0, high: 1.0 };
        }
        let (n, p) = (of as f64, count as f64 / of as f64);
        let centre = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        // Exact at the ends, where rounding would leave 1e-17.
        let low = if count == 0 { 0.0 } else { centre - half };
        let high = if count == of { 1.0 } else { centre + half };
        Share { count, of, share: round(p), low: round(low), high: round(high) }
    }
}

/// To six decimals: what a million pictures could tell apart.
pub(super) fn round(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Newcombe (1998), table I, method 3.
    #[test]
    fn intervals_are_wilsons() {
        for (count, of, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let share = Share::new(count, of);
            assert!((share.low - low).abs() < 6e-5 && (share.high - high).abs() < 6e-5, "{count} of {of}: {share:?}");
        }
        assert_eq!(Share::new(7, 7).high, 1.0);
    }

    #[test]
    fn nothing_of_nothing_says_nothing() {
        assert_eq!(Share::new(0, 0), Share { count: 0, of: 0, share: 0.0, low: 0.0, high: 1.0 });
    }
}
