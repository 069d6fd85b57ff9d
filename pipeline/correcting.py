"""What a search without an answer was meant to be: misspelt words, forgotten spaces."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from news import spelling
from news.query import Phrase, Query
from news.spelling import Guess
from news.stems import folded
from news.terms import terms
from news.thesaurus import is_word
from storage import search
from storage.database import Ask

_RARE = 2
"""Headlines that a misspelt word may stand in, too."""

_COUNTED = 30
_FOUND = 0.2
_SURE = 1.2
"""Slips, about, of a word that is offered though some headline has it."""


def words(asked: search.Asked) -> str:
    """What was searched for, to be shown."""
    return " ".join(" ".join(phrase) for phrase in asked.query.wanted)


def corrected(ask: Ask, asked: search.Asked, *, any_word: bool = False) -> search.Asked | None:
    """The search with its misspelt words as they were meant; None: nothing is known to be wrong.

    any_word: words that the thesaurus has may be slips, too: "lunch" for "launch".
    """
    if together := _together(ask, asked):
        return together
    doubtful = _doubtful(ask, asked, any_word)
    guessed = {place: _guesses(ask, asked, word) for place, word in doubtful.items()}
    guessed = {place: found for place, found in guessed.items() if found}
    if not guessed:
        return None
    best: tuple[float, search.Asked] | None = None
    for chosen in spelling.combined(guessed.values()):
        meant = _with(asked, dict(zip(guessed, chosen, strict=True)))
        count = search.some(ask, meant, most=_COUNTED)
        cost = sum(each.cost for each in chosen) - _FOUND * count.bit_length()
        if count and (best is None or cost < best[0]):
            best = cost, meant
    if best:
        return best[1]
    return _with(asked, {place: found[0] for place, found in guessed.items()})


def offered(ask: Ask, asked: search.Asked) -> str:
    """What else may have been meant by a search that found little; "" where nothing is likely."""
    singles = _singles(asked.query)
    often = search.seen(ask, asked.view, list(singles.values()))
    sure: dict[int, Guess] = {}
    for place, word in singles.items():
        if often.get(word, 0) > _RARE or is_word(word):
            continue
        near = _guesses(ask, asked, word, least=spelling.COMMON)
        if near and near[0].cost <= _SURE:
            sure[place] = near[0]
    if not sure:
        return ""
    meant = _with(asked, sure)
    return words(meant) if search.some(ask, meant) else ""


def _doubtful(ask: Ask, asked: search.Asked, any_word: bool) -> dict[int, str]:
    """Places of words that no story has, or hardly any if all of them are known."""
    typed = _singles(asked.query)
    singles = {at: word for at, word in typed.items() if any_word or not is_word(word)}
    counts = {place: search.some(ask, _alone(asked, place), most=_RARE + 1) for place in singles}
    unknown = {place: word for place, word in singles.items() if not counts[place]}
    return unknown or {place: word for place, word in singles.items() if counts[place] <= _RARE}


def _singles(query: Query) -> dict[int, str]:
    """Places of the words that may be misspelt: not in quotation marks, of some length."""
    return {
        place: folded(phrase[0])
        for place, phrase in enumerate(query.wanted)
        if len(phrase) == 1 and place not in query.quoted and _may_be_misspelt(phrase[0])
    }


def _may_be_misspelt(word: str) -> bool:
    return len(word) >= spelling.SHORTEST and not any(each.isdigit() for each in word)


def _alone(asked: search.Asked, place: int) -> search.Asked:
    alone = Query((asked.query.wanted[place],))
    return replace(asked, query=alone, terms=terms(alone))


def _guesses(ask: Ask, asked: search.Asked, word: str, *, least: int = 1) -> list[Guess]:
    known: dict[str, int] = {}
    for initial in spelling.initials(word):
        known |= search.like(ask, asked.view, initial, spelling.lengths(word))
    known = {each: often for each, often in known.items() if often >= least}
    near = spelling.guesses(word, known)
    apart = spelling.split(word, search.seen(ask, asked.view, spelling.halves(word)))
    return sorted((*near, *apart), key=lambda each: each.cost)


def _together(ask: Ask, asked: search.Asked) -> search.Asked | None:
    """Two words side by side that are one: "star link"."""
    wanted = asked.query.wanted
    joined = {
        place: folded("".join((*one, *other)))
        for place, (one, other) in enumerate(pairwise(wanted))
        if not {place, place + 1} & asked.query.quoted
    }
    known = search.seen(ask, asked.view, list(joined.values())) if joined else {}
    for place, word in joined.items():
        if word in known:
            one = (*wanted[:place], (word,), *wanted[place + 2 :])
            meant = replace(asked, query=replace(asked.query, wanted=one, quoted=frozenset()))
            if search.some(ask, meant):
                return meant
    return None


def _with(asked: search.Asked, meant: Mapping[int, Guess]) -> search.Asked:
    """The search with other words at these places."""
    wanted: list[Phrase] = []
    quoted: set[int] = set()
    for place, phrase in enumerate(asked.query.wanted):
        if place in asked.query.quoted:
            quoted.add(len(wanted))
        wanted += _apart(meant[place]) if place in meant else [phrase]
    query = replace(asked.query, wanted=tuple(wanted), quoted=frozenset(quoted))
    return replace(asked, query=query, terms=())


def _apart(guess: Guess) -> Sequence[Phrase]:
    return [(word,) for word in guess.phrase]
