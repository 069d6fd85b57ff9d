"""What stands beneath the answers of /subscribe and /unsubscribe: Post these now, Change, Undo."""

from typing import Any

import pytest

from news.models import Pace, Style
from pipeline import subscribing
from sandbox.models import Overwrite, OverwriteType
from sandbox.people.person import Answer
from sandbox.world.permissions import bits
from tests import feeds
from tests.cogs.test_subscriptions import stored, until
from tests.house import House, Start

MOONS = [f"Lander number {each} touches down on the Moon" for each in range(4, 0, -1)]
"""The newest first."""


def buttons(answer: Answer) -> dict[str, str]:
    """Label -> custom id."""
    rows = answer.message.get("components", [])
    return {each["label"]: each["custom_id"] for row in rows for each in row["components"]}


async def press(house: House, answer: Answer, label: str, name: str = "ada") -> Answer:
    person = house.sandbox.person(name, "space-news")
    return await person.press(answer, buttons(answer)[label])


async def fill_in(house: House, answer: Answer, **values: Any) -> Answer:
    form = await press(house, answer, "Change")
    return await house.sandbox.person("ada", "space-news").submit(form, values)


@pytest.fixture
async def stocked(house: House) -> House:
    """With stories that nobody was subscribed to when they came."""
    house.feeds.publish("/orbit", feeds.rss(MOONS))
    await house.read()
    return house


async def test_the_newest_are_posted_at_once_and_once(stocked: House) -> None:
    answer = await stocked.admin("subscribe", topic="moon", pace="daily")
    assert [*buttons(answer)] == ["Post these now", "Change", "Undo"]
    assert all(len(each) <= 100 for each in buttons(answer).values())
    pressed = await press(stocked, answer, "Post these now")
    assert "3 stories are on their way to <#" in pressed.content
    assert pressed.ephemeral
    await stocked.tell()
    assert stocked.titles() == MOONS[2::-1]
    again = await press(stocked, answer, "Post these now")
    assert "has these stories already" in again.content
    await stocked.tell()
    assert stocked.titles() == MOONS[2::-1]


async def test_the_source_that_is_followed_stands_first_in_all_that_is_shown(house: House) -> None:
    other = "Tidewatch weather satellite launches on the Osprey rocket"
    house.feeds.publish("/orbit", feeds.rss(["Osprey rocket launches Tidewatch weather satellite"]))
    await house.read()
    house.feeds.publish("/perigee", feeds.rss([other], "https://perigee.example"))
    await house.read()
    answer = await house.admin("subscribe", source="perigee", query="tidewatch")
    assert f"[{other}](https://perigee.example/" in str(answer.embeds)
    latest = await house.member("news latest", source="perigee")
    assert f"[{other}](https://perigee.example/" in str(latest.embeds)
    await press(house, answer, "Post these now")
    await house.tell()
    assert house.titles() == [other]


async def test_a_subscription_that_has_ended_posts_and_changes_nothing(stocked: House) -> None:
    answer = await stocked.admin("subscribe", topic="moon")
    await stocked.admin("unsubscribe", subscription="moon")
    # Its number is another one's now.
    await stocked.admin("subscribe", topic="all", channel="launches")
    for label in ("Post these now", "Change"):
        pressed = await press(stocked, answer, label)
        assert pressed.content.startswith("This subscription has ended, or was changed")
    await stocked.tell()
    assert stocked.titles() == stocked.titles("launches") == []


async def test_a_form_shows_what_is_and_changes_it(house: House) -> None:
    role = house.sandbox.world.role("launch-pings")
    answer = await house.admin(
        "subscribe", topic="moon", query="lander", mention=role, style="compact", max_per_hour=5
    )
    [before] = await stored(house)
    same = await fill_in(house, answer)
    assert "already" in same.content
    done = await fill_in(
        house,
        answer,
        query="lander OR rover",
        pace=["daily"],
        extras=["silent"],
        mention=[],
        max_per_hour="",
    )
    assert done.content.startswith("Changed: <#")
    assert "🌙 Moon with `lander OR rover`" in done.content
    assert "a daily digest at 08:00 (UTC), silently" in done.content
    [now] = await stored(house)
    assert (now.id, now.pace, now.style, now.silent) == (before.id, Pace.DAILY, Style.CARD, True)
    undone = await press(house, done, "Undo")
    assert undone.content.startswith("Undone: <#")
    assert "at once, one line each" in undone.content
    assert buttons(undone) == {}
    assert await stored(house) == [before]


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        pytest.param({"query": '"lander'}, "never closed", id="a query"),
        pytest.param({"max_per_hour": "0"}, "from 1 to 60", id="a number"),
        pytest.param({"max_per_hour": "x"}, "from 1 to 60", id="no number"),
        pytest.param({"extras": ["publish"]}, "Only messages in announcement", id="publish"),
        pytest.param({"extras": ["compact"], "pace": ["weekly"]}, "look of its own", id="style"),
        pytest.param({"pace": ["daily"], "max_per_hour": "3"}, "no more often", id="budget"),
    ],
)
async def test_a_form_is_refused_what_the_command_is(
    house: House, filled: dict[str, Any], sentence: str
) -> None:
    answer = await house.admin("subscribe", topic="moon")
    before = await stored(house)
    assert sentence in (await fill_in(house, answer, **filled)).content
    assert await stored(house) == before


def entries(form: Answer) -> dict[str, Any]:
    """What stands in the fields of a form, by their ids."""
    assert form.modal
    return {
        each["custom_id"]: each.get("value")
        or [one["value"] for one in each.get("options", []) if one.get("default")]
        or [one["id"] for one in each.get("default_values", [])]
        for each in (label["component"] for label in form.modal["components"])
    }


@pytest.mark.parametrize("wrong", [{"query": "sat OR"}, {"max_per_hour": "99"}])
async def test_what_was_filled_in_wrongly_is_gone_on_from(
    house: House, wrong: dict[str, str]
) -> None:
    answer = await house.admin("subscribe", topic="moon")
    role = str(house.sandbox.world.role("launch-pings").id)
    right = {"query": "lander", "extras": ["compact"], "mention": [role]}
    right |= {"pace": ["instant"], "max_per_hour": "9"}
    refused = await fill_in(house, answer, **right | wrong)
    assert [*buttons(refused)] == ["Change again"]
    assert refused.ephemeral
    form = await press(house, refused, "Change again")
    assert entries(form) == right | wrong
    ada = house.sandbox.person("ada", "space-news")
    done = await ada.submit(form, {each: right[each] for each in wrong})
    assert done.content.startswith("Changed: <#")
    [now] = await stored(house)
    assert (now.query, now.style) == ("lander", Style.COMPACT)
    assert (str(now.mention), now.max_per_hour) == (role, 9)


async def test_what_was_filled_in_while_we_failed_is_gone_on_from(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await house.admin("subscribe", topic="moon")
    with monkeypatch.context() as patched:
        patched.setattr(subscribing, "change", None)
        failed = await fill_in(house, answer, query="lander")
    assert "wrong on our side" in failed.content
    assert entries(await press(house, failed, "Change again"))["query"] == "lander"


async def test_after_a_restart_a_form_opens_again_as_the_subscription_stands(start: Start) -> None:
    async with start() as house:
        await house.read()
        answer = await house.admin("subscribe", topic="moon", query="lander")
        refused = await fill_in(house, answer, query="sat OR")
    async with start() as house:
        assert entries(await press(house, refused, "Change again"))["query"] == "lander"


async def test_once_it_is_taken_the_form_opens_as_the_subscription_stands(house: House) -> None:
    answer = await house.admin("subscribe", topic="moon")
    refused = await fill_in(house, answer, max_per_hour="99", extras=["silent"])
    await fill_in(house, answer, max_per_hour="9", extras=["compact"])
    form = entries(await press(house, refused, "Change again"))
    assert (form["max_per_hour"], form["extras"]) == ("9", ["compact"])


async def test_a_query_alone_cannot_be_emptied(house: House) -> None:
    answer = await house.admin("subscribe", query="lander")
    assert "at least one word" in (await fill_in(house, answer, query="")).content


async def test_whoever_has_lost_the_right_gets_one_sentence(stocked: House) -> None:
    answer = await stocked.admin("subscribe", topic="moon", channel="launches")
    ended = await stocked.admin("unsubscribe", subscription="moon")
    await press(stocked, ended, "Undo")
    form, before = await press(stocked, answer, "Change"), await stored(stocked)
    stocked.sandbox.world.take_role("ada", "admin")
    pressed = [await press(stocked, answer, each) for each in buttons(answer)]
    ada = stocked.sandbox.person("ada", "space-news")
    for refused in (*pressed, await ada.submit(form, {"pace": ["daily"]})):
        assert refused.content.startswith("This is for those who manage this server")
        assert refused.ephemeral
    assert await stored(stocked) == before
    await stocked.tell()
    assert stocked.titles("launches") == []


async def test_the_bot_lends_nobody_its_rights(stocked: House) -> None:
    world, name = stocked.sandbox.world, "launches"
    answer = await stocked.admin("subscribe", topic="moon", channel=name)
    changed = await stocked.admin("subscribe", topic="moon", channel=name, silent=True)
    where, ada = world.channel(name), world.user("ada")
    denied = bits(["send_messages"])
    where.overwrites[ada.id] = Overwrite(ada.id, OverwriteType.MEMBER, deny=denied)
    world.allow(name, "view_channel")  # which also tells the bot of the channel as it is
    seen: Any = stocked.bot.guilds[0].get_channel(where.id)
    await until(lambda: len(seen.overwrites) == len(where.overwrites))
    for label, shown in (("Post these now", answer), ("Change", answer), ("Undo", changed)):
        pressed = await press(stocked, shown, label)
        assert "You need Send Messages in" in pressed.content


async def test_a_form_that_was_open_while_the_bot_was_started_anew_is_taken(start: Start) -> None:
    async with start() as house:
        await house.read()
        answer = await house.admin("subscribe", topic="moon")
        form = await press(house, answer, "Change")
    async with start() as house:
        ada = house.sandbox.person("ada", "space-news")
        changed = await ada.submit(form, {"pace": ["weekly"]})
        assert changed.content.startswith("Changed")
        [made] = await stored(house)
        assert made.pace is Pace.WEEKLY
        assert "as before: at once" in (await press(house, changed, "Undo")).content
        assert "next digest" not in (await press(house, answer, "Undo")).content


async def test_an_ended_subscription_comes_back_with_what_waited(house: House) -> None:
    await house.admin("subscribe", topic="moon", pace="daily", silent=True)
    [before] = await stored(house)
    house.feeds.publish("/orbit", feeds.rss(MOONS))
    await house.read()
    ended = await house.admin("unsubscribe", subscription="Mon")
    assert ended.content.startswith("Done: <#")
    assert await stored(house) == []
    undone = await press(house, ended, "Undo")
    assert "again: a daily digest at 08:00 (UTC), silently" in undone.content
    assert await stored(house) == [before]
    house.clock.move(days=1)
    await house.tell()
    [digest] = house.sandbox.world.messages("space-news")
    assert all(each in digest["embeds"][0]["description"] for each in MOONS)


async def test_a_new_one_is_undone(house: House) -> None:
    answer = await house.admin("subscribe", topic="moon")
    undone = await press(house, answer, "Undo")
    assert (undone.updated, undone.embeds) == (True, [])
    assert "does not get 🌙 Moon after all" in undone.content
    assert await stored(house) == []


async def test_what_comes_already_is_said(house: House) -> None:
    await house.admin("subscribe", topic="moon", pace="hourly")
    silences = await house.admin("subscribe", topic="all")
    assert "nothing is left to post for 🌙 Moon (a digest every hour)" in silences.content
    idle = await house.admin("subscribe", topic="mars", pace="daily")
    assert idle.content.startswith("Saved: 🔴 Mars for <#")
    assert "by its subscription to everything (at once)" in idle.content
    assert "next digest" not in idle.content
    nearly = await house.admin("subscribe", source="orbit", pace="daily")
    assert "gets what is about space of it already by" in nearly.content
    assert "next digest" in nearly.content


async def test_where_the_channel_is_gone_nothing_comes_back(house: House) -> None:
    await house.admin("subscribe", topic="moon", channel="launches")
    ended = await house.admin("unsubscribe", subscription="moon")
    world, guild = house.sandbox.world, house.bot.guilds[0]
    gone = world.channel("launches")
    world.remove_channel(gone)
    await until(lambda: guild.get_channel(gone.id) is None)
    assert "This channel is gone" in (await press(house, ended, "Undo")).content
    assert await stored(house) == []
