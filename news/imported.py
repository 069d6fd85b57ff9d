"""What became of each line of a list of feeds that a server brought."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from news import text
from news.opml import Outline
from news.render import DESCRIPTION_LIMIT
from news.words import DEFAULT, join, say

NAMED = 5
"""Lines of which a message tells the names, where the same became of many."""

_NAME_LIMIT = 100
_PLAIN_LIMIT = 300
_ROOM = DESCRIPTION_LIMIT - 400
"""For what became of the lines, beside how many more there are and what to do with them."""
_LATER = frozenset(
    {
        "import.too_many",
        "import.too_often",
        "import.no_time",
        "feeds.rests",
        "feeds.rests_until",
    }
)
_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line, named as in the list. key: the sentence that says what became of it."""

    name: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_added: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a message says; where that is not all of it, a text has to go with it."""

    said: str
    is_whole: bool


def told(outcomes: Sequence[Outcome], locale: str = DEFAULT) -> Told:
    """In the order of the list; what became of several lines alike is said once, of the first."""
    entries: list[str] = []
    room, left, is_whole = _ROOM, len(outcomes), True
    for group in _alike(outcomes, locale):
        entry = _entry(group, locale)
        room -= len(entry) + 1
        if room < 0:
            break
        entries.append(entry)
        left -= len(group)
        is_whole = is_whole and len(group) <= NAMED
    if left:
        entries.append(say("import.more", locale, count=left))
    if rest := later(outcomes):
        entries.append(say("import.rest", locale, count=len(rest)))
    return Told("\n".join(entries), is_whole and not left)


def later(outcomes: Iterable[Outcome]) -> list[Outline]:
    """The lines that were not tried, or put off by their site: to be brought again."""
    return [Outline(each.url, each.name) for each in outcomes if each.key in _LATER]


def report(outcomes: Sequence[Outcome], locale: str = DEFAULT) -> str:
    """A line each, as a text without markup, in the order of the list."""
    return "".join(
        f"{_mark(each)} {text.clip(text.tidy(each.name), _PLAIN_LIMIT)}: {_plain(each, locale)}\n"
        for each in outcomes
    )


def _alike(outcomes: Sequence[Outcome], locale: str) -> list[list[Outcome]]:
    groups: dict[str, list[Outcome]] = {}
    for each in outcomes:
        groups.setdefault(_said(each, locale), []).append(each)
    return list(groups.values())


def _entry(group: Sequence[Outcome], locale: str) -> str:
    first, count = group[0], len(group)
    names = [text.escaped(each.name, _NAME_LIMIT) for each in group[:NAMED]]
    said = _said(first, locale)
    if count == 1:
        return f"{_mark(first)} **{names[0]}**: {said}"
    if count > NAMED:
        shown = say("import.names", locale, names=", ".join(names), count=count - NAMED)
    else:
        shown = join(names, locale)
    return f"{_mark(first)} **{say('import.lines', locale, count=count)}**: {said}\n{shown}"


def _mark(outcome: Outcome) -> str:
    return "✅" if outcome.is_added else "➖"


def _said(outcome: Outcome, locale: str) -> str:
    return say(outcome.key, locale, **outcome.values)


def _plain(outcome: Outcome, locale: str) -> str:
    values = {name: _unmarked(value, locale) for name, value in outcome.values.items()}
    return say(outcome.key, locale, **values)


def _unmarked(value: object, locale: str) -> object:
    if isinstance(value, datetime):
        return say("import.time", locale, day=f"{value:%Y-%m-%d}", time=f"{value:%H:%M}")
    return _ESCAPE.sub(r"\1", value) if isinstance(value, str) else value
