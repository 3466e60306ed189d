//! Sums: contractions, reductions, normalisations.

use tract_onnx::prelude::*;
use tract_onnx::tract_core::ops::einsum::EinSum;
use tract_onnx::tract_core::ops::nn::{Reduce as TractReduce, Reducer as TractReducer, RmsNorm as TractRmsNorm};
use tract_onnx::tract_core::ops::nn::{Softmax as TractSoftmax, SoftmaxKind};

use super::{Lowered, Lowering, Value, shape_of};
use crate::network::Op;
use crate::ops::{Axis, Contraction, Lane, Reduce, Reducer, RmsNorm, Softmax};

impl Lowering<'_> {
    /// `None`: not of this family.
    pub(super) fn lower_sum(&mut self, node: &TypedNode) -> Option<Lowered<Value>> {
        if let Some(einsum) = node.op_as::<EinSum>() {
            return Some(self.einsum(node, einsum));
        }
        if let Some(reduce) = node.op_as::<TractReduce>() {
            return Some(self.reduce(node, reduce));
        }
        if let Some(norm) = node.op_as::<TractRmsNorm>() {
            return Some(self.rms_norm(node, norm));
        }
        node.op_as::<TractSoftmax>().map(|softmax| self.softmax(node, softmax))
    }

    fn einsum(&mut self, node: &TypedNode, einsum: &EinSum) -> Lowered<Value> {
        if einsum.q_params.is_some() {
            return Err("its arithmetic is quantised".into());
        }
        let shape = shape_of(&node.outputs[0].fact)?;
        let a = self.operand(node, 0)?;
        let b = match node.inputs.len() {
            // The sum of one input is its contraction with 1.
            1 => self.push("one", Op::Constant(vec![1.0]), &[], &[]),
            2 => self.operand(node, 1)?,
            more => return Err(format!("it has {more} inputs")),
        };
        let shapes = [&a.shape, &b.shape, &shape];
        let strides = shapes.map(|shape| row_major(shape));
        let axes = einsum.axes.iter_all_axes().map(|axis| {
            let none = TVec::new();
            let positions =
                [axis.inputs.first(), axis.inputs.get(1), axis.outputs.first()].map(|found| found.unwrap_or(&none));
            let extent = (0..3).flat_map(|role| positions[role].iter().map(move |&at| shapes[role][at])).max();
            Axis {
                extent: extent.unwrap_or(1),
                // An operand of extent 1 is broadcast along a longer axis.
                strides: std::array::from_fn(|role| {
                    let moving = positions[role].iter().filter(|&&at| shapes[role][at] != 1);
                    moving.map(|&at| strides[role][at]).sum()
                }),
            }
        });
        let lengths = shapes.map(|shape| shape.iter().product());
        let op = Contraction::new(axes.collect(), lengths);
        Ok(self.push(&node.name, op, &[&a, &b], &shape))
    }

    fn reduce(&mut self, node: &TypedNode, reduce: &TractReduce) -> Lowered<Value> {
        let reducer = match reduce.reducer {
            TractReducer::Sum => Reducer::Sum,
            TractReducer::MeanOfSquares => Reducer::MeanOfSquares,
            TractReducer::Max => Reducer::Max,
            TractReducer::Min => Reducer::Min,
            TractReducer::Prod => Reducer::Product,
            other => return Err(format!("{other:?} has no derivative")),
        };
        let input = self.operand(node, 0)?;
        let op = Reduce::over_axes(reducer, &input.shape, &reduce.axes);
        let shape = shape_of(&node.outputs[0].fact)?;
        Ok(self.push(&node.name, op, &[&input], &shape))
    }

    fn softmax(&mut self, node: &TypedNode, softmax: &TractSoftmax) -> Lowered<Value> {
        if softmax.quant_output_dt.is_some() {
            return Err("its arithmetic is quantised".into());
        }
        let input = self.operand(node, 0)?;
        let logarithm = softmax.kind == SoftmaxKind::LogSoftmax;
        let op = Softmax { lane: lane(&input.shape, &softmax.axes)?, logarithm };
        Ok(self.push(&node.name, op, &[&input], &input.shape))
    }

    fn rms_norm(&mut self, node: &TypedNode, norm: &TractRmsNorm) -> Lowered<Value> {
        let input = self.operand(node, 0)?;
        let epsilon = super::numbers(&norm.eps)?.0.first().copied().unwrap_or(0.0);
        let op = RmsNorm { lane: lane(&input.shape, &[norm.axis])?, epsilon };
        Ok(self.push(&node.name, op, &[&input], &input.shape))
    }
}

fn row_major(shape: &[usize]) -> Vec<usize> {
    (0..shape.len()).map(|axis| shape[axis + 1..].iter().product()).collect()
}

/// Neighbouring axes as one lane.
fn lane(shape: &[usize], axes: &[usize]) -> Lowered<Lane> {
    let mut axes = axes.to_vec();
    axes.sort_unstable();
    let (Some(&first), Some(&last)) = (axes.first(), axes.last()) else {
        return Err("it has no axis".into());
    };
    let between = (first..=last).filter(|axis| !axes.contains(axis)).any(|axis| shape[axis] != 1);
    if between {
        return Err(format!("its axes {axes:?} are not neighbours"));
    }
    let product = |axes: &[usize]| axes.iter().product();
    Ok(Lane {
        outer: product(&shape[..first]),
        length: product(&shape[first..=last]),
        inner: product(&shape[last + 1..]),
    })
}
