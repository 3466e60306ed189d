"""Weights of a published net as 8-bit integers, a scale for each output channel, inside standard ONNX: DequantizeLinear on
constants, which every reader folds back to floats when it loads the file. Activations stay float32."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LARGEST = 127
# Which axis of an op's weights counts output channels.
CHANNEL_AXES = {"Conv": 0, "Gemm": 0, "MatMul": -1}


def quantize(weights: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """int8 and float32 scales: weights ≈ integers × scale of their channel."""
    others = tuple(index for index in range(weights.ndim) if index != axis)
    scale = np.maximum(np.abs(weights).max(others), 1e-12).astype(np.float32) / LARGEST
    shape = [-1 if index == axis else 1 for index in range(weights.ndim)]
    return np.rint(weights / scale.reshape(shape)).astype(np.int8), scale


def compress(model: onnx.ModelProto):
    """Replaces, in place, the weights of convolutions and matrix products; biases are few and stay."""
    graph = model.graph
    stored = {tensor.name: tensor for tensor in graph.initializer}
    unpacking = []
    for node in graph.node:
        axis = CHANNEL_AXES.get(node.op_type)
        tensor = stored.pop(node.input[1], None) if axis is not None else None
        if tensor is None:
            continue
        assert node.op_type != "Gemm" or any(a.name == "transB" and a.i == 1 for a in node.attribute), "rows are output channels"
        axis %= len(tensor.dims)
        integers, scale = quantize(numpy_helper.to_array(tensor), axis)
        names = [f"{tensor.name}.int8", f"{tensor.name}.scale", f"{tensor.name}.zero"]
        arrays = [integers, scale, np.zeros(len(scale), np.int8)]
        graph.initializer.remove(tensor)
        graph.initializer.extend(numpy_helper.from_array(array, name) for array, name in zip(arrays, names))
        unpacking.append(helper.make_node("DequantizeLinear", names, [tensor.name], name=f"unpack {tensor.name}", axis=axis))
    nodes = [*unpacking, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def weights(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """Every weight by its name before compression, as float32."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    found = {name: array for name, array in stored.items() if array.dtype == np.float32}
    for node in model.graph.node:
        if node.op_type == "DequantizeLinear":
            integers, scale, _zero = (stored[name] for name in node.input)
            axis = node.attribute[0].i
            shape = [-1 if index == axis else 1 for index in range(integers.ndim)]
            found[node.output[0]] = integers.astype(np.float32) * scale.reshape(shape)
    return found


def is_compressed(model: onnx.ModelProto) -> bool:
    return any(tensor.data_type == TensorProto.INT8 for tensor in model.graph.initializer)
