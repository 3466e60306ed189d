"""Reads one file out of a Qt resource bundle (.rcc), format versions 1 to 3."""

import struct
import zlib

DIRECTORY, COMPRESSED, ZSTD = 2, 1, 4


def read(bundle, wanted):
    """The bytes of the file whose path inside the bundle ends with `wanted`."""
    magic, version, tree, data, names = struct.unpack_from(">4s4I", bundle)
    if magic != b"qres":
        raise ValueError("not a Qt resource bundle")
    entry_size = 22 if version >= 2 else 14

    def name(offset):
        length = struct.unpack_from(">H", bundle, names + offset)[0]
        start = names + offset + 6
        return bundle[start : start + 2 * length].decode("utf-16-be")

    def find(index, folder):
        at = tree + index * entry_size
        name_offset, flags = struct.unpack_from(">IH", bundle, at)
        path = f"{folder}/{name(name_offset)}" if index else ""
        if flags & DIRECTORY:
            count, first = struct.unpack_from(">II", bundle, at + 6)
            return next((found for k in range(count) if (found := find(first + k, path)) is not None), None)
        if not path.endswith("/" + wanted):
            return None
        start = data + struct.unpack_from(">I", bundle, at + 10)[0]
        length = struct.unpack_from(">I", bundle, start)[0]
        content = bundle[start + 4 : start + 4 + length]
        if flags & ZSTD:
            raise ValueError(f"{path} is packed with zstd")
        return zlib.decompress(content[4:]) if flags & COMPRESSED else content

    content = find(0, "")
    if content is None:
        raise FileNotFoundError(wanted)
    return content
