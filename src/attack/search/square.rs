//! The square attack (Andriushchenko 2020): random search with squares that get smaller, by answers alone.
//!
//! One iteration is one question. A proposal is taken when the margin of the vote ([`crate::ensemble::margin`]) rises;
//! so it runs on nets without a gradient, and on votes of any rule.

use super::super::ball::Norm;
use super::super::subject::{Asked, Oracle};
use super::BlackBox;
use crate::random::Random;

/// Of this many questions …
const SCHEDULE: usize = 10_000;
/// … up to this one the squares' area is the share p_init / 2ⁿ of the picture. Other numbers of questions shorten or
/// stretch the schedule in proportion, as the paper does.
const HALVED_AT: [usize; 9] = [10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000];

#[derive(Debug, Clone, Default)]
pub struct Square {
    /// How far the vote is beyond the goal.
    margin: f32,
    plane: Plane,
}

/// A picture's extents.
#[derive(Debug, Clone, Copy, Default)]
struct Plane {
    channels: usize,
    height: usize,
    width: usize,
}

/// A square in every channel.
#[derive(Debug, Clone, Copy)]
struct Window {
    top: usize,
    left: usize,
    side: usize,
}

impl Plane {
    /// Side of the squares at question `iteration` of `questions`.
    fn side(self, p_init: f32, iteration: usize, questions: usize) -> usize {
        let at = iteration * SCHEDULE / questions;
        let halvings = HALVED_AT.iter().filter(|&&until| at > until).count() as i32;
        let area = p_init * libm::powf(0.5, halvings as f32) * (self.height * self.width) as f32;
        (libm::roundf(libm::sqrtf(area)) as usize).clamp(1, self.height.min(self.width))
    }

    fn random_window(self, side: usize, random: &mut Random) -> Window {
        Window { top: random.below(self.height - side + 1), left: random.below(self.width - side + 1), side }
    }

    /// Indices of one channel's part of a window, row after row.
    fn indices(self, channel: usize, window: Window) -> impl Iterator<Item = usize> {
        let Window { top, left, side } = window;
        let row = move |y: usize| (channel * self.height + y) * self.width;
        (top..top + side).flat_map(move |y| (left..left + side).map(move |x| row(y) + x))
    }
}

impl Window {
    fn holds(self, y: usize, x: usize) -> bool {
        (self.top..self.top + self.side).contains(&y) && (self.left..self.left + self.side).contains(&x)
    }
}

impl BlackBox for Square {
    fn start(&mut self, oracle: &mut Oracle) -> Asked<()> {
        let [channels, height, width] = oracle.shape();
        self.plane = Plane { channels, height, width };
        let point = match oracle.settings.ball.norm {
            Norm::Linf => self.stripes(oracle),
            Norm::L2 => {
                let tiles = self.tiles(&mut oracle.random);
                scaled(oracle, &tiles)
            }
        };
        oracle.visit(point)?;
        self.margin = oracle.margin(oracle.logits());
        Ok(())
    }

    fn iterate(&mut self, oracle: &mut Oracle, iteration: usize) -> Asked<bool> {
        let side = self.plane.side(oracle.settings.p_init, iteration, oracle.settings.steps);
        let mut proposal = match oracle.settings.ball.norm {
            Norm::Linf => self.square(oracle, side),
            Norm::L2 => {
                let change = self.moved(oracle, side);
                scaled(oracle, &change)
            }
        };
        oracle.settings.ball.project(&oracle.original, &mut proposal);
        let logits = oracle.ask(&proposal)?;
        let margin = oracle.margin(&logits);
        if margin > self.margin {
            self.margin = margin;
            oracle.settle(proposal, logits)?;
        }
        Ok(true)
    }
}

impl Square {
    /// L∞: vertical stripes of ±ε, another sign for every column and channel.
    fn stripes(&self, oracle: &mut Oracle) -> Vec<f32> {
        let Plane { channels, height, width } = self.plane;
        let reach = oracle.settings.ball.reach(oracle.original.len());
        let signs: Vec<f32> = (0..channels * width).map(|_| oracle.random.sign()).collect();
        let sign = |index: usize| signs[index / (height * width) * width + index % width];
        oracle.original.iter().enumerate().map(|(index, pixel)| pixel + reach * sign(index)).collect()
    }

    /// L∞: the iterate with ±2ε over a square, another sign for every channel.
    fn square(&self, oracle: &mut Oracle, side: usize) -> Vec<f32> {
        let reach = oracle.settings.ball.reach(oracle.original.len());
        let mut proposal = oracle.current().to_vec();
        let window = self.plane.random_window(side, &mut oracle.random);
        for channel in 0..self.plane.channels {
            let step = 2.0 * reach * oracle.random.sign();
            self.plane.indices(channel, window).for_each(|index| proposal[index] += step);
        }
        proposal
    }

    /// L2: bumps on a grid of five by five, another sign for every one and channel.
    fn tiles(&self, random: &mut Random) -> Vec<f32> {
        let Plane { channels, height, width } = self.plane;
        let side = (height.min(width) / 5).max(1);
        let mut change = vec![0.0; channels * height * width];
        for top in (0..height / side).map(|row| row * side) {
            for left in (0..width / side).map(|column| column * side) {
                let bump = bump(side, random);
                for channel in 0..channels {
                    let sign = random.sign();
                    let window = Window { top, left, side };
                    self.plane.indices(channel, window).zip(&bump).for_each(|(i, value)| change[i] = sign * value);
                }
            }
        }
        change
    }

    /// L2: the change with one window emptied and its length, and what the box left unused, moved into another.
    fn moved(&self, oracle: &mut Oracle, side: usize) -> Vec<f32> {
        let plane = self.plane;
        let side = (side.max(3) | 1).min(plane.height.min(plane.width));
        let reach = oracle.settings.ball.reach(oracle.original.len());
        let used = Norm::L2.distance(&oracle.original, oracle.current());
        let unused = (reach * reach - used * used).max(0.0);
        let mut change: Vec<f32> = oracle.current().iter().zip(&oracle.original).map(|(new, old)| new - old).collect();
        let random = &mut oracle.random;
        let [to, from] = [(); 2].map(|()| plane.random_window(side, random));
        let bump = bump(side, random);
        for channel in 0..plane.channels {
            let length = |indices: &mut dyn Iterator<Item = usize>, change: &[f32]| {
                Norm::L2.measure(indices.map(|index| change[index]))
            };
            let in_to = length(&mut plane.indices(channel, to), &change);
            let outside = |&index: &usize| !to.holds(index / plane.width % plane.height, index % plane.width);
            let in_from = length(&mut plane.indices(channel, from).filter(outside), &change);
            let available = libm::sqrtf(in_to * in_to + in_from * in_from + unused / plane.channels as f32);
            let sign = random.sign();
            let new: Vec<f32> = plane
                .indices(channel, to)
                .zip(&bump)
                .map(|(index, value)| sign * value + change[index] / in_to.max(1e-12))
                .collect();
            let scale = available / Norm::L2.measure(new.iter().copied()).max(1e-12);
            plane.indices(channel, from).for_each(|index| change[index] = 0.0);
            plane.indices(channel, to).zip(new).for_each(|(index, value)| change[index] = scale * value);
        }
        change
    }
}

/// The original with a change of the whole radius.
fn scaled(oracle: &Oracle, change: &[f32]) -> Vec<f32> {
    let scale = oracle.settings.ball.reach(change.len()) / Norm::L2.measure(change.iter().copied()).max(1e-12);
    oracle.original.iter().zip(change).map(|(original, change)| original + scale * change).collect()
}

/// A hill and a valley side by side, either way round, of length 1.
fn bump(side: usize, random: &mut Random) -> Vec<f32> {
    let half = side / 2;
    let (hill, valley) = (hill(half, side), hill(side - half, side));
    let mut bump: Vec<f32> = hill.into_iter().chain(valley.into_iter().map(|value| -value)).collect();
    if random.uniform() > 0.5 {
        bump = (0..side * side).map(|index| bump[index % side * side + index / side]).collect();
    }
    let length = Norm::L2.measure(bump.iter().copied()).max(1e-12);
    bump.iter_mut().for_each(|value| *value /= length);
    bump
}

/// Nested rectangles that add up towards the middle, of length 1 (the paper's η).
fn hill(height: usize, width: usize) -> Vec<f32> {
    let mut hill = vec![0.0; height * width];
    let (middle_y, middle_x) = (height / 2, width / 2);
    for ring in 0..=middle_y.max(middle_x) {
        let weight = 1.0 / ((ring + 1) * (ring + 1)) as f32;
        for y in middle_y.saturating_sub(ring)..(middle_y + ring + 1).min(height) {
            for x in middle_x.saturating_sub(ring)..(middle_x + ring + 1).min(width) {
                hill[y * width + x] += weight;
            }
        }
    }
    let length = Norm::L2.measure(hill.iter().copied()).max(1e-12);
    hill.iter_mut().for_each(|value| *value /= length);
    hill
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn squares_shrink_as_in_the_paper() {
        let plane = Plane { channels: 3, height: 32, width: 32 };
        let sides = [0, 10, 11, 51, 201, 501, 1001, 2001, 4001, 6001, 8001].map(|n| plane.side(0.8, n, 10_000));
        assert_eq!(sides, [29, 29, 20, 14, 10, 7, 5, 4, 3, 2, 1]);
        assert_eq!(
            [1, 2, 801].map(|n| plane.side(0.8, n, 1000)),
            [29, 20, 1],
            "a tenth of the questions, ten times as fast"
        );
    }

    #[test]
    fn windows_stay_inside_and_reach_every_edge() {
        let plane = Plane { channels: 1, height: 5, width: 4 };
        let mut random = Random::from_seed(1);
        let drawn: Vec<Window> = (0..200).map(|_| plane.random_window(3, &mut random)).collect();
        assert!(drawn.iter().all(|window| window.top + 3 <= 5 && window.left + 3 <= 4));
        assert!(drawn.iter().any(|window| window.top == 2) && drawn.iter().any(|window| window.left == 1));
    }

    #[test]
    fn bumps_have_unit_length_and_two_sides() {
        let mut random = Random::from_seed(3);
        for side in [1, 3, 5, 7] {
            let bump = bump(side, &mut random);
            assert!((Norm::L2.measure(bump.iter().copied()) - 1.0).abs() < 1e-5, "side {side}");
            assert!(side == 1 || bump.iter().any(|&value| value > 0.0));
            assert!(bump.iter().any(|&value| value < 0.0), "side {side}");
        }
    }
}
