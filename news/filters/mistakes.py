"""Shows people where in their query a mistake stands."""

import unicodedata

_AROUND = 18
"""Characters on both sides: a telephone shows about forty in a line of code."""

_WIDE = "\u3000"
"""As wide as an ideograph, which is wider than a blank."""


def pointed(text: str, at: int) -> str:
    """A block of code of two lines: what stands around the place, and a mark right below it."""
    start, end = max(0, at - _AROUND), at + _AROUND
    if len(text) <= 2 * _AROUND:
        start, end = 0, len(text)
    before, behind = ("…" if start else ""), ("…" if end < len(text) else "")
    seen = "".join(map(_visible, text[start:end]))
    place = at - start
    blank = "".join(map(_blank, before + seen[:place]))
    return f"```\n{before}{seen}{behind}\n{blank}^\n```"


def _visible(char: str) -> str:
    """What is drawn as nothing would move the mark, and a backtick ends the block."""
    if char == "`":
        return "'"
    return " " if unicodedata.category(char)[0] in "CMZ" else char


def _blank(char: str) -> str:
    return _WIDE if unicodedata.east_asian_width(char) in "WF" else " "
