"""models/*.onnx → what programs and people need to know of them: manifest.json, and (by cards.py) the model cards.

    python models/train/publish.py --data DIR

Every number is measured or counted here, or by `evaluate`; none is typed. What was measured of a file is kept in its log, and
measured again only when the file has changed.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch

import cards
import data
import export
import logs
import measure
import nets
from zoo import ENSEMBLES, PAGE_ORDER, RECIPES

MODELS = Path(__file__).parent.parent
DATA_DESCRIPTION = (
    "CIFAR-10 (Krizhevsky 2009), binary version: 50,000 training and 10,000 test pictures, 32×32 pixels, ten classes. "
    "Trained on the training pictures only; accuracy is over all test pictures."
)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def measured(identifier: str, path: Path, pixels: torch.Tensor, labels: torch.Tensor) -> dict:
    """From the log, or anew when the file has changed."""
    log = logs.read(identifier)
    file = sha256(path.read_bytes())
    if log.get("measured", {}).get("sha256") == file:
        return log
    said = export.probabilities(path.read_bytes(), pixels).argmax(1)
    confusion = np.zeros((10, 10), dtype=int)
    np.add.at(confusion, (labels.numpy(), said), 1)
    net, fractions = export.net_from_onnx(identifier, path), pixels.float() / 255
    log["measured"] = {
        "sha256": file,
        "confusion": confusion.tolist(),
        "predictions_sha256": sha256(said.astype(np.uint8).tobytes()),
        "accuracies": measure.accuracies(net, fractions, labels),
        "confidences": measure.confidences(net, fractions, labels),
    }
    logs.write(log)
    return log


def describe(identifier: str, path: Path, log: dict) -> dict:
    """A net's entry in the manifest."""
    recipe = RECIPES[identifier]
    content, confusion = path.read_bytes(), np.array(log["measured"]["confusion"])
    net = export.net_from_onnx(identifier, path)
    entry = {
        "id": identifier,
        "title": recipe.title,
        "description": recipe.description,
        "file": path.name,
        "bytes": len(content),
        "sha256": log["measured"]["sha256"],
        "parameters": nets.parameters(net),
        "multiply_adds": nets.multiply_adds(net),
        "test_accuracy": round(float(confusion.trace() / confusion.sum()), 4),
        "predictions_sha256": log["measured"]["predictions_sha256"],
        "recipe": {
            "script": "models/train/train.py",
            "command": f"python models/train/train.py --data DIR --only {identifier}",
            "epochs": len(log["epochs"]),
            "seed": log["settings"]["seed"],
            "minutes": round(sum(epoch["seconds"] for epoch in log["epochs"]) / 60, 1),
        },
        "exporter": f"torch.onnx.export of PyTorch {torch.__version__.split('+')[0]} (dynamo), onnx {onnx.__version__}",
        "opset": export.OPSET,
        "input": export.INPUT,
        "output": export.OUTPUT,
    }
    ensemble = next((name for name, ensemble in ENSEMBLES.items() if identifier in ensemble.members), None)
    return entry | ({"ensemble": ensemble} if ensemble else {}) | ({"adversarial": True} if recipe.is_adversarial else {})


def vote(members: list[str], pixels: torch.Tensor, labels: torch.Tensor) -> float:
    """Accuracy of the members' mean probability."""
    mean = sum(export.probabilities((MODELS / f"{member}.onnx").read_bytes(), pixels) for member in members)
    return round(float((mean.argmax(1) == labels.numpy()).mean()), 4)


def publish(folder: Path):
    pixels, labels = data.read_test(folder)
    paths = {identifier: MODELS / f"{identifier}.onnx" for identifier in PAGE_ORDER}
    present = {identifier: path for identifier, path in paths.items() if path.exists()}
    records = {identifier: measured(identifier, path, pixels, labels) for identifier, path in present.items()}
    entries = [describe(identifier, path, records[identifier]) for identifier, path in present.items()]
    ensembles = []
    for identifier, ensemble in ENSEMBLES.items():
        members = [member for member in ensemble.members if member in present]
        if len(members) >= 2:
            about = {"id": identifier, "title": ensemble.title, "description": ensemble.description, "members": members}
            ensembles.append(about | {"test_accuracy": vote(members, pixels, labels)})
    manifest = {
        "classes": data.CLASSES,
        "data": DATA_DESCRIPTION,
        "test_batch_sha256": sha256((folder / data.TEST_FILE).read_bytes()),
        "models": entries,
        "ensembles": ensembles,
    }
    (MODELS / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    for entry in [*entries, *ensembles]:
        print(f"{entry['id']}: {100 * entry['test_accuracy']:.2f} %" + (f", {entry['bytes']:,} bytes" if "bytes" in entry else ""))
    missing = [identifier for identifier in PAGE_ORDER if identifier not in present]
    if missing:
        print(f"not trained yet: {', '.join(missing)}")
    cards.write()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of CIFAR-10's binary version")
    publish(parser.parse_args().data)


if __name__ == "__main__":
    main()
