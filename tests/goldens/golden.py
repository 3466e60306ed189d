"""What a golden case is, how it is exported, checked and stored.

A case is a PyTorch module and an input. Stored beside the exported .onnx file: the input, onnxruntime's
logits, a random cotangent, and cotangentᵀ · ∂logits/∂input from autograd in float64.
"""

import copy
import inspect
import io
import logging
import textwrap
import warnings
import zlib
from dataclasses import dataclass
from typing import Callable

import numpy as np
import onnx
import torch
from torch import nn

from golden_file import FOLDER, expect, onnx_outputs, relative_error, without_traces, write_case

LOGITS_TOLERANCE = 1e-5
GRADIENT_TOLERANCE = 1e-3
MAX_CLASSES = 1000


# --- inputs -----------------------------------------------------------------------------------------------------


def uniform(rng, shape):
    """Pixels anywhere in [0, 1]."""
    return rng.random(shape, dtype=np.float32)


def eighths(rng, shape):
    """Multiples of 1/8: many equal neighbours, and exact in f32 after a shift or a doubling."""
    return rng.integers(0, 9, shape).astype(np.float32) / 8


def flat_regions(rng, shape):
    """A random picture with a large constant rectangle in every channel: whole pooling windows tie."""
    pixels = eighths(rng, shape)
    height, width = shape[-2:]
    pixels[..., : height * 2 // 3, : width * 2 // 3] = 0.5
    return pixels


# --- building blocks --------------------------------------------------------------------------------------------


class Fn(nn.Module):
    """`forward` as a lambda of (module, x), with its layers as named attributes."""

    def __init__(self, function, **layers):
        super().__init__()
        self.function = function
        for name, layer in layers.items():
            if isinstance(layer, torch.Tensor):
                self.register_buffer(name, layer)
            else:
                setattr(self, name, layer)

    def forward(self, x):
        return self.function(self, x)


def signed(scale=6.0):
    """Pixels from [0, 1] to [-scale/2, scale/2], so that both sides of an activation are visited."""
    return Fn(lambda m, x: (x - 0.5) * scale)


def seq(*layers):
    return nn.Sequential(*layers)


def randomise_norms(model):
    """Norm layers start as identities, which would hide mistakes: give them weights and statistics."""
    for layer in model.modules():
        for name in ("weight", "running_var"):
            tensor = getattr(layer, name, None)
            if "Norm" in type(layer).__name__ and tensor is not None:
                nn.init.uniform_(tensor, 0.5, 1.5)
        for name in ("bias", "running_mean"):
            tensor = getattr(layer, name, None)
            if "Norm" in type(layer).__name__ and tensor is not None:
                nn.init.uniform_(tensor, -0.4, 0.4)


# --- the registry -----------------------------------------------------------------------------------------------


@dataclass
class Case:
    name: str
    build: Callable[[], nn.Module]
    shape: tuple
    exporter: str  # "ts" or "dynamo"
    opset: int
    batch: int = 2
    dynamic: bool = True
    layout: str = "nchw"
    inputs: Callable = uniform
    final: str | None = None  # "softmax" or "log_softmax": in the file, not in `logits`
    kink: bool = False  # the input sits on a kink or a tie on purpose
    tolerance_note: str | None = None
    seed: int = 0
    snippet: str = ""
    seed_name: str = ""


CASES: list[Case] = []


def case(shape, exporter, opset=None, **options):
    """Register the function below as a case; `exporter="both"` makes two, NAME_ts and NAME_dynamo."""

    def register(build):
        lines = textwrap.dedent(inspect.getsource(build)).splitlines()
        start = next(i for i, line in enumerate(lines) if line.startswith("def "))
        snippet = "\n".join(lines[start:])
        for kind in ("ts", "dynamo") if exporter == "both" else (exporter,):
            CASES.append(
                Case(
                    name=f"{build.__name__}_{kind}" if exporter == "both" else build.__name__,
                    build=build,
                    shape=tuple(shape),
                    exporter=kind,
                    opset=(opset[kind] if isinstance(opset, dict) else opset) or {"ts": 17, "dynamo": 18}[kind],
                    snippet=snippet,
                    seed_name=build.__name__,
                    **options,
                )
            )
        return build

    return register


# --- exporting --------------------------------------------------------------------------------------------------


class Exported(nn.Module):
    """The classifier as it goes into the file: (batch, classes) out, with the final softmax if there is one."""

    def __init__(self, body, final):
        super().__init__()
        self.body = body
        self.final = {None: None, "softmax": nn.Softmax(dim=1), "log_softmax": nn.LogSoftmax(dim=1)}[final]

    def forward(self, x):
        logits = self.body(x)
        if logits.ndim != 2:
            logits = logits.flatten(1)
        return logits if self.final is None else self.final(logits)


def export(model, example, case):
    names = dict(input_names=["input"], output_names=["logits"], opset_version=case.opset)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("torch.onnx").setLevel(logging.ERROR)
        if case.exporter == "ts":
            axes = {"input": {0: "batch"}, "logits": {0: "batch"}} if case.dynamic else None
            buffer = io.BytesIO()
            torch.onnx.export(model, (example,), buffer, dynamo=False, dynamic_axes=axes, **names)
            proto = onnx.load_from_string(buffer.getvalue())
        else:
            shapes = ({0: torch.export.Dim("batch")},) if case.dynamic else None
            program = torch.onnx.export(model, (example,), dynamo=True, dynamic_shapes=shapes, verbose=False, **names)
            proto = program.model_proto
    return without_traces(proto)


# --- making -----------------------------------------------------------------------------------------------------


def gradient(body, pixels, cotangent):
    x = pixels.clone().requires_grad_(True)
    logits = body(x).flatten(1)
    (result,) = torch.autograd.grad(logits, x, cotangent.to(x.dtype))
    return result.numpy()


def make(case, folder=FOLDER):
    """Write NAME.onnx and NAME.safetensors; refuse a case that does not hold its own promises."""
    seed = zlib.crc32(case.seed_name.encode()) + case.seed
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)

    body = case.build().eval()
    pixels = torch.from_numpy(case.inputs(rng, (case.batch, *case.shape)))
    with torch.no_grad():
        body(pixels)  # lazy layers take their shape here
        randomise_norms(body)
        exported = Exported(body, case.final).eval()
        logits = body(pixels).flatten(1).numpy()
        outputs = exported(pixels).numpy()
    expect(logits.shape[1] <= MAX_CLASSES, f"{logits.shape[1]} classes")
    expect(np.isfinite(logits).all(), "logits are not finite")

    example = pixels if case.dynamic else pixels[:1]
    proto = export(copy.deepcopy(exported), example, case)
    onnx_bytes = proto.SerializeToString(deterministic=True)
    for at_once in (True, False) if case.dynamic else (False,):
        from_onnx = onnx_outputs(onnx_bytes, pixels.numpy(), at_once)
        error = relative_error(from_onnx, outputs)
        expect(from_onnx.shape == outputs.shape, f"onnxruntime gives {from_onnx.shape}, PyTorch {outputs.shape}")
        expect(error <= LOGITS_TOLERANCE, f"onnxruntime is {error:.1e} from PyTorch (at once: {at_once})")
        if at_once or not case.dynamic:
            stored_logits = logits if case.final else from_onnx

    cotangent = rng.standard_normal(logits.shape, dtype=np.float32)
    exact = copy.deepcopy(body).double()
    expected = gradient(exact, pixels.double(), torch.from_numpy(cotangent))
    expect(np.isfinite(expected).all() and np.abs(expected).max() > 0, "gradient is zero or not finite")
    error = relative_error(gradient(body, pixels, torch.from_numpy(cotangent)), expected)
    expect(error <= GRADIENT_TOLERANCE, f"f32 gradient is {error:.1e} from float64: ill-conditioned, change seed")
    if not case.kink:
        nudge = torch.from_numpy(rng.standard_normal(pixels.shape)) * 1e-6
        error = relative_error(gradient(exact, pixels.double() + nudge, torch.from_numpy(cotangent)), expected)
        expect(error <= GRADIENT_TOLERANCE, f"gradient moves by {error:.1e} near the input: a kink, change seed")

    metadata = {
        "exporter": {"ts": "torchscript", "dynamo": "dynamo"}[case.exporter],
        "opset": str(next(o.version for o in proto.opset_import if o.domain == "")),
        "layout": case.layout,
        "batch": "dynamic" if case.dynamic else "1",
        "ops": " ".join(sorted({node.op_type for node in proto.graph.node})),
        "snippet": case.snippet,
    }
    if case.final:
        metadata["final"] = case.final
    if case.tolerance_note:
        metadata["tolerance_note"] = case.tolerance_note
    arrays = dict(
        input=pixels.numpy(), logits=stored_logits, cotangent=cotangent, gradient=expected.astype(np.float32)
    )
    write_case(folder, case.name, onnx_bytes, arrays, metadata)
    return metadata
