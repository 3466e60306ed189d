"""Makes the gallery: 32 × 32 pictures of the ten CIFAR-10 classes, none of them from CIFAR-10.

    python -m venv .venv && .venv/bin/pip install -r requirements.txt

    mkdir sources && cd sources
    apt-get download tuxpaint-stamps-default gcompris-qt-data gnome-taquin gnome-control-center-data
    for package in *.deb; do dpkg-deb -x "$package" .; done
    npm pack @lobehub/fluent-emoji-3d@1.1.0 && tar xzf lobehub-fluent-emoji-3d-1.1.0.tgz
    cd ..

    .venv/bin/python make.py sources            # writes pictures
    .venv/bin/python make.py sources --check    # fails when pictures differs from what would be written
    .venv/bin/python make.py sources --sheet sheet.png    # all of them, eight times enlarged, to look at

The Debian packages are those of Debian 12 (bookworm); their versions stand in catalogue.py.
"""

import argparse
import io
import json
import sys
from pathlib import Path

import resvg_py
from PIL import Image

import rcc
from catalogue import EARLIER_CHANGES, LICENCES, PACKAGES, PICTURES
from compose import paint, place, shrink

GALLERY = Path(__file__).resolve().parent.parent / "public" / "gallery"


def open_source(sources, source):
    """`package:path`, or `package:bundle.rcc:path` for a file inside a Qt resource bundle."""
    package, *path = source.split(":")
    content = (sources / PACKAGES[package][1] / path[0]).read_bytes()
    if len(path) == 2:
        content = rcc.read(content, path[1])
    if path[-1].endswith(".svg"):
        content = resvg_py.svg_to_bytes(svg_string=content.decode(), width=640, skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(content)))


def compose(sources, identifier, entry):
    picture = open_source(sources, entry["source"])
    if "crop" in entry:
        left, top, side = entry["crop"]
        square = picture.convert("RGB").crop((left, top, left + side, top + side))
    else:
        kind, settings = entry["ground"]
        settings = dict(settings)
        ground = paint(identifier, kind, *settings.pop("codes", ()), **settings)
        square = place(picture, ground, **entry["place"])
    return shrink(square, **entry["tone"])


def identified():
    """(identifier, entry) pairs: the class and a number within it."""
    counts = {}
    for entry in PICTURES:
        counts[entry["label"]] = counts.get(entry["label"], 0) + 1
        yield f"{entry['label']}-{counts[entry['label']]}", entry


def png(picture):
    """8-bit RGB and nothing else: no alpha, no profile, no gamma, so that browsers show these very bytes."""
    stripped = Image.frombytes("RGB", picture.size, picture.convert("RGB").tobytes())
    out = io.BytesIO()
    stripped.save(out, "PNG", optimize=True)
    return out.getvalue()


def source_in_words(entry):
    package, *path = entry["source"].split(":")
    return f"{PACKAGES[package][0]}, {path[-1]}"


def listing():
    rows = []
    for identifier, entry in identified():
        row = {
            "id": identifier,
            "file": f"{identifier}.png",
            "label": entry["label"],
            "title": entry["title"],
            "source": source_in_words(entry),
            "author": entry["author"],
            "licence": entry["licence"],
            "licence_url": LICENCES[entry["licence"]],
            "changes": EARLIER_CHANGES.get(entry["source"].split(":")[0], "") + entry["changes"],
        }
        if entry["origin"]:
            row["origin"] = entry["origin"]
        rows.append(row)
    return rows


def licences(rows):
    lines = [
        "# Licences of the gallery's pictures",
        "",
        "None of these pictures is from CIFAR-10. Each is free to copy, change and pass on under the licence named",
        "beside it, which also covers our 32 × 32 version of it. The full texts of the GPL and of the MIT licence are",
        "in [COPYING.GPL-2](COPYING.GPL-2) and [COPYING.MIT](COPYING.MIT); the sources named here, with the scripts",
        "in `www/gallery`, are all that it takes to make the pictures again.",
        "",
    ]
    for row in rows:
        origin = f" ([original]({row['origin']}))" if "origin" in row else ""
        lines += [
            f"## {row['file']}",
            "",
            f"{row['title'][0].upper()}{row['title'][1:]}.",
            "",
            f"- Author: {row['author']}{origin}",
            f"- Licence: [{row['licence']}]({row['licence_url']})",
            f"- Source: {row['source']}",
            f"- Changes: {row['changes']}",
            "",
        ]
    return "\n".join(lines)


def sheet(pictures, columns=8, times=8):
    cell = 32 * times + 8
    rows = -(-len(pictures) // columns)
    canvas = Image.new("RGB", (columns * cell, rows * cell), "#1c1c1c")
    for k, picture in enumerate(pictures):
        big = picture.resize((32 * times, 32 * times), Image.Resampling.NEAREST)
        canvas.paste(big, (k % columns * cell, k // columns * cell))
    return canvas


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sources", type=Path)
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--sheet", type=Path)
    arguments = arguments.parse_args()

    pictures = {f"{i}.png": compose(arguments.sources, i, entry) for i, entry in identified()}
    if arguments.sheet:
        sheet(list(pictures.values())).save(arguments.sheet)
        return
    rows = listing()
    files = {name: png(picture) for name, picture in pictures.items()}
    files["gallery.json"] = (json.dumps(rows, indent=2, ensure_ascii=False) + "\n").encode()
    files["LICENCES.md"] = licences(rows).encode()
    if arguments.check:
        found = {p.name: p.read_bytes() for p in GALLERY.iterdir() if not p.name.startswith("COPYING.")}
        different = sorted(n for n in found.keys() | files.keys() if found.get(n) != files.get(n))
        sys.exit(f"differs: {', '.join(different)}" if different else 0)
    for stale in GALLERY.glob("*.png"):
        stale.unlink()
    for name, content in files.items():
        (GALLERY / name).write_bytes(content)


if __name__ == "__main__":
    main()
