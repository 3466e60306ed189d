//! What a net says of several draws of one picture: the log of its mean probabilities.

use crate::classifier::softmax;
use crate::loss::{log_probability, log_sum_exp};

/// One row of `classes` from a row for each draw; a single draw's logits are its own.
pub fn mean(rows: Vec<f32>, classes: usize) -> Vec<f32> {
    let draws = rows.len() / classes;
    if draws == 1 {
        return rows;
    }
    let of = |class: usize| log_sum_exp(rows.chunks_exact(classes).map(|row| log_probability(row, class)));
    (0..classes).map(|class| of(class) - libm::logf(draws as f32)).collect()
}

/// The gradient of [`mean`]: from a cotangent for its row to one for every draw's.
pub fn pull_mean(rows: &[f32], classes: usize, cotangent: &[f32]) -> Vec<f32> {
    if rows.len() == classes {
        return cotangent.to_vec();
    }
    let logs = mean(rows.to_vec(), classes);
    let draws = (rows.len() / classes) as f32;
    let mut pulled = Vec::with_capacity(rows.len());
    for row in rows.chunks_exact(classes) {
        // Of each class the part of its mean probability that is this draw's.
        let parts: Vec<f32> = (0..classes)
            .map(|class| cotangent[class] * libm::expf(log_probability(row, class) - logs[class]) / draws)
            .collect();
        let sum: f32 = parts.iter().sum();
        pulled.extend(softmax(row, classes).iter().zip(parts).map(|(probability, part)| part - sum * probability));
    }
    pulled
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_gradient;
    use super::*;
    use crate::ops::testing::normal;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn probabilities_are_averaged_and_one_draw_is_left_alone() {
        let rows = vec![2.0, 0.0, 0.0, 1.0];
        let found: Vec<f32> = mean(rows.clone(), 2).into_iter().map(libm::expf).collect();
        let each: Vec<Vec<f32>> = rows.chunks(2).map(|row| softmax(row, 2)).collect();
        assert!((found[0] - 0.5 * (each[0][0] + each[1][0])).abs() < 1e-6);
        assert!((found.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(mean(vec![3.0, -1.0], 2), [3.0, -1.0]);
    }

    #[test]
    fn the_gradient_is_that_of_the_mean() {
        let rows = normal(9, 3 * 5);
        check_gradient(&rows, |rows| mean(rows.to_vec(), 5), |g| pull_mean(&rows, 5, g), 1e-2);
        assert_eq!(pull_mean(&[1.0, 2.0], 2, &[0.5, -0.5]), [0.5, -0.5]);
    }
}
