"""Roles that go, or change hands; channels that become others; threads that are closed."""

import discord
import pytest

from sandbox.models import ChannelType
from sandbox.server import Sandbox
from tests.sandbox.client import Bot
from tests.sandbox.conftest import Rest, Told

LOCKED = 160005


async def test_a_role_that_is_removed_is_nobodys(sandbox: Sandbox, bot: Bot) -> None:
    mia, role = sandbox.world.user("mia"), sandbox.world.role("launch-pings")
    assert mia.roles == [role.id]
    sandbox.world.remove_role("launch-pings")
    await bot.hears("GUILD_ROLE_DELETE")
    assert bot.guilds[0].get_role(role.id) is None
    assert mia.roles == []
    with pytest.raises(LookupError):
        sandbox.world.role("launch-pings")


async def test_a_removed_role_takes_its_say_in_channels_with_it(sandbox: Sandbox, bot: Bot) -> None:
    news = bot.text_channel("announcements")
    await news.send("still allowed")
    sandbox.world.remove_role("Downlink")
    with pytest.raises(discord.Forbidden):
        await news.send("not any more")


async def test_a_message_pings_no_role_that_is_gone(
    sandbox: Sandbox, rest: Rest, general: str
) -> None:
    role = sandbox.world.role("launch-pings")
    words = {"content": f"<@&{role.id}> liftoff"}
    _, before = await rest("POST", general, json=words)
    sandbox.world.remove_role(role)
    _, after = await rest("POST", general, json=words)
    assert (before["mention_roles"], after["mention_roles"]) == ([str(role.id)], [])


async def test_a_bot_hears_which_roles_it_has(sandbox: Sandbox, bot: Bot) -> None:
    role = sandbox.world.add_role("pilots", "manage_threads")
    sandbox.world.give_role(sandbox.world.bot, "pilots")
    await bot.hears("GUILD_MEMBER_UPDATE")
    assert bot.guilds[0].me.get_role(role.id)
    assert bot.guilds[0].me.guild_permissions.manage_threads
    bot.heard.clear()
    sandbox.world.take_role("Downlink", role)
    await bot.hears("GUILD_MEMBER_UPDATE")
    assert not bot.guilds[0].me.guild_permissions.manage_threads


async def test_a_bot_hears_nothing_of_the_roles_of_others(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.world.give_role("theo", "launch-pings")
    assert sandbox.world.user("theo").roles == [sandbox.world.role("launch-pings").id]
    sandbox.world.add_channel("later")
    await bot.hears("CHANNEL_CREATE")
    assert "GUILD_MEMBER_UPDATE" not in bot.heard


async def test_a_role_is_had_once(sandbox: Sandbox) -> None:
    for _ in range(2):
        sandbox.world.give_role("theo", "launch-pings")
    assert len(sandbox.world.user("theo").roles) == 1


async def test_a_role_opens_channels_with_their_threads(sandbox: Sandbox, told: Told) -> None:
    sandbox.world.deny("mission-log", "view_channel")
    sandbox.world.add_role("keys", "administrator")
    told.clear()
    sandbox.world.give_role("Downlink", "keys")
    assert [event for event, _ in told] == ["GUILD_MEMBER_UPDATE", "THREAD_LIST_SYNC"]


async def test_a_channel_becomes_an_announcement_channel_and_back(
    sandbox: Sandbox, bot: Bot
) -> None:
    general = bot.text_channel("general")
    message = await general.send("story")
    with pytest.raises(discord.HTTPException) as error:
        await message.publish()
    assert error.value.code == 50024
    sandbox.world.change_kind("general", ChannelType.ANNOUNCEMENT)
    await bot.hears("CHANNEL_UPDATE")
    assert bot.text_channel("general").is_news()
    await message.publish()
    bot.heard.clear()
    sandbox.world.change_kind("general", ChannelType.TEXT)
    await bot.hears("CHANNEL_UPDATE")
    assert not bot.text_channel("general").is_news()


async def test_a_thread_is_closed_by_moderators(sandbox: Sandbox, bot: Bot) -> None:
    message = await bot.text_channel("general").send("story")
    thread = await message.create_thread(name="Coverage")
    sandbox.world.archive(thread.id)
    await thread.send("opens it again")
    assert not sandbox.world.guild.threads[thread.id].archived
    sandbox.world.lock(thread.id)
    with pytest.raises(discord.HTTPException) as error:
        await thread.send("hello?")
    assert (error.value.status, error.value.code) == (400, LOCKED)
