"""Trains the members of one ensemble together, so that what fools one leaves the others right: DVERGE (Yang et al. 2020).

Each step, for each member: pictures are changed a little, until that member's features (after a layer drawn anew each epoch)
are those of *other* pictures; another member, drawn anew each step, learns to call the changed pictures what they are. (In the
paper all others do, in every step: the same on average, at more than twice the cost of training.)
"""

import random
import time
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, mse_loss

import checkpoint
import data
import export
import nets
import optimise
from zoo import Recipe, settings

EPSILON, STEP, MOMENTUM = 0.07, 0.007 * 2, 1.0  # in pixel values; five steps, each twice as long as the paper's ten
STEPS = 5


def together(recipes: dict[str, Recipe]) -> list[list[str]]:
    """The nets in the order of training, those that are trained together in one list."""
    groups: dict[str, list[str]] = {}
    for identifier, recipe in recipes.items():
        groups.setdefault(identifier.rpartition("-")[0] if recipe.objective == "disagree" else identifier, []).append(identifier)
    return list(groups.values())


def stops(net: nn.Sequential) -> list[int]:
    """After which layers features can be taken: each but the last that ends in an activation."""
    return [index for index, layer in enumerate(net) if isinstance(layer, (nn.ReLU, nets.Block, nets.Around))][:-1]


def distil(net: nn.Sequential, source: Tensor, target: Tensor, stop: int) -> Tensor:
    """Pictures within ε of `source` with the net's features of `target`."""
    part = net[: stop + 1]
    with torch.no_grad():
        wanted = part(target)
    changed, velocity = source.clone(), torch.zeros_like(source)
    for _ in range(STEPS):
        changed.requires_grad_()
        (gradient,) = torch.autograd.grad(mse_loss(part(changed), wanted, reduction="sum"), changed)
        with torch.no_grad():
            velocity = MOMENTUM * velocity + gradient / gradient.abs().mean((1, 2, 3), keepdim=True).clamp_min(1e-12)
            changed = source + (changed - STEP * velocity.sign() - source).clamp(-EPSILON, EPSILON)
            changed = changed.clamp(0, 1)
    return changed.detach()


def train(recipes: dict[str, Recipe], folder: Path, runs: Path, threads: int, held_out: bool):
    """All of `recipes` at once, from the published nets that they name as their start; checkpoints as for single nets."""
    recipe = next(iter(recipes.values()))  # the members' settings are the same, but for their start
    torch.manual_seed(recipe.seed)
    generator = torch.Generator().manual_seed(recipe.seed)
    shown, chosen_by = data.read_some(folder, held_out)
    members = {
        identifier: export.trainable_net_from_onnx(member.start, export.MODELS / f"{member.start}.onnx", shown[0][:2000].float() / 255)
        for identifier, member in recipes.items()
    }
    optimizers = {identifier: optimise.make_optimizer(net, recipe) for identifier, net in members.items()}
    states = {
        identifier: {
            "settings": settings(recipes[identifier]),
            "averaged": {name: value.clone() for name, value in optimise.floats(net).items()},
            "step": 0,
            "log": [],
        }
        for identifier, net in members.items()
    }
    saved = {identifier: checkpoint.load(runs, identifier, state["settings"]) for identifier, state in states.items()}
    # An interruption between two files leaves members of different epochs: those ahead cannot be taken back.
    if all(saved.values()) and len({len(state["log"]) for state in saved.values()}) == 1:
        states = saved
        for identifier, state in states.items():
            members[identifier].load_state_dict(state["net"])
            optimizers[identifier].load_state_dict(state["optimizer"])
        generator.set_state(next(iter(states.values()))["generator"])
    elif any(saved.values()):
        raise SystemExit(f"the checkpoints of {', '.join(recipes)} are of different epochs: delete them, or give another --runs")

    sources = data.Augmented(*shown, recipe.batch, recipe.margin, generator)
    targets = data.Augmented(*shown, recipe.batch, recipe.margin, generator)
    half = recipe.half and optimise.computes_with_bfloat16()
    done = len(next(iter(states.values()))["log"])
    for epoch in range(done + 1, recipe.all_epochs + 1):
        started = time.monotonic()
        sources.side = targets.side = optimise.window(recipe, epoch)
        layers = {identifier: random.Random(1000 * recipe.seed + epoch + index).choice(stops(net)) for index, (identifier, net) in enumerate(members.items())}
        losses, right, count = dict.fromkeys(members, 0.0), dict.fromkeys(members, 0), 0
        for (source, labels), (target, _) in zip(sources, targets):
            source, target = (pixels.contiguous(memory_format=torch.channels_last) for pixels in (source, target))
            step = next(iter(states.values()))["step"]
            learning_rate = optimise.rate(recipe, step / len(sources))
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                for net in members.values():
                    net.eval()
                changed = [distil(net, source, target, layers[identifier]) for identifier, net in members.items()]
                ahead = torch.randint(1, len(members), (), generator=generator).item()
                for index, (identifier, net) in enumerate(members.items()):
                    net.train()
                    logits = net(changed[(index + ahead) % len(members)]).float()
                    loss = cross_entropy(logits, labels)
                    for group in optimizers[identifier].param_groups:
                        group["lr"] = learning_rate
                    optimizers[identifier].zero_grad()
                    loss.backward()
                    optimizers[identifier].step()
                    states[identifier]["step"] += 1
                    optimise.update(states[identifier]["averaged"], net, recipe, step + 1)
                    losses[identifier] += loss.item() / len(sources)
                    right[identifier] += (logits.argmax(1) == labels).sum().item()
            count += len(labels)
        for identifier, state in states.items():
            entry = {
                "epoch": epoch,
                "learning_rate": round(learning_rate, 6),
                "layer": layers[identifier],
                "train_loss": round(losses[identifier], 4),
                "train_accuracy": round(right[identifier] / count, 4),
                "seconds": round((time.monotonic() - started) / len(members), 1),  # a member's share
            }
            if held_out:
                averaged = recipes[identifier].build()
                averaged.load_state_dict(state["averaged"], strict=False)
                entry["held_out_accuracy"] = round(optimise.accuracy(averaged.eval(), *chosen_by), 4)
            print(identifier, entry, flush=True)
            state["log"].append(entry)
            state["machine"] = f"{threads} CPU core{'s' if threads > 1 else ''}, {'bfloat16' if half else 'float32'}"
            state |= {"net": members[identifier].state_dict(), "optimizer": optimizers[identifier].state_dict(), "generator": generator.get_state()}
        for identifier, state in states.items():
            checkpoint.save(runs, identifier, state)
