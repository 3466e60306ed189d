//! Functions of one, two and three numbers.

use tract_onnx::prelude::*;
use tract_onnx::tract_core::ops::binary::TypedBinOp;
use tract_onnx::tract_core::ops::cast::Cast;
use tract_onnx::tract_core::ops::element_wise::ElementWiseOp;
use tract_onnx::tract_core::ops::identity::Identity;
use tract_onnx::tract_core::ops::logic::Iff;
use tract_onnx::tract_core::ops::math::PowConst;
use tract_onnx::tract_core::ops::nn::{GeluApproximate, LeakyRelu};

use super::{Lowered, Lowering, Value, shape_of};
use crate::network::Op;
use crate::ops::{Binary, Function, Pairing, Select, Unary};

impl Lowering<'_> {
    /// `None`: not of this family.
    pub(super) fn lower_elementwise(&mut self, node: &TypedNode) -> Option<Lowered<Value>> {
        if let Some(op) = node.op_as::<ElementWiseOp>() {
            return Some(function(op).and_then(|function| self.unary(node, function)));
        }
        if let Some(op) = node.op_as::<TypedBinOp>() {
            return Some(pairing(op.0.name()).and_then(|pairing| self.binary(node, pairing)));
        }
        if node.op_is::<Iff>() {
            return Some(self.select(node));
        }
        if node.op_is::<Identity>() {
            return Some(self.operand(node, 0));
        }
        node.op_as::<Cast>().map(|cast| self.cast(node, cast))
    }

    fn unary(&mut self, node: &TypedNode, function: Function) -> Lowered<Value> {
        let input = self.operand(node, 0)?;
        let length = input.shape.iter().product();
        Ok(self.push(&node.name, Unary { function, length }, &[&input], &input.shape))
    }

    fn binary(&mut self, node: &TypedNode, pairing: Named) -> Lowered<Value> {
        let shape = shape_of(&node.outputs[0].fact)?;
        let (a, b) = (self.operand(node, 0)?, self.operand(node, 1)?);
        let (a, b, pairing) = match pairing {
            Named::Pair(pairing) => (a, b, pairing),
            Named::Exchanged(pairing) => (b, a, pairing),
            Named::Unequal => {
                let equal = self.binary(node, Named::Pair(Pairing::Equal))?;
                let length = shape.iter().product();
                return Ok(self.push(&node.name, Unary { function: Function::Not, length }, &[&equal], &shape));
            }
        };
        let length = shape.iter().product();
        // A maximum or minimum with one number is a clip.
        for (value, bound) in [(&a, &b), (&b, &a)] {
            let Some(bound) = self.uniform(bound) else { continue };
            let function = match pairing {
                Pairing::Maximum => Function::Clip { low: bound, high: f32::INFINITY },
                Pairing::Minimum => Function::Clip { low: f32::NEG_INFINITY, high: bound },
                _ => break,
            };
            let value = self.broadcast(value, &shape);
            return Ok(self.push(&node.name, Unary { function, length }, &[&value], &shape));
        }
        let (a, b) = (self.broadcast(&a, &shape), self.broadcast(&b, &shape));
        Ok(self.push(&node.name, Binary { pairing, length }, &[&a, &b], &shape))
    }

    /// The one number that a constant holds, however often.
    fn uniform(&self, value: &Value) -> Option<f32> {
        let Op::Constant(numbers) = &self.nodes[value.node].op else { return None };
        let first = *numbers.first()?;
        numbers.iter().all(|&number| number == first).then_some(first)
    }

    fn select(&mut self, node: &TypedNode) -> Lowered<Value> {
        let shape = shape_of(&node.outputs[0].fact)?;
        let mut operands = Vec::new();
        for index in 0..3 {
            let operand = self.operand(node, index)?;
            operands.push(self.broadcast(&operand, &shape));
        }
        let length = shape.iter().product();
        Ok(self.push(&node.name, Select { length }, &operands.iter().collect::<Vec<_>>(), &shape))
    }

    fn cast(&mut self, node: &TypedNode, cast: &Cast) -> Lowered<Value> {
        let from = self.model.outlet_fact(node.inputs[0]).map_err(|error| error.to_string())?.datum_type;
        let exact = |datum_type: DatumType| datum_type == f32::datum_type() || datum_type == bool::datum_type();
        if exact(from) && exact(cast.to) && (cast.to != bool::datum_type() || from == cast.to) {
            return self.operand(node, 0);
        }
        Err(format!("it turns {from:?} into {:?}", cast.to))
    }
}

fn function(op: &ElementWiseOp) -> Lowered<Function> {
    let mini = &*op.0;
    if let Some(leaky) = mini.downcast_ref::<LeakyRelu>() {
        return Ok(Function::LeakyRelu { slope: leaky.alpha });
    }
    if let Some(power) = mini.downcast_ref::<PowConst>() {
        return Ok(Function::Power { exponent: power.exponent });
    }
    if let Some(gelu) = mini.downcast_ref::<GeluApproximate>() {
        return if gelu.fast_impl {
            Err("only the usual tanh approximation is known".into())
        } else {
            Ok(Function::GeluTanh)
        };
    }
    Ok(match mini.name().as_str() {
        "Abs" => Function::Abs,
        "Ceil" => Function::Ceil,
        "Cos" => Function::Cos,
        "Erf" => Function::Erf,
        "Exp" => Function::Exp,
        "Floor" => Function::Floor,
        "GeluExact" => Function::Gelu,
        "HardSwish" => Function::HardSwish,
        "Ln" => Function::Ln,
        "Neg" => Function::Negate,
        "Not" => Function::Not,
        "Recip" => Function::Reciprocal,
        "RoundHalfToEven" => Function::Round,
        "Rsqrt" => Function::Rsqrt,
        "Sigmoid" => Function::Sigmoid,
        "Sign" => Function::Sign,
        "Silu" => Function::Silu,
        "Sin" => Function::Sin,
        "Sqrt" => Function::Sqrt,
        "Square" => Function::Square,
        "Tanh" => Function::Tanh,
        other => return Err(format!("no rule for the function {other}")),
    })
}

enum Named {
    Pair(Pairing),
    /// The second operand first.
    Exchanged(Pairing),
    Unequal,
}

fn pairing(name: &str) -> Lowered<Named> {
    Ok(Named::Pair(match name {
        "Add" => Pairing::Add,
        "Sub" => Pairing::Subtract,
        "SubF" => return Ok(Named::Exchanged(Pairing::Subtract)),
        "Mul" => Pairing::Multiply,
        "Div" => Pairing::Divide,
        "Max" => Pairing::Maximum,
        "Min" => Pairing::Minimum,
        "Pow" => Pairing::Power,
        "GT" => Pairing::Greater,
        "GTE" => Pairing::GreaterOrEqual,
        "LT" => Pairing::Less,
        "LTE" => Pairing::LessOrEqual,
        "Eq" => Pairing::Equal,
        "NE" => return Ok(Named::Unequal),
        "And" => Pairing::And,
        "Or" => Pairing::Or,
        other => return Err(format!("no rule for the function {other}")),
    }))
}
