"""What a step of training makes better: from a net in training mode, pictures in [0, 1] and labels to the loss, and the logits
that the running accuracy is counted by."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

import export
from zoo import Recipe

TEACHING = 0.9  # weight of the teachers' word; the rest is the label's

Objective = Callable[[nn.Module, Tensor, Tensor], tuple[Tensor, Tensor]]


def right(net: nn.Module, pixels: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """The true class of each picture."""
    logits = net(pixels).float()
    return cross_entropy(logits, labels), logits


def right_under_attack(epsilon: float, generator: torch.Generator) -> Objective:
    """The true class of each picture after two steps against the net inside the ball (Madry et al. 2018), from a random point of
    it."""

    def objective(net: nn.Module, pixels: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        changed = pixels + torch.empty_like(pixels).uniform_(-epsilon, epsilon, generator=generator)
        for _ in range(2):
            changed = changed.clamp(0, 1).requires_grad_()
            (gradient,) = torch.autograd.grad(cross_entropy(net(changed).float(), labels, reduction="sum"), changed)
            changed = pixels + (changed.detach() + epsilon * 5 / 8 * gradient.sign() - pixels).clamp(-epsilon, epsilon)
        return right(net, changed.clamp(0, 1), labels)

    return objective


def as_taught(teachers: list[nn.Module]) -> Objective:
    """Mostly the teachers' mean probabilities (Hinton et al. 2015, at temperature 1), for the rest the true class."""

    def objective(net: nn.Module, pixels: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        with torch.no_grad():
            taught = torch.stack([teacher(pixels).float().softmax(1) for teacher in teachers]).mean(0)
        logits = net(pixels).float()
        return TEACHING * cross_entropy(logits, taught) + (1 - TEACHING) * cross_entropy(logits, labels), logits

    return objective


def make(recipe: Recipe, epoch: int, generator: torch.Generator) -> Objective:
    """That of the recipe in `epoch`, counted from 1."""
    if recipe.objective == "right under attack":
        now, _ = recipe.round_of(epoch - 1)
        return right_under_attack(now.radius / 255, generator)
    if recipe.objective == "as taught":
        return as_taught([export.net_from_onnx(teacher, export.MODELS / f"{teacher}.onnx") for teacher in recipe.teachers])
    assert recipe.objective == "right", f"no such objective: {recipe.objective}"
    return right
