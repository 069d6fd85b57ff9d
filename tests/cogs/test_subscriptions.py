"""What an admin chooses in /subscribe, and finds again in /subscriptions and /unsubscribe."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from news.models import Pace, Style, Subscription
from news.words import moment
from sandbox.models import ChannelType
from storage import deliveries, subscriptions
from tests import feeds
from tests.house import House

MOON = "Lander touches down on the Moon"


async def stored(house: House) -> list[Subscription]:
    found = await subscriptions.of_guild(house.db, house.sandbox.world.guild.id)
    return [each.subscription for each in found]


async def listed(house: House) -> str:
    shown = await house.admin("subscriptions")
    return str(shown.embeds[0]["description"])


async def until(true: Callable[[], object]) -> None:
    """The bot hears of what happens in the world by the gateway."""
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0)


async def test_every_option_is_stored_and_said(house: House) -> None:
    role = house.sandbox.world.role("launch-pings")
    answer = await house.admin(
        "subscribe",
        topic="moon",
        source="orbit",
        query="Lander OR rover crew",
        channel="announcements",
        style="compact",
        mention=role,
        publish=True,
        max_per_hour=5,
    )
    for words in (
        "🌙 Moon from Orbit with `lander OR rover crew`",
        "at once, one line each",
        f"mentions <@&{role.id}>",
        "published",
        "at most 5 messages an hour",
    ):
        assert words in answer.content
        assert words in await listed(house)
    [made] = await stored(house)
    assert made.style is Style.COMPACT
    assert (made.mention, made.publish, made.max_per_hour) == (role.id, True, 5)
    assert made.query == "lander OR rover crew"


async def test_a_digest_says_when_the_next_one_comes(house: House) -> None:
    answer = await house.admin("subscribe", topic="moon", pace="daily", silent=True)
    assert "a daily digest at 08:00 (UTC), silently" in answer.content
    tomorrow = house.clock().replace(hour=8, minute=0) + timedelta(days=1)
    assert f"The next digest comes <t:{int(tomorrow.timestamp())}:R>" in answer.content


async def test_a_query_alone_is_enough(house: House) -> None:
    await house.admin("subscribe", query="lander")
    [made] = await stored(house)
    assert (made.topic, made.source_id, made.query) == (None, None, "lander")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        pytest.param("lander OR", "nothing after this OR", id="half"),
        pytest.param('"lander', "never closed", id="quote"),
        pytest.param("-starlink", "only leaves stories out", id="nothing wanted"),
    ],
)
async def test_a_mistake_in_a_query_is_shown_at_its_place(
    house: House, query: str, sentence: str
) -> None:
    answer = await house.admin("subscribe", query=query)
    assert sentence in answer.content
    assert "^" in answer.content
    assert await stored(house) == []


async def test_without_words_are_enough_beside_a_topic(house: House) -> None:
    assert "Done" in (await house.admin("subscribe", topic="moon", query="-starlink")).content


async def test_a_small_or_is_hinted_at(house: House) -> None:
    answer = await house.admin("subscribe", query="moon or mars")
    assert "write OR in capital letters" in answer.content


async def test_other_options_for_the_same_wants_change_them(house: House) -> None:
    await house.admin("subscribe", topic="moon", silent=True)
    changed = await house.admin("subscribe", topic="moon", pace="weekly")
    assert "Changed" in changed.content
    assert "a weekly digest on Mondays at 08:00 (UTC)" in changed.content
    assert "silently" not in changed.content
    [made] = await stored(house)
    assert (made.pace, made.silent) == (Pace.WEEKLY, False)
    again = await house.admin("subscribe", topic="moon", pace="weekly")
    assert "already" in again.content


async def test_another_query_is_another_subscription(house: House) -> None:
    await house.admin("subscribe", topic="moon", query="lander")
    await house.admin("subscribe", topic="moon", query="rover")
    assert "already" in (await house.admin("subscribe", topic="moon", query="Lander")).content
    assert len(await stored(house)) == 2


async def test_what_waits_for_a_digest_is_told_once_it_shall_be_instant(house: House) -> None:
    await house.admin("subscribe", topic="moon", pace="daily")
    house.feeds.publish("/orbit", feeds.rss(["Second lander on the Moon", MOON]))
    await house.read()
    assert house.titles() == []
    await house.admin("subscribe", topic="moon")
    await house.tell()
    assert house.titles() == ["Second lander on the Moon"]


async def test_what_waits_for_one_digest_waits_for_the_other_when_the_first_ends(
    house: House,
) -> None:
    await house.admin("subscribe", topic="moon", pace="daily")
    await house.admin("subscribe", topic="all", pace="weekly")
    house.feeds.publish("/orbit", feeds.rss(["Second lander on the Moon", MOON]))
    await house.read()
    [daily, weekly] = await stored(house)
    await house.admin("unsubscribe", subscription=str(daily.id))
    await house.tell()
    [waiting] = await deliveries.waiting(house.db, weekly.channel_id)
    assert (waiting.subscription_id, waiting.pace) == (weekly.id, Pace.WEEKLY)
    assert waiting.due_at is not None
    assert waiting.due_at.weekday() == 0


@pytest.mark.parametrize("wants", ["lander", "lander " + " ".join(f"word{n}" for n in range(20))])
async def test_two_subscriptions_never_have_one_name(house: House, wants: str) -> None:
    for last in ("rover", "orbiter"):
        await house.admin("subscribe", query=f"{wants} {last}")
    offered = await house.sandbox.person("ada").autocomplete("unsubscribe", "subscription", "")
    names = [name for name, _ in offered]
    assert len(set(names)) == 2
    assert all(len(name) <= 100 for name in names)


async def test_each_that_has_what_is_typed_is_offered_and_of_several_none_is_ended(
    house: House,
) -> None:
    await house.admin("subscribe", topic="moon", channel="launches")
    given = {"style": "compact", "silent": True, "max_per_hour": 3}
    await house.admin("subscribe", topic="moon", channel="announcements", publish=True, **given)
    offered = await house.sandbox.person("ada").autocomplete("unsubscribe", "subscription", "moon")
    assert len(offered) == 2
    answer = await house.admin("unsubscribe", subscription="moon")
    assert answer.content.startswith("Several subscriptions match this: choose one")
    assert len(await stored(house)) == 2


async def test_what_comes_at_once_is_said_to_wait_while_it_is_quiet(house: House) -> None:
    await house.admin("settings", quiet_from="6", quiet_to="20")
    ends_at = house.clock().replace(hour=20, minute=0, second=0, microsecond=0)
    waits = f"Quiet hours are on now: stories wait until they end, {moment(ends_at)}."
    assert waits in (await house.admin("subscribe", topic="moon")).content
    await house.admin("settings", quiet_from="21", quiet_to="22")
    assert "Quiet" not in (await house.admin("subscribe", topic="moon", silent=True)).content


async def test_a_thread_that_is_locked_later_is_said_to_be(house: House) -> None:
    world = house.sandbox.world
    forum = world.channel("Seen from the garden: station passes")
    await house.admin("subscribe", topic="moon", channel=forum)
    world.lock(forum)
    await until(lambda: all(each.locked for each in house.bot.guilds[0].threads))
    assert "⚠️ the thread is locked" in await listed(house)


async def test_options_that_can_no_longer_be_fulfilled_are_named(house: House) -> None:
    world, guild = house.sandbox.world, house.bot.guilds[0]
    await house.admin("subscribe", topic="moon", channel="announcements", publish=True)
    world.change_kind("announcements", ChannelType.TEXT)
    channel = world.channel("announcements")
    await until(lambda: not guild.get_channel(channel.id).is_news())  # type: ignore[union-attr]
    assert "so nothing is published" in await listed(house)


async def test_a_role_that_cannot_be_mentioned_any_more_is_named(house: House) -> None:
    world, guild = house.sandbox.world, house.bot.guilds[0]
    role = world.add_role("moon-fans", mentionable=True)
    await until(lambda: guild.get_role(role.id))
    await house.admin("subscribe", topic="moon", mention=role)
    role.mentionable = False
    world.change_role(role)
    seen: Any = guild.get_role(role.id)
    await until(lambda: not seen.mentionable)
    assert f"⚠️ <@&{role.id}> cannot be mentioned" in await listed(house)


@pytest.mark.parametrize("pace", list(Pace))
async def test_styles_and_paces_are_offered_by_name(house: House, pace: Pace) -> None:
    style = "compact" if pace is Pace.INSTANT else "card"
    await house.admin("subscribe", topic="moon", style=style, pace=pace.value)
    [made] = await stored(house)
    assert (made.style, made.pace) == (style, pace)
    refused = await house.admin("subscribe", topic="sun", style="compact", pace="daily")
    assert refused.content.startswith("A digest has a look of its own")


async def test_a_forum_that_came_to_want_tags_is_said_to_have_none(house: House) -> None:
    world, guild = house.sandbox.world, house.bot.guilds[0]
    forum = world.channel("mission-log")
    await house.admin("subscribe", topic="moon", channel=forum)
    world.change_tags(forum, [])
    world.require_tag(forum)
    seen: Any = guild.get_channel(forum.id)
    await until(lambda: seen.flags.require_tag)
    assert "⚠️ every post there needs a tag" in await listed(house)
