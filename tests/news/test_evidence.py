"""What speaks for two headlines telling one event, and against it."""

import ast
from pathlib import Path

import pytest

from news.cluster import evidence as module
from news.cluster.evidence import Evidence, evidence
from news.cluster.likeness import likeness
from news.cluster.subject import Subject, subject
from news.cluster.weights import ALWAYS, WEIGHTS
from news.entities import named
from news.gist import Gist, gist, marks, rarities
from news.models import Article
from tests.builders import article


def told(title: str) -> Article:
    return article(title, entities=named(title))


def said(title: str) -> Gist:
    return gist(told(title))


def about(one: str, other: str) -> Subject:
    return subject(said(one), said(other))


def found(one: str, other: str, *, days: float = 0, others: int = 1) -> Evidence:
    """others: stories that have what the first one says."""
    first = told(one)
    rare = rarities(first, dict.fromkeys(marks(first), others))
    shown = evidence(gist(first), said(other), days, rare)
    assert shown is not None
    return shown


def test_each_piece_of_evidence_has_a_weight_and_each_weight_its_evidence() -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    written = {
        key.value
        for node in ast.walk(tree)
        for key in _keys(node)
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    assert written == WEIGHTS.keys()


def _keys(node: ast.AST) -> list[ast.expr | None]:
    if isinstance(node, ast.Dict):
        return list(node.keys)
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        return [node.slice]
    return []


def test_likeness_is_what_all_evidence_weighs() -> None:
    one, other = told("Osprey lander touches down on Phobos"), said("Osprey lands on Phobos")
    rare = rarities(one, {})
    shown = evidence(gist(one), other, 1, rare)
    assert shown
    weighed = sum(WEIGHTS[each] * much for each, much in shown.items())
    assert likeness(gist(one), other, 1, rare) == pytest.approx(ALWAYS + weighed)


def test_without_a_subject_nothing_else_counts() -> None:
    one, other = told("NASA delays launch"), said("ESA delays launch")
    assert evidence(gist(one), other, 0, rarities(one, {})) is None
    assert likeness(gist(one), other, 0, rarities(one, {})) == ALWAYS


def test_what_few_others_say_says_more() -> None:
    both = "Osprey lander touches down on Phobos", "Osprey lander lands on Phobos"
    rare, common = found(*both, others=1), found(*both, others=50)
    assert rare["rarest"] > common["rarest"]
    assert rare["acts"] > common["acts"] > 0


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("Osprey lands on Phobos", "Will Osprey land on Phobos?", "one asks"),
        ("Osprey delayed on Phobos", "Osprey finds ice on Phobos", "other act"),
        ("Osprey lands on Phobos", "Osprey lands on Phobos, raises $9 million", "one more act"),
        ("Live coverage: Osprey on Phobos", "Osprey on Phobos", "one live"),
        ("Voyager 1 spots a Phobos moth", "Cassini spots a Phobos moth", "other thing"),
        ("China halcyon moth satellite", "India halcyon moth satellite", "other home"),
        ("Osprey to land on Phobos", "Osprey landing on Phobos", "perhaps turned"),
        ("Osprey probe of Phobos", "Osprey orbiter of Mars moon Phobos", "rarest"),
        ("Osprey wins $9 million", "NASA gives Osprey $9 million", "figures"),
        ("Starlink 17-26 on Falcon 9", "Starlink 17-26 satellites", "numbers"),
    ],
)
def test_evidence_is_seen_in_what_shows_it_alone(one: str, other: str, shown: str) -> None:
    assert found(one, other)[shown] > 0
    assert not found(one, one).get(shown) or shown in {"rarest", "figures", "numbers"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("The lander of Osprey", "An Osprey flies", id="a name"),
        pytest.param("Juno flies by Io", "Juno finds a crack", id="an entity"),
        pytest.param("Starlink 17-26", "Group 17-26 is up", id="a number"),
    ],
)
def test_a_subject_is_clear_by_whatever_both_name(one: str, other: str) -> None:
    assert about(one, other).clear >= 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("NASA tests a drill", "NASA names a crew", id="who does much"),
        pytest.param("Cape Canaveral floods", "Cape Canaveral hires", id="where much happens"),
        pytest.param("Webb spots a moth", "Webb sees a ring", id="what looks at much"),
        pytest.param("Moth found", "Ring seen", id="nothing"),
    ],
)
def test_what_much_news_is_about_makes_no_clear_subject(one: str, other: str) -> None:
    assert about(one, other).clear < 1.5


def test_what_belongs_to_another_is_only_kin() -> None:
    assert about("ULA grows", "Vulcan grounded").kin
    assert not about("Vulcan grows", "Vulcan grounded").kin
