"""Documents of our own become articles; documents of others never break anything."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from news.errors import NotAFeed
from news.models import Article, Document, Fetched, Kind
from news.parse import parse
from news.prescreen import ITEMS_KEPT, MANY_ITEMS
from tests.builders import NOON, source

URL = "https://orbit.example/feed"


def read(body: str | bytes, content_type: str = "application/xml", **changed: Any) -> list[Article]:
    body = body if isinstance(body, bytes) else body.encode()
    return list(parse(Fetched(URL, body, content_type), source(**changed), NOON).articles)


def rss(*items: str, link: str = "https://orbit.example/") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
      xmlns:media="http://search.yahoo.com/mrss/"
      xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
      <title>Orbit</title><link>{link}</link>{body}</channel></rss>"""


def item(*, title: str = "Lander touches down", link: str = "/1", more: str = "") -> str:
    return f"<title>{title}</title><link>{link}</link>{more}"


RSS = rss(
    """<guid isPermaLink="false">orbit-7</guid><title>Lander &amp;amp; rover touch down</title>
    <link>https://orbit.example/7?utm_source=rss</link><dc:creator>Ada Quill</dc:creator>
    <category>Moon</category><category>Rovers</category>
    <pubDate>Sun, 22 Nov 2026 08:30:00 +0200</pubDate>
    <description><![CDATA[<p>Two <b>soft</b> landings.</p>]]></description>"""
)
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://orbit.example/"><title>Orbit</title>
  <link>https://orbit.example/</link></channel>
  <item rdf:about="orbit-7"><title>Lander &amp;amp; rover touch down</title>
  <link>https://orbit.example/7</link><dc:creator>Ada Quill</dc:creator>
  <dc:subject>Moon</dc:subject><dc:subject>Rovers</dc:subject>
  <dc:date>2026-11-22T06:30:00Z</dc:date>
  <description>Two soft landings.</description></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Orbit</title>
  <id>urn:orbit</id><link href="https://orbit.example/"/>
  <entry><id>orbit-7</id><title>Lander &amp; rover touch down</title>
  <link rel="alternate" href="/7"/><author><name>Ada Quill</name></author>
  <category term="m" label="Moon"/><category term="Rovers"/>
  <published>2026-11-22T06:30:00Z</published><updated>2026-11-22T09:00:00Z</updated>
  <summary type="html">&lt;p&gt;Two &lt;b&gt;soft&lt;/b&gt; landings.&lt;/p&gt;</summary>
  </entry></feed>"""


@pytest.mark.parametrize(
    "document",
    [pytest.param(RSS, id="RSS"), pytest.param(RDF, id="RDF"), pytest.param(ATOM, id="Atom")],
)
def test_an_item_is_read_whatever_its_format(document: str) -> None:
    [article] = read(document, kind=Kind.OFFICIAL, language="eo")
    assert article.url == "https://orbit.example/7"
    assert article.title == "Lander & rover touch down"
    assert article.summary == "Two soft landings."
    assert article.byline == "Ada Quill"
    assert article.categories == ("Moon", "Rovers")
    assert article.published_at == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    assert (article.source_id, article.outlet) == ("orbit", "Orbit")
    assert (article.kind, article.language, article.scope) == (Kind.OFFICIAL, "eo", "public")


def test_three_formats_of_one_item_are_one_article() -> None:
    assert len({article.key for form in (RSS, RDF, ATOM) for article in read(form)}) == 1


def test_a_private_sources_articles_are_private() -> None:
    [article] = read(RSS, private=True, owners=frozenset({1}))
    assert article.scope == "orbit"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("5 &lt; 6 &amp; 7 &gt; 3", "5 < 6 & 7 > 3", id="a comparison"),
        pytest.param("&lt;i&gt;Juno&lt;/i&gt; dives", "Juno dives", id="HTML in a title"),
        pytest.param("<![CDATA[<b>Juno</b> &amp; Io]]>", "Juno & Io", id="CDATA with HTML"),
        pytest.param("Q&amp;amp;A", "Q&A", id="escaped twice"),
        pytest.param("A\n  long\ttitle", "A long title", id="lines"),
        pytest.param("x" * 400, "x" * 255 + "…", id="without end"),
    ],
)
def test_a_title_is_plain_words(written: str, expected: str) -> None:
    [article] = read(rss(item(title=written)))
    assert article.title == expected


def test_an_item_without_a_title_is_called_by_its_beginning() -> None:
    [article] = read(rss("<link>/1</link><description>Dust devils seen again.</description>"))
    assert (article.title, article.summary) == ("Dust devils seen again.", "")


def test_an_item_that_says_nothing_is_left_out_and_the_others_stay() -> None:
    found = read(rss("", item(link="/2")))
    assert [article.url for article in found] == ["https://orbit.example/2"]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param("<link>/moon</link>", "https://orbit.example/moon", id="relative"),
        pytest.param(
            "<link>https://proxy.example/r/1</link>"
            "<feedburner:origLink>https://orbit.example/moon</feedburner:origLink>",
            "https://orbit.example/moon",
            id="behind feedburner",
        ),
        pytest.param("<guid>https://orbit.example/7</guid>", "https://orbit.example/7", id="guid"),
        pytest.param(
            '<guid isPermaLink="false">https://orbit.example/7</guid>',
            "https://orbit.example/7",
            id="a guid that says it is no link is still better than none",
        ),
        pytest.param(
            "<link>javascript:alert(1)</link><guid>https://orbit.example/7</guid>",
            "https://orbit.example/7",
            id="a link that is none",
        ),
        pytest.param(
            '<guid isPermaLink="false">7</guid>', "https://orbit.example/", id="no page: the site's"
        ),
    ],
)
def test_an_item_leads_to_its_page(entry: str, expected: str) -> None:
    [article] = read(rss(f"<title>Lander</title>{entry}"))
    assert article.url == expected


def test_an_atom_entry_without_a_page_leads_to_the_site_too() -> None:
    entry = '<entry><id>urn:7</id><title>Lander</title><link href="/7"/></entry>'
    [article] = read(ATOM.split("<entry>")[0] + entry.replace('<link href="/7"/>', "") + "</feed>")
    assert article.url == "https://orbit.example/"


def test_relative_links_start_at_the_document_where_the_feed_names_no_site() -> None:
    [article] = read(rss(item(link="2/x"), link=""))
    assert article.url == "https://orbit.example/2/x"


def test_the_sites_own_page_and_a_shared_link_identify_nothing() -> None:
    found = read(rss(item(title="A", link="/"), item(title="B", link="/s"), item(link="/s")))
    assert [article.keys.link for article in found] == [None, None, None]


def test_an_item_that_stands_there_twice_is_one_article() -> None:
    assert len(read(rss(item(), item()))) == 1


def test_a_summary_that_only_repeats_the_title_is_left_out() -> None:
    [article] = read(rss(item(more="<description>Lander touches down</description>")))
    assert article.summary == ""


def test_the_whole_text_is_the_summary_where_there_is_no_other() -> None:
    [article] = read(rss(item(more="<content:encoded><![CDATA[<p>All.</p>]]></content:encoded>")))
    assert article.summary == "All."


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        pytest.param("Sun, 22 Nov 2026 11:00:00 GMT", NOON - timedelta(hours=1), id="today"),
        pytest.param("Sat, 22 Nov 2036 11:00:00 GMT", None, id="in ten years"),
        pytest.param("Thu, 01 Jan 1970 00:00:00 GMT", None, id="the epoch"),
        pytest.param("soon", None, id="a word"),
    ],
)
def test_a_date_is_taken_where_it_can_be_true(date: str, expected: datetime | None) -> None:
    [article] = read(rss(item(more=f"<pubDate>{date}</pubDate>")))
    assert article.published_at == expected


PICTURES = """<enclosure url="/e.jpg" type="image/jpeg"/><media:thumbnail url="/t.jpg"/>
  <media:content url="/small.jpg" medium="image" width="90"/>
  <media:content url="/film.mp4" type="video/mp4" width="4000"/>
  <media:content url="/wide.jpg" type="image/jpeg" width="1200"/>"""


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param(PICTURES, "https://orbit.example/wide.jpg", id="the widest"),
        pytest.param(
            '<media:thumbnail url="/t.jpg"/>', "https://orbit.example/t.jpg", id="a thumbnail"
        ),
        pytest.param(
            '<enclosure url="/e.png" type="image/png"/>',
            "https://orbit.example/e.png",
            id="an enclosure",
        ),
        pytest.param('<enclosure url="/e.mp3" type="audio/mpeg"/>', None, id="a sound is none"),
        pytest.param('<media:thumbnail url="data:image/png,x"/>', None, id="data is none"),
        pytest.param('<media:content medium="image" width="x"/>', None, id="no address"),
        pytest.param(
            '<media:content url="/odd.jpg" medium="image" width="100%"/>'
            '<media:content url="/one.jpg" medium="image" width="1"/>',
            "https://orbit.example/one.jpg",
            id="a width that is no number is none",
        ),
    ],
)
def test_a_picture_is_shown_where_the_licence_allows_it(more: str, expected: str | None) -> None:
    [article] = read(rss(item(more=more)), images=True, licence="Orbit, CC BY")
    assert article.image == expected
    assert article.image_credit == ("Orbit, CC BY" if expected else "")


def test_no_picture_is_shown_where_the_licence_does_not_allow_it() -> None:
    [article] = read(rss(item(more=PICTURES)), licence="all rights reserved")
    assert (article.image, article.image_credit) == (None, "")


def test_a_feed_without_items_is_a_feed() -> None:
    assert read(rss()) == []


PAGE = b"<!doctype html><html><head><title>Orbit</title></head><p>Sorry</p></html>"


@pytest.mark.parametrize(
    ("body", "key"),
    [
        pytest.param(b"", "source.empty", id="empty"),
        pytest.param(b" \r\n\0", "source.empty", id="blank"),
        pytest.param(PAGE, "source.is_a_page", id="a page"),
        pytest.param(PAGE[15:], "source.is_a_page", id="a page without a DOCTYPE"),
        pytest.param(b"<catalog><channel/></catalog>", "source.not_a_feed", id="other XML"),
        pytest.param(b'<rss version="2.0"></rss>', "source.not_a_feed", id="a feed of nothing"),
        pytest.param(b'{"error": "down"}', "source.not_a_feed", id="JSON"),
        pytest.param(b"\x00\xff\xfe\x1f\x8b", "source.not_a_feed", id="bytes"),
        pytest.param(b"/etc/passwd", "source.not_a_feed", id="a path"),
        pytest.param(b"https://orbit.example/feed", "source.not_a_feed", id="an address"),
    ],
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes, key: str) -> None:
    with pytest.raises(NotAFeed) as caught:
        read(body)
    assert caught.value.key == key


def test_a_path_as_body_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS)
    with pytest.raises(NotAFeed):
        read(str(path))


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("opensesame")
    head, rest = rss(item(title="Key: &key; it is")).split("<rss", 1)
    document = f'{head}<!DOCTYPE rss [<!ENTITY key SYSTEM "{path.as_uri()}">]><rss{rest}'
    assert all("opensesame" not in article.title for article in read(document))


def test_a_document_cut_short_counts_for_what_can_be_read() -> None:
    whole = rss(item(title="First", link="/1"), item(title="Second", link="/2"))
    assert [article.title for article in read(whole[: whole.index("Second")])] == ["First"]


def test_odd_markup_in_one_item_does_not_cost_the_others() -> None:
    odd = "<description><![CDATA[<p>x <![odd[y</p>]]></description>"
    found = read(rss(item(title="Odd", more=odd), item(title="Even", link="/2")))
    assert [article.title for article in found] == ["Odd", "Even"]


def test_the_charset_of_the_transport_counts() -> None:
    body = rss(item(title="Fusée")).replace(' encoding="utf-8"', "").encode("latin-1")
    [article] = read(body, "application/xml; charset=iso-8859-1")
    assert article.title == "Fusée"


def test_a_flood_of_items_has_an_end() -> None:
    found = read(rss(*(item(title=f"T{n}", link=f"/{n}") for n in range(ITEMS_KEPT + 9))))
    assert len(found) == ITEMS_KEPT
    assert found[0].title == "T0"


def test_a_document_of_too_many_items_says_how_many() -> None:
    count = MANY_ITEMS + 1
    found = whole(rss(*(item(title=f"T{n}", link=f"/{n}") for n in range(count))))
    assert (found.items, len(found.articles), found.well_formed) == (count, ITEMS_KEPT, True)


def whole(body: str, **changed: Any) -> Document:
    return parse(Fetched(URL, body.encode(), "application/xml"), source(**changed), NOON)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(RSS, "RSS 2.0", id="RSS 2.0"),
        pytest.param(RSS.replace('"2.0"', '"0.91"'), "RSS 0.91", id="RSS 0.91"),
        pytest.param(RSS.replace('"2.0"', '"0.92"'), "RSS 0.92", id="RSS 0.92"),
        pytest.param(RSS.replace('version="2.0"', ""), "RSS", id="RSS of no version"),
        pytest.param(RDF, "RSS 1.0", id="RSS 1.0"),
        pytest.param(ATOM, "Atom 1.0", id="Atom 1.0"),
        pytest.param(
            '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Orbit</title></feed>',
            "Atom 0.3",
            id="Atom 0.3",
        ),
        pytest.param(
            '<channel><title>Orbit</title><item href="/1"><title>A</title></item></channel>',
            "CDF",
            id="CDF",
        ),
    ],
)
def test_a_format_is_called_as_people_call_it(document: str, expected: str) -> None:
    found = whole(document)
    assert (found.format, found.title) == (expected, "Orbit")


def about(more: str) -> Document:
    return whole(rss(item()).replace("<title>Orbit</title>", f"<title>Orbit</title>{more}"))


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en-us", "en"), (" DE ", "de"), ("pt_BR", "pt"), ("eng", "eng"), ("english", ""), ("", "")],
)
def test_a_document_says_its_language(code: str, expected: str) -> None:
    assert about(f"<language>{code}</language>").language == expected


def test_a_document_says_its_site_and_its_hub() -> None:
    found = about('<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="hub" href="//h.example/"/>')
    assert (found.home, found.hub) == ("https://orbit.example/", "https://h.example/")
    assert about("").hub is None


def test_a_documents_title_is_plain_and_short() -> None:
    found = whole(rss(item()).replace("Orbit</title>", f"&lt;b&gt;Or&lt;/b&gt;{'x' * 400}</title>"))
    assert found.title.startswith("Orx")
    assert len(found.title) == 256


@pytest.mark.parametrize(
    "printed", ["[Warning] no such file ", "{debug} ", "<br/><b>Notice</b>: x"]
)
def test_what_a_server_prints_before_a_document_hides_nothing(printed: str) -> None:
    assert [article.title for article in read(printed + rss(item(title="A")))] == ["A"]


def test_a_feed_inside_of_a_page_is_read() -> None:
    body = f"<html><body>{rss(item(title='A')).partition('?>')[2]}</body></html>"
    assert [article.title for article in read(body)] == ["A"]


def test_a_prefix_that_was_never_declared_hides_nothing() -> None:
    body = rss(item(title="A"), item(title="B", link="/2"))
    for name in ("rss", "channel", "item", "title", "link"):
        body = body.replace(f"<{name}", f"<rss:{name}").replace(f"</{name}", f"</rss:{name}")
    assert [article.title for article in read(body)] == ["A", "B"]


def test_a_document_in_sixteen_bits_is_read() -> None:
    body = rss(item(title="Марс 火星")).replace("utf-8", "utf-16")
    assert [article.title for article in read(body.encode("utf-16"))] == ["Марс 火星"]


def test_what_an_entity_would_grow_into_is_not_shown() -> None:
    body = rss(item(title="Boom &b;")).replace("<rss", '<!DOCTYPE r [<!ENTITY b "x">]><rss', 1)
    assert [article.title for article in read(body)] == ["Boom &b;"]


def test_an_item_of_which_only_a_link_came_is_left_for_the_next_reading() -> None:
    body = rss(item(title="First"), "<link>/second</link><title>Second</title>")
    found = whole(body[: body.index("<title>Second")])
    assert [article.title for article in found.articles] == ["First"]
    assert not found.well_formed


def test_a_document_that_the_parser_stumbles_over_is_not_readable() -> None:
    odd = rss(item()).replace(
        "<channel>", '<channel><p xmlns="http://www.opengis.net/gml"><pos/></p>'
    )
    with pytest.raises(NotAFeed) as caught:
        read(odd)
    assert caught.value.key == "source.not_readable"
