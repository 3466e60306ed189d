"""A run's log, kept as data: models/train/logs/<id>.json. Settings, machine, every epoch, and what was measured of the file."""

import json
from pathlib import Path

LOGS = Path(__file__).parent / "logs"


def read(identifier: str) -> dict:
    return json.loads((LOGS / f"{identifier}.json").read_text())


def write(log: dict):
    """One line an epoch."""
    LOGS.mkdir(exist_ok=True)
    epochs = ",\n".join("    " + json.dumps(epoch) for epoch in log["epochs"])
    head = json.dumps({key: value for key, value in log.items() if key not in ("epochs", "measured")}, indent=2)
    measured = f'  "measured": {json.dumps(log["measured"], ensure_ascii=False)},\n' if "measured" in log else ""
    text = head.removesuffix("\n}") + ",\n" + measured + '  "epochs": [\n' + epochs + "\n  ]\n}\n"
    (LOGS / f"{log['id']}.json").write_text(text)
