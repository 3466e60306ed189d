"""PyTorch as a peer of the bench: native, one thread, float32. Reads a JSON request a line and answers each with a line.

{"net", "batch", "pixels", "cotangent"}            → {"logits", "gradients"}: of one batch
the same and {"seconds", "rounds", "warmUpMs", "turnMs"} → {"forward", "gradient"}: milliseconds a call, a number a round

What it needs is in models/train/requirements.txt.
"""

import functools
import json
import sys
import time
from pathlib import Path

import torch

MODELS = Path(__file__).parents[2] / "models"
sys.path.insert(0, str(MODELS / "train"))
from export import net_from_onnx  # noqa: E402: it lies beside the recipe

torch.set_num_threads(1)
load = functools.cache(lambda identifier: net_from_onnx(identifier, MODELS / f"{identifier}.onnx").eval())


def calls(request):
    """Forward, and forward + input gradient, of the batch in the request."""
    net = load(request["net"])
    pixels = torch.tensor(request["pixels"], dtype=torch.float32).view(request["batch"], 3, 32, 32)
    cotangent = torch.tensor(request["cotangent"], dtype=torch.float32).view(request["batch"], -1)
    watched = pixels.clone().requires_grad_()

    def forward():
        with torch.inference_mode():
            return net(pixels)

    def gradient():
        return torch.autograd.grad(net(watched), watched, cotangent)[0]

    return forward, gradient


def elapsed(call, repeats):
    """Milliseconds a call."""
    start = time.perf_counter()
    for _ in range(repeats):
        call()
    return (time.perf_counter() - start) * 1000 / repeats


def warm_up(call, milliseconds):
    """The quickest call while that time lasts."""
    end = time.perf_counter() + milliseconds / 1000
    fastest = elapsed(call, 1)
    while time.perf_counter() < end:
        fastest = min(fastest, elapsed(call, 1))
    return fastest


def time_rounds(both, request):
    """As rounds.js: interleaved turns, each as long as the clock needs, as many rounds as fit."""
    fastest = [warm_up(call, request["warmUpMs"]) for call in both]
    repeats = [max(1, round(request["turnMs"] / each)) for each in fastest]
    least, most = request["rounds"]
    fitting = int(1000 * request["seconds"] / sum(count * each for count, each in zip(repeats, fastest)))
    rounds = min(most, max(least, fitting))
    return list(zip(*([elapsed(call, count) for call, count in zip(both, repeats)] for _ in range(rounds))))


def answer(request):
    forward, gradient = calls(request)
    if "seconds" in request:
        return dict(zip(("forward", "gradient"), time_rounds((forward, gradient), request)))
    return {"logits": forward().flatten().tolist(), "gradients": gradient().flatten().tolist()}


print(json.dumps({"version": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
