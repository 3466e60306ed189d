"""What a net does with pictures that are a little, or entirely, unlike those it was trained on: for the model cards."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, pad

PICTURES = 2000  # the first ones of the test set
SEED = 11


def logits(net: nn.Module, pixels: Tensor) -> Tensor:
    with torch.no_grad():
        return torch.cat([net(batch) for batch in pixels.split(250)])


def one_step(net: nn.Module, pixels: Tensor, labels: Tensor, epsilon: float) -> Tensor:
    """Fast gradient sign method (Goodfellow et al. 2015)."""
    fooled = []
    for batch, truth in zip(pixels.split(250), labels.split(250)):
        batch = batch.clone().requires_grad_()
        cross_entropy(net(batch), truth, reduction="sum").backward()
        fooled.append((batch.detach() + epsilon * batch.grad.sign()).clamp(0, 1))
    return torch.cat(fooled)


def changes(net: nn.Module, labels: Tensor, generator: torch.Generator) -> dict[str, Callable[[Tensor], Tensor]]:
    return {
        "as they are": lambda pixels: pixels,
        "mirrored": lambda pixels: pixels.flip(3),
        "moved 8 pixels to the right": lambda pixels: pad(pixels, (8, 0, 0, 0), mode="reflect")[..., :32],
        "upside down": lambda pixels: pixels.flip(2),
        "in grey": lambda pixels: pixels.mean(1, keepdim=True).expand(-1, 3, -1, -1),
        "with noise, standard deviation 16/255": lambda pixels: (
            pixels + 16 / 255 * torch.randn(pixels.shape, generator=generator)
        ).clamp(0, 1),
        "changed against the net, one step of 1/255": lambda pixels: one_step(net, pixels, labels, 1 / 255),
        "changed against the net, one step of 4/255": lambda pixels: one_step(net, pixels, labels, 4 / 255),
    }


def accuracies(net: nn.Module, pixels: Tensor, labels: Tensor) -> dict[str, float]:
    """Accuracy over the first test pictures (float in [0, 1]) after each change."""
    pixels, labels = pixels[:PICTURES], labels[:PICTURES]
    table = changes(net, labels, torch.Generator().manual_seed(SEED))
    return {name: (logits(net, change(pixels)).argmax(1) == labels).float().mean().item() for name, change in table.items()}


def confidences(net: nn.Module, pixels: Tensor, labels: Tensor) -> dict[str, float]:
    """Mean highest softmax where the net is right, where it is wrong, and on pictures of independent uniform noise."""
    confidence, said = logits(net, pixels).softmax(1).max(1)
    noise = torch.rand(1000, 3, 32, 32, generator=torch.Generator().manual_seed(SEED))
    on_noise, said_on_noise = logits(net, noise).softmax(1).max(1)
    favourite = said_on_noise.bincount(minlength=10).argmax().item()
    return {
        "right": confidence[said == labels].mean().item(),
        "wrong": confidence[said != labels].mean().item(),
        "noise": on_noise.mean().item(),
        "noise_class": favourite,
        "noise_share": (said_on_noise == favourite).float().mean().item(),
    }
