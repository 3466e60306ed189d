//! Places of a picture, and what lies beyond its edges.

/// The place that `at`, perhaps outside 0 … length − 1, shows: edges mirror, the edge pixel itself twice (… 1 0 | 0 1 …).
pub fn reflect(at: isize, length: usize) -> usize {
    let period = 2 * length as isize;
    let folded = at.rem_euclid(period);
    (if folded < length as isize { folded } else { period - 1 - folded }) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn edges_mirror_as_often_as_it_takes() {
        let shown: Vec<usize> = (-7..8).map(|at| reflect(at, 3)).collect();
        assert_eq!(shown, [0, 0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1]);
        assert!((-9..9).all(|at| reflect(at, 1) == 0));
    }
}
