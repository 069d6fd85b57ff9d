"""Of the pictures that a feed names, the best; none that counts readers or decorates."""

from typing import Any

import pytest

from news.pictures import picture

BASE = "https://orbit.example/news/"
THUMBNAIL = {"media_thumbnail": [{"url": "/t.jpg"}]}
ENCLOSURE = {"enclosures": [{"href": "/e.jpg", "type": "image/jpeg"}]}
PODCAST = {"image": {"href": "/p.jpg"}}


def shown(html: str) -> str | None:
    return picture({"summary": html}, BASE)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param(
            {
                "media_content": [
                    {"url": "/film.mp4", "type": "video/mp4", "width": "4000"},
                    {"url": "/sound.jpg", "medium": "audio"},
                    {"url": "/small.jpg", "medium": "image", "width": "90"},
                    {"url": "/wide.jpg", "type": "image/jpeg", "width": "1200"},
                ]
            }
            | THUMBNAIL,
            "wide.jpg",
            id="the widest",
        ),
        pytest.param(
            {"media_content": [{"url": "/u.webp?w=9"}]}, "u.webp?w=9", id="an image by its name"
        ),
        pytest.param({"media_content": [{"url": "/u"}]} | ENCLOSURE, "e.jpg", id="no image at all"),
        pytest.param(THUMBNAIL | ENCLOSURE | PODCAST, "t.jpg", id="a thumbnail"),
        pytest.param(ENCLOSURE | PODCAST, "e.jpg", id="an enclosure"),
        pytest.param(PODCAST | {"summary": "<img src='/i.jpg'>"}, "p.jpg", id="a podcast's"),
        pytest.param(
            {"content": [{"value": "<img src='/c.jpg'>"}], "summary": "<img src='/s.jpg'>"},
            "c.jpg",
            id="in the text",
        ),
        pytest.param({"media_thumbnail": [{"url": "data:,x"}]} | ENCLOSURE, "e.jpg", id="data"),
    ],
)
def test_the_picture_that_is_most_the_items_own(entry: dict[str, Any], expected: str) -> None:
    assert picture(entry, BASE) == f"https://orbit.example/{expected}"


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="/a.jpg">',
        "<IMG width=600 SRC=/a.jpg >",
        "<img alt='x' src='https://orbit.example/a.jpg'/>",
        '<p><img width="1" height="1" src="/dot.gif"><img src="/a.jpg"></p>',
        '<img src="https://pixel.wp.com/b.gif"><img src="/a.jpg">',
        '<img src="https://feeds.feedburner.com/~r/x"><img src="/a.jpg">',
        '<img src="https://ad.doubleclick.net/x.png"><img src="/a.jpg">',
        '<img src="/stat/x.png"><img src="/img/twitter_icon.png"><img src="/a.jpg">',
        '<img src="javascript:x"><img src=""><img src="/"><img src="/a.jpg">',
        '<img src="data:image/gif;base64,R0l" data-src="/a.jpg">',
    ],
)
def test_the_first_real_picture_of_the_text(tag: str) -> None:
    assert shown(tag) == "https://orbit.example/a.jpg"


def test_an_address_in_the_text_is_unescaped_once() -> None:
    assert shown('<img src="/a.jpg?w=1&amp;h=2">') == "https://orbit.example/a.jpg?w=1&h=2"


@pytest.mark.parametrize(
    "tag", ["<img", "<img src='/a", "<imgsrc='/a.jpg'>", "< img src=/a.jpg>", ""]
)
def test_what_is_no_tag_holds_no_picture(tag: str) -> None:
    assert shown(tag * 20_000) is None
