"""Markup becomes plain words on the way in; on the way out nothing of it is obeyed."""

import re
import string
import unicodedata
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

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
        pytest.param("10<sup>6</sup> km<sup>-2</sup>", "10⁶ km⁻²", id="powers stay powers"),
        pytest.param("11<sup>th</sup> flight", "11th flight", id="what is high for looks is not"),
        pytest.param("std::vector<int> in orbit", "std::vector<int> in orbit", id="no tag of HTML"),
        pytest.param("&lt;b&gt;Bold&lt;/b&gt; &amp; more", "Bold & more", id="tags escaped twice"),
        pytest.param('<img alt="a > b"/>See', "See", id="a > within a tag"),
        pytest.param("<a title=it's>See</a>", "See", id="half a quotation within a tag"),
        pytest.param("<p>See <a href='x", "See", id="cut off within a tag"),
        pytest.param("<p><![CDATA[See]]></p>", "See", id="CDATA in CDATA"),
        pytest.param("<p>a</p><iframe src=x /><p>b</p>", "a b", id="a frame that closes itself"),
        pytest.param("<p>a</p><script>x", "a", id="a script without an end"),
        pytest.param("soft\u00adhyphen", "softhyphen", id="a soft hyphen"),
        pytest.param("שלום \u202dworld", "שלום world", id="right to left"),
        pytest.param("🚀 Go\ufe0f", "🚀 Go\ufe0f", id="emoji"),
        pytest.param("blank\u3164\u2800letters", "blank letters", id="letters of nothing"),
        pytest.param("&#" + "9" * 9 + ";x<br>", "\ufffdx", id="a number of no character"),
    ],
)
def test_markup_becomes_the_words_that_a_reader_would_see(written: str, expected: str) -> None:
    assert text.plain(written) == expected


def test_text_that_is_said_to_be_markup_is_read_as_such() -> None:
    assert text.plain("AT&amp;amp;T", markup=True) == "AT&T"


BOMBS = [
    "<!--",
    "<a ",
    "<![",
    "</",
    '<a x="',
    "<a '\" ",
    "&",
    "&#9",
    "<script>",
    "<iframe>",
    "<p>x",
]
BOMBS += ["]]>", "<sup>1", "\u0301\u0327", "&lt;b&gt;", "[…]", "Read more ", "The post ", "x"]


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_text_takes_longer_than_its_length(bomb: str) -> None:
    # Were the time quadratic, this would take hours, and the suite's limit would say so.
    for markup in (True, None):
        assert len(text.summary(bomb * (1_000_000 // len(bomb)), markup=markup)) <= 2000


@settings(derandomize=True, deadline=None, max_examples=200)
@given(some.text(max_size=300), some.integers(1, 60))
@example("e\u200d\u0301\u0344\u0344\u0344", 5)
@example("*", 1)
def test_any_text_is_one_line_stays_what_it_is_and_keeps_its_limit(
    any_text: str, most: int
) -> None:
    tidied = text.tidy(any_text)
    assert text.tidy(tidied) == tidied
    assert tidied.split() == ([*tidied.split(" ")] if tidied else [])
    clipped = text.clip(tidied, most)
    assert len(clipped) <= most
    assert text.clip(clipped, most) == clipped
    assert len(text.escaped(any_text, most)) <= most
    assert not obeyed(text.escaped(any_text, most))
    assert not set(text.unmarked(any_text)) & set("@<>[]*_~`|#")
    text.plain(any_text, markup=True)


def test_no_markup_makes_the_reader_stumble() -> None:
    bits = ["<", ">", "</", "<!", "<![", "]]>", "<!--", "-->", "&", "&#", ";", '"', "'", "=", "/"]
    bits += ["<script>", "<svg ", "CDATA[", "<?", "xml", "9", "x", "\0", "é", " ", "\ud800"]
    random = Random(1)
    for _ in range(3000):
        written = "".join(random.choices(bits, k=random.randrange(12)))
        for markup in (True, False, None):
            found = text.plain(written, markup=markup)
            assert found == " ".join(found.split())


def test_a_number_of_thousands_of_digits_is_no_character() -> None:
    assert text.plain(f"<b>a</b>&#{'9' * 9000};b") == "a\ufffdb"


def test_accents_are_not_piled_up() -> None:
    assert text.tidy("e" + "\u0332" * 40) == "e" + "\u0332" * 3


def test_nothing_but_what_can_be_seen_is_left_in_a_line() -> None:
    for code in range(0x10000):
        found = text.tidy(f"a{chr(code)}b")
        assert unicodedata.is_normalized("NFC", found)
        assert all(char == " " or not char.isspace() for char in found)
        assert not {"Cc", "Cf", "Cs", "Co"} & {*map(unicodedata.category, found)}


def test_the_line_of_blog_software_is_left_out() -> None:
    written = "<p>It flew.</p><p>The post Flight 9 appeared first on Orbit Weekly.</p>"
    assert text.summary(written) == "It flew."


@pytest.mark.parametrize(
    "tail",
    [
        "The post Flight 9 appeared first on Orbit Weekly.",
        "The post Flight 9 first appeared on Orbit Weekly.",
        "Der Beitrag Flug 9 erschien zuerst auf Orbit.",
        "L’article Vol 9 est apparu en premier sur Orbit.",
        "La entrada Vuelo 9 se publicó primero en Orbit.",
        "La entrada Vuelo 9 apareció primero en Orbit.",
        "L'articolo Volo 9 proviene da Orbit.",
        "L’articolo Volo 9 sembra essere il primo su Orbit.",
        "O post Voo 9 apareceu primeiro em Orbit.",
        "Het bericht Vlucht 9 verscheen eerst op Orbit.",
        "The article Flight 9 first appeared in Orbit.",
        "Continue reading",
        "Keep reading",
        "Read on",
        "Read the full story",
        "Lire la suite",
        "Mehr lesen",
        "Leer más",
        "Seguir leyendo",
        "Leggi tutto",
        "Continua a leggere",
        "Continuar lendo",
        "Lees verder",
        "»",
        "Continue reading Flight 9 →",
        "Read more »",
        "Read more of this story at Orbit.",
        "Weiterlesen …",
        "Read more. The post Flight 9 appeared first on Orbit.",
        "submitted by /u/ada to r/orbit [link] [comments]",
    ],
)
def test_what_publishing_software_adds_is_left_out(tail: str) -> None:
    assert text.summary(f"It flew. {tail}") == "It flew."


@pytest.mark.parametrize("mark", ["[…]", "[...]", "(more…)", "[&hellip;]", "[…] →"])
def test_a_summary_that_was_cut_shows_it_once(mark: str) -> None:
    assert text.summary(f"It flew to {mark}") == "It flew to…"


@pytest.mark.parametrize(
    "written",
    [
        "Continue reading about Mars in orbit. It is worth it.",
        "The post of chief engineer is free.",
        "Crews read more than ever",
        "It flew […] and landed",
    ],
)
def test_words_that_only_look_like_it_stay(written: str) -> None:
    assert text.summary(written) == written


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
    assert text.escape("+ one") == r"\+ one"


def test_an_invite_is_no_invite() -> None:
    assert text.escape("discord.gg/x, Discord.com/invite/x") == (
        r"discord\.gg/x, Discord\.com/invite/x"
    )


def test_where_no_markup_is_read_text_looks_as_it_stands_and_means_nothing() -> None:
    assert text.unmarked("Orbit · News: 24/7") == "Orbit · News: 24/7"
    assert text.unmarked("@everyone <@1> [x](https://o.example) 1:2") == (
        "＠everyone ＜＠1＞ ［x］(https：//o.example) 1：2"
    )


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
