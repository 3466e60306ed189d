"""The table of README.md from the results of reference.py and of the native program: python compare.py reference.json ours.json"""

import json
import sys
from pathlib import Path

# As strong: within one point of robust accuracy (or one picture, where that is more), or within 3 % of the mean length.
POINTS = 1.0
SHARE = 0.03
WHOSE = ("reference", "ours")
# These libraries hand over the last iterate, whether or not an earlier one did better.
LAST = {"pgd-20", "mi-fgsm-10"}


def read(path: str) -> dict:
    entries = json.loads(Path(path).read_text())["results"]
    return {(entry["net"], entry["attack"], entry["epsilon_255"]): entry for entry in entries}


def verdict(ours: float, reference: float, margin: float) -> str:
    if ours < reference:
        return "stronger"
    return "equal" if ours == reference else "within" if ours <= reference + margin else "**weaker**"


def percent(count: int, entry: dict) -> float:
    return 100 * count / entry["pictures"]


def main():
    reference, ours = read(sys.argv[1]), read(sys.argv[2])
    common = [key for key in reference if key in ours]
    for key in common:
        same = [(entry["pictures"], entry["right"]) for entry in (reference[key], ours[key])]
        assert same[0] == same[1], f"{key}: not the same pictures, or not the same answers: {same}"
    print("| net | attack | ε | pictures | reference, right | ours, right | ours, on 8 bits | ours is |")
    print("|---|---|---|---|---|---|---|---|")
    for net, attack, epsilon in (key for key in common if key[2] is not None):
        found, mine = reference[net, attack, epsilon], ours[net, attack, epsilon]
        robust = mine["robust_last" if attack in LAST else "robust"]
        rates = [percent(count, found) for count in (found["robust"], robust, mine["robust_8_bit"])]
        cells = [f"`{net}`", attack, f"{epsilon}/255", str(found["pictures"]), *(f"{rate:.1f} %" for rate in rates)]
        print(f"| {' | '.join(cells)} | {verdict(rates[1], rates[0], max(POINTS, percent(1, found)))} |")
    heads = ["net", "attack", "pictures", *(f"{whose}, mean L2{bits} (fooled)" for bits in ("", " on 8 bits") for whose in WHOSE)]
    print(f"\n| {' | '.join(heads)} | ours is |")
    print("|---|---|---|---|---|---|---|---|")
    for net, attack, epsilon in (key for key in common if key[2] is None):
        found, mine = reference[net, attack, epsilon], ours[net, attack, epsilon]
        fooled, fooled_8_bit = (mine["right"] - mine[robust] for robust in ("robust", "robust_8_bit"))
        means = [found["mean_l2"], mine["mean_l2"]]
        judged = verdict(means[1], means[0], SHARE * means[0]) if fooled >= found["fooled"] else "**weaker**"
        cells = [f"`{net}`", attack, str(found["pictures"])]
        lengths = [(means[0], found["fooled"]), (means[1], fooled)]
        lengths += [(found["mean_l2_8_bit"], found["fooled_8_bit"]), (mine["mean_l2_8_bit"], fooled_8_bit)]
        cells += [f"{length:.4f} ({count} of {found['right']})" if count else "– (none)" for length, count in lengths]
        print(f"| {' | '.join(cells)} | {judged} |")


if __name__ == "__main__":
    main()
