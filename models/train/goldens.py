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
from torch import Tensor
from torch.nn.functional import interpolate

import export
from zoo import RECIPES

MODELS = Path(__file__).parent.parent
TARGET = MODELS.parent / "tests" / "goldens" / "zoo.safetensors"
COUNT, SEED = 12, 7


def synthetic_pictures(generator: torch.Generator) -> Tensor:
    """Smooth random colours from coarse to fine, more or less noise on top; float [COUNT, 3, 32, 32] in [0, 1]."""
    picture = torch.full((COUNT, 3, 32, 32), 0.5)
    for side in (2, 4, 8):
        coarse = torch.rand(COUNT, 3, side, side, generator=generator) - 0.5
        picture += interpolate(coarse, size=(32, 32), mode="bicubic", align_corners=False)
    noise = torch.linspace(0, 0.25, COUNT).view(-1, 1, 1, 1)
    picture += noise * torch.randn(COUNT, 3, 32, 32, generator=generator)
    return picture.clamp(0, 1)


def main():
    generator = torch.Generator().manual_seed(SEED)
    pixels = synthetic_pictures(generator)
    goldens = {"pixels": pixels.numpy()}
    for identifier in RECIPES:
        path = MODELS / f"{identifier}.onnx"
        if not path.exists():
            continue
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        logits = session.run([export.OUTPUT], {export.INPUT: pixels.numpy()})[0]
        cotangent = torch.randn(COUNT, 10, generator=generator)

        exact = pixels.double().requires_grad_()
        exact_logits = export.net_from_onnx(identifier, path).double()(exact)
        exact_logits.backward(cotangent.double())
        # Also the proof that the two are the same net.
        np.testing.assert_allclose(logits, exact_logits.detach().numpy(), rtol=1e-4, atol=1e-4)

        goldens[f"{identifier}.logits"] = logits
        goldens[f"{identifier}.cotangent"] = cotangent.numpy()
        goldens[f"{identifier}.gradient"] = exact.grad.float().numpy()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(save({name: np.ascontiguousarray(value) for name, value in goldens.items()}))
    print(f"wrote {len(goldens)} tensors to tests/goldens/{TARGET.name}")


if __name__ == "__main__":
    main()
