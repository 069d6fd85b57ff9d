"""One entry becomes one article: its title, link, words and time as true as they can be had."""

from datetime import timedelta
from typing import Any

import pytest

from news.item import Item
from news.models import Article
from tests.builders import NOON, source

BASE = "https://orbit.example/"


def read(entry: dict[str, Any], base: str = BASE, **changed: Any) -> Article:
    return Item(entry, base).article(source(**changed), NOON, usable_link=True)


def entry(**changed: Any) -> dict[str, Any]:
    return {"id": "7", "title": "Lander touches down", "link": "/7"} | changed


def html(value: str) -> dict[str, Any]:
    return {"summary": value, "summary_detail": {"type": "text/html"}}


@pytest.mark.parametrize(
    ("title", "kind", "expected"),
    [
        ("5 < 6 & 7 > 3", "text/plain", "5 < 6 & 7 > 3"),
        ("AT&amp;T", "text/plain", "AT&T"),
        ("<b>Bold</b> &amp; AT&amp;T", "text/html", "Bold & AT&T"),
        ("<b>AT&amp;amp;T</b>", "text/html", "AT&T"),
        ("a &amp;lt; b<br>", "text/html", "a < b"),
    ],
)
def test_a_title_is_what_a_reader_would_read(title: str, kind: str, expected: str) -> None:
    assert read(entry(title=title, title_detail={"type": kind})).title == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/2026/11/lander-touches_down.html", "Lander touches down"),
        ("/m%C3%A9t%C3%A9o-solaire/", "Météo solaire"),
        ("/?p=42", "orbit.example/?p=42"),
        ("/2026/4217", "orbit.example/2026/4217"),
        ("/a/index.php", "orbit.example/a/index.php"),
        ("/a/3f9c2e1b77aa", "orbit.example/a/3f9c2e1b77aa"),
    ],
)
def test_an_item_without_words_is_named_by_its_address(link: str, expected: str) -> None:
    article = read({"id": "7", "link": link})
    assert article.title == expected
    # Else two of one day would be one.
    assert article.keys.title is None


def test_an_item_without_a_title_begins_with_its_words() -> None:
    for title in ("", "<img src='x.png'>", "\u200b\u3164"):
        assert read(entry(title=title, **html("<p>It flew.</p>"))).title == "It flew."


def test_an_item_with_neither_words_nor_link_has_no_title() -> None:
    assert Item({"id": "7"}, BASE).title == ""


def test_endless_fields_are_cut() -> None:
    article = read(
        entry(
            title="m" * 3_000_000,
            summary="word " * 600_000,
            author="Ada " * 100_000,
            tags=[{"term": f"{'t' * 99}{n}"} for n in range(50)],
        )
    )
    assert len(article.title) <= 256
    assert len(article.summary) <= 2000
    assert len(article.byline) <= 100
    assert len(article.categories) <= 20
    assert all(len(each) <= 60 for each in article.categories)


def test_a_summary_without_words_gives_way_to_the_text() -> None:
    article = read(entry(**html("<img src='/a.png'>"), content=[{"value": "<p>All of it.</p>"}]))
    assert article.summary == "All of it."


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({}, "https://orbit.example/7", id="the site"),
        pytest.param(
            {"title_detail": {"base": "https://other.example/a/"}},
            "https://other.example/7",
            id="xml:base",
        ),
        pytest.param(
            {"title_detail": {"base": "/sub/"}, "link": "x"},
            "https://orbit.example/sub/x",
            id="a relative xml:base",
        ),
        pytest.param(
            {"title_detail": {"base": "javascript:x"}}, "https://orbit.example/7", id="none"
        ),
        pytest.param(
            {"feedburner_origlink": "https://orbit.example/own"},
            "https://orbit.example/own",
            id="before a service's",
        ),
        pytest.param(
            {"feedburner_origlink": "javascript:x"}, "https://orbit.example/7", id="if it is one"
        ),
        pytest.param(
            {"link": "javascript:x", "id": "https://orbit.example/guid"},
            "https://orbit.example/guid",
            id="a guid that is an address",
        ),
        pytest.param({"link": "javascript:x"}, BASE, id="the site's own page"),
    ],
)
def test_a_link_starts_at_the_nearest_base(changed: dict[str, Any], expected: str) -> None:
    assert read(entry(**changed)).url == expected


@pytest.mark.parametrize(
    ("times", "hours"),
    [
        pytest.param({"published": "2026-11-22T11:00:00Z"}, -1, id="published"),
        pytest.param(
            {"published": "soon", "updated": "2026-11-22T10:00:00Z"}, -2, id="or else changed"
        ),
        pytest.param(
            {"published": "0001-01-01T00:00:00Z", "updated": "1795338000"}, -3, id="or believed"
        ),
        pytest.param({"published": "Sun, 22 Nov 2026 20:00:00 AEST"}, -2, id="in its zone"),
        pytest.param({"published": "Sun, 22 Nov 2026 20:00:00"}, 0, id="never ahead by no zone"),
        pytest.param({"published": "2026-11-22T13:00:00Z"}, 1, id="ahead where it says so"),
        pytest.param({"published": "2026-11-30T13:00:00Z"}, None, id="not next week"),
        pytest.param({}, None, id="none"),
    ],
)
def test_an_article_is_dated_by_what_can_be_true(times: dict[str, str], hours: int | None) -> None:
    expected = None if hours is None else NOON + timedelta(hours=hours)
    assert read(entry(**times)).published_at == expected


def test_an_item_keeps_its_key_while_its_date_becomes_believable() -> None:
    ahead = Item(entry(id="", published="2026-11-24T13:00:00Z"), BASE)
    first, then = (
        ahead.article(source(), now, usable_link=False) for now in (NOON, NOON + timedelta(days=3))
    )
    assert first.published_at is None
    assert then.published_at
    assert first.key == then.key


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ({"title": "Far Side", "href": "https://far.example/feed"}, "Far Side"),
        ({"title": "<b>Far</b> Side", "link": "https://far.example/"}, "Far Side"),
        ({"title": "Orbit News", "href": "https://www.orbit.example/rss"}, ""),
        ({"title": "Orbit", "href": "https://far.example/feed"}, ""),
        ({"title": "Far Side"}, ""),
        ("Far Side", ""),
    ],
)
def test_a_source_element_credits_another_site(origin: Any, expected: str) -> None:
    assert read(entry(source=origin)).credit == expected


def test_byline_and_agency_are_kept_apart() -> None:
    article = read(entry(authors=[{"name": "By Ada Quill"}], summary="PARIS (AFP) - It flew."))
    assert (article.byline, article.credit) == ("Ada Quill", "AFP")


def test_every_author_is_named_and_the_single_one_too() -> None:
    both = [{"name": "Ada Quill"}, {"name": "Bo Rex"}, {}]
    assert read(entry(authors=both, author="Ada Quill")).byline == "Ada Quill, Bo Rex"
    assert read(entry(authors=[{}], author="ada@o.example (Ada)")).byline == "Ada"


def test_a_category_is_told_once() -> None:
    tags = [{"term": "Moon"}, {"label": "Moon", "term": "m"}, {"term": " "}, {"term": "A&amp;B"}]
    assert read(entry(tags=tags)).categories == ("Moon", "A&B")


def test_a_picture_and_its_credit_go_together() -> None:
    pictured = entry(summary='<img src="/a.jpg">It flew.')
    told = read(pictured, images=True, licence="Orbit, CC BY")
    assert (told.image, told.image_credit) == ("https://orbit.example/a.jpg", "Orbit, CC BY")
    assert (read(pictured).image, read(pictured).image_credit) == (None, "")


def test_an_article_is_about_what_its_words_say() -> None:
    assert read(entry(title="Lander touches down on the Moon")).topics == ("moon",)


def test_a_source_lends_its_topics_where_words_tell_nothing() -> None:
    assert read(entry(title="Weekly notes"), topics=("mars",)).topics == ("mars",)
    assert read(entry(title="Weekly notes")).topics == ()


def test_the_feeds_own_categories_speak_too() -> None:
    told = entry(title="Weekly notes on ice", summary="Frozen Mars", tags=[{"term": "Mars"}])
    assert "mars" in read(told).topics
