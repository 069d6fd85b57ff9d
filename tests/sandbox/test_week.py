"""What the demo's week is made of."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from news import tags as tags_of
from news.topics import classify
from sandbox.demo import week
from sandbox.demo.newsstand import Newsstand
from sandbox.demo.outlets import Item
from sandbox.demo.plot import Said, digest_before, events, read
from sandbox.demo.programme import Programme
from sandbox.demo.week import Clock, Week, links
from sandbox.models import Forum
from sandbox.server import Sandbox
from sandbox.world import World
from tests.sandbox.test_newsstand import sources

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CLUB = "http://127.0.0.1:8000/club/"
SUBSCRIPTIONS, SAID = read(NOON, CLUB)
OLDER = Programme(NOON).items
_LIVE = Programme(NOON)
_LIVE.go_live(NOON)
ALL = _LIVE.published(NOON + HOUR)
"""With all that comes within an hour of the demo."""


class Watch:
    """The real time."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_the_clock_is_behind_and_goes_on_as_fast_as_the_real_one() -> None:
    real = Watch()
    clock = Clock(real, 10 * HOUR)
    assert clock() == NOON - 10 * HOUR
    real.now += HOUR
    assert clock() == NOON - 9 * HOUR


def test_the_clock_jumps_forward_and_never_back() -> None:
    clock = Clock(Watch(), 10 * HOUR)
    clock.jump(NOON - 4 * HOUR)
    clock.jump(NOON - 5 * HOUR)
    assert clock() == NOON - 4 * HOUR


def test_the_clock_catches_up_with_the_real_time() -> None:
    real = Watch()
    clock = Clock(real)
    clock.catch_up()
    real.now += HOUR
    assert clock() == NOON + HOUR
    clock.jump(NOON)
    assert clock() == NOON + HOUR


@pytest.mark.parametrize("channel", {one.channel for one in SUBSCRIPTIONS})
def test_a_subscribed_channel_has_stories_and_not_all_the_same(channel: str) -> None:
    wanted = [one for one in SUBSCRIPTIONS if one.channel == channel]
    assert sum(any(one.wants(item) for one in wanted) for item in OLDER) >= 4


def test_the_week_shows_every_way_of_telling() -> None:
    shown = {name for one in SUBSCRIPTIONS for name in one.how}
    assert shown == {"pace", "max_per_hour", "mention", "publish", "silent"}
    kinds = {World.default().channel(one.channel).type.name for one in SUBSCRIPTIONS}
    assert kinds == {"TEXT", "ANNOUNCEMENT", "FORUM"}


def test_digests_are_due_at_eight() -> None:
    eight = NOON.replace(hour=8)
    assert digest_before(NOON) == digest_before(eight) == eight
    assert digest_before(eight - timedelta(seconds=1)) == eight - timedelta(days=1)


def test_news_an_hour_apart_are_told_together_and_digests_wait_for_that() -> None:
    programme = Programme(NOON)
    ends = programme.hours()
    assert not any(programme.is_amid_news(end) for end in ends)
    assert programme.is_amid_news(ends[0] - timedelta(minutes=10))
    assert not programme.is_amid_news(ends[0] + timedelta(minutes=10))


def test_a_message_leads_to_its_stories() -> None:
    card = {"url": "http://a.example/one", "title": "One"}
    digest = {"description": "• [Two](http://a.example/two) · A\n• [Three](http://a.example/three)"}
    ends = {link.rpartition("/")[2] for link in links({"embeds": [card, digest]})}
    assert ends == {"one", "two", "three"}


def test_what_several_outlets_tell_alike_is_waited_for_as_one() -> None:
    found = events(OLDER)
    assert sorted(len(each) for each in found)[-2:] == [2, 2]
    assert {item.path for each in found for item in each} == {item.path for item in OLDER}


def test_each_story_on_the_shelf_has_a_tag_of_its_topic() -> None:
    forum = World.default().channel("story-shelf")
    assert isinstance(forum, Forum)
    tags = tuple(tags_of.Tag(tag.id, tag.name) for tag in forum.tags.values())
    other = next(tag.id for tag in tags if tag.name == "Other news")
    shelf = tags_of.Forum(tags, required=True)
    wanted = [one for one in SUBSCRIPTIONS if one.channel == "story-shelf"]
    items = [item for item in ALL if any(one.wants(item) for one in wanted)]
    for item in items:
        given = tags_of.choice(shelf, item.topics).given
        assert given
        assert other not in given, item.title
    assert tags_of.choice(shelf, ["policy"]).given == (other,)


@pytest.mark.parametrize("item", OLDER, ids=lambda one: one.title)
def test_the_bot_sees_the_topics_that_channels_wait_for(item: Item) -> None:
    """Else the week would wait for stories that nobody tells, or not for some that are told."""
    waited_for = {wanted.topic for wanted in SUBSCRIPTIONS} - {None, "all"}
    seen = classify(item.title, item.summary, categories=item.categories)
    assert waited_for & set(seen) == waited_for & set(item.topics)


@pytest.mark.parametrize("one", SAID, ids=lambda one: one.content[:20])
def test_what_people_say_is_said_by_somebody_somewhere_within_the_week(one: Said) -> None:
    world = World.default()
    assert not world.user(one.user).bot
    assert world.channel(one.channel)
    assert NOON - timedelta(days=7) < one.at < NOON


def test_people_talk_in_the_order_of_time_and_in_several_channels() -> None:
    assert [one.at for one in SAID] == sorted(one.at for one in SAID)
    assert {"general", "space-news", "launches"} <= {one.channel for one in SAID}
    assert len({one.user for one in SAID}) >= 4


def test_one_of_them_says_where_the_club_is_that_no_catalogue_knows() -> None:
    [one] = [one for one in SAID if CLUB in one.content]
    # At the end of the week, where a visitor reads it without looking for it.
    assert one == [each for each in SAID if each.channel == "general"][-1]


async def test_news_come_even_where_the_bot_was_removed_before_it_was_asked_anything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(week, "START_SECONDS", 0.01)
    monkeypatch.setattr(week, "TELLING_SECONDS", 0.01)
    clock = Clock(Watch())
    async with (
        Sandbox(clock) as sandbox,
        Newsstand(clock, NOON) as newsstand,
        aiohttp.ClientSession() as reader,
    ):
        sandbox.world.kick_bot()
        # It reads all the same.
        for source in sources(newsstand).values():
            await reader.get(source["url"])
        await Week(sandbox, newsstand, clock, NOON).play()
        assert newsstand.published() == OLDER
        assert len(newsstand.programme.published(NOON + HOUR)) > len(OLDER)
