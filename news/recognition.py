"""Which articles of a document are new: each matched against the items that are known."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from news.identity import BURST, SEVERAL, evidence, repeated, words
from news.likeness import GUID, LINK, TITLE, Known, alike, another, is_later
from news.links import identity
from news.models import Article

_TELLING = 5
"""A text of so many words is no formula: two items that say the same are one."""


@dataclass(frozen=True, slots=True)
class Match:
    """An article of a document, and the known item that it is; None: it is new to its source.

    by: the place of the evidence that said so.
    """

    article: Article
    item: str | None = None
    by: int | None = None


def doubtful(articles: Sequence[Article], known: Mapping[str, str]) -> list[str]:
    """The items that matched() wants to know more of: not everything speaks for them."""
    unsure = [each for each in articles if each.key not in known]
    keys = (key for each in unsure for key in evidence(each)[GUID:] if key)
    found = {known[key] for key in keys if key in known}
    return sorted(found - {known[each.key] for each in articles if each.key in known})


def matched(
    articles: Sequence[Article], known: Mapping[str, str], remembered: Mapping[str, Known]
) -> list[Match]:
    """Each article of one document with the known item it is.

    known: evidence -> the item that it was first seen with. remembered: of those in doubt, by item.
    The document and the known items are matched one to one, the strongest evidence first: all keys
    the same, then guid, title, link. So a changed guid, title, date or link alone never makes an
    item new, while a second item under a known link (the picture of the day), a known headline or
    even a known guid is one.
    """
    shared = repeated(article.keys.guid for article in articles)
    ways = [_ways(article, known, shared) for article in articles]
    found: dict[int, tuple[str, int]] = {}
    claimed: set[str] = set()
    for way in zip(*ways, strict=True):
        for index, (item, by) in enumerate(way):
            if index in found or item is None or item in claimed:
                continue
            if by and item in remembered and another(articles[index], remembered[item], by):
                continue
            found[index] = (item, by)
            claimed.add(item)
    return [
        Match(article, *found.get(index, (None, None))) for index, article in enumerate(articles)
    ]


def _ways(
    article: Article, known: Mapping[str, str], shared: set[str]
) -> tuple[tuple[str | None, int], ...]:
    """The items that an article may be, each with the place of the evidence, the likeliest first.

    shared: guids that several articles of the document have, which so are none.
    """
    whole, guid, title, link = (known.get(key or "") for key in evidence(article))
    return (
        (whole, 0),
        (None if article.keys.guid in shared else guid, GUID),
        # Of two that share a headline, the link tells which is which.
        (title if title == link else None, TITLE),
        (title, TITLE),
        (link, LINK),
    )


def is_suspicious(matches: Sequence[Match]) -> bool:
    """Whether a document looks as if its source had given out old items anew.

    Half of its items have a guid that nobody knows and are known all the same, or more are new at
    once than one reading brings, or nothing of it is known, or several have the same time.
    """
    new = [match.article.published_at for match in matches if match.item is None]
    if _is_churned(matches) or len(new) > BURST or len(new) == len(matches) >= SEVERAL:
        return True
    return not _stamps(matches).isdisjoint(new)


def recognised(matches: Sequence[Match], archive: Sequence[Known]) -> list[Match]:
    """The same matches, new articles of a suspicious document known by what they say alone.

    A few among much that is new are not, unless the source is known to give out guids anew.
    """
    is_churned = _is_churned(matches)
    claimed = {match.item for match in matches}
    items = _by_words(matches, archive, claimed)
    if not is_churned:
        items = _without_bulletins(matches, items)
    if is_churned:
        items = _twins(matches, archive, claimed | {each.item for each in items.values()}) | items
    new = sum(match.item is None for match in matches)
    if len(items) * 2 < new and not is_churned:
        return list(matches)
    return [
        replace(match, item=items[index].item) if index in items else match
        for index, match in enumerate(matches)
    ]


def _by_words(
    matches: Sequence[Match], archive: Sequence[Known], claimed: set[str | None]
) -> dict[int, Known]:
    """New articles, by their place, that share a headline or a summary with one item alone.

    A headline that several items have had says nothing: some recur every day.
    """
    found: dict[int, Known] = {}
    for said in (_headline, _body):
        texts = [said(each) for each in archive]
        recurring = repeated(texts) | repeated(said(match.article) for match in matches)
        items = {text: each for text, each in zip(texts, archive, strict=True) if text}
        taken = claimed | {each.item for each in found.values()}
        for index, match in enumerate(matches):
            text = said(match.article)
            item = items.get(text) if text not in recurring else None
            if item and item.item not in taken and not match.item and index not in found:
                found[index] = item
    return found


def _headline(each: Article | Known) -> str:
    return words(each.title)


def _body(each: Article | Known) -> str:
    said = words(each.summary)
    return said if said.count(" ") >= _TELLING - 1 else ""


def _without_bulletins(matches: Sequence[Match], items: dict[int, Known]) -> dict[int, Known]:
    """Not the items of a document whose every edition has the same headlines.

    They are later than those of the last one, each by its own time.
    """
    stamps = _stamps(matches)
    return {
        index: known
        for index, known in items.items()
        if alike(words(known.summary), words(matches[index].article.summary))
        and (
            len(items) > BURST
            or not is_later(matches[index].article, known)
            or matches[index].article.published_at in stamps
            or (known.summary and _whole(known)[2] == _whole(matches[index].article)[2])
        )
    }


def _twins(
    matches: Sequence[Match], archive: Sequence[Known], claimed: set[str | None]
) -> dict[int, Known]:
    """New articles that are like an item in all that they say, one item for each."""
    free: dict[tuple[str, ...], list[Known]] = {}
    for known in archive:
        if known.item not in claimed:
            free.setdefault(_whole(known), []).append(known)
    found: dict[int, Known] = {}
    for index, match in enumerate(matches):
        if not match.item and (alike := free.get(_whole(match.article))):
            found[index] = alike.pop()
    return found


def _whole(each: Article | Known) -> tuple[str, str, str]:
    return words(each.title), identity(each.url), words(each.summary)


def _stamps(matches: Sequence[Match]) -> set[datetime | None]:
    """Times that several articles have: those of the document, and of no article."""
    times = Counter(match.article.published_at for match in matches)
    return {time for time, count in times.items() if time and count >= SEVERAL}


def _is_churned(matches: Sequence[Match]) -> bool:
    renamed = [each for each in matches if each.by is not None and each.by > GUID]
    churned = [each for each in renamed if each.article.keys.guid]
    return len(churned) * 2 >= len(matches) > 0
