"""A finished checkpoint → the net as it is published: eval mode, batch norms merged, one .onnx of standard ops."""

from pathlib import Path

import onnx
import torch
from onnx import helper, numpy_helper
from torch import nn

import nets
from zoo import RECIPES

OPSET = 18
INPUT, OUTPUT = "pixels", "logits"


def published_net(identifier: str, state: dict) -> nn.Module:
    """The net with its averaged weights, as the .onnx file holds it."""
    net = RECIPES[identifier].build()
    missing, unexpected = net.load_state_dict(state["averaged"], strict=False)
    counters = [name for name in missing if name.endswith("num_batches_tracked")]
    assert missing == counters and not unexpected, "the checkpoint is of another net"
    return nets.fold(net.eval()).requires_grad_(False)


def write_onnx(net: nn.Module, path: Path):
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
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString(deterministic=True))


def restore_flatten(graph: onnx.GraphProto):
    """Writes Flatten as Flatten again: the exporter made it a Reshape with allowzero, which not every reader knows."""
    for node in graph.node:
        if node.op_type == "Reshape":
            shape = next(tensor for tensor in graph.initializer if tensor.name == node.input[1])
            sizes = numpy_helper.to_array(shape)
            assert len(sizes) == 2 and sizes[0] == -1, f"{node.name} is no Flatten"
            node.op_type = "Flatten"
            del node.input[1:], node.attribute[:]
            node.attribute.append(helper.make_attribute("axis", 1))
            graph.initializer.remove(shape)


def strip(model: onnx.ModelProto):
    """Drops the exporter's notes (stack traces with this machine's paths, intermediate shapes): they are not the net."""
    assert not model.functions, "only standard ops are published"
    model.doc_string = ""
    model.graph.name = "net"
    del model.metadata_props[:], model.graph.metadata_props[:], model.graph.value_info[:]
    for part in [*model.graph.node, *model.graph.initializer, *model.graph.input, *model.graph.output]:
        part.doc_string = ""
        del part.metadata_props[:]
