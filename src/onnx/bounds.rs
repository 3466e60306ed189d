//! What a file may ask for. Everything here is checked before memory of that size is taken.

use tract_onnx::pb::{GraphProto, ModelProto, TensorProto};
use tract_onnx::prelude::*;
use tract_onnx::tract_core::ops::cnn::{Conv, Deconv};
use tract_onnx::tract_core::ops::einsum::EinSum;

use super::first_lines;
use crate::error::{Error, Result};

const MAX_FILE_BYTES: u64 = 64 << 20;
const MAX_NODES: u64 = 20_000;
const MAX_TENSOR_ELEMENTS: u64 = 1 << 24;
const MAX_VALUE_ELEMENTS: u64 = 1 << 26;
const MAX_MULTIPLY_ADDS: u64 = 20_000_000_000;
const MAX_PICTURE_SIDE: u64 = 1024;

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
    let damaged = |error: TractError| Error::NotOnnx {
        reason: format!("it is damaged, cut off, or of another format ({})", first_lines(&error)),
    };
    let proto = onnx().proto_model_for_read(&mut &bytes[..]).map_err(damaged)?;
    let Some(graph) = &proto.graph else {
        return Err(Error::NotOnnx { reason: "it holds no graph".into() });
    };
    check_graph(graph)?;
    Ok(proto)
}

/// Floating-point numbers among the file's weights.
pub fn parameter_count(proto: &ModelProto) -> usize {
    const FLOATS: [i32; 4] = [1, 10, 11, 16];
    let weights = proto.graph.iter().flat_map(|graph| &graph.initializer);
    let floats = weights.filter(|tensor| FLOATS.contains(&tensor.data_type));
    floats.map(|tensor| tensor.dims.iter().product::<i64>() as usize).sum()
}

fn check_graph(graph: &GraphProto) -> Result<()> {
    if graph.node.is_empty() {
        return Err(Error::NotOnnx { reason: "its graph is empty".into() });
    }
    limit("its number of nodes", graph.node.len() as u64, MAX_NODES)?;
    for tensor in &graph.initializer {
        check_tensor(tensor)?;
    }
    for node in &graph.node {
        for attribute in &node.attribute {
            if let Some(tensor) = &attribute.t {
                check_tensor(tensor)?;
            }
            if let Some(body) = &attribute.g {
                check_body(body, &node.op_type)?;
            }
        }
        let alpha = node.attribute.iter().find(|attribute| attribute.name == "alpha").map_or(1.0, |alpha| alpha.f);
        if node.op_type == "Celu" && alpha != 1.0 {
            // tract 0.23.9 computes it wrongly, and both of our runtimes start from tract's reading.
            let reason = format!("node “{}” is a CELU with alpha {alpha}, which can't be trusted here", node.name);
            return Err(Error::NotAClassifier { reason });
        }
        // Ops whose output size is a number in the file.
        if matches!(node.op_type.as_str(), "ConstantOfShape" | "Expand" | "Tile" | "EyeLike" | "OneHot") {
            for tensor in graph.initializer.iter().filter(|tensor| node.input.contains(&tensor.name)) {
                let product = integers(tensor).iter().fold(1u64, |product, &dim| product.saturating_mul(dim.max(1)));
                limit(format!("the output of node “{}” in elements", node.name), product, MAX_TENSOR_ELEMENTS)?;
            }
        }
    }
    Ok(())
}

/// A graph inside a node would need bounds of its own.
fn check_body(_body: &GraphProto, op: &str) -> Result<()> {
    Err(Error::NotAClassifier {
        reason: format!("it holds a loop or a branch ({op}), which a classifier does not need"),
    })
}

fn check_tensor(tensor: &TensorProto) -> Result<()> {
    let name = &tensor.name;
    if tensor.dims.iter().any(|&dim| dim < 0) {
        return Err(Error::NotOnnx { reason: format!("weight “{name}” has a negative dimension") });
    }
    let elements = tensor.dims.iter().fold(1u64, |product, &dim| product.saturating_mul(dim as u64));
    limit(format!("weight “{name}” in elements"), elements, MAX_TENSOR_ELEMENTS)?;
    if !tensor.external_data.is_empty() || tensor.data_location() == EXTERNAL {
        let reason = format!("weight “{name}” lies in another file; export the model as a single file");
        return Err(Error::NotOnnx { reason });
    }
    // At least half a byte an element (4-bit types) must be there.
    let held = tensor.raw_data.len() as u64 * 2
        + (tensor.float_data.len() + tensor.int32_data.len() + tensor.int64_data.len() + tensor.double_data.len())
            as u64
            * 16
        + (tensor.uint64_data.len() + tensor.string_data.len()) as u64 * 16;
    if elements > 0 && held < elements {
        return Err(Error::NotOnnx {
            reason: format!("weight “{name}” declares {elements} elements but holds fewer")
        });
    }
    Ok(())
}

const EXTERNAL: tract_onnx::pb::tensor_proto::DataLocation = tract_onnx::pb::tensor_proto::DataLocation::External;

/// The whole numbers of an int64 tensor; none of other types.
fn integers(tensor: &TensorProto) -> Vec<u64> {
    const INT64: i32 = 7;
    if tensor.data_type != INT64 {
        return Vec::new();
    }
    let raw = tensor
        .raw_data
        .chunks_exact(8)
        .map(|bytes| i64::from_le_bytes(bytes.try_into().expect("chunks of eight bytes")).max(0) as u64);
    raw.chain(tensor.int64_data.iter().map(|&value| value.max(0) as u64)).collect()
}

/// Memory and multiplications of one forward pass, from the inferred shapes.
pub fn check_work(model: &TypedModel) -> Result<()> {
    let mut values = 0u64;
    let mut multiply_adds = 0u64;
    for node in &model.nodes {
        for output in &node.outputs {
            let Some(shape) = output.fact.shape.as_concrete() else {
                let reason = format!("the shape of node “{}” stays open ({:?})", node.name, output.fact.shape);
                return Err(Error::NotAClassifier { reason });
            };
            let elements = shape.iter().fold(1u64, |product, &dim| product.saturating_mul(dim as u64));
            limit(format!("the output of node “{}” in elements", node.name), elements, MAX_TENSOR_ELEMENTS)?;
            values = values.saturating_add(elements);
            let per_element = work_per_element(model, node);
            multiply_adds = multiply_adds.saturating_add(elements.saturating_mul(per_element));
        }
    }
    limit("the memory for its values, in numbers,", values, MAX_VALUE_ELEMENTS)?;
    limit("its work, in multiplications a picture,", multiply_adds, MAX_MULTIPLY_ADDS)
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
