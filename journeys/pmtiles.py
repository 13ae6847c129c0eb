"""The smallest PMTiles archive there is: one picture for the whole world (specification version 3)."""

from __future__ import annotations

import gzip
import io
import json
import struct

from PIL import Image

HEADER = 127
WORLD = (-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
GZIP, NO_COMPRESSION, PNG = 2, 1, 2


def archive_of_one_colour(colour: tuple[int, int, int]) -> bytes:
    """Return an archive whose only tile is one colour."""
    tile = picture(colour)
    directory = gzip.compress(b"".join(map(varint, (1, 0, 1, len(tile), 1))))
    metadata = gzip.compress(json.dumps({}).encode())
    after_directory = HEADER + len(directory)
    tiles = after_directory + len(metadata)
    places = (HEADER, len(directory), after_directory, len(metadata), tiles, 0, tiles, len(tile))
    header = b"PMTiles\x03" + struct.pack("<11Q", *places, 1, 1, 1)
    header += bytes([1, GZIP, NO_COMPRESSION, PNG, 0, 0]) + struct.pack("<4iBii", *WORLD, 0, 0, 0)
    return header + directory + metadata + tile


def picture(colour: tuple[int, int, int]) -> bytes:
    """Return a PNG of one colour."""
    written = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(written, "PNG")
    return written.getvalue()


def varint(number: int) -> bytes:
    """Return a number in base 128, least significant part first."""
    head, rest = number & 127, number >> 7
    return bytes([head | 128]) + varint(rest) if rest else bytes([head])
