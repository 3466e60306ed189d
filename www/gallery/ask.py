"""What trained networks say about the gallery: python ask.py ../../models/residual.onnx [more.onnx ...]

One line a picture; for each network its answer and its confidence, with an exclamation mark where it is wrong.
"""

import json
import sys

import numpy as np
import onnxruntime
from PIL import Image

from make import GALLERY

CLASSES = "airplane automobile bird cat deer dog frog horse ship truck".split()


def main(paths):
    rows = json.loads((GALLERY / "gallery.json").read_text())
    pictures = [np.asarray(Image.open(GALLERY / row["file"])) for row in rows]
    pixels = np.stack(pictures).transpose(0, 3, 1, 2).astype(np.float32) / 255
    truth = np.array([CLASSES.index(row["label"]) for row in rows])
    answers = []
    for path in paths:
        logits = onnxruntime.InferenceSession(path).run(["logits"], {"pixels": pixels})[0]
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        answers.append(odds / odds.sum(axis=1, keepdims=True))
    for k, row in enumerate(rows):
        said = []
        for odds in answers:
            answer = odds[k].argmax()
            said.append(f"{CLASSES[answer]:>10} {odds[k, answer]:6.1%} {' ' if answer == truth[k] else '!'}")
        print(f"{row['id']:<13}", *said)
    print(f"{'right':<13}", *(f"{(odds.argmax(axis=1) == truth).sum():>14} / {len(rows)}" for odds in answers))


if __name__ == "__main__":
    main(sys.argv[1:])
