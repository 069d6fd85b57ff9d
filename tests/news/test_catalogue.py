"""The shipped sources are whole; each mistake in a file is told with its line and its key."""

import tomllib
from datetime import date
from typing import Any

import pytest

from news import catalogue
from news.errors import CatalogueWrong
from news.links import clean
from news.models import Kind, Source

GOOD = """# Ours
[[source]]
id = "orbit"
name = "Orbit Weekly"
url = "https://orbit.example/feed"
kind = "press"
"""
SECOND = """
[[source]]
id = "apogee"
name = "Apogee"
url = "https://apogee.example/feed"
kind = "official"
"""


def shipped() -> tuple[Source, ...]:
    return catalogue.parse(catalogue.SHIPPED.read_text(encoding="utf-8"), "catalogue.toml")


def test_the_shipped_catalogue_is_valid() -> None:
    sources = shipped()
    assert len(sources) > 20
    assert any(source.enabled for source in sources)
    assert {Kind.OFFICIAL, Kind.PRESS} <= {source.kind for source in sources}


def test_every_shipped_source_can_be_read_and_shown() -> None:
    for source in shipped():
        assert clean(source.url), source.id
        assert source.outlet, source.id
        assert not source.owners, source.id
        assert not source.images or source.licence, source.id


def test_a_source_of_few_words_has_the_defaults() -> None:
    [source] = catalogue.parse(GOOD, "mine.toml")
    assert source == Source("orbit", "https://orbit.example/feed", "Orbit Weekly")
    assert (source.language, source.topics, source.images, source.enabled) == (
        "en",
        (),
        False,
        True,
    )


def test_a_source_has_all_that_is_said_of_it() -> None:
    more = """language = "de"
topics = ["mars", "moon"]
images = true
licence = "CC BY 4.0"
enabled = false
verified_on = 2026-11-01
evidence = "read by us"
"""
    [source] = catalogue.parse(GOOD + more, "mine.toml")
    assert (source.kind, source.language, source.topics) == (Kind.PRESS, "de", ("mars", "moon"))
    assert (source.images, source.licence, source.enabled) == (True, "CC BY 4.0", False)


def wrong(text: str) -> str:
    with pytest.raises(CatalogueWrong) as caught:
        catalogue.parse(text, "mine.toml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("line", "key", "held", "should"),
    [
        pytest.param('id = "Orbit!"', "id", "'Orbit!'", "lower-case letters", id="a bad id"),
        pytest.param('id = "o"', "id", "'o'", "2 to 24", id="a short id"),
        pytest.param("id = 7", "id", "7", "a text", id="an id that is a number"),
        pytest.param('name = " "', "name", "' '", "a text", id="a name of nothing"),
        pytest.param('url = "orbit.example"', "url", "'orbit.example'", "http", id="no address"),
        pytest.param('url = "ftp://o.example"', "url", "'ftp://o.example'", "http", id="ftp"),
        pytest.param('kind = "blog"', "kind", "'blog'", "official, press", id="no such kind"),
        pytest.param('kind = ["press"]', "kind", "['press']", "a text", id="a list of kinds"),
        pytest.param("language = 1", "language", "1", "a text", id="a language"),
        pytest.param('topics = "mars"', "topics", "'mars'", "a list", id="topics in no list"),
        pytest.param('topics = ["x"]', "topics", "['x']", "of these topics", id="no such topic"),
        pytest.param("topics = [[1]]", "topics", "[[1]]", "of these topics", id="topics in lists"),
        pytest.param('images = "yes"', "images", "'yes'", "true or false", id="a flag"),
        pytest.param("enabled = 1", "enabled", "1", "true or false", id="a number for a flag"),
        pytest.param("licence = true", "licence", "True", "a text", id="a flag for a text"),
        pytest.param('titel = "x"', "titel", "'x'", "no such key", id="an unknown key"),
    ],
)
def test_a_mistake_is_told_with_its_line_its_key_and_what_it_should_be(
    line: str, key: str, held: str, should: str
) -> None:
    kept = [each for each in SECOND.splitlines() if not each.startswith(f"{key} =")]
    sentence = wrong(GOOD + "\n".join([*kept, line]))
    assert sentence.startswith(f"mine.toml, source in line 8: {key} holds {held}; it should hold ")
    assert should in sentence


@pytest.mark.parametrize(
    ("url", "held"),
    [
        ("http://user:geheim@orbit.example/feed", "'…@orbit.example/feed'"),
        ("https://geheim@orbit.example/feed?key=geheim", "'…@orbit.example/feed…'"),
        ("https://user:ge@heim@orbit.example/", "'…@orbit.example/'"),
    ],
)
def test_credentials_in_an_address_are_refused_and_never_shown(url: str, held: str) -> None:
    sentence = wrong(GOOD.replace("https://orbit.example/feed", url))
    assert sentence == (
        f"mine.toml, source in line 2: url holds {held}; "
        "it should hold an address without user name and password."
    )


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('url = "ftp://orbit.example/feed?key=geheim"', id="a query"),
        pytest.param('url = "ftp://orbit.example/feed#geheim"', id="a fragment"),
        pytest.param('url = "ftp://user:ge/heim geheim@orbit.example/"', id="a strange password"),
        pytest.param('url = "user:geheim@orbit.example/feed"', id="no scheme"),
        pytest.param('address = "http://user:geheim@orbit.example/"', id="under another key"),
        pytest.param('topics = ["http://user:geheim@orbit.example/"]', id="in a list"),
    ],
)
def test_a_secret_in_an_address_that_is_wrong_otherwise_is_not_shown(line: str) -> None:
    kept = [each for each in GOOD.splitlines() if not each.startswith(f"{line[:3]}")]
    sentence = wrong("\n".join([*kept, line]))
    assert "heim" not in sentence
    assert "orbit.example" in sentence


@pytest.mark.parametrize("key", ["id", "name", "url", "kind"])
def test_what_is_missing_is_told(key: str) -> None:
    kept = [line for line in GOOD.splitlines() if not line.startswith(f"{key} =")]
    assert wrong("\n".join(kept)).startswith(f"mine.toml, source in line 2: {key} holds nothing;")


@pytest.mark.parametrize(
    ("theirs", "key", "held"),
    [
        pytest.param('"apogee"', "id", '"orbit"', id="an id"),
        pytest.param(
            '"https://apogee.example/feed"', "url", '"https://orbit.example/feed"', id="url"
        ),
    ],
)
def test_what_another_source_has_is_told_where_it_stands_again(
    theirs: str, key: str, held: str
) -> None:
    sentence = wrong(GOOD + SECOND.replace(theirs, held))
    value = held.replace('"', "'")
    assert sentence == (
        f"mine.toml, source in line 8: {key} holds {value}; "
        "it should hold one that no other source has."
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("source = []", id="an empty list"),
        pytest.param("source = [1, 2]", id="a list of numbers"),
        pytest.param('[source]\nid = "orbit"', id="one table"),
        pytest.param(GOOD + '\n[other]\nx = "y"', id="another table beside"),
        pytest.param(GOOD.replace("[[source]]", "[[sources]]"), id="a slip in the head"),
    ],
)
def test_a_file_of_something_else_is_told_what_it_should_hold(text: str) -> None:
    assert wrong(text) == "The catalogue mine.toml should hold [[source]] tables, and nothing else."


def test_what_is_not_toml_is_told_with_its_line() -> None:
    sentence = wrong(GOOD + "oops\n")
    assert sentence.startswith("The catalogue mine.toml is not valid TOML: ")
    assert "line 7" in sentence


def test_the_line_of_a_late_source_is_written_without_separators() -> None:
    text = GOOD + "#\n" * 2000 + SECOND.replace('"official"', '"blog"')
    assert ", source in line 2008: kind " in wrong(text)


def test_a_table_in_one_line_is_as_good() -> None:
    held: dict[str, Any] = {
        "id": "orbit",
        "name": "O",
        "url": "https://o.example/",
        "kind": "press",
    }
    table = ", ".join(f'{key} = "{value}"' for key, value in held.items())
    [source] = catalogue.parse(f"source = [{{{table}}}]", "mine.toml")
    assert source.id == "orbit"


def test_every_shipped_source_says_why_it_is_believed_to_work() -> None:
    tables = tomllib.loads(catalogue.SHIPPED.read_text(encoding="utf-8"))["source"]
    for table in tables:
        assert isinstance(table["evidence"], str), table["id"]
        assert table["evidence"], table["id"]
        assert isinstance(table.get("verified_on", date.min), date), table["id"]
        assert table["licence"], table["id"]
