"""Addresses: what a reader may open, and by what a link is known again."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

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
        pytest.param(
            "https://a.example/x?b=%7e%2F&&c&utm_source=feed&a=1+2#part",
            "https://a.example/x?b=%7e%2F&c&a=1+2#part",
            id="the rest to the byte",
        ),
        pytest.param(
            "https://a.example/x?utm_source=feed", "https://a.example/x", id="only tracked"
        ),
        pytest.param(
            "https://a.example/x?UTM_Source=1&mc_cid=2&_hsenc=3&wt_mc=4&traffic_source=rss&id=5",
            "https://a.example/x?id=5",
            id="of many services",
        ),
        pytest.param(
            "https://a.example/x?id=1&amp;utm_medium=rss", "https://a.example/x?id=1", id="&amp;"
        ),
        pytest.param(
            "https://a.example/x?id=1&source=rss-feed", "https://a.example/x?id=1", id="by RSS"
        ),
        pytest.param(
            "https://a.example/x?source=42", "https://a.example/x?source=42", id="another source"
        ),
        pytest.param(
            "https://a.example/x?ref=www.site.example", "https://a.example/x", id="ref to the feed"
        ),
        pytest.param(
            "https://a.example/x?ref=a.example", "https://a.example/x", id="ref to itself"
        ),
        pytest.param(
            "https://a.example/x?ref=v1.2", "https://a.example/x?ref=v1.2", id="a ref that counts"
        ),
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
        pytest.param("https://a b.example/", id="a space in the host"),
        pytest.param("https://a\\b.example/", id="a backslash in the host"),
        pytest.param("https://a..example/", id="a host with a hole"),
        pytest.param("https://" + "ü" * 64 + ".example/", id="a host too long for IDNA"),
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
    "written",
    [
        "https://a.example/[x](http://evil.example)",
        "https://a.example/?q=[x](http://evil.example)&utm_source=1",
        "https://a.example/#`||**](<http://evil.example>)",
    ],
)
def test_no_link_can_be_hidden_in_an_address(written: str) -> None:
    found = links.clean(written)
    assert found
    assert not set(found) & set("[]()<>|`")


PIECES = ["http", "https", "://", "a.example", "/", "?", "&", "=", "utm_x", "#", "@", ":", "[", "]"]
PIECES += [
    "%",
    "%2",
    "%zz",
    "..",
    "\\",
    " ",
    "ü",
    "\ud800",
    "\x00",
    "\u3002",
    "99999",
    "&amp;",
    "ref",
]


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    some.text(max_size=100) | some.lists(some.sampled_from(PIECES), max_size=12).map("".join),
    some.sampled_from([BASE, "", "nonsense", "http://["]),
)
@example("https://a.example/?utm_a&&b&amp;amp;c", BASE)
def test_no_text_breaks_the_cleaning_of_links(written: str, base: str) -> None:
    found = links.clean(written, base)
    if found:
        assert found.isascii()
        assert found.startswith(("http://", "https://"))
        assert not set(found) & set(" <>()[]|`\\") - set("[]" if "://[" in found else "")
        assert links.clean(found, base) == found
        links.identity(found)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("http://www.orbit.example/a", True),
        ("https://feeds.orbit.example/", True),
        ("https://orbit2.example/", False),
        ("https://myorbit.example/", False),
    ],
)
def test_addresses_of_one_site(other: str, same: bool) -> None:
    assert links.same_site(other, "https://orbit.example/x") is same
    assert links.same_site("https://orbit.example/x", other) is same


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
