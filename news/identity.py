"""Which articles are new: by guid, link and title, each document matched against what is known."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from news.links import identity
from news.models import Article, ArticleKeys

BURST = 20
"""More new items than this in one reading are many."""

SEVERAL = 3
"""A document of so many items, none of which is known, is not the one that it was."""

_WORD = re.compile(r"\w+")


def digest(*parts: object) -> str:
    """A short stable key of content: 24 hex digits, which also fits Discord's nonce."""
    text = "\x00".join(map(str, parts))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def keys(
    guid: str | None, link: str | None, title: str, day: str, *, usable_link: bool
) -> ArticleKeys:
    """The keys of one item.

    guid is taken to the character (RFC 4287 §4.2.6.1). A link is usable where no other item of the
    document has it and it is not the site's own. A title counts for its day only, since
    "Image of the day" is told anew every day; words alone count, whatever stands between them.
    """
    said = words(title)
    return ArticleKeys(
        guid=f"g{digest(guid)}" if guid else None,
        link=f"l{digest(identity(link))}" if link and usable_link else None,
        title=f"t{digest(said, day)}" if said else None,
    )


def words(title: str) -> str:
    """What two spellings of a headline have in common."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", title).casefold()))


def repeated(values: Iterable[str | None]) -> set[str]:
    """What stands more than once in a document and so identifies nothing."""
    return {value for value, count in Counter(values).items() if value and count > 1}


def evidence(article: Article) -> tuple[str | None, ...]:
    """By what an article is known again, the strongest first; None where it has no such key."""
    keys = article.keys
    return (article.key, keys.guid, keys.title, keys.link)


_LINK = 3
"""The place of the link in the evidence: the weakest, for it may be the same every day."""


@dataclass(frozen=True, slots=True)
class Match:
    """An article of a document, and the known item that it is; None: it is new to its source.

    by: the place of the evidence that said so.
    """

    article: Article
    item: str | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of an item beside its keys."""

    item: str
    title: str
    published_at: datetime | None
    summary: str = ""


def matched(articles: Sequence[Article], known: Mapping[str, str]) -> list[Match]:
    """Each article of one document with the known item it is.

    known: evidence -> the item that it was first seen with. The document and the known items are
    matched one to one, the strongest evidence first: all keys the same, then guid, title, link.
    So a changed guid, title, date or link alone never makes an item new, while a second item under
    a known link (the picture of the day) or a known headline is one.
    """
    found: dict[int, tuple[str, int]] = {}
    claimed: set[str] = set()
    for by, keys in enumerate(zip(*(evidence(article) for article in articles), strict=True)):
        for index, key in enumerate(keys):
            item = known.get(key or "")
            if index in found or item is None or item in claimed:
                continue
            found[index] = (item, by)
            claimed.add(item)
    return [
        Match(article, *found.get(index, (None, None))) for index, article in enumerate(articles)
    ]


def by_link_alone(matches: Sequence[Match]) -> list[str]:
    """The items that nothing but a link speaks for: `another` is to be asked about them."""
    return [match.item for match in matches if match.item and match.by == _LINK]


def another(match: Match, known: Known) -> bool:
    """Whether what stands under a known link is another item than the one that stood there.

    An edit keeps its date or most of its words; the next picture of the day keeps neither. Where
    headlines are of one pattern ("The Ring Nebula"), what is said below them decides.
    """
    was, now = known.published_at, match.article.published_at
    if was and now and abs(now - was) < timedelta(hours=1):
        return False
    before, after = words(known.title), words(match.article.title)
    if before == after or not _alike(before, after):
        return before != after
    return not _alike(words(known.summary), words(match.article.summary))


def _alike(one: str, other: str) -> bool:
    """Whether half of the shorter text's words stand in the other, too."""
    before, after = set(one.split()), set(other.split())
    return len(before & after) * 2 >= min(len(before), len(after))


def is_suspicious(matches: Sequence[Match]) -> bool:
    """Whether a document looks as if its source had given out old items anew.

    Half of its items have a guid that nobody knows and are known all the same, or more are new at
    once than one reading brings, or nothing of it is known.
    """
    new = sum(match.item is None for match in matches)
    return _is_churned(matches) or new > BURST or (new == len(matches) >= SEVERAL)


def recognised(matches: Sequence[Match], archive: Sequence[Known]) -> list[Match]:
    """The same matches, new articles of a suspicious document known by their headlines alone.

    A headline that several items have had says nothing: some recur every day. Nor do a few among
    much that is new, unless the source is known to give out guids anew.
    """
    titles = [words(each.title) for each in archive]
    recurring = repeated([*titles]) | repeated(words(each.article.title) for each in matches)
    claimed = {match.item for match in matches}
    items = {
        title: each.item
        for title, each in zip(titles, archive, strict=True)
        if title and title not in recurring and each.item not in claimed
    }
    new = [match for match in matches if match.item is None]
    known = [match for match in new if words(match.article.title) in items]
    if len(known) * 2 < len(new) and not _is_churned(matches):
        return list(matches)
    return [
        match if match.item else replace(match, item=items.get(words(match.article.title)))
        for match in matches
    ]


def _is_churned(matches: Sequence[Match]) -> bool:
    renamed = [each for each in matches if each.by is not None and each.by > 1]
    churned = [each for each in renamed if each.article.keys.guid]
    return len(churned) * 2 >= len(matches) > 0
