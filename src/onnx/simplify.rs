//! Clean-up of a lowered network: fused activations, no dead nodes.

use crate::network::{Node, Op};
use crate::ops::{Function, Unary};

/// Fuses every ReLU into the convolution that alone feeds it, then drops what the output does not need.
/// Returns the nodes and the output's new index.
pub fn simplify(mut nodes: Vec<Node>, output: usize) -> (Vec<Node>, usize) {
    let mut uses = vec![0usize; nodes.len()];
    for &input in nodes.iter().flat_map(|node| &node.inputs) {
        uses[input] += 1;
    }
    uses[output] += 1;
    // Where a node's value is to be found: itself, unless it was fused away.
    let mut place: Vec<usize> = (0..nodes.len()).collect();
    for index in 0..nodes.len() {
        let Op::Unary(Unary { function: Function::Clip { low: 0.0, high: f32::INFINITY }, .. }) = nodes[index].op
        else {
            continue;
        };
        let source = nodes[index].inputs[0];
        if uses[source] > 1 {
            continue;
        }
        if let Op::Convolution(convolution) = &nodes[source].op
            && !convolution.has_relu()
        {
            nodes[source].op = convolution.clone().with_relu().into();
            place[index] = source;
        }
    }
    for node in &mut nodes {
        node.inputs.iter_mut().for_each(|input| *input = place[*input]);
    }
    prune(nodes, place[output])
}

fn prune(nodes: Vec<Node>, output: usize) -> (Vec<Node>, usize) {
    let mut needed: Vec<bool> = nodes.iter().map(|node| node.op == Op::Input).collect();
    needed[output] = true;
    for index in (0..nodes.len()).rev().filter(|&index| index <= output) {
        if needed[index] {
            nodes[index].inputs.iter().for_each(|&input| needed[input] = true);
        }
    }
    let mut place = vec![0; nodes.len()];
    let mut kept = Vec::new();
    for (index, mut node) in nodes.into_iter().enumerate().filter(|&(index, _)| needed[index]) {
        place[index] = kept.len();
        node.inputs.iter_mut().for_each(|input| *input = place[*input]);
        kept.push(node);
    }
    (kept, place[output])
}
