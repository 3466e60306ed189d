"""Trains the zoo on CIFAR-10 and writes the .onnx files and the logs.

    python models/train/train.py --data DIR [--only ID] [--runs DIR]

DIR holds CIFAR-10's binary version (data_batch_1.bin … test_batch.bin). A run that was interrupted goes on from its last
finished epoch; one that is complete, or whose .onnx file lies in models/ with the log of the same settings, is not repeated.
Test pictures are measured on when a net is finished, and nothing else.
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path

import torch
from torch import nn

import checkpoint
import data
import disagree
import export
import nets
import objectives
import optimise
from zoo import ENSEMBLES, RECIPES, Recipe, settings


def make_net(recipe: Recipe, pixels: torch.Tensor) -> nn.Module:
    net = recipe.build().to(memory_format=torch.channels_last)
    for layer in net:
        if isinstance(layer, nets.Patches):
            layer.fit(net[0](pixels[:5000].float() / 255))
    return net


def train(identifier: str, recipe: Recipe, folder: Path, runs: Path, threads: int, held_out: bool):
    """Trains one net, or goes on with it; after every epoch its checkpoint is in `runs`."""
    torch.manual_seed(recipe.seed)
    generator = torch.Generator().manual_seed(recipe.seed)
    shown, chosen_by = data.read_some(folder, held_out)
    net = make_net(recipe, shown[0])
    optimizer = optimise.make_optimizer(net, recipe)
    state = {
        "settings": settings(recipe),
        "averaged": {name: value.clone() for name, value in optimise.floats(net).items()},
        "step": 0,
        "log": [],
    }
    saved = checkpoint.load(runs, identifier, state["settings"])
    if saved:
        state = saved
        net.load_state_dict(state["net"])
        optimizer.load_state_dict(state["optimizer"])
        generator.set_state(state["generator"])

    batches = data.Augmented(*shown, recipe.batch, recipe.margin, generator)
    half = recipe.half and optimise.computes_with_bfloat16()
    state["machine"] = f"{threads} CPU core{'s' if threads > 1 else ''}, {'bfloat16' if half else 'float32'}"
    net.train()
    for epoch in range(len(state["log"]) + 1, recipe.all_epochs + 1):
        started, total_loss, right = time.monotonic(), 0.0, 0
        batches.side = optimise.window(recipe, epoch)
        objective = objectives.make(recipe, epoch, generator)
        for pixels, labels in batches:
            learning_rate = optimise.rate(recipe, state["step"] / len(batches))
            for group in optimizer.param_groups:
                group["lr"] = learning_rate
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                loss, logits = objective(net, pixels.contiguous(memory_format=torch.channels_last), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            state["step"] += 1
            optimise.update(state["averaged"], net, recipe, state["step"])
            total_loss += loss.item()
            right += (logits.argmax(1) == labels).sum().item()
        entry = {
            "epoch": epoch,
            "learning_rate": round(learning_rate, 6),
            "train_loss": round(total_loss / len(batches), 4),
            "train_accuracy": round(right / (len(batches) * recipe.batch), 4),
            "seconds": round(time.monotonic() - started, 1),
        }
        if held_out:
            averaged = recipe.build()
            averaged.load_state_dict(state["averaged"], strict=False)
            entry["held_out_accuracy"] = round(optimise.accuracy(averaged.eval(), *chosen_by), 4)
        print(identifier, entry, flush=True)
        state["log"].append(entry)
        state |= {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "generator": generator.get_state()}
        checkpoint.save(runs, identifier, state)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of CIFAR-10's binary version")
    parser.add_argument("--only", choices=[*RECIPES, *ENSEMBLES], help="train this net, or the members of this ensemble, alone")
    parser.add_argument("--held-out", action="store_true", help=f"to choose settings: train without {data.HELD_OUT} pictures, and log the accuracy on them; needs its own --runs, publishes nothing")
    parser.add_argument("--runs", type=Path, default=checkpoint.RUNS, help="folder of the checkpoints (default: runs/ beside this file)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int, help="another length than the recipe's, for a quick try with its own --runs; publishes nothing")
    options = parser.parse_args()
    trying = options.held_out or options.epochs is not None
    if trying and options.runs == checkpoint.RUNS:
        parser.error("a try needs its own --runs")
    torch.set_num_threads(options.threads)
    for identifiers in disagree.together(RECIPES):
        if options.only and not {options.only, *(ENSEMBLES[options.only].members if options.only in ENSEMBLES else ())} & set(identifiers):
            continue
        recipes = {identifier: RECIPES[identifier] for identifier in identifiers}
        if not trying and all(export.is_published(identifier, settings(recipe)) for identifier, recipe in recipes.items()):
            print(f"{', '.join(identifiers)}: already trained")
            continue
        if options.epochs:
            recipes = {identifier: replace(recipe, epochs=options.epochs, further=()) for identifier, recipe in recipes.items()}
        if len(recipes) > 1:
            disagree.train(recipes, options.data, options.runs, options.threads, options.held_out)
        else:
            train(identifiers[0], recipes[identifiers[0]], options.data, options.runs, options.threads, options.held_out)
        if not trying:
            for identifier in identifiers:
                export.publish(identifier, checkpoint.load(options.runs, identifier), *data.read_test(options.data))


if __name__ == "__main__":
    main()
