"""Pins through the real client, and by the older paths."""

import discord
import pytest

from sandbox.rules import pins
from sandbox.server import Sandbox
from tests.sandbox.client import Bot, Clock
from tests.sandbox.conftest import Rest, Told


async def test_a_pin_is_said_in_the_channel(sandbox: Sandbox, bot: Bot, clock: Clock) -> None:
    general = bot.text_channel("general")
    sent = await general.send("story")
    await sent.pin()
    [pinned] = [one async for one in general.pins()]
    assert (pinned.id, pinned.pinned_at) == (sent.id, clock())
    message, notice = sandbox.world.messages("general")
    assert message["pinned"]
    assert notice["type"] == 6
    assert notice["message_reference"]["message_id"] == str(sent.id)


async def test_pinned_twice_is_pinned_once(sandbox: Sandbox, bot: Bot) -> None:
    sent = await bot.text_channel("general").send("story")
    await sent.pin()
    await sent.pin()
    assert len(sandbox.world.messages("general")) == 2


async def test_an_unpinned_message_is_as_before(sandbox: Sandbox, bot: Bot) -> None:
    general = bot.text_channel("general")
    sent = await general.send("story")
    await sent.pin()
    await sent.unpin()
    assert [one async for one in general.pins()] == []
    assert not sandbox.world.messages("general")[0]["pinned"]


async def test_a_deleted_message_is_pinned_no_more(bot: Bot) -> None:
    general = bot.text_channel("general")
    sent = await general.send("story")
    await sent.pin()
    await sent.delete()
    assert [one async for one in general.pins()] == []


async def test_pins_are_paged_newest_first(bot: Bot, clock: Clock) -> None:
    general = bot.text_channel("general")
    for number in range(52):
        await (await general.send(str(number))).pin()
        clock.pass_by(minutes=1)
    contents = [one.content async for one in general.pins(limit=None)]
    assert contents == [str(number) for number in reversed(range(52))]


async def test_it_takes_a_permission_to_pin(sandbox: Sandbox, bot: Bot) -> None:
    sent = await bot.text_channel("general").send("story")
    sandbox.world.deny("general", "pin_messages")
    for change in (sent.pin(), sent.unpin()):
        with pytest.raises(discord.Forbidden) as error:
            await change
        assert error.value.code == 50013


async def test_without_the_history_no_pins_are_listed(sandbox: Sandbox, bot: Bot) -> None:
    general = bot.text_channel("general")
    await (await general.send("story")).pin()
    sandbox.world.deny("general", "read_message_history")
    assert [one async for one in general.pins()] == []


async def test_a_channel_has_only_so_many_pins(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "MOST_PINS", 1)
    general = bot.text_channel("general")
    await (await general.send("first")).pin()
    second = await general.send("second")
    with pytest.raises(discord.HTTPException) as error:
        await second.pin()
    assert (error.value.status, error.value.code) == (400, 30003)


async def test_what_discord_says_is_not_pinned(bot: Bot) -> None:
    general = bot.text_channel("general")
    await (await general.send("story")).pin()
    notice = await anext(general.history())
    with pytest.raises(discord.Forbidden) as error:
        await notice.pin()
    assert error.value.code == 50021


async def test_the_bot_hears_when_pins_change(sandbox: Sandbox, bot: Bot, told: Told) -> None:
    sent = await bot.text_channel("general").send("story")
    await sent.pin()
    await sent.unpin()
    await bot.hears("CHANNEL_PINS_UPDATE")
    told_of = [data["last_pin_timestamp"] for event, data in told if "PINS" in event]
    assert told_of == [sandbox.world.clock().isoformat(), None]


async def test_the_older_paths_still_work(rest: Rest, general: str) -> None:
    _, message = await rest("POST", general, json={"content": "story"})
    older = general.replace("/messages", "/pins")
    assert (await rest("PUT", f"{older}/{message['id']}"))[0] == 204
    _, pinned = await rest("GET", older)
    assert [one["id"] for one in pinned] == [message["id"]]
    assert (await rest("DELETE", f"{older}/{message['id']}"))[0] == 204
    assert (await rest("GET", older))[1] == []


@pytest.mark.parametrize("query", ["limit=51", "limit=x", "before=yesterday"])
async def test_a_list_asked_for_wrongly_is_refused(rest: Rest, general: str, query: str) -> None:
    status, answer = await rest("GET", f"{general}/pins?{query}")
    assert (status, answer["code"]) == (400, 50035)
