"""Small Keras networks, channels last, through tf2onnx."""

import inspect
import os
import re
import textwrap
import zlib

os.environ.update(CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")

import keras
import numpy as np
import tensorflow as tf
import tf2onnx
from keras import layers

from golden_file import FOLDER, expect, onnx_outputs, relative_error, without_traces, write_case

LOGITS_TOLERANCE = 1e-5
GRADIENT_TOLERANCE = 1e-3
CASES = []


def case(shape, opset=17, final=None, batch=2):
    def register(build):
        CASES.append((build, shape, opset, final, batch))
        return build

    return register


@case((16, 16, 3), opset=13)
def keras_conv_bn_relu_max_pool(x):
    for filters in (6, 8):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU()(x)
        x = layers.MaxPooling2D()(x)
    return layers.Dense(10)(layers.Flatten()(x))


@case((15, 13, 3))
def keras_depthwise_separable(x):
    x = layers.Conv2D(6, 3, strides=2, padding="same", activation="relu6")(x)
    x = layers.DepthwiseConv2D(3, strides=2, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU(6.0)(x)
    x = layers.SeparableConv2D(8, 3, padding="valid", activation="relu")(x)
    return layers.Dense(10)(layers.GlobalAveragePooling2D()(x))


@case((9, 8, 3))
def keras_avg_pool_same_stride2(x):
    x = layers.Conv2D(6, 3, strides=2, padding="same", activation="swish")(x)
    x = layers.AveragePooling2D(3, strides=2, padding="same")(x)
    return layers.Dense(10)(layers.Flatten()(x))


@case((8, 6, 3), final="softmax", batch=3)
def keras_dense_softmax(x):
    x = layers.Rescaling(2.0, offset=-1.0)(x)
    x = layers.Dense(16, activation="elu")(layers.Flatten()(x))
    return layers.Dense(10)(x)


@case((16, 16, 3), final="softmax")
def keras_residual_squeeze_excite(x):
    x = layers.Rescaling([4.049, 4.107, 3.823], offset=[-1.99, -1.98, -1.707])(x)
    x = layers.LeakyReLU(0.1)(layers.Conv2D(8, 3, strides=2, padding="same")(x))
    y = layers.BatchNormalization()(layers.Conv2D(8, 3, padding="same")(x))
    gate = layers.GlobalAveragePooling2D(keepdims=True)(y)
    gate = layers.Conv2D(8, 1, activation="sigmoid")(layers.Conv2D(4, 1, activation="relu")(gate))
    x = layers.Activation("relu")(layers.Add()([x, layers.Multiply()([y, gate])]))
    x = layers.Concatenate()([x, layers.MaxPooling2D(3, strides=1, padding="same")(x)])
    return layers.Dense(10)(layers.LayerNormalization()(layers.GlobalMaxPooling2D()(x)))


def build_model(build, shape, dtype):
    keras.backend.set_floatx(dtype)
    keras.backend.clear_session()
    x = keras.Input(shape)
    return keras.Model(x, build(x))


def randomise_norms(model, rng):
    for layer in model.layers:
        if isinstance(layer, (layers.BatchNormalization, layers.LayerNormalization)):
            for variable in layer.weights:
                low, high = (0.5, 1.5) if variable.name in ("gamma", "moving_variance") else (-0.4, 0.4)
                variable.assign(rng.uniform(low, high, variable.shape).astype(np.float32))


def renumber(proto):
    """Name and order everything by its place in the graph: tf2onnx does both differently from one run to the next."""
    graph = proto.graph
    producers = {output: node for node in graph.node for output in node.output}
    weights = {weight.name: weight for weight in graph.initializer}
    names = {value.name: value.name for value in (*graph.input, *graph.output)}
    ordered_nodes, ordered_weights = [], []

    def visit(tensor):
        if tensor in weights:
            names[tensor] = f"weight_{len(ordered_weights)}"
            ordered_weights.append(weights.pop(tensor))
        elif tensor in producers and producers[tensor] not in ordered_nodes:
            node = producers[tensor]
            for name in node.input:
                visit(name)
            node.name = f"{node.op_type}_{len(ordered_nodes)}"
            ordered_nodes.append(node)
            for i, output in enumerate(node.output):
                names.setdefault(output, f"{node.name}:{i}")

    for output in graph.output:
        visit(output.name)
    for node in ordered_nodes:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names[name] for name in node.output]
    for weight in ordered_weights:
        weight.name = names[weight.name]
    for value in (*graph.input, *graph.output):
        value.type.tensor_type.shape.dim[0].dim_param = "batch"
    del graph.value_info[:]
    for field, ordered in (("node", ordered_nodes), ("initializer", ordered_weights)):
        copies = [type(part).FromString(part.SerializeToString()) for part in ordered]
        del getattr(graph, field)[:]
        getattr(graph, field).extend(copies)
    return proto


def gradient(model, pixels, cotangent):
    x = tf.constant(pixels)
    with tf.GradientTape() as tape:
        tape.watch(x)
        logits = model(x, training=False)
    return tape.gradient(logits, x, output_gradients=tf.constant(cotangent)).numpy()


def make(build, shape, opset, final, batch, folder=FOLDER):
    name = build.__name__
    seed = zlib.crc32(name.encode())
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)

    model = build_model(build, shape, "float32")
    randomise_norms(model, rng)
    pixels = rng.random((batch, *shape), dtype=np.float32)
    logits = model(pixels, training=False).numpy()
    outputs = tf.nn.softmax(logits).numpy() if final else logits

    signature = [tf.TensorSpec((None, *shape), tf.float32, name="input")]

    @tf.function(input_signature=signature)
    def classify(x):
        y = model(x, training=False)
        return tf.identity(tf.nn.softmax(y) if final else y, name="logits")

    proto, _ = tf2onnx.convert.from_function(classify, input_signature=signature, opset=opset)
    onnx_bytes = renumber(without_traces(proto)).SerializeToString(deterministic=True)
    for at_once in (False, True):
        from_onnx = onnx_outputs(onnx_bytes, pixels, at_once)
        error = relative_error(from_onnx, outputs)
        expect(error <= LOGITS_TOLERANCE, f"onnxruntime is {error:.1e} from Keras (at once: {at_once})")

    cotangent = rng.standard_normal(logits.shape, dtype=np.float32)
    in_f32 = gradient(model, pixels, cotangent)
    weights = [weight.astype(np.float64) for weight in model.get_weights()]
    exact = build_model(build, shape, "float64")
    exact.set_weights(weights)
    expected = gradient(exact, pixels.astype(np.float64), cotangent.astype(np.float64))
    error = relative_error(in_f32, expected)
    expect(error <= GRADIENT_TOLERANCE, f"f32 gradient is {error:.1e} from float64: ill-conditioned")
    nudged = pixels + 1e-6 * rng.standard_normal(pixels.shape)
    error = relative_error(gradient(exact, nudged, cotangent.astype(np.float64)), expected)
    expect(error <= GRADIENT_TOLERANCE, f"gradient moves by {error:.1e} near the input: a kink")

    lines = textwrap.dedent(inspect.getsource(build)).splitlines()
    metadata = {
        "exporter": "tf2onnx",
        "opset": str(next(o.version for o in proto.opset_import if o.domain == "")),
        "layout": "nhwc",
        "batch": "dynamic",
        "ops": " ".join(sorted({node.op_type for node in proto.graph.node})),
        "snippet": "\n".join(lines[next(i for i, line in enumerate(lines) if line.startswith("def ")) :]),
    }
    if final:
        metadata["final"] = final
    arrays = dict(
        input=pixels,
        logits=logits if final else from_onnx,
        cotangent=cotangent,
        gradient=expected.astype(np.float32),
    )
    write_case(folder, name, onnx_bytes, arrays, metadata)
    return metadata


def make_all(pattern):
    failures = []
    for build, *options in CASES:
        if not re.search(pattern, build.__name__):
            continue
        try:
            print(f"{build.__name__:34} {make(build, *options)['ops']}")
        except Exception as error:
            failures.append(build.__name__)
            print(f"{build.__name__:34} FAILED  {type(error).__name__}: {str(error)[:400]}")
    return failures
