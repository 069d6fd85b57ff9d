"""/subscribe for every sort of place: who may write there, and which options it takes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import discord
import pytest

from cogs.ui import places
from news.models import Place
from news.words import say
from sandbox.models import Channel, ChannelType, Overwrite, OverwriteType, Tag, Thread
from sandbox.people import members
from sandbox.people.person import Refused
from sandbox.server import Sandbox
from sandbox.world import World
from sandbox.world.permissions import bits
from storage import channels
from tests import feeds
from tests.builders import NOON
from tests.house import House, Start

CHANNELS = {
    "text": ChannelType.TEXT,
    "announcement": ChannelType.ANNOUNCEMENT,
    "forum": ChannelType.FORUM,
}
PLACES = (Place.TEXT, Place.ANNOUNCEMENT, Place.FORUM)

IN_CHANNELS = {
    "view_channel": "View Channel, Send Messages, Embed Links, and Read Message History",
    "send_messages": "Send Messages and Embed Links",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}
"""A permission that the bot lacks -> what it asks for: without the first it has none."""

IN_THREADS = {
    "view_channel": "View Channel, Send Messages in Threads, Embed Links, and Read Message History",
    "send_messages_in_threads": "Send Messages in Threads and Embed Links",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}


@dataclass
class Case:
    """What Ada asks for, and the sentence that she gets instead."""

    channel: Channel
    key: str
    values: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return say(self.key, channel=f"<#{self.channel.id}>", **self.values)


class Ground:
    """Makes places in a world that no bot has seen yet."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ada = world.user("ada")
        self._made = 0

    def channel(self, kind: ChannelType, **forum: Any) -> Channel:
        self._made += 1
        return self.world.add_channel(f"{kind.name.lower()}-{self._made}", kind, **forum)

    def thread(self, parent: Channel) -> Thread:
        name = f"in {parent.name}"
        if parent.type is ChannelType.FORUM:
            return members.open_post(self.world, self.ada, parent, name, "Look up!", [])
        said = members.say(self.world, self.ada, parent, "Look up!")
        return members.open_thread(self.world, self.ada, parent, int(said["id"]), name)

    def deny_ada(self, channel: Channel, *names: str) -> None:
        channel.overwrites[self.ada.id] = Overwrite(
            self.ada.id, OverwriteType.MEMBER, deny=bits(names)
        )


def closed_to_the_bot(ground: Ground) -> Iterator[Case]:
    for kind in CHANNELS.values():
        for lacking, asked_for in IN_CHANNELS.items():
            channel = ground.channel(kind)
            ground.world.deny(channel, lacking)
            yield Case(channel, "subscribe.i_may_not", {"missing": asked_for})
        for lacking, asked_for in IN_THREADS.items():
            parent = ground.channel(kind)
            thread = ground.thread(parent)
            ground.world.deny(parent, lacking)
            yield Case(thread, "subscribe.i_may_not", {"missing": asked_for})


def closed_to_ada(ground: Ground) -> Iterator[Case]:
    for kind in CHANNELS.values():
        channel = ground.channel(kind)
        ground.deny_ada(channel, "send_messages")
        yield Case(channel, "subscribe.you_may_not", {"missing": "Send Messages"})
        parent = ground.channel(kind)
        thread = ground.thread(parent)
        ground.deny_ada(parent, "send_messages_in_threads")
        yield Case(thread, "subscribe.you_may_not", {"missing": "Send Messages in Threads"})


def locked(ground: Ground) -> Iterator[Case]:
    """By the bot and by Ada alike."""
    for kind in CHANNELS.values():
        thread = ground.thread(ground.channel(kind))
        ground.world.lock(thread)
        yield Case(thread, "subscribe.i_may_not", {"missing": "Manage Threads"})
        parent = ground.channel(kind)
        thread = ground.thread(parent)
        ground.world.lock(thread)
        ground.deny_ada(parent, "manage_threads")
        yield Case(thread, "subscribe.you_may_not", {"missing": "Manage Threads"})


def without_a_tag(ground: Ground) -> Iterator[Case]:
    bare = ground.channel(ChannelType.FORUM, tag_required=True)
    yield Case(bare, "subscribe.lacks_tags")
    moderated = ground.channel(ChannelType.FORUM, tag_required=True)
    ground.world.change_tags(moderated, [Tag(ground.world.next_id(), "Staff", moderated=True)])
    yield Case(moderated, "subscribe.lacks_tags")


def contradictions(ground: Ground) -> Iterator[Case]:
    text, forum = ground.channel(ChannelType.TEXT), ground.channel(ChannelType.FORUM)
    announcement = ground.channel(ChannelType.ANNOUNCEMENT)
    for elsewhere in (text, forum, ground.thread(text), ground.thread(announcement)):
        yield Case(elsewhere, "subscribe.publish_elsewhere", options={"publish": True})
    yield Case(forum, "subscribe.compact_in_forum", options={"style": "compact"})
    role = {"mention": "launch-pings"}
    for pace in ("hourly", "daily", "weekly"):
        yield Case(text, "subscribe.digest_mentions", options={**role, "pace": pace})
        yield Case(text, "subscribe.digest_budget", options={"max_per_hour": 5, "pace": pace})
    yield Case(text, "subscribe.silent_mention", options={**role, "silent": True})
    yield Case(text, "subscribe.never_everyone", options={"mention": "@everyone"})
    closed = ground.world.role("moderator")
    yield Case(
        text,
        "subscribe.not_mentionable",
        {"role": f"<@&{closed.id}>"},
        options={"mention": "moderator"},
    )


KINDS = (closed_to_the_bot, closed_to_ada, locked, without_a_tag, contradictions)


@pytest.mark.parametrize("kind", KINDS)
async def test_each_refusal_is_one_sentence_and_nothing_is_stored(
    sandbox: Sandbox, start: Start, kind: Any
) -> None:
    cases = list(kind(Ground(sandbox.world)))
    async with start() as house:
        given = [await asked(house, case.channel, **case.options) for case in cases]
        stored = await house.admin("subscriptions")
    assert given == [case.sentence for case in cases]
    assert "no subscription yet" in stored.content


async def asked(house: House, channel: Channel, **options: Any) -> str:
    answer = await house.admin("subscribe", topic="moon", channel=channel, **options)
    assert answer.ephemeral
    return answer.content


def open_to_all(ground: Ground) -> Iterator[tuple[Channel, Place]]:
    for kind, place in zip(CHANNELS.values(), PLACES, strict=True):
        channel = ground.channel(kind)
        yield channel, place
        yield ground.thread(channel), Place.THREAD
    archived = ground.thread(ground.channel(ChannelType.TEXT))
    ground.world.archive(archived)
    yield archived, Place.THREAD
    tagged = ground.channel(ChannelType.FORUM, tags=["News"], tag_required=True)
    yield tagged, Place.FORUM


async def test_every_sort_of_place_is_subscribed_as_what_it_is(
    sandbox: Sandbox, start: Start
) -> None:
    cases = list(open_to_all(Ground(sandbox.world)))
    async with start() as house:
        for channel, _ in cases:
            assert "Done" in await asked(house, channel)
        found = [await channels.place(house.db, channel.id) for channel, _ in cases]
        listed = (await house.admin("subscriptions")).embeds[0]["description"].split("\n")
    assert found == [place for _, place in cases]
    archived = next(each.id for each, _ in cases if isinstance(each, Thread) and each.archived)
    assert [line.rsplit(" · ")[-1] for line in listed if line.startswith("•")] == [
        "the thread is archived, and the next story opens it"
        if each.id == archived
        else "all is well"
        for each, _ in cases
    ]


async def test_where_no_channel_is_named_the_thread_is_meant_in_which_it_is_asked(
    sandbox: Sandbox, start: Start
) -> None:
    ground = Ground(sandbox.world)
    thread = ground.thread(ground.channel(ChannelType.TEXT))
    async with start():
        answer = await sandbox.person("ada", thread).command("subscribe", topic="moon")
    assert f"Done: <#{thread.id}> gets 🌙 Moon" in answer.content


async def test_locked_threads_are_written_to_by_who_manages_them(
    sandbox: Sandbox, start: Start
) -> None:
    ground = Ground(sandbox.world)
    parent = ground.channel(ChannelType.TEXT)
    thread = ground.thread(parent)
    ground.world.lock(thread)
    ground.world.allow(parent, "manage_threads")
    async with start() as house:
        assert "Done" in await asked(house, thread)


@pytest.mark.parametrize("number", ["0", "61"])
async def test_discord_itself_says_how_many_messages_an_hour_there_may_be(
    house: House, number: str
) -> None:
    with pytest.raises(Refused, match="between 1 and 60"):
        await house.admin("subscribe", topic="moon", max_per_hour=number)


@pytest.mark.parametrize(
    ("status", "code", "key"),
    [(403, 50001, "subscribe.not_in_thread"), (404, 10003, "subscribe.no_such_place")],
)
async def test_what_discord_does_not_show_the_bot_is_refused(
    sandbox: Sandbox, start: Start, status: int, code: int, key: str
) -> None:
    """A private thread is shown to those alone who are in it."""
    ground = Ground(sandbox.world)
    thread = ground.thread(ground.channel(ChannelType.TEXT))
    ground.world.archive(thread)  # so that the bot has to ask
    body = {"message": "Not for you", "code": code}
    sandbox.faults.add("GET", rf"/channels/{thread.id}$", status=status, json=body)
    async with start() as house:
        assert await asked(house, thread) == Case(thread, key).sentence
        assert "no subscription yet" in (await house.admin("subscriptions")).content


async def test_while_discord_does_not_answer_one_is_asked_to_try_again(
    sandbox: Sandbox, start: Start
) -> None:
    ground = Ground(sandbox.world)
    thread = ground.thread(ground.channel(ChannelType.TEXT))
    ground.world.archive(thread)  # so that the bot has to ask
    sandbox.faults.add("GET", rf"/channels/{thread.id}$", status=503, times=None)
    async with start() as house:
        assert await asked(house, thread) == Case(thread, "subscribe.no_answer").sentence


@pytest.mark.parametrize(
    ("is_in_it", "manages", "may"),
    [(False, False, False), (True, False, True), (False, True, True)],
)
async def test_who_is_not_in_a_private_thread_subscribes_it_to_nothing(
    sandbox: Sandbox, start: Start, is_in_it: bool, manages: bool, may: bool
) -> None:
    """The bot may be in it where they are not, and Discord takes any id from a client."""
    ground = Ground(sandbox.world)
    parent = ground.channel(ChannelType.TEXT)
    if not manages:
        ground.deny_ada(parent, "manage_threads")
    thread = ground.thread(parent)
    ground.world.archive(thread)  # so that the bot has to ask
    if not is_in_it:
        ground.world.threads.leave(thread, ground.ada.id)
    told = private(thread, ground.world.guild.id)
    sandbox.faults.add("GET", rf"/channels/{thread.id}$", status=200, json=told)
    async with start() as house:
        given = await asked(house, thread)
    assert ("Done" in given) == may
    assert may or given == Case(thread, "subscribe.you_are_not_in_thread").sentence


def private(thread: Thread, guild_id: int) -> Any:
    """As Discord would tell the bot of a private thread that it is in."""
    member = {"id": str(thread.id), "user_id": "1", "join_timestamp": NOON.isoformat(), "flags": 0}
    kind = discord.ChannelType.private_thread.value
    return {**thread.json(guild_id), "type": kind, "member": member}


@pytest.mark.parametrize(
    ("is_in_it", "manages", "shut_out"),
    [(False, False, True), (True, False, False), (False, True, False)],
)
async def test_a_private_thread_is_for_who_is_in_it_or_manages_threads(
    sandbox: Sandbox, start: Start, is_in_it: bool, manages: bool, shut_out: bool
) -> None:
    ground = Ground(sandbox.world)
    parent = ground.channel(ChannelType.TEXT)
    if manages:
        ground.world.allow(parent, "manage_threads")
    thread = ground.thread(parent)
    async with start() as house:
        [guild] = house.bot.guilds
        told = private(thread, guild.id)
        if not is_in_it:
            del told["member"]
        seen = discord.Thread(guild=guild, state=guild._state, data=told)
    assert places.is_shut_out(seen) == shut_out


async def test_a_story_comes_to_every_sort_of_place(sandbox: Sandbox, start: Start) -> None:
    cases = [channel for channel, _ in open_to_all(Ground(sandbox.world))]
    async with start() as house:
        await house.read()
        for channel in cases:
            await asked(house, channel)
        story = "Second lander on the Moon"
        house.feeds.publish("/orbit", feeds.rss([story, "Lander touches down on the Moon"]))
        await house.read()
    told = [standing_in(sandbox.world, channel) for channel in cases]
    assert told == [[story]] * len(cases)


def standing_in(world: World, channel: Channel) -> list[str]:
    """The headlines of the bot's messages there, or in a forum's posts of its own."""
    posts = [each for each in world.guild.threads_in(channel) if each.owner_id == world.bot.id]
    places = posts if channel.type is ChannelType.FORUM else [channel]
    messages = [message for place in places for message in world.messages(place)]
    return [embed["title"] for message in messages for embed in message["embeds"]]
