"""From the bytes of a document to what Discord is sent, and what must hold on the whole way."""

import random
from collections.abc import Sequence

from news import render
from news.cluster import Nearby, gather
from news.errors import NotAFeed
from news.models import Article, Card, Fetched, GuildView, Post, PostKind, SeenStory
from news.parse import parse
from news.view import seen_by
from tests.builders import CHANNEL, GUILD, NOON, source

SOURCE = source("odd", images=True, licence="theirs")
DIGEST = Post("key", GUILD, CHANNEL, PostKind.DIGEST)
CONTENT_TYPES = ("", "text/xml", "text/html; charset=utf-16", "application/xml; charset=koi8-r")
# What documents break at.
PIECES = (
    *(
        b"<",
        b">",
        b"&",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"-->",
        b"<?",
        b"<!DOCTYPE x [",
        b'"',
        b"\0",
    ),
    *(
        b"<item>",
        b"</item>",
        b"<title>",
        b"</title>",
        b"<entry>",
        b"</rss>",
        b"<p>",
        b"&#0;",
        b"&b;",
    ),
    *(b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", "\u202e\u0301\u200b".encode(), b"{", b"[", b","),
    *(b"&#99999999999;", b"&#xD800;", b"http://[", b"@everyone", b"<@1>", b"0" * 30, b"-", b":x:"),
)


def told(body: bytes, content_type: str = "") -> int:
    """How many of a document's articles were shown; raises AssertionError where one may not be."""
    try:
        document = parse(Fetched("https://odd.example/feed", body, content_type), SOURCE, NOON)
    except NotAFeed:
        return 0
    assert len(document.articles) <= document.items
    assert document.format
    stories = [shown(article) for article in document.articles]
    for batch in (stories[:1], stories[:10], stories[:25]):
        if batch:
            fits(render.roundup(batch))
            fits(render.reports(batch))
            fits(render.compact(batch[: render.COMPACT_LINES]))
            fits(render.digest(batch, DIGEST, NOON))
    return len(stories)


def shown(article: Article) -> SeenStory:
    story = seen_by(GuildView(), gather(article, Nearby(), NOON))
    assert story is not None
    fits(render.card(story))
    assert len(render.line(story)) <= render.ROOM
    assert len(render.entry(story)) <= render.DESCRIPTION_LIMIT
    assert article.url.startswith(("http://", "https://"))
    return story


def fits(card: Card) -> None:
    """Inside Discord's limits for an embed, and for a message that has none."""
    texts = (card.description, *card.continued)
    assert len(card.title) <= render.TITLE_LIMIT
    assert len(card.author) <= render.AUTHOR_LIMIT
    assert all(0 < len(each) <= render.DESCRIPTION_LIMIT for each in texts)
    assert len(card.footer) <= 2048
    whole = len(card.title) + len(card.author) + len(card.footer) + sum(map(len, texts))
    assert whole <= render.MESSAGE_LIMIT
    for each in (card.title, card.author, card.footer, card.text, *texts):
        each.encode()  # half a character could not be sent


def bent(document: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """The document with one to eight things done to it."""
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(document) + 1)
        to = min(len(document), at + chance.choice((1, 1, 4, 30, 300)))
        piece = chance.choice(
            (
                chance.choice(PIECES),
                chance.choice(PIECES) * chance.choice((2, 50, 700)),
                chance.randbytes(chance.randint(1, 8)),
                _part(chance.choice(others), chance),
                document[at:to] * chance.randint(0, 3),
            )
        )
        document = document[:at] + piece + document[chance.choice((at, to)) :]
    return document[: chance.randrange(len(document) + 1)] if chance.random() < 0.1 else document


def _part(document: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(document) + 1)
    return document[at : at + chance.choice((10, 100, 1000))]
