"""Finished checkpoints → models/: the .onnx files, their measured accuracy, the manifest, the logs and the model cards.

    python models/train/publish.py --data DIR [--runs DIR]

`train.py` ends with this. Every number that is published is measured or counted here; none is typed.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

import checkpoint
import data
import export
import measure
import nets
from zoo import RECIPES

MODELS = Path(__file__).parent.parent
LOGS = Path(__file__).parent / "logs"
DATA_DESCRIPTION = (
    "CIFAR-10 (Krizhevsky 2009), binary version: 50,000 training and 10,000 test pictures, 32×32 pixels, ten classes. "
    "Trained on the training pictures only; accuracy is over all test pictures."
)


def finished(runs: Path) -> dict[str, dict]:
    """The checkpoints of nets whose last epoch is done."""
    states = {identifier: checkpoint.load(runs, identifier) for identifier in RECIPES}
    return {identifier: state for identifier, state in states.items() if state and checkpoint.is_finished(state)}


def classify(path: Path, pixels: torch.Tensor) -> np.ndarray:
    """The class that onnxruntime finds for each picture (uint8 [N, 3, 32, 32])."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    batches = (pixels.float() / 255).split(500)
    return np.concatenate([session.run([export.OUTPUT], {export.INPUT: batch.numpy()})[0].argmax(1) for batch in batches])


def describe(identifier: str, state: dict, pixels: torch.Tensor, labels: torch.Tensor) -> tuple[dict, dict]:
    """Writes one .onnx; returns its manifest entry and what else was measured, for its card."""
    recipe = RECIPES[identifier]
    net = export.published_net(identifier, state)
    path = MODELS / f"{identifier}.onnx"
    export.write_onnx(net, path)
    content = path.read_bytes()
    confusion = np.zeros((10, 10), dtype=int)
    np.add.at(confusion, (labels.numpy(), classify(path, pixels)), 1)
    entry = {
        "id": identifier,
        "title": recipe.title,
        "description": recipe.description,
        "file": path.name,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "parameters": nets.parameters(net),
        "multiply_adds": nets.multiply_adds(net),
        "test_accuracy": round(float(confusion.trace() / confusion.sum()), 4),
        "recipe": {
            "script": "models/train/train.py",
            "command": f"python models/train/train.py --data DIR --only {identifier}",
            "epochs": state["settings"]["epochs"],
            "seed": state["settings"]["seed"],
            "minutes": round(sum(epoch["seconds"] for epoch in state["log"]) / 60, 1),
        },
        "exporter": f"torch.onnx.export of PyTorch {torch.__version__.split('+')[0]} (dynamo), onnx {onnx.__version__}",
        "opset": export.OPSET,
        "input": export.INPUT,
        "output": export.OUTPUT,
    }
    fractions = pixels.float() / 255
    measured = {
        "confusion": confusion,
        "accuracies": measure.accuracies(net, fractions, labels),
        "confidences": measure.confidences(net, fractions, labels),
    }
    return entry, measured


def log_of(identifier: str, state: dict) -> dict:
    return {"id": identifier, "machine": state["machine"], "settings": state["settings"], "epochs": state["log"]}


def card(entry: dict, measured: dict, log: dict) -> str:
    recipe = RECIPES[entry["id"]]
    settings, last = log["settings"], log["epochs"][-1]
    confusion, sure = measured["confusion"], measured["confidences"]  # confusion: rows are the true classes
    recall = confusion.diagonal() / confusion.sum(1)
    by_recall = sorted(zip(recall, data.CLASSES), reverse=True)
    mistakes = confusion - np.diag(confusion.diagonal())
    worst = [divmod(int(index), 10) for index in mistakes.ravel().argsort()[::-1][:3]]
    confused = "; ".join(f"{data.CLASSES[true]} taken for {data.CLASSES[said]}, {mistakes[true, said]}" for true, said in worst)
    rows = "\n".join(f"| {name} | {100 * part:.1f} % |" for part, name in by_recall)
    changed = "\n".join(f"| {name} | {100 * part:.1f} % |" for name, part in measured["accuracies"].items())
    precision = "bfloat16 where PyTorch's autocast deems it safe" if settings["half"] else "float32"
    return f"""# {entry["title"]} (`{entry["file"]}`)

{entry["description"]}

<!-- Written by models/train/publish.py from the measurements: edit the script, not this file. -->

| | |
|---|---|
| test accuracy | **{100 * entry["test_accuracy"]:.2f} %** of 10,000 test pictures (onnxruntime) |
| parameters | {entry["parameters"]:,} |
| multiply-adds a picture | {entry["multiply_adds"]:,} |
| file | {entry["bytes"]:,} bytes, float32 |
| input | `{entry["input"]}`, float32 [N, 3, 32, 32], planar RGB in [0, 1]; normalisation is inside |
| output | `{entry["output"]}`, float32 [N, 10], before softmax |
| classes, in order | {", ".join(data.CLASSES)} |
| exported by | {entry["exporter"]}, opset {entry["opset"]} |

## Recipe

`{entry["recipe"]["command"]}`

{settings["epochs"]} epochs over the 50,000 training pictures of CIFAR-10, in batches of {settings["batch"]}; stochastic gradient descent with Nesterov momentum {settings["momentum"]}; learning rate rising to {settings["peak_rate"]} over the first {100 * settings["warmup"]:.0f} % of the steps, then half a cosine to zero; weight decay {settings["weight_decay"]:g}, not on biases and batch norms; pictures shifted by up to {settings["margin"]} pixels and mirrored half the time; {precision}; seed {settings["seed"]}. Published are the weights' moving average (decay {settings["averaging"]}). {recipe.chosen} Nothing was chosen by looking at test pictures.

Training took {entry["recipe"]["minutes"]:g} minutes on a shared machine ({log["machine"]}). At the end the training loss was {last["train_loss"]:.3f} and the accuracy on the shifted and mirrored training pictures {100 * last["train_accuracy"]:.1f} %. Every epoch: [`train/logs/{entry["id"]}.json`](train/logs/{entry["id"]}.json).

## Measured, class by class

| class | found |
|---|---|
{rows}

Most frequent mistakes: {confused} (of 1,000 each).

## Known weaknesses

Its accuracy over the first {measure.PICTURES:,} test pictures, when they are changed:

| test pictures | accuracy |
|---|---|
{changed}

- Its mean confidence in what it says is {100 * sure["right"]:.0f} % when right, {100 * sure["wrong"]:.0f} % when wrong.
- It knows ten classes and has no way to say "none of these": of 1,000 pictures of pure noise it calls {100 * sure["noise_share"]:.0f} % {data.CLASSES[sure["noise_class"]]}, and its mean confidence in what it says of them is {100 * sure["noise"]:.0f} %.
- It saw only 32×32 pictures, most with one object in the middle. Other pictures, shrunk to 32×32, are not what its accuracy was measured on.
- It was trained to be accurate, not to resist: it is here to be fooled. Do not let it decide anything.

## Data and licence

CIFAR-10 was collected by Alex Krizhevsky, Vinod Nair and Geoffrey Hinton ("Learning Multiple Layers of Features from Tiny Images", 2009). It has no explicit licence, and its pictures came from the web. None of them is in this repository: only weights learnt from them are.
"""


def publish(folder: Path, runs: Path):
    states = finished(runs)
    missing = [identifier for identifier in RECIPES if identifier not in states]
    if missing:
        print(f"not published yet, because these nets are not finished: {', '.join(missing)}")
        return
    pixels, labels = data.read_test(folder)
    entries = []
    LOGS.mkdir(exist_ok=True)
    for identifier in ("linear", "plain", "residual"):  # the page's order: from the simplest on
        entry, measured = describe(identifier, states[identifier], pixels, labels)
        log = log_of(identifier, states[identifier])
        write_log(log, LOGS / f"{identifier}.json")
        (MODELS / f"{identifier}.md").write_text(card(entry, measured, log))
        entries.append(entry)
        print(f"{identifier}: {100 * entry['test_accuracy']:.2f} %, {entry['bytes']:,} bytes")
    manifest = {
        "classes": data.CLASSES,
        "data": DATA_DESCRIPTION,
        "test_batch_sha256": hashlib.sha256((folder / data.TEST_FILE).read_bytes()).hexdigest(),
        "models": entries,
    }
    (MODELS / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


def write_log(log: dict, path: Path):
    """One line an epoch."""
    epochs = ",\n".join("    " + json.dumps(epoch) for epoch in log["epochs"])
    head = json.dumps({key: value for key, value in log.items() if key != "epochs"}, indent=2)
    path.write_text(head.removesuffix("\n}") + ',\n  "epochs": [\n' + epochs + "\n  ]\n}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of CIFAR-10's binary version")
    parser.add_argument("--runs", type=Path, default=checkpoint.RUNS, help="folder of the checkpoints")
    options = parser.parse_args()
    publish(options.data, options.runs)


if __name__ == "__main__":
    main()
