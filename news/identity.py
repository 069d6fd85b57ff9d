"""By what an article is known again: keys of its guid, link and title."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

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
        link=link_key(link) if link and usable_link else None,
        title=f"t{digest(said, day)}" if said else None,
    )


def link_key(link: str) -> str:
    return f"l{digest(identity(link))}"


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
