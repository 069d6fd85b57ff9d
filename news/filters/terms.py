"""What a query is made of, once it is read."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from news import text
from news.filters.forms import forms
from news.filters.wording import folded, words
from news.numerals import rewritten

Way = tuple[frozenset[str], ...]
"""Words side by side; of each the forms that will do."""

_BARE = re.compile(r"[^\s|():()]+")
_SMALL_OR = "or"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase, as typed but in small letters; ways: what a text may say for it."""

    written: str
    ways: tuple[Way, ...] = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.written if _BARE.fullmatch(self.written) else f'"{self.written}"'


@dataclass(frozen=True)
class Filter:
    """Of each of `wanted` one term must be there, and none of `without`; of nothing: any story."""

    wanted: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()

    @property
    def wants_something(self) -> bool:
        """Or else it only leaves out, which is of use beside a topic or a source alone."""
        return bool(self.wanted)

    @cached_property
    def says_or(self) -> bool:
        """Whether the word "or" is asked for, where OR may be meant."""
        return any(each.written == _SMALL_OR for each, *_ in self.wanted)


def term(typed: str) -> Term | None:
    """None: there is no word in it."""
    written = _trimmed(text.tidy(text.tidy(typed).lower()).replace("’", "'"))
    said = tuple(words(folded(written)))
    return Term(written, _ways(said)) if said else None


def canonical(wanted: Filter) -> str:
    """By which filters are kept, compared and shown; parse() makes the same filter of it."""
    groups = [" OR ".join(map(str, group)) for group in wanted.wanted]
    return " ".join([*groups, *(f"-{each}" for each in wanted.without)])


def _trimmed(written: str) -> str:
    """Without what stands around its words."""
    said = [place for place, char in enumerate(written) if words(folded(char))]
    return written[said[0] : said[-1] + 1] if said else ""


def _ways(said: tuple[str, ...]) -> tuple[Way, ...]:
    """ "crew-12" may be printed as "Crew12", and the other way round."""
    others = [each for each in rewritten(said) if len(each) != len(said)]
    return tuple(tuple(map(forms, each)) for each in (said, *others))
