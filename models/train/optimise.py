"""What every training shares: the learning rate's course, the optimiser, and the moving average that is published."""

import math

import torch
from torch import Tensor, nn

from zoo import Recipe


def rate(recipe: Recipe, epochs: float) -> float:
    """The learning rate after so many epochs."""
    now, epochs = recipe.round_of(epochs)
    progress = epochs / now.epochs
    if progress < recipe.warmup:
        return now.peak_rate * progress / recipe.warmup
    return now.peak_rate * 0.5 * (1 + math.cos(math.pi * (progress - recipe.warmup) / (1 - recipe.warmup)))


def window(recipe: Recipe, epoch: int) -> int:
    """The side of the training windows in `epoch`, counted from 1."""
    now, before = recipe.round_of(epoch - 1)
    return [side for since, side in now.windows if before / now.epochs >= since][-1]


def make_optimizer(net: nn.Module, recipe: Recipe) -> torch.optim.SGD:
    learnt = [parameter for parameter in net.parameters() if parameter.requires_grad]
    weights = [parameter for parameter in learnt if parameter.ndim > 1]
    others = [parameter for parameter in learnt if parameter.ndim == 1]  # biases and batch norms
    groups = [{"params": weights, "weight_decay": recipe.weight_decay}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.SGD(groups, lr=recipe.peak_rate, momentum=recipe.momentum, nesterov=True)


def floats(net: nn.Module) -> dict[str, Tensor]:
    """Weights, biases and batch norms' running statistics: all that is averaged and exported."""
    return {name: value for name, value in net.state_dict().items() if value.is_floating_point()}


def update(averaged: dict[str, Tensor], net: nn.Module, recipe: Recipe, step: int):
    """Moves the average, in place, towards the net after `step` steps. The first averages would remember the random start."""
    decay = min(recipe.averaging, (1 + step) / (10 + step))
    torch._foreach_lerp_(list(averaged.values()), list(floats(net).values()), 1 - decay)


def accuracy(net: nn.Module, pixels: Tensor, labels: Tensor) -> float:
    """Over uint8 pictures."""
    with torch.no_grad():
        said = torch.cat([net(batch.float() / 255).argmax(1) for batch in pixels.split(500)])
    return (said == labels).float().mean().item()


def computes_with_bfloat16() -> bool:
    """Elsewhere it works, too, but ten times slower than float32."""
    return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
