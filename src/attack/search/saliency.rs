//! Jacobian-based saliency maps (Papernot 2016): in every step the two values whose change raises the wanted logit and
//! lowers the others most move by θ (`step_size`), both brighter or both darker, whichever promises more.
//!
//! Away from a label, "wanted" is everything but it. Pairs are compared row by row: no table of them is held.

use super::super::step::is_lost;
use super::super::subject::{Asked, Subject};
use super::WhiteBox;
use crate::loss::Goal;

#[derive(Debug, Clone)]
pub struct Saliency;

impl WhiteBox for Saliency {
    fn start(&mut self, subject: &mut Subject) -> Asked<()> {
        subject.visit_original()
    }

    fn iterate(&mut self, subject: &mut Subject, _iteration: usize) -> Asked<bool> {
        let class = subject.goal.class();
        let sign = if matches!(subject.goal, Goal::Towards { .. }) { 1.0 } else { -1.0 };
        let wanted = subject.pull(|_, _, cotangent| cotangent[class] += sign)?;
        let others = subject.pull(|_, _, cotangent| {
            cotangent.iter_mut().enumerate().filter(|(index, _)| *index != class).for_each(|(_, value)| *value += sign);
        })?;
        if is_lost(&wanted) || is_lost(&others) {
            subject.counts.lost_gradients += 1;
            return Ok(false);
        }
        let mut pixels = subject.current().to_vec();
        let brighter = best_pair(&wanted, &others, 1.0, |index| pixels[index] < 1.0);
        let darker = best_pair(&wanted, &others, -1.0, |index| pixels[index] > 0.0);
        let step = subject.settings.step_size;
        let ([first, second], step) = match (brighter, darker) {
            (Some((pair, gain)), Some((other, more))) => {
                if gain >= more {
                    (pair, step)
                } else {
                    (other, -step)
                }
            }
            (Some((pair, _)), None) => (pair, step),
            (None, Some((pair, _))) => (pair, -step),
            (None, None) => return Ok(false),
        };
        pixels[first] += step;
        pixels[second] += step;
        subject.visit(pixels)?;
        Ok(true)
    }
}

/// The pair with the largest −α · β, where moving both along `direction` gains α > 0 of what is wanted and β < 0 of the
/// rest.
fn best_pair(
    wanted: &[f32],
    others: &[f32],
    direction: f32,
    is_free: impl Fn(usize) -> bool,
) -> Option<([usize; 2], f32)> {
    let free: Vec<(usize, f32, f32)> = (0..wanted.len())
        .filter(|&index| is_free(index))
        .map(|index| (index, direction * wanted[index], direction * others[index]))
        .collect();
    let mut best: Option<([usize; 2], f32)> = None;
    for (row, &(first, first_alpha, first_beta)) in free.iter().enumerate() {
        for &(second, second_alpha, second_beta) in &free[row + 1..] {
            let (alpha, beta) = (first_alpha + second_alpha, first_beta + second_beta);
            let gain = -alpha * beta;
            if alpha > 0.0 && beta < 0.0 && best.as_ref().is_none_or(|(_, most)| gain > *most) {
                best = Some(([first, second], gain));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn pairs_gain_what_is_wanted_and_lose_the_rest() {
        let (wanted, others) = ([1.0, -3.0, 2.0, 0.5], [-1.0, 4.0, 1.0, -3.0]);
        // 2 and 3: α = 2.5, β = −2; 0 and 3: α = 1.5, β = −4.
        assert_eq!(best_pair(&wanted, &others, 1.0, |_| true), Some(([0, 3], 6.0)));
        assert_eq!(best_pair(&wanted, &others, 1.0, |index| index != 0), Some(([2, 3], 5.0)));
        // Darker: 1 and 0: α = 2, β = −3; 1 and 3: α = 2.5, β = −1; 1 and 2: α = 1, β = −5.
        assert_eq!(best_pair(&wanted, &others, -1.0, |_| true), Some(([0, 1], 6.0)));
        assert_eq!(best_pair(&[1.0, 1.0], &[1.0, 1.0], 1.0, |_| true), None);
    }
}
