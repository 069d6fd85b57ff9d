"""Whatever news.plainfeed reads, it reads as feedparser does; the rest it leaves to it."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import feedparser
import pytest

from benchmarks.documents import document
from news import plainfeed
from news.decode import decode
from news.models import Fetched
from news.parse import parse
from news.plainfeed import PlainFeed
from news.prescreen import ITEMS_KEPT, screen
from tests.builders import NOON, source

SOURCE = source(images=True)

NAMES = ("id", "guidislink", "link", "title", "summary", "author", "published", "updated")

RSS = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Orbit</title>'
    "<link>https://orbit.example/</link><ttl>60</ttl>{}<language>en-GB</language></channel></rss>"
)
ITEM = "<item><title>Lander down</title><link>https://orbit.example/1</link>{}</item>"
ATOM = (
    '<?xml version="1.0"?><!-- made by hand --><feed xmlns="http://www.w3.org/2005/Atom" '
    'xml:lang="en"><title>Orbit</title><link href="https://orbit.example/"/>{}</feed>'
)
ENTRY = '<entry><title>Lander down</title><link href="https://orbit.example/1"/>{}</entry>'


def rss(inside: str = "") -> str:
    return RSS.format(ITEM.format(inside))


def atom(inside: str = "") -> str:
    return ATOM.format(ENTRY.format(inside))


def parsed(text: str) -> Any:
    return feedparser.parse(
        io.BytesIO(text.encode()),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )


def told(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """All that anybody asks an entry for."""
    return [
        {name: dict.get(entry, name) for name in NAMES}
        | {name: (entry.get(f"{name}_detail") or {}).get("type") for name in ("title", "summary")}
        | {"content": [(each["type"], each["value"]) for each in entry.get("content") or ()]}
        | {"tags": [tuple(each.values()) for each in entry.get("tags") or ()]}
        | {"by": (entry.get("author_detail") or {}).get("name")}
        | {name: [dict(each) for each in entry.get(name) or ()] for name in ("links", *MEDIA)}
        for entry in entries
    ]


MEDIA = ("media_content", "media_thumbnail")


def compare(found: PlainFeed, whole: Any) -> None:
    head = parsed(screen(found.head).text)
    assert told(found.entries) == told(whole.entries)
    assert (head.version, dict(head.feed)) == (whole.version, dict(whole.feed))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(document(0)[0].decode(), id="a whole RSS document"),
        pytest.param(document(1)[0].decode(), id="a whole Atom document"),
        pytest.param(rss("<guid>https://orbit.example/1</guid>"), id="guid is an address"),
        pytest.param(rss('<guid isPermaLink="false"> 1 </guid>'), id="guid is none"),
        pytest.param(rss("<description>&lt;p&gt;5 &amp;lt; 6</description>"), id="description"),
        pytest.param(
            rss("<description>Short</description><content:encoded>Long</content:encoded>"),
            id="both texts",
        ),
        pytest.param(rss("<content:encoded><![CDATA[<b>L</b>]]></content:encoded>"), id="content"),
        pytest.param(rss("<dc:creator>Ada</dc:creator>"), id="author"),
        pytest.param(rss('<category domain="d">A</category><category>A</category>'), id="tags"),
        pytest.param(rss("<category>A</category><category>A</category>"), id="one tag twice"),
        pytest.param(rss("<description>Itâ€™s Ã©t&#233;</description>"), id="decoded wrongly"),
        pytest.param(rss("<description>Saturn’s été</description>"), id="accents"),
        pytest.param(
            rss('<enclosure url="https://orbit.example/1.mp3" type="audio/mpeg" length="9"/>'),
            id="enclosure",
        ),
        pytest.param(
            rss(
                '<media:content url="https://orbit.example/1.jpg" medium="image" width="9"/>'
                '<media:thumbnail url="https://orbit.example/2.jpg"/>'
            ),
            id="pictures",
        ),
        pytest.param(rss("<pubDate>Fri, 20 Nov 2026 09:30:00 GMT</pubDate>"), id="date"),
        pytest.param(atom("<id>urn:1</id><updated>2026-11-20T09:30:00Z</updated>"), id="Atom"),
        pytest.param(atom('<summary type="html">&lt;p&gt;A</summary>'), id="Atom summary"),
        pytest.param(atom('<content type="html">&lt;p&gt;A</content>'), id="Atom content"),
        pytest.param(
            atom('<content type="html">Long</content><summary>Short</summary>'), id="Atom, both"
        ),
        pytest.param(atom('<category term="a" label="A"/><category term="b"/>'), id="Atom tags"),
        pytest.param(atom("<author><name>Ada</name></author>"), id="Atom author"),
        pytest.param(
            atom('<link rel="enclosure" type="image/png" href="https://orbit.example/1.png"/>'),
            id="Atom enclosure",
        ),
    ],
)
def test_a_plain_document_is_read_as_feedparser_reads_it(text: str) -> None:
    found = plainfeed.read(text)
    assert found
    compare(found, parsed(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("<html><body>Hello</body></html>", id="a page"),
        pytest.param(rss() + "<", id="not well-formed"),
        pytest.param('<!DOCTYPE rss [<!ENTITY a "b">]>' + rss(), id="entities"),
        pytest.param(rss("<!-- x -->"), id="a comment inside"),
        pytest.param(rss("<item><title>B</title></item>"), id="an item in an item"),
        pytest.param(rss().replace("<title>Lander down</title>", ""), id="no title"),
        pytest.param(rss().replace("<link>https://orbit.example/1</link>", ""), id="no link"),
        pytest.param(rss().replace("https://orbit.example/1", "/1"), id="a relative link"),
        pytest.param(rss().replace("Lander down", "A &amp;lt;b&amp;gt; C"), id="HTML in a title?"),
        pytest.param(rss("<title>Again</title>"), id="two titles"),
        pytest.param(rss("<media:title>Other</media:title>"), id="another title"),
        pytest.param(rss("<author>ada@orbit.example (Ada)</author>"), id="a mail address"),
        pytest.param(rss("<description><p>A</p></description>"), id="tags unescaped"),
        pytest.param(rss("<description>caf\x92</description>"), id="Windows' characters"),
        pytest.param(rss().replace('"2.0"', '"0.92"'), id="an older RSS"),
        pytest.param(rss().replace("<item>", '<item xml:base="/a/">'), id="a base of its own"),
        pytest.param(RSS.format(ITEM.format("") * (ITEMS_KEPT + 1)), id="very many items"),
        pytest.param(
            rss().replace("<ttl>", "<![CDATA[</item>]]><ttl>"), id="an item's end outside of one"
        ),
        pytest.param(atom('<content type="xhtml"><div>A</div></content>'), id="XHTML"),
        pytest.param(atom('<title type="xhtml">A</title>'), id="Atom, two titles"),
        pytest.param(atom('<link href="https://orbit.example/2"/>'), id="two links"),
    ],
)
def test_what_feedparser_might_read_in_its_own_way_is_left_to_it(text: str) -> None:
    assert plainfeed.read(text) is None


def test_a_picture_that_is_attached_to_a_plain_item_is_its_picture() -> None:
    text = rss('<enclosure url="https://orbit.example/1.png" type="image/png" length="9"/>')
    assert plainfeed.read(text)
    (article,) = parse(Fetched(SOURCE.url, text.encode()), SOURCE, NOON).articles
    assert article.image == "https://orbit.example/1.png"


def test_every_plain_document_of_the_corpus_is_read_as_feedparser_reads_it(shared: Path) -> None:
    compared = 0
    for file in sorted((shared / "corpus" / "documents").iterdir()):
        text = decode(file.read_bytes(), "")
        if found := plainfeed.read(text):
            compare(found, parsed(screen(text).text))
            compared += 1
    assert compared >= 30


def test_a_document_says_the_same_either_way(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [file.read_bytes() for file in sorted((shared / "corpus" / "documents").iterdir())]
    plain = [body for body in documents if plainfeed.read(decode(body, ""))]
    at_once = [parse(Fetched(SOURCE.url, body), SOURCE, NOON) for body in plain]
    monkeypatch.setattr(plainfeed, "read", lambda _text: None)
    assert [parse(Fetched(SOURCE.url, body), SOURCE, NOON) for body in plain] == at_once
