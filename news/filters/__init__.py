"""What a subscription's query means, and whether a story is one that it asks for.

    mars rover              both words, anywhere in headline or summary
    "falcon 9"              side by side, in this order; crew-12 and o'neill are such phrases, too
    starship OR vulcan      one of them at least, also written |; OR binds before blanks do
    -starlink -"dark sky"   none of these

A word stands for its plain forms (launch: launches, launched, launching) and for no other word,
accents and capitals aside; numbers are found however written (artemis ii: Artemis 2). Where a
script has no blanks between words, parts of its lines are found. What an outlet files an article
under does not count: readers cannot see it, nor is it kept.

    terms.py    Filter and its parts      reading.py  text -> Filter     mistakes.py  and where not
    wording.py  text -> words             forms.py    word -> its forms  telling.py   a story
"""

from news.filters.reading import LONGEST, MOST_TERMS, hint, parse, stored
from news.filters.telling import Told, matches, passes, read
from news.filters.terms import Filter, Term, canonical

__all__ = [
    "LONGEST",
    "MOST_TERMS",
    "Filter",
    "Term",
    "Told",
    "canonical",
    "hint",
    "matches",
    "parse",
    "passes",
    "read",
    "stored",
]
