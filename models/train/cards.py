"""Model cards (models/*.md), from the manifest, the logs and, where it was run, `evaluate`'s results. No number is typed.

    python models/train/cards.py
"""

import json
from pathlib import Path

import numpy as np

import data
import logs
import measure
from zoo import RECIPES

MODELS = Path(__file__).parent.parent


def percent(part: float, places: int = 1) -> str:
    return f"{100 * part:.{places}f} %"


def share(found: dict) -> str:
    return f"{percent(found['share'])} ({percent(found['low'])} – {percent(found['high'])})"


def resistance(identifier: str, evaluation: dict) -> str:
    """What is left right under attack, where `evaluate` measured it on this very file."""
    found = next((net for net in evaluation["summary"]["nets"] if net["id"] == identifier), None)
    if not found or not found["robust"]:
        return ""
    names = [attack["name"] for attack in found["robust"][0]["attacks"]]
    head = " | ".join(["ε", "without an attack", *names, "worst of all"])
    lines = []
    for row in found["robust"]:
        shares = [row["clean"], *(attack["right"] for attack in row["attacks"]), row["worst"]]
        lines.append(" | ".join([f"{row['epsilon_255']}/255", *(share(part) if part else "" for part in shares)]))
    table = "\n".join(f"| {line} |" for line in [head, " | ".join("---" for _ in head.split(" | ")), *lines])
    return f"""
## Under attack

Right answers on {found["robust"][0]["clean"]["of"]:,} test pictures, spread evenly over the test set, when each may be changed by up to ε in every pixel value (95 % interval in brackets; `{evaluation["run"]["command"]}`):

{table}
"""


RESTARTED = "That there is another round was decided when the accuracy on the test pictures after the first had fallen short of the goal; nothing else was chosen by looking at them."


def manner(identifier: str, settings: dict) -> str:
    """How it was trained, in one sentence."""
    recipe = RECIPES[identifier]
    windows, rounds = settings.get("windows", [[0.0, 32]]), recipe.rounds
    sides = ", then ".join(f"{side}×{side}" for _since, side in windows)
    radii = list(dict.fromkeys(each.radius for each in rounds))
    again = "".join(f", then {each.epochs} more, beginning anew with a rate of {each.peak_rate:g} (warm restart, Loshchilov & Hutter 2017)" for each in recipe.further)
    parts = [
        f"{settings['epochs']} epochs over the 50,000 training pictures of CIFAR-10{again}, in batches of {settings['batch']}",
        f"stochastic gradient descent with Nesterov momentum {settings['momentum']}",
        f"learning rate rising to {settings['peak_rate']} over the first {100 * settings['warmup']:.0f} % of the steps, then half a cosine to zero",
        f"weight decay {settings['weight_decay']:g}, not on biases and batch norms",
        f"pictures shifted by up to {settings['margin']} pixels and mirrored half the time",
        f"on windows of {sides} pixels" if len(windows) > 1 else "",
        f"each picture changed against the net by up to {', then '.join(f'{radius:g}/255' for radius in radii)} before the net learns from it (two steps of 5/8 of that from a random start, Madry et al. 2018)" if recipe.is_adversarial else "",
        f"seed {settings['seed']}",
    ]
    return "; ".join(part for part in parts if part)


def card(entry: dict, log: dict, evaluation: dict) -> str:
    identifier = entry["id"]
    recipe, settings, last, found = RECIPES[identifier], log["settings"], log["epochs"][-1], log["measured"]
    confusion, sure = np.array(found["confusion"]), found["confidences"]  # confusion: rows are the true classes
    recall = confusion.diagonal() / confusion.sum(1)
    by_recall = sorted(zip(recall, data.CLASSES), reverse=True)
    mistakes = confusion - np.diag(confusion.diagonal())
    worst = [divmod(int(index), 10) for index in mistakes.ravel().argsort()[::-1][:3]]
    confused = "; ".join(f"{data.CLASSES[true]} taken for {data.CLASSES[said]}, {mistakes[true, said]}" for true, said in worst)
    rows = "\n".join(f"| {name} | {percent(part)} |" for part, name in by_recall)
    changed = "\n".join(f"| {name} | {percent(part)} |" for name, part in found["accuracies"].items())
    purpose = (
        "It was trained to resist small changes, and resists some of them: see above."
        if recipe.is_adversarial
        else "It was trained to be accurate, not to resist: it is here to be fooled."
    )
    return f"""# {entry["title"]} (`{entry["file"]}`)

{entry["description"]}

<!-- Written by models/train/cards.py from the measurements: edit the script, not this file. -->

| | |
|---|---|
| test accuracy | **{percent(entry["test_accuracy"], 2)}** of 10,000 test pictures (onnxruntime, on this file) |
| parameters | {entry["parameters"]:,} |
| multiply-adds a picture | {entry["multiply_adds"]:,} |
| file | {entry["bytes"]:,} bytes; weights as 8-bit integers with a scale for each output channel, computed with as float32 |
| with float32 weights | {log["uncompressed"]["bytes"]:,} bytes, test accuracy {percent(log["uncompressed"]["test_accuracy"], 2)} |
| input | `{entry["input"]}`, float32 [N, 3, 32, 32], planar RGB in [0, 1]; normalisation is inside |
| output | `{entry["output"]}`, float32 [N, 10], before softmax |
| classes, in order | {", ".join(data.CLASSES)} |
| exported by | {entry["exporter"]}, opset {entry["opset"]} |

## Recipe

`{entry["recipe"]["command"]}`

{manner(identifier, settings)}. Published are the weights' moving average (decay {settings["averaging"]}). {recipe.chosen} {RESTARTED if recipe.further else "Nothing was chosen by looking at test pictures."}

Training took {entry["recipe"]["minutes"]:g} minutes on a shared machine ({log["machine"]}). At the end the training loss was {last["train_loss"]:.3f} and the accuracy on the training pictures as they were shown {percent(last["train_accuracy"])}. Every epoch: [`train/logs/{identifier}.json`](train/logs/{identifier}.json).

## Measured, class by class

| class | found |
|---|---|
{rows}

Most frequent mistakes: {confused} (of 1,000 each).
{resistance(identifier, evaluation)}
## Known weaknesses

Its accuracy over the first {measure.PICTURES:,} test pictures, when they are changed:

| test pictures | accuracy |
|---|---|
{changed}

- Its mean confidence in what it says is {100 * sure["right"]:.0f} % when right, {100 * sure["wrong"]:.0f} % when wrong.
- It knows ten classes and has no way to say "none of these": of 1,000 pictures of pure noise it calls {100 * sure["noise_share"]:.0f} % {data.CLASSES[sure["noise_class"]]}, and its mean confidence in what it says of them is {100 * sure["noise"]:.0f} %.
- It saw only 32×32 pictures, most with one object in the middle. Other pictures, shrunk to 32×32, are not what its accuracy was measured on.
- {purpose} Do not let it decide anything.

## Data and licence

CIFAR-10 was collected by Alex Krizhevsky, Vinod Nair and Geoffrey Hinton ("Learning Multiple Layers of Features from Tiny Images", 2009). It has no explicit licence, and its pictures came from the web. None of them is in this repository: only weights learnt from them are.
"""


def write():
    file = MODELS / "evaluation.json"
    evaluation = json.loads(file.read_text()) if file.exists() else {"summary": {"nets": []}}
    for entry in json.loads((MODELS / "manifest.json").read_text())["models"]:
        (MODELS / f"{entry['id']}.md").write_text(card(entry, logs.read(entry["id"]), evaluation))


if __name__ == "__main__":
    write()
