"""The tags that a forum has, as admins and bots make them."""

from typing import Any

import discord
import pytest

from sandbox.models import ChannelType, Forum
from sandbox.server import Sandbox
from tests.sandbox.client import Bot
from tests.sandbox.conftest import Rest
from tests.sandbox.test_forums import forum_of


def names(sandbox: Sandbox, forum: str = "mission-log") -> list[str]:
    where = sandbox.world.channel(forum)
    assert isinstance(where, Forum)
    return [tag.name for tag in where.tags.values()]


async def test_a_bot_that_manages_channels_makes_tags(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.world.allow("mission-log", "manage_channels")
    await bot.hears("CHANNEL_UPDATE")
    bot.heard.clear()
    before = names(sandbox)
    tag = await forum_of(bot).create_tag(name="Mars", emoji=discord.PartialEmoji(name="🔴"))
    assert names(sandbox) == [*before, "Mars"]
    await bot.hears("CHANNEL_UPDATE")
    known = forum_of(bot).get_tag(tag.id)
    assert known is not None
    assert (known.name, str(known.emoji)) == ("Mars", "🔴")
    made = await forum_of(bot).create_thread(name="Dust", content="look", applied_tags=[known])
    assert [one.name for one in made.thread.applied_tags] == ["Mars"]


async def test_to_make_tags_takes_a_permission(bot: Bot) -> None:
    with pytest.raises(discord.Forbidden) as error:
        await forum_of(bot).create_tag(name="Mars")
    assert error.value.code == 50013


async def test_a_tag_that_goes_is_taken_from_its_posts(
    sandbox: Sandbox, rest: Rest, bot: Bot
) -> None:
    sandbox.world.allow("mission-log", "manage_channels")
    crew = [tag for tag in forum_of(bot).available_tags if tag.name == "Crew"]
    made = await forum_of(bot).create_thread(name="Moon", content="look", applied_tags=crew)
    kept = [tag.to_dict() for tag in forum_of(bot).available_tags if tag.name != "Crew"]
    path = f"/channels/{forum_of(bot).id}"
    status, answer = await rest("PATCH", path, json={"available_tags": kept})
    assert status == 200
    assert [tag["name"] for tag in answer["available_tags"]] == ["Launch", "Science", "Archive"]
    assert [tag["id"] for tag in answer["available_tags"]] == [str(tag["id"]) for tag in kept]
    assert sandbox.world.guild.threads[made.thread.id].applied_tags == []


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param([{"name": str(one)} for one in range(21)], 50035, id="too many"),
        pytest.param([{"name": "x" * 21}], 50035, id="long name"),
        pytest.param([{"name": " "}], 50035, id="no name"),
        pytest.param([{"name": "Mars", "moderated": "yes"}], 50035, id="moderated"),
        pytest.param([{"name": "Mars", "id": "no"}], 50035, id="no snowflake"),
        pytest.param("Mars", 50035, id="no list"),
        pytest.param([{"name": "Mars"}, {"name": "Mars"}], 40061, id="one name twice"),
        pytest.param([{"name": "Mars", "id": "1"}], 10087, id="of no tag"),
    ],
)
async def test_what_a_tag_cannot_be_is_refused(
    sandbox: Sandbox, rest: Rest, tags: Any, expected: int
) -> None:
    forum = sandbox.world.channel("mission-log")
    sandbox.world.allow(forum, "manage_channels")
    before = names(sandbox)
    status, answer = await rest("PATCH", f"/channels/{forum.id}", json={"available_tags": tags})
    assert (status < 500, answer["code"]) == (True, expected)
    assert names(sandbox) == before


async def test_a_forum_can_have_twenty_tags(sandbox: Sandbox, rest: Rest) -> None:
    forum = sandbox.world.add_channel("wide", ChannelType.FORUM)
    sandbox.world.allow(forum, "manage_channels")
    tags = [{"name": f"tag {number:>15}"} for number in range(20)]
    status, _ = await rest("PATCH", f"/channels/{forum.id}", json={"available_tags": tags})
    assert (status, len(names(sandbox, "wide"))) == (200, 20)


async def test_where_a_tag_is_required_one_is_left_for_everybody(
    sandbox: Sandbox, rest: Rest
) -> None:
    forum = sandbox.world.add_channel("strict", ChannelType.FORUM, tags=["Mars"], tag_required=True)
    sandbox.world.allow(forum, "manage_channels")
    closed = {"available_tags": [{"name": "Staff", "moderated": True}]}
    _, answer = await rest("PATCH", f"/channels/{forum.id}", json=closed)
    assert answer["code"] == 40066


async def test_nothing_else_of_a_forum_is_changed(sandbox: Sandbox, rest: Rest) -> None:
    forum = sandbox.world.channel("mission-log")
    sandbox.world.allow(forum, "manage_channels")
    status, _ = await rest("PATCH", f"/channels/{forum.id}", json={"name": "x"})
    assert status == 501


async def test_a_bot_hears_that_a_forum_wants_tags_now(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.world.require_tag("mission-log")
    await bot.hears("CHANNEL_UPDATE")
    assert forum_of(bot).flags.require_tag
    with pytest.raises(discord.HTTPException) as error:
        await forum_of(bot).create_thread(name="Moon", content="look")
    assert error.value.code == 40067
    sandbox.world.require_tag("mission-log", required=False)
    await forum_of(bot).create_thread(name="Moon", content="look")


async def test_a_new_forum_has_the_tags_that_it_is_made_with(sandbox: Sandbox, bot: Bot) -> None:
    made = sandbox.world.add_channel(
        "topics", ChannelType.FORUM, tags=["Launches", "Mars"], tag_required=True
    )
    await bot.hears("CHANNEL_CREATE")
    forum = bot.get_channel(made.id)
    assert isinstance(forum, discord.ForumChannel)
    assert [tag.name for tag in forum.available_tags] == ["Launches", "Mars"]
    assert forum.flags.require_tag
