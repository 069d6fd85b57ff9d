"""Bytes of a feed -> articles. feedparser's door; runs in the worker process, for it can block."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import feedparser

from news import identity, jsonfeed, links, plainfeed, text
from news.decode import decode
from news.errors import NotAFeed
from news.hints import hints
from news.item import Item
from news.models import Article, Document, Fetched, Hints, Source
from news.prescreen import ITEMS_KEPT, screen
from news.prolog import is_page, may_hold_feed

_TITLE_LIMIT = 256
_FORMATS = {
    "rss090": "RSS 0.90",
    "rss091n": "RSS 0.91",
    "rss091u": "RSS 0.91",
    "rss092": "RSS 0.92",
    "rss093": "RSS 0.93",
    "rss094": "RSS 0.94",
    "rss10": "RSS 1.0",
    "rss20": "RSS 2.0",
    "rss": "RSS",
    "atom01": "Atom 0.1",
    "atom02": "Atom 0.2",
    "atom03": "Atom 0.3",
    "atom10": "Atom 1.0",
    "atom": "Atom",
    "cdf": "CDF",
}
"""feedparser's versions, as people call them."""
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.DOTALL)
_PREFIXED_ITEM = re.compile(r"<([\w.-]{1,40}):(?:item|entry)[\s/>]", re.IGNORECASE)
# What it raises for odd documents: it has no error of its own.
_CRASHES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class _Read:
    """A document as its format's parser gives it; feed and entries hold feedparser's names."""

    format: str
    feed: Mapping[str, Any]
    entries: Sequence[Mapping[str, Any]]
    items: int
    hints: Hints
    whole: bool = True
    expired: bool = False


def parse(fetched: Fetched, source: Source, now: datetime) -> Document:
    """What the document says. Raises NotAFeed.

    An ill-formed feed counts for what can be read of it.
    """
    said = decode(fetched.body, fetched.content_type)
    if not said.strip():
        raise NotAFeed("source.empty")
    read = _json(said) if jsonfeed.is_json(said) else _xml(said)
    home = links.clean(str(read.feed.get("link") or ""), fetched.url)
    return Document(
        title=text.clip(text.plain(str(read.feed.get("title") or "")), _TITLE_LIMIT),
        format=read.format,
        articles=_articles(read, home or fetched.url, source, now, {home, fetched.url}),
        items=read.items,
        well_formed=read.whole,
        home=home or "",
        language=_language(str(read.feed.get("language") or "")),
        hints=read.hints,
        hub=_hub(read.feed, fetched.url),
        expired=read.expired,
    )


def _json(said: str) -> _Read:
    found = jsonfeed.read(said)
    entries = [feedparser.FeedParserDict(entry) for entry in found.entries]
    return _Read(found.format, found.feed, entries, len(entries), Hints(), expired=found.expired)


def _xml(said: str) -> _Read:
    if plain := plainfeed.read(said):
        return _plain(plain)
    if is_page(said) and not may_hold_feed(said):
        raise NotAFeed("source.is_a_page")
    screened = screen(said)
    if screened.text[:5].lower() == "<opml":
        raise NotAFeed("source.is_a_list")
    document = _parsed(screened.text)
    if not document.entries and (prefixed := _PREFIXED_ITEM.search(screened.text)):
        # A prefix that was never declared hides every element that has it.
        bare = re.sub(rf"<(/?){re.escape(prefixed[1])}:", r"<\1", screened.text)
        document = _parsed(bare)
    version = document.get("version")
    if document.entries and screened.text[:8].lower() == "<channel":
        version = version or "cdf"  # which feedparser reads, but does not name
    # An empty feed says at least whose it is.
    if not version or not (document.entries or document.feed.get("title")):
        raise NotAFeed("source.is_a_page" if is_page(said) else "source.not_a_feed")
    return _Read(
        _FORMATS.get(version, version),
        document.feed,
        document.entries,
        screened.items or len(document.entries),
        hints(document.feed, screened.text),
        screened.whole,
    )


def _plain(found: plainfeed.PlainFeed) -> _Read:
    screened = screen(found.head)
    head = _parsed(screened.text)
    known = hints(head.feed, screened.text)
    return _Read(_FORMATS[head.version], head.feed, found.entries, len(found.entries), known)


def _parsed(document: str) -> Any:
    # A path as body would be opened, so never bytes; a base address would change the guids.
    try:
        return feedparser.parse(
            io.BytesIO(document.encode()),
            sanitize_html=False,
            resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
    except _CRASHES as error:
        raise NotAFeed("source.not_readable") from error


def _articles(
    read: _Read, base: str, source: Source, now: datetime, pages: set[str | None]
) -> tuple[Article, ...]:
    """pages: addresses that belong to no item."""
    entries = read.entries[:ITEMS_KEPT]
    if entries and not read.whole and not _says_something(entries[-1]):
        entries = entries[:-1]
    found = [Item(entry, base) for entry in entries]
    shared = identity.repeated(item.link for item in found) | pages
    articles: dict[str, Article] = {}
    for item in found:
        if item.title:
            article = item.article(source, now, usable_link=item.link not in shared)
            articles.setdefault(article.key, article)
    return tuple(articles.values())


def _says_something(entry: Mapping[str, Any]) -> bool:
    return any(entry.get(name) for name in ("title", "summary", "content"))


def _language(code: str) -> str:
    found = _LANGUAGE.fullmatch(code.strip().lower())
    return found[1] if found else ""


def _hub(feed: Mapping[str, Any], url: str) -> str | None:
    """The WebSub hub, W3C WebSub §4: one is enough."""
    addresses = (
        links.clean(str(each.get("href") or ""), url)
        for each in feed.get("links") or ()
        if each.get("rel") == "hub"
    )
    return next((found for found in addresses if found), None)
