//! Where the nearest point of a hyperplane lies when the box [0, 1] must be kept.

use super::ball::Norm;

/// Values whose slope is below this stay where they are.
const FLAT: f64 = 1e-12;

/// All pixels z with normal · (z − `from`) = `rise`: where a function that is `rise` too small at `from`, and linear,
/// is large enough.
#[derive(Debug, Clone, Copy)]
pub struct Hyperplane<'a> {
    pub normal: &'a [f32],
    pub from: &'a [f32],
    pub rise: f32,
}

impl Hyperplane<'_> {
    /// The shortest change by `norm` that takes `point` (inside the box) onto the hyperplane and stays in the box; where
    /// the two do not meet, to the box's corner nearest to the hyperplane.
    ///
    /// Exact (Croce and Hein 2020, § 2.2): value i moves by min(λ · gᵢ, room), gᵢ = 1 for L∞ and |normalᵢ| for L2, towards
    /// the hyperplane. What is gained grows with λ in straight pieces, between which the values meet the box one by one.
    pub fn step_from(&self, norm: Norm, point: &[f32]) -> Vec<f32> {
        let gained = self.normal.iter().zip(self.from).zip(point);
        let gained: f64 = gained.map(|((w, from), at)| f64::from(*w) * (f64::from(*at) - f64::from(*from))).sum();
        let missing = f64::from(self.rise) - gained;
        let direction = missing.signum();
        let movable: Vec<Value> = (0..point.len())
            .filter_map(|index| Value::new(index, norm, direction * f64::from(self.normal[index]), point[index]))
            .collect();
        let scale = reach(&movable, missing.abs());
        let mut step = vec![0.0; point.len()];
        for value in movable {
            step[value.index] = (value.sign * (scale * value.pace).min(value.room)) as f32;
        }
        step
    }
}

/// One value that may move.
#[derive(Debug, Clone, Copy)]
struct Value {
    index: usize,
    sign: f64,
    /// |normal|: what moving by 1 gains.
    gain: f64,
    /// Moves this much for every 1 of λ …
    pace: f64,
    /// … and this much at most.
    room: f64,
}

impl Value {
    fn new(index: usize, norm: Norm, slope: f64, at: f32) -> Option<Self> {
        let room = if slope > 0.0 { 1.0 - f64::from(at) } else { f64::from(at) };
        let gain = slope.abs();
        let pace = if norm == Norm::Linf { 1.0 } else { gain };
        (gain > FLAT && room > 0.0).then_some(Value { index, sign: slope.signum(), gain, pace, room })
    }
}

/// The λ at which the values gain `missing` together; ∞ where they never do.
fn reach(values: &[Value], missing: f64) -> f64 {
    let mut order = values.to_vec();
    order.sort_by(|a, b| (a.room / a.pace).total_cmp(&(b.room / b.pace)));
    // Gained by those that have met the box, and for every 1 of λ by the others.
    let mut settled = 0.0;
    let mut slope: f64 = order.iter().map(|value| value.gain * value.pace).sum();
    for value in order {
        let met = value.room / value.pace;
        if settled + slope * met >= missing {
            return ((missing - settled) / slope).max(0.0);
        }
        settled += value.gain * value.room;
        slope -= value.gain * value.pace;
    }
    f64::INFINITY
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const LENGTH: usize = 12;

    fn draw(random: &mut Random, low: f32, high: f32) -> Vec<f32> {
        (0..LENGTH).map(|_| random.between(low, high)).collect()
    }

    fn rise(normal: &[f32], step: &[f32]) -> f32 {
        normal.iter().zip(step).map(|(w, step)| w * step).sum()
    }

    #[test]
    fn steps_end_on_the_hyperplane_and_in_the_box_and_none_is_shorter() {
        let mut random = Random::from_seed(5);
        let mut met = 0;
        for case in 0..400 {
            let norm = if case % 2 == 0 { Norm::Linf } else { Norm::L2 };
            let (normal, point) = (draw(&mut random, -1.0, 1.0), draw(&mut random, 0.0, 1.0));
            let rise_wanted = random.between(-3.0, 3.0);
            let plane = Hyperplane { normal: &normal, from: &point, rise: rise_wanted };
            let step = plane.step_from(norm, &point);
            let inside = point.iter().zip(&step).all(|(at, step)| (-1e-6..=1.0 + 1e-6).contains(&(at + step)));
            assert!(inside, "{norm:?}: {point:?} + {step:?}");
            if (rise(&normal, &step) - rise_wanted).abs() > 1e-4 {
                // Out of reach: every value went as far as it could.
                assert!(rise(&normal, &step).abs() < rise_wanted.abs());
                let free = point.iter().zip(&step).zip(&normal).any(|((at, step), w)| {
                    let end = at + step;
                    if w * rise_wanted > 0.0 { end < 1.0 - 1e-5 } else { end > 1e-5 }
                });
                assert!(!free, "{norm:?}: {rise_wanted} was not out of reach");
                continue;
            }
            met += 1;
            let length = norm.measure(step.iter().copied());
            // Any other point of the box on the far side is at least as far away.
            for _ in 0..50 {
                let other: Vec<f32> = draw(&mut random, 0.0, 1.0).iter().zip(&point).map(|(to, at)| to - at).collect();
                let gained = rise(&normal, &other) / rise_wanted;
                if gained >= 1.0 {
                    let shortened: Vec<f32> = other.iter().map(|value| value / gained).collect();
                    assert!(norm.measure(shortened.into_iter()) >= length - 1e-4, "{norm:?}");
                }
            }
        }
        assert!(met > 200, "only {met} of the hyperplanes meet the box");
    }

    #[test]
    fn far_from_the_box_it_is_the_plain_projection() {
        let (normal, point) = ([3.0, -4.0, 0.0], [0.5; 3]);
        let plane = Hyperplane { normal: &normal, from: &point, rise: 0.5 };
        assert_eq!(plane.step_from(Norm::L2, &point), [0.06, -0.08, 0.0]);
        let step = plane.step_from(Norm::Linf, &point);
        assert!((step[0] - 0.5 / 7.0).abs() < 1e-6 && step[1] == -step[0] && step[2] == 0.0, "{step:?}");
        // From another point there is more to gain: 0.5 + 3 · 0.1.
        let step = plane.step_from(Norm::L2, &[0.4, 0.5, 0.9]);
        assert!((step[0] - 3.0 * 0.8 / 25.0).abs() < 1e-6 && (step[1] + 4.0 * 0.8 / 25.0).abs() < 1e-6, "{step:?}");
    }

    #[test]
    fn values_at_the_box_leave_the_way_to_the_others() {
        // The second value has room for 0.1 only; the first makes up for it.
        let (normal, point) = ([1.0, 1.0], [0.2, 0.9]);
        let plane = Hyperplane { normal: &normal, from: &point, rise: 0.6 };
        for norm in [Norm::Linf, Norm::L2] {
            let step = plane.step_from(norm, &point);
            assert!((step[0] - 0.5).abs() < 1e-6 && (step[1] - 0.1).abs() < 1e-6, "{norm:?}: {step:?}");
        }
    }
}
