"""Slash commands, as members and admins type them."""

import asyncio
from datetime import timedelta

import pytest

from news.words import say
from sandbox.people.person import Refused
from sandbox.server import Sandbox
from tests import feeds
from tests.house import House, Start

MOON, MARS = "Lander touches down on the Moon", "Mars rover drills into old mud"


@pytest.fixture
async def archive(house: House) -> House:
    """A bot that has read a dozen stories."""
    told = [f"Rocket launches batch number {number}" for number in range(10)]
    house.feeds.publish("/orbit", feeds.rss([MARS, *told, MOON]))
    await house.read()
    return house


async def test_latest_shows_five_and_turns_pages(archive: House) -> None:
    first = await archive.member("news latest")
    assert first.ephemeral
    assert first.embeds[0]["description"].count("https://") == 5
    assert MARS in first.embeds[0]["description"]
    [forward] = first.components[0]["components"]
    person = archive.sandbox.person("mia", "space-news")
    second = await person.press(first, forward["custom_id"])
    assert second.updated
    assert second.embeds[0]["description"] != first.embeds[0]["description"]
    back, _ = second.components[0]["components"]
    again = await person.press(second, back["custom_id"])
    assert again.embeds[0]["description"] == first.embeds[0]["description"]


async def test_somebody_else_pages_through_a_public_list_in_a_copy(archive: House) -> None:
    public = await archive.member("news latest", public=True)
    assert not public.ephemeral
    [forward] = public.components[0]["components"]
    theo = archive.sandbox.person("theo", "space-news")
    copy = await theo.press(public, forward["custom_id"])
    assert copy.ephemeral
    assert not copy.updated


async def test_pages_turn_after_a_restart(start: Start, sandbox: Sandbox) -> None:
    async with start() as house:
        house.feeds.publish("/orbit", feeds.rss([f"Comet {number} seen" for number in range(12)]))
        await house.read()
        first = await house.member("news search", query="comet")
    [forward] = first.components[0]["components"]
    async with start():
        second = await sandbox.person("mia", "space-news").press(first, forward["custom_id"])
    assert second.updated
    assert second.embeds[0]["title"] == "Search: comet"


async def test_a_list_says_what_it_is_narrowed_to_and_which_page_it_is(archive: House) -> None:
    latest = await archive.member("news latest", topic="mars", source="orbit")
    assert latest.embeds[0]["title"] == "Newest stories: 🔴 Mars, from Orbit"
    found = await archive.member("news search", query="rocket", since="7d", source="orbit")
    day = f"{archive.clock() - timedelta(days=7):%Y-%m-%d}"
    assert found.embeds[0]["title"] == f"Search: rocket · from Orbit, since {day}"
    assert "footer" not in found.embeds[0]
    [forward] = found.components[0]["components"]
    mia = archive.sandbox.person("mia", "space-news")
    second = await mia.press(found, forward["custom_id"])
    assert second.embeds[0]["title"] == found.embeds[0]["title"]
    assert second.embeds[0]["footer"]["text"] == "Page 2"
    everything = await archive.member("news latest", topic="all")
    assert everything.embeds[0]["title"] == "Newest stories"


async def test_latest_by_topic_and_by_source(archive: House) -> None:
    by_topic = await archive.member("news latest", topic="mars")
    assert MARS in by_topic.embeds[0]["description"]
    assert "Rocket" not in by_topic.embeds[0]["description"]
    by_source = await archive.member("news latest", source="perigee")
    assert "Old comet returns" in by_source.embeds[0]["description"]


async def test_what_is_not_about_space_is_listed_for_its_source_alone(house: House) -> None:
    sale = "Last day for three months of the Gazette for the price of one"
    house.feeds.publish("/orbit", feeds.rss([MARS, sale, MOON]))
    await house.read()
    for narrowed in ({}, {"topic": "all"}):
        assert sale not in str((await house.member("news latest", **narrowed)).embeds)
    assert sale in str((await house.member("news latest", source="orbit")).embeds)
    assert "**Gazette**" in str((await house.member("news search", query="gazette")).embeds)


async def test_search_shows_matched_words_in_bold(archive: House) -> None:
    found = await archive.member("news search", query="rovers drilling")
    assert "Mars **rover** **drills** into old mud" in found.embeds[0]["description"]


async def test_a_search_without_result_says_so_and_helps(archive: House) -> None:
    answer = await archive.member("news search", query="telescopes")
    assert "No story matches telescopes" in answer.content
    assert "topic:observatories" in answer.content


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        pytest.param({"query": '"'}, "Type at least one word", id="no word"),
        pytest.param({"query": "x", "since": "soon"}, "is no time", id="no time"),
        pytest.param({"query": "x", "topic": "zzzz"}, "There is no topic", id="no topic"),
        pytest.param({"query": "x", "source": "zzzz"}, "There is no source", id="no source"),
    ],
)
async def test_a_mistake_is_explained_in_one_sentence(
    archive: House, options: dict[str, str], sentence: str
) -> None:
    answer = await archive.member("news search", **options)
    assert answer.ephemeral
    assert sentence in answer.content


async def test_topics_are_listed_with_their_stories(archive: House) -> None:
    answer = await archive.member("news topics")
    description = answer.embeds[0]["description"]
    assert "**Mars** (`mars`)" in description
    assert "10 stories this week" in description


async def test_topics_and_sources_are_completed_while_typed(archive: House) -> None:
    mia = archive.sandbox.person("mia")
    assert (await mia.autocomplete("news latest", "topic", "mar"))[0][1] == "mars"
    assert (await mia.autocomplete("news latest", "topic", ""))[0][1] == "all"
    assert ("Perigee", "perigee") in await mia.autocomplete(
        "news search", "source", "peri", query="x"
    )


async def test_what_was_nearly_typed_is_understood(archive: House) -> None:
    answer = await archive.member("news latest", topic="Mrs")
    assert MARS in answer.embeds[0]["description"]


async def test_only_who_manages_the_server_subscribes(house: House) -> None:
    for command in ("subscribe", "subscriptions", "unsubscribe"):
        with pytest.raises(Refused):
            await house.member(command, subscription="1")


async def test_subscriptions_are_shown_and_ended(house: House) -> None:
    done = await house.admin("subscribe", topic="moon", channel="launches")
    assert done.ephemeral
    assert "🌙 Moon" in done.content
    shown = await house.admin("subscriptions")
    assert "🌙 Moon · at once · all is well" in shown.embeds[0]["description"]
    ada = house.sandbox.person("ada")
    [(name, value)] = await ada.autocomplete("unsubscribe", "subscription", "launches")
    assert name == "#launches: 🌙 Moon · at once"
    ended = await house.admin("unsubscribe", subscription=value)
    assert "no longer gets 🌙 Moon" in ended.content
    house.feeds.publish("/orbit", feeds.rss(["Another Moon lander", MOON]))
    await house.read()
    assert house.titles("launches") == []
    assert "no subscription yet" in (await house.admin("subscriptions")).content


async def test_the_same_subscription_twice_is_one(house: House) -> None:
    await house.admin("subscribe", topic="moon")
    answer = await house.admin("subscribe", topic="moon")
    assert "already" in answer.content
    assert "1 subscription" in (await house.admin("subscriptions")).embeds[0]["title"]


async def test_subscribing_to_nothing_is_explained(house: House) -> None:
    assert "topic:all" in (await house.admin("subscribe")).content


async def test_the_bot_is_not_lent_to_who_may_not_write_there(house: House) -> None:
    world = house.sandbox.world
    world.change_role(world.role("launch-pings"), "MANAGE_GUILD")  # which mia has
    answer = await house.member("subscribe", topic="moon", channel="announcements")
    assert "You need Send Messages" in answer.content


async def test_a_channel_closed_to_the_bot_is_refused_with_what_is_missing(house: House) -> None:
    answer = await house.admin("subscribe", topic="moon", channel="staff-only")
    assert "I cannot post in" in answer.content
    assert "Send Messages" in answer.content
    assert "no subscription yet" in (await house.admin("subscriptions")).content


async def test_an_unknown_error_gets_an_id_that_is_in_the_log(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("the secret cause")

    monkeypatch.setattr("cogs.ui.pages.show", broken)
    answer = await house.member("news latest")
    assert "secret cause" not in answer.content
    incident = answer.content.rsplit(" ", 1)[-1]
    assert incident in caplog.text
    assert "the secret cause" in caplog.text


async def test_commands_are_answered_while_much_is_read(house: House) -> None:
    """The sandbox refuses what is later than Discord's three seconds."""
    many = [f"Story number {number} of a large archive" for number in range(500)]
    house.feeds.publish("/orbit", feeds.rss([*many, MOON]))
    house.clock.move(minutes=2)
    await house.newsroom.poll_once()
    await house.admin("subscribe", topic="all")
    found = await house.member("news search", query="comet")
    assert "returns" in found.embeds[0]["description"]
    await house.newsroom.finish()


async def test_the_same_subscription_cannot_be_ended_twice(house: House) -> None:
    for topic in ("moon", "mars", "sun", "crew", "launch", "earth"):
        await house.admin("subscribe", topic=topic)
    await house.admin("unsubscribe", subscription="1")
    again = await house.admin("unsubscribe", subscription="1")
    assert "There is no subscription" in again.content
    shown = await house.admin("subscriptions")
    assert shown.embeds[0]["title"] == "5 subscriptions"


async def test_a_channel_that_is_gone_is_said_to_be(house: House) -> None:
    await house.admin("subscribe", topic="moon", channel="launches")
    house.sandbox.world.remove_channel("launches")
    guild = house.bot.guilds[0]
    async with asyncio.timeout(5):
        while any(channel.name == "launches" for channel in guild.channels):
            await asyncio.sleep(0)
    shown = await house.admin("subscriptions")
    assert "the channel is gone" in shown.embeds[0]["description"]


async def test_nothing_typed_is_nothing_asked_for(archive: House) -> None:
    latest = await archive.member("news latest", topic="", source="")
    assert latest.embeds[0]["description"].count("https://") == 5
    assert "topic:all" in (await archive.admin("subscribe", topic="")).content


async def test_a_search_too_narrow_is_not_blamed_on_the_words(archive: House) -> None:
    answer = await archive.member("news search", query="mars", source="perigee")
    assert "with this filter. Leave it out." in answer.content


async def test_before_anything_is_read_that_is_said(start: Start, served: feeds.Feeds) -> None:
    served.documents.clear()
    async with start() as house:
        answer = await house.member("news latest")
        assert "are being read" in answer.content


async def test_a_word_that_is_begun_is_found_and_a_whole_one_is_not_taken_for_another(
    archive: House,
) -> None:
    archive.feeds.publish("/perigee", feeds.rss(["Long March flies"], "https://perigee.example"))
    await archive.read()
    begun = await archive.member("news search", query="old dri")
    assert MARS.split()[0] in begun.embeds[0]["description"]
    assert begun.embeds[0]["title"] == "Search: old dri"
    whole = await archive.member("news search", query="mars")
    assert "March" not in whole.embeds[0]["description"]


@pytest.mark.parametrize("command", ["subscribe", "subscriptions", "settings"])
async def test_of_a_server_that_the_bot_has_not_heard_of_yet_nothing_untrue_is_said(
    house: House, command: str
) -> None:
    """Right after a start no channel of it is known, and none of them is gone."""
    await house.admin("subscribe", topic="mars")
    connection, [guild] = house.bot._connection, house.bot.guilds
    connection._remove_guild(guild)
    connection._add_guild_from_data({"id": str(guild.id), "unavailable": True})  # type: ignore[typeddict-item]
    answer = await house.admin(command, **({"topic": "moon"} if command == "subscribe" else {}))
    assert answer.ephemeral
    assert answer.content == say("answer.server_unknown")
    assert (await house.member("news topics")).embeds


@pytest.mark.parametrize("command", ["subscribe", "subscriptions", "settings"])
async def test_of_a_server_that_has_the_commands_alone_nothing_untrue_is_said(
    house: House, command: str
) -> None:
    """Invited without the scope "bot": of such a server Discord shows an id and a language."""
    connection, [guild] = house.bot._connection, house.bot.guilds
    connection._remove_guild(guild)
    answer = await house.admin(command, **({"topic": "moon"} if command == "subscribe" else {}))
    assert answer.content == say("answer.server_unknown")
    assert (await house.member("news topics")).embeds
