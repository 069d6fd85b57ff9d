"""Bytes of a feed -> articles. feedparser's door; runs in the worker process, for it can block."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import feedparser

from news import identity, links, text
from news.errors import NotAFeed
from news.item import Item
from news.models import Article, Document, Fetched, Source

MOST_ITEMS = 500
"""More items than this are no news; the first ones are read."""

_TITLE_LIMIT = 256


def parse(fetched: Fetched, source: Source, now: datetime) -> Document:
    """What the document says. Raises NotAFeed.

    An ill-formed feed counts for what can be read of it.
    """
    # A path as body would be opened, so never bytes; a base address would change the guids.
    document = feedparser.parse(
        io.BytesIO(fetched.body),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": fetched.content_type},
    )
    # An empty body has no version, not even an empty one.
    if not document.get("version"):
        raise NotAFeed("source.not_a_feed")
    articles = _articles(document.entries[:MOST_ITEMS], document.feed, fetched, source, now)
    title = text.clip(text.plain(str(document.feed.get("title") or "")), _TITLE_LIMIT)
    return Document(title, document.version, articles, len(document.entries))


def _articles(
    entries: Sequence[Any], feed: Any, fetched: Fetched, source: Source, now: datetime
) -> tuple[Article, ...]:
    base = links.clean(str(feed.get("link") or ""), fetched.url) or fetched.url
    found = [Item(entry, base) for entry in entries]
    shared = identity.repeated(item.link for item in found) | {base, fetched.url}
    articles: dict[str, Article] = {}
    for item in found:
        if item.title:
            article = item.article(source, now, usable_link=item.link not in shared)
            articles.setdefault(article.key, article)
    return tuple(articles.values())
