"""Forum posts through the real client."""

from typing import Any

import discord
import pytest

from sandbox.models import ChannelFlag, Forum
from sandbox.server import Sandbox
from tests.sandbox.client import Bot
from tests.sandbox.conftest import Rest


def forum_of(bot: Bot) -> discord.ForumChannel:
    return bot.guilds[0].forums[0]


async def test_a_post_begins_with_a_message_of_its_id(sandbox: Sandbox, bot: Bot) -> None:
    forum = forum_of(bot)
    tag = forum.available_tags[0]
    embed = discord.Embed(title="Ice")
    made = await forum.create_thread(name="Moon", content="look", embed=embed, applied_tags=[tag])
    assert made.message.id == made.thread.id
    assert [one.name for one in made.thread.applied_tags] == ["Launch"]
    [first] = sandbox.world.messages(made.thread.id)
    assert (first["content"], first["embeds"][0]["title"]) == ("look", "Ice")
    assert sandbox.world.guild.threads[made.thread.id].message_count == 0
    assert sandbox.world.channel("mission-log").last_message_id == made.thread.id


async def test_a_post_tells_what_is_wrong_with_its_message(sandbox: Sandbox, rest: Rest) -> None:
    path = f"/channels/{sandbox.world.channel('mission-log').id}/threads"
    body = {"name": "Moon", "message": {"content": "x" * 2001}}
    _, answer = await rest("POST", path, json=body)
    assert list(answer["errors"]["message"]) == ["content"]
    _, answer = await rest("POST", path, json={"name": "Moon"})
    assert list(answer["errors"]) == ["message"]
    _, answer = await rest("POST", path, json={"name": "Moon", "message": {}})
    assert answer["code"] == 50006
    assert len(sandbox.world.guild.threads) == 1


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param(["1"], 10087, id="unknown"),
        pytest.param(["x"], 50035, id="no snowflake"),
        pytest.param(["1"] * 6, 50035, id="too many"),
        pytest.param("1", 50035, id="no list"),
        pytest.param([], 40067, id="none where one is required"),
        pytest.param(["Archive"], 50013, id="for moderators alone"),
    ],
)
async def test_only_fitting_tags_are_taken(
    sandbox: Sandbox, rest: Rest, tags: Any, expected: int
) -> None:
    forum = sandbox.world.channel("mission-log")
    assert isinstance(forum, Forum)
    forum.flags = ChannelFlag.REQUIRE_TAG
    ids = {tag.name: str(tag.id) for tag in forum.tags.values()}
    known = [ids.get(tag, tag) for tag in tags] if isinstance(tags, list) else tags
    body = {"name": "Moon", "message": {"content": "look"}, "applied_tags": known}
    _, answer = await rest("POST", f"/channels/{forum.id}/threads", json=body)
    assert answer["code"] == expected


async def test_tags_are_changed_in_forums_alone(sandbox: Sandbox, bot: Bot) -> None:
    made = await forum_of(bot).create_thread(name="Moon", content="look")
    changed = await made.thread.edit(applied_tags=forum_of(bot).available_tags[1:2])
    assert [one.name for one in changed.applied_tags] == ["Crew"]
    sent = await bot.text_channel("general").send("story")
    thread = await sent.create_thread(name="Coverage")
    with pytest.raises(discord.HTTPException) as error:
        await thread.edit(applied_tags=forum_of(bot).available_tags[1:2])
    assert (error.value.status, error.value.code) == (400, 50024)


async def test_a_forum_takes_no_messages_and_its_posts_no_threads(
    sandbox: Sandbox, rest: Rest
) -> None:
    forum = sandbox.world.channel("mission-log").id
    _, answer = await rest("POST", f"/channels/{forum}/messages", json={"content": "x"})
    assert answer["code"] == 50008
    post = next(iter(sandbox.world.guild.threads))
    path = f"/channels/{post}/messages/{post}/threads"
    _, answer = await rest("POST", path, json={"name": "x"})
    assert answer["code"] == 50024
