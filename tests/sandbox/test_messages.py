"""Messages through the real client: nonces, permissions, history, mentions."""

import discord
import pytest

from sandbox.people import members
from sandbox.server import Sandbox
from tests.sandbox.client import Bot, Clock
from tests.sandbox.conftest import Rest


def refused(error: pytest.ExceptionInfo[discord.HTTPException], status: int, code: int) -> bool:
    return (error.value.status, error.value.code) == (status, code)


async def test_a_message_is_in_the_channel_as_it_was_sent(
    sandbox: Sandbox, bot: Bot, clock: Clock
) -> None:
    embed = discord.Embed(title="Ice", url="https://example.org/ice", timestamp=clock())
    embed.set_image(url="https://example.org/ice.jpg").set_footer(text="Orbit").add_field(
        name="Where", value="Moon"
    )
    view = discord.ui.View()
    view.add_item(discord.ui.Button(label="Related", custom_id="related:1"))
    sent = await bot.text_channel("general").send("  News ", embed=embed, view=view)
    [message] = sandbox.world.messages("general")
    assert int(message["id"]) == sent.id
    assert sent.created_at == clock()
    assert message["content"] == "News"
    assert message["embeds"][0]["type"] == "rich"
    assert message["embeds"][0]["image"]["url"] == "https://example.org/ice.jpg"
    assert message["components"][0]["id"] == 1
    button = message["components"][0]["components"][0]
    assert (button["id"], button["custom_id"]) == (2, "related:1")
    assert sent.embeds[0].to_dict()["fields"] == message["embeds"][0]["fields"]


async def test_a_nonce_is_taken_once(sandbox: Sandbox, bot: Bot) -> None:
    general = bot.text_channel("general")
    first = await general.send("story", nonce="post-1")
    second = await general.send("story", nonce="post-1")
    third = await general.send("story", nonce="post-2")
    assert first.id == second.id != third.id
    assert [one["nonce"] for one in sandbox.world.messages("general")] == ["post-1", "post-2"]


@pytest.mark.parametrize("minutes", [pytest.param(4, id="young"), pytest.param(6, id="old")])
async def test_a_nonce_is_forgotten_after_minutes(
    sandbox: Sandbox, bot: Bot, clock: Clock, minutes: int
) -> None:
    general = bot.text_channel("general")
    await general.send("story", nonce="post-1")
    clock.pass_by(minutes=minutes)
    await general.send("story", nonce="post-1")
    assert len(sandbox.world.messages("general")) == (1 if minutes < 5 else 2)


async def test_forgotten_nonces_are_taken_again(sandbox: Sandbox, bot: Bot) -> None:
    await bot.text_channel("general").send("story", nonce="post-1")
    sandbox.world.forget_nonces()
    await bot.text_channel("general").send("story", nonce="post-1")
    assert len(sandbox.world.messages("general")) == 2


async def test_the_nonce_of_a_deleted_message_finds_no_message(sandbox: Sandbox, bot: Bot) -> None:
    sent = await bot.text_channel("general").send("story", nonce="post-1")
    sandbox.world.delete_message("general", sent.id)
    with pytest.raises(discord.NotFound) as error:
        await bot.text_channel("general").send("story", nonce="post-1")
    assert refused(error, 404, 10008)
    assert sandbox.world.messages("general") == []


async def test_a_nonce_not_enforced_repeats(sandbox: Sandbox, rest: Rest, general: str) -> None:
    for _ in range(2):
        status, _body = await rest("POST", general, json={"content": "x", "nonce": 7})
        assert status == 200
    assert len(sandbox.world.messages("general")) == 2


@pytest.mark.parametrize(
    ("channel", "denied", "code"),
    [
        pytest.param("general", "view_channel", 50001, id="cannot see"),
        pytest.param("general", "send_messages", 50013, id="cannot write"),
        pytest.param("staff-only", None, 50013, id="cannot write from the start"),
    ],
)
async def test_a_forbidden_message_is_refused(
    sandbox: Sandbox, bot: Bot, channel: str, denied: str | None, code: int
) -> None:
    if denied:
        sandbox.world.deny(channel, denied)
    with pytest.raises(discord.Forbidden) as error:
        await bot.text_channel(channel).send("story")
    assert refused(error, 403, code)
    assert sandbox.world.messages(channel) == []


async def test_what_was_denied_can_be_allowed_again(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.world.deny("general", "send_messages", "embed_links")
    sandbox.world.allow("general", "send_messages")
    await bot.text_channel("general").send("story")
    assert len(sandbox.world.messages("general")) == 1


async def test_without_embed_links_embeds_are_dropped(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.world.deny("general", "embed_links")
    general = bot.text_channel("general")
    sent = await general.send("story", embed=discord.Embed(title="Ice"))
    assert sent.embeds == []
    with pytest.raises(discord.HTTPException) as error:
        await general.send(embed=discord.Embed(title="Ice"))
    assert refused(error, 400, 50006)


async def test_a_removed_channel_is_unknown(sandbox: Sandbox, bot: Bot) -> None:
    general = bot.text_channel("general")
    sandbox.world.remove_channel("general")
    with pytest.raises(discord.NotFound) as error:
        await general.send("story")
    assert refused(error, 404, 10003)


async def test_history_is_paged_both_ways(sandbox: Sandbox, bot: Bot) -> None:
    general = bot.text_channel("general")
    sent = [await general.send(str(number)) for number in range(7)]

    async def told(**bounds: object) -> list[str]:
        return [one.content async for one in general.history(**bounds)]  # type: ignore[arg-type]

    assert await told(limit=3) == ["6", "5", "4"]
    assert await told(limit=2, before=sent[3]) == ["2", "1"]
    assert await told(limit=2, after=sent[3]) == ["4", "5"]
    assert await told(limit=3, around=sent[3]) == ["4", "3", "2"]
    assert await told(limit=None, oldest_first=True) == list("0123456")


async def test_history_needs_its_permission(sandbox: Sandbox, bot: Bot) -> None:
    general = bot.text_channel("general")
    sent = await general.send("story")
    sandbox.world.deny("general", "read_message_history")
    assert [one async for one in general.history()] == []
    with pytest.raises(discord.Forbidden) as error:
        await general.fetch_message(sent.id)
    assert refused(error, 403, 50013)


async def test_a_message_is_edited_and_deleted(sandbox: Sandbox, bot: Bot) -> None:
    sent = await bot.text_channel("general").send("story", embed=discord.Embed(title="Ice"))
    await sent.edit(content="corrected")
    [message] = sandbox.world.messages("general")
    assert message["content"] == "corrected"
    assert message["embeds"][0]["title"] == "Ice"
    assert message["edited_timestamp"]
    await sent.delete()
    assert sandbox.world.messages("general") == []
    with pytest.raises(discord.NotFound) as error:
        await sent.edit(content="again")
    assert refused(error, 404, 10008)


@pytest.mark.parametrize(
    ("allowed", "users", "roles", "everyone"),
    [
        pytest.param(None, 1, 1, False, id="left out: all that the bot may ping"),
        pytest.param({"parse": []}, 0, 0, False, id="none"),
        pytest.param({"parse": ["users", "everyone"]}, 1, 0, False, id="by kind"),
        pytest.param({"parse": [], "roles": ["ROLE"]}, 0, 1, False, id="one by one"),
    ],
)
async def test_only_allowed_mentions_ping(
    sandbox: Sandbox,
    rest: Rest,
    general: str,
    allowed: dict[str, list[str]] | None,
    users: int,
    roles: int,
    everyone: bool,
) -> None:
    pings, admins = sandbox.world.role("launch-pings").id, sandbox.world.role("admin").id
    if allowed and "roles" in allowed:
        allowed = {**allowed, "roles": [str(pings)]}
    content = f"@everyone <@{sandbox.world.user('mia').id}> <@&{pings}> <@&{admins}>"
    body = {"content": content} | ({"allowed_mentions": allowed} if allowed else {})
    _, message = await rest("POST", general, json=body)
    assert len(message["mentions"]) == users
    assert message["mention_roles"] == [str(pings)] * roles
    assert message["mention_everyone"] is everyone


async def test_who_may_mention_everyone_does(sandbox: Sandbox, rest: Rest, general: str) -> None:
    sandbox.world.allow("general", "mention_everyone")
    _, message = await rest("POST", general, json={"content": "@here"})
    assert message["mention_everyone"]


async def test_an_announcement_is_published_once(sandbox: Sandbox, bot: Bot) -> None:
    sent = await bot.text_channel("announcements").send("story")
    await sent.publish()
    [message] = sandbox.world.messages("announcements")
    assert message["flags"] == 1 << 0
    with pytest.raises(discord.HTTPException) as error:
        await sent.publish()
    assert refused(error, 400, 40033)


async def test_only_announcement_channels_publish(bot: Bot) -> None:
    sent = await bot.text_channel("general").send("story")
    with pytest.raises(discord.HTTPException) as error:
        await sent.publish()
    assert refused(error, 400, 50024)


async def test_to_publish_takes_the_right_to_write_and_for_others_to_manage(
    sandbox: Sandbox, bot: Bot, rest: Rest
) -> None:
    channel = sandbox.world.channel("announcements")
    theirs = members.say(sandbox.world, sandbox.world.user("ada"), channel, "Party!")
    path = f"/channels/{channel.id}/messages/{theirs['id']}/crosspost"
    assert (await rest("POST", path))[1]["code"] == 50013
    sandbox.world.allow(channel, "manage_messages")
    assert (await rest("POST", path))[0] == 200
    sent = await bot.text_channel("announcements").send("story")
    sandbox.world.deny(channel, "send_messages")
    with pytest.raises(discord.Forbidden) as error:
        await sent.publish()
    assert refused(error, 403, 50013)


async def test_what_discord_says_is_not_published(sandbox: Sandbox, bot: Bot) -> None:
    announcements = bot.text_channel("announcements")
    await (await announcements.send("story")).pin()
    notice = await anext(announcements.history())
    with pytest.raises(discord.Forbidden) as error:
        await notice.publish()
    assert refused(error, 403, 50021)


async def test_only_ones_own_messages_are_edited_or_deleted(
    sandbox: Sandbox, rest: Rest, general: str
) -> None:
    said = members.say(
        sandbox.world, sandbox.world.user("mia"), sandbox.world.channel("general"), "Hi"
    )
    path = f"{general}/{said['id']}"
    assert (await rest("PATCH", path, json={"content": "x"}))[1]["code"] == 50005
    assert (await rest("DELETE", path))[1]["code"] == 50013
    assert sandbox.world.messages("general") == [said]
