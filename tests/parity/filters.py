"""Attacks through filters, written with PyTorch's autograd, beside ours in models/evaluation.json: which pictures stay right.

python filters.py --data DIR [--net residual] [--epsilon 4] [--only median-3,…] [--seed 0]

Takes the pictures that `evaluate --parts filters` took, PGD-20 from one random start; the last iterate that fools on 8 bits is
kept, and judged once more in the end, so that no luck with a random filter's draws counts. Derivatives
are autograd's; rounding to few bits and JPEG (Pillow's, without subsampling) are passed through as if they were the identity
(BPDA, Athalye 2018), random filters are averaged over 8 draws (EOT).
"""

import argparse
import io
import json
import math
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn.functional import conv2d, nll_loss

from reference import ROOT, load, pictures

DRAWS = 8
STEPS = 20


def symmetric(pixels: Tensor, before: int, after: int) -> Tensor:
    """Edges mirrored, the edge pixel itself twice."""
    index = np.pad(np.arange(pixels.shape[-1]), (before, after), mode="symmetric")
    return pixels[..., index, :][..., index]


def gaussian(pixels: Tensor, sigma: float) -> Tensor:
    radius = math.ceil(3 * sigma)
    line = torch.exp(-torch.arange(-radius, radius + 1.0) ** 2 / (2 * sigma**2))
    kernel = torch.outer(line, line) / line.sum() ** 2
    flat = symmetric(pixels, radius, radius).flatten(0, 1).unsqueeze(1)
    return conv2d(flat, kernel[None, None]).view_as(pixels)


def median(pixels: Tensor, size: int) -> Tensor:
    windows = symmetric(pixels, size // 2, (size - 1) // 2).unfold(2, size, 1).unfold(3, size, 1).flatten(4)
    return windows.sort(-1).values[..., size * size // 2]


def straight_through(pixels: Tensor, filtered: Tensor) -> Tensor:
    return pixels + (filtered - pixels).detach()


def bit_depth(pixels: Tensor, bits: int) -> Tensor:
    return straight_through(pixels, (pixels * (2**bits - 1)).round() / (2**bits - 1))


def jpeg(pixels: Tensor, quality: int) -> Tensor:
    def through(picture: np.ndarray) -> np.ndarray:
        buffer = io.BytesIO()
        Image.fromarray(picture).save(buffer, "JPEG", quality=quality, subsampling=0)
        return np.asarray(Image.open(buffer))

    rows = (pixels.detach() * 255).round().byte().permute(0, 2, 3, 1).numpy()
    filtered = torch.from_numpy(np.stack([through(row) for row in rows])).permute(0, 3, 1, 2) / 255
    return straight_through(pixels, filtered)


def noise(pixels: Tensor, sigma: float) -> Tensor:
    return pixels + sigma * torch.randn_like(pixels)


def shift(pixels: Tensor, margin: int) -> Tensor:
    wide, side = symmetric(pixels, margin, margin), pixels.shape[-1]
    offsets = torch.randint(0, 2 * margin + 1, (len(pixels), 2)).tolist()
    return torch.stack([picture[:, y : y + side, x : x + side] for picture, (y, x) in zip(wide, offsets)])


# By name: the filter, whether it is random, and the filter as `evaluate` writes it.
FILTERS = {
    "gaussian-1": (lambda x: gaussian(x, 1.0), False, {"kind": "gaussian", "sigma": 1.0}),
    "median-2": (lambda x: median(x, 2), False, {"kind": "median", "size": 2}),
    "median-3": (lambda x: median(x, 3), False, {"kind": "median", "size": 3}),
    "bit-depth-3": (lambda x: bit_depth(x, 3), False, {"kind": "bit-depth", "bits": 3}),
    "jpeg-50": (lambda x: jpeg(x, 50), False, {"kind": "jpeg", "quality": 50}),
    "noise-0.05": (lambda x: noise(x, 0.05), True, {"kind": "noise", "sigma": 0.05, "draws": DRAWS}),
    "shift-4": (lambda x: shift(x, 4), True, {"kind": "shift", "margin": 4, "draws": DRAWS}),
}


def scores(net: torch.nn.Module, filtered, is_random: bool, pixels: Tensor) -> Tensor:
    """Log-probabilities, of a random filter those of the mean over its draws."""
    draws = [net(filtered(pixels)).log_softmax(1) for _ in range(DRAWS if is_random else 1)]
    return torch.stack(draws).logsumexp(0) - math.log(len(draws))


def right_after(net: torch.nn.Module, filtered, is_random: bool, pixels: Tensor, labels: Tensor, epsilon: float):
    """Which pictures are right without an attack, and with it."""

    def still_right(found: Tensor) -> Tensor:
        with torch.no_grad():
            return scores(net, filtered, is_random, (found * 255).round() / 255).argmax(1) == labels

    clean = still_right(pixels)
    kept = pixels.clone()
    found = (pixels + torch.empty_like(pixels).uniform_(-epsilon, epsilon)).clamp(0, 1)
    for _ in range(STEPS):
        found.requires_grad_()
        loss = nll_loss(scores(net, filtered, is_random, found), labels, reduction="sum")
        (gradient,) = torch.autograd.grad(loss, found)
        found = found.detach() + 2.5 * epsilon / STEPS * gradient.sign()
        found = (pixels + (found - pixels).clamp(-epsilon, epsilon)).clamp(0, 1)
        fools = ~still_right(found)
        kept[fools] = found[fools]
    return clean, clean & still_right(kept)


def is_same(found: dict, written: dict) -> bool:
    """Numbers were written as f32."""
    return found.keys() == written.keys() and all(
        math.isclose(found[key], value, rel_tol=1e-6) if isinstance(value, float) else found[key] == value for key, value in written.items()
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--net", default="residual")
    parser.add_argument("--epsilon", type=int, default=4, help="n of n/255")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(FILTERS))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    nets = json.loads((ROOT / "models" / "evaluation.json").read_text())["summary"]["nets"]
    ours = [found for net in nets if net["id"] == options.net for found in net["filters"] if found["epsilon_255"] == options.epsilon and found["aware"]]
    if not ours:
        parser.error("evaluate has not measured this: make evaluate DATA=DIR ARGUMENTS='--parts filters'")
    pixels, labels = pictures(options.data, ours[0]["clean"]["of"])
    net = load(options.net, pixels)
    print(f"{options.net}, {options.epsilon}/255, {len(pixels)} pictures\n")
    print("| filter | right: reference | ours | under an aware attack: reference | ours |\n|---|---|---|---|---|")
    for name in options.only:
        filtered, is_random, written = FILTERS[name]
        mine = next(found for found in ours if is_same(found["filter"], written))
        clean, right = right_after(net, filtered, is_random, pixels, labels, options.epsilon / 255)
        shares = [clean.float().mean().item(), mine["clean"]["share"], right.float().mean().item(), mine["aware"]["share"]]
        print(f"| {name} | " + " | ".join(f"{100 * share:.1f} %" for share in shares) + " |", flush=True)


if __name__ == "__main__":
    main()
