//! A classifier as plain data: nodes in topological order, every shape known, weights inside.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::ops::*;

/// What a node computes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Op {
    /// The picture. Exactly one node of a network has it.
    Input,
    /// Numbers that do not depend on the picture.
    Constant(Vec<f32>),
    AveragePool(AveragePool),
    Binary(Binary),
    Concat(Concat),
    Contraction(Contraction),
    Convolution(Convolution),
    Deconvolution(Deconvolution),
    MaxPool(MaxPool),
    Rearrange(Rearrange),
    Reduce(Reduce),
    RmsNorm(RmsNorm),
    Select(Select),
    Softmax(Softmax),
    Unary(Unary),
}

impl Op {
    /// The rules, for all but inputs and constants.
    pub fn operation(&self) -> Option<&dyn Operation> {
        match self {
            Op::Input | Op::Constant(_) => None,
            Op::AveragePool(op) => Some(op),
            Op::Binary(op) => Some(op),
            Op::Concat(op) => Some(op),
            Op::Contraction(op) => Some(op),
            Op::Convolution(op) => Some(op),
            Op::Deconvolution(op) => Some(op),
            Op::MaxPool(op) => Some(op),
            Op::Rearrange(op) => Some(op),
            Op::Reduce(op) => Some(op),
            Op::RmsNorm(op) => Some(op),
            Op::Select(op) => Some(op),
            Op::Softmax(op) => Some(op),
            Op::Unary(op) => Some(op),
        }
    }
}

macro_rules! into_op {
    ($($name:ident),*) => { $(impl From<$name> for Op { fn from(op: $name) -> Self { Op::$name(op) } })* };
}
into_op!(
    AveragePool,
    Binary,
    Concat,
    Contraction,
    Convolution,
    Deconvolution,
    MaxPool,
    Rearrange,
    Reduce,
    RmsNorm,
    Select,
    Softmax,
    Unary
);

/// One value of the computation and how it comes about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// As in the file, for messages.
    pub name: String,
    pub op: Op,
    /// Nodes before this one.
    pub inputs: Vec<usize>,
    /// Of one sample.
    pub shape: Vec<usize>,
}

impl Node {
    /// Numbers in one sample.
    pub fn length(&self) -> usize {
        self.shape.iter().product()
    }
}

/// A function from pictures to logits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Network {
    nodes: Vec<Node>,
    input: usize,
    output: usize,
}

impl Network {
    /// Checks what the passes rely on: one input, nodes in topological order, lengths that fit.
    pub fn new(nodes: Vec<Node>, output: usize) -> Result<Self> {
        let broken = |reason: String| Error::NotAClassifier { reason };
        let mut inputs = nodes.iter().enumerate().filter(|(_, node)| node.op == Op::Input);
        let (Some((input, _)), None) = (inputs.next(), inputs.next()) else {
            return Err(broken("it needs exactly one picture as its input".into()));
        };
        if output >= nodes.len() {
            return Err(broken("it has no output".into()));
        }
        for (index, node) in nodes.iter().enumerate() {
            if node.inputs.iter().any(|&input| input >= index) {
                return Err(broken(format!("its node “{}” comes before what it reads", node.name)));
            }
            let length = match &node.op {
                Op::Input => node.length(),
                Op::Constant(values) => values.len(),
                op => op.operation().map_or(0, |op| op.output_length()),
            };
            if length != node.length() {
                return Err(Error::length(format!("output of node “{}”", node.name), node.length(), length));
            }
        }
        Ok(Network { nodes, input, output })
    }

    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Index of the picture's node.
    pub fn input(&self) -> usize {
        self.input
    }

    /// Index of the logits' node.
    pub fn output(&self) -> usize {
        self.output
    }

    /// Numbers in one picture.
    pub fn input_length(&self) -> usize {
        self.nodes[self.input].length()
    }

    /// Classes.
    pub fn output_length(&self) -> usize {
        self.nodes[self.output].length()
    }

    /// Which nodes depend on the picture.
    pub fn active(&self) -> Vec<bool> {
        let mut active = vec![false; self.nodes.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            active[index] = index == self.input || node.inputs.iter().any(|&input| active[input]);
        }
        active
    }

    /// The first node for which the network is not piecewise affine in its picture; `None`: it is.
    pub fn curved_node(&self) -> Option<&Node> {
        let active = self.active();
        self.nodes.iter().enumerate().find_map(|(index, node)| {
            let operation = node.op.operation().filter(|_| active[index])?;
            let inputs: Vec<bool> = node.inputs.iter().map(|&input| active[input]).collect();
            (operation.linearity(&inputs) == Linearity::Neither).then_some(node)
        })
    }

    /// Floats that it holds: constants, and weights in every form in which they are kept.
    pub fn weights(&self) -> usize {
        let of = |op: &Op| match op {
            Op::Constant(values) => values.len(),
            op => op.operation().map_or(0, |op| op.weights()),
        };
        self.nodes.iter().map(|node| of(&node.op)).sum()
    }

    /// Multiplications that are added up in one forward pass of one picture.
    pub fn multiply_adds(&self) -> u64 {
        self.nodes.iter().filter_map(|node| node.op.operation()).map(|op| op.multiply_adds()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn node(op: Op, inputs: &[usize], length: usize) -> Node {
        Node { name: "node".into(), op, inputs: inputs.into(), shape: vec![length] }
    }

    fn relu(length: usize) -> Op {
        Unary { function: Function::Clip { low: 0.0, high: f32::INFINITY }, length }.into()
    }

    #[test]
    fn what_the_passes_rely_on_is_checked() {
        let network = |nodes, output| Network::new(nodes, output);
        assert!(network(vec![node(Op::Input, &[], 2), node(relu(2), &[0], 2)], 1).is_ok());
        assert!(network(vec![node(Op::Constant(vec![1.0]), &[], 1)], 0).is_err(), "no input");
        assert!(network(vec![node(Op::Input, &[], 1), node(Op::Input, &[], 1)], 0).is_err(), "two inputs");
        assert!(network(vec![node(relu(2), &[1], 2), node(Op::Input, &[], 2)], 0).is_err(), "order");
        assert!(network(vec![node(Op::Input, &[], 2), node(relu(2), &[0], 3)], 1).is_err(), "length");
        assert!(network(vec![node(Op::Input, &[], 2)], 5).is_err(), "no output");
    }
}
