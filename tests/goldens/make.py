"""Make the golden cases: `python make.py [PATTERN]` for the PyTorch ones, `python make.py --bad` for malformed files.

The Keras cases need another environment: `python make.py --keras` (see README.md).
"""

import argparse
import re
import sys
import time

from golden_file import FOLDER, check_folder


def make_torch_cases(pattern):
    import torch

    import golden
    import nets  # noqa: F401  (registers its cases)
    import ops  # noqa: F401

    torch.set_num_threads(1)
    names = [case.name for case in golden.CASES]
    assert len(names) == len(set(names)), "two cases share a name"
    failures = []
    for case in golden.CASES:
        if not re.search(pattern, case.name):
            continue
        start = time.monotonic()
        try:
            metadata = golden.make(case)
            print(f"{case.name:34} {time.monotonic() - start:5.1f} s  {metadata['exporter']:11} {metadata['ops']}")
        except Exception as error:
            failures.append(case.name)
            print(f"{case.name:34} FAILED  {type(error).__name__}: {str(error)[:400]}")
        sys.stdout.flush()
    if not pattern:
        remove_stale(names)
    return failures


def remove_stale(names):
    """Cases that are no longer in the scripts. The Keras ones, and arrays without an .onnx, are not ours to judge."""
    for path in FOLDER.glob("*.onnx"):
        if path.stem not in names and not path.stem.startswith("keras_"):
            path.unlink()
            path.with_suffix(".safetensors").unlink(missing_ok=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pattern", nargs="?", default="", help="only cases whose name matches")
    parser.add_argument("--keras", action="store_true", help="the Keras cases (needs TensorFlow)")
    parser.add_argument("--bad", action="store_true", help="the malformed files")
    arguments = parser.parse_args()
    if arguments.keras:
        import keras_nets

        failures = keras_nets.make_all(arguments.pattern)
    elif arguments.bad:
        import bad

        failures = bad.make_all()
    else:
        failures = make_torch_cases(arguments.pattern)

    failures += check_folder()
    if failures:
        sys.exit(f"{len(failures)} failed: {' '.join(failures)}")


if __name__ == "__main__":
    main()
