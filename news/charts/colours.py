"""A chart's colours: a panel of its own, so that it reads the same on Discord's dark and light."""

from math import ceil, sqrt

PANEL = "#141A30"
EDGE = "#76829F"
"""Around the panel: seen on dark, and on light."""
TEXT = "#F4F6FC"
QUIET = "#A9B4D0"
"""Dates and numbers of rows, beside the figures themselves."""
BAR = "#6C9DFF"

CELLS = ("#1D2542", "#2A3B78", "#2F56B0", "#5C9BF5", "#8CC6FF", "#C6E6F5", "#FFE08A")
"""Nothing first, then few to many, each lighter than the one before."""

_DARK, _LIGHT = "#0B1020", "#FFFFFF"


def level(count: int, most: int) -> int:
    """The place in CELLS of a count where `most` is the highest; by roots, so that few are seen."""
    if not count:
        return 0
    return ceil((len(CELLS) - 1) * sqrt(count / most))


def ink(ground: str) -> str:
    """For what is written on this colour."""
    return max(_DARK, _LIGHT, key=lambda each: contrast(each, ground))


def contrast(one: str, other: str) -> float:
    """From 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def rgb(colour: str) -> tuple[int, int, int]:
    """ "#FF8000" -> 255, 128, 0."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
