"""CIFAR-10 from its binary files, and random crops and flips of whole batches at once."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
TRAIN_FILES = [f"data_batch_{number}.bin" for number in range(1, 6)]
TEST_FILE = "test_batch.bin"
HELD_OUT = 5000
RECORD_BYTES = 1 + 3 * 32 * 32  # the label, then red, green and blue planes


def read(folder: Path, names: list[str]) -> tuple[Tensor, Tensor]:
    """Pixels, uint8 [N, 3, 32, 32], and labels, int64 [N], in the files' order."""
    records = []
    for name in names:
        path = folder / name
        if not path.is_file():
            raise SystemExit(f"{path} is missing: --data takes the folder of CIFAR-10's binary version")
        content = np.fromfile(path, dtype=np.uint8)
        if content.size == 0 or content.size % RECORD_BYTES:
            raise SystemExit(f"{path} is not a whole number of {RECORD_BYTES}-byte CIFAR-10 records")
        records.append(content.reshape(-1, RECORD_BYTES))
    table = torch.from_numpy(np.concatenate(records))
    return table[:, 1:].reshape(-1, 3, 32, 32).contiguous(), table[:, 0].long()


def read_train(folder: Path) -> tuple[Tensor, Tensor]:
    return read(folder, TRAIN_FILES)


def read_test(folder: Path) -> tuple[Tensor, Tensor]:
    return read(folder, [TEST_FILE])


def read_some(folder: Path, held_out: bool) -> tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor]]:
    """The training pictures and, when settings are being chosen, HELD_OUT of them to choose by; else none."""
    pixels, labels = read_train(folder)
    kept = len(labels) - (HELD_OUT if held_out else 0)
    return (pixels[:kept], labels[:kept]), (pixels[kept:], labels[kept:])


class Augmented:
    """Shuffled batches; each picture shifted by up to `margin` pixels (edges reflected) and mirrored half the time; of all
    pictures of a batch the same window of `side` × `side` pixels.

    Everything random comes from `generator`, so its state is all that a resumed run needs.
    """

    def __init__(self, pixels: Tensor, labels: Tensor, batch: int, margin: int, generator: torch.Generator):
        # torch cannot reflect uint8, so the border is copied by index.
        border = torch.arange(-margin, 32 + margin).abs()
        border = torch.where(border > 31, 62 - border, border)
        padded = pixels[:, :, border][:, :, :, border].contiguous()
        self.crops = padded.unfold(2, 32, 1).unfold(3, 32, 1)  # a view: [N, 3, shifts, shifts, 32, 32]
        self.labels, self.batch, self.generator = labels, batch, generator
        self.side = 32

    def __len__(self) -> int:
        return len(self.labels) // self.batch  # the incomplete last batch of an epoch is left out

    def __iter__(self):
        shifts = self.crops.shape[2]
        order = torch.randperm(len(self.labels), generator=self.generator)
        for start in range(0, len(self) * self.batch, self.batch):
            chosen = order[start : start + self.batch]
            down = torch.randint(shifts, (self.batch,), generator=self.generator)
            right = torch.randint(shifts, (self.batch,), generator=self.generator)
            mirrored = torch.rand(self.batch, generator=self.generator) < 0.5
            pixels = self.crops[chosen, :, down, right]
            pixels[mirrored] = pixels[mirrored].flip(3)
            if self.side < 32:
                top, left = torch.randint(33 - self.side, (2,), generator=self.generator)
                pixels = pixels[:, :, top : top + self.side, left : left + self.side]
            yield pixels.float() / 255, self.labels[chosen]
