//! Ops that move numbers and leave them as they are.

use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::DimLike;
use tract_onnx::tract_core::ops::Downsample;
use tract_onnx::tract_core::ops::array::{
    FiniteReshape, Gather, MultiBroadcastTo, Pad, PadMode, Slice, Tile, TypedConcat,
};
use tract_onnx::tract_core::ops::change_axes::AxisOp;
use tract_onnx::tract_core::ops::nn::NearestUpsample;

use super::{Lowered, Lowering, Value, numbers, shape_of};
use crate::ops::{Concat, Rearrange, Rearrangement};

impl Lowering<'_> {
    /// `None`: not of this family.
    pub(super) fn lower_axes(&mut self, node: &TypedNode) -> Option<Lowered<Value>> {
        if let Some(axis) = node.op_as::<AxisOp>() {
            return Some(self.axis_op(node, axis));
        }
        if node.op_is::<FiniteReshape>() {
            return Some(self.operand(node, 0));
        }
        if let Some(slice) = node.op_as::<Slice>() {
            let start = slice.start.to_usize().map_err(|_| "it starts at an open place".to_string());
            return Some(start.and_then(|start| self.sliced(node, slice.axis, start as isize, 1)));
        }
        if let Some(op) = node.op_as::<Downsample>() {
            return Some(self.downsample(node, op));
        }
        if let Some(concat) = node.op_as::<TypedConcat>() {
            return Some(self.concat(node, concat.axis));
        }
        if let Some(pad) = node.op_as::<Pad>() {
            return Some(self.pad(node, pad));
        }
        if let Some(upsample) = node.op_as::<NearestUpsample>() {
            return Some(self.table(node, Rearrangement::Upsample, 0.0, |at, from| {
                from.iter_mut().enumerate().for_each(|(axis, from)| *from = at[axis] / upsample.scales[axis]);
                true
            }));
        }
        if node.op_is::<MultiBroadcastTo>() {
            let shape = shape_of(&node.outputs[0].fact);
            return Some(shape.and_then(|shape| {
                let input = self.operand(node, 0)?;
                Ok(self.broadcast(&input, &shape))
            }));
        }
        if node.op_is::<Tile>() {
            let extents = self.operand(node, 0).map(|input| input.shape);
            return Some(extents.and_then(|extents| {
                self.table(node, Rearrangement::Expand, 0.0, move |at, from| {
                    from.iter_mut().enumerate().for_each(|(axis, from)| *from = at[axis] % extents[axis]);
                    true
                })
            }));
        }
        node.op_as::<Gather>().map(|gather| self.gather(node, gather.axis))
    }

    /// A table from input 0 to the node's output shape.
    fn table(
        &mut self,
        node: &TypedNode,
        kind: Rearrangement,
        fill: f32,
        source: impl Fn(&[usize], &mut [usize]) -> bool,
    ) -> Lowered<Value> {
        let input = self.operand(node, 0)?;
        let shape = shape_of(&node.outputs[0].fact)?;
        let table = Rearrange::new(kind, &input.shape, &shape, fill, source);
        Ok(self.rearrange(&node.name, table, &input, &shape))
    }

    fn axis_op(&mut self, node: &TypedNode, op: &AxisOp) -> Lowered<Value> {
        let input = self.operand(node, 0)?;
        match op {
            AxisOp::Add(_) | AxisOp::Rm(_) | AxisOp::Reshape(..) => Ok(input),
            AxisOp::Move(from, to) => {
                let mut permutation: Vec<usize> = (0..input.shape.len()).collect();
                let axis = permutation.remove(*from);
                permutation.insert(*to, axis);
                Ok(self.transpose(&node.name, &input, &permutation))
            }
        }
    }

    /// Along `axis` every `step`-th element from `start` on.
    fn sliced(&mut self, node: &TypedNode, axis: usize, start: isize, step: isize) -> Lowered<Value> {
        self.table(node, Rearrangement::Slice, 0.0, |at, from| {
            from.copy_from_slice(at);
            from[axis] = (start + at[axis] as isize * step) as usize;
            true
        })
    }

    fn downsample(&mut self, node: &TypedNode, op: &Downsample) -> Lowered<Value> {
        let extent = self.operand(node, 0)?.shape[op.axis];
        // A negative stride walks back from the end.
        let start = if op.stride < 0 { extent as isize - 1 } else { op.modulo as isize };
        self.sliced(node, op.axis, start, op.stride)
    }

    fn concat(&mut self, node: &TypedNode, axis: usize) -> Lowered<Value> {
        let mut operands = Vec::new();
        for index in 0..node.inputs.len() {
            operands.push(self.operand(node, index)?);
        }
        let shape = shape_of(&node.outputs[0].fact)?;
        let widths = operands.iter().map(|operand| operand.shape[axis..].iter().product()).collect();
        let op = Concat { outer: shape[..axis].iter().product(), widths };
        Ok(self.push(&node.name, op, &operands.iter().collect::<Vec<_>>(), &shape))
    }

    fn pad(&mut self, node: &TypedNode, pad: &Pad) -> Lowered<Value> {
        let extents = self.operand(node, 0)?.shape;
        let fill = match &pad.mode {
            PadMode::Constant(value) => numbers(value)?.0.first().copied().unwrap_or(0.0),
            PadMode::Reflect | PadMode::Edge => 0.0,
        };
        self.table(node, Rearrangement::Pad, fill, |at, from| {
            for (axis, from) in from.iter_mut().enumerate() {
                let (place, last) = (at[axis] as isize - pad.pads[axis].0 as isize, extents[axis] as isize - 1);
                let place = match &pad.mode {
                    PadMode::Constant(_) if place < 0 || place > last => return false,
                    PadMode::Constant(_) => place,
                    PadMode::Edge => place.clamp(0, last),
                    PadMode::Reflect if last == 0 => 0,
                    PadMode::Reflect => last - (place.rem_euclid(2 * last) - last).abs(),
                };
                *from = place as usize;
            }
            true
        })
    }

    fn gather(&mut self, node: &TypedNode, axis: usize) -> Lowered<Value> {
        let (indices, index_shape) = self.constant_input(node, 1)?;
        let extents = self.operand(node, 0)?.shape;
        let rank = index_shape.len();
        let extent = extents[axis];
        if indices.iter().any(|&index| index < -(extent as f32) || index >= extent as f32) {
            return Err("an index lies outside".into());
        }
        self.table(node, Rearrangement::Gather, 0.0, |at, from| {
            from[..axis].copy_from_slice(&at[..axis]);
            from[axis + 1..].copy_from_slice(&at[axis + rank..]);
            let flat =
                at[axis..axis + rank].iter().zip(&index_shape).fold(0, |flat, (&at, &extent)| flat * extent + at);
            let index = indices[flat];
            from[axis] = if index < 0.0 { (extent as f32 + index) as usize } else { index as usize };
            true
        })
    }
}
