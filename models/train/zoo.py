"""Which nets there are, and how each is trained. Nothing here was chosen by looking at test pictures."""

from collections.abc import Callable
from dataclasses import dataclass

from torch import nn

import nets


@dataclass(frozen=True)
class Recipe:
    build: Callable[[], nn.Module]
    title: str
    description: str
    chosen: str  # how these settings were come by, for the model card
    epochs: int
    batch: int
    peak_rate: float  # the learning rate's highest value: linear warm-up to it, then half a cosine to zero
    weight_decay: float  # on weights of convolutions and matrix products only
    warmup: float = 0.15  # fraction of all steps
    momentum: float = 0.9  # Nesterov
    averaging: float = 0.998  # decay of the weights' moving average, which is what gets exported
    margin: int = 4  # largest shift of a training picture, in pixels
    half: bool = True  # bfloat16 where it is safe (autocast)
    seed: int = 20


# In the order of training: the slowest first.
RECIPES = {
    "residual": Recipe(
        build=nets.residual,
        title="Residual net",
        description="ResNet-20: one convolution, nine pairs of convolutions with a shortcut around each pair, then an average over the picture.",
        chosen="The settings were fixed before training, after customary values; the number of epochs by the time at hand.",
        epochs=40,
        batch=128,
        peak_rate=0.2,
        weight_decay=5e-4,
    ),
    "plain": Recipe(
        build=nets.plain,
        title="Plain net",
        description="Six 3×3 convolutions with max-pooling after every second one, and no shortcuts: a small VGG.",
        chosen="The settings were fixed before training, after customary values; the number of epochs by the time at hand.",
        epochs=30,
        batch=128,
        peak_rate=0.1,
        weight_decay=5e-4,
    ),
    "linear": Recipe(
        build=nets.linear,
        title="Linear classifier",
        description="One weighted sum of the pixels for each class: ten templates that can be looked at as pictures.",
        chosen="Weight decay was chosen after three runs of six epochs (0.01, 0.05, 0.2) by how smooth the ten templates look.",
        epochs=30,
        batch=500,
        peak_rate=0.002,
        weight_decay=1e-1,
        half=False,
    ),
}
