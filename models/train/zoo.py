"""Which nets there are, and how each is trained. Nothing here was chosen by looking at test pictures."""

import json
from collections.abc import Callable
from dataclasses import MISSING, asdict, dataclass, fields

from torch import nn

import nets


Windows = tuple[tuple[float, int], ...]  # from this share of a round's epochs on, train on windows of this side


@dataclass(frozen=True)
class Round:
    """The learning rate warms up to its peak and falls to zero once."""

    epochs: int
    peak_rate: float
    windows: Windows = ((0.0, 32),)
    radius: float = 8.0


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
    windows: Windows = ((0.0, 32),)
    radius: float = 8.0  # of the ball, in 255ths, where the objective is "right under attack"
    objective: str = "right"  # what a step makes better: see objectives.py; "disagree": see disagree.py
    teachers: tuple[str, ...] = ()  # whose word counts when it is "as taught": published nets
    start: str = ""  # a published net to begin from
    further: tuple[Round, ...] = ()  # after the first: warm restarts (SGDR, Loshchilov & Hutter 2017)
    half: bool = True  # bfloat16 where it is safe (autocast), on machines that compute with it
    seed: int = 20

    @property
    def is_adversarial(self) -> bool:
        return self.objective == "right under attack"

    @property
    def rounds(self) -> tuple[Round, ...]:
        return (Round(self.epochs, self.peak_rate, self.windows, self.radius), *self.further)

    def round_of(self, epoch: float) -> tuple[Round, float]:
        """The round that runs after so many epochs, and how many of them are its own. The end belongs to the last."""
        *earlier, last = self.rounds
        for each in earlier:
            if epoch < each.epochs:
                return each, epoch
            epoch -= each.epochs
        return last, epoch

    @property
    def all_epochs(self) -> int:
        return sum(each.epochs for each in self.rounds)


def settings(recipe: Recipe) -> dict:
    """The numbers that make two runs the same run."""
    return {name: value for name, value in asdict(recipe).items() if name not in ("build", "title", "description", "chosen")}


def same_settings(kept: dict, wanted: dict) -> bool:
    """Were the kept settings, perhaps read from JSON, those wanted? A setting newer than a run had its default then."""
    defaults = {field.name: field.default for field in fields(Recipe) if field.default is not MISSING}
    return all(json.dumps((defaults | kept)[name]) == json.dumps(value) for name, value in wanted.items())


def continues(kept: dict, wanted: dict) -> bool:
    """Can a run of the kept settings become one of those wanted? Yes where it only lacks rounds at the end."""
    return same_settings(kept, wanted | {"further": wanted["further"][: len(kept.get("further", ()))]})


@dataclass(frozen=True)
class Ensemble:
    title: str
    description: str
    members: tuple[str, ...]


# Small windows first: a convolution costs by the pixel, and what it learns on a part it can use on the whole.
GROWING = ((0.0, 24), (0.5, 28), (0.8, 32))
BY_TIME = "The settings were fixed before training, after customary values; the number of epochs by the time at hand."
BY_TRY = "How the weights begin, how far pictures are shifted, the learning rate and whether labels are smoothed were chosen by tries of four epochs on 45,000 of the training pictures; the rest after customary values, the number of epochs by the time at hand."
BY_EXAMPLE = "The strangers' settings, with another objective; the number of epochs by the time at hand."
COMPACT = "Fixed 2×2 patches, then six 3×3 convolutions with a max-pool inside each pair."
LEARNT = "A convolution, then six 3×3 convolutions with a max-pool inside each pair."
CARRIED = f"{COMPACT[:-1]}, and a shortcut around each pair's second convolution."
STRANGERS = ((nets.compact, COMPACT), (nets.compact, COMPACT), (nets.compact, COMPACT), (nets.compact_residual, CARRIED), (nets.compact_residual, CARRIED))


def stranger(number: int) -> Recipe:
    build, shape = STRANGERS[number - 1]
    return Recipe(
        build=build,
        title=f"Stranger {number}",
        description=f"{shape} One of several nets of equal size and training that know nothing of each other.",
        chosen=BY_TRY,
        epochs=20,
        batch=128,
        peak_rate=0.2,
        weight_decay=5e-4,
        margin=2,
        windows=GROWING,
        seed=100 + number,
    )


def disagreeing(number: int) -> Recipe:
    build, shape = STRANGERS[number - 1]
    return Recipe(
        build=build,
        title=f"Dissenter {number}",
        description=f"{shape} One of several nets that were trained, together, to be fooled by different pictures, beginning as strangers (DVERGE, Yang et al. 2020).",
        chosen=BY_TIME,
        epochs=6,
        batch=256,
        peak_rate=0.1,
        weight_decay=2e-4,
        margin=2,
        windows=GROWING,
        objective="disagree",
        further=(Round(6, 0.05, GROWING),),
        start=f"strangers-{number}",
        seed=200,
    )


def hardened(number: int) -> Recipe:
    return Recipe(
        build=nets.compact_learnt,
        title=f"Hardened {number}",
        description=f"{LEARNT} One of several nets of equal size and training that learnt from pictures changed against them.",
        chosen=BY_EXAMPLE,
        epochs=9,
        batch=128,
        peak_rate=0.1,
        weight_decay=5e-4,
        margin=2,
        windows=GROWING,
        objective="right under attack",
        further=(Round(11, 0.1, GROWING, radius=5.0),),
        seed=300 + number,
    )


# In the order of training: those that others begin from, or learn from, first.
RECIPES = {
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
    "plain": Recipe(
        build=nets.plain,
        title="Plain net",
        description="Six 3×3 convolutions with max-pooling after every second one, and no shortcuts: a small VGG.",
        chosen=BY_TIME,
        epochs=30,
        batch=128,
        peak_rate=0.1,
        weight_decay=5e-4,
    ),
    "residual": Recipe(
        build=nets.residual,
        title="Residual net",
        description="ResNet-20: one convolution, nine pairs of convolutions with a shortcut around each pair, then an average over the picture.",
        chosen=BY_TIME,
        epochs=40,
        batch=128,
        peak_rate=0.2,
        weight_decay=5e-4,
    ),
    **{f"strangers-{number}": stranger(number) for number in range(1, 6)},
    "tiny": Recipe(
        build=nets.tiny,
        title="Tiny net",
        description="The strangers' first shape, half as wide: for evolution, and for attacks that ask many times.",
        chosen=BY_EXAMPLE,
        epochs=24,
        batch=128,
        peak_rate=0.2,
        weight_decay=1e-4,
        windows=GROWING,
        margin=2,
        objective="as taught",
        teachers=("strangers-1", "strangers-4"),
        further=(Round(12, 0.15, ((0.0, 24), (0.4, 32))),),
    ),
    **{f"hardened-{number}": hardened(number) for number in range(1, 4)},
    "robust": Recipe(
        build=nets.compact_learnt,
        title="Robust net",
        description=f"{LEARNT} It learnt from pictures changed against it.",
        chosen=BY_EXAMPLE,
        epochs=12,
        batch=128,
        peak_rate=0.1,
        weight_decay=5e-4,
        windows=GROWING,
        margin=2,
        objective="right under attack",
        further=(Round(11, 0.1, GROWING, radius=6.0),),
    ),
    **{f"disagree-{number}": disagreeing(number) for number in range(1, 5)},
    "depthwise": Recipe(
        build=nets.depthwise,
        title="Depthwise net",
        description="2×2 patches, then eight times a convolution within each channel and one across channels, at two scales, with a smooth activation.",
        chosen=BY_TIME,
        epochs=16,
        batch=128,
        peak_rate=0.2,
        weight_decay=5e-4,
        windows=GROWING,
        margin=2,
    ),
    "attention": Recipe(
        build=nets.attention,
        title="Attention net",
        description="Three convolutions, then three times attention: every place of the picture looks at every other.",
        chosen=BY_TIME,
        epochs=12,
        batch=128,
        peak_rate=0.1,
        weight_decay=5e-4,
        margin=2,
        objective="as taught",
        teachers=("strangers-1", "strangers-4"),
        further=(Round(7, 0.05),),
    ),
}

ENSEMBLES = {
    "strangers": Ensemble(
        title="Strangers",
        description="Nets of equal size and training that know nothing of each other.",
        members=tuple(f"strangers-{number}" for number in range(1, 6)),
    ),
    "disagree": Ensemble(
        title="Trained to disagree",
        description="Nets that began as strangers and then learnt, together, to be fooled by different pictures.",
        members=tuple(f"disagree-{number}" for number in range(1, 5)),
    ),
    "hardened": Ensemble(
        title="Hardened",
        description="Nets of equal size and training that learnt from pictures changed against them.",
        members=tuple(f"hardened-{number}" for number in range(1, 4)),
    ),
}

MEMBERS = [member for ensemble in ENSEMBLES.values() for member in ensemble.members]
# From the simplest on; members of ensembles last.
PAGE_ORDER = ["linear", "plain", "residual", "tiny", "depthwise", "attention", "robust", *MEMBERS]
