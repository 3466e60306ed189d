//! What every op's tests do: run the op inside a real network, compare the forward pass with a slow, obvious f64
//! reference, and the gradient with central differences of that reference.

use crate::gradient::Workspace;
use crate::network::{Network, Node, Op};
use crate::random::Random;

use super::{Rearrange, Rearrangement};

/// One input of the op under test.
#[derive(Debug, Clone)]
pub enum Given {
    /// So many numbers of the network's input, which get a gradient.
    Active(usize),
    Constant(Vec<f32>),
}

pub fn normal(seed: u32, length: usize) -> Vec<f32> {
    let mut random = Random::from_seed(seed);
    (0..length).map(|_| random.normal()).collect()
}

fn active_length(given: &[Given]) -> usize {
    given.iter().map(|given| if let Given::Active(length) = given { *length } else { 0 }).sum()
}

/// A network whose input is cut into the active inputs of `op`.
fn network(op: Op, given: &[Given]) -> Network {
    let node = |name: &str, op: Op, inputs: Vec<usize>, shape| Node { name: name.into(), op, inputs, shape };
    let total = active_length(given);
    let mut nodes = vec![node("input", Op::Input, vec![], vec![total])];
    let mut start = 0;
    for given in given {
        nodes.push(match given {
            Given::Constant(values) => node("constant", Op::Constant(values.clone()), vec![], vec![values.len()]),
            Given::Active(length) => {
                let slice = Rearrange::new(Rearrangement::Slice, &[total], &[*length], 0.0, |at, from| {
                    from[0] = start + at[0];
                    true
                });
                start += length;
                node("slice", slice.into(), vec![0], vec![*length])
            }
        });
    }
    let length = op.operation().expect("an op with rules").output_length();
    let inputs = (1..=given.len()).collect();
    nodes.push(node("op", op, inputs, vec![length]));
    let output = nodes.len() - 1;
    Network::new(nodes, output).expect("a sound test network")
}

/// Output and input gradient of `op` for one batch.
pub fn run(op: Op, given: &[Given], input: &[f32], cotangent: &[f32]) -> (Vec<f32>, Vec<f32>) {
    let network = network(op, given);
    let mut workspace = Workspace::new(&network);
    let output = workspace.forward(&network, input).to_vec();
    let gradient = workspace.backward(&network, cotangent).to_vec();
    (output, gradient)
}

/// Compares `op` with `reference` over the samples in `input`: values within 1e-5, gradients within 1e-4, both
/// relative to the largest.
pub fn check(name: &str, op: Op, given: &[Given], input: &[f32], reference: impl Fn(&[Vec<f64>]) -> Vec<f64>) {
    let total = active_length(given);
    let batch = input.len() / total;
    let length = op.operation().expect("an op with rules").output_length();
    let cotangent = normal(1234, batch * length);
    let (output, gradient) = run(op, given, input, &cotangent);

    let at = |sample: &[f64]| {
        let mut rest = sample;
        let inputs: Vec<Vec<f64>> = given
            .iter()
            .map(|given| match given {
                Given::Constant(values) => values.iter().map(|&value| f64::from(value)).collect(),
                Given::Active(length) => rest.split_off(..*length).expect("long enough").to_vec(),
            })
            .collect();
        reference(&inputs)
    };
    for sample in 0..batch {
        let values: Vec<f64> = input[sample * total..][..total].iter().map(|&value| f64::from(value)).collect();
        let expected = at(&values);
        assert_eq!(expected.len(), length, "{name}: output length");
        close(&format!("{name}: forward"), &output[sample * length..][..length], &expected, 1e-5);

        let cotangent = &cotangent[sample * length..][..length];
        let step = 1e-5;
        let differences: Vec<f64> = (0..total)
            .map(|index| {
                let [above, below] = [step, -step].map(|step| {
                    let mut moved = values.clone();
                    moved[index] += step;
                    at(&moved)
                });
                let change = above.iter().zip(&below).map(|(above, below)| above - below);
                change.zip(cotangent).map(|(change, &c)| change * f64::from(c)).sum::<f64>() / (2.0 * step)
            })
            .collect();
        close(&format!("{name}: gradient"), &gradient[sample * total..][..total], &differences, 1e-4);
    }
}

/// Asserts max |found − expected| ≤ tolerance · max(|expected|), with an absolute floor for all-zero expectations.
pub fn close(name: &str, found: &[f32], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{name}: length");
    let scale = expected.iter().fold(1e-2, |scale: f64, value| scale.max(value.abs()));
    for (index, (&found, &expected)) in found.iter().zip(expected).enumerate() {
        let error = (f64::from(found) - expected).abs();
        assert!(error <= tolerance * scale, "{name}: element {index} is {found}, expected {expected}");
    }
}
