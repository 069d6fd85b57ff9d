"""FTS5's language. Each word is quoted, so nothing that was typed is read as an operator."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from news.query import Phrase
from news.terms import Term, tag

IN_HEADLINE = "{title}"


def every(terms: Iterable[Term]) -> str:
    return " AND ".join(_term(each) for each in terms)


def most(terms: Sequence[Term]) -> str:
    """All but one of them."""
    few = max(1, len(terms) - 1)
    return " OR ".join(f"({every(each)})" for each in combinations(terms, few))


def any_of(terms: Iterable[Term]) -> str:
    return " OR ".join(map(_term, terms))


def narrowed(expression: str, tags: Iterable[str], without: Iterable[str]) -> str:
    """The expression, if any, where all of the tags stand, and no phrase of `without`."""
    wanted = [f"({expression})"] if expression else []
    narrow = " AND ".join([*wanted, *(f'"{tag}"' for tag in tags)])
    for phrase in without:
        narrow = f"({narrow}) NOT {phrase}"
    return narrow


def in_headline(expression: str) -> str:
    return f"{IN_HEADLINE}: ({expression})"


def quoted(phrase: Phrase) -> str:
    return '"' + " ".join(phrase) + '"'


@lru_cache(maxsize=64)  # where one of the terms may be missing, each stands there several times
def _term(term: Term) -> str:
    """Any way to say it. Two words side by side cost FTS5 as much as both of them."""
    typed = [] if term.begun else [_spaced(phrase) for phrase in term.phrases]
    same = {each: _spaced(each) for each in (*term.others, *(near.phrase for near in term.near))}
    others = [
        each for each in same if len(each) == 1 or not _said(same[each], typed, same.values())
    ]
    others += [(tag(each),) for each in term.entities]
    ways = dict.fromkeys((_typed(term), *map(quoted, others)))
    return f"({' OR '.join(ways)})" if len(ways) > 1 else _typed(term)


def _said(phrase: str, typed: Sequence[str], same: Iterable[str]) -> bool:
    """Whether all that say the phrase are found without it: "the moon" where "moon" is sought."""
    if typed and all(each in phrase for each in typed):
        return True
    return any(each in phrase and each != phrase for each in same)


def _spaced(phrase: Phrase) -> str:
    return f" {' '.join(phrase)} ".lower()


def _typed(term: Term) -> str:
    *before, last = [quoted(phrase) for phrase in term.phrases]
    if term.begun:
        # Whole words, for a begun word has no stem: "mars" begins "march" where both are cut.
        last = f"({' OR '.join(quoted((word,)) for word in term.begun)})"
    parts = (*before, last)
    return parts[0] if len(parts) == 1 else f"({' AND '.join(parts)})"
