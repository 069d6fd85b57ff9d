"""What admins and moderators do to the channels and threads of the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sandbox.models import (
    THREAD_TYPES,
    Channel,
    ChannelFlag,
    ChannelType,
    Forum,
    Overwrite,
    OverwriteType,
    Tag,
    Thread,
)
from sandbox.world.permissions import bits
from sandbox.world.state import State


class Places(State):
    """The state, its channels to be changed as by people whom nobody asks for their rights."""

    def add_channel(
        self,
        name: str,
        kind: ChannelType = ChannelType.TEXT,
        topic: str | None = None,
        tags: Iterable[str] = (),
        *,
        tag_required: bool = False,
    ) -> Channel:
        """Tags are a forum's, and it is only a forum that can require one."""
        made = Forum if kind is ChannelType.FORUM else Channel
        channel = made(self.next_id(), name, kind, topic, position=len(self.guild.channels))
        if isinstance(channel, Forum):
            new = [Tag(self.next_id(), tag) for tag in tags]
            channel.tags = {tag.id: tag for tag in new}
            channel.flags = ChannelFlag.REQUIRE_TAG if tag_required else 0
        self.guild.channels[channel.id] = channel
        self.tell("CHANNEL_CREATE", channel.json(self.guild.id))
        return channel

    def remove_channel(self, channel: Channel | str | int) -> None:
        """A channel with all its threads, of which Discord says nothing more; or a thread."""
        gone = self.channel(channel)
        if isinstance(gone, Thread):
            return self.threads.remove(gone)
        for thread in self.guild.threads_in(gone):
            del self.guild.threads[thread.id]
            self.attachments.drop(*thread.messages)
        self.attachments.drop(*gone.messages)
        del self.guild.channels[gone.id]
        if self.guild.system_channel_id == gone.id:
            self.guild.system_channel_id = None
        return self.tell("CHANNEL_DELETE", gone.json(self.guild.id))

    def change_kind(self, channel: Channel | str | int, kind: ChannelType) -> None:
        """Make an announcement channel of a text channel, or the other way round."""
        where = self.channel(channel)
        assert {where.type, kind} <= THREAD_TYPES.keys(), "only these become one another"
        where.type = kind
        self.tell("CHANNEL_UPDATE", where.json(self.guild.id))

    def require_tag(self, forum: Channel | str | int, required: bool = True) -> None:
        """From now on a new post there needs a tag, or needs none."""
        where = self._forum(forum)
        where.flags = ChannelFlag.REQUIRE_TAG if required else 0
        self.tell("CHANNEL_UPDATE", where.json(self.guild.id))

    def change_tags(self, forum: Channel | str | int, tags: Iterable[Tag]) -> None:
        """These in the place of those that the forum has; its posts lose those that go."""
        where = self._forum(forum)
        where.tags = {tag.id: tag for tag in tags}
        for post in self.guild.threads_in(where):
            post.applied_tags = [tag for tag in post.applied_tags if tag in where.tags]
        self.tell("CHANNEL_UPDATE", where.json(self.guild.id))

    def _forum(self, forum: Channel | str | int) -> Forum:
        where = self.channel(forum)
        assert isinstance(where, Forum), f"#{where.name} is no forum"
        return where

    def lock(self, thread: Channel | str | int) -> None:
        """Only who manages threads may still write there, or open it once it is archived."""
        self._change_thread(thread, locked=True)

    def archive(self, thread: Channel | str | int) -> None:
        """As Discord does after a while by itself; whoever writes there opens it again."""
        self._change_thread(thread, archived=True)

    def _change_thread(self, thread: Channel | str | int, **changes: bool) -> None:
        where = self.channel(thread)
        assert isinstance(where, Thread), f"#{where.name} is no thread"
        self.threads.change(where, **changes)

    def allow(self, channel: Channel | str | int, *names: str) -> None:
        """Let the bot do this whatever its roles say: `allow("general", "send_messages")`."""
        self._overwrite(channel, allow=bits(names))

    def deny(self, channel: Channel | str | int, *names: str) -> None:
        """Forbid the bot to do this whatever its roles say."""
        self._overwrite(channel, deny=bits(names))

    def _overwrite(self, channel: Channel | str | int, *, allow: int = 0, deny: int = 0) -> None:
        where = self.channel(channel)
        assert not isinstance(where, Thread), "a thread's permissions are its parent's"
        fresh = Overwrite(self.bot.id, OverwriteType.MEMBER)
        with self._opening():
            overwrite = where.overwrites.setdefault(self.bot.id, fresh)
            overwrite.allow = overwrite.allow & ~deny | allow
            overwrite.deny = overwrite.deny & ~allow | deny
            self.tell("CHANNEL_UPDATE", where.json(self.guild.id))

    @contextmanager
    def _opening(self) -> Iterator[None]:
        """Tell the bot of the threads in the channels that it sees afterwards, but not before."""
        hidden = [one for one in self.guild.channels.values() if not self.sees(self.bot, one)]
        yield
        opened = [one for one in hidden if self.sees(self.bot, one)]
        threads = [thread for one in opened for thread in self.guild.threads_in(one)]
        active = [thread for thread in threads if not thread.archived]
        members = [thread.member_json(self.bot.id) for thread in active]
        sync = {
            "guild_id": str(self.guild.id),
            "channel_ids": [str(one.id) for one in opened],
            "threads": [self.threads.told(thread) for thread in active],
            "members": [member for member in members if member],
        }
        if opened:
            self.tell("THREAD_LIST_SYNC", sync)
