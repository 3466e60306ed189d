"""Trains the zoo on CIFAR-10 and writes the .onnx files, the manifest and the model cards.

    python models/train/train.py --data DIR [--only ID] [--runs DIR]

DIR holds CIFAR-10's binary version (data_batch_1.bin … test_batch.bin). A run that was interrupted goes on from its last
finished epoch; one that is complete is not repeated. Training reads no test picture: `publish.py` does, to measure.
"""

import argparse
import math
import time
from dataclasses import asdict, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

import checkpoint
import data
import publish
from zoo import RECIPES, Recipe


def rate(recipe: Recipe, progress: float) -> float:
    """The learning rate after `progress` (0 to 1) of all steps."""
    if progress < recipe.warmup:
        return recipe.peak_rate * progress / recipe.warmup
    return recipe.peak_rate * 0.5 * (1 + math.cos(math.pi * (progress - recipe.warmup) / (1 - recipe.warmup)))


def make_optimizer(net: nn.Module, recipe: Recipe) -> torch.optim.SGD:
    weights = [parameter for parameter in net.parameters() if parameter.ndim > 1]
    others = [parameter for parameter in net.parameters() if parameter.ndim == 1]  # biases and batch norms
    groups = [{"params": weights, "weight_decay": recipe.weight_decay}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.SGD(groups, lr=recipe.peak_rate, momentum=recipe.momentum, nesterov=True)


def floats(net: nn.Module) -> dict[str, Tensor]:
    """Weights, biases and batch norms' running statistics: all that is averaged and exported."""
    return {name: value for name, value in net.state_dict().items() if value.is_floating_point()}


def settings(recipe: Recipe) -> dict:
    """The numbers that make two runs the same run, and so decide whether a checkpoint may be continued."""
    kept = asdict(recipe)
    for words in ("build", "title", "description", "chosen"):
        del kept[words]
    return kept


def train(identifier: str, recipe: Recipe, folder: Path, runs: Path, threads: int):
    """Trains one net, or goes on with it; after every epoch its checkpoint is in `runs`."""
    torch.manual_seed(recipe.seed)
    generator = torch.Generator().manual_seed(recipe.seed)
    net = recipe.build().to(memory_format=torch.channels_last)
    optimizer = make_optimizer(net, recipe)
    state = {
        "settings": settings(recipe),
        "averaged": {name: value.clone() for name, value in floats(net).items()},
        "step": 0,
        "log": [],
    }

    saved = checkpoint.load(runs, identifier)
    if saved:
        if saved["settings"] != state["settings"]:
            raise SystemExit(f"{checkpoint.path(runs, identifier)} is of another recipe: delete it, or give another --runs")
        state = saved
        net.load_state_dict(state["net"])
        optimizer.load_state_dict(state["optimizer"])
        generator.set_state(state["generator"])
    if checkpoint.is_finished(state):
        print(f"{identifier}: already trained")
        return

    batches = data.Augmented(*data.read_train(folder), recipe.batch, recipe.margin, generator)
    steps = recipe.epochs * len(batches)
    current, averaged = list(floats(net).values()), list(state["averaged"].values())
    precision = "bfloat16" if recipe.half else "float32"
    state["machine"] = f"{threads} CPU core{'s' if threads > 1 else ''}, {precision}"
    net.train()
    for epoch in range(len(state["log"]) + 1, recipe.epochs + 1):
        started, total_loss, right = time.monotonic(), 0.0, 0
        for pixels, labels in batches:
            learning_rate = rate(recipe, state["step"] / steps)
            for group in optimizer.param_groups:
                group["lr"] = learning_rate
            with torch.autocast("cpu", torch.bfloat16, enabled=recipe.half):
                logits = net(pixels.contiguous(memory_format=torch.channels_last))
            logits = logits.float()
            loss = cross_entropy(logits, labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            state["step"] += 1
            # The first averages would otherwise remember the random start.
            decay = min(recipe.averaging, (1 + state["step"]) / (10 + state["step"]))
            torch._foreach_lerp_(averaged, current, 1 - decay)
            total_loss += loss.item()
            right += (logits.argmax(1) == labels).sum().item()
        entry = {
            "epoch": epoch,
            "learning_rate": round(learning_rate, 6),
            "train_loss": round(total_loss / len(batches), 4),
            "train_accuracy": round(right / (len(batches) * recipe.batch), 4),
            "seconds": round(time.monotonic() - started, 1),
        }
        print(identifier, entry, flush=True)
        state["log"].append(entry)
        state |= {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "generator": generator.get_state()}
        checkpoint.save(runs, identifier, state)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of CIFAR-10's binary version")
    parser.add_argument("--only", choices=RECIPES, help="train this net alone")
    parser.add_argument("--runs", type=Path, default=checkpoint.RUNS, help="folder of the checkpoints (default: runs/ beside this file)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int, help="another length than the recipe's, for a quick try with its own --runs; publishes nothing")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for identifier, recipe in RECIPES.items():
        if options.only in (None, identifier):
            recipe = replace(recipe, epochs=options.epochs) if options.epochs else recipe
            train(identifier, recipe, options.data, options.runs, options.threads)
    if not options.epochs:
        publish.publish(options.data, options.runs)


if __name__ == "__main__":
    main()
