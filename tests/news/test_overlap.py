"""Of two subscriptions of a channel, which leaves nothing for the other."""

from typing import Any

import pytest

from news.audience import recipients
from news.models import ALL, Fate, Pace, Subscription
from news.overlap import Overlap, idle, silenced
from tests.builders import NOON, article, source, story, subscription

KNOWN = [source("orbit"), source("lune", language="fr")]
DAILY: dict[str, Any] = {"pace": Pace.DAILY, "id": 2}


def old(**changed: Any) -> Subscription:
    return subscription(**{"id": 1} | changed)


@pytest.mark.parametrize(
    ("first", "new"),
    [
        pytest.param({"topic": ALL}, {"topic": "mars"}, id="everything and a topic"),
        pytest.param({"topic": ALL}, {"topic": "falcon-9"}, id="everything and an entity"),
        pytest.param({"topic": "spacex"}, {"topic": "falcon-9"}, id="what it belongs to"),
        pytest.param({"topic": "mars"}, {"topic": "mars", "query": "rover"}, id="a query in it"),
        pytest.param(
            {"topic": None, "query": "rover OR lander"},
            {"topic": "mars", "query": "dust rover -opinion"},
            id="a query that asks for more",
        ),
        pytest.param(
            {"topic": "mars"}, {"topic": "mars", "source_id": "orbit"}, id="a source under a topic"
        ),
        pytest.param(
            {"topic": None, "source_id": "orbit"},
            {"topic": ALL, "source_id": "orbit"},
            id="the whole source twice",
        ),
    ],
)
def test_what_is_told_at_once_never_comes_in_a_digest(
    first: dict[str, Any], new: dict[str, Any]
) -> None:
    wide, narrow = old(**first), subscription(**DAILY | new)
    assert idle(narrow, [wide, narrow], KNOWN) == Overlap(wide)
    assert idle(wide, [wide, narrow], KNOWN) is None


@pytest.mark.parametrize(
    ("first", "new"),
    [
        pytest.param({"topic": "mars"}, {"topic": ALL}, id="a topic and everything"),
        pytest.param({"topic": "falcon-9"}, {"topic": "spacex"}, id="what belongs to it"),
        pytest.param({"topic": ALL, "channel_id": 7}, {"topic": "mars"}, id="another channel"),
        pytest.param({"topic": ALL, "paused_at": NOON}, {"topic": "mars"}, id="a paused one"),
        pytest.param({"topic": ALL, "pace": Pace.WEEKLY}, {"topic": "mars"}, id="a slower one"),
        pytest.param({"topic": ALL, "query": "a"}, {"topic": "mars", "query": "b"}, id="words"),
        pytest.param({"query": "a -b"}, {"query": "a"}, id="without some"),
        pytest.param(
            {"topic": ALL, "source_id": "orbit"}, {"topic": "mars"}, id="a source and a topic"
        ),
        pytest.param(
            {"topic": "mars"}, {"topic": "mars", "source_id": "lune"}, id="in another language"
        ),
        pytest.param({"topic": "mars"}, {"topic": "mars", "source_id": "x"}, id="a lost source"),
    ],
)
def test_what_is_not_told_already_is_left(first: dict[str, Any], new: dict[str, Any]) -> None:
    assert idle(subscription(**DAILY | new), [old(**first)], KNOWN) is None


def test_of_a_source_what_is_not_about_space_is_left() -> None:
    wide, whole = old(topic=ALL), subscription(topic=None, source_id="orbit", **DAILY)
    assert idle(whole, [wide], KNOWN) == Overlap(wide, strays=True)
    stray = story("Ministers meet", articles=(article("Ministers meet", source_id="orbit"),))
    [owed] = recipients(stray, [wide, whole], NOON)
    assert (owed.subscription_id, owed.fate) == (whole.id, Fate.OWED)


def test_of_one_pace_the_older_one_tells() -> None:
    first, second = old(topic=ALL), subscription(topic="mars", id=2)
    assert idle(second, [first], KNOWN) == Overlap(first)
    assert idle(first, [second], KNOWN) is None


def test_a_new_one_silences_those_that_nothing_silenced_before() -> None:
    new = subscription(topic=ALL, id=9)
    mars, moon = old(topic="mars", pace=Pace.DAILY), old(topic="moon", id=2)
    rover = old(topic="mars", query="rover", pace=Pace.WEEKLY, id=3)
    assert silenced(new, [mars, moon, rover, new], KNOWN) == [mars]
