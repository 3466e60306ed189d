//! What a file may ask for. Everything here is checked before memory of that size is taken.

use std::collections::HashSet;

use tract_onnx::pb::{ModelProto, NodeProto, TensorProto};
use tract_onnx::prelude::*;
use tract_onnx::tract_core::ops::cnn::{Conv, Deconv};
use tract_onnx::tract_core::ops::einsum::EinSum;

use super::check::kind;
use super::{first_lines, wire};
use crate::error::{Error, Result};

const MAX_FILE_BYTES: u64 = 64 << 20;
/// Messages and numbers that the file is made of, weights' bytes aside: each takes memory, however few bytes it has.
const MAX_PARTS: u64 = 1 << 20;
const MAX_NODES: u64 = 5_000;
const MAX_TENSOR_ELEMENTS: u64 = 1 << 24;
const MAX_VALUE_ELEMENTS: u64 = 1 << 25;
const MAX_MULTIPLY_ADDS: u64 = 5_000_000_000;
const MAX_PICTURE_SIDE: u64 = 1024;
/// Axes of one value.
pub const MAX_RANK: usize = 8;

fn limit(what: impl Into<String>, found: u64, limit: u64) -> Result<()> {
    if found > limit { Err(Error::TooLarge { what: what.into(), found, limit }) } else { Ok(()) }
}

pub fn check_picture(height: usize, width: usize) -> Result<()> {
    if height == 0 || width == 0 {
        return Err(Error::NotAClassifier { reason: format!("its pictures are {height} × {width} pixels") });
    }
    limit("the picture's longer side", height.max(width) as u64, MAX_PICTURE_SIDE)
}

/// Decodes the file and checks what it declares.
pub fn parse(bytes: &[u8]) -> Result<ModelProto> {
    limit("the file's size in bytes", bytes.len() as u64, MAX_FILE_BYTES)?;
    if bytes.is_empty() {
        return Err(Error::NotOnnx { reason: "the file is empty".into() });
    }
    if bytes.trim_ascii_start().starts_with(b"<") {
        let reason = "it is a web page; perhaps the server sent an error page in its place";
        return Err(Error::NotOnnx { reason: reason.into() });
    }
    let damaged =
        |why: &str| Error::NotOnnx { reason: format!("it is damaged, cut off, or of another format ({why})") };
    let parts = wire::parts(bytes).ok_or_else(|| damaged("its parts do not fit into each other"))?;
    limit("the number of its parts", parts, MAX_PARTS)?;
    let proto = onnx().proto_model_for_read(&mut &bytes[..]).map_err(|error| damaged(&first_lines(&error)))?;
    let Some(graph) = &proto.graph else {
        return Err(Error::NotOnnx { reason: "it holds no graph".into() });
    };
    if graph.node.is_empty() {
        return Err(Error::NotOnnx { reason: "its graph is empty".into() });
    }
    for (what, count) in [
        ("nodes", graph.node.len()),
        ("weights", graph.initializer.len()),
        ("inputs", graph.input.len()),
        ("outputs", graph.output.len()),
    ] {
        limit(format!("its number of {what}"), count as u64, MAX_NODES)?;
    }
    graph.node.iter().try_for_each(check_node)?;
    Ok(proto)
}

/// The version of ONNX's own operators that the file wants.
pub fn operators(proto: &ModelProto) -> Result<i64> {
    let own = proto.opset_import.iter().find(|import| matches!(import.domain.as_str(), "" | "ai.onnx"));
    let version = own.map_or(1, |import| import.version);
    match (1..=1000).contains(&version) {
        true => Ok(version),
        false => Err(Error::NotOnnx { reason: format!("it wants version {version} of the operators") }),
    }
}

/// Numbers among the file's weights: floating-point ones, and bytes that a DequantizeLinear makes such.
pub fn parameter_count(proto: &ModelProto) -> usize {
    const FLOATS: [i32; 4] = [1, 10, 11, 16];
    let Some(graph) = &proto.graph else { return 0 };
    let dequantized: HashSet<&str> = graph
        .node
        .iter()
        .filter(|node| node.op_type == "DequantizeLinear")
        .filter_map(|node| node.input.first().map(String::as_str))
        .collect();
    let counts =
        |tensor: &&TensorProto| FLOATS.contains(&tensor.data_type) || dequantized.contains(tensor.name.as_str());
    let elements = |dims: &[i64]| dims.iter().fold(1usize, |product, &dim| product.saturating_mul(dim.max(0) as usize));
    graph.initializer.iter().filter(counts).fold(0, |sum, tensor| sum.saturating_add(elements(&tensor.dims)))
}

/// A name as messages hold it: a file may have some of any length.
pub fn short(name: &str) -> String {
    match name.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.into(),
    }
}

fn check_node(node: &NodeProto) -> Result<()> {
    for attribute in &node.attribute {
        if attribute.g.is_some() || !attribute.graphs.is_empty() {
            let reason =
                format!("it holds a loop or a branch ({}), which a classifier does not need", short(&node.op_type));
            return Err(Error::NotAClassifier { reason });
        }
    }
    let alpha = node.attribute.iter().find(|attribute| attribute.name == "alpha").map_or(1.0, |alpha| alpha.f);
    if node.op_type == "Celu" && alpha != 1.0 {
        // tract 0.23.9 computes it wrongly, and both of our runtimes start from tract's reading.
        let reason = format!("node “{}” is a CELU with alpha {alpha}, which can't be trusted here", short(&node.name));
        return Err(Error::NotAClassifier { reason });
    }
    Ok(())
}

/// A weight's dimensions and type, and that it holds as many numbers as they say, here in this file.
pub fn check_tensor(tensor: &TensorProto) -> Result<()> {
    let name = short(&tensor.name);
    if tensor.dims.iter().any(|&dim| dim < 0) {
        return Err(Error::NotOnnx { reason: format!("weight “{name}” has a negative dimension") });
    }
    limit(format!("weight “{name}” in axes"), tensor.dims.len() as u64, MAX_RANK as u64)?;
    // One of the dimensions may be 0.
    let elements = tensor.dims.iter().fold(1u64, |product, &dim| product.saturating_mul(dim as u64));
    let longest = tensor.dims.iter().max().map_or(1, |&dim| dim as u64);
    limit(format!("weight “{name}” in elements"), elements.max(longest), MAX_TENSOR_ELEMENTS)?;
    if !tensor.external_data.is_empty() || tensor.data_location() == EXTERNAL {
        let reason = format!("weight “{name}” lies in another file; export the model as a single file");
        return Err(Error::NotOnnx { reason });
    }
    let Some(width) = byte_width(tensor.data_type) else {
        let reason = format!("weight “{name}” has numbers of a type that is not known here ({})", tensor.data_type);
        return Err(Error::NotOnnx { reason });
    };
    let held = match () {
        () if !tensor.raw_data.is_empty() => tensor.raw_data.len() as u64,
        () if tensor.data_type == kind::FLOAT => tensor.float_data.len() as u64 * width,
        () if tensor.data_type == kind::DOUBLE => tensor.double_data.len() as u64 * width,
        () if tensor.data_type == kind::INT64 => tensor.int64_data.len() as u64 * width,
        () => tensor.int32_data.len() as u64 * width,
    };
    if held != elements * width {
        let reason = format!("weight “{name}” declares {elements} numbers of {width} bytes but holds {held} bytes");
        return Err(Error::NotOnnx { reason });
    }
    Ok(())
}

const EXTERNAL: tract_onnx::pb::tensor_proto::DataLocation = tract_onnx::pb::tensor_proto::DataLocation::External;

fn byte_width(data_type: i32) -> Option<u64> {
    Some(match data_type {
        kind::UINT8 | kind::INT8 | kind::BOOL => 1,
        kind::FLOAT16 => 2,
        kind::FLOAT | kind::INT32 => 4,
        kind::INT64 | kind::DOUBLE => 8,
        _ => return None,
    })
}

/// The numbers of a checked tensor of those types that may decide shapes; `None` of the others.
pub fn numbers(tensor: &TensorProto) -> Option<Vec<f64>> {
    fn raw<const WIDTH: usize>(bytes: &[u8], read: fn([u8; WIDTH]) -> f64) -> Vec<f64> {
        bytes.as_chunks::<WIDTH>().0.iter().map(|&bytes| read(bytes)).collect()
    }
    let bytes = &tensor.raw_data;
    Some(match tensor.data_type {
        kind::INT64 if bytes.is_empty() => tensor.int64_data.iter().map(|&number| number as f64).collect(),
        kind::INT64 => raw(bytes, |bytes| i64::from_le_bytes(bytes) as f64),
        kind::INT32 if bytes.is_empty() => tensor.int32_data.iter().map(|&number| f64::from(number)).collect(),
        kind::INT32 => raw(bytes, |bytes| f64::from(i32::from_le_bytes(bytes))),
        kind::FLOAT if bytes.is_empty() => tensor.float_data.iter().map(|&number| f64::from(number)).collect(),
        kind::FLOAT => raw(bytes, |bytes| f64::from(f32::from_le_bytes(bytes))),
        _ => return None,
    })
}

/// Memory and work of one pass, added up node by node.
#[derive(Debug, Default)]
pub struct Totals {
    values: u64,
    multiply_adds: u64,
}

impl Totals {
    /// `node` as messages name it.
    pub fn add(&mut self, node: &str, elements: u64, multiply_adds: u64) -> Result<()> {
        limit(format!("the output of {node} in elements"), elements, MAX_TENSOR_ELEMENTS)?;
        self.values = self.values.saturating_add(elements);
        self.multiply_adds = self.multiply_adds.saturating_add(multiply_adds);
        limit("the memory for its values, in numbers,", self.values, MAX_VALUE_ELEMENTS)?;
        limit("its work, in multiplications a picture,", self.multiply_adds, MAX_MULTIPLY_ADDS)
    }
}

/// Memory and multiplications of one forward pass, from the inferred shapes.
pub fn check_work(model: &TypedModel) -> Result<()> {
    let mut totals = Totals::default();
    for node in &model.nodes {
        for output in &node.outputs {
            let Some(shape) = output.fact.shape.as_concrete() else {
                let reason = format!("the shape of node “{}” stays open ({:?})", short(&node.name), output.fact.shape);
                return Err(Error::NotAClassifier { reason });
            };
            let elements = shape.iter().fold(1u64, |product, &dim| product.saturating_mul(dim as u64));
            let work = elements.saturating_mul(work_per_element(model, node));
            totals.add(&format!("node “{}”", short(&node.name)), elements, work)?;
        }
    }
    Ok(())
}

fn work_per_element(model: &TypedModel, node: &TypedNode) -> u64 {
    let weights = || node.inputs.get(1).and_then(|&input| model.outlet_fact(input).ok());
    let weights = || weights().and_then(|fact| fact.shape.as_concrete().map(|s| s.iter().product::<usize>() as u64));
    let outputs = node.outputs[0].fact.shape.as_concrete().map_or(1, |s| s.iter().product::<usize>() as u64).max(1);
    if let Some(conv) = node.op_as::<Conv>() {
        weights().unwrap_or(1) / conv.pool_spec.output_channels.max(1) as u64
    } else if let Some(deconv) = node.op_as::<Deconv>() {
        weights().unwrap_or(1) / deconv.pool_spec.output_channels.max(1) as u64
    } else if node.op_is::<EinSum>() {
        let inputs = node.inputs.iter().filter_map(|&input| model.outlet_fact(input).ok()?.shape.as_concrete());
        let volume = inputs.map(|shape| shape.iter().product::<usize>() as u64).max().unwrap_or(1);
        volume.max(outputs) / outputs
    } else {
        0
    }
}
