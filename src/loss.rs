//! What an attack climbs: a number that grows as its goal comes nearer, and the cotangents of the logits for it.
//!
//! Everything is computed from logits with the maximum subtracted, never through log(softmax).

use crate::classifier::argmax;

/// What an attack wants of one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Untargeted: any class but this one.
    Away { label: usize },
    /// Targeted: this class.
    Towards { target: usize },
}

impl Goal {
    /// The class that the goal names.
    pub fn class(self) -> usize {
        match self {
            Goal::Away { label } => label,
            Goal::Towards { target } => target,
        }
    }

    /// Is it reached when the answer is `label`? No answer (no majority) reaches nothing.
    pub fn reached(self, label: Option<usize>) -> bool {
        match self {
            Goal::Away { label: own } => label.is_some_and(|label| label != own),
            Goal::Towards { target } => label == Some(target),
        }
    }

    /// +1 when the named class is wanted, −1 when it is not.
    fn sign(self) -> f32 {
        match self {
            Goal::Away { .. } => -1.0,
            Goal::Towards { .. } => 1.0,
        }
    }
}

/// How logits become one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// ± log p of the named class, summed over members.
    CrossEntropy,
    /// ± (logit of the named class − the largest other one), summed over members.
    Margin,
    /// ± log of the members' mean p of the named class: weights those that are near.
    MeanProbability,
    /// The margin as a share of the spread of the largest logits (Croce and Hein 2020), summed over members: unchanged
    /// when all logits are scaled. Untargeted: margin / (z₁ − z₃), z₁ ≥ z₂ ≥ … sorted; needs three classes. Targeted:
    /// margin / (z₁ − (z₃ + z₄) / 2); needs four. The margin's other class is the largest, not the picture's label,
    /// which a goal does not know; until the label has lost the lead they are the same. Untargeted it is constant, without a
    /// gradient, once the label is third: an attack that has succeeded goes no further.
    Dlr,
}

/// log Σ exp, with the maximum subtracted.
pub(crate) fn log_sum_exp(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let maximum = values.clone().fold(f32::NEG_INFINITY, f32::max);
    if maximum.is_finite() {
        maximum + libm::logf(values.map(|value| libm::expf(value - maximum)).sum())
    } else {
        maximum
    }
}

/// log p of `class`.
pub(crate) fn log_probability(logits: &[f32], class: usize) -> f32 {
    logits[class] - log_sum_exp(logits.iter().copied())
}

/// Adds weight · ∂ log p[class] / ∂ logits = weight · (onehot − p).
fn add_log_probability_gradient(logits: &[f32], class: usize, weight: f32, cotangent: &mut [f32]) {
    let total = log_sum_exp(logits.iter().copied());
    for (index, (cotangent, &logit)) in cotangent.iter_mut().zip(logits).enumerate() {
        *cotangent += weight * (f32::from(index == class) - libm::expf(logit - total));
    }
}

/// The largest logit's class, `class` excepted; the first of equals.
pub(crate) fn rival(logits: &[f32], class: usize) -> usize {
    let mut others = logits.to_vec();
    others[class] = f32::NEG_INFINITY;
    let rival = argmax(&others);
    if rival == class { usize::from(class == 0) } else { rival }
}

/// Keeps the DLR loss finite where the largest logits are equal.
const DLR_GUARD: f32 = 1e-12;

/// What the DLR loss divides by: Σ weight · logit over a few of the largest.
fn spread(goal: Goal, logits: &[f32]) -> (Vec<(usize, f32)>, f32) {
    let mut order: Vec<usize> = (0..logits.len()).collect();
    order.sort_by(|&a, &b| logits[b].total_cmp(&logits[a]));
    let weights: &[(usize, f32)] = match goal {
        Goal::Away { .. } => &[(0, 1.0), (2, -1.0)],
        Goal::Towards { .. } => &[(0, 1.0), (2, -0.5), (3, -0.5)],
    };
    let terms: Vec<_> = weights.iter().map(|&(rank, weight)| (order[rank], weight)).collect();
    let sum: f32 = terms.iter().map(|&(class, weight)| weight * logits[class]).sum();
    (terms, sum + DLR_GUARD)
}

impl Loss {
    /// Classes that a net must tell apart for this loss to be defined.
    pub fn least_classes(self, goal: Goal) -> usize {
        match (self, goal) {
            (Loss::Dlr, Goal::Away { .. }) => 3,
            (Loss::Dlr, Goal::Towards { .. }) => 4,
            _ => 1,
        }
    }

    /// The value to climb, for one picture: `members` holds each member's row of logits.
    pub fn value(self, goal: Goal, members: &[&[f32]]) -> f32 {
        let class = goal.class();
        goal.sign()
            * match self {
                Loss::CrossEntropy => members.iter().map(|row| log_probability(row, class)).sum(),
                Loss::Margin => members.iter().map(|row| row[class] - row[rival(row, class)]).sum::<f32>(),
                Loss::MeanProbability => {
                    log_sum_exp(members.iter().map(|row| log_probability(row, class)))
                        - libm::logf(members.len() as f32)
                }
                Loss::Dlr => {
                    members.iter().map(|row| (row[class] - row[rival(row, class)]) / spread(goal, row).1).sum::<f32>()
                }
            }
    }

    /// Adds ∂ value / ∂ logits of member `index` to `cotangent`.
    pub fn add_cotangent(self, goal: Goal, members: &[&[f32]], index: usize, cotangent: &mut [f32]) {
        let (class, sign, row) = (goal.class(), goal.sign(), members[index]);
        match self {
            Loss::CrossEntropy => add_log_probability_gradient(row, class, sign, cotangent),
            Loss::Margin => {
                cotangent[class] += sign;
                cotangent[rival(row, class)] -= sign;
            }
            Loss::MeanProbability => {
                let total = log_sum_exp(members.iter().map(|row| log_probability(row, class)));
                let share = libm::expf(log_probability(row, class) - total);
                add_log_probability_gradient(row, class, sign * share, cotangent);
            }
            Loss::Dlr => {
                let rival = rival(row, class);
                let (terms, spread) = spread(goal, row);
                let value = sign * (row[class] - row[rival]) / spread;
                cotangent[class] += sign / spread;
                cotangent[rival] -= sign / spread;
                terms.iter().for_each(|&(class, weight)| cotangent[class] -= value * weight / spread);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::testing::normal;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cotangents_are_the_losses_derivatives() {
        for loss in [Loss::CrossEntropy, Loss::Margin, Loss::MeanProbability, Loss::Dlr] {
            for goal in [Goal::Away { label: 2 }, Goal::Towards { target: 0 }] {
                let rows: Vec<Vec<f32>> = (0..3).map(|seed| normal(seed, 5)).collect();
                let members: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
                for member in 0..3 {
                    let mut cotangent = vec![0.0; 5];
                    loss.add_cotangent(goal, &members, member, &mut cotangent);
                    for (class, &found) in cotangent.iter().enumerate() {
                        let [above, below] = [2e-3, -2e-3].map(|step| {
                            let mut moved = rows.clone();
                            moved[member][class] += step;
                            let members: Vec<&[f32]> = moved.iter().map(Vec::as_slice).collect();
                            loss.value(goal, &members)
                        });
                        let expected = (above - below) / 4e-3;
                        assert!((found - expected).abs() < 1e-3, "{loss:?} {goal:?}: {found} ≠ {expected}");
                    }
                }
            }
        }
    }

    #[test]
    fn confident_logits_keep_a_gradient() {
        let row = [200.0, -200.0, 0.0];
        let mut cotangent = [0.0; 3];
        Loss::CrossEntropy.add_cotangent(Goal::Towards { target: 1 }, &[&row], 0, &mut cotangent);
        assert_eq!(cotangent, [-1.0, 1.0, 0.0]);
        assert_eq!(Loss::CrossEntropy.value(Goal::Towards { target: 1 }, &[&row]), -400.0);
        let rows: [&[f32]; 2] = [&row, &row];
        assert!(Loss::MeanProbability.value(Goal::Towards { target: 1 }, &rows).is_finite());
    }

    #[test]
    fn the_margin_of_equals_takes_the_first_other() {
        let mut cotangent = [0.0; 3];
        Loss::Margin.add_cotangent(Goal::Away { label: 0 }, &[&[1.0, 1.0, 1.0]], 0, &mut cotangent);
        assert_eq!(cotangent, [-1.0, 1.0, 0.0]);
    }

    #[test]
    fn dlr_ignores_the_scale_of_logits_and_stays_finite_at_ties() {
        let row = [0.3, -1.0, 2.0, 0.7, 0.1];
        let scaled = row.map(|logit| 64.0 * logit);
        for goal in [Goal::Away { label: 2 }, Goal::Towards { target: 1 }] {
            let [plain, large] = [row, scaled].map(|row| Loss::Dlr.value(goal, &[&row]));
            assert!((plain - large).abs() < 1e-5, "{goal:?}: {plain} ≠ {large}");
            let mut cotangent = [0.0; 5];
            Loss::Dlr.add_cotangent(goal, &[&[1.0; 5]], 0, &mut cotangent);
            assert!(cotangent.iter().all(|value| value.is_finite()), "{cotangent:?}");
        }
        // (0.7 − 2) / (2 − 0.3), and (−1 − 2) / (2 − (0.3 + 0.1) / 2)
        assert!((Loss::Dlr.value(Goal::Away { label: 2 }, &[&row]) + 1.3 / 1.7).abs() < 1e-6);
        assert!((Loss::Dlr.value(Goal::Towards { target: 1 }, &[&row]) + 3.0 / 1.8).abs() < 1e-6);
    }

    #[test]
    fn no_answer_reaches_no_goal() {
        assert!(!Goal::Away { label: 1 }.reached(None) && !Goal::Towards { target: 1 }.reached(None));
        assert!(Goal::Away { label: 1 }.reached(Some(0)) && !Goal::Away { label: 1 }.reached(Some(1)));
        assert!(Goal::Towards { target: 1 }.reached(Some(1)) && !Goal::Towards { target: 1 }.reached(Some(0)));
    }
}
