"""Who is owed a story: each channel that wants it, once."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from news import audience
from news.audience import TOO_OLD, YOUNG, asked, fates, once, recipients, told_all_of, wants
from news.identity import BURST
from news.models import ALL, Article, Fate, Reading, Subscription
from tests.builders import CHANNEL, GUILD, NOON, article, source, story, subscription

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
    found = recipients(MARS, [subscription(**wanted)], NOON)
    assert bool(found) is owed


def test_a_delivery_says_whose_wish_it_fulfils() -> None:
    [delivery] = recipients(MARS, [subscription(id=7, topic="mars")], NOON)
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
    found = recipients(MARS, standing, NOON)
    assert {each.channel_id: each.subscription_id for each in found} == {CHANNEL: 3, CHANNEL + 1: 5}


def test_a_first_reading_is_owed_to_nobody() -> None:
    [delivery] = recipients(MARS, [subscription(topic=ALL)], NOON, fate=Fate.FIRST_READING)
    assert delivery.fate is Fate.FIRST_READING


def test_an_article_further_down_fulfils_a_wish_for_its_source() -> None:
    grown = story(articles=(article("Dune"), article("Dune climbed", source_id="other")))
    wanted = subscription(topic=None, source_id="other")
    assert recipients(grown, [wanted], NOON)


def test_a_story_in_several_languages_is_for_readers_of_any_of_them() -> None:
    told = (article("Dune"), article("Düne", source_id="umlauf", language="de"))
    grown = story(articles=told, topics=("mars",))
    assert wants(subscription(topic="mars", languages=frozenset({"de"})), grown)
    assert not wants(subscription(topic="mars", languages=frozenset({"fr"})), grown)


def test_an_entity_is_wanted_like_a_topic_with_all_that_belongs_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A small family, whatever entities.toml says."""
    family = {"kite": ("kite", "works"), "works": ("works",)}
    monkeypatch.setattr(
        audience, "lineage", lambda ids: tuple(each for one in ids for each in family[one])
    )
    flight = story(articles=(article("Kite flies", entities=("kite",)),), topics=("launch",))
    company = story(articles=(article("Works grows", entities=("works",)),), topics=("business",))
    assert wants(subscription(topic="kite"), flight)
    assert wants(subscription(topic="works"), flight)
    assert wants(subscription(topic="works"), company)
    assert not wants(subscription(topic="kite"), company)


# What is not about space

SALE = story("Three months for the price of one", topics=())


@pytest.mark.parametrize(
    ("wanted", "fate"),
    [
        pytest.param({"topic": ALL}, Fate.OFF_TOPIC, id="everything"),
        pytest.param({"topic": None, "source_id": "orbit"}, Fate.OWED, id="its source"),
        pytest.param({"topic": ALL, "source_id": "orbit"}, Fate.OWED, id="all of its source"),
    ],
)
def test_what_is_off_topic_is_for_followers_of_its_source_alone(
    wanted: dict[str, Any], fate: Fate
) -> None:
    [delivery] = recipients(SALE, [subscription(**wanted)], NOON)
    assert delivery.fate is fate


def test_what_is_off_topic_is_for_no_entity_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audience, "lineage", tuple)
    named = story(articles=(article("Kite sale", entities=("kite",)),), topics=())
    [delivery] = recipients(named, [subscription(topic="kite")], NOON)
    assert delivery.fate is Fate.OFF_TOPIC


def test_who_wants_everything_and_a_source_gets_what_is_off_topic_from_that_source() -> None:
    standing = [subscription(id=1, topic=ALL), subscription(id=2, topic=None, source_id="orbit")]
    [delivery] = recipients(SALE, standing, NOON)
    assert (delivery.fate, delivery.subscription_id) == (Fate.OWED, 2)


def test_what_is_withheld_for_another_reason_stays_withheld_for_that() -> None:
    [delivery] = recipients(SALE, [subscription(topic=ALL)], NOON, fate=Fate.TOO_OLD)
    assert delivery.fate is Fate.TOO_OLD


# Stories that grow

DUNE = story(articles=(article("Dune"), article("A dune", source_id="perigee")), first_seen_at=NOON)
STANDING = [
    subscription(id=1, topic="mars"),
    subscription(id=2, topic=None, source_id="orbit"),
    subscription(id=3, topic=None, source_id="perigee"),
]


@pytest.mark.parametrize(
    ("age", "ids"),
    [
        pytest.param(timedelta(), [1, 2, 3], id="at once"),
        pytest.param(YOUNG - timedelta(seconds=1), [1, 2, 3], id="within a day"),
        pytest.param(YOUNG, [3], id="later"),
    ],
)
def test_a_story_that_grows_late_is_news_for_followers_of_that_source_alone(
    age: timedelta, ids: list[int]
) -> None:
    found = asked(STANDING, DUNE, DUNE.articles[1], NOON + age)
    assert [each.id for each in found] == ids


def test_a_delivery_says_whose_article_brought_it() -> None:
    [delivery] = recipients(DUNE, [STANDING[2]], NOON, source_id="perigee")
    assert delivery.source_id == "perigee"


def test_an_event_is_told_once_where_two_stories_tell_it() -> None:
    standing = [subscription(channel_id=CHANNEL), subscription(channel_id=CHANNEL + 1)]
    owed = once(recipients(MARS, standing, NOON), {CHANNEL})
    assert [each.fate for each in owed] == [Fate.SAME_EVENT, Fate.OWED]
    withheld = once(recipients(SALE, standing, NOON), {CHANNEL})
    assert {each.fate for each in withheld} == {Fate.OFF_TOPIC}


# What is withheld

READ = Reading(read_at=NOON - timedelta(hours=1), news_at=NOON - timedelta(hours=2))
BEFORE, SINCE = NOON - timedelta(hours=3), NOON - timedelta(hours=1)


def dated(*times: datetime | None) -> list[Article]:
    return [article(f"Story {n}", published_at=time) for n, time in enumerate(times)]


def many(time: datetime | None, count: int = BURST + 1) -> list[datetime | None]:
    return [time] * count


def test_what_stood_there_before_we_came_is_owed_to_nobody() -> None:
    assert set(fates(dated(NOON, None), Reading(), NOON)) == {Fate.FIRST_READING}


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([SINCE, None, BEFORE], [Fate.OWED] * 3, id="a few, whatever their dates"),
        pytest.param([NOON - TOO_OLD], [Fate.OWED], id="of a week ago"),
        pytest.param([NOON - TOO_OLD - timedelta(minutes=1)], [Fate.TOO_OLD], id="older"),
        pytest.param([NOON + timedelta(hours=9)], [Fate.OWED], id="of tomorrow"),
        pytest.param(many(SINCE), [Fate.OWED] * 21, id="a burst of what is newer"),
        pytest.param(many(None), [Fate.OWED] * 21, id="a burst without dates"),
        pytest.param(many(READ.news_at), [Fate.OWED] * 21, id="a burst as old as the newest"),
        pytest.param(many(BEFORE, BURST), [Fate.OWED] * 20, id="no more than a reading brings"),
        pytest.param(
            [*many(SINCE, 19), BEFORE, None],
            [*[Fate.OWED] * 19, Fate.REPUBLISHED, Fate.REPUBLISHED],
            id="of a burst with old ones what is not newer",
        ),
        pytest.param(many(BEFORE), [Fate.REPUBLISHED] * 21, id="a burst of old ones"),
        pytest.param(
            [*many(BEFORE), NOON - timedelta(days=30)],
            [Fate.REPUBLISHED] * 22,
            id="re-published is said first",
        ),
    ],
)
def test_reading_withholds_what_is_old(times: list[datetime | None], expected: list[Fate]) -> None:
    assert fates(dated(*times), READ, NOON) == expected


def test_a_burst_from_a_source_without_news_so_far_is_news() -> None:
    assert set(fates(dated(*many(BEFORE)), replace(READ, news_at=None), NOON)) == {Fate.OWED}


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        pytest.param({"topic": ALL}, True, id="everything"),
        pytest.param({"topic": None, "source_id": "orbit"}, True, id="it alone"),
        pytest.param({"topic": ALL, "source_id": "orbit"}, True, id="all of it"),
        pytest.param({"topic": "mars"}, False, id="a topic"),
        pytest.param({"topic": "mars", "source_id": "orbit"}, False, id="a topic of it"),
        pytest.param({"topic": ALL, "source_id": "perigee"}, False, id="another source"),
        pytest.param({"topic": ALL, "languages": frozenset({"de"})}, False, id="other languages"),
    ],
)
def test_which_channels_get_all_of_a_source_is_known_before_it_tells_anything(
    wanted: dict[str, Any], told: bool
) -> None:
    standing = [subscription(**wanted), subscription(**wanted)]
    assert told_all_of(source("orbit"), standing) == ([CHANNEL] if told else [])
