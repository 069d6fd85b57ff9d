"""Headlines of events that nobody could take for one another."""

EVENTS = (
    "Comet {} brightens as it nears the Sun",
    "Radar images of asteroid {} show a boulder",
    "Exoplanet {} shows water vapour in its atmosphere",
    "Supernova {} fades faster than expected",
    "Galaxy {} hides a second black hole",
    "Rover finds clay at crater {} on Mars",
    "Telescope maps dust around star {}",
    "Probe measures the magnetic field of moon {}",
)

_STARTS = ("Ba", "De", "Fo", "Gu", "Ka", "Li", "Mo", "Nu", "Pe", "Ra", "Si", "Ta", "Vo", "Ze")
_MIDDLES = ("lan", "mir", "rok", "sul", "ven", "dar", "kot", "pin", "wex", "zal", "bru", "fen")
_ENDS = ("a", "eth", "io", "or", "us")


def headline(number: int) -> str:
    """The same for the same number, another one for any other below 840."""
    name = (
        _STARTS[number % len(_STARTS)]
        + _MIDDLES[number // len(_STARTS) % len(_MIDDLES)]
        + _ENDS[number // (len(_STARTS) * len(_MIDDLES)) % len(_ENDS)]
    )
    return EVENTS[number % len(EVENTS)].format(name)


def link(title: str) -> str:
    """Where the source of the tests tells it."""
    return f"https://orbit.example/{title.lower().replace(' ', '-')}"
