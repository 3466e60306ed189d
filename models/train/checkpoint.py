"""Where a training run is kept between epochs."""

import os
from pathlib import Path

import torch

RUNS = Path(__file__).parent / "runs"


def path(runs: Path, identifier: str) -> Path:
    return runs / f"{identifier}.pt"


def load(runs: Path, identifier: str) -> dict | None:
    file = path(runs, identifier)
    return torch.load(file, weights_only=True) if file.exists() else None


def save(runs: Path, identifier: str, state: dict):
    """Whole or not at all, whenever the machine stops."""
    runs.mkdir(parents=True, exist_ok=True)
    file = path(runs, identifier)
    unfinished = file.with_suffix(".unfinished")
    torch.save(state, unfinished)
    os.replace(unfinished, file)


def is_finished(state: dict) -> bool:
    return len(state["log"]) == state["settings"]["epochs"]
