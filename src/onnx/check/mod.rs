//! The whole graph, node by node, before the reader that folds constants sees it: every name is given before it is read,
//! every operator is one that we know, with inputs and attributes that its definition allows, and every shape follows.
//!
//! So what tract gets is a sound model of known sizes. It panics on many others, and a panic ends the worker.

mod elementwise;
mod given;
mod places;
mod shapes;
mod sums;
mod windows;

use std::collections::HashMap;

use tract_onnx::pb::{GraphProto, NodeProto, TensorProto};

use self::given::Given;
use super::bounds::{self, MAX_RANK, Totals, short};
use crate::error::{Error, Result};

/// Types of numbers, as ONNX counts them.
pub mod kind {
    pub const FLOAT: i32 = 1;
    pub const UINT8: i32 = 2;
    pub const INT8: i32 = 3;
    pub const INT32: i32 = 6;
    pub const INT64: i32 = 7;
    pub const BOOL: i32 = 9;
    pub const FLOAT16: i32 = 10;
    pub const DOUBLE: i32 = 11;
    pub const ALL: [i32; 8] = [FLOAT, UINT8, INT8, INT32, INT64, BOOL, FLOAT16, DOUBLE];
}

/// Longer constants are not followed by their values.
const MAX_FOLLOWED: usize = 4096;

/// Operators to which a row of no numbers means something: no sizes, no axes, a scalar's shape.
const TAKE_NOTHING: [&str; 8] =
    ["Cast", "Concat", "ConstantOfShape", "Expand", "Identity", "Reshape", "Resize", "Slice"];

/// What is known of a value before anything runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub kind: i32,
    pub shape: Vec<u64>,
    /// The numbers of a short constant, which may decide shapes.
    pub numbers: Option<Vec<f64>>,
    /// Does it not depend on the picture?
    pub constant: bool,
}

impl Fact {
    pub fn new(kind: i32, shape: Vec<u64>) -> Self {
        Fact { kind, shape, numbers: None, constant: false }
    }

    pub fn elements(&self) -> u64 {
        self.shape.iter().fold(1, |product, &extent| product.saturating_mul(extent))
    }

    pub fn rank(&self) -> usize {
        self.shape.len()
    }

    fn is_float(&self) -> bool {
        matches!(self.kind, kind::FLOAT | kind::FLOAT16 | kind::DOUBLE)
    }

    fn is_integer(&self) -> bool {
        matches!(self.kind, kind::INT32 | kind::INT64 | kind::UINT8 | kind::INT8)
    }

    fn with(self, numbers: Option<Vec<f64>>) -> Self {
        Fact { numbers, ..self }
    }
}

/// Why a node can't be: the walk adds its name and operator.
type Checked<T> = std::result::Result<T, String>;

/// What a node gives, and the multiplications that it takes.
struct Inferred {
    outputs: Vec<Fact>,
    work: u64,
}

impl Inferred {
    fn one(output: Fact) -> Self {
        Inferred { outputs: vec![output], work: 0 }
    }
}

/// Follows `graph` from a picture of `shape`. `operators` is the version of ONNX's operator set.
pub fn check(graph: &GraphProto, picture: &str, shape: [usize; 4], operators: i64) -> Result<()> {
    let picture_fact = Fact::new(kind::FLOAT, shape.iter().map(|&extent| extent as u64).collect());
    let mut facts = HashMap::from([(picture, picture_fact)]);
    if picture.is_empty() || graph.initializer.iter().any(|tensor| tensor.name.is_empty()) {
        return Err(Error::NotOnnx { reason: "one of its weights, or its input, has no name".into() });
    }
    for tensor in &graph.initializer {
        let fact = constant(tensor)?;
        if facts.insert(&tensor.name, fact).is_some() {
            return Err(twice(&tensor.name));
        }
    }
    let mut totals = Totals::default();
    for node in &graph.node {
        let refused = |reason: String| refused(node, &reason);
        let mut inputs = Vec::new();
        for name in &node.input {
            match facts.get(name.as_str()) {
                // By an empty name, an input is left out.
                _ if name.is_empty() => inputs.push(None),
                Some(fact) => inputs.push(Some(fact)),
                None => return Err(refused(format!("reads “{}”, which nothing before it gives", short(name)))),
            }
        }
        let given = Given { node, inputs, operators };
        // tract 0.23.9 reads the first number of some tensors without a look at whether there is one.
        let empty = given.inputs.iter().flatten().any(|fact| fact.elements() == 0);
        if empty && !TAKE_NOTHING.contains(&given.op()) {
            return Err(refused("reads a value without numbers".into()));
        }
        let Inferred { mut outputs, work } = infer(&given).map_err(refused)?;
        // Shapes are known whatever the picture shows.
        let constant =
            matches!(given.op(), "Shape" | "Size") || given.inputs.iter().flatten().all(|fact| fact.constant);
        let named = node.output.iter().filter(|name| !name.is_empty()).count();
        if named == 0 || node.output.len() > outputs.len() || node.output[0].is_empty() {
            return Err(refused(format!("has {} outputs instead of {}", node.output.len(), outputs.len())));
        }
        for (name, fact) in node.output.iter().zip(&mut outputs) {
            fact.constant = constant;
            if fact.rank() > MAX_RANK {
                return Err(refused(format!("gives {} axes; {MAX_RANK} are the limit", fact.rank())));
            }
            if fact.elements() == 0 && !fact.constant {
                return Err(refused(format!("gives nothing: its output has the shape {:?}", fact.shape)));
            }
            if fact.elements() > MAX_FOLLOWED as u64 {
                fact.numbers = None;
            }
            totals.add(&label(node), fact.elements(), if name.is_empty() { 0 } else { work })?;
        }
        for (name, fact) in node.output.iter().zip(outputs).filter(|(name, _)| !name.is_empty()) {
            if facts.insert(name, fact).is_some() {
                return Err(twice(name));
            }
        }
    }
    let Some(output) = graph.output.first() else {
        return Err(Error::NotAClassifier { reason: "it has no output".into() });
    };
    for output in &graph.output {
        if !facts.contains_key(output.name.as_str()) {
            return Err(Error::NotOnnx { reason: format!("nothing gives its output “{}”", short(&output.name)) });
        }
    }
    let fact = &facts[output.name.as_str()];
    if !fact.is_float() || fact.constant || fact.shape.iter().filter(|&&extent| extent > 1).count() != 1 {
        let reason = format!("its output has the shape {:?}, which is no row of class scores", fact.shape);
        return Err(Error::NotAClassifier { reason });
    }
    Ok(())
}

fn twice(name: &str) -> Error {
    Error::NotOnnx { reason: format!("two of its values are named “{}”", short(name)) }
}

fn label(node: &NodeProto) -> String {
    let name = if node.name.is_empty() { node.output.first().map_or("", String::as_str) } else { &node.name };
    format!("node “{}” ({})", short(name), short(&node.op_type))
}

fn refused(node: &NodeProto, reason: &str) -> Error {
    // Some of them list what they found, however long that is.
    let reason: String = reason.chars().take(300).collect();
    Error::NotOnnx { reason: format!("{} {reason}", label(node)) }
}

/// A weight, or the constant in a node: its declared size holds what it says.
fn constant(tensor: &TensorProto) -> Result<Fact> {
    bounds::check_tensor(tensor)?;
    let shape: Vec<u64> = tensor.dims.iter().map(|&dim| dim as u64).collect();
    let short = shape.iter().product::<u64>() <= MAX_FOLLOWED as u64;
    let numbers = if short { bounds::numbers(tensor) } else { None };
    Ok(Fact { kind: tensor.data_type, shape, numbers, constant: true })
}

fn infer(given: &Given) -> Checked<Inferred> {
    if !matches!(given.node.domain.as_str(), "" | "ai.onnx") {
        return Err(format!("is of the domain “{}”, which is not ONNX's own", given.node.domain));
    }
    given.check_attributes()?;
    elementwise::infer(given)
        .or_else(|| windows::infer(given))
        .or_else(|| sums::infer(given))
        .or_else(|| shapes::infer(given))
        .or_else(|| places::infer(given))
        .unwrap_or_else(|| Err("is of a kind that is not known here".into()))
}
