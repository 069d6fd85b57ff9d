"""A page leads to its feeds, and an address to where a feed would be."""

from pathlib import Path

import pytest

from news.discovery import MOST_CANDIDATES, MOST_GUESSES, Candidate, feeds_in, guesses

URL = "https://orbit.example/blog/2026/lander.html"


def found(head: str, url: str = URL) -> list[Candidate]:
    return feeds_in(f"<!doctype html><html><head>{head}</head><body></body>".encode(), url)


def link(href: str = "/feed", kind: str = "application/rss+xml", more: str = "") -> str:
    return f'<link rel="alternate" type="{kind}" href="{href}" {more}>'


def test_a_page_names_its_feeds() -> None:
    head = link(more='title="Orbit &amp; more"') + link("atom.xml", "application/atom+xml")
    assert found(head + link("//j.example/feed.json", "application/feed+json")) == [
        Candidate("https://orbit.example/feed", "Orbit & more", "RSS"),
        Candidate("https://orbit.example/blog/2026/atom.xml", "", "Atom"),
        Candidate("https://j.example/feed.json", "", "JSON Feed"),
    ]


@pytest.mark.parametrize(
    "tag",
    [
        pytest.param("<LINK REL=Alternate TYPE=application/rss+xml HREF=/feed>", id="as in 1996"),
        pytest.param(
            "<link href='/feed' type='application/rss+xml' rel='x alternate'/>", id="XHTML"
        ),
        pytest.param(link(kind="application/rss+xml; charset=utf-8"), id="with a charset"),
        pytest.param(link("\n /feed "), id="with blanks"),
        pytest.param(link(more='title="Orbit > News"'), id="an arrow in its title"),
        pytest.param(link(more="title='<Orbit>'"), id="a title in brackets"),
        pytest.param('<link rel="feed" type="application/rss+xml" href="/feed">', id="rel=feed"),
        pytest.param(link() + link(more='title="again"'), id="twice"),
        pytest.param(f"<script>'<!--'</script>{link()}", id="behind a script"),
        pytest.param(f"<title>a < b <!--</title>{link()}", id="behind a title"),
    ],
)
def test_a_feed_is_found_however_it_is_named(tag: str) -> None:
    assert [each.url for each in found(tag)] == ["https://orbit.example/feed"]


@pytest.mark.parametrize(
    "tag",
    [
        pytest.param(f"<!-- {link()} -->", id="in a comment"),
        pytest.param(f"<script>'{link()}'</script>", id="in a script"),
        pytest.param(f"<!-- {link()}", id="in a comment that never ends"),
        pytest.param(link("/comments/feed"), id="comments"),
        pytest.param(link(more='title="Orbit: Comments"'), id="comments, by title"),
        pytest.param(link("/wp-json/wp/v2/pages/2", "application/json"), id="raw data"),
        pytest.param(link("/x", "text/css"), id="a style sheet"),
        pytest.param('<link rel="alternate" hreflang="fr" href="/fr">', id="a translation"),
        pytest.param('<link rel="icon" type="application/rss+xml" href="/f">', id="an icon"),
        pytest.param(link(""), id="no address"),
        pytest.param(link("javascript:alert(1)"), id="a script's address"),
        pytest.param(link("http://[oops"), id="a broken address"),
        pytest.param("<link rel type href>", id="nothing in it"),
    ],
)
def test_what_is_no_feed_of_the_page_is_passed_over(tag: str) -> None:
    assert found(tag) == []


def test_a_base_counts_for_every_link() -> None:
    head = link("feed") + '<base href="https://cdn.example/x/"><base href="https://b.example/">'
    assert [each.url for each in found(head)] == ["https://cdn.example/x/feed"]


def test_there_is_an_end_to_the_feeds_of_a_page() -> None:
    assert len(found("".join(link(f"/{number}") for number in range(50)))) == MOST_CANDIDATES


@pytest.mark.parametrize(
    "page", [b"", b"\xff\xfe\0", b"<link " * 50_000, b"<!--" * 50_000, b'<link a="' * 50_000]
)
def test_any_page_is_read(page: bytes) -> None:
    assert feeds_in(page, URL) == []


def test_a_page_in_another_charset_is_read() -> None:
    page = f'<meta charset="windows-1251">{link(more="title=Марс")}'.encode("cp1251")
    assert [each.title for each in feeds_in(page, URL)] == ["Марс"]


def test_guesses_begin_near_the_page_and_end_at_the_root() -> None:
    near = guesses("https://orbit.example/blog/2026/lander.html?x=1#y")
    assert near[0] == "https://orbit.example/blog/2026/atom.xml"
    assert near[-1] == "https://orbit.example/feed/"
    assert len(near) == len(set(near)) == MOST_GUESSES


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://orbit.example", "https://orbit.example/atom.xml"),
        ("https://orbit.example/", "https://orbit.example/atom.xml"),
        ("https://orbit.example/blog", "https://orbit.example/blog/atom.xml"),
        ("https://orbit.example/blog/", "https://orbit.example/blog/atom.xml"),
        (
            "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/videos",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv",
        ),
        (
            "https://youtube.com/playlist?a=b&list=PLabcdefghij",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PLabcdefghij",
        ),
        ("https://github.com/orbit/lander.py", "https://github.com/orbit/lander.py/releases.atom"),
        (
            "https://github.com/orbit/lander/releases",
            "https://github.com/orbit/lander/releases.atom",
        ),
        ("https://github.com/orbit/lander/tags", "https://github.com/orbit/lander/tags.atom"),
    ],
)
def test_the_likeliest_guess_comes_first(url: str, first: str) -> None:
    assert guesses(url)[0] == first


@pytest.mark.parametrize("url", ["", "orbit.example", "mailto:a@b", "http://[", "file:///etc"])
def test_what_is_no_address_of_the_web_gives_no_guess(url: str) -> None:
    assert guesses(url) == []


def test_each_real_page_leads_to_a_feed(shared: Path) -> None:
    pages = sorted((shared / "corpus" / "documents").glob("html__*"))
    assert pages
    assert [page.name for page in pages if not feeds_in(page.read_bytes(), URL)] == []
