"""What was typed instead of choosing, and what is offered while somebody types."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from operator import itemgetter

from news.errors import Mistake
from news.names.choices import MOST_CHOICES, Choice
from news.names.nearness import near, near_entities
from news.names.slips import clearly_nearest, holding, is_likely, is_near, says

_UNKNOWN = {
    "topic": ("topic.unknown", "topic.none_near"),
    "source": ("source.unknown", "source.none_near"),
    "subscription": ("subscription.unknown", "subscription.none_near"),
    "language": ("language.unknown", "language.unknown"),
    "news_language": ("settings.unknown_language", "settings.no_language_near"),
}
_SPAN = re.compile(r"(\d{1,4})\s*([dwmy])", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def best(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """At most 25, best first; nothing typed: as they stand."""
    if not typed.strip():
        return list(choices[:MOST_CHOICES])
    return [choices[place] for place in near(choices, typed)[:MOST_CHOICES]]


def best_subjects(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """As best(); of entities there are too many to show where nothing is typed."""
    return best(choices if typed.strip() else [each for each in choices if not each.called], typed)


def meant(choices: Sequence[Choice], typed: str, what: str) -> str:
    """The value that was typed, or the one that has it with slips, or as a word of its name.

    Of several that have it the one that is clearly nearer than the rest.
    Topics come before entities of a like name. what: topic, source, subscription, language or
    news_language. Raises Mistake, with the nearest name if one is near.
    """
    if (exact := _exact(choices, typed)) is not None:
        return exact
    if found := clearly_nearest(_likely(choices, typed), typed):
        return found.value
    raise _unknown(choices, typed, what)


def likeliest(choices: Sequence[Choice], typed: str, what: str) -> str:
    """The value that was chosen or typed whole, or the only one whose name has what was typed.

    For what can be taken back, and for few choices: of one, any blank will do. Raises Mistake as
    meant() does; of several that have it none is guessed.
    """
    if (exact := _exact(choices, typed)) is not None:
        return exact
    said = any(map(str.isalnum, typed))
    likely = [each for each in choices if not said or says(each, typed)]
    if len(likely) == 1:
        return likely[0].value
    if len(likely or holding(choices, typed)) > 1:
        raise Mistake("subscription.several")
    raise _unknown(choices, typed, what)


def chosen(choices: Sequence[Choice], typed: str, what: str) -> str:
    """The value that was chosen or typed whole: for what cannot be taken back, nothing is guessed.

    Raises Mistake as meant() does.
    """
    if (exact := _exact(choices, typed)) is not None:
        return exact
    raise _unknown(choices, typed, what)


def _exact(choices: Sequence[Choice], typed: str) -> str | None:
    ranked = [(rank, each.value) for each in choices if (rank := _sameness(each, typed.strip()))]
    return min(ranked, key=itemgetter(0))[1] if ranked else None


def _sameness(choice: Choice, typed: str) -> int:
    """How well it was typed whole, 1 best; 0: not at all. "iSpace" and "ispace" are two firms."""
    folded = typed.casefold()
    ways = (
        typed == choice.value,
        not choice.called and folded == choice.value.casefold(),
        not choice.called and folded == choice.name.casefold(),
        typed in choice.called or typed == choice.name,
        folded == choice.value.casefold(),
        any(folded == each.casefold() for each in choice.called),
    )
    return ways.index(True) + 1 if True in ways else 0


def _likely(choices: Sequence[Choice], typed: str) -> list[Choice]:
    likely = [each for each in choices if not each.called and is_likely(typed, each)]
    if likely:
        return likely
    near_it = (choices[place] for place in near_entities(choices, typed))
    return [each for each in near_it if is_likely(typed, each)]


def _unknown(choices: Sequence[Choice], typed: str, what: str) -> Mistake:
    with_guess, without = _UNKNOWN[what]
    found = (choices[place] for place in near(choices, typed))
    nearest = next((each for each in found if is_near(each, typed)), None)
    if nearest is None:
        return Mistake(without, typed=typed[:80])
    guess = nearest.called[0] if nearest.called else nearest.name
    return Mistake(with_guess, typed=typed[:80], guess=guess)


def since(text: str, now: datetime) -> datetime:
    """`7d`, `2w`, `1m`, `1y` back from now, or the beginning of a day (UTC) written 2026-11-22."""
    try:
        if span := _SPAN.fullmatch(text.strip()):
            return now - timedelta(days=int(span[1]) * _DAYS[span[2].lower()])
        return datetime.fromisoformat(text.strip()).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise Mistake("search.since", typed=text[:80]) from None
