//! The tape: one forward walk over a network that keeps every value, one walk back that carries cotangents from the
//! logits to the pixels.
//!
//! Only nodes that depend on the picture are walked back; weights get no gradient. After the first call for a batch
//! size nothing is allocated.

use crate::network::{Network, Node, Op};
use crate::ops::{Inputs, Linearity, Operand, Saved};
use crate::pattern::Pattern;

/// The memory of one network's passes. Belongs to the network it was made for.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// Samples in the last forward pass.
    batch: usize,
    /// The value of every node, sample after sample; empty for constants, which hold their own.
    values: Vec<Vec<f32>>,
    /// The cotangent of every node that depends on the picture; empty for the others.
    cotangents: Vec<Vec<f32>>,
    /// Does the node depend on the picture?
    active: Vec<bool>,
    scratch: Vec<f32>,
    /// Is there scratch for the walk back?
    two_way: bool,
}

/// A node's inputs as the tape holds them.
pub struct Taped<'a> {
    pub nodes: &'a [Node],
    /// The value of every node.
    pub values: &'a [Vec<f32>],
    /// Indices of the nodes that are read.
    pub inputs: &'a [usize],
    pub batch: usize,
}

impl Inputs for Taped<'_> {
    fn get(&self, index: usize) -> Operand<'_> {
        let input = self.inputs[index];
        match &self.nodes[input].op {
            Op::Constant(values) => Operand { values, batched: false },
            _ => Operand { values: &self.values[input], batched: true },
        }
    }

    fn batch(&self) -> usize {
        self.batch
    }
}

impl Workspace {
    pub fn new(network: &Network) -> Self {
        let nodes = network.nodes();
        let scratch = nodes.iter().filter_map(|node| node.op.operation()).map(|op| op.scratch_length()).max();
        Workspace {
            batch: 0,
            values: vec![Vec::new(); nodes.len()],
            cotangents: vec![Vec::new(); nodes.len()],
            active: network.active(),
            scratch: vec![0.0; scratch.unwrap_or(0)],
            two_way: false,
        }
    }

    /// Bytes that it holds by now.
    pub fn bytes(&self) -> usize {
        let values = self.values.iter().chain(&self.cotangents).map(Vec::len).sum::<usize>();
        (values + self.scratch.len()) * size_of::<f32>()
    }

    /// Logits of a batch of pictures, one after another; keeps what [`Workspace::backward`] needs.
    ///
    /// # Panics
    /// When `pixels` is no whole number of pictures of `network`, which callers check.
    pub fn forward(&mut self, network: &Network, pixels: &[f32]) -> &[f32] {
        assert_eq!(pixels.len() % network.input_length(), 0, "whole pictures");
        self.batch = pixels.len() / network.input_length();
        for (index, node) in network.nodes().iter().enumerate() {
            let mut output = std::mem::take(&mut self.values[index]);
            match node.op.operation() {
                Some(operation) => {
                    output.resize(self.batch * node.length(), 0.0);
                    let inputs = taped(network, node, &self.values, self.batch);
                    operation.forward(&inputs, &mut output, &mut self.scratch);
                }
                None if index == network.input() => {
                    output.clear();
                    output.extend_from_slice(pixels);
                }
                None => {}
            }
            self.values[index] = output;
        }
        &self.values[network.output()]
    }

    /// cotangentᵀ · ∂logits/∂pixels for the batch of the last forward pass: `cotangent` is as long as its logits, the
    /// result as long as its pixels.
    ///
    /// # Panics
    /// When `cotangent` is not as long as the logits, which callers check.
    pub fn backward(&mut self, network: &Network, cotangent: &[f32]) -> &[f32] {
        assert_eq!(cotangent.len(), self.batch * network.output_length(), "a cotangent for every logit");
        for (index, node) in network.nodes().iter().enumerate().filter(|&(index, _)| self.active[index]) {
            self.cotangents[index].clear();
            self.cotangents[index].resize(self.batch * node.length(), 0.0);
        }
        if !self.active[network.output()] {
            // Logits that do not depend on the picture: the gradient is zero.
            return &self.cotangents[network.input()];
        }
        self.make_two_way(network);
        self.cotangents[network.output()].copy_from_slice(cotangent);
        for (index, node) in network.nodes().iter().enumerate().take(network.output() + 1).rev() {
            let Some(operation) = node.op.operation().filter(|_| self.active[index]) else { continue };
            let cotangent = std::mem::take(&mut self.cotangents[index]);
            for (position, &input) in node.inputs.iter().enumerate().filter(|&(_, &input)| self.active[input]) {
                let mut input_cotangent = std::mem::take(&mut self.cotangents[input]);
                let inputs = taped(network, node, &self.values, self.batch);
                let saved = Saved { inputs: &inputs, output: &self.values[index], cotangent: &cotangent };
                operation.pullback(position, &saved, &mut input_cotangent, &mut self.scratch);
                self.cotangents[input] = input_cotangent;
            }
            self.cotangents[index] = cotangent;
        }
        &self.cotangents[network.input()]
    }

    /// Asked for only now: a net that is never walked back keeps no weights for it.
    fn make_two_way(&mut self, network: &Network) {
        if self.two_way {
            return;
        }
        let active = network.nodes().iter().zip(&self.active).filter(|&(_, &active)| active);
        let operations = active.filter_map(|(node, _)| node.op.operation());
        let needed = operations.map(|op| op.pullback_scratch_length()).max().unwrap_or(0);
        self.scratch.resize(needed.max(self.scratch.len()), 0.0);
        self.two_way = true;
    }

    /// On which linear piece the last forward pass was, of one picture.
    ///
    /// # Panics
    /// When it was of several pictures, which callers check.
    pub fn pattern(&mut self, network: &Network) -> Pattern {
        assert_eq!(self.batch, 1, "one picture");
        let mut pattern = Pattern::default();
        for (index, node) in network.nodes().iter().enumerate().filter(|&(index, _)| self.active[index]) {
            let Some(operation) = node.op.operation() else { continue };
            let active: Vec<bool> = node.inputs.iter().map(|&input| self.active[input]).collect();
            if operation.linearity(&active) == Linearity::Piecewise {
                let inputs = taped(network, node, &self.values, self.batch);
                pattern.add(|choose| operation.choices(&inputs, &self.values[index], &mut self.scratch, choose));
            }
        }
        pattern
    }

    /// Logits of the last forward pass.
    pub fn logits(&self, network: &Network) -> &[f32] {
        &self.values[network.output()]
    }
}

fn taped<'a>(network: &'a Network, node: &'a Node, values: &'a [Vec<f32>], batch: usize) -> Taped<'a> {
    Taped { nodes: network.nodes(), values, inputs: &node.inputs, batch }
}
