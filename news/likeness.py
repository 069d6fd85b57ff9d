"""Whether an article and a known item are one, judged by all that both say."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from news.identity import words
from news.links import identity
from news.models import Article

GUID, TITLE, LINK = 1, 2, 3
"""Places in the evidence; the first, 0, is all of it."""

_LATER = timedelta(hours=20)
"""An item under yesterday's headline that is so much younger is today's."""

_SLUG_WORDS, _SLUG_DIGITS = 3, 5
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"\d+")
_LONGEST_PARTICLE = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of an item beside its keys."""

    item: str
    title: str
    published_at: datetime | None
    summary: str = ""
    url: str = ""


def another(article: Article, known: Known, by: int) -> bool:
    """Whether what bears a known guid, headline or link is another item than the one that bore it.

    by: the place of the one evidence that they share.
    """
    return _OTHERWISE[by](article, known)


def _under_guid(article: Article, known: Known) -> bool:
    """A feed may have one guid for all its items, though none should: then nothing else remains.

    A page that shows something else each day may be its own guid.
    """
    if _same_link(article, known) and (_is_own(article, known) or not _is_moved(article, known)):
        return False
    if alike(words(known.title), words(article.title)):
        return False
    if article.summary and known.summary:
        return not alike(words(known.summary), words(article.summary))
    return is_later(article, known)


def _under_title(article: Article, known: Known) -> bool:
    """Bulletins have one headline; what is said below it is each time something else."""
    if _same_link(article, known) and _is_own(article, known):
        return False
    return not alike(words(known.summary), words(article.summary))


def _under_link(article: Article, known: Known) -> bool:
    """An edit keeps its date or most of its words; the next picture of the day keeps neither.

    Where headlines are of one pattern ("The Ring Nebula") or the same ("Daily report"), what is
    said below them decides.
    """
    if not _is_moved(article, known) or _is_own(article, known):
        return False
    before, after = words(known.title), words(article.title)
    if not alike(before, after) or _NUMBER.findall(before) != _NUMBER.findall(after):
        return True
    return not alike(words(known.summary), words(article.summary))


_OTHERWISE: dict[int, Callable[[Article, Known], bool]] = {
    GUID: _under_guid,
    TITLE: _under_title,
    LINK: _under_link,
}


def _same_link(article: Article, known: Known) -> bool:
    return identity(article.url) == identity(known.url)


def _is_own(article: Article, known: Known) -> bool:
    """Whether the link was made for the known item alone: of its headline, a number or a date."""
    slug = known.url.partition("://")[2].partition("/")[2]
    if len("".join(_NUMBER.findall(slug))) >= _SLUG_DIGITS:
        return True
    said = set(_LONG_WORD.findall(slug.casefold()))
    before, after = (
        len(said & set(_LONG_WORD.findall(title.casefold())))
        for title in (known.title, article.title)
    )
    # Words that the next headline has as well are the page's name ("picture-of-the-day").
    return before >= _SLUG_WORDS and before > after


def alike(one: str, other: str) -> bool:
    """Whether half of the shorter text's words stand in the other, too: of those that say much."""
    before, after = _telling(one), _telling(other)
    return len(before & after) * 2 >= min(len(before), len(after))


def _telling(text: str) -> set[str]:
    said = text.split()
    return {word for word in said if len(word) > _LONGEST_PARTICLE} or set(said)


def _is_moved(article: Article, known: Known) -> bool:
    """Whether its date is another one, or there is none to say."""
    was, now = known.published_at, article.published_at
    return not (was and now) or abs(now - was) >= timedelta(hours=1)


def is_later(article: Article, known: Known) -> bool:
    was, now = known.published_at, article.published_at
    return bool(was and now and now - was >= _LATER)
