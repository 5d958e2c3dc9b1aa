"""Colours of tickets: whether text can be read on its ground (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

LEAST_CONTRAST = 4.5
BLACK, WHITE = "#000000", "#ffffff"


def contrast(first: str, second: str) -> float:
    """Between 1 and 21, for colours as #rrggbb; the order makes no difference."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """0 for black to 1 for white, as the eye weighs red, green and blue."""
    red, green, blue = (_linear(part / 255) for part in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of #rrggbb, 0 to 255 each."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def as_rgb(colour: str) -> str:
    """#rrggbb as style sheets and passes write it: rgb(r, g, b)."""
    return "rgb({}, {}, {})".format(*channels(colour))
