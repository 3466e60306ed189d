//! What becomes of a net's answer far along a line: where it bends for the last time, how straight it is from there on,
//! and from where on it is certain.
//!
//! A ReLU net is piecewise affine, so that its logits are affine from some point of almost every ray on, and its softmax
//! tends to one class (Hein 2019).

use serde::{Deserialize, Serialize};

use super::ray::Ray;
use super::share::round;
use crate::classifier::{argmax, softmax};
use crate::error::Result;
use crate::pattern::Pattern;

/// The first look, in pixel values, and the last: beyond it a picture's own values are less than the rounding of an f32.
const NEAREST: f64 = 1.0 / 64.0;
pub const FARTHEST: f64 = (1u64 << 20) as f64;
/// It has bent for the last time when so many doublings in a row change nothing.
const QUIET: usize = 4;
/// Halvings of the interval in which something happened: to 1/4096 of the distance.
const HALVINGS: usize = 12;
/// Beyond the last bend a line is laid through the logits at the first two of these multiples of its distance, and
/// compared with them at the others.
const MULTIPLES: [f64; 6] = [1.25, 5.0, 2.5, 10.0, 40.0, 160.0];
/// What counts as certain.
pub const CERTAIN: f32 = 0.99;

/// What was found along one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FarEnd {
    /// α of the last bend: 0, there is none. `None`: the net has no linear pieces, or still bends at [`FARTHEST`].
    pub last_bend: Option<f64>,
    /// Choices of the pattern that differ between the picture and the far end.
    pub switches: usize,
    /// Largest |logit − line| beyond the last bend, as a share of the largest logit there.
    pub residual: Option<f64>,
    /// α from which on one class has a probability of at least [`CERTAIN`], at every distance looked at; `None`: none has
    /// at the end.
    pub certain_from: Option<f64>,
    /// Highest class and its probability at the farthest point looked at.
    pub label: usize,
    pub confidence: f32,
}

/// The far ends of many lines.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FarEnds {
    /// How many lines.
    pub lines: usize,
    /// Those on which the highest probability is at least [`CERTAIN`] from some point on.
    pub certain: usize,
    /// Those whose last bend was found.
    pub straight: usize,
    /// Of those: α of the last bend.
    pub last_bend: Option<Spread>,
    /// Of the certain ones: α from which on they are.
    pub certain_from: Option<Spread>,
    pub switches: Option<Spread>,
    /// The largest.
    pub residual: Option<f64>,
}

/// What a tenth of the values, half of them and nine tenths do not exceed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    pub tenth: f64,
    pub median: f64,
    pub nine_tenths: f64,
}

impl Spread {
    /// `None`: of nothing.
    pub fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        let last = values.len().checked_sub(1)?;
        let at = |tenths: usize| round(values[(last * tenths + 5) / 10]);
        Some(Spread { tenth: at(1), median: at(5), nine_tenths: at(9) })
    }
}

impl FarEnds {
    pub fn of(ends: &[FarEnd]) -> Self {
        let last_bends = ends.iter().filter_map(|end| end.last_bend);
        let certain_from = ends.iter().filter_map(|end| end.certain_from);
        FarEnds {
            lines: ends.len(),
            certain: certain_from.clone().count(),
            straight: last_bends.clone().count(),
            last_bend: Spread::of(last_bends),
            certain_from: Spread::of(certain_from),
            switches: Spread::of(ends.iter().filter(|end| end.residual.is_some()).map(|end| end.switches as f64)),
            residual: ends.iter().filter_map(|end| end.residual).reduce(f64::max),
        }
    }
}

#[derive(Debug, Clone)]
struct Look {
    alpha: f64,
    label: usize,
    confidence: f32,
}

/// An interval in which something happens once, by halves.
#[derive(Debug, Clone, Copy)]
struct Bracket {
    low: f64,
    high: f64,
    left: usize,
}

impl Bracket {
    fn middle(&self) -> f64 {
        (self.low + self.high) / 2.0
    }

    fn halve(&mut self, is_beyond: bool) {
        if is_beyond {
            self.high = self.middle();
        } else {
            self.low = self.middle();
        }
        self.left -= 1;
    }
}

#[derive(Debug, Clone)]
enum Phase {
    Doubling,
    Bending(Bracket),
    Straight(Vec<Vec<f32>>),
    Certain(Bracket),
    Done,
}

/// The search for the far end, in steps of one forward pass.
#[derive(Debug, Clone)]
pub struct Survey {
    ray: Ray,
    curved: bool,
    looks: Vec<Look>,
    /// At the picture.
    first: Option<Pattern>,
    /// Of the latest looks, as many as agree with the last one.
    agreeing: Vec<Pattern>,
    phase: Phase,
    passes: usize,
    found: FarEnd,
}

impl Survey {
    pub fn new(ray: Ray) -> Self {
        let curved = ray.curved_node().is_some();
        let found =
            FarEnd { last_bend: None, switches: 0, residual: None, certain_from: None, label: 0, confidence: 0.0 };
        Survey { ray, curved, looks: vec![], first: None, agreeing: vec![], phase: Phase::Doubling, passes: 0, found }
    }

    /// Makes at most `passes` forward passes; true when there is nothing left to do.
    pub fn step(&mut self, passes: usize) -> Result<bool> {
        for _ in 0..passes {
            if matches!(self.phase, Phase::Done) {
                break;
            }
            self.pass()?;
            self.passes += 1;
        }
        Ok(matches!(self.phase, Phase::Done))
    }

    /// Forward passes so far.
    pub fn passes(&self) -> usize {
        self.passes
    }

    /// What was found, final once `step` has said so.
    pub fn found(&self) -> &FarEnd {
        &self.found
    }

    fn pass(&mut self) -> Result<()> {
        match std::mem::replace(&mut self.phase, Phase::Done) {
            Phase::Doubling => self.look(),
            Phase::Bending(mut bracket) => {
                let (_, pattern) = self.ray.piece(bracket.middle())?;
                bracket.halve(self.agreeing.last().is_some_and(|last| last.switches(&pattern) == 0));
                self.found.last_bend = Some(bracket.high);
                self.phase = if bracket.left > 0 { Phase::Bending(bracket) } else { Phase::Straight(vec![]) };
                Ok(())
            }
            Phase::Straight(mut logits) => {
                logits.push(self.ray.logits(self.distance(logits.len()))?);
                if logits.len() < MULTIPLES.len() {
                    self.phase = Phase::Straight(logits);
                } else {
                    self.found.residual = Some(self.residual(&logits));
                    self.phase = self.certain();
                }
                Ok(())
            }
            Phase::Certain(mut bracket) => {
                let logits = self.ray.logits(bracket.middle())?;
                bracket.halve(self.ends_as(argmax(&logits), confidence(&logits)));
                self.found.certain_from = Some(bracket.high);
                if bracket.left > 0 {
                    self.phase = Phase::Certain(bracket);
                }
                Ok(())
            }
            Phase::Done => Ok(()),
        }
    }

    /// The next look, twice as far out.
    fn look(&mut self) -> Result<()> {
        let alpha = self.looks.last().map_or(0.0, |look| if look.alpha == 0.0 { NEAREST } else { 2.0 * look.alpha });
        let logits = if self.curved {
            self.ray.logits(alpha)?
        } else {
            let (logits, pattern) = self.ray.piece(alpha)?;
            self.found.switches = self.first.get_or_insert_with(|| pattern.clone()).switches(&pattern);
            // Compared with the newest, not each with the one before: a value may take several looks to leave its bend.
            let other = self.agreeing.iter().rposition(|earlier| earlier.switches(&pattern) > 0);
            self.agreeing.drain(..other.map_or(0, |index| index + 1));
            self.agreeing.push(pattern);
            logits
        };
        let quiet = self.agreeing.len().saturating_sub(1);
        let (label, confidence) = (argmax(&logits), confidence(&logits));
        (self.found.label, self.found.confidence) = (label, confidence);
        self.looks.push(Look { alpha, label, confidence });
        self.phase = Phase::Doubling;
        // A picture has left its range by 1 at the latest.
        if alpha >= FARTHEST || (quiet >= QUIET && alpha >= 16.0 && self.is_settled()) {
            self.phase = self.bend(quiet);
        }
        Ok(())
    }

    /// Has the answer stopped changing, too? On the last piece it may still turn from one class to another.
    fn is_settled(&self) -> bool {
        let recent = &self.looks[self.looks.len() - QUIET..];
        recent.iter().all(|look| self.ends_as(look.label, look.confidence))
    }

    /// After the last look, nothing having changed for `quiet` of them.
    fn bend(&mut self, quiet: usize) -> Phase {
        if self.curved || quiet < QUIET {
            return self.certain();
        }
        let high = self.looks.len() - 1 - quiet;
        self.found.last_bend = Some(self.looks[high].alpha);
        if high == 0 {
            return Phase::Straight(vec![]);
        }
        Phase::Bending(Bracket { low: self.looks[high - 1].alpha, high: self.looks[high].alpha, left: HALVINGS })
    }

    /// Where the straightness is measured: `MULTIPLES` of the last bend, or of 1 where there is none.
    fn distance(&self, index: usize) -> f64 {
        MULTIPLES[index] * self.found.last_bend.unwrap_or(0.0).max(1.0)
    }

    fn residual(&self, logits: &[Vec<f32>]) -> f64 {
        let [start, end] = [self.distance(0), self.distance(1)];
        let deviation = |(index, logits_there): (usize, &Vec<f32>)| {
            let part = (self.distance(index) - start) / (end - start);
            let largest = logits_there.iter().fold(0.0f64, |largest, &logit| largest.max(f64::from(logit).abs()));
            let worst = logits_there.iter().enumerate().fold(0.0f64, |worst, (class, &logit)| {
                let [from, to] = [0, 1].map(|at: usize| f64::from(logits[at][class]));
                worst.max((f64::from(logit) - (from + part * (to - from))).abs())
            });
            if largest > 0.0 { worst / largest } else { 0.0 }
        };
        logits.iter().enumerate().skip(2).map(deviation).fold(0.0, f64::max)
    }

    /// Certain, and of the class that it is certain of at the end?
    fn ends_as(&self, label: usize, confidence: f32) -> bool {
        label == self.found.label && confidence >= CERTAIN
    }

    fn certain(&mut self) -> Phase {
        let after = self.looks.iter().rposition(|look| !self.ends_as(look.label, look.confidence));
        match after {
            None => self.found.certain_from = Some(0.0),
            Some(after) if after + 1 < self.looks.len() => {
                let [low, high] = [after, after + 1].map(|index| self.looks[index].alpha);
                self.found.certain_from = Some(high);
                return Phase::Certain(Bracket { low, high, left: HALVINGS });
            }
            Some(_) => {}
        }
        Phase::Done
    }
}

fn confidence(logits: &[f32]) -> f32 {
    softmax(logits, logits.len()).into_iter().fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::super::ray::Way;
    use super::*;
    use crate::classifier::Classifier;
    use crate::image::noise;
    use crate::network::{Network, Node, Op};
    use crate::onnx::Preprocessing;
    use crate::ops::{Axis, Binary, Contraction, Function, Pairing, Unary};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn net(bytes: &[u8]) -> Classifier {
        Classifier::from_onnx(bytes, Preprocessing::default()).expect("a sound net")
    }

    fn survey(net: &Classifier, pixels: &[f32], way: Way) -> FarEnd {
        let mut survey = Survey::new(Ray::new(net, pixels, way, SEED).unwrap());
        while !survey.step(7).unwrap() {}
        survey.found().clone()
    }

    const SEED: u32 = 1;
    const LENGTH: usize = 3072;

    /// Two ReLUs along the random line from black: one goes out at α = 5, one comes on at 37.5 and raises the first
    /// logit.
    fn two_bends() -> Classifier {
        let linear = net(include_bytes!("../../models/linear.onnx"));
        let direction = Way::Random.direction(&mut linear.clone(), &vec![0.0; LENGTH], SEED).unwrap();
        let node = |op: Op, inputs: &[usize], length: usize| Node {
            name: "node".into(),
            op,
            inputs: inputs.into(),
            shape: vec![length],
        };
        let mut first = vec![0.0; 2 * LENGTH];
        (first[0], first[LENGTH + 1]) = (direction[0], -direction[1]);
        let mut second = vec![0.0; 20];
        (second[0], second[3]) = (1.0, 1.0);
        let dense = |inputs: usize, outputs: usize| {
            let rows = Axis { extent: outputs, strides: [0, inputs, 1] };
            let columns = Axis { extent: inputs, strides: [1, 1, 0] };
            Contraction::new(vec![rows, columns], [inputs, inputs * outputs, outputs])
        };
        let relu = Unary { function: Function::Clip { low: 0.0, high: f32::INFINITY }, length: 2 };
        let nodes = vec![
            node(Op::Input, &[], LENGTH),
            node(Op::Constant(first), &[], 2 * LENGTH),
            node(dense(LENGTH, 2).into(), &[0, 1], 2),
            node(Op::Constant(vec![-37.5, 5.0]), &[], 2),
            node(Binary { pairing: Pairing::Add, length: 2 }.into(), &[2, 3], 2),
            node(relu.into(), &[4], 2),
            node(Op::Constant(second), &[], 20),
            node(dense(2, 10).into(), &[5, 6], 10),
        ];
        linear.with_network(Network::new(nodes, 7).unwrap())
    }

    #[test]
    fn bends_are_where_they_were_put() {
        let (net, black) = (two_bends(), vec![0.0; LENGTH]);
        let found = survey(&net, &black, Way::Random);
        assert!((found.last_bend.unwrap() - 37.5).abs() < 0.01, "{found:?}");
        // exp(z) / (exp(z) + 9) = 0.99.
        assert!((found.certain_from.unwrap() - (37.5 + 891f64.ln())).abs() < 0.02, "{found:?}");
        assert_eq!((found.switches, found.label), (2, 0));
        assert!(found.residual.unwrap() < 1e-6, "{found:?}");

        let mut ray = Ray::new(&net, &black, Way::Random, SEED).unwrap();
        let patterns = [0.0, 4.9, 5.1, 37.4, 37.6, 1e6].map(|alpha| ray.piece(alpha).unwrap().1);
        let switches: Vec<usize> = patterns.windows(2).map(|pair| pair[0].switches(&pair[1])).collect();
        assert_eq!(switches, [0, 1, 0, 1, 0]);
    }

    #[test]
    fn an_affine_net_never_bends() {
        let linear = net(include_bytes!("../../models/linear.onnx"));
        let found = survey(&linear, &noise(2, LENGTH), Way::Random);
        assert_eq!((found.last_bend, found.switches), (Some(0.0), 0));
    }

    #[test]
    fn every_relu_net_is_straight_in_the_end() {
        for (name, bytes) in [
            ("tiny", &include_bytes!("../../models/tiny.onnx")[..]),
            ("plain", include_bytes!("../../models/plain.onnx")),
            ("residual", include_bytes!("../../models/residual.onnx")),
            ("strangers-1", include_bytes!("../../models/strangers-1.onnx")),
        ] {
            let net = net(bytes);
            for way in [Way::Away(0), Way::Random] {
                let found = survey(&net, &noise(3, LENGTH), way);
                assert!(found.residual.is_some_and(|residual| residual <= 1e-5), "{name}, {way:?}: {found:?}");
                assert!(found.certain_from.is_some(), "{name}, {way:?}: {found:?}");
            }
        }
    }

    #[test]
    fn what_is_curved_says_so() {
        for (bytes, curved) in [
            (&include_bytes!("../../tests/goldens/gelu_erf.onnx")[..], true),
            (include_bytes!("../../tests/goldens/softmax_over_channels_in_the_middle.onnx"), true),
            (include_bytes!("../../tests/goldens/hardswish.onnx"), true),
            (include_bytes!("../../tests/goldens/matmul_attention.onnx"), true),
            (include_bytes!("../../tests/goldens/net_vgg_dynamo.onnx"), false),
            (include_bytes!("../../tests/goldens/relu6.onnx"), false),
            (include_bytes!("../../tests/goldens/prelu_per_channel.onnx"), false),
            (include_bytes!("../../tests/goldens/max_min_of_two_branches.onnx"), false),
            (include_bytes!("../../tests/goldens/reduce_max.onnx"), false),
        ] {
            let net = net(bytes);
            let pixels = noise(1, net.input_length());
            let ray = Ray::new(&net, &pixels, Way::Random, SEED).unwrap();
            let name = ray.net().network().unwrap().curved_node().map(|node| node.name.clone());
            assert_eq!(ray.curved_node().is_some(), curved, "{name:?}");
            let found = survey(&net, &pixels, Way::Random);
            assert!(!curved || found.last_bend.is_none() && found.residual.is_none(), "{name:?}: {found:?}");
            assert!(curved || found.residual.is_some_and(|residual| residual <= 1e-5), "{name:?}: {found:?}");
        }
    }

    #[test]
    fn the_stride_changes_nothing() {
        let (net, pixels) = (net(include_bytes!("../../models/tiny.onnx")), noise(3, LENGTH));
        let ray = Ray::new(&net, &pixels, Way::Away(2), SEED).unwrap();
        let mut at_once = Survey::new(ray.clone());
        while !at_once.step(1000).unwrap() {}
        let mut one_by_one = Survey::new(ray);
        while !one_by_one.step(1).unwrap() {}
        assert_eq!((at_once.passes(), at_once.found()), (one_by_one.passes(), one_by_one.found()));
    }
}
