"""However people spell what they look for."""

import pytest

from news.called import meant, names
from news.entities import ENTITIES
from news.stems import words


@pytest.mark.parametrize(
    ("typed", "entity_id"),
    [
        pytest.param("falcon9", "falcon-9", id="without a blank"),
        pytest.param("space x", "spacex", id="with one"),
        pytest.param("x37b", "x-37b", id="without a hyphen"),
        pytest.param("artemis 2", "artemis-ii", id="in figures"),
        pytest.param("ariane six", "ariane-6", id="in words"),
        pytest.param("chandrayaan iii", "chandrayaan-3", id="in Roman ones"),
        pytest.param("starships", "starship", id="many of them"),
        pytest.param("webb telescope", "webb", id="with its sort"),
        pytest.param("asteroid apophis", "apophis", id="with its sort before it"),
        pytest.param("boeing starliner", "starliner", id="with its maker"),
        pytest.param("starliner boeing", "starliner", id="with its maker behind it"),
        pytest.param("fh", "falcon-heavy", id="in short"),
        pytest.param("percy", "perseverance", id="by a nickname"),
        pytest.param("wfirst", "roman", id="by a former name"),
        pytest.param("indian space agency", "isro", id="spelt out"),
        pytest.param("chang e 6", "chang-e-6", id="by another hand"),
    ],
)
def test_a_name_is_known_however_it_is_typed(typed: str, entity_id: str) -> None:
    assert entity_id in meant(tuple(words(typed)))


@pytest.mark.parametrize(
    "typed", ["moons", "telescope", "rocket company", "nasa budget", "mars moon"]
)
def test_other_words_are_no_name(typed: str) -> None:
    assert meant(tuple(words(typed))) == ()


def test_every_entity_is_known_by_each_of_its_names() -> None:
    unknown = [
        (each.id, name)
        for each in ENTITIES
        for name in names(each.id)
        if each.id not in meant(name) or each.id not in meant(("".join(name),))
    ]
    assert unknown == []
