"""What an admin types, as a filter, or what is wrong with it and where; in linear time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from news.errors import Mistake
from news.filters.mistakes import pointed
from news.filters.terms import Filter, Term, canonical, term

LONGEST = 200
"""Characters, as typed and as kept."""

MOST_TERMS = 24

_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02'
_TOKEN = re.compile(
    rf"""(?P<bar>\|)
    | (?P<bracket>[()\uff08\uff09])
    | (?P<minus>[-\u2010-\u2015\u2212])
    | [{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}]?)
    | (?P<narrowing>(?:source|topic):(?=\S))
    | (?P<word>[^\s|()\uff08\uff09{_QUOTES}]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_OR = "OR"
_OPERATORS = {"AND": "filter.and", "NOT": "filter.not"}
_WRONG = {"bracket": "filter.bracket", "narrowing": "filter.narrowing"}


class _Typed(NamedTuple):
    """A term where it stands; or an OR."""

    at: int
    written: str
    minus: bool = False
    is_or: bool = False


@dataclass(slots=True)
class _Draft:
    """A filter that is being read. alternatives: of each group the terms, in order."""

    text: str
    alternatives: list[dict[Term, None]] = field(default_factory=list)
    without: dict[Term, int] = field(default_factory=dict)
    last: _Typed | None = None
    count: int = 0


def parse(text: str, *, alone: bool = False) -> Filter:
    """Raises Mistake, which shows where it stands. alone: nothing but the query says what to post.

    A text of no words is one, too.
    """
    if len(text) > LONGEST:
        raise Mistake("filter.too_long", shown=pointed(text, LONGEST), most=LONGEST)
    draft = _Draft(text)
    for each in _typed(text):
        _take(draft, each)
        draft.last = each
    _end(draft, alone=alone)
    made = Filter(tuple(dict.fromkeys(map(tuple, draft.alternatives))), tuple(draft.without))
    if len(canonical(made)) > LONGEST:
        raise Mistake("filter.too_long", shown=pointed(text, len(text) - 1), most=LONGEST)
    return made


@lru_cache(maxsize=10_000)
def stored(query: str) -> Filter:
    """What canonical() made of a filter, once and for all: what was a filter must stay one.

    Of "" one that every story passes.
    """
    return parse(query) if query else Filter()


def hint(wanted: Filter) -> str | None:
    """The key of a sentence that helps if the filter is not what was meant."""
    return "filter.small_or" if wanted.says_or else None


def _typed(text: str) -> Iterator[_Typed]:
    minus: re.Match[str] | None = None
    for found in _TOKEN.finditer(text):
        if minus and (found.start() > minus.end() or found["minus"] or found["bar"]):
            break
        if found["minus"]:
            minus = found
            continue
        yield _one(text, found, minus)
        minus = None
    if minus:
        raise Mistake("filter.minus", shown=pointed(text, minus.start()))


def _one(text: str, found: re.Match[str], minus: re.Match[str] | None) -> _Typed:
    at = found.start()
    if key := _WRONG.get(found.lastgroup or ""):
        raise Mistake(key, shown=pointed(text, at))
    if found["phrase"] is not None and not found["closed"]:
        raise Mistake("filter.quote", shown=pointed(text, at))
    if not minus and (found["bar"] or found["word"] == _OR):
        return _Typed(at, "", is_or=True)
    if not minus and (key := _OPERATORS.get(found["word"])):
        raise Mistake(key, shown=pointed(text, at))
    written = found["phrase"] or found["word"] or ""
    return _Typed(minus.start() if minus else at, written, minus=bool(minus))


def _take(draft: _Draft, typed: _Typed) -> None:
    """Raises Mistake where it cannot stand behind what came last."""
    last = draft.last
    if typed.is_or:
        if last is None or last.is_or:
            raise Mistake("filter.or_before", shown=pointed(draft.text, typed.at))
        if last.minus:
            raise Mistake("filter.or_without", shown=pointed(draft.text, last.at))
        return
    made = _term(draft, typed)
    if typed.minus:
        if last and last.is_or:
            raise Mistake("filter.or_without", shown=pointed(draft.text, typed.at))
        draft.without.setdefault(made, typed.at)
    elif last and last.is_or:
        draft.alternatives[-1][made] = None
    else:
        draft.alternatives.append({made: None})


def _term(draft: _Draft, typed: _Typed) -> Term:
    made = term(typed.written)
    if made is None:
        raise Mistake("filter.no_word", shown=pointed(draft.text, typed.at))
    draft.count += 1
    if draft.count > MOST_TERMS:
        raise Mistake("filter.too_many", shown=pointed(draft.text, typed.at), most=MOST_TERMS)
    return made


def _end(draft: _Draft, *, alone: bool) -> None:
    """Raises Mistake where something is missing, or one part takes away all that another asks."""
    if draft.last is None:
        raise Mistake("filter.nothing")
    if draft.last.is_or:
        raise Mistake("filter.or_behind", shown=pointed(draft.text, draft.last.at))
    if alone and not draft.alternatives:
        raise Mistake("filter.only_without", shown=pointed(draft.text, draft.last.at))
    for group in draft.alternatives:
        if group.keys() <= draft.without.keys():
            raise Mistake(
                "filter.never",
                shown=pointed(draft.text, max(draft.without[each] for each in group)),
            )
