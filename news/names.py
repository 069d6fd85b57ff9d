"""What someone means by what they typed where a topic or a source is asked for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rapidfuzz import fuzz, process, utils

from news.errors import Mistake
from news.models import ALL, Source, Topic
from news.topics import TOPICS
from news.words import DEFAULT, say

MOST_CHOICES = 25
"""Discord shows no more choices than this."""

_NEAR = 60.0
_SURE = 80.0
"""Of 100: a slip within a word."""
_SHORTEST = 4
"""Letters of a word that may stand for the whole name."""
_WORD = re.compile(r"\w+")
_UNKNOWN = {
    "topic": ("topic.unknown", "topic.none_near"),
    "source": ("source.unknown", "source.none_near"),
    "subscription": ("subscription.unknown", "subscription.none_near"),
    "language": ("language.unknown", "language.unknown"),
}
_SPAN = re.compile(r"(\d{1,4})\s*([dwmy])", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: the value that travels, the name that is shown and looked in."""

    value: str
    name: str


def topic_choices(locale: str = DEFAULT) -> list[Choice]:
    everything = Choice(ALL, say("topic.all", locale))
    return [everything, *(Choice(each.id, f"{each.emoji} {each.name}") for each in TOPICS)]


def source_choices(sources: Iterable[Source]) -> list[Choice]:
    return [Choice(source.id, source.outlet) for source in sources]


def best(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """At most 25, best first; nothing typed: as they stand."""
    if not typed.strip():
        return list(choices[:MOST_CHOICES])
    return [choices[index] for index, _ in _near(choices, typed, _NEAR)][:MOST_CHOICES]


def meant(choices: Sequence[Choice], typed: str, what: str) -> str:
    """The value that was typed, or the only one that has it with slips, or as a word of its name.

    what: topic, source, subscription or language. Raises Mistake, with the nearest name if one is
    near.
    """
    if (exact := _exact(choices, typed)) is not None:
        return exact
    likely = [choice.value for choice in choices if _is_likely(typed, choice)]
    if len(likely) == 1:
        return likely[0]
    raise _unknown(choices, typed, what)


def chosen(choices: Sequence[Choice], typed: str, what: str) -> str:
    """The value that was chosen or typed whole: for what cannot be taken back, nothing is guessed.

    Raises Mistake as meant() does.
    """
    if (exact := _exact(choices, typed)) is not None:
        return exact
    raise _unknown(choices, typed, what)


def _exact(choices: Sequence[Choice], typed: str) -> str | None:
    wanted = typed.strip().casefold()
    found = [each.value for each in choices if wanted == each.value.casefold()]
    found += [each.value for each in choices if wanted == each.name.casefold()]
    return found[0] if found else None


def _unknown(choices: Sequence[Choice], typed: str, what: str) -> Mistake:
    with_guess, without = _UNKNOWN[what]
    near = _near(choices, typed, _NEAR)
    if not near:
        return Mistake(without, typed=typed[:80])
    return Mistake(with_guess, typed=typed[:80], guess=choices[near[0][0]].name)


def _is_likely(typed: str, choice: Choice) -> bool:
    words = _WORD.findall(choice.name)
    long = [each for each in words if len(each) >= _SHORTEST]
    written_apart = "".join(_WORD.findall(typed)).casefold() == "".join(words).casefold() != ""
    return written_apart or any(
        mistyped(typed, each) for each in (choice.name, choice.value, *long)
    )


def mistyped(typed: str, name: str) -> bool:
    """Whether every word is the same, but for slips within it: another word is another name."""
    ours, theirs = _WORD.findall(typed.casefold()), _WORD.findall(name.casefold())
    if not ours or len(ours) != len(theirs):
        return False
    return all(_is_slip(one, other) for one, other in zip(ours, theirs, strict=True))


def _is_slip(typed: str, word: str) -> bool:
    """The same word or nearly so: few miss its first letter, and another number is another."""
    if typed == word:
        return True
    if typed[0] != word[0] or not (typed.isalpha() and word.isalpha()):
        return False
    return fuzz.ratio(typed, word) >= _SURE


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
