"""Posts in a forum: exactly one for each story, under tags that suit it."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import discord
import pytest

from cogs import forums
from news.errors import ChannelForbidden, ChannelGone, MessageDeleted, PostRefused, SendFailed
from news.models import Place, PostKind
from sandbox.faults import What
from sandbox.models import ChannelFlag, Forum, Tag, Thread
from tests import feeds
from tests.cogs.sending import CARD, Sender
from tests.house import House

OLD = "Lander touches down on the Moon"
THREADS = r"/channels/\d+/threads$"
ONE = r"/channels/\d+$"


@pytest.fixture
async def sender(house: House) -> Sender:
    return Sender(house, "mission-log", Place.FORUM)


def forum(sender: Sender) -> Forum:
    found = sender.channel
    assert isinstance(found, Forum)
    return found


def ours(sender: Sender) -> list[Thread]:
    world = sender.sandbox.world
    return [one for one in world.guild.threads_in(forum(sender)) if one.owner_id == world.bot.id]


def tags(sender: Sender) -> list[str]:
    """The names of those of the only post of ours."""
    [thread] = ours(sender)
    return [forum(sender).tags[each].name for each in thread.applied_tags]


async def heard(sender: Sender, true: Callable[[discord.ForumChannel], bool]) -> None:
    """Returns when this is true of the forum as the bot knows it."""
    bot = sender.house.bot
    while not true(cast("discord.ForumChannel", bot.get_channel(sender.channel.id))):
        await bot.wait_for("guild_channel_update", timeout=10)


async def allowed_to_make_tags(sender: Sender) -> None:
    sender.sandbox.world.allow("mission-log", "MANAGE_CHANNELS")
    await heard(sender, lambda known: known.permissions_for(known.guild.me).manage_channels)


async def test_a_story_is_a_post_with_its_title_message_and_tag(sender: Sender) -> None:
    role = sender.sandbox.world.role("launch-pings")
    thread_id = await sender.send(sender.post(mention=role.id, silent=True))
    [thread] = ours(sender)
    [message] = thread.messages.values()
    assert (thread.id, thread.name) == (thread_id, CARD.subject)
    assert message["id"] == str(thread_id)
    assert message["mention_roles"] == [str(role.id)]
    assert message["embeds"][0]["title"] == CARD.title
    assert message["components"]
    assert tags(sender) == ["Launch"]


async def test_a_title_is_cut_to_what_a_thread_may_be_called(sender: Sender) -> None:
    await sender.send(sender.post(), replace(CARD, subject="", title="Long \\* " * 30))
    [thread] = ours(sender)
    assert len(thread.name) <= 100
    assert thread.name.startswith("Long * Long *")


async def test_a_story_of_other_topics_has_no_tag(sender: Sender) -> None:
    await sender.send(sender.post(), replace(CARD, topics=("moon",)))
    assert tags(sender) == []


async def test_tags_are_made_where_the_bot_may(sender: Sender) -> None:
    await allowed_to_make_tags(sender)
    card = replace(CARD, topics=("moon", "launch"))
    await sender.send(sender.post(), card)
    assert tags(sender) == ["Moon", "Launch"]
    assert [each.emoji for each in forum(sender).tags.values()][-1] == "🌙"


async def test_tags_of_others_that_we_have_not_heard_of_stay(sender: Sender) -> None:
    await allowed_to_make_tags(sender)
    forum(sender).tags[1] = Tag(1, "Unheard of")
    await sender.send(sender.post(), replace(CARD, topics=("moon",)))
    names = [each.name for each in forum(sender).tags.values()]
    assert names[-2:] == ["Unheard of", "Moon"]


@pytest.mark.parametrize("status", [403, 400, 500])
async def test_a_tag_that_cannot_be_made_keeps_no_story(sender: Sender, status: int) -> None:
    await allowed_to_make_tags(sender)
    sender.sandbox.faults.add("PATCH", ONE, status=status, times=None)
    await sender.send(sender.post(), replace(CARD, topics=("moon", "launch")))
    assert tags(sender) == ["Launch"]


async def test_a_limit_on_tags_keeps_no_story(sender: Sender) -> None:
    """One that says in no way how long it lasts, as some of Discord's do."""
    await allowed_to_make_tags(sender)
    limited = {"message": "Too many tags", "code": 30013}
    sender.sandbox.faults.add(
        "PATCH", ONE, status=429, json=limited, headers={"Via": "1.1 google"}, times=None
    )
    await sender.send(sender.post(), replace(CARD, topics=("moon", "launch")))
    sender.forget_forged()
    assert tags(sender) == ["Launch"]


async def test_where_a_tag_is_required_each_post_has_one(sender: Sender) -> None:
    sender.sandbox.world.require_tag("mission-log")
    await heard(sender, lambda known: known.flags.require_tag)
    await sender.send(sender.post(), replace(CARD, topics=("moon",)))
    assert tags(sender) == ["Launch"]


async def test_a_tag_required_that_we_have_not_heard_of_is_given(sender: Sender) -> None:
    forum(sender).flags |= ChannelFlag.REQUIRE_TAG
    await sender.send(sender.post(), replace(CARD, topics=("moon",)))
    assert len(tags(sender)) == 1


async def test_a_tag_deleted_that_we_have_not_heard_of_is_left_out(sender: Sender) -> None:
    there = forum(sender)
    launch = next(each for each in there.tags.values() if each.name == "Launch")
    del there.tags[launch.id]
    await sender.send(sender.post())
    assert tags(sender) == []


async def test_where_no_tag_may_be_given_and_one_is_required_the_forum_is_closed(
    sender: Sender,
) -> None:
    forum(sender).tags.clear()
    forum(sender).flags |= ChannelFlag.REQUIRE_TAG
    with pytest.raises(ChannelForbidden) as failed:
        await sender.send(sender.post())
    assert failed.value.key == "delivery.tag_required"


@pytest.mark.parametrize("what", [{"status": 504}, {"status": 503}, {"reset": True}])
@pytest.mark.parametrize("after_effect", [False, True], ids=["not posted", "posted"])
async def test_after_a_lost_answer_there_is_one_post_once_it_was_looked_for(
    sender: Sender, what: What, after_effect: bool
) -> None:
    befalls: What = {**what, "after_effect": after_effect}
    sender.sandbox.faults.add("POST", THREADS, **befalls)
    with pytest.raises(SendFailed):
        await sender.send(sender.post())
    found = await sender.posting.find(sender.post())
    assert (found is not None) == after_effect
    thread_id = found or await sender.send(sender.post())
    assert [each.id for each in ours(sender)] == [thread_id]


async def test_each_story_is_one_post_whatever_befalls_the_first_try(house: House) -> None:
    world = house.sandbox.world
    await house.admin("subscribe", topic="all", channel=world.channel("mission-log"))
    told: list[str] = []
    for title, status, done in (("Ice", 504, True), ("Dust", 500, False), ("Water", 503, True)):
        house.sandbox.faults.add("POST", THREADS, status=status, after_effect=done)
        told.append(f"{title} is found on the Moon")
        house.feeds.publish("/orbit", feeds.rss([*reversed(told), OLD]))
        await house.read()
        house.clock.move(minutes=1)
        await house.tell()
    assert [each.name for each in ours(Sender(house, "mission-log"))] == told


async def test_after_a_limit_it_is_tried_again_at_once(sender: Sender) -> None:
    sender.sandbox.faults.add(
        "POST",
        THREADS,
        status=429,
        json={"message": "Slow.", "retry_after": 0.01, "global": False},
        headers={"Via": "1.1 sandbox"},
    )
    await sender.send(sender.post())
    assert len(ours(sender)) == 1


async def test_a_post_is_found_though_it_was_archived(sender: Sender) -> None:
    thread_id = await sender.send(sender.post())
    await sender.send(sender.post("other"))
    sender.sandbox.world.archive(thread_id)
    assert await sender.posting.find(sender.post()) == thread_id


async def test_a_post_begun_before_is_not_taken_for_this_one(sender: Sender) -> None:
    await sender.send(sender.post())
    sender.house.clock.move(minutes=5)
    asked = len(sender.sandbox.requests)
    assert await sender.posting.find(sender.post()) is None
    paths = [one.path for one in sender.sandbox.requests[asked:]]
    assert not [each for each in paths if "messages" in each]


async def test_what_was_begun_or_looked_at_is_not_read_again(sender: Sender) -> None:
    """In a busy forum a search would take twenty requests, and one of them fail."""
    for name in ("two", "three"):
        await sender.send(sender.post(name))
    sender.sandbox.faults.add("POST", THREADS, status=504, after_effect=True)
    with pytest.raises(SendFailed):
        await sender.send(sender.post())
    for read in (1, 0):
        asked = len(sender.sandbox.requests)
        assert await sender.posting.find(sender.post("other")) is None
        paths = [one.path for one in sender.sandbox.requests[asked:]]
        assert len([each for each in paths if "messages" in each]) == read
    assert await sender.posting.find(sender.post()) == ours(sender)[-1].id


async def test_in_a_busy_forum_the_newest_post_is_looked_at_first(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A minute may hold more posts than are looked at; the one that is looked for came last."""
    monkeypatch.setattr(forums, "LOOKED_AT", 2)
    for name in ("two", "three", "four"):
        await sender.send(sender.post(name))
    sender.sandbox.faults.add("POST", THREADS, status=504, after_effect=True)
    with pytest.raises(SendFailed):
        await sender.send(sender.post())
    assert await sender.posting.find(sender.post()) == ours(sender)[-1].id


async def test_a_post_whose_first_message_was_deleted_stands_in_nobodys_way(
    sender: Sender,
) -> None:
    first = await sender.send(sender.post())
    second = await sender.send(sender.post("other"))
    sender.sandbox.world.delete_message(first, first)
    assert await sender.posting.find(sender.post("other")) == second


async def test_its_first_message_is_edited(sender: Sender) -> None:
    thread_id = await sender.send(sender.post())
    edit = sender.post("edit", kind=PostKind.EDIT, message_id=thread_id, edits=sender.post().key)
    await sender.posting.edit(edit, replace(CARD, title="Lander falls over"))
    [thread] = ours(sender)
    assert thread.messages[thread_id]["embeds"][0]["title"] == "Lander falls over"
    assert await sender.posting.find(sender.post()) == thread_id


async def test_an_edit_of_a_post_that_is_gone_or_closed_leaves_the_forum_alone(
    sender: Sender,
) -> None:
    thread_id = await sender.send(sender.post())
    edit = sender.post("edit", kind=PostKind.EDIT, message_id=thread_id, edits=sender.post().key)
    sender.sandbox.world.archive(thread_id)
    with pytest.raises(PostRefused):
        await sender.posting.edit(edit, CARD)
    sender.sandbox.world.threads.remove(ours(sender)[0])
    with pytest.raises(MessageDeleted):
        await sender.posting.edit(edit, CARD)


async def test_a_forum_that_was_deleted_is_gone(sender: Sender) -> None:
    post = sender.post()
    sender.sandbox.world.remove_channel("mission-log")
    with pytest.raises(ChannelGone):
        await sender.send(post)


async def test_a_forum_that_is_closed_to_the_bot_is_forbidden(sender: Sender) -> None:
    sender.sandbox.world.deny("mission-log", "SEND_MESSAGES")
    with pytest.raises(ChannelForbidden):
        await sender.send(sender.post())


async def test_a_server_that_the_bot_has_not_heard_of_yet_is_told_all_the_same(
    sender: Sender,
) -> None:
    connection = sender.house.bot._connection
    [guild] = sender.house.bot.guilds
    connection._remove_guild(guild)
    thread_id = await sender.send(sender.post())
    assert tags(sender) == ["Launch"]
    assert await sender.posting.find(sender.post()) == thread_id
