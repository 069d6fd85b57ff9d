"""What is to be seen on the newsstand's pictures: a world, its limb or a galaxy, and its light."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import shake_256
from math import sqrt

Colour = tuple[int, int, int]
Point = tuple[float, float]

COLOURS: dict[str, tuple[Colour, Colour]] = {  # what glows, and what is lit by it
    "mars": ((120, 64, 48), (226, 132, 84)),
    "moon": ((70, 76, 96), (214, 210, 200)),
    "sun": ((190, 92, 28), (255, 214, 128)),
    "earth": ((38, 92, 150), (120, 186, 232)),
    "satellites": ((34, 84, 128), (104, 168, 214)),
    "launch": ((150, 82, 52), (92, 120, 170)),
    "planets": ((92, 78, 60), (226, 196, 150)),
    "exoplanets": ((44, 96, 108), (120, 206, 196)),
    "small-bodies": ((58, 66, 88), (158, 146, 132)),
    "universe": ((136, 104, 178), (255, 236, 214)),
    "observatories": ((96, 112, 178), (240, 232, 255)),
    "skywatching": ((84, 128, 140), (224, 240, 236)),
}
OTHERWISE: tuple[Colour, Colour] = ((52, 84, 136), (140, 170, 214))
_GALAXIES = {"universe", "observatories", "skywatching"}
_GLOBES = {"mars", "moon", "sun", "planets", "exoplanets", "small-bodies"}


@dataclass(frozen=True, slots=True)
class Glow:
    """Light that fades from `inner` pixels around a point on; `squash` and `slant` lay it askew."""

    centre: Point
    most: float
    fades: float
    inner: float = 0.0
    squash: float = 1.0
    slant: float = 0.0


@dataclass(frozen=True, slots=True)
class Body:
    """A round thing, bright up to `near` pixels from `lit`, dark `reach` further; gas has bands."""

    centre: Point
    radius: float
    lit: Point
    reach: float
    near: float = 0.0
    bands: float = 0.0


class Dice:
    """Thrown by words, so that a picture is the same wherever and whenever it is drawn."""

    def __init__(self, words: str) -> None:
        thrown = struct.unpack(">2048H", shake_256(words.encode()).digest(4096))
        self._left: Iterator[int] = iter(thrown)

    def between(self, least: float, most: float) -> float:
        return least + (most - least) * next(self._left) / 0xFFFF


def scene(topic: str, dice: Dice) -> tuple[tuple[Glow, Glow], Body | None]:
    if topic in _GALAXIES:
        return _galaxy(dice), None
    return _globe(dice, topic) if topic in _GLOBES else _limb(dice)


def _galaxy(dice: Dice) -> tuple[Glow, Glow]:
    centre = dice.between(230, 410), dice.between(140, 220)
    squash, slant = dice.between(2.2, 3.6), dice.between(-2.4, 2.4)
    disc = Glow(centre, 58, dice.between(70, 105), squash=squash, slant=slant)
    return disc, Glow(centre, 52, 17, squash=1.4, slant=slant / 3)


def _globe(dice: Dice, topic: str) -> tuple[tuple[Glow, Glow], Body]:
    radius = dice.between(34, 52) if topic == "small-bodies" else dice.between(84, 132)
    x, y = dice.between(200, 440), dice.between(150, 210)
    side = 1 if dice.between(-1, 1) > 0 else -1
    lit = x + side * radius * 0.62, y - radius * dice.between(0.2, 0.6)
    reach, bands, air = radius * 1.72, 0.0, 22.0
    if topic == "sun":
        lit, reach, air = (x, y), radius * 2.6, 84.0
    if topic in ("planets", "exoplanets"):
        bands = dice.between(8, 20)
    around = Glow(lit, 26, radius * 0.9)
    body = Body((x, y), radius, lit, reach, bands=bands)
    return (around, Glow((x, y), air, 7 + radius / 9, radius)), body


def _limb(dice: Dice) -> tuple[tuple[Glow, Glow], Body]:
    radius = dice.between(700, 1100)
    x, top = dice.between(160, 480), dice.between(215, 265)
    centre = x, top + radius
    across = dice.between(-190, 190)
    dawn = x + across, centre[1] - sqrt(radius**2 - across**2)
    glows = Glow(dawn, 58, 88, squash=1.3), Glow(centre, 52, 11, radius)
    # Lit from far behind the dawn, so that the light hugs the edge.
    sun = dawn[0], dawn[1] - 560
    return glows, Body(centre, radius, sun, dice.between(70, 105), near=562)
