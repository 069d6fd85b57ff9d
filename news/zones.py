"""Time zones as people know them: by their city, and by what else they may type for it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata

from news import words
from news.errors import Mistake
from news.names import MOST_CHOICES, Choice, mistyped
from news.stems import folded
from news.words import DEFAULT

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

_AMBIGUOUS = frozenset({"est", "mst", "hst", "factory"})
"""IANA's names, too, but of a time without summer time that few mean by them, or of none."""

_NO_CITIES = frozenset({"north", "south", "west"})
"""Ends of Australian names."""

_ALSO = {
    "America/New_York": "est edt et eastern usa",
    "America/Chicago": "cst cdt ct central usa",
    "America/Denver": "mst mdt mt mountain usa",
    "America/Los_Angeles": "pst pdt pt usa",
    "America/Anchorage": "akst akdt usa",
    "Pacific/Honolulu": "hst hawaii usa",
    "America/Halifax": "ast adt",
    "America/St_Johns": "nst ndt newfoundland",
    "America/Sao_Paulo": "brt",
    "Europe/London": "bst uk england scotland wales",
    "Europe/Berlin": "cest",
    "Europe/Athens": "eest",
    "Europe/Moscow": "msk",
    "Asia/Kolkata": "ist",
    "Asia/Tokyo": "jst",
    "Asia/Seoul": "kst",
    "Asia/Singapore": "sgt",
    "Asia/Hong_Kong": "hkt",
    "Africa/Johannesburg": "sast",
    "Australia/Sydney": "aest aedt",
    "Australia/Adelaide": "acst acdt",
    "Australia/Perth": "awst",
    "Pacific/Auckland": "nzst nzdt",
}
"""Usual abbreviations: several places share most of them, so they name a guess and set nothing."""


def _data(name: str) -> str:
    return (Path(tzdata.__file__).parent / name).read_text(encoding="utf-8")


def _sorted(listed: Iterable[str]) -> list[str]:
    kept = sorted(name for name in listed if name.split("/")[0] in _REGIONS)
    return sorted(kept, key=lambda name: name != "UTC")


def _rows(name: str) -> list[list[str]]:
    lines = _data(f"zoneinfo/{name}").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _countries() -> dict[str, str]:
    """Zone -> the name of its country."""
    names = dict(_rows("iso3166.tab"))
    return {zone: names[code] for code, _, zone, *_ in _rows("zone.tab")}


def _plain(text: str) -> str:
    return folded(" ".join(text.replace("_", " ").split()))


def _said() -> dict[str, str]:
    """Zone -> everything by which people know it, as words between spaces."""
    countries = _countries()
    said = {
        each.value: [each.name.replace("/", " "), countries.get(each.value, "")] for each in CHOICES
    }
    return {
        zone: f" {_plain(' '.join([*said, _ALSO.get(zone, '')]))} " for zone, said in said.items()
    }


_EXACT = {_plain(name): name for name in _data("zones").split() if _plain(name) not in _AMBIGUOUS}
CHOICES = [Choice(name, name.replace("_", " ")) for name in _sorted(_EXACT.values())]
_SAID = _said()


@lru_cache(maxsize=16)
def _said_in(locale: str) -> dict[str, str]:
    """As _SAID, with what the cities are called in this language."""
    own = words.cities(locale)
    return {zone: f"{said}{_plain(own.get(zone, ''))} " for zone, said in _SAID.items()}


def zone(typed: str, locale: str = DEFAULT) -> str:
    """The IANA name of what was typed: the name itself in any case, or a whole city.

    Raises Mistake, with a guess where there is a single near one: a zone that is nearly right is
    wrong by hours, and nobody would see it.
    """
    wanted = _plain(typed)
    if exact := _EXACT.get(wanted):
        return exact
    # A city with two names ("America/Louisville") keeps one time under both.
    cities = [each.value for each in CHOICES if _plain(each.name).endswith(f"/{wanted}")]
    cities += [each for each, city in words.cities(locale).items() if _plain(city) == wanted]
    if cities and wanted not in _NO_CITIES:
        return cities[0]
    said = _said_in(locale)
    near = _whole(wanted, said) or _begun(wanted, said) or _mistyped(wanted)
    if len(near) != 1:
        raise Mistake("timezone.none_near", typed=typed[:80])
    raise Mistake("timezone.unknown", typed=typed[:80], guess=near[0].name)


def offered(typed: str, locale: str = DEFAULT) -> list[Choice]:
    """At most 25 for the list that opens while somebody types; nothing typed: as they stand."""
    wanted, said = _plain(typed), _said_in(locale)
    if not wanted:
        return CHOICES[:MOST_CHOICES]
    exact = [Choice(_EXACT[wanted], _EXACT[wanted].replace("_", " "))] if wanted in _EXACT else []
    found = [*exact, *_whole(wanted, said), *_begun(wanted, said)] or _mistyped(wanted)
    return list(dict.fromkeys(found))[:MOST_CHOICES]


def _whole(wanted: str, said: Mapping[str, str]) -> list[Choice]:
    return [each for each in CHOICES if f" {wanted} " in said[each.value]]


def _begun(wanted: str, said: Mapping[str, str]) -> list[Choice]:
    return [each for each in CHOICES if f" {wanted}" in said[each.value]]


def _mistyped(wanted: str) -> list[Choice]:
    return [each for each in CHOICES if mistyped(wanted, each.name.rpartition("/")[2])]


def clock(name: str | None, now: datetime) -> str:
    """What clocks show there now; no name: UTC."""
    return f"{now.astimezone(ZoneInfo(name or 'UTC')):%H:%M}"
