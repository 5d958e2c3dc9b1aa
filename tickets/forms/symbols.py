"""Drawing the symbol that carries a barcode (barcode format §4).

Text is drawn as text, which QR and PDF417 pack more densely; octets in byte mode.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import zxingcpp

SVG_PIXELS_PER_MODULE = 4
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY_OF_ONE_BIT = struct.pack(">BBBBB", 1, 0, 0, 0, 0)
DARK_RUN = re.compile(b"0+")
AS_BITS = bytes.maketrans(b"\x00\xff", b"01")


class Symbology(StrEnum):
    """The kinds of symbol that we draw."""

    QR = "QR"
    AZTEC = "AZTEC"
    PDF417 = "PDF417"


@dataclass(frozen=True, slots=True)
class _Settings:
    barcode_format: zxingcpp.BarcodeFormat
    ec_level: str
    quiet_zone: int
    """In modules, on each side."""
    compression: int
    """Of the levels of zlib the fastest that is no larger than the usual one."""


SETTINGS = {
    Symbology.QR: _Settings(zxingcpp.BarcodeFormat.QRCode, "M", 4, 4),
    Symbology.AZTEC: _Settings(zxingcpp.BarcodeFormat.Aztec, "23%", 2, 4),
    Symbology.PDF417: _Settings(zxingcpp.BarcodeFormat.PDF417, "4", 2, 6),
}


def draw_png(content: str | bytes, symbology: Symbology, *, pixels_per_module: int = 8) -> bytes:
    """Dark modules on white, one bit per pixel, quiet zone included; the same content, the same
    bytes.

    ValueError if the content is empty or too long for the symbology, or the scale is below 1.
    """
    if pixels_per_module < 1:
        raise ValueError(f"A module cannot be {pixels_per_module} pixels wide.")
    rows = draw_modules(content, symbology)
    width, height = len(rows[0]) * pixels_per_module, len(rows) * pixels_per_module
    pixels = b"".join(_scan_line(row, pixels_per_module) * pixels_per_module for row in rows)
    return b"".join(
        (
            PNG_SIGNATURE,
            _chunk(b"IHDR", struct.pack(">II", width, height) + GREY_OF_ONE_BIT),
            _chunk(b"IDAT", zlib.compress(pixels, SETTINGS[symbology].compression)),
            _chunk(b"IEND", b""),
        )
    )


@dataclass(frozen=True, slots=True)
class SymbolPath:
    """The dark modules as the strokes of one path, a unit per module, quiet zone included."""

    width: int
    height: int
    path: str


def draw_path(content: str | bytes, symbology: Symbology) -> SymbolPath:
    """The symbol for a page that draws it itself. ValueError as in draw_png."""
    rows = draw_modules(content, symbology)
    path = "".join(_stroke_row(row, top) for top, row in enumerate(rows))
    return SymbolPath(len(rows[0]), len(rows), path)


def draw_svg(content: str | bytes, symbology: Symbology) -> bytes:
    """Dark modules as one stroked path on white, quiet zone included, one unit per module.

    The white ground is drawn, so that it scans on a dark page as well. ValueError as in draw_png.
    """
    symbol = draw_path(content, symbology)
    width, height = symbol.width, symbol.height
    size = (
        f'width="{width * SVG_PIXELS_PER_MODULE}" height="{height * SVG_PIXELS_PER_MODULE}"'
        f' viewBox="0 0 {width} {height}"'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} shape-rendering="crispEdges">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<path stroke="#000" d="{symbol.path}"/></svg>'
    ).encode()


def draw_modules(content: str | bytes, symbology: Symbology) -> list[bytes]:
    """Rows of "0" (dark) and "1" (light) with the quiet zone around them. ValueError as in
    draw_png."""
    settings = SETTINGS[symbology]
    barcode = zxingcpp.create_barcode(content, settings.barcode_format, ec_level=settings.ec_level)
    # The library draws no quiet zone around Aztec codes, so all kinds get theirs here.
    image: Any = barcode.to_image(scale=1, add_quiet_zones=False)
    bits = memoryview(image).tobytes().translate(AS_BITS)
    height, width = image.shape
    margin = b"1" * settings.quiet_zone
    blank = [b"1" * (width + 2 * settings.quiet_zone)] * settings.quiet_zone
    inner = [margin + bits[i : i + width] + margin for i in range(0, height * width, width)]
    return blank + inner + blank


def _scan_line(row: bytes, scale: int) -> bytes:
    """A line of pixels as PNG wants it: filter type 0, then eight pixels per octet."""
    pixels = row.replace(b"0", b"0" * scale).replace(b"1", b"1" * scale)
    octets = -(-len(pixels) // 8)
    return b"\0" + int(pixels.ljust(octets * 8, b"0"), 2).to_bytes(octets, "big")


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def _stroke_row(row: bytes, top: int) -> str:
    """Path commands for the dark runs of a row; moves within it are relative, which is shorter."""
    strokes = ""
    pen = 0
    for run in DARK_RUN.finditer(row):
        start, end = run.span()
        move = f"m{start - pen} 0" if strokes else f"M{start} {top}.5"
        strokes += f"{move}h{end - start}"
        pen = end
    return strokes
