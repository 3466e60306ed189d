"""Where a training run is kept between epochs."""

import os
from pathlib import Path

import torch

import zoo

RUNS = Path(__file__).parent / "runs"


def path(runs: Path, identifier: str) -> Path:
    return runs / f"{identifier}.pt"


def load(runs: Path, identifier: str, settings: dict | None = None) -> dict | None:
    """Nothing, or the run so far. A run of other settings must not be continued, unless they only lack rounds at the end."""
    file = path(runs, identifier)
    if not file.exists():
        return None
    state = torch.load(file, weights_only=True)
    if settings is None:
        return state
    if not zoo.continues(state["settings"], settings):
        raise SystemExit(f"{file} is of another recipe: delete it, or give another --runs")
    return state | {"settings": settings}


def save(runs: Path, identifier: str, state: dict):
    """Whole or not at all, whenever the machine stops."""
    runs.mkdir(parents=True, exist_ok=True)
    file = path(runs, identifier)
    unfinished = file.with_suffix(".unfinished")
    torch.save(state, unfinished)
    os.replace(unfinished, file)
