"""What became of each line of a list of feeds that a server brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from news import text
from news.words import DEFAULT, say

_NAME_LIMIT = 100
_PLAIN_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line, named as in the list. key: the sentence that says what became of it."""

    name: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_added: bool = False


def lines(outcomes: Sequence[Outcome], locale: str = DEFAULT) -> list[str]:
    """An entry a line, for a message: first what was not added, since that is what needs a look."""
    ordered = sorted(outcomes, key=lambda each: each.is_added)
    return [
        f"{_mark(each)} **{text.escaped(each.name, _NAME_LIMIT)}**: {_said(each, locale)}"
        for each in ordered
    ]


def report(outcomes: Sequence[Outcome], locale: str = DEFAULT) -> str:
    """The same as a text without markup, in the order of the list."""
    return "".join(
        f"{_mark(each)} {text.clip(text.tidy(each.name), _PLAIN_LIMIT)}: {_said(each, locale)}\n"
        for each in outcomes
    )


def _mark(outcome: Outcome) -> str:
    return "✅" if outcome.is_added else "➖"


def _said(outcome: Outcome, locale: str) -> str:
    return say(outcome.key, locale, **outcome.values)
