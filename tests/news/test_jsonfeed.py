"""JSON Feed is read as its standard says, and as it is really written."""

import json
from typing import Any

import pytest

from news.errors import NotAFeed
from news.models import Article, Document, Fetched
from news.parse import parse
from tests.builders import NOON, source

URL = "https://orbit.example/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"


def read(whole: object, **changed: Any) -> Document:
    body = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    return parse(Fetched(URL, body, "application/feed+json"), source(**changed), NOON)


def feed(*items: object, **more: object) -> dict[str, object]:
    return {"version": VERSION, "title": "Orbit", "items": list(items)} | more


def only(item: object, **changed: Any) -> Article:
    [article] = read(feed(item), **changed).articles
    return article


LANDER = {
    "id": "orbit-7",
    "url": "https://orbit.example/7?utm_source=json",
    "title": "Lander & rover touch down",
    "content_html": "<p>Two <b>soft</b> landings.</p>",
    "date_published": "2026-11-22T06:30:00Z",
    "authors": [{"name": "Ada Quill"}],
    "tags": ["Moon", "Rovers"],
    "image": "https://orbit.example/lander.jpg",
}


def test_an_item_is_an_article() -> None:
    article = only(LANDER, images=True, licence="Orbit, CC BY")
    assert article.url == "https://orbit.example/7"
    assert article.title == "Lander & rover touch down"
    assert article.summary == "Two soft landings."
    assert article.byline == "Ada Quill"
    assert article.categories == ("Moon", "Rovers")
    assert article.image == "https://orbit.example/lander.jpg"


def test_a_document_says_what_it_is() -> None:
    hub = {"type": "WebSub", "url": "https://hub.example/"}
    found = read(feed(LANDER, home_page_url="https://orbit.example/", language="en-US", hubs=[hub]))
    assert (found.title, found.format, found.items) == ("Orbit", "JSON Feed 1.1", 1)
    assert (found.home, found.language) == ("https://orbit.example/", "en")
    assert (found.hub, found.expired, found.well_formed) == ("https://hub.example/", False, True)


def test_a_document_says_that_it_has_ended() -> None:
    assert read(feed(LANDER, expired=True)).expired
    assert not read(feed(LANDER, expired="false")).expired


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("https://jsonfeed.org/version/1", "JSON Feed 1.0"),
        ("https://jsonfeed.org/version/1.1", "JSON Feed 1.1"),
        ("http://jsonfeed.org/version/1.1/", "JSON Feed 1.1"),
        ("https://jsonfeed.org/version/next", "JSON Feed"),
    ],
)
def test_each_version_has_its_name(version: str, expected: str) -> None:
    assert read(feed(version=version)).format == expected


def test_a_number_is_an_id_and_stays_the_same_as_text() -> None:
    assert only(LANDER | {"id": 7}).keys.guid == only(LANDER | {"id": "7"}).keys.guid


@pytest.mark.parametrize("id_", [None, "", True, [], {}])
def test_an_item_without_an_id_is_known_by_its_address(id_: object) -> None:
    assert only(LANDER | {"id": id_}).keys.guid == only(LANDER | {"id": LANDER["url"]}).keys.guid


@pytest.mark.parametrize(
    ("words", "title", "summary"),
    [
        pytest.param({"title": "A", "summary": "B"}, "A", "B", id="a summary"),
        pytest.param({"title": "A", "content_text": "1 < 2"}, "A", "1 < 2", id="plain text"),
        pytest.param({"title": "A", "content_html": "1 &lt; 2"}, "A", "1 < 2", id="HTML"),
        pytest.param({"content_text": "No title here."}, "No title here.", "", id="no title"),
    ],
)
def test_an_items_words_are_plain(words: dict[str, str], title: str, summary: str) -> None:
    article = only({"id": "1", "url": "https://orbit.example/1"} | words)
    assert (article.title, article.summary) == (title, summary)


def test_an_item_about_another_page_leads_there() -> None:
    article = only({"id": "1", "title": "A", "external_url": "https://moon.example/"})
    assert article.url == "https://moon.example/"


def test_a_picture_may_be_attached() -> None:
    attached = [
        {"url": "/a.mp3", "mime_type": "audio/mpeg"},
        {"url": "/a.png", "mime_type": "image/png"},
    ]
    item = {"id": "1", "url": "/1", "title": "A", "attachments": attached}
    assert only(item, images=True).image == "https://orbit.example/a.png"


WRONG: tuple[object, ...] = (
    None,
    True,
    7,
    1.5,
    "x",
    [],
    {},
    [None],
    [[]],
    ["x"],
    {"name": 1},
    [{"name": []}],
)


@pytest.mark.parametrize(
    "name",
    [
        *("title", "summary", "content_html", "content_text", "date_published", "author"),
        *("authors", "tags", "image", "banner_image", "attachments", "language", "external_url"),
    ],
)
def test_a_value_of_a_wrong_type_costs_nothing_else(name: str) -> None:
    items = [LANDER | {"id": str(number), name: wrong} for number, wrong in enumerate(WRONG)]
    found = read(feed(*items, 7, None, "x", []), images=True)
    assert len(found.articles) == found.items == len(WRONG)


@pytest.mark.parametrize("name", ["title", "home_page_url", "language", "hubs", "expired", "items"])
def test_a_wrong_value_of_the_document_costs_nothing_else(name: str) -> None:
    for wrong in WRONG:
        assert read(feed(LANDER) | {name: wrong}).format == "JSON Feed 1.1"


def test_a_feed_that_forgot_its_version_is_one() -> None:
    found = read({"title": "Orbit", "items": [LANDER]})
    assert (found.format, len(found.articles)) == ("JSON Feed", 1)


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param({"error": "down"}, id="an error"),
        pytest.param({"items": []}, id="an empty list"),
        pytest.param({"items": [{"id": 1, "name": "socks"}]}, id="a shop"),
        pytest.param({"version": "2.0", "items": [1]}, id="numbers"),
        pytest.param([LANDER], id="a list"),
    ],
)
def test_other_json_is_no_feed(whole: object) -> None:
    with pytest.raises(NotAFeed) as caught:
        read(whole)
    assert caught.value.key == "source.not_a_feed"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(json.dumps(feed(LANDER)).encode()[:-3], id="cut off"),
        pytest.param(b"[" * 100_000, id="without bottom"),
        pytest.param(b'{"items": ' + b"9" * 5000 + b"}", id="a number without end"),
    ],
)
def test_broken_json_cannot_be_read(body: bytes) -> None:
    with pytest.raises(NotAFeed) as caught:
        read(body)
    assert caught.value.key == "source.not_readable"


def test_half_a_character_is_left_out() -> None:
    body = json.dumps(feed(LANDER | {"title": "Mars \ud83d rises"})).encode()
    assert read(body).articles[0].title == "Mars rises"
