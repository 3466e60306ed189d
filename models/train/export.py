"""A finished checkpoint → the net as it is published: eval mode, batch norms merged, one small .onnx of standard ops; and back."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

import compress
import logs
import nets
from zoo import RECIPES, same_settings

MODELS = Path(__file__).parent.parent
OPSET = 18
INPUT, OUTPUT = "pixels", "logits"


def publish(identifier: str, state: dict, pixels: Tensor, labels: Tensor):
    """Writes the .onnx file and the log. The test pictures only tell what the small weights cost."""
    model = to_onnx(published_net(identifier, state))
    content = model.SerializeToString(deterministic=True)
    right = float((probabilities(content, pixels).argmax(1) == labels.numpy()).mean())
    compress.compress(model)
    onnx.checker.check_model(model, full_check=True)
    (MODELS / f"{identifier}.onnx").write_bytes(model.SerializeToString(deterministic=True))
    logs.write(
        {
            "id": identifier,
            "machine": state["machine"],
            "settings": state["settings"],
            "uncompressed": {"bytes": len(content), "test_accuracy": round(right, 4)},
            "epochs": state["log"],
        }
    )


def probabilities(model: bytes, pixels: Tensor) -> np.ndarray:
    """Softmax of the logits that onnxruntime finds for each picture (uint8 [N, 3, 32, 32])."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    batches = (pixels.float() / 255).split(500)
    rows = np.concatenate([session.run([OUTPUT], {INPUT: batch.numpy()})[0] for batch in batches])
    powers = np.exp(rows - rows.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def is_published(identifier: str, settings: dict) -> bool:
    """Is the file there, with the log of a run of these settings?"""
    return (MODELS / f"{identifier}.onnx").exists() and same_settings(logs.read(identifier)["settings"], settings)


def published_net(identifier: str, state: dict) -> nn.Module:
    """The net with its averaged weights, as the .onnx file holds it."""
    net = RECIPES[identifier].build()
    missing, unexpected = net.load_state_dict(state["averaged"], strict=False)
    counters = [name for name in missing if name.endswith("num_batches_tracked")]
    assert missing == counters and not unexpected, "the checkpoint is of another net"
    return nets.fold(net.eval()).requires_grad_(False)


def net_from_onnx(identifier: str, path: Path) -> nn.Module:
    """The net with the weights that the file holds."""
    net = nets.fold(RECIPES[identifier].build().eval())
    stored = {name: torch.from_numpy(array.copy()) for name, array in compress.weights(onnx.load(path)).items()}
    net.load_state_dict({name: stored[name] for name in net.state_dict()})
    return net.requires_grad_(False)


def trainable_net_from_onnx(identifier: str, path: Path, pixels: Tensor) -> nn.Module:
    """The same with batch norms, which were merged away: each is given the mean and the variance of what it meets on `pixels`
    and the scale and bias that undo them, so that the net answers as before and can learn on."""
    folded = net_from_onnx(identifier, path)
    net = RECIPES[identifier].build().to(memory_format=torch.channels_last).eval()
    stored = folded.state_dict()

    def take_over(name: str, unit: nn.Module):
        key = f"{name}.0" if isinstance(unit, nets.ConvPoolNorm) else name
        unit.conv.weight.copy_(stored[f"{key}.weight"])

        def calibrate(norm: nn.BatchNorm2d, inputs: tuple[Tensor]):
            mean, variance = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3), correction=0)
            if not norm.weight.requires_grad:  # its scale stays 1: the spread that it met when it was trained is in the weights
                variance = torch.ones_like(variance) - norm.eps
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(variance)
            norm.weight.copy_((variance + norm.eps).sqrt())
            norm.bias.copy_(stored[f"{key}.bias"] + mean)

        hooks.append(unit.norm.register_forward_pre_hook(calibrate))

    hooks: list = []
    with torch.no_grad():
        units = {name: unit for name, unit in net.named_modules() if isinstance(unit, (nets.ConvNorm, nets.ConvPoolNorm))}
        for name, unit in units.items():
            take_over(name, unit)
        inside = tuple(f"{name}." for name in units)
        rest = {name: value for name, value in stored.items() if name in net.state_dict() and not name.startswith(inside)}
        net.load_state_dict(rest, strict=False)
        net(pixels)
    for hook in hooks:
        hook.remove()
    return net


def to_onnx(net: nn.Module) -> onnx.ModelProto:
    batch = torch.export.Dim("N")
    program = torch.onnx.export(
        net,
        (torch.zeros(2, 3, 32, 32),),  # 2, because a batch of 1 would be exported as the constant 1
        dynamo=True,
        dynamic_shapes=({0: batch},),
        input_names=[INPUT],
        output_names=[OUTPUT],
        opset_version=OPSET,
        verbose=False,
    )
    model = program.model_proto
    restore_flatten(model.graph)
    strip(model)
    return model


def restore_flatten(graph: onnx.GraphProto):
    """Writes Flatten as Flatten again, and takes `allowzero`, which not every reader knows, from other reshapes."""
    for node in graph.node:
        if node.op_type == "Reshape":
            shape = next(tensor for tensor in graph.initializer if tensor.name == node.input[1])
            sizes = numpy_helper.to_array(shape)
            assert 0 not in sizes, f"{node.name} has an empty axis"
            del node.attribute[:]
            if len(sizes) == 2 and sizes[0] == -1:
                node.op_type = "Flatten"
                del node.input[1:]
                node.attribute.append(helper.make_attribute("axis", 1))
    used = {name for node in graph.node for name in node.input}
    for tensor in [tensor for tensor in graph.initializer if tensor.name not in used]:
        graph.initializer.remove(tensor)


def strip(model: onnx.ModelProto):
    """Drops the exporter's notes (stack traces with this machine's paths, intermediate shapes): they are not the net."""
    assert not model.functions, "only standard ops are published"
    model.doc_string = ""
    model.graph.name = "net"
    del model.metadata_props[:], model.graph.metadata_props[:], model.graph.value_info[:]
    for part in [*model.graph.node, *model.graph.initializer, *model.graph.input, *model.graph.output]:
        part.doc_string = ""
        del part.metadata_props[:]
