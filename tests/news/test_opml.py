"""Lists of feeds come in from any reader, and go out so that any reader takes them."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from news.errors import Mistake
from news.opml import LONGEST, MOST_LINES, Outline, read, rewrite, write
from tests.builders import source


def opml(*outlines: str) -> bytes:
    body = "".join(outlines)
    return f'<?xml version="1.0"?><opml version="2.0"><body>{body}</body></opml>'.encode()


def outline(url: str = "https://orbit.example/feed", title: str = "Orbit") -> str:
    return f'<outline type="rss" text="{title}" xmlUrl="{url}"/>'


ORBIT = Outline("https://orbit.example/feed", "Orbit")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(opml(outline()), id="OPML 2.0"),
        pytest.param(opml(f'<outline text="Space">{outline()}</outline>'), id="in a folder"),
        pytest.param(
            opml('<outline title="Orbit" xmlUrl="https://orbit.example/feed"/>'), id="title"
        ),
        pytest.param(opml(outline().replace("xmlUrl", "xmlurl")), id="in another case"),
        pytest.param(opml(outline(), outline(title="again")), id="twice"),
        pytest.param(opml(outline(), '<outline text="Notes"/>'), id="with a note"),
        pytest.param(opml(outline().replace("text", 'category="a,b/c" text')), id="in categories"),
        pytest.param(b"\n<!-- mine -->" + opml(outline()), id="behind a comment"),
        pytest.param(opml(outline()).decode().encode("utf-16"), id="UTF-16"),
        pytest.param(opml(outline(), "</outline></outline>"), id="ended too often"),
        pytest.param(opml(outline())[:-9], id="cut off"),
    ],
)
def test_a_list_is_read_as_readers_write_it(body: bytes) -> None:
    assert read(body) == [ORBIT]


def test_words_are_plain_and_addresses_stand_as_they_are() -> None:
    listed = outline("https://orbit.example/?a=1&amp;b=2", "Stars &amp;amp; Bars")
    assert read(opml(listed)) == [Outline("https://orbit.example/?a=1&b=2", "Stars & Bars")]
    assert read(opml(outline(title="AT&T"))) == [Outline(ORBIT.url, "AT&T")]


def test_a_list_without_feeds_is_an_empty_one() -> None:
    assert read(opml()) == []


def test_there_is_an_end_to_a_list() -> None:
    many = [outline(f"https://orbit.example/{number}") for number in range(MOST_LINES + 5)]
    assert len(read(opml(*many))) == MOST_LINES


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"https://orbit.example/feed", id="an address"),
        pytest.param(b"/etc/passwd", id="a path"),
        pytest.param(b'<rss version="2.0"><channel><title>T</title></channel></rss>', id="a feed"),
        pytest.param(b"<html><body>opml</body></html>", id="a page"),
        pytest.param(b'{"opml": 2}', id="JSON"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", id="a picture"),
        pytest.param(opml(outline()) + b" " * LONGEST, id="too long"),
    ],
)
def test_what_is_no_list_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(Mistake) as caught:
        read(body)
    assert caught.value.key == "opml.not_read"


def test_no_entity_and_no_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("opensesame")
    inside = opml(outline(title="&key;")).replace(
        b"<opml", f'<!DOCTYPE opml [<!ENTITY key SYSTEM "{path.as_uri()}">]><opml'.encode()
    )
    assert "opensesame" not in str(read(inside))


def test_nests_without_end_have_one() -> None:
    assert read(opml('<outline text="a">' * 20_000, outline())) in ([], [ORBIT])


def test_what_is_written_can_be_read_again() -> None:
    odd = source("odd", url="https://odd.example/?a=1&b=<2>", outlet='Quotes "&" <b>\x0b')
    moved = source("moved", moved_to="https://new.example/feed")
    body = write("Ours & <theirs>", [odd, moved])
    root = ElementTree.fromstring(body)  # noqa: S314
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == "Ours & <theirs>"
    assert [each.get("type") for each in root.findall("body/outline")] == ["rss", "rss"]
    assert [each.url for each in read(body)] == [odd.url, "https://new.example/feed"]
    assert root.findall("body/outline")[0].get("text") == 'Quotes "&" <b>'


def test_an_empty_list_can_be_written() -> None:
    assert read(write("Nothing", [])) == []


def test_each_real_list_is_read(shared: Path) -> None:
    for document in (shared / "corpus" / "documents").glob("opml__*"):
        body = document.read_bytes()
        found = read(body)
        assert len(found) == len(set(found)) > 100, document.name
        assert all(each.title and each.url.startswith("http") for each in found), document.name


def test_a_folder_stands_after_what_is_in_none() -> None:
    written = write("News", [source("orbit")], {"Also <read>": [source("probe")]})
    assert [each.title for each in read(written)] == ["Orbit", "Probe"]
    assert written.index(b"Orbit") < written.index(b"Also &lt;read&gt;") < written.index(b"Probe")


def test_lines_of_a_list_are_written_as_one_again() -> None:
    named, unnamed = Outline("https://a.example/?a=1&b=2", 'A "b"'), Outline("two words")
    again = read(rewrite("Rest", [named, unnamed]))
    assert again == [named, Outline("two words", "two words")]
