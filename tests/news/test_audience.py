"""Who is owed a story: each channel that wants it, once."""

from typing import Any

import pytest

from news.audience import recipients
from news.models import ALL, Fate, Subscription
from tests.builders import CHANNEL, GUILD, NOON, article, story, subscription

MARS = story("Rover climbs a dune", topics=("mars",))


@pytest.mark.parametrize(
    ("wanted", "owed"),
    [
        pytest.param({"topic": "mars"}, True, id="its topic"),
        pytest.param({"topic": "moon"}, False, id="another topic"),
        pytest.param({"topic": ALL}, True, id="everything"),
        pytest.param({"topic": None, "source_id": "orbit"}, True, id="its source"),
        pytest.param({"topic": None, "source_id": "other"}, False, id="another source"),
        pytest.param({"topic": "mars", "source_id": "orbit"}, True, id="both hold"),
        pytest.param({"topic": "moon", "source_id": "orbit"}, False, id="the topic does not hold"),
        pytest.param({"topic": "mars", "source_id": "other"}, False, id="the source does not hold"),
        pytest.param({"topic": "mars", "languages": frozenset({"de"})}, False, id="no German"),
        pytest.param(
            {"topic": None, "source_id": "orbit", "languages": frozenset({"de"})},
            True,
            id="a source asked for by name comes in its own language",
        ),
    ],
)
def test_a_channel_is_owed_what_it_wants(wanted: dict[str, Any], owed: bool) -> None:
    found = recipients(MARS, [subscription(**wanted)], NOON, first_reading=False)
    assert bool(found) is owed


def test_a_delivery_says_whose_wish_it_fulfils() -> None:
    [delivery] = recipients(MARS, [subscription(id=7, topic="mars")], NOON, first_reading=False)
    assert (delivery.guild_id, delivery.channel_id, delivery.story_key) == (
        GUILD,
        CHANNEL,
        MARS.key,
    )
    assert (delivery.subscription_id, delivery.owed_at, delivery.fate) == (7, NOON, Fate.OWED)
    assert delivery.source_id == "orbit"


def test_a_channel_is_told_once_by_its_oldest_subscription_that_wants_it() -> None:
    standing: list[Subscription] = [
        subscription(id=9, topic=ALL),
        subscription(id=3, topic="mars"),
        subscription(id=1, topic="moon"),
        subscription(id=5, topic="mars", channel_id=CHANNEL + 1),
    ]
    found = recipients(MARS, standing, NOON, first_reading=False)
    assert {each.channel_id: each.subscription_id for each in found} == {CHANNEL: 3, CHANNEL + 1: 5}


def test_a_first_reading_is_owed_to_nobody() -> None:
    [delivery] = recipients(MARS, [subscription(topic=ALL)], NOON, first_reading=True)
    assert delivery.fate is Fate.FIRST_READING


def test_an_article_further_down_fulfils_a_wish_for_its_source() -> None:
    grown = story(articles=(article("Dune"), article("Dune climbed", source_id="other")))
    wanted = subscription(topic=None, source_id="other")
    assert recipients(grown, [wanted], NOON, first_reading=False)
