"""The vocabulary is whole, and headlines (all of our own writing) find their topics."""

from time import perf_counter

import pytest

from news.models import Kind, Topic
from news.topics import MOST, TOPICS, classify, sections, topic
from news.topics.vocabulary import TERMS

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


@pytest.mark.parametrize("entry", TOPICS, ids=lambda entry: entry.id)
def test_every_term_is_found_where_it_stands_alone(entry: Topic) -> None:
    unfound = [
        term
        for term in (*entry.words, *entry.names)
        if entry.id not in {find.owner.topic for find in TERMS.found(term.rstrip("*"))}
    ]
    assert not unfound


def test_a_topic_is_found_by_its_id() -> None:
    assert topic("mars") is TOPICS[3]
    assert topic("Mars") is None


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        pytest.param("Rover climbs a dune on Mars", {"mars"}, id="a name"),
        pytest.param("A marshal for the parade, and a Marsden choir", set(), id="whole words only"),
        pytest.param(
            "Mars rover drives past a crater", {"mars"}, id="craters are not the Moon's alone"
        ),
        pytest.param("Asteroid capsule is found", {"small-bodies"}, id="nobody rides in a capsule"),
        pytest.param("Polaris satellites are up", {"satellites"}, id="a star gives its name away"),
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
        pytest.param("Space Force opens a quiet depot", {"military"}, id="armed forces"),
        pytest.param("Lawmakers trim NASA's budget", {"policy"}, id="a budget"),
        pytest.param("Iceye raises €90 million", {"satellites", "business"}, id="money"),
        pytest.param("Landsat sees a lake shrink", {"earth"}, id="Earth, by a name"),
        pytest.param("A book on 60 years of spacewalks", {"crew", "people"}, id="a book"),
        pytest.param("Methane engine for the Osprey rocket", {"launch"}, id="methane as fuel"),
        pytest.param("Sunspot twice the size of Jupiter", {"sun"}, id="a planet as a measure"),
        pytest.param("Faint moon found around Uranus", {"planets"}, id="another planet's moon"),
        pytest.param("Volcano erupts on Io", {"planets"}, id="another world's volcano"),
        pytest.param("Rocket Lab wins $9 million order", {"business"}, id="an order"),
        pytest.param("Astroscale names Ada Ek chief", {"debris", "people"}, id="an appointment"),
        pytest.param("FAA grants SpaceX a licence", {"policy"}, id="a licence"),
        pytest.param("APOD: Frost on the dome", {"skywatching"}, id="a picture of the day"),
        pytest.param("Supersonic jet of NASA flies again", {"technology"}, id="aeronautics"),
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
        pytest.param("Phone maker launches a smartwatch", id="a product that launches"),
        pytest.param("Bakery called Venus opens in the high street", id="a name out of place"),
        pytest.param("Save 30 percent on this telescope: best deals of Prime Day", id="a sale"),
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


@pytest.mark.parametrize("topic_id", ["crew", "policy"])
def test_a_default_does_not_bring_in_what_is_not_about_space(topic_id: str) -> None:
    assert classify("Our mug is on sale now", "", defaults=[topic_id]) == ()
    assert classify("Join our team: job vacancy in sales", "", defaults=[topic_id]) == ()
    assert classify("We have changed our cookie notice", "", defaults=[topic_id]) == ()
    assert classify("New smartwatch and headphones reviewed", "", defaults=[topic_id]) == ()


def test_a_poetic_title_keeps_its_sources_default() -> None:
    titled = classify("Threads of Gold", "", defaults=["universe"], kind=Kind.OFFICIAL)
    assert titled == ("universe",)


def test_a_general_topic_holds_at_an_official_source() -> None:
    headline = "Wildfires along the coast"
    assert classify(headline, "Seen last week.", kind=Kind.OFFICIAL) == ("earth",)
    assert classify(headline, "Seen last week.", kind=Kind.PRESS) == ()


def test_a_bare_headline_about_nature_is_taken_for_earth_from_space() -> None:
    assert classify("A lake turns pink", "") == ("earth",)
    assert classify("A lake turns pink", "", kind=Kind.PRESS) == ()
    assert classify("A lake turns pink", "Swimmers were surprised.") == ()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://agency.example/earth/a-name", ("earth",), id="one folder"),
        pytest.param("https://agency.example/news/Space_Debris/42", ("debris",), id="two words"),
        pytest.param("https://agency.example/earth", (), id="the item's own name is none"),
        pytest.param("https://agency.example/2031/05/a-name", (), id="a date"),
        pytest.param("https://daily.example/sport/a-name", (), id="something else"),
        pytest.param("", (), id="no address"),
    ],
)
def test_where_its_publisher_files_an_article_tells_its_topic(
    url: str, expected: tuple[str, ...]
) -> None:
    assert classify("A long name", "", url=url) == expected


def test_the_folders_of_an_address_are_read_as_words() -> None:
    assert sections("https://a.example/Human_and_Robotic/apollo-11/x/") == (
        "human and robotic",
        "apollo 11",
        "x",
    )


def test_an_entity_that_a_summary_names_supports_its_topics() -> None:
    headline, summary = "A look back", "The camera worked on Mars."
    assert classify(headline, summary, entities=()) == ()
    assert classify(headline, summary, entities=["perseverance"]) == ("mars",)
    assert classify(headline, "", entities=["perseverance", "no-such-thing"]) == ()


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        pytest.param("FireSat has its doors open", ("earth",), id="a mission"),
        pytest.param("Myriota moves to a new office", (), id="a company takes part in anything"),
        pytest.param("The White House is repainted", (), id="an entity of everyday life"),
        pytest.param("Ferry rammed by a car called Juno", (), id="outweighed"),
    ],
)
def test_what_a_title_names_is_what_its_story_is_about(
    headline: str, expected: tuple[str, ...]
) -> None:
    assert classify(headline, "") == expected


def test_entities_that_are_not_given_are_found() -> None:
    headline, summary = "Notes of a week", "FireSat is well, and so is EMIT."
    assert classify(headline, summary) == classify(headline, summary, entities=["firesat", "emit"])
    assert classify(headline, summary) == ("earth",)


def test_where_a_title_speaks_of_space_the_likeliest_topic_holds() -> None:
    assert classify("Notes from orbit", "The crater lies on Mars.") == ("mars",)


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
