"""Pictures for invented news: a quiet sky as PNG, always the same for the same words."""

import struct
import zlib
from collections.abc import Iterator, Sequence
from math import exp, isqrt, sqrt
from operator import add

from sandbox.demo.scenes import COLOURS, OTHERWISE, Body, Colour, Dice, Glow, scene

WIDTH, HEIGHT = 640, 360
STARS = 170

# One byte a pixel, and what each means is said once: that is small, and quick without a library.
_SKY, _BODY, _TINTS = range(112), range(112, 248), range(248, 256)
_SPACE: Colour = (5, 7, 17)
_STAR_TINTS: tuple[Colour, Colour] = ((96, 104, 128), (255, 250, 238))


def draw(words: str, topics: Sequence[str]) -> bytes:
    """A PNG of WIDTH x HEIGHT: a world, its limb or a galaxy, in the colours of the first topic."""
    dice = Dice(words)
    known = next((topic for topic in topics if topic in COLOURS), "")
    glows, body = scene(known, dice)
    rows = _sky(glows)
    _strew(rows, dice)
    if body:
        _place(rows, body, dice)
    return _png(rows, _palette(*COLOURS.get(known, OTHERWISE)))


def _sky(glows: tuple[Glow, Glow]) -> list[bytearray]:
    """Light of both, drawn at half the size: it fades too slowly for that to be seen."""
    rows: list[bytearray] = []
    for one, other in zip(*(_half_rows(glow) for glow in glows), strict=True):
        light = bytes(map(add, one, other))
        row = bytearray(WIDTH)
        row[::2] = row[1::2] = light
        rows += row, row[:]
    return rows


def _half_rows(glow: Glow) -> Iterator[bytes]:
    x, y = glow.centre[0] / 2, glow.centre[1] / 2
    width, margin = WIDTH // 2, WIDTH
    squares = [round(4 * (column - margin - x) ** 2) for column in range(width + 2 * margin)]
    furthest = isqrt(max(squares) + round(4 * (glow.squash * (HEIGHT + abs(y))) ** 2)) + 1
    # By the distance in pixels of the whole picture; what is inside is bright all over.
    fading = (max(0.0, distance - glow.inner) / glow.fades for distance in range(furthest))
    light = bytes(int(glow.most * exp(-far)) for far in fading)
    for row in range(HEIGHT // 2):
        aside = margin + max(-margin, min(margin, round(glow.slant * (row - y))))
        down = round(4 * (glow.squash * (row - y)) ** 2)
        far = map(isqrt, map(down.__add__, squares[aside : aside + width]))
        yield bytes(map(light.__getitem__, far))


def _strew(rows: list[bytearray], dice: Dice) -> None:
    """Stars, most of them faint; the few bright ones shine a little on what is beside them."""
    for _ in range(STARS):
        x, y = int(dice.between(1, WIDTH - 2)), int(dice.between(1, HEIGHT - 2))
        bright = int(8 * dice.between(0, 1) ** 4)
        rows[y][x] = _TINTS[min(bright, 7)]
        if bright > 3:
            beside = _TINTS[bright // 3]
            rows[y][x - 1] = rows[y][x + 1] = rows[y - 1][x] = rows[y + 1][x] = beside


def _place(rows: list[bytearray], body: Body, dice: Dice) -> None:
    (x, y), (lit_x, lit_y) = body.centre, body.lit
    squares = [round((column - lit_x) ** 2) for column in range(WIDTH)]
    furthest = isqrt(max(squares) + 2 * HEIGHT**2 + round(body.radius**2)) + 1
    shades = bytes(_shade((far - body.near) / body.reach) for far in range(furthest))
    stripes = _stripes(body.bands, dice)
    for number, row in enumerate(rows):
        inside = body.radius**2 - (number - y) ** 2
        if inside <= 0:
            continue
        first = max(0, round(x - sqrt(inside)))
        last = min(WIDTH, round(x + sqrt(inside)))
        down = round((number - lit_y) ** 2)
        far = map(isqrt, map(down.__add__, squares[first:last]))
        row[first:last] = bytes(map(shades.__getitem__, far)).translate(stripes[number])


def _shade(far: float) -> int:
    lit = min(1.0, max(0.0, 1 - far))
    return _BODY[int((len(_BODY) - 1) * lit * lit * (3 - 2 * lit))]


def _stripes(bands: float, dice: Dice) -> list[bytes]:
    """For each row, how its shades are moved: smoothly, between heights that the dice choose."""
    marks = [dice.between(-bands, 0) for _ in range(HEIGHT // 18 + 2)]
    tables = {by: _darker(by) for by in range(round(bands) + 1)}
    stripes = []
    for row in range(HEIGHT):
        at, part = row // 18, row % 18 / 18
        stripes.append(tables[-round(marks[at] * (1 - part) + marks[at + 1] * part)])
    return stripes


def _darker(by: int) -> bytes:
    """By the same share everywhere, so that what is dark already stays as it is."""
    shades = (_BODY[int((shade - _BODY.start) * (1 - by / 40))] for shade in _BODY)
    return bytes(_SKY) + bytes(shades) + bytes(_TINTS)


def _palette(glow: Colour, lit: Colour) -> list[Colour]:
    shadow = _between(_SPACE, lit, 0.06)
    return [
        *(_between(_SPACE, glow, step / 60) for step in _SKY),
        *(_between(shadow, lit, (shade - _BODY.start) / len(_BODY)) for shade in _BODY),
        *(_between(*_STAR_TINTS, (tint - _TINTS.start) / 7) for tint in _TINTS),
    ]


def _between(one: Colour, other: Colour, part: float) -> Colour:
    """Beyond the other, for a part above 1: what glows strongly is nearly white."""
    red, green, blue = (
        min(255, max(0, round(start + (end - start) * part)))
        for start, end in zip(one, other, strict=True)
    )
    return red, green, blue


def _png(rows: Sequence[bytes | bytearray], palette: Sequence[Colour]) -> bytes:
    """https://www.w3.org/TR/png-3/: eight bits a pixel, by palette, rows as they are."""
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    colours = bytes(part for colour in palette for part in colour)
    parts = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
