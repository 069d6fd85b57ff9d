"""What someone means by what they typed where a topic or a source is asked for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rapidfuzz import fuzz, process, utils

from news.errors import Mistake
from news.models import ALL, Source, Topic
from news.topics import TOPICS
from news.words import say

MOST_CHOICES = 25
"""Discord shows no more choices than this."""

_NEAR = 60.0
_SURE = 85.0
_SPAN = re.compile(r"(\d{1,4})\s*([dwmy])", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: the value that travels, the name that is shown and looked in."""

    value: str
    name: str


def topic_choices(topics: Sequence[Topic] = TOPICS) -> list[Choice]:
    everything = Choice(ALL, say("topic.all"))
    return [everything, *(Choice(each.id, f"{each.emoji} {each.name}") for each in topics)]


def source_choices(sources: Iterable[Source]) -> list[Choice]:
    return [Choice(source.id, source.outlet) for source in sources]


def best(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """At most 25, best first; nothing typed: as they stand."""
    if not typed.strip():
        return list(choices[:MOST_CHOICES])
    return [choices[index] for index, _ in _near(choices, typed, _NEAR)][:MOST_CHOICES]


def meant(choices: Sequence[Choice], typed: str, unknown: str) -> str:
    """The value that was typed, or whose name was nearly typed.

    Raises Mistake(unknown) with the nearest names, for one sentence that helps.
    """
    for choice in choices:
        if typed.strip().casefold() in (choice.value.casefold(), choice.name.casefold()):
            return choice.value
    if not choices:
        raise Mistake("choice.none")
    near = _near(choices, typed, _NEAR)
    if near and near[0][1] >= _SURE:
        return choices[near[0][0]].value
    guess = choices[near[0][0]].name if near else choices[0].name
    raise Mistake(unknown, typed=typed[:80], guess=guess)


def nearest_topic(text: str) -> Topic | None:
    """The topic that a search without a result may have been about."""
    found = process.extractOne(
        text,
        {each.id: f"{each.name} {each.description}" for each in TOPICS},
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        score_cutoff=_NEAR,
    )
    return next((each for each in TOPICS if found and each.id == found[2]), None)


def since(text: str, now: datetime) -> datetime:
    """`7d`, `2w`, `1m`, `1y` back from now, or the beginning of a day (UTC) written 2026-11-22."""
    try:
        if span := _SPAN.fullmatch(text.strip()):
            return now - timedelta(days=int(span[1]) * _DAYS[span[2].lower()])
        return datetime.fromisoformat(text.strip()).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise Mistake("search.since", typed=text[:80]) from None


def _near(choices: Sequence[Choice], typed: str, least: float) -> list[tuple[int, float]]:
    """Places in the choices with their scores of 100, best first; name and value count alike."""
    scores = {
        index: max(_score(typed, choice.name), _score(typed, choice.value))
        for index, choice in enumerate(choices)
    }
    near = [(index, score) for index, score in scores.items() if score >= least]
    return sorted(near, key=lambda each: -each[1])


def _score(typed: str, text: str) -> float:
    return fuzz.WRatio(typed, text, processor=utils.default_process)
