"""Addresses: what a reader may open, and by what a link is known again."""

import pytest

from news import links

BASE = "https://site.example/news/"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("https://a.example/x", "https://a.example/x", id="as it is"),
        pytest.param(" /moon ", "https://site.example/moon", id="from the root"),
        pytest.param("moon?p=1", "https://site.example/news/moon?p=1", id="relative"),
        pytest.param("//cdn.example/x", "https://cdn.example/x", id="another host, same scheme"),
        pytest.param("HTTP://A.Example:80/X", "http://a.example/X", id="host and port normalised"),
        pytest.param(
            "https://a.example:8443/x", "https://a.example:8443/x", id="a port of its own"
        ),
        pytest.param(
            "https://a.example/x?b=2&utm_source=feed&a=1&fbclid=9",
            "https://a.example/x?b=2&a=1",
            id="without tracking, in its order",
        ),
        pytest.param(
            "https://a.example/x?empty=&utm_medium=rss",
            "https://a.example/x?empty=",
            id="what is empty may mean something",
        ),
        pytest.param(
            "https://a.example/x?sig=a%2Bb/c~&empty=",
            "https://a.example/x?sig=a%2Bb/c~&empty=",
            id="a signed address to the byte",
        ),
        pytest.param(
            "https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4", id="idna"
        ),
        pytest.param("https://[2001:db8::1]/x", "https://[2001:db8::1]/x", id="an IPv6 host"),
        pytest.param("https://a.example/%7Ex", "https://a.example/%7Ex", id="not quoted twice"),
        pytest.param("https://a.example/a b\nc", "https://a.example/a%20bc", id="white space"),
    ],
)
def test_an_address_is_made_whole(written: str, expected: str) -> None:
    assert links.clean(written, BASE) == expected


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("data:text/html,x", id="data"),
        pytest.param("file:///etc/passwd", id="a file"),
        pytest.param("mailto:desk@a.example", id="mail"),
        pytest.param("https://user:secret@a.example/", id="a user"),
        pytest.param("https://a.example\\@b.example/", id="a user behind a backslash"),
        pytest.param("https://a.example:99999/", id="no such port"),
        pytest.param("https://a.example:x/", id="no port"),
        pytest.param("https://[::1/", id="half a bracket"),
        pytest.param("https:///x", id="no host"),
        pytest.param("https://a.example/" + "x" * 2031, id="longer than 2048"),
    ],
)
def test_what_is_no_page_is_no_address(written: str) -> None:
    assert links.clean(written) is None


def test_an_address_of_2048_characters_is_one() -> None:
    longest = "https://a.example/" + "x" * 2030
    assert links.clean(longest) == longest


def test_no_address_can_leave_the_markdown_it_stands_in() -> None:
    found = links.clean("https://a.example/a)b(c]d[e>f<g|h`i?j=)>&k=\u202e x#)")
    assert found is not None
    assert not set(found) & set(")(][><|` \u202e\\")


def test_cleaning_twice_changes_nothing() -> None:
    once = links.clean("https://É.example/a (b)?utm_x=1&q=ü&r=1+2#frag")
    assert once is not None
    assert links.clean(once) == once


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param("http://orbit.example/x", True, id="another scheme"),
        pytest.param("https://www.orbit.example/x/", True, id="www and a slash"),
        pytest.param("https://orbit.example/x#part", True, id="a fragment"),
        pytest.param("https://orbit.example/x?p=2", False, id="another query"),
        pytest.param("https://orbit.example/X", False, id="another path"),
        pytest.param("https://m.orbit.example/x", False, id="another host"),
    ],
)
def test_spellings_of_one_address_are_one(other: str, same: bool) -> None:
    assert (links.identity(other) == links.identity("https://orbit.example/x")) is same


def test_the_host_of_an_address() -> None:
    assert links.host("https://Orbit.Example:8080/x") == "orbit.example"
    assert links.host("nonsense") == ""
