"""Which words of a headline are those that were searched for."""

import re
from collections.abc import Iterable, Iterator, Sequence

from news.query import Phrase
from news.sought import in_any_form, places
from news.stems import folded
from news.terms import Term
from news.text import END, START

_WORD = re.compile(r"\w+")

Span = tuple[int, int]


def marked(terms: Sequence[Term], title: str) -> str:
    """The headline with what was asked for between START and END."""
    plain = folded(title)
    if len(plain) != len(title):
        return title  # folding took it apart: places in the one are not those in the other
    words = [(match.group(), match.span()) for match in _WORD.finditer(plain)]
    pieces, at = [], 0
    for start, end in sorted(span for term in terms for span in _spans(term, words)):
        if start >= at:
            pieces += [title[at:start], START, title[start:end], END]
            at = end
    return "".join([*pieces, title[at:]])


def _spans(term: Term, words: Sequence[tuple[str, Span]]) -> list[Span]:
    """Where the term stands in a folded headline, or else what says the same."""
    if term.begun:
        *before, last = term.phrases
        begun = folded(last[-1])
        found = [span for word, span in words if word.startswith(begun)]
        found += _of_phrases(before, words)
    else:
        found = list(_of_phrases(term.phrases, words))
    same = (*term.others, *(near for near, _ in term.near))
    return found or list(_of_phrases(same, words))


def _of_phrases(phrases: Iterable[Phrase], words: Sequence[tuple[str, Span]]) -> Iterator[Span]:
    told = [word for word, _ in words]
    for sought in filter(None, map(in_any_form, phrases)):
        for at in places(sought, told):
            yield words[at][1][0], words[at + len(sought) - 1][1][1]
