"""Which articles are new: by guid, link and title, each document matched against what is known."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from news.links import identity
from news.models import Article, ArticleKeys

_WORD = re.compile(r"\w+")


def digest(*parts: object) -> str:
    """A short stable key of content: 24 hex digits, which also fits Discord's nonce."""
    text = "\x00".join(str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def keys(
    guid: str | None, link: str | None, title: str, day: str, *, usable_link: bool
) -> ArticleKeys:
    """The keys of one item.

    guid is taken to the character (RFC 4287 §4.2.6.1). A link is usable where no other item of the
    document has it and it is not the site's own. A title counts for its day only, since
    "Image of the day" is told anew every day; words alone count, whatever stands between them.
    """
    words = " ".join(_WORD.findall(unicodedata.normalize("NFKC", title).casefold()))
    return ArticleKeys(
        guid=f"g{digest(guid)}" if guid else None,
        link=f"l{digest(identity(link))}" if link and usable_link else None,
        title=f"t{digest(words, day)}" if words else None,
    )


def repeated(values: Iterable[str | None]) -> set[str]:
    """What stands more than once in a document and so identifies nothing."""
    return {value for value, count in Counter(values).items() if value and count > 1}


def evidence(article: Article) -> tuple[str | None, ...]:
    """By what an article is known again, the strongest first; None where it has no such key."""
    keys = article.keys
    return (article.key, keys.guid, keys.title, keys.link)


def matched(
    articles: Sequence[Article], known: Mapping[str, str]
) -> list[tuple[Article, str | None]]:
    """Each article of one document with the known item it is, or None: it is new to its source.

    known: evidence -> the item that it was first seen with. The document and the known items are
    matched one to one, the strongest evidence first: all keys the same, then guid, title, link.
    So a changed guid, title, date or link alone never makes an item new, while a second item under
    a known link (the picture of the day) or a known headline is one.
    """
    items: dict[int, str] = {}
    claimed: set[str] = set()
    for keys in zip(*(evidence(article) for article in articles), strict=True):
        for index, key in enumerate(keys):
            item = known.get(key or "")
            if index in items or item is None or item in claimed:
                continue
            items[index] = item
            claimed.add(item)
    return [(article, items.get(index)) for index, article in enumerate(articles)]
