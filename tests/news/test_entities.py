"""The vocabulary of entities is whole, and our own headlines name the right ones."""

from collections import Counter
from itertools import chain
from pathlib import Path
from timeit import repeat

import pytest

from news.entities import ENTITIES, MOST, entity, lineage, named
from news.entities.reading import ancestors, read, sure
from news.matching import plain
from news.models import Entity, EntityKind
from news.topics import TOPICS


def test_the_vocabulary_is_wide() -> None:
    kinds = Counter(each.kind for each in ENTITIES)
    assert len(ENTITIES) >= 450
    assert set(kinds) == set(EntityKind)
    assert kinds[EntityKind.COMPANY] >= 100


def test_most_have_a_page_of_their_own_or_of_their_owner() -> None:
    homes = {each.id for each in ENTITIES if each.home}
    offered = [each for each in ENTITIES if not homes.isdisjoint(lineage([each.id]))]
    assert len(homes) >= 0.7 * len(ENTITIES)
    assert len(offered) >= 0.85 * len(ENTITIES)
    assert all("." in each.home and " " not in each.home for each in ENTITIES if each.home)


def test_an_entity_can_be_typed_stored_and_shown() -> None:
    assert all(each.id.replace("-", "").isalnum() and each.id.isascii() for each in ENTITIES)
    assert all(each.id == each.id.lower() and len(each.id) <= 50 for each in ENTITIES)
    assert all(0 < len(each.name) <= 60 for each in ENTITIES)


def test_no_entity_can_be_taken_for_a_topic() -> None:
    assert not {each.id for each in ENTITIES} & {topic.id for topic in TOPICS}


def test_the_topics_of_an_entity_are_topics() -> None:
    assert set(chain.from_iterable(each.topics for each in ENTITIES)) <= {t.id for t in TOPICS}


def test_no_two_entities_share_a_name_however_it_is_spelt() -> None:
    names = Counter(text for each in ENTITIES for text in {plain(name) for name in sure(each)})
    assert [text for text, count in names.items() if count > 1] == []


def test_no_two_entities_are_shown_alike() -> None:
    shown = Counter(each.name for each in ENTITIES)
    assert [name for name, count in shown.items() if count > 1] == []


def test_every_sure_name_is_found_where_it_stands_alone() -> None:
    missed = [
        (each.id, name)
        for each in ENTITIES
        for name in sure(each)
        if each.id not in named(name.removesuffix("*"))
    ]
    assert missed == []


def test_a_loose_name_counts_beside_its_words_alone() -> None:
    wrong = [
        (each.id, name)
        for each in ENTITIES
        for name in each.loose
        if each.id not in named(name.removesuffix("*"), each.beside[0].removesuffix("*"))
    ]
    assert wrong == []
    assert named("Hope for better weather") == ()


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        pytest.param("Falcon 9 lofts a batch of Starlinks", ["falcon-9", "starlink"], id="two"),
        pytest.param("Falcon Heavy rolls out", ["falcon-heavy"], id="Falcon Heavy is no Falcon 9"),
        pytest.param("A peregrine falcon nests on the pad", [], id="a falcon"),
        pytest.param("Artemis 2 crew meets pupils", ["artemis-ii"], id="a number for a numeral"),
        pytest.param("Why Artemis matters", ["artemis"], id="the programme"),
        pytest.param("Artemis Fowl gets a sequel", [], id="Artemis the boy"),
        pytest.param("Peru joins the Artemis Accords", ["artemis-accords"], id="the accords"),
        pytest.param("Orion capsule drops its chutes", ["orion"], id="Orion the ship"),
        pytest.param("Newborn suns of the Orion Nebula", ["orion-nebula"], id="Orion the nebula"),
        pytest.param("Mercury seen at its thinnest", ["mercury"], id="Mercury the planet"),
        pytest.param("A museum for Freddie Mercury", [], id="Mercury the singer"),
        pytest.param("Europa's shell may be thin", ["europa"], id="Europa the moon"),
        pytest.param("Europa League draw is made", [], id="Europa the cup"),
        pytest.param("Europa Clipper checks a camera", ["europa-clipper"], id="the mission"),
        pytest.param("Dragon undocks at dawn", ["dragon"], id="Dragon, and no mission Dawn"),
        pytest.param("Smart Dragon 3 flies from a barge", ["smart-dragon"], id="the other Dragon"),
        pytest.param("Psyche turns its cameras on an asteroid", ["psyche"], id="Psyche"),
        pytest.param("The psyche of a nation", [], id="psyche"),
        pytest.param("Lucy finds its next asteroid", ["lucy"], id="Lucy the probe"),
        pytest.param("Lucy wins the village fair", [], id="Lucy from next door"),
        pytest.param("Juno skims past Io", ["juno", "io"], id="Juno beside a moon"),
        pytest.param("Juno wins at the box office", [], id="Juno the film"),
        pytest.param("Swift telescope gets a push", ["swift"], id="Swift the telescope"),
        pytest.param("Taylor Swift plays Houston", [], id="Swift the singer"),
        pytest.param("Firefly readies Alpha", ["firefly-alpha", "firefly-aerospace"], id="Alpha"),
        pytest.param("Planets of Alpha Centauri", ["alpha-centauri"], id="the other Alpha"),
        pytest.param("Stoke tests Nova", ["nova", "stoke-space"], id="Nova"),
        pytest.param("A nova brightens", [], id="a nova"),
        pytest.param("Isar tries Spectrum again", ["spectrum", "isar-aerospace"], id="Spectrum"),
        pytest.param("Regulator auctions Spectrum", [], id="spectrum"),
        pytest.param("Voyager 1 answers again", ["voyager"], id="Voyager the probe"),
        pytest.param("Voyager Technologies buys a lab", ["voyager-technologies"], id="the firm"),
        pytest.param("Progress on a new budget", [], id="progress"),
        pytest.param("Progress MS-40 docks", ["progress"], id="Progress the ship"),
        pytest.param("Vast shows its Haven-1 hull", ["haven-1", "vast"], id="Vast"),
        pytest.param("A vast ocean under ice", [], id="vast"),
        pytest.param("Gateway module arrives for Artemis", ["gateway", "artemis"], id="Gateway"),
        pytest.param("Gateway Arch turns sixty", [], id="the arch"),
        pytest.param("Space Station crew harvests chillies", ["iss"], id="the station"),
        pytest.param("China's space station gets a visitor", ["tiangong"], id="another station"),
        pytest.param("Hubble Network raises a round", ["hubble-network"], id="Hubble the firm"),
        pytest.param("A new take on the Hubble tension", [], id="Hubble's number"),
        pytest.param("Galileo satellites get new clocks", ["galileo"], id="the constellation"),
        pytest.param("What the Galileo probe met", ["galileo-probe"], id="the probe"),
        pytest.param("ispace picks a crater", ["ispace"], id="a name in small letters"),
        pytest.param("iSpace fires its methane engine", ["ispace-china"], id="the other one"),
        pytest.param("Chang\u2019e-7 is stacked", ["chang-e-7"], id="a curly apostrophe"),
        pytest.param("Long March 10A stands at last", ["long-march-10"], id="a variant"),
        pytest.param("Long March takes to the sea", ["long-march"], id="a family"),
        pytest.param("SPACEX STACKS STARSHIP", ["starship", "spacex"], id="all in capitals"),
        pytest.param("Hot Jupiter spirals in", [], id="Jupiter as a measure"),
        pytest.param("A moon of Saturn is found", ["saturn"], id="a moon, not ours"),
        pytest.param("Saturn V restored", ["saturn-v"], id="a rocket, no planet"),
        pytest.param("IRIS² gets its first ground site", ["iris2"], id="a raised figure"),
        pytest.param("Rocket climbs from Andøya", ["andoya"], id="a letter of its own"),
        pytest.param("New York mourns a painter", [], id="York"),
        pytest.param("Bottler sets recycling target", [], id="nothing of space"),
    ],
)
def test_a_headline_names(headline: str, expected: list[str]) -> None:
    assert list(named(headline)) == expected


def test_the_title_comes_first_then_the_special_before_the_general() -> None:
    title = "NASA picks Falcon Heavy for Dragonfly"
    assert named(title, "SpaceX flies from Kennedy Space Center to Titan.") == (
        "dragonfly", "falcon-heavy", "nasa", "titan", "kennedy", "spacex",
    )  # fmt: skip


def test_what_makes_a_name_sure_may_stand_in_the_summary() -> None:
    assert named("Lucy finds a partner", "The asteroid has a moon.")[0] == "lucy"


def test_only_the_lead_of_a_summary_is_read() -> None:
    assert named("A look back", "word " * 200 + "Perseverance is on Mars.") == ()


def test_there_are_at_most_so_many() -> None:
    everyone = ", ".join(each.name for each in ENTITIES if each.kind is EntityKind.COMPANY)
    assert len(named(everyone)) == MOST


def test_a_lineage_has_all_that_an_entity_belongs_to_once() -> None:
    assert lineage(["perseverance"]) == ("perseverance", "mars-2020", "nasa", "jpl", "planet-mars")
    assert lineage(["falcon-9", "spacex"]) == ("falcon-9", "spacex")
    assert set(lineage(["sentinel-6"])) >= {"copernicus", "esa"}
    assert lineage(["unheard-of"]) == ("unheard-of",)
    assert lineage([]) == ()


def test_an_entity_is_found_by_its_id() -> None:
    found = entity("falcon-9")
    assert found
    assert (found.name, found.kind, found.parents) == ("Falcon 9", EntityKind.VEHICLE, ("spacex",))
    assert entity("Falcon 9") is None


def test_an_article_takes_little_time() -> None:
    title, summary = "NASA " * 60, "SpaceX flies Dragon from Kennedy to the ISS. " * 1_000
    assert min(repeat(lambda: named(title, summary), number=10, repeat=3)) < 0.1


def written(folder: Path, text: str) -> tuple[Entity, ...]:
    for kind in EntityKind:
        (folder / f"{kind}.toml").write_text("" if kind is not EntityKind.BODY else text)
    return read(folder)


def test_three_lines_make_an_entity(tmp_path: Path) -> None:
    three = '[vulcanoid]\nname = "Vulcanoid"\ntopics = ["planets"]\n'
    made = Entity("vulcanoid", "Vulcanoid", EntityKind.BODY, topics=("planets",))
    assert written(tmp_path, three) == (made,)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param('[a]\nname = "A1"\nalias = ["B1"]', "unknown key alias", id="unknown key"),
        pytest.param("[a]\ntopics = []", "has no name", id="no name"),
        pytest.param('[a]\nname = "A1"\naliases = "B1"', "list of text: aliases", id="no list"),
        pytest.param('[a]\nname = "A1"\nparents = ["b"]', "unknown parent b", id="no such parent"),
        pytest.param('[a]\nname = "A1"\n[b]\nname = "A1"', "is a name of a", id="a shared name"),
        pytest.param('[a]\nname = "A1"\nloose = ["B1"]', "not among its names", id="loose"),
        pytest.param('[a]\nname = "A1"\nloose = ["A1"]', "go together", id="loose, beside what?"),
        pytest.param('[a]\nname = "A1"\nhome = "a.example"', "no https", id="no address"),
    ],
)
def test_a_slip_in_the_data_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        written(tmp_path, text)


def test_parents_in_a_circle_are_named() -> None:
    circle = [
        Entity("a", "A1", EntityKind.BODY, parents=("b",)),
        Entity("b", "B1", EntityKind.BODY, parents=("a",)),
    ]
    with pytest.raises(ValueError, match=r"in a circle: (a < b < a|b < a < b)"):
        ancestors(circle)
