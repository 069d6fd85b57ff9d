"""Which words of a headline are those that were searched for."""

import re
from collections.abc import Iterator, Sequence

from news.query import Phrase
from news.stems import ANY_ENDING, folded, stem
from news.terms import Term
from news.text import END, START


def marked(terms: Sequence[Term], title: str) -> str:
    """The headline with what was asked for between START and END."""
    plain = folded(title)
    if len(plain) != len(title):
        return title  # folding took it apart: places in the one are not those in the other
    pieces, at = [], 0
    for start, end in sorted(span for term in terms for span in _spans(term, plain)):
        if start >= at:
            pieces += [title[at:start], START, title[start:end], END]
            at = end
    return "".join([*pieces, title[at:]])


def _spans(term: Term, title: str) -> Iterator[tuple[int, int]]:
    """Where the term stands in a folded headline, or else what says the same."""
    own = [pattern.finditer(title) for pattern in _own(term)]
    found = [match.span() for each in own for match in each]
    yield from found
    if not found:
        for phrase in (*term.others, *(near for near, _ in term.near)):
            yield from (match.span() for match in _pattern(phrase).finditer(title))


def _own(term: Term) -> list[re.Pattern[str]]:
    *before, last = [_pattern(phrase) for phrase in term.phrases]
    if term.begun:
        last = re.compile(r"\b" + re.escape(folded(term.phrases[-1][-1])) + r"\w*")
    return [*before, last]


def _pattern(phrase: Phrase) -> re.Pattern[str]:
    read = (re.escape(stem(folded(word))) + ANY_ENDING for word in phrase)
    return re.compile(r"\b" + r"\W+".join(read) + r"\b")
