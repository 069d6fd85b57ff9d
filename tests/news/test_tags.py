"""Which tags a forum's post gets."""

import pytest

from news.tags import MOST_APPLIED, MOST_TAGS, Choice, Forum, Tag, choice


def forum(*names: str, **changed: bool) -> Forum:
    """Its tags are numbered from 1; a name with ! is a moderated one."""
    tags = (
        Tag(number, name.rstrip("!"), name.endswith("!")) for number, name in enumerate(names, 1)
    )
    return Forum(tuple(tags), **changed)


def made(found: Choice) -> list[str]:
    return [each.id for each in found.made]


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("Launches", "launch"),
        ("🚀 launch news", "launch"),
        ("Rockets", "launch"),
        ("Launches & rockets", "launch"),
        ("small bodies", "small-bodies"),
        ("Astéroïds", "small-bodies"),
        ("ASTRONAUTS", "crew"),
        ("Space policy", "policy"),
        ("Moon", "moon"),
        ("Military", "military"),
    ],
)
def test_a_tag_is_a_topic_by_any_of_its_names(name: str, topic: str) -> None:
    assert choice(forum(name), [topic]).given == (1,)


@pytest.mark.parametrize(
    ("name", "topic"), [("Spacewalks", "crew"), ("Moons", "planets"), ("Mars", "moon")]
)
def test_a_tag_of_something_else_is_not_given(name: str, topic: str) -> None:
    assert choice(forum(name), [topic]) == Choice()


def test_the_most_telling_topics_come_first_and_five_at_most() -> None:
    names = ["Moon", "Mars", "Sun", "Earth", "Debris", "Launch"]
    topics = ["launch", "moon", "mars", "sun", "earth", "debris"]
    given = choice(forum(*names), topics).given
    assert given == (6, 1, 2, 3, 4)
    assert len(given) == MOST_APPLIED


def test_moderated_tags_are_for_who_may_give_them() -> None:
    assert choice(forum("Moon!", "Mars"), ["moon", "mars"]).given == (2,)
    assert choice(forum("Moon!", "Mars", may_moderate=True), ["moon", "mars"]).given == (1, 2)


def test_tags_are_made_for_the_storys_topics_alone_where_that_is_allowed() -> None:
    there = forum("Launch", "Moon!", may_create=True)
    found = choice(there, ["launch", "moon", "mars", "no-topic"])
    assert (found.given, made(found)) == ((1,), ["mars"])
    assert choice(forum("Launch"), ["mars"]).made == ()


def test_a_forum_full_of_tags_gets_no_more() -> None:
    full = forum(*map(str, range(MOST_TAGS - 1)), may_create=True)
    assert made(choice(full, ["moon", "mars"])) == ["moon"]
    full = forum(*map(str, range(MOST_TAGS)), may_create=True)
    assert choice(full, ["moon", "mars"]) == Choice()


def test_where_a_tag_is_required_one_for_everything_is_given() -> None:
    assert choice(forum("Crew", "Space News", required=True), ["moon"]).given == (2,)
    assert choice(forum("Crew", "Other", required=True), []).given == (2,)
    assert choice(forum("Crew!", "Mars", "Ideas", required=True), ["moon"]).given == (2,)
    assert choice(forum("Crew", "News"), ["moon"]) == Choice()


def test_where_a_tag_is_required_and_none_may_be_given_there_is_none() -> None:
    assert choice(forum("Crew!", required=True), ["crew"]) == Choice()
