"""Time zones as people know them: by their city."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata

from news.names import Choice, meant

_REGIONS = frozenset(
    [
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
        "UTC",
    ]
)
"""What IANA names otherwise ("Etc/GMT+5", "EST5EDT") misleads more than it helps."""


def _names() -> list[str]:
    listed = (Path(tzdata.__file__).parent / "zones").read_text(encoding="utf-8").split()
    kept = sorted(name for name in listed if name.split("/")[0] in _REGIONS)
    return sorted(kept, key=lambda name: name != "UTC")


CHOICES = [Choice(name, name.replace("_", " ")) for name in _names()]


def zone(typed: str) -> str:
    """The IANA name of what was typed: the name itself, a city, or nearly so. Raises Mistake."""
    wanted = " ".join(typed.replace("_", " ").split()).casefold()
    # A city with two names ("America/Louisville") keeps one time under both.
    cities = [each.value for each in CHOICES if each.name.casefold().endswith(f"/{wanted}")]
    return cities[0] if cities else meant(CHOICES, typed, "timezone")


def clock(name: str | None, now: datetime) -> str:
    """What clocks show there now; no name: UTC."""
    return f"{now.astimezone(ZoneInfo(name or 'UTC')):%H:%M}"
