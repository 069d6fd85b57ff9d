"""/subscriptions: one private message in which each is picked, paused, tested and removed."""

from typing import Any

from news.models import Subscription
from news.words import say
from sandbox.models import Json, Overwrite, OverwriteType
from sandbox.people.person import Answer
from sandbox.world.permissions import bits
from storage import subscriptions
from tests import feeds
from tests.cogs.test_subscriptions import stored, until
from tests.house import House

MOON = "Lander touches down on the Moon"
SECOND = "Second lander on the Moon"


def parts(answer: Answer) -> list[Json]:
    return [part for row in answer.components for part in row["components"]]


def labels(answer: Answer) -> list[str]:
    return [part["label"] for part in parts(answer) if "label" in part]


async def press(house: House, answer: Answer, label: str, who: str = "ada") -> Answer:
    [button] = [part for part in parts(answer) if part.get("label") == label]
    return await house.sandbox.person(who, "space-news").press(answer, button["custom_id"])


async def picked(house: House, number: int = 0) -> Answer:
    """The panel with one of the subscriptions, as they stand in its menu."""
    shown = await house.admin("subscriptions")
    menu = parts(shown)[0]
    value = menu["options"][number]["value"]
    return await house.sandbox.person("ada", "space-news").choose(shown, menu["custom_id"], value)


def said(answer: Answer) -> str:
    return "\n".join([answer.content, *(each.get("description", "") for each in answer.embeds)])


async def publish(house: House, *titles: str) -> None:
    house.feeds.publish("/orbit", feeds.rss([*titles, MOON]))
    await house.read()


async def test_the_list_names_each_channel_once_and_one_is_picked_from_its_menu(
    house: House,
) -> None:
    await house.admin("subscribe", topic="moon")
    await house.admin("subscribe", topic="mars", channel="launches")
    await house.admin("subscribe", source="orbit", pace="daily")
    shown = await house.admin("subscriptions")
    world = house.sandbox.world
    here, there = world.channel("space-news").id, world.channel("launches").id
    assert shown.embeds[0]["title"] == "3 subscriptions"
    assert shown.embeds[0]["description"].split("\n") == [
        f"<#{here}>",
        "• 🌙 Moon · at once · all is well",
        "• Orbit · a daily digest at 08:00 (UTC) · all is well",
        "",
        f"<#{there}>",
        "• 🔴 Mars · at once · all is well",
    ]
    [menu] = parts(shown)
    assert [each["label"] for each in menu["options"]] == [
        "#space-news: 🌙 Moon · at once",
        "#space-news: Orbit · a daily digest at 08:00 (UTC)",
        "#launches: 🔴 Mars · at once",
    ]
    await publish(house, SECOND)
    one = await picked(house, 1)
    assert one.updated
    assert labels(one) == ["Pause", "Change", "Test", "Remove", "Back"]
    for words in ("**Orbit**", f"In <#{here}>: a daily digest", "Now: all is well", "0 stories"):
        assert words in said(one)
    assert "1 story posted." in said(await picked(house, 0))
    back = await press(house, one, "Back")
    assert back.embeds == shown.embeds


async def test_more_than_a_menu_holds_stand_on_pages(house: House) -> None:
    first = Subscription(house.sandbox.world.guild.id, house.sandbox.world.channel("launches").id)
    async with house.db.transaction() as tx:
        for number in range(20):
            wanted = Subscription(first.guild_id, first.channel_id, query=f"rocket{number:02}")
            await subscriptions.add(tx, wanted, house.clock())
    shown = await house.admin("subscriptions")
    assert labels(shown) == ["▶"]
    assert shown.embeds[0]["footer"]["text"] == "Page 1 of 2"
    second = await press(house, shown, "▶")
    assert "rocket19" in said(second)
    assert labels(second) == ["◀"]
    menu = parts(second)[0]
    ada = house.sandbox.person("ada", "space-news")
    one = await ada.choose(second, menu["custom_id"], menu["options"][0]["value"])
    assert "rocket10" in said(one)
    assert "Page 2 of 2" in (await press(house, one, "Back")).embeds[0]["footer"]["text"]


async def test_a_pause_keeps_what_waited_and_nothing_that_comes_is_told(house: House) -> None:
    await house.admin("subscribe", topic="moon", pace="daily")
    await publish(house, SECOND)
    paused = await press(house, await picked(house), "Pause")
    assert "Paused: " in paused.content
    assert "paused since" in said(paused)
    assert "1 waits." in said(paused)
    assert labels(paused)[0] == "Resume"
    assert "⏸️ paused" in said(await house.admin("subscriptions"))
    await publish(house, "Astronauts train for the Moon", SECOND)
    house.clock.move(days=2)
    await house.tell()
    assert house.sandbox.world.messages("space-news") == []
    why = await house.admin("why", link="Astronauts train for the Moon")
    assert "was paused when it came" in said(why)
    assert "until its subscription is resumed" in said(await house.admin("why", link=SECOND))
    resumed = await press(house, paused, "Resume")
    assert "1 story that waited before the pause" in resumed.content
    assert labels(resumed)[0] == "Pause"
    house.clock.move(days=1)
    await house.tell()
    [digest] = house.sandbox.world.messages("space-news")
    assert SECOND in digest["embeds"][0]["description"]
    assert "Astronauts" not in digest["embeds"][0]["description"]


async def test_a_paused_one_is_told_by_the_others_of_its_channel(house: House) -> None:
    await house.admin("subscribe", topic="moon", style="compact")
    await house.admin("subscribe", topic="all")
    await press(house, await picked(house), "Pause")
    await publish(house, SECOND)
    assert house.titles() == [SECOND]


async def test_a_test_arrives_in_the_channel_and_shows_a_story_to_its_asker_alone(
    house: House,
) -> None:
    await house.admin("subscribe", topic="moon")
    await publish(house, SECOND)
    one = await picked(house)
    tested = await press(house, one, "Test")
    assert "on its way" in tested.content
    assert "newest story" in tested.content
    assert tested.embeds[1]["title"] == SECOND
    await house.tell()
    [_, line] = house.sandbox.world.messages("space-news")
    assert line["content"] == "Test from Downlink: messages arrive here."
    assert (line["embeds"], line["components"]) == ([], [])
    again = await press(house, one, "Test")
    assert "a moment ago" in again.content
    house.clock.move(seconds=61)
    assert "on its way" in (await press(house, one, "Test")).content
    await house.tell()
    assert len(house.sandbox.world.messages("space-news")) == 3


async def test_what_is_missing_is_said_and_no_test_is_tried(house: House) -> None:
    await house.admin("subscribe", query="unheard-of", channel="launches")
    channel = house.sandbox.world.channel("launches")
    one = await picked(house)
    assert "No story of the last 14 days" in (await press(house, one, "Test")).content
    house.clock.move(minutes=2)
    house.sandbox.world.deny(channel, "send_messages", "embed_links")
    place: Any = house.bot.get_channel(channel.id)
    await until(lambda: not place.permissions_for(place.guild.me).send_messages)
    closed = await press(house, one, "Test")
    assert "Nothing can be posted" in closed.content
    assert "Send Messages and Embed Links" in closed.content


async def test_what_is_removed_can_be_taken_back_and_the_list_stays(house: House) -> None:
    await house.admin("subscribe", topic="moon")
    before = await stored(house)
    removed = await press(house, await picked(house), "Remove")
    assert await stored(house) == []
    assert "no longer gets" in removed.content
    assert "no subscription yet" in removed.content
    assert labels(removed) == ["Undo"]
    undone = await press(house, removed, "Undo")
    assert await stored(house) == before
    assert undone.updated
    assert "gets 🌙 Moon again" in undone.content
    assert undone.embeds[0]["title"] == "1 subscription"
    menu = parts(undone)[0]
    assert [each["label"] for each in menu["options"]] == ["#space-news: 🌙 Moon · at once"]
    ada = house.sandbox.person("ada", "space-news")
    one = await ada.choose(undone, menu["custom_id"], menu["options"][0]["value"])
    assert labels(one)[-2:] == ["Remove", "Back"]


async def test_where_others_are_left_the_list_stays_after_a_removal_and_its_undo(
    house: House,
) -> None:
    await house.admin("subscribe", topic="moon")
    await house.admin("subscribe", topic="mars", channel="launches")
    removed = await press(house, await picked(house), "Remove")
    assert removed.embeds[0]["title"] == "1 subscription"
    assert labels(removed) == ["Undo"]
    undone = await press(house, removed, "Undo")
    assert undone.embeds[0]["title"] == "2 subscriptions"
    assert labels(undone) == []


async def test_what_has_ended_meanwhile_is_said_whatever_has_its_number(house: House) -> None:
    await house.admin("subscribe", topic="moon")
    panels = {label: await picked(house) for label in ("Pause", "Change", "Test", "Remove")}
    [moon] = await stored(house)
    await house.admin("unsubscribe", subscription=str(moon.id))
    await house.admin("subscribe", topic="mars")
    [mars] = before = await stored(house)
    assert mars.id == moon.id
    for label, panel in panels.items():
        assert "has ended" in (await press(house, panel, label)).content
    assert await stored(house) == before


async def test_one_that_asks_for_other_words_by_now_is_not_called_ended_alone(
    house: House,
) -> None:
    await house.admin("subscribe", query="moon")
    one = await picked(house)
    form = await press(house, one, "Change")
    ada = house.sandbox.person("ada", "space-news")
    assert "Changed" in (await ada.submit(form, {"query": "lander"})).content
    shown = await press(house, one, "Pause")
    assert "has ended, or was changed since" in shown.content
    assert "`lander`" in said(shown)


async def test_who_manages_the_server_no_more_can_do_nothing(house: House) -> None:
    await house.admin("subscribe", topic="moon")
    one, world = await picked(house), house.sandbox.world
    world.guild.members[world.user("ada").id].roles.clear()
    before = await stored(house)
    for label in ("Pause", "Test", "Remove", "Back"):
        assert "those who manage this server" in (await press(house, one, label)).content
    assert await stored(house) == before


async def test_one_that_leaves_nothing_to_another_is_marked(house: House) -> None:
    await house.admin("subscribe", topic="moon", pace="daily")
    await house.admin("subscribe", topic="all")
    shown = said(await house.admin("subscriptions"))
    assert "🌙 Moon · a daily digest at 08:00 (UTC) · 💤" in shown


async def test_a_panel_of_a_server_that_the_bot_knows_no_more_says_so(house: House) -> None:
    await house.admin("subscribe", topic="moon")
    one, before = await picked(house), await stored(house)
    connection, [guild] = house.bot._connection, house.bot.guilds
    connection._remove_guild(guild)
    for label in ("Pause", "Change", "Test", "Remove", "Back"):
        assert (await press(house, one, label)).content == say("answer.server_unknown")
    assert await stored(house) == before


async def test_who_may_not_write_in_a_channel_resumes_nothing_there(house: House) -> None:
    await house.admin("subscribe", topic="moon", channel="launches")
    paused = await press(house, await picked(house), "Pause")
    world, ada = house.sandbox.world, house.sandbox.world.user("ada")
    where = world.channel("launches")
    denied = bits(["send_messages"])
    where.overwrites[ada.id] = Overwrite(ada.id, OverwriteType.MEMBER, deny=denied)
    world.allow("launches", "view_channel")  # which also tells the bot of the channel as it is
    seen: Any = house.bot.get_channel(where.id)
    await until(lambda: len(seen.overwrites) == len(where.overwrites))
    assert "You need Send Messages" in (await press(house, paused, "Resume")).content
    [rests] = await stored(house)
    assert rests.paused_at


async def test_whom_the_server_lets_use_the_command_sees_the_list_and_changes_nothing(
    house: House,
) -> None:
    """In its settings Discord lets a server give a command to others than its default."""
    await house.admin("subscribe", topic="moon")
    for each in house.sandbox.world.registered[None].values():
        each["default_member_permissions"] = None
    shown, before = await house.member("subscriptions"), await stored(house)
    assert shown.embeds[0]["title"] == "1 subscription"
    menu = parts(shown)[0]
    mia = house.sandbox.person("mia", "space-news")
    chosen = await mia.choose(shown, menu["custom_id"], menu["options"][0]["value"])
    assert chosen.content == say("answer.for_admins")
    assert await stored(house) == before
