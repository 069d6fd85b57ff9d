"""Markup becomes plain words on the way in; on the way out nothing of it is obeyed."""

import re
import string
from random import Random

import pytest

from news import text
from news.text import END, START

HOSTILE = r"\*_~`|>#-[]()<:@"
PAIR = re.compile(r"\\[^0-9A-Za-z\s]")  # what Discord shows as the second character alone


def shown(escaped: str) -> str:
    """What a reader sees of escaped text: each backslash is taken off what follows it."""
    return PAIR.sub(lambda pair: pair[0][1], escaped)


def obeyed(escaped: str) -> set[str]:
    """Characters of Discord's markup that no backslash stands before."""
    return set(PAIR.sub("", escaped)) & set(HOSTILE)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("5 < 6 & 7 > 3", "5 < 6 & 7 > 3", id="a comparison"),
        pytest.param("I <3 Saturn", "I <3 Saturn", id="a heart"),
        pytest.param("<b>Bold</b> plans", "Bold plans", id="a tag"),
        pytest.param("AT&amp;T", "AT&T", id="an entity"),
        pytest.param("<i>AT&amp;amp;T</i>", "AT&T", id="an entity escaped twice, in markup"),
        pytest.param("Caf&#233; &#x2014; open", "Café — open", id="numeric entities"),
        pytest.param("R&D; and Q&A", "R&D; and Q&A", id="no entity at all"),
        pytest.param("one<br>two<p>three</p>four", "one two three four", id="blocks are apart"),
        pytest.param("H<sub>2</sub>O", "H2O", id="inline is not"),
        pytest.param("<p>See</p><script>alert(1)</script>", "See", id="a script is unseen"),
        pytest.param("<style>p {}</style><p>See</p>", "See", id="a style is unseen"),
        pytest.param("a <!-- secret --> b", "a b", id="a comment is unseen"),
        pytest.param("one\n\ttwo\u2028three\u00a0four", "one two three four", id="one line"),
        pytest.param("ze\u200bro \u202ewidth\u202c \ufeff", "zero width", id="nothing invisible"),
        pytest.param("a\x00b\x02c\x03d", "abcd", id="no controls"),
        pytest.param("<![if IE]>old<![endif]> <b>new</b>", "old new", id="a known section"),
        pytest.param("<![odd[x]]><b>new</b>", "new", id="a section that HTML does not know"),
        pytest.param("&#xD800;x", "\ufffdx", id="half a character"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_markup_becomes_the_words_that_a_reader_would_see(written: str, expected: str) -> None:
    assert text.plain(written) == expected


def test_text_that_is_said_to_be_markup_is_read_as_such() -> None:
    assert text.plain("AT&amp;amp;T", markup=True) == "AT&T"


def test_no_markup_makes_the_reader_stumble() -> None:
    bits = ["<", ">", "</", "<!", "<![", "]]>", "<!--", "-->", "&", "&#", ";", '"', "'", "=", "/"]
    bits += ["<script>", "<svg ", "CDATA[", "<?", "xml", "9", "x", "\0", "é", " ", "\ud800"]
    random = Random(1)
    for _ in range(3000):
        written = "".join(random.choices(bits, k=random.randrange(12)))
        for markup in (True, False, None):
            found = text.plain(written, markup=markup)
            assert found == " ".join(found.split())


def test_accents_are_not_piled_up() -> None:
    assert text.tidy("e" + "\u0332" * 40) == "e" + "\u0332" * 3


def test_the_line_of_blog_software_is_left_out() -> None:
    written = "<p>It flew.</p><p>The post Flight 9 appeared first on Orbit Weekly.</p>"
    assert text.summary(written) == "It flew."


def test_a_summary_has_an_end() -> None:
    assert len(text.summary("word " * 2000)) <= 2000


@pytest.mark.parametrize(
    ("written", "limit", "expected"),
    [
        pytest.param("as long as", 10, "as long as", id="fits"),
        pytest.param("cut between words", 15, "cut between…", id="between words"),
        pytest.param("Supercalifragilistic", 10, "Supercali…", id="within a long one"),
        pytest.param("done, and dusted", 12, "done, and…", id="a word that just does not fit"),
        pytest.param("ab incomprehensible", 12, "ab incompre…", id="a space too far back"),
        pytest.param("the end, no more", 10, "the end…", id="no comma before the dots"),
    ],
)
def test_text_is_cut_where_it_hurts_least(written: str, limit: int, expected: str) -> None:
    assert text.clip(written, limit) == expected


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("@everyone and <@&123> see <#1234>", id="pings"),
        pytest.param("[free](https://bad.example)", id="a masked link"),
        pytest.param("https://bad.example", id="a bare link"),
        pytest.param("# Heading", id="a heading"),
        pytest.param("-# Small", id="small print"),
        pytest.param("- one", id="a list"),
        pytest.param("> said", id="a quote"),
        pytest.param("||who||", id="a spoiler"),
        pytest.param("```py\nx```", id="code"),
        pytest.param("<:name:123> <a:name:123> :smile:", id="emoji"),
        pytest.param("<t:1:R>", id="a timestamp"),
        pytest.param("</news latest:1>", id="a command"),
        pytest.param("**b** _i_ ~~s~~ __u__", id="formats"),
        pytest.param(r"\*not\* ¯\_(ツ)_/¯", id="backslashes of their own"),
    ],
)
def test_markup_of_strangers_is_shown_not_obeyed(written: str) -> None:
    escaped = text.escape(written)
    assert not obeyed(escaped)
    assert shown(escaped) == " ".join(written.split())


def test_a_number_at_the_start_makes_no_list() -> None:
    assert text.escape("1. Moon") == r"1\. Moon"
    assert text.escape("Apollo 1. Moon") == "Apollo 1. Moon"


def test_escaped_text_keeps_its_limit_and_is_never_cut_inside_an_escape() -> None:
    random = Random(2)
    letters = HOSTILE * 3 + string.ascii_letters + "      "
    for _ in range(500):
        written = "".join(random.choices(letters, k=random.randrange(1, 400)))
        limit = random.randrange(10, 300)
        found = text.escaped(written, limit)
        assert len(found) <= limit
        assert not obeyed(found)
        said = shown(found).removesuffix("…")
        assert text.tidy(written).startswith(said)


def test_nothing_is_cut_that_fits() -> None:
    assert text.escaped("*" * 50, 100) == r"\*" * 50


def test_the_words_found_are_bold_and_the_rest_is_escaped() -> None:
    marked = f"The {START}moon{END} *and* {START}Mars_2{END}!"
    assert text.bold(marked, 100) == r"The **moon** \*and\* **Mars\_2**!"


def test_a_search_result_without_a_word_found_is_escaped() -> None:
    assert text.bold("1. @here", 100) == r"1\. \@here"


def test_a_word_that_the_cut_goes_through_stays_bold_to_its_end() -> None:
    assert text.bold(f"To {START}Ganymede{END} and beyond", 14) == "To **Ganyme**…"


def test_a_search_result_keeps_its_limit_with_all_its_marks() -> None:
    random = Random(3)
    for _ in range(300):
        words = [
            f"{START}{random.choice('a*_')}{END}" if random.random() < 0.7 else "[x]("
            for _ in range(random.randrange(1, 130))
        ]
        found = text.bold(" ".join(words), 180)
        assert len(found) <= 180
        assert found.count("**") % 2 == 0
