"""What somebody points at in a message."""

import pytest

from news.pasted import LONGEST, MOST_LINKS, links, named, words
from news.query import parse

STORY = "https://orbit.example/story"


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"<{STORY}>",
        f"Look ({STORY}).",
        f"[the story]({STORY}), they say",
        f"||{STORY}||",
        f"**{STORY}**!",
        f"{STORY}?utm_source=chat&fbclid=1",
        f"`{STORY}`",
        f"HTTPS://Orbit.Example/story and again {STORY}",
    ],
)
def test_a_link_is_found_however_it_is_written(text: str) -> None:
    assert links([text]) == [STORY]


def test_brackets_of_an_address_are_its_own() -> None:
    assert links(["(https://a.example/Pan_(moon))"]) == ["https://a.example/Pan_%28moon%29"]


def test_of_many_links_the_first_are_taken_each_once() -> None:
    text = " ".join(f"https://a.example/{number}" for number in range(30))
    assert links([text, text]) == [f"https://a.example/{number}" for number in range(MOST_LINKS)]
    assert links(["http://", "https://user:secret@a.example", "ftp://a.example/b", ""]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(f"Rover drills {STORY} into mud!", "Rover drills into mud", id="a sentence"),
        pytest.param('-starlink source:nasa "x', "starlink source nasa x", id="what narrows"),
        pytest.param(
            "<@123> <:rocket:45> <t:1:R> </news search:6> Crew-12", "Crew-12", id="markup"
        ),
        pytest.param("Ceres' **NASA’s** 3.5", "Ceres NASA’s 3.5", id="as headlines write"),
        pytest.param("月にロケット", "月にロケット", id="another script"),
        pytest.param(f"{STORY} 12 !?", "", id="no word"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_words_of_a_message_are_searched_for_as_they_stand(text: str, found: str) -> None:
    assert words([text]) == found
    if found:
        query = parse(found)
        assert not query.without
        assert not query.narrowed


def test_the_first_text_with_words_counts_and_is_not_too_long() -> None:
    assert words(["", STORY, "first text", "second text"]) == "first text"
    long = words(["word " * 50])
    assert len(long) <= LONGEST
    assert len(words(["x" * 79 + " yy"])) <= LONGEST


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://a.example/2026/11/rover-drills-into-mud.html", "rover drills into mud"),
        ("https://a.example/rover_drills/12345", "rover drills"),
        ("https://a.example/m%C3%A9t%C3%A9o-spatiale", "météo spatiale"),
        ("https://a.example/", ""),
        ("https://a.example/?p=123", ""),
        ("https://a.example/story", ""),
    ],
)
def test_an_address_often_says_what_it_is_about(link: str, found: str) -> None:
    assert named(link) == found
