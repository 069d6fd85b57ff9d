"""The vocabulary is whole, and headlines (all of our own writing) find their topics."""

from time import perf_counter

import pytest

from news import topics
from news.models import Topic
from news.topics import MOST, TOPICS, classify, topic

NAMES = {
    "launch": "Launches & rockets",
    "crew": "Crew & stations",
    "moon": "Moon",
    "mars": "Mars",
    "planets": "Planets & moons",
    "small-bodies": "Asteroids & comets",
    "exoplanets": "Exoplanets & life",
    "universe": "Stars & galaxies",
    "observatories": "Telescopes",
    "sun": "Sun & space weather",
    "earth": "Earth from space",
    "satellites": "Satellites",
    "debris": "Debris & safety",
    "technology": "Technology",
    "policy": "Policy & cooperation",
    "military": "Defence",
    "business": "Industry & money",
    "china": "China in space",
    "skywatching": "Sky watching",
    "people": "People & culture",
}


def test_the_vocabulary_stands_in_its_order_under_its_names() -> None:
    assert [(entry.id, entry.name) for entry in TOPICS] == list(NAMES.items())


@pytest.mark.parametrize("entry", TOPICS, ids=lambda entry: entry.id)
def test_a_topic_can_be_shown(entry: Topic) -> None:
    assert len(entry.name) <= 20
    assert 0 < len(entry.description) <= 90
    assert entry.emoji
    assert entry.words
    assert entry.names


def test_no_two_topics_look_alike() -> None:
    assert len({entry.emoji for entry in TOPICS}) == len(TOPICS)
    assert len({entry.name for entry in TOPICS}) == len(TOPICS)


def test_every_term_is_found_where_it_stands_alone() -> None:
    terms = [term for group in topics._TERMS.values() for term in group if not term.masks]
    assert not [term for term in terms if term not in topics._found(term.text)]


def test_a_topic_is_found_by_its_id() -> None:
    assert topic("mars") is TOPICS[3]
    assert topic("Mars") is None


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        pytest.param("Rover climbs a dune on Mars", {"mars"}, id="a name"),
        pytest.param("A marshal for the parade, and a Marsden choir", set(), id="whole words only"),
        pytest.param("Storm mars the village fair", set(), id="a name is taken as written"),
        pytest.param("ASTEROID SWINGS BY", {"small-bodies"}, id="a word is taken in any case"),
        pytest.param("Two asteroids, one orbit", {"small-bodies"}, id="a prefix takes endings"),
        pytest.param("Lunarium opens its doors", set(), id="a word takes none"),
        pytest.param("What Venus's clouds hide", {"planets"}, id="a possessive"),
        pytest.param("Chang\u2019e-9 digs deeper", {"moon", "china"}, id="a curly apostrophe"),
        pytest.param("A near-Earth object is named", {"small-bodies"}, id="a hyphen for a space"),
        pytest.param("OSIRIS REx team looks back", {"small-bodies"}, id="a space for a hyphen"),
        pytest.param("Astéroïdes et comètes", {"small-bodies"}, id="accents do not matter"),
        pytest.param("İzmir watches the Moon", {"moon"}, id="a letter that lower() makes longer"),
        pytest.param("Orion docks with the station", {"crew"}, id="Orion the ship"),
        pytest.param("Deep in the Orion Nebula", {"universe"}, id="Orion the nebula"),
        pytest.param("Orion crew sees the Orion Nebula", {"crew", "universe"}, id="both Orions"),
        pytest.param("A statue for Freddie Mercury", set(), id="Mercury the singer"),
        pytest.param("Mercury has a faint tail", {"planets"}, id="Mercury the planet"),
        pytest.param("Artemis Fowl returns to the cinema", set(), id="Artemis the novel"),
        pytest.param("Hot Jupiter loses its air", {"exoplanets"}, id="Jupiter as a measure"),
        pytest.param("Planetary defence drill in May", {"small-bodies"}, id="defence of a planet"),
        pytest.param("Kepler finds a quiet star system", {"exoplanets"}, id="a telescope"),
        pytest.param("Webb weighs an early galaxy", {"universe", "observatories"}, id="two topics"),
        pytest.param(
            "Chinese astronauts launch to Tiangong", {"launch", "crew", "china"}, id="three topics"
        ),
        pytest.param("Solar flare lights up the aurora", {"sun"}, id="two terms of one topic"),
        pytest.param("Supply ship leaves the ISS", {"crew"}, id="cargo"),
        pytest.param("When to see the Perseids", {"skywatching"}, id="a meteor shower"),
        pytest.param("Old stage makes a fiery reentry", {"debris"}, id="a reentry"),
        pytest.param("Space Force names its next chief", {"military"}, id="armed forces"),
        pytest.param("Lawmakers trim NASA's budget", {"policy"}, id="a budget"),
        pytest.param("Iceye raises €90 million", {"satellites", "business"}, id="money"),
        pytest.param("Landsat sees a lake shrink", {"earth"}, id="Earth, by a name"),
        pytest.param("A book on 60 years of spacewalks", {"crew", "people"}, id="a book"),
    ],
)
def test_a_headline_finds_its_topics(headline: str, expected: set[str]) -> None:
    assert set(classify(headline, "")) == expected


@pytest.mark.parametrize(
    "headline",
    [
        pytest.param("Bottler sets recycling target", id="plain"),
        pytest.param("Bottler signs $3 million contract with startup", id="money"),
        pytest.param("Senate passes the farm bill", id="laws"),
        pytest.param("Army drops its old missile", id="defence"),
        pytest.param("Wildfire smoke closes the motorway", id="weather"),
        pytest.param("Students win a robotics prize", id="schools"),
        pytest.param("China opens a new railway", id="China"),
        pytest.param("City adds office space for robots", id="the other space"),
    ],
)
def test_what_is_not_about_space_has_no_topic(headline: str) -> None:
    assert classify(headline, "") == ()


def test_a_general_topic_holds_where_anything_speaks_of_space() -> None:
    headline = "Startup raises $12 million"
    assert classify(headline, "It builds thrusters for spacecraft.") == ("business",)
    assert classify(headline, "", categories=["Spaceflight"]) == ("business",)
    assert classify(headline, "", defaults=["launch"]) == ("business",)


def test_a_summary_needs_two_different_terms() -> None:
    assert classify("A look back", "The rover drove on. The rover is on Mars, Mars, Mars.") == ()
    assert classify("A look back", "Perseverance has left its crater on Mars.") == ("mars",)


def test_only_the_lead_of_a_summary_is_read() -> None:
    assert classify("A look back", "word " * 200 + "Perseverance is on Mars.") == ()


def test_categories_are_weak_text() -> None:
    assert classify("Notes from the field", "", categories=["Mars"]) == ()
    assert classify("Notes", "", categories=["Mars", "Perseverance"]) == ("mars",)
    assert classify("Notes", "They come from Mars.", categories=["Jezero"]) == ("mars",)


def test_the_best_topic_is_first_and_equals_stand_in_the_vocabularys_order() -> None:
    assert classify("Moon rocket rolls back", "") == ("launch", "moon")
    assert classify("Lunar rocket for the Moon", "") == ("moon", "launch")


def test_there_are_at_most_four() -> None:
    headline = "Chinese rocket takes astronauts and satellites to the Moon, Mars and an asteroid"
    assert classify(headline, "") == ("launch", "crew", "moon", "mars")
    assert MOST == 4


@pytest.mark.parametrize(
    ("headline", "summary", "expected"),
    [
        pytest.param("A word from the editor", "", ("policy",), id="alone"),
        pytest.param("Comet brightens", "", ("small-bodies",), id="gives way to what is found"),
        pytest.param(
            "Comet brightens", "Congress waits.", ("small-bodies", "policy"), id="helps a weak hit"
        ),
    ],
)
def test_a_default(headline: str, summary: str, expected: tuple[str, ...]) -> None:
    assert classify(headline, summary, defaults=["policy"]) == expected


def test_a_default_that_is_no_topic_is_passed_over() -> None:
    assert classify("Bottler sets recycling target", "", defaults=["knitting"]) == ()


def test_an_article_takes_little_time() -> None:
    started = perf_counter()
    for _ in range(20):
        classify("Space " * 50, "space station crew launch " * 10_000, categories=["Spaceflight"])
    assert perf_counter() - started < 1
