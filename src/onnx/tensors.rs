//! Where the weights lie in an `.onnx` file, for [`Blueprint`](crate::blueprint::Blueprint)s.

use tract_onnx::pb::{GraphProto, TensorProto};

use crate::blueprint::Tensor;

/// ONNX's numbers for types of elements.
const FLOAT: i32 = 1;
const INT8: i32 = 3;

/// Those weights whose numbers lie in the file as they are used: floats, and signed bytes with a scale (DequantizeLinear), one
/// for all or one for each row.
pub fn tensors(graph: &GraphProto, file: &[u8]) -> Vec<Tensor> {
    let named = |name: &str| graph.initializer.iter().find(|tensor| tensor.name == name);
    let floats =
        graph.initializer.iter().filter(|tensor| tensor.data_type == FLOAT).filter_map(|tensor| {
            Some(Tensor::Floats { start: start(tensor, file)?, count: tensor.raw_data.len() / 4 })
        });
    let quantized = graph.node.iter().filter(|node| node.op_type == "DequantizeLinear").filter_map(|node| {
        let numbers = named(node.input.first()?).filter(|tensor| tensor.data_type == INT8)?;
        let scales = named(node.input.get(1)?).filter(|tensor| tensor.data_type == FLOAT)?;
        let rows = scales.raw_data.len() / 4;
        let row_length = numbers.raw_data.len().checked_div(rows)?;
        Some(Tensor::Quantized { start: start(numbers, file)?, rows, row_length, scales: start(scales, file)? })
    });
    floats.chain(quantized).collect()
}

/// Where a tensor's bytes lie, if they are in the file as they are.
fn start(tensor: &TensorProto, file: &[u8]) -> Option<usize> {
    let bytes = &tensor.raw_data;
    if bytes.is_empty() { None } else { file.windows(bytes.len()).position(|window| window == bytes.as_slice()) }
}
