"""What a step of training makes better: from a net in training mode, pictures in [0, 1] and labels to the loss, and the logits
that the running accuracy is counted by."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

import export
from zoo import Recipe

EPSILON = 8 / 255
TEACHING = 0.9  # weight of the teachers' word; the rest is the label's

Objective = Callable[[nn.Module, Tensor, Tensor], tuple[Tensor, Tensor]]


def right(net: nn.Module, pixels: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """The true class of each picture."""
    logits = net(pixels).float()
    return cross_entropy(logits, labels), logits


def right_under_attack(generator: torch.Generator) -> Objective:
    """The true class of each picture after one step against the net from a noisy copy: N-FGSM (de Jorge et al. 2022), which
    unlike fast adversarial training (Wong et al. 2020) does not clip the change to the ball, and so does not collapse."""

    def objective(net: nn.Module, pixels: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        start = pixels + torch.empty_like(pixels).uniform_(-2 * EPSILON, 2 * EPSILON, generator=generator)
        start.requires_grad_()
        (gradient,) = torch.autograd.grad(cross_entropy(net(start).float(), labels, reduction="sum"), start)
        return right(net, (start + EPSILON * gradient.sign()).detach(), labels)

    return objective


def as_taught(teachers: list[nn.Module]) -> Objective:
    """Mostly the teachers' mean probabilities (Hinton et al. 2015, at temperature 1), for the rest the true class."""

    def objective(net: nn.Module, pixels: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        with torch.no_grad():
            taught = torch.stack([teacher(pixels).float().softmax(1) for teacher in teachers]).mean(0)
        logits = net(pixels).float()
        return TEACHING * cross_entropy(logits, taught) + (1 - TEACHING) * cross_entropy(logits, labels), logits

    return objective


def make(recipe: Recipe, generator: torch.Generator) -> Objective:
    if recipe.objective == "right under attack":
        return right_under_attack(generator)
    if recipe.objective == "as taught":
        return as_taught([export.net_from_onnx(teacher, export.MODELS / f"{teacher}.onnx") for teacher in recipe.teachers])
    assert recipe.objective == "right", f"no such objective: {recipe.objective}"
    return right
