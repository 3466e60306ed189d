"""The reference implementations on the published nets: which pictures stay right, and how small the smallest changes are.

python reference.py --data DIR --out reference.json [--nets residual,plain] [--attacks pgd-20] [--epsilons 1,8]
    [--pictures 100] [--minimal 50] [--auto 50]
"""

import argparse
import json
import math
import sys
import time
from importlib.metadata import version
from pathlib import Path

import foolbox
import numpy as np
import onnxruntime
import torch
import torchattacks

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "models" / "train"))
import export  # noqa: E402

LENGTH = 3 * 32 * 32
BATCH = 50
# An answer may differ this much from onnxruntime's, relative to the largest logit.
AGREEMENT = 1e-4


def pictures(folder: Path, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """`count` of the test pictures, evenly spread, as the native program takes them."""
    records = np.frombuffer((folder / "test_batch.bin").read_bytes(), np.uint8).reshape(-1, LENGTH + 1)
    chosen = records[[index * len(records) // count for index in range(count)]]
    pixels = torch.from_numpy(chosen[:, 1:].reshape(-1, 3, 32, 32).astype(np.float32) / 255)
    return pixels, torch.from_numpy(chosen[:, 0].astype(np.int64))


def load(name: str, pixels: torch.Tensor) -> torch.nn.Module:
    """The net with the file's weights, which must answer as onnxruntime does."""
    path = ROOT / "models" / f"{name}.onnx"
    net = export.net_from_onnx(name, path).eval()
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    expected = session.run(None, {export.INPUT: pixels[:BATCH].numpy()})[0]
    found = net(pixels[:BATCH]).numpy()
    error = np.abs(found - expected).max() / np.abs(expected).max()
    assert error < AGREEMENT, f"{name} answers differently from onnxruntime: {error}"
    return net


class Vote(torch.nn.Module):
    """Several nets that vote by mean probability; its logits are the logarithms of the mean."""

    def __init__(self, members: list[torch.nn.Module]):
        super().__init__()
        self.members = torch.nn.ModuleList(members)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        logarithms = torch.stack([member(pixels).log_softmax(1) for member in self.members])
        return logarithms.logsumexp(0) - math.log(len(self.members))


def whom(name: str, pixels: torch.Tensor) -> torch.nn.Module:
    """A net, or the ensemble of that name."""
    manifest = json.loads((ROOT / "models" / "manifest.json").read_text())
    members = next((council["members"] for council in manifest["ensembles"] if council["id"] == name), None)
    return Vote([load(member, pixels) for member in members]).eval() if members else load(name, pixels)


def bounded(net: torch.nn.Module, epsilon: float) -> dict:
    """Attacks in L∞ with the steps that the native program takes."""
    return {
        "pgd-20": torchattacks.PGD(net, eps=epsilon, alpha=2.5 * epsilon / 20, steps=20),
        "mi-fgsm-10": torchattacks.MIFGSM(net, eps=epsilon, alpha=epsilon / 10, steps=10, decay=1.0),
        "apgd-ce-100": torchattacks.APGD(net, eps=epsilon, steps=100, loss="ce", n_restarts=1, seed=0),
        "apgd-t-100x9": torchattacks.APGDT(net, eps=epsilon, steps=100, n_restarts=1, seed=0, n_classes=10),
        "square-1000": torchattacks.Square(net, eps=epsilon, n_queries=1000, n_restarts=1, seed=0),
    }


def auto_attack(net: torch.nn.Module, epsilon: float):
    """The standard cascade. The library's own `AutoAttack` takes 10 steps where the paper has 100, and 5000 queries."""
    attacks = [
        torchattacks.APGD(net, eps=epsilon, steps=100, loss="ce", n_restarts=1, seed=0),
        torchattacks.APGDT(net, eps=epsilon, steps=100, n_restarts=1, seed=0, n_classes=10),
        torchattacks.FAB(net, eps=epsilon, steps=100, n_restarts=1, seed=0, n_classes=10, multi_targeted=True),
        torchattacks.Square(net, eps=epsilon, n_queries=5000, n_restarts=1, seed=0),
    ]
    return torchattacks.MultiAttack(attacks)


def minimal() -> dict:
    """Attacks for the smallest change in L2."""
    attacks = foolbox.attacks
    return {
        "deepfool-50": attacks.L2DeepFoolAttack(steps=50, candidates=10, overshoot=0.02, loss="logits"),
        "carlini-wagner-9x100": attacks.L2CarliniWagnerAttack(
            binary_search_steps=9, steps=100, stepsize=0.01, confidence=0, initial_const=1e-3, abort_early=True
        ),
        "ddn-100": attacks.DDNAttack(init_epsilon=1.0, steps=100, gamma=0.05),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with test_batch.bin")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--nets", default="residual,plain", help="ids of nets and ensembles, as in models/manifest.json")
    parser.add_argument("--attacks", help="by name; default: all")
    parser.add_argument("--epsilons", default="1,8", help="n of n/255")
    parser.add_argument("--pictures", type=int, default=100, help="for the attacks in a ball")
    parser.add_argument("--minimal", type=int, default=50, help="pictures for the smallest changes")
    parser.add_argument("--auto", type=int, default=50, help="pictures for AutoAttack; 0: none")
    arguments = parser.parse_args()
    epsilons = [int(epsilon) for epsilon in arguments.epsilons.split(",")]
    wanted = arguments.attacks.split(",") if arguments.attacks else None
    torch.set_num_threads(1)
    results = []

    def note(net: str, attack: str, epsilon: int | None, count: int, tried: torch.Tensor, seconds: float, **found):
        entry = {"net": net, "attack": attack, "epsilon_255": epsilon, "pictures": count, "right": len(tried)}
        results.append(entry | found | {"seconds": round(seconds, 1)})
        versions = {name: version(name) for name in ("torch", "torchattacks", "foolbox")}
        arguments.out.write_text(json.dumps({"versions": versions, "results": results}, indent=1) + "\n")
        print(net, attack, epsilon, {key: value for key, value in found.items() if not isinstance(value, list)}, flush=True)

    def right_ones(net: torch.nn.Module, count: int):
        pixels, labels = pictures(arguments.data, count)
        tried = (net(pixels).argmax(1) == labels).nonzero().flatten()
        return pixels[tried], labels[tried], tried

    for name in arguments.nets.split(","):
        net = whom(name, pictures(arguments.data, BATCH)[0])

        def robust(attack_name: str, attack, epsilon: int, count: int):
            if count == 0 or wanted and attack_name not in wanted:
                return
            pixels, labels, tried = right_ones(net, count)
            begun = time.process_time()
            torch.manual_seed(0)
            found = torch.cat([attack(*part) for part in zip(pixels.split(BATCH), labels.split(BATCH))])
            inside = (found - pixels).abs().max() <= epsilon / 255 + 1e-6 and 0 <= found.min() and found.max() <= 1
            assert inside, f"{attack_name} leaves the budget"
            still = net(found).argmax(1) == labels
            note(name, attack_name, epsilon, count, tried, time.process_time() - begun,
                 robust=int(still.sum()), robust_pictures=tried[still].tolist())  # fmt: skip

        for epsilon in epsilons:
            for attack_name, attack in bounded(net, epsilon / 255).items():
                robust(attack_name, attack, epsilon, arguments.pictures)
        for attack_name, attack in minimal().items():
            if wanted and attack_name not in wanted:
                continue
            pixels, labels, tried = right_ones(net, arguments.minimal)
            begun = time.process_time()
            model = foolbox.PyTorchModel(net, bounds=(0, 1), device="cpu")
            found, _, fooled = attack(model, pixels, labels, epsilons=None)
            lengths = (found - pixels).flatten(1).norm(dim=1)
            l2 = {int(index): round(float(length), 5) for index, length, good in zip(tried, lengths, fooled) if good}
            rounded = (found * 255).round() / 255
            kept = (rounded - pixels).flatten(1).norm(dim=1)[net(rounded).argmax(1) != labels]
            note(name, attack_name, None, arguments.minimal, tried, time.process_time() - begun,
                 mean_l2=sum(l2.values()) / max(len(l2), 1), fooled=len(l2), l2=l2,
                 mean_l2_8_bit=float(kept.sum()) / max(len(kept), 1), fooled_8_bit=len(kept))  # fmt: skip
        for epsilon in epsilons:
            robust("autoattack", auto_attack(net, epsilon / 255), epsilon, arguments.auto)


if __name__ == "__main__":
    main()
