"""Golden files, whichever framework made them: running, tidying, writing and checking them."""

import json
import re
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import safetensors.numpy

FOLDER = Path(__file__).resolve().parent
MAX_TOTAL_BYTES = 3_000_000
PRIVATE = re.compile(rb"site-packages|/(home|root|opt|tmp|work|usr)/")


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def relative_error(actual, expected):
    return float(np.abs(actual.astype(np.float64) - expected).max() / max(np.abs(expected).max(), 1e-30))


def onnx_outputs(onnx_bytes, pixels, at_once):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(onnx_bytes, options, providers=["CPUExecutionProvider"])
    feed = session.get_inputs()[0].name
    parts = [pixels] if at_once else [pixels[i : i + 1] for i in range(len(pixels))]
    return np.concatenate([session.run(None, {feed: part})[0] for part in parts])


def without_traces(proto):
    """Drop what only says where and how the exporter ran: stack traces, file names, doc strings."""
    del proto.metadata_props[:]
    proto.doc_string = ""
    graphs = [proto.graph]
    while graphs:
        graph = graphs.pop()
        graph.doc_string = ""
        del graph.metadata_props[:]
        for part in (*graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer):
            part.doc_string = ""
            del part.metadata_props[:]
        graphs += [attribute.g for node in graph.node for attribute in node.attribute if attribute.HasField("g")]
    onnx.checker.check_model(proto)
    return proto


def write_safetensors(path, arrays, metadata):
    """As safetensors' own writer, except that the metadata keeps its order from one run to the next."""
    header, offset = {"__metadata__": metadata}, 0
    for name, array in arrays.items():
        assert array.dtype == np.float32, name
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    data = b"".join(np.ascontiguousarray(array).tobytes() for array in arrays.values())
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)
    read_back = safetensors.numpy.load_file(path)
    assert all(np.array_equal(read_back[name], array) for name, array in arrays.items()), path


def write_case(folder, name, onnx_bytes, arrays, metadata):
    (folder / f"{name}.onnx").write_bytes(onnx_bytes)
    write_safetensors(folder / f"{name}.safetensors", arrays, metadata)


def check_folder(folder=FOLDER):
    """The names of files that break a promise of README.md: a missing twin, a private path, too much in all."""
    failures = []
    cases = sorted(folder.glob("*.onnx"))
    files = cases + [path.with_suffix(".safetensors") for path in cases] + sorted(folder.glob("bad/*"))
    for path in files:
        if not path.exists():
            failures.append(f"{path.name} (missing)")
        elif found := PRIVATE.search(path.read_bytes()):
            failures.append(f"{path.name} (holds {found.group().decode()})")
    total = sum(path.stat().st_size for path in files if path.exists())
    print(f"{len(cases)} cases, {total / 1e6:.2f} MB with the malformed files")
    if total > MAX_TOTAL_BYTES:
        failures.append(f"the folder ({total} bytes)")
    return failures
