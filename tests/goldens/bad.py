"""Files that must be refused, or at least handled, politely. Each function's first line says what is wrong.

lstm, mod and topk are valid classifiers with an operator for which nobody writes an input gradient: beside them lie
`input` and onnxruntime's `logits`, since black-box attacks still work on them.
"""

import io
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from golden import Fn, seq
from golden_file import FOLDER as GOLDENS
from golden_file import expect, onnx_outputs, without_traces, write_safetensors

FOLDER = GOLDENS / "bad"
PICTURE = ("batch", 3, 8, 8)
LOADS, LOADS_NOT, NO_GRADIENT = "loads", "loads not", "no gradient"
FILES = []


def bad(expected):
    """`expected`: what onnxruntime makes of it, which is checked. (To load it is not to find it fit for use.)"""

    def register(build):
        FILES.append((build.__name__, build, expected))
        return build

    return register


def values(*shape):
    return np.random.default_rng(7).uniform(-0.3, 0.3, shape).astype(np.float32)


def weight(name, array):
    return numpy_helper.from_array(array, name)


def picture(shape=PICTURE, name="input", dtype=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, dtype, shape)


def model(nodes, weights=(), inputs=None, output_shape=("batch", 10), opsets=()):
    """A classifier from nodes whose last one gives `logits`."""
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, output_shape)]
    graph = helper.make_graph(nodes, "classifier", inputs or [picture()], outputs, list(weights))
    opsets = [helper.make_opsetid("", 17), *opsets]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="easily-fooled").SerializeToString()


def dense_head(source, features=192):
    nodes = [
        helper.make_node("Flatten", [source], ["features"]),
        helper.make_node("Gemm", ["features", "head.weight", "head.bias"], ["logits"], transB=1),
    ]
    return nodes, [weight("head.weight", values(10, features)), weight("head.bias", values(10))]


def from_torch(body):
    torch.manual_seed(7)
    buffer = io.BytesIO()
    axes = {"input": {0: "batch"}, "logits": {0: "batch"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            body().eval(), (torch.rand(2, 3, 8, 8),), buffer, dynamo=False, opset_version=17,
            input_names=["input"], output_names=["logits"], dynamic_axes=axes,
        )  # fmt: skip
    return without_traces(onnx.load_from_string(buffer.getvalue())).SerializeToString(deterministic=True)


# --- not ONNX at all --------------------------------------------------------------------------------------------


@bad(LOADS_NOT)
def empty():
    """No bytes."""
    return b""


@bad(LOADS_NOT)
def garbage():
    """Random bytes."""
    return np.random.default_rng(7).bytes(2048)


@bad(LOADS_NOT)
def html():
    """A web page, as saved from a download link."""
    return b"<!DOCTYPE html>\n<html><head><title>Not found</title></head><body><h1>404</h1></body></html>\n"


@bad(LOADS_NOT)
def truncated():
    """A good file cut in half."""
    whole = (GOLDENS / "net_vgg_ts.onnx").read_bytes()
    return whole[: len(whole) // 2]


# --- operators without a gradient, or unknown -------------------------------------------------------------------


@bad(NO_GRADIENT)
def lstm():
    """Valid: reads the picture's rows through an LSTM."""

    def last_state(m, x):
        states, _ = m.lstm(x.permute(2, 0, 1, 3).flatten(2))
        return m.head(states[-1])

    return from_torch(lambda: Fn(last_state, lstm=nn.LSTM(24, 8), head=nn.Linear(8, 10)))


@bad(NO_GRADIENT)
def mod():
    """Valid: takes pixels modulo 0.25."""
    return from_torch(lambda: seq(Fn(lambda m, x: torch.fmod(x, 0.25)), nn.Flatten(), nn.Linear(192, 10)))


@bad(NO_GRADIENT)
def topk():
    """Valid: keeps the 16 largest features."""
    largest = Fn(lambda m, x: torch.topk(x, 16, dim=1).values)
    return from_torch(lambda: seq(nn.Conv2d(3, 4, 3), nn.Flatten(), largest, nn.Linear(16, 10)))


@bad(LOADS_NOT)
def custom_domain():
    """An operator of a vendor's own domain."""
    nodes, weights = dense_head("sharpened")
    sharpen = helper.make_node("Sharpen", ["input"], ["sharpened"], domain="com.example")
    return model([sharpen, *nodes], weights, opsets=[helper.make_opsetid("com.example", 1)])


@bad(LOADS_NOT)
def unknown_op():
    """An operator that ONNX does not have."""
    nodes, weights = dense_head("sharpened")
    return model([helper.make_node("Sharpen", ["input"], ["sharpened"]), *nodes], weights)


# --- lies about size --------------------------------------------------------------------------------------------


@bad(LOADS_NOT)
def huge_declared():
    """A weight of 2^31 elements that are not there."""
    missing = TensorProto(name="head.weight", data_type=TensorProto.FLOAT, dims=[1 << 31])
    return model([helper.make_node("Add", ["input", "head.weight"], ["logits"])], [missing], output_shape=None)


@bad(LOADS_NOT)
def huge_declared_overflow():
    """A weight whose element count overflows 64 bits."""
    missing = TensorProto(name="head.weight", data_type=TensorProto.FLOAT, dims=[1 << 40, 1 << 40])
    return model([helper.make_node("Add", ["input", "head.weight"], ["logits"])], [missing], output_shape=None)


@bad(LOADS_NOT)
def huge_negative_dimension():
    """A weight with a negative dimension."""
    missing = TensorProto(name="head.weight", data_type=TensorProto.FLOAT, dims=[10, -192], raw_data=bytes(16))
    nodes, weights = dense_head("input")
    return model(nodes, [missing, weights[1]])


@bad(LOADS)
def huge_constant_of_shape():
    """Asks for a constant of 2^40 elements (folded by an eager importer)."""
    nodes = [
        helper.make_node("ConstantOfShape", ["shape"], ["ones"], value=weight("", np.ones(1, np.float32))),
        helper.make_node("ReduceMean", ["ones"], ["one"], keepdims=0),
        helper.make_node("Mul", ["input", "one"], ["scaled"]),
    ]
    head, weights = dense_head("scaled")
    return model([*nodes, *head], [weight("shape", np.array([1 << 20, 1 << 20])), *weights])


@bad(LOADS)
def huge_expand():
    """Expands a constant to 2^40 elements."""
    nodes = [
        helper.make_node("Expand", ["seed", "shape"], ["ones"]),
        helper.make_node("ReduceMean", ["ones"], ["one"], keepdims=0),
        helper.make_node("Mul", ["input", "one"], ["scaled"]),
    ]
    head, weights = dense_head("scaled")
    shape = weight("shape", np.array([1 << 20, 1 << 20]))
    return model([*nodes, *head], [weight("seed", np.ones((1, 1), np.float32)), shape, *weights])


@bad(LOADS)
def huge_activation():
    """Pads the picture to 3 × 2^20 × 2^20: nothing constant, but no machine can run it."""
    pads = weight("pads", np.array([0, 0, 0, 0, 0, 0, (1 << 20) - 8, (1 << 20) - 8]))
    nodes = [
        helper.make_node("Pad", ["input", "pads"], ["padded"]),
        helper.make_node("GlobalAveragePool", ["padded"], ["pooled"]),
    ]
    head, weights = dense_head("pooled", 3)
    return model([*nodes, *head], [pads, *weights])


@bad(LOADS_NOT)
def short_weight():
    """A weight with half of its bytes."""
    nodes, weights = dense_head("input")
    weights[0].raw_data = weights[0].raw_data[: len(weights[0].raw_data) // 2]
    return model(nodes, weights)


@bad(LOADS_NOT)
def external_data():
    """The weights lie in another file, which is not there."""
    nodes, weights = dense_head("input")
    outside = weights[0]
    outside.ClearField("raw_data")
    outside.data_location = TensorProto.EXTERNAL
    for key, value in (("location", "weights.bin"), ("offset", "0"), ("length", str(10 * 192 * 4))):
        outside.external_data.add(key=key, value=value)
    return model(nodes, weights)


# --- not a classifier of one picture ----------------------------------------------------------------------------


@bad(LOADS)
def two_inputs():
    """Wants two pictures."""
    nodes, weights = dense_head("difference")
    inputs = [picture(), picture(name="reference")]
    return model([helper.make_node("Sub", ["input", "reference"], ["difference"]), *nodes], weights, inputs)


@bad(LOADS)
def no_input():
    """Says the same whatever the picture."""
    nodes = [helper.make_node("Constant", [], ["logits"], value=weight("", values(1, 10)))]
    return model(nodes, output_shape=(1, 10), inputs=[picture()])


@bad(LOADS)
def integer_input():
    """Takes bytes, through which no gradient passes."""
    nodes, weights = dense_head("pixels")
    cast = helper.make_node("Cast", ["input"], ["pixels"], to=TensorProto.FLOAT)
    return model([cast, *nodes], weights, [picture(dtype=TensorProto.UINT8)])


@bad(LOADS)
def not_a_classifier():
    """Gives a picture, not a row of logits."""
    nodes = [helper.make_node("Conv", ["input", "kernel"], ["logits"], pads=[1, 1, 1, 1])]
    return model(nodes, [weight("kernel", values(3, 3, 3, 3))], output_shape=PICTURE)


@bad(LOADS)
def one_class():
    """Has a single logit."""
    nodes = [
        helper.make_node("Flatten", ["input"], ["features"]),
        helper.make_node("MatMul", ["features", "head.weight"], ["logits"]),
    ]
    return model(nodes, [weight("head.weight", values(192, 1))], output_shape=("batch", 1))


@bad(LOADS)
def dynamic_spatial():
    """Valid, but height and width are left open."""
    nodes = [
        helper.make_node("Conv", ["input", "kernel"], ["features_map"], pads=[1, 1, 1, 1]),
        helper.make_node("Relu", ["features_map"], ["active"]),
        helper.make_node("GlobalAveragePool", ["active"], ["pooled"]),
    ]
    head, weights = dense_head("pooled", 4)
    inputs = [picture(("batch", 3, "height", "width"))]
    return model([*nodes, *head], [weight("kernel", values(4, 3, 3, 3)), *weights], inputs)


# --- contradictions ---------------------------------------------------------------------------------------------


@bad(LOADS_NOT)
def wrong_rank():
    """A 2-D convolution of a flattened picture."""
    nodes = [
        helper.make_node("Flatten", ["input"], ["flat"]),
        helper.make_node("Conv", ["flat", "kernel"], ["features_map"]),
    ]
    head, weights = dense_head("features_map")
    return model([*nodes, *head], [weight("kernel", values(4, 3, 3, 3)), *weights])


@bad(LOADS)
def wrong_channels():
    """A kernel for five channels on a picture of three (onnxruntime notices when it runs)."""
    head, weights = dense_head("features_map", 144)
    conv = helper.make_node("Conv", ["input", "kernel"], ["features_map"])
    return model([conv, *head], [weight("kernel", values(4, 5, 3, 3)), *weights])


@bad(LOADS_NOT)
def missing_weight():
    """A node reads a tensor that nothing makes."""
    nodes, weights = dense_head("input")
    return model(nodes, weights[1:])


@bad(LOADS_NOT)
def cycle():
    """Two nodes that wait for each other."""
    nodes = [
        helper.make_node("Add", ["input", "b"], ["a"]),
        helper.make_node("Relu", ["a"], ["b"]),
    ]
    head, weights = dense_head("b")
    return model([*nodes, *head], weights)


@bad(LOADS)
def nan_weights():
    """Loads and runs, and every logit is NaN."""
    nodes, weights = dense_head("input")
    broken = numpy_helper.to_array(weights[0]).copy()
    broken[:, ::7] = np.nan
    return model(nodes, [weight("head.weight", broken), weights[1]])


def loads(onnx_bytes):
    try:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        # Without optimisation nothing is folded, so that the huge constants are only declared.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        onnxruntime.InferenceSession(onnx_bytes, options, providers=["CPUExecutionProvider"])
        return True
    except Exception:
        return False


def make_all():
    FOLDER.mkdir(exist_ok=True)
    failures = []
    for name, build, expected in FILES:
        onnx_bytes = build()
        if loads(onnx_bytes) != (expected != LOADS_NOT):
            failures.append(name)
            print(f"{name:24} FAILED  onnxruntime's opinion is not: {expected}")
            continue
        (FOLDER / f"{name}.onnx").write_bytes(onnx_bytes)
        if expected == NO_GRADIENT:
            pixels = np.random.default_rng(7).random((2, 3, 8, 8), dtype=np.float32)
            logits = onnx_outputs(onnx_bytes, pixels, at_once=True)
            expect(logits.shape == (2, 10) and np.isfinite(logits).all(), name)
            write_safetensors(FOLDER / f"{name}.safetensors", dict(input=pixels, logits=logits), {"layout": "nchw"})
        print(f"{name:24} {build.__doc__}")
    names = {name for name, _, _ in FILES}
    for path in FOLDER.iterdir():
        if path.stem not in names:
            path.unlink()
    return failures
