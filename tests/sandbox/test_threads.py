"""Threads through the real client."""

import discord
import pytest

from sandbox.models import Json, Thread
from sandbox.server import Sandbox
from tests.sandbox.client import Bot, Clock
from tests.sandbox.conftest import Rest

ARCHIVED, LOCKED, ALREADY = 50083, 160005, 160004


def code(error: pytest.ExceptionInfo[discord.HTTPException]) -> tuple[int, int]:
    return error.value.status, error.value.code


def thread_of(sandbox: Sandbox, thread_id: int) -> Thread:
    return sandbox.world.guild.threads[thread_id]


async def begun(bot: Bot, name: str = "Coverage") -> tuple[discord.Message, discord.Thread]:
    message = await bot.text_channel("general").send("story")
    return message, await message.create_thread(name=name)


async def test_a_thread_begins_with_the_message_it_was_begun_from(
    sandbox: Sandbox, bot: Bot
) -> None:
    message, thread = await begun(bot)
    assert thread.id == message.id
    assert (thread.parent_id, thread.owner_id) == (message.channel.id, sandbox.world.bot.id)
    [starter] = sandbox.world.messages(thread.id)
    assert starter["type"] == 21
    assert starter["referenced_message"]["content"] == "story"
    fetched = await message.channel.fetch_message(message.id)
    assert fetched.flags.has_thread
    [shown] = sandbox.world.messages("general")
    assert shown["thread"]["name"] == "Coverage"


async def test_a_message_has_one_thread(bot: Bot) -> None:
    message, _thread = await begun(bot)
    with pytest.raises(discord.HTTPException) as error:
        await message.create_thread(name="Again")
    assert code(error) == (400, ALREADY)


async def test_a_thread_is_written_in_like_a_channel(sandbox: Sandbox, bot: Bot) -> None:
    _, thread = await begun(bot)
    sent = await thread.send("more", nonce="post-1")
    assert (await thread.send("more", nonce="post-1")).id == sent.id
    await sent.edit(content="much more")
    assert [one.content async for one in thread.history(limit=1)] == ["much more"]
    assert thread_of(sandbox, thread.id).message_count == 1
    await sent.delete()
    counted = thread_of(sandbox, thread.id)
    assert (counted.message_count, counted.total_message_sent) == (0, 1)


async def test_a_message_shows_how_its_thread_grows(sandbox: Sandbox, bot: Bot) -> None:
    _, thread = await begun(bot)
    await thread.send("more")
    [message] = sandbox.world.messages("general")
    assert message["thread"]["message_count"] == 1


async def test_a_starter_shows_the_message_as_it_is_now(sandbox: Sandbox, bot: Bot) -> None:
    message, thread = await begun(bot)
    await message.edit(content="corrected")
    [starter] = sandbox.world.messages(thread.id)
    assert starter["referenced_message"]["content"] == "corrected"
    await message.delete()
    [starter] = sandbox.world.messages(thread.id)
    assert starter["referenced_message"] is None


async def test_what_a_thread_began_with_is_not_deleted_alone(sandbox: Sandbox, bot: Bot) -> None:
    _, thread = await begun(bot)
    [starter] = [one async for one in thread.history()]
    with pytest.raises(discord.Forbidden) as error:
        await starter.delete()
    assert code(error) == (403, 50021)


async def test_a_thread_of_no_message_is_announced_in_its_channel(
    sandbox: Sandbox, bot: Bot
) -> None:
    general = bot.text_channel("general")
    thread = await general.create_thread(name="Talk", type=discord.ChannelType.public_thread)
    [notice] = [one async for one in general.history()]
    assert notice.type is discord.MessageType.thread_created
    assert notice.content == "Talk"
    assert sandbox.world.messages(thread.id) == []


async def test_private_threads_are_not_built(bot: Bot) -> None:
    with pytest.raises(discord.HTTPException) as error:
        await bot.text_channel("general").create_thread(name="Secret")
    assert error.value.status == 501


async def test_a_thread_of_an_announcement_channel_has_a_type_of_its_own(bot: Bot) -> None:
    message = await bot.text_channel("announcements").send("story")
    thread = await message.create_thread(name="Coverage")
    assert thread.type is discord.ChannelType.news_thread


@pytest.mark.parametrize(
    ("body", "field"),
    [
        pytest.param({}, "name", id="no name"),
        pytest.param({"name": " "}, "name", id="empty name"),
        pytest.param({"name": "x" * 101}, "name", id="long name"),
        pytest.param(
            {"name": "x", "auto_archive_duration": 61}, "auto_archive_duration", id="archive after"
        ),
        pytest.param({"name": "x", "rate_limit_per_user": 21601}, "rate_limit_per_user", id="slow"),
    ],
)
async def test_what_a_thread_cannot_be_is_refused_by_field(
    rest: Rest, general: str, body: Json, field: str
) -> None:
    _, message = await rest("POST", general, json={"content": "story"})
    status, answer = await rest("POST", f"{general}/{message['id']}/threads", json=body)
    assert (status, answer["code"], list(answer["errors"])) == (400, 50035, [field])


async def test_it_takes_a_permission_to_begin_a_thread(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.world.deny("general", "create_public_threads")
    with pytest.raises(discord.Forbidden) as error:
        await begun(bot)
    assert code(error) == (403, 50013)


async def test_in_threads_their_own_permission_to_write_counts(sandbox: Sandbox, bot: Bot) -> None:
    _, thread = await begun(bot)
    sandbox.world.deny("general", "send_messages")
    await thread.send("still here")
    sandbox.world.deny("general", "send_messages_in_threads")
    with pytest.raises(discord.Forbidden) as error:
        await thread.send("not any more")
    assert code(error) == (403, 50013)


async def test_its_owner_names_and_archives_a_thread(
    sandbox: Sandbox, bot: Bot, clock: Clock
) -> None:
    _, thread = await begun(bot)
    clock.pass_by(hours=1)
    changed = await thread.edit(name="Done", auto_archive_duration=60, archived=True)
    assert (changed.name, changed.archived) == ("Done", True)
    assert changed.archive_timestamp == clock()
    [message] = sandbox.world.messages("general")
    assert message["thread"]["thread_metadata"]["archived"]


async def test_to_lock_a_thread_takes_manage_threads(sandbox: Sandbox, bot: Bot) -> None:
    _, thread = await begun(bot)
    with pytest.raises(discord.Forbidden):
        await thread.edit(locked=True)
    sandbox.world.allow("general", "manage_threads")
    assert (await thread.edit(locked=True)).locked


async def test_to_write_opens_an_archived_thread_again(sandbox: Sandbox, bot: Bot) -> None:
    _, thread = await begun(bot)
    await thread.edit(archived=True)
    await thread.send("one more thing")
    assert not thread_of(sandbox, thread.id).archived


async def test_nothing_in_an_archived_thread_is_changed(bot: Bot) -> None:
    _, thread = await begun(bot)
    sent = await thread.send("more")
    await thread.edit(archived=True)
    for change in (thread.edit(name="x"), sent.edit(content="x"), sent.delete(), thread.join()):
        with pytest.raises(discord.HTTPException) as error:
            await change
        assert code(error) == (400, ARCHIVED)


@pytest.mark.parametrize(
    ("archived", "expected"),
    [pytest.param(True, ARCHIVED, id="archived"), pytest.param(False, LOCKED, id="open")],
)
async def test_a_locked_thread_is_closed_to_its_owner(
    sandbox: Sandbox, bot: Bot, archived: bool, expected: int
) -> None:
    _, thread = await begun(bot)
    sandbox.world.threads.change(thread_of(sandbox, thread.id), locked=True, archived=archived)
    with pytest.raises(discord.HTTPException) as error:
        await thread.send("hello?")
    assert code(error) == (400, expected)
    sandbox.world.allow("general", "manage_threads")
    await thread.send("hello!")


async def test_a_thread_is_deleted_by_who_manages_threads(sandbox: Sandbox, bot: Bot) -> None:
    message, thread = await begun(bot)
    with pytest.raises(discord.Forbidden):
        await thread.delete()
    sandbox.world.allow("general", "manage_threads")
    await thread.delete()
    assert thread.id not in sandbox.world.guild.threads
    fetched = await message.channel.fetch_message(message.id)
    assert not fetched.flags.has_thread
    assert fetched.thread is None


async def test_channels_are_not_changed_as_threads_are(rest: Rest, general: str) -> None:
    channel = general.removesuffix("/messages")
    for method, body in (("PATCH", {"name": "x"}), ("DELETE", None)):
        status, _ = await rest(method, channel, json=body)
        assert status == 501


async def test_a_channel_takes_its_threads_with_it(sandbox: Sandbox, bot: Bot) -> None:
    _, thread = await begun(bot)
    sandbox.world.remove_channel("general")
    with pytest.raises(discord.NotFound) as error:
        await thread.send("anybody?")
    assert code(error) == (404, 10003)


async def test_active_threads_are_listed_where_the_bot_sees_them(
    sandbox: Sandbox, bot: Bot
) -> None:
    _, thread = await begun(bot)
    names = [one.name for one in await bot.guilds[0].active_threads()]
    assert names == ["Coverage", "Seen from the garden: station passes"]
    sandbox.world.deny("mission-log", "view_channel")
    assert [one.id for one in await bot.guilds[0].active_threads()] == [thread.id]


async def test_archived_threads_are_listed_last_archived_first(bot: Bot, clock: Clock) -> None:
    general = bot.text_channel("general")
    for name in ("first", "second", "third", "open"):
        _, thread = await begun(bot, name)
        clock.pass_by(minutes=1)
        if name != "open":
            await thread.edit(archived=True)
    assert [one.name async for one in general.archived_threads()] == ["third", "second", "first"]
    paged = [one.name async for one in general.archived_threads(limit=1)]
    assert paged == ["third"]


async def test_a_bot_follows_and_leaves_a_thread(sandbox: Sandbox, bot: Bot) -> None:
    post = next(iter(sandbox.world.guild.threads))
    thread = bot.guilds[0].get_thread(post)
    assert thread is not None
    await thread.join()
    await bot.hears("THREAD_MEMBERS_UPDATE")
    assert sandbox.world.bot.id in thread_of(sandbox, post).members
    fetched = await bot.fetch_channel(post)
    assert isinstance(fetched, discord.Thread)
    assert fetched.me is not None
    await thread.leave()
    assert sandbox.world.bot.id not in thread_of(sandbox, post).members


async def test_who_follows_a_thread_is_told_by_one(sandbox: Sandbox, bot: Bot) -> None:
    post = next(iter(sandbox.world.guild.threads))
    thread = bot.guilds[0].get_thread(post)
    assert thread is not None
    follower = next(iter(thread_of(sandbox, post).members))
    assert (await thread.fetch_member(follower)).id == follower
    with pytest.raises(discord.NotFound, match="10007"):
        await thread.fetch_member(1)
