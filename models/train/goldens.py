"""Logits and input gradients that the Rust tests must reproduce: tests/goldens/zoo.safetensors.

    python models/train/goldens.py

Logits come from onnxruntime on the published .onnx. Gradients (cotangentᵀ · ∂logits/∂pixels) come from PyTorch's autograd in
float64 on the weights read back from the same .onnx. The pictures are synthetic: no training or test picture is stored.
"""

from pathlib import Path

import numpy as np
import onnxruntime
import torch
from safetensors.numpy import save
from torch import Tensor, nn
from torch.nn.functional import interpolate

import export
from zoo import RECIPES

MODELS = Path(__file__).parent.parent
TARGET = MODELS.parent / "tests" / "goldens" / "zoo.safetensors"
COUNT, CANDIDATES, SEED = 4, 64, 7  # pictures of each net, and among how many they are looked for
NUDGE = 7e-7  # standard deviation
NUDGES = 12


def synthetic_pictures(generator: torch.Generator) -> Tensor:
    """Smooth random colours from coarse to fine, more or less noise on top; float [CANDIDATES, 3, 32, 32] in [0, 1]."""
    picture = torch.full((CANDIDATES, 3, 32, 32), 0.5)
    for side in (2, 4, 8):
        coarse = torch.rand(CANDIDATES, 3, side, side, generator=generator) - 0.5
        picture += interpolate(coarse, size=(32, 32), mode="bicubic", align_corners=False)
    noise = torch.linspace(0, 0.25, CANDIDATES).view(-1, 1, 1, 1)
    picture += noise * torch.randn(CANDIDATES, 3, 32, 32, generator=generator)
    return picture.clamp(0, 1)


def pullback(net: nn.Module, pixels: Tensor, cotangent: Tensor) -> tuple[Tensor, Tensor]:
    """Logits and cotangentᵀ · ∂logits/∂pixels, in float64."""
    exact = pixels.double().requires_grad_()
    logits = net(exact)
    logits.backward(cotangent.double())
    return logits.detach(), exact.grad


def away_from_kinks(net: nn.Module, pixels: Tensor, generator: torch.Generator) -> Tensor:
    """Which pictures keep their gradient when they move by what float32 rounds away: at a kink (of a ReLU, of a max-pool) the
    next rounding decides which side's derivative is right, and no two programs need agree."""
    cotangent = torch.randn(len(pixels), 10, generator=generator)
    gradient = pullback(net, pixels, cotangent)[1]
    kept = torch.ones(len(pixels), dtype=bool)
    for _ in range(NUDGES):
        moved = pixels + NUDGE * torch.randn(pixels.shape, generator=generator)
        change = (pullback(net, moved, cotangent)[1] - gradient).abs().amax((1, 2, 3))
        kept &= change < 3e-5 * gradient.abs().amax((1, 2, 3))
    return kept


def main():
    generator = torch.Generator().manual_seed(SEED)
    candidates = synthetic_pictures(generator)
    goldens = {}
    for identifier in RECIPES:
        path = MODELS / f"{identifier}.onnx"
        if not path.exists():
            continue
        net = export.net_from_onnx(identifier, path).double()
        pixels = candidates[away_from_kinks(net, candidates, generator)]
        assert len(pixels) >= COUNT, f"{identifier}: only {len(pixels)} of {CANDIDATES} pictures are away from every kink"
        pixels = pixels[:: len(pixels) // COUNT][:COUNT]  # from smooth to noisy
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        logits = session.run([export.OUTPUT], {export.INPUT: pixels.numpy()})[0]
        cotangent = torch.randn(COUNT, 10, generator=generator)
        exact_logits, gradient = pullback(net, pixels, cotangent)
        # Also the proof that the two are the same net.
        np.testing.assert_allclose(logits, exact_logits.numpy(), rtol=1e-4, atol=1e-4)
        goldens[f"{identifier}.pixels"] = pixels.numpy()
        goldens[f"{identifier}.logits"] = logits
        goldens[f"{identifier}.cotangent"] = cotangent.numpy()
        goldens[f"{identifier}.gradient"] = gradient.float().numpy()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(save({name: np.ascontiguousarray(value) for name, value in goldens.items()}))
    print(f"wrote {len(goldens)} tensors to tests/goldens/{TARGET.name}")


if __name__ == "__main__":
    main()
