"""From the bytes of an image to its pixels, and from pixels to the text of the symbol in them."""

import re
import struct
import zlib
from xml.etree import ElementTree

import zxingcpp

SVG = "{http://www.w3.org/2000/svg}"


def png_pixels(png):
    """Rows of grey values, read by the rules of the PNG standard for one-bit images."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        kind, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", png, at + 8 + length)
        assert checksum == zlib.crc32(kind + content)
        chunks[kind] = content
        at += 12 + length
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    width, height, *kind = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert kind == [1, 0, 0, 0, 0]
    lines = zlib.decompress(chunks[b"IDAT"])
    stride = 1 + (width + 7) // 8
    assert len(lines) == height * stride
    rows = [lines[i : i + stride] for i in range(0, len(lines), stride)]
    assert {row[0] for row in rows} == {0}
    return [unpack_bits(row[1:])[:width] for row in rows]


def unpack_bits(octets):
    return [255 if octet >> (7 - bit) & 1 else 0 for octet in octets for bit in range(8)]


def svg_pixels(svg):
    """Rows of grey values, one per module, from the strokes of the path."""
    root = ElementTree.fromstring(svg)  # noqa: S314, we wrote it
    _, _, width, height = map(int, root.get("viewBox").split())
    ground, path = root
    assert ground.tag == SVG + "rect"
    assert (ground.get("width"), ground.get("height"), ground.get("fill")) == (
        str(width),
        str(height),
        "#fff",
    )
    assert (path.tag, path.get("stroke")) == (SVG + "path", "#000")
    rows = [[255] * width for _ in range(height)]
    command = re.compile(r"M(?P<x>\d+) (?P<y>\d+)\.5|m(?P<dx>\d+) 0|h(?P<length>\d+)")
    assert command.sub("", path.get("d")) == ""
    x = y = 0
    for step in command.finditer(path.get("d")):
        if step["x"]:
            x, y = int(step["x"]), int(step["y"])
        elif step["dx"]:
            x += int(step["dx"])
        else:
            length = int(step["length"])
            rows[y][x : x + length] = [0] * length
            x += length
    return rows


def enlarge(rows, scale):
    return [[grey for grey in row for _ in range(scale)] for row in rows for _ in range(scale)]


def scan(rows):
    octets = b"".join(map(bytes, rows))
    view = memoryview(octets).cast("B", (len(rows), len(rows[0])))
    return zxingcpp.read_barcode(view, text_mode=zxingcpp.TextMode.Plain)
