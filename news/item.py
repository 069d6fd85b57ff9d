"""One entry of a feed, by feedparser's names -> Article."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from news import credit, dates, identity, links, text
from news.entities import named
from news.models import Article, ArticleKeys, Source
from news.pictures import picture
from news.topics import classify

_TITLE_LIMIT = 256
_MOST_CATEGORIES = 20
_MARKUP = {"text/html": True, "application/xhtml+xml": True}
_WORD = re.compile(r"[^\W\d_]{3}")
_NO_WORDS = re.compile(
    r"(?:index|default|home|post|item|article|story|view)|(?=.*\d)[0-9a-z]{8,}", re.IGNORECASE
)
_SUFFIX = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)


class Item:
    """One entry while it is read: the parts that the whole document must be known for."""

    def __init__(self, entry: Mapping[str, Any], base: str) -> None:
        self.entry = entry
        self.base = _xml_base(entry, base)
        self.guid = str(entry.get("id") or "") or None
        own = _own_link(entry, self.base) or _link_in(self.guid)
        # What has no page of its own leads to the site's.
        self.link = own or base
        self.summary = _summary(entry)
        self._headline = _headline(entry) or text.clip(self.summary, 100)
        self.title = self._headline or _made_up(own)

    def article(self, source: Source, now: datetime, *, usable_link: bool) -> Article:
        written = _written(self.entry, now)
        published_at = dates.believed(written, now)
        day = written.at.date().isoformat() if written else ""
        # A title that we made up identifies nothing.
        keys = identity.keys(self.guid, self.link, self._headline, day, usable_link=usable_link)
        image = picture(self.entry, self.base) if source.images else None
        byline = credit.byline(_authors(self.entry), source.outlet)
        categories = _categories(self.entry)
        entities = named(self.title, self.summary)
        return Article(
            key=identity.digest(source.id, *keys, *self._else(keys)),
            keys=keys,
            source_id=source.id,
            outlet=source.outlet,
            url=self.link,
            title=self.title,
            scope=source.scope,
            kind=source.kind,
            language=source.language,
            summary="" if self.summary == self.title else self.summary,
            image=image,
            image_credit=source.licence if image else "",
            byline=byline,
            credit=credit.agency(self.summary, byline, source.outlet)
            or _origin(self.entry, source, self.base),
            categories=categories,
            topics=classify(
                self.title,
                self.summary,
                categories=categories,
                defaults=source.topics,
                kind=source.kind,
                url=self.link,
                entities=entities,
            ),
            entities=entities,
            published_at=published_at,
        )

    def _else(self, keys: ArticleKeys) -> tuple[str, ...]:
        """What tells it from its namesakes of the day where nothing but its headline names it."""
        return () if keys.guid or keys.link else (self.summary,)


def _xml_base(entry: Mapping[str, Any], base: str) -> str:
    details = (entry.get(name) or {} for name in ("title_detail", "summary_detail"))
    found = (str(each.get("base") or "") for each in (*details, *(entry.get("content") or ())))
    return links.clean(next(filter(None, found), ""), base) or base


def _own_link(entry: Mapping[str, Any], base: str) -> str | None:
    for name in ("feedburner_origlink", "link"):
        if entry.get(name) and (found := links.clean(str(entry[name]), base)):
            return found
    return None


def _link_in(guid: str | None) -> str | None:
    return links.clean(guid) if guid and guid.startswith(("http://", "https://")) else None


def _headline(entry: Mapping[str, Any]) -> str:
    kind = str((entry.get("title_detail") or {}).get("type"))
    title = text.plain(str(entry.get("title") or ""), markup=_MARKUP.get(kind))
    return text.clip(title, _TITLE_LIMIT) if any(map(_is_seen, title)) else ""


def _is_seen(char: str) -> bool:
    return char.isprintable() and not char.isspace()


def _made_up(link: str | None) -> str:
    """A title out of an address: its last words, else the address itself."""
    if link is None:
        return ""
    parts = urlsplit(link)
    slug = _SUFFIX.sub("", unquote(parts.path.rstrip("/").rpartition("/")[2]))
    words = text.tidy(re.sub(r"[-_+]+", " ", slug))
    if _WORD.search(words) and not _NO_WORDS.fullmatch(words):
        return text.clip(words[:1].upper() + words[1:], _TITLE_LIMIT)
    return text.clip(text.tidy(link.partition("://")[2]), _TITLE_LIMIT)


def _summary(entry: Mapping[str, Any]) -> str:
    """The first of the entry's texts that has words in it."""
    kind = str((entry.get("summary_detail") or {}).get("type"))
    written = [(str(entry.get("summary") or ""), kind)]
    written += [
        (str(each.get("value") or ""), str(each.get("type"))) for each in entry.get("content") or ()
    ]
    found = (text.summary(value, markup=_MARKUP.get(kind)) for value, kind in written if value)
    return next(filter(None, found), "")


def _written(entry: Mapping[str, Any], now: datetime) -> dates.Written | None:
    """When it was published, or else changed: the first of its times that can be true."""
    # FeedParserDict answers "updated" with "published" where there is no "updated".
    names = (name for name in ("published", "updated", "created") if name in entry)
    first = None
    for time in (dates.normalise(str(entry[name] or "")) for name in names):
        if dates.believed(time, now):
            return time
        # One that cannot be true yet still tells its item from yesterday's of the same title.
        first = first or time
    return first


def _authors(entry: Mapping[str, Any]) -> Iterator[str]:
    named = [str(each.get("name") or "") for each in entry.get("authors") or ()]
    yield from named if any(named) else [str(entry.get("author") or "")]


def _origin(entry: Mapping[str, Any], source: Source, base: str) -> str:
    """What RSS's and Atom's source element names, where it is another site than the feed's own."""
    origin = entry.get("source")
    if not origin or not isinstance(origin, Mapping):
        return ""
    name = text.clip(text.plain(str(origin.get("title") or "")), 60)
    site = links.clean(str(origin.get("href") or origin.get("link") or ""), base) or ""
    own = any(links.same_site(site, each) for each in (source.url, base))
    return "" if own or not site or name.casefold() == source.outlet.casefold() else name


def _categories(entry: Mapping[str, Any]) -> tuple[str, ...]:
    terms = (str(tag.get("label") or tag.get("term") or "") for tag in entry.get("tags") or ())
    plain = (text.clip(text.plain(term), 60) for term in terms)
    return tuple(dict.fromkeys(filter(None, plain)))[:_MOST_CATEGORIES]
