//! tract's decluttered graph to a [`Network`], node by node.

mod axes;
mod elementwise;
mod spatial;
mod sums;

use std::collections::HashMap;

use tract_onnx::prelude::*;
use tract_onnx::tract_core::ops::konst::Const;
use tract_onnx::tract_core::ops::source::TypedSource;

use super::simplify::simplify;
use super::{Import, Layout};
use crate::error::{Error, Result};
use crate::network::{Network, Node, Op};
use crate::ops::{Binary, Pairing, Rearrange, Rearrangement};

/// A lowered value: its node and its shape, which may differ from the node's by axes of extent 1 and reshapes.
#[derive(Debug, Clone)]
struct Value {
    node: usize,
    shape: Vec<usize>,
}

/// Why a node could not be lowered; the walk adds the node's name and op.
type Lowered<T> = std::result::Result<T, String>;

pub fn lower(import: &Import) -> Result<Network> {
    let model = &import.model;
    let mut lowering = Lowering { model, nodes: Vec::new(), values: HashMap::new() };
    let order = model.eval_order().map_err(|error| Error::NotOnnx { reason: super::first_lines(&error) })?;
    for id in order {
        let node = model.node(id);
        let lowered = if node.op_is::<TypedSource>() { lowering.input(import) } else { lowering.node(node) };
        let value = lowered.map_err(|reason| Error::NoGradient {
            node: node.name.clone(),
            op: node.op.name().into_owned(),
            reason,
        })?;
        if let Some(value) = value {
            lowering.values.insert(OutletId::new(id, 0), value);
        }
    }
    let outlet = model.output_outlets().map_err(|error| Error::NotOnnx { reason: super::first_lines(&error) })?[0];
    let output = lowering.value(outlet).map_err(|reason| Error::NotAClassifier { reason })?;
    let (nodes, output) = simplify(lowering.nodes, output.node);
    Network::new(nodes, output)
}

struct Lowering<'a> {
    model: &'a TypedModel,
    nodes: Vec<Node>,
    values: HashMap<OutletId, Value>,
}

impl Lowering<'_> {
    fn push(&mut self, name: &str, op: impl Into<Op>, inputs: &[&Value], shape: &[usize]) -> Value {
        let inputs = inputs.iter().map(|value| value.node).collect();
        self.nodes.push(Node { name: name.into(), op: op.into(), inputs, shape: shape.into() });
        Value { node: self.nodes.len() - 1, shape: shape.into() }
    }

    /// The picture in the model's own layout and range.
    fn input(&mut self, import: &Import) -> Lowered<Option<Value>> {
        let [channels, height, width] = import.input_shape;
        let shape = [1, channels, height, width];
        let mut value = self.push("pixels", Op::Input, &[], &shape);
        if !import.preprocessing.is_identity() {
            let length = shape.iter().product();
            let per_channel: Vec<(f32, f32)> = (0..channels).map(|c| import.preprocessing.affine(c)).collect();
            let spread = |pick: fn(&(f32, f32)) -> f32| -> Vec<f32> {
                per_channel.iter().flat_map(|pair| std::iter::repeat_n(pick(pair), height * width)).collect()
            };
            for (name, pairing, numbers) in [
                ("pixels / std", Pairing::Multiply, spread(|pair| pair.0)),
                ("pixels − mean", Pairing::Add, spread(|pair| pair.1)),
            ] {
                let constant = self.push(name, Op::Constant(numbers), &[], &shape);
                value = self.push(name, Binary { pairing, length }, &[&value, &constant], &shape);
            }
        }
        if import.layout == Layout::Nhwc {
            value = self.transpose("pixels to channel-last", &value, &[0, 2, 3, 1]);
        }
        Ok(Some(value))
    }

    fn node(&mut self, node: &TypedNode) -> Lowered<Option<Value>> {
        if node.op_is::<Const>() || node.outputs.iter().all(|output| output.fact.konst.is_some()) {
            // Fetched where they are used.
            return Ok(None);
        }
        if node.outputs.len() > 1 && node.outputs[1..].iter().any(|output| !output.successors.is_empty()) {
            return Err("more than one of its outputs is used".into());
        }
        let lowered = self
            .lower_elementwise(node)
            .or_else(|| self.lower_spatial(node))
            .or_else(|| self.lower_sum(node))
            .or_else(|| self.lower_axes(node));
        let value = lowered.unwrap_or_else(|| Err("no rule for this operation".into()))?;
        let expected = shape_of(&node.outputs[0].fact)?;
        if value.shape.iter().product::<usize>() != expected.iter().product::<usize>() {
            return Err(format!("its shape should be {expected:?}, but came out as {:?}", value.shape));
        }
        Ok(Some(Value { shape: expected, ..value }))
    }

    /// Input `index` of `node`, lowered or constant.
    fn operand(&mut self, node: &TypedNode, index: usize) -> Lowered<Value> {
        self.value(*node.inputs.get(index).ok_or_else(|| format!("input {index} is missing"))?)
    }

    fn value(&mut self, outlet: OutletId) -> Lowered<Value> {
        if let Some(value) = self.values.get(&outlet) {
            return Ok(value.clone());
        }
        let (numbers, shape) = self.constant(outlet)?;
        let name = self.model.node(outlet.node).name.clone();
        let value = self.push(&name, Op::Constant(numbers), &[], &shape);
        self.values.insert(outlet, value.clone());
        Ok(value)
    }

    /// A constant's numbers and shape; an error where the outlet depends on the picture.
    fn constant(&self, outlet: OutletId) -> Lowered<(Vec<f32>, Vec<usize>)> {
        let node = self.model.node(outlet.node);
        let fact = &node.outputs[outlet.slot].fact;
        let tensor = fact.konst.clone().or_else(|| node.op_as::<Const>().map(|konst| konst.val().clone()));
        let tensor = tensor.ok_or_else(|| format!("“{}” is not constant", node.name))?;
        numbers(&tensor)
    }

    fn constant_input(&self, node: &TypedNode, index: usize) -> Lowered<(Vec<f32>, Vec<usize>)> {
        self.constant(*node.inputs.get(index).ok_or_else(|| format!("input {index} is missing"))?)
    }

    /// `value` as a tensor of exactly `shape`, repeated where it is broadcast.
    fn broadcast(&mut self, value: &Value, shape: &[usize]) -> Value {
        if value.shape.iter().product::<usize>() == shape.iter().product::<usize>() {
            return Value { node: value.node, shape: shape.into() };
        }
        let offset = shape.len() - value.shape.len();
        let padded: Vec<usize> = std::iter::repeat_n(1, offset).chain(value.shape.iter().copied()).collect();
        let table = Rearrange::new(Rearrangement::Expand, &padded, shape, 0.0, |at, from| {
            for (axis, from) in from.iter_mut().enumerate() {
                *from = if padded[axis] == 1 { 0 } else { at[axis] };
            }
            true
        });
        let name = format!("{} expanded", self.nodes[value.node].name);
        self.rearrange(&name, table, value, shape)
    }

    fn transpose(&mut self, name: &str, value: &Value, permutation: &[usize]) -> Value {
        let shape: Vec<usize> = permutation.iter().map(|&axis| value.shape[axis]).collect();
        let table = Rearrange::new(Rearrangement::Transpose, &value.shape, &shape, 0.0, |at, from| {
            permutation.iter().zip(at).for_each(|(&axis, &at)| from[axis] = at);
            true
        });
        self.rearrange(name, table, value, &shape)
    }

    /// Applies a table: at once to constants, merged with a table before it, and not at all where it moves nothing.
    fn rearrange(&mut self, name: &str, mut table: Rearrange, value: &Value, shape: &[usize]) -> Value {
        use crate::ops::FILL;
        let mut source = value.clone();
        match &self.nodes[value.node].op {
            Op::Constant(numbers) => {
                let pick = |&from: &u32| if from == FILL { table.fill } else { numbers[from as usize] };
                let moved = table.sources.iter().map(pick).collect();
                return self.push(name, Op::Constant(moved), &[], shape);
            }
            Op::Rearrange(before) if !before.sources.contains(&FILL) => {
                for from in table.sources.iter_mut().filter(|from| **from != FILL) {
                    *from = before.sources[*from as usize];
                }
                table.input_length = before.input_length;
                source.node = self.nodes[value.node].inputs[0];
            }
            _ => {}
        }
        let moves_nothing = table.sources.len() == table.input_length
            && table.sources.iter().enumerate().all(|(at, &from)| at == from as usize);
        if moves_nothing {
            return Value { node: source.node, shape: shape.into() };
        }
        self.push(name, table, &[&source], shape)
    }
}

/// The concrete shape of a fact.
fn shape_of(fact: &TypedFact) -> Lowered<Vec<usize>> {
    fact.shape.as_concrete().map(<[usize]>::to_vec).ok_or_else(|| format!("its shape {:?} is open", fact.shape))
}

fn numbers(tensor: &Tensor) -> Lowered<(Vec<f32>, Vec<usize>)> {
    let cast = tensor.cast_to::<f32>().map_err(|_| format!("its {:?} numbers can't be read", tensor.datum_type()))?;
    let array = cast.to_plain_array_view::<f32>().map_err(|error| super::first_lines(&error))?;
    Ok((array.iter().copied().collect(), tensor.shape().to_vec()))
}
