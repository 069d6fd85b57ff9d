"""The world's threads: their state, the messages that they were begun from, and who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.models import Channel, Forum, Json, MessageFlag, MessageType, Thread

if TYPE_CHECKING:
    from sandbox.world.state import State


class Threads:
    """Changes threads by nobody's leave; `sandbox.rules.threads` has Discord's rules.

    A thread and the message that it was begun from show each other as they are now, wherever they
    are read; that alone is no news to anybody.
    """

    def __init__(self, world: State) -> None:
        self._world = world
        self._guild = world.guild

    def add(self, thread: Thread) -> None:
        parent = self._guild.channels[thread.parent_id]
        if isinstance(parent, Forum):
            parent.last_message_id = thread.id
        self._guild.threads[thread.id] = thread
        self._world.tell("THREAD_CREATE", {**self.told(thread), "newly_created": True})
        begun_from = parent.messages.get(thread.id)
        if begun_from is not None:
            flags = begun_from["flags"] | MessageFlag.HAS_THREAD
            shown = {"flags": int(flags), "thread": thread.json(self._guild.id)}
            self._world.replace_message(parent, begun_from | shown)

    def change(self, thread: Thread, **changes: Any) -> None:
        """Set attributes; when it was archived, or opened again, is kept as well."""
        if changes.get("archived", thread.archived) != thread.archived:
            thread.archive_timestamp = self._world.clock()
        for name, value in changes.items():
            setattr(thread, name, value)
        self.show(thread)
        self._world.tell("THREAD_UPDATE", self.told(thread))

    def remove(self, thread: Thread) -> None:
        """The message that it was begun from stays, as one that never had a thread."""
        del self._guild.threads[thread.id]
        self._world.attachments.drop(*thread.messages)
        whole = thread.json(self._guild.id)
        kept = ("id", "guild_id", "parent_id", "type")
        self._world.tell("THREAD_DELETE", {key: whole[key] for key in kept})
        parent = self._guild.channels[thread.parent_id]
        begun_from = parent.messages.get(thread.id)
        if begun_from is not None:
            flags = begun_from["flags"] & ~MessageFlag.HAS_THREAD
            message = {**_without_thread(begun_from), "flags": int(flags)}
            self._world.replace_message(parent, message)

    def join(self, thread: Thread, user_id: int) -> None:
        """Let somebody follow the thread from now on, if they do not yet."""
        if user_id not in thread.members:
            thread.members[user_id] = self._world.clock()
            self._tell_members(thread, added_members=[thread.member_json(user_id)])

    def leave(self, thread: Thread, user_id: int) -> None:
        if thread.members.pop(user_id, None):
            self._tell_members(thread, removed_member_ids=[str(user_id)])

    def told(self, thread: Thread) -> Json:
        """The thread as the bot is told of it: with its own membership."""
        member = thread.member_json(self._world.bot.id)
        return thread.json(self._guild.id) | ({"member": member} if member else {})

    def show(self, thread: Thread) -> None:
        """Let the message that the thread was begun from show it as it is now."""
        parent = self._guild.channels[thread.parent_id]
        begun_from = parent.messages.get(thread.id)
        if begun_from is not None:
            whole = thread.json(self._guild.id)
            parent.messages[thread.id] = {**begun_from, "thread": whole}

    def refer(self, channel: Channel, message_id: int) -> None:
        """Let the thread begun from this message show it as it is now, or that it is gone."""
        thread = self._guild.threads.get(message_id)
        starter = next(iter(thread.messages.values()), None) if thread else None
        if thread is None or starter is None:
            return
        if starter["type"] != MessageType.THREAD_STARTER_MESSAGE:
            return
        message = channel.messages.get(message_id)
        shown = message and _without_thread(message)
        thread.messages[int(starter["id"])] = {**starter, "referenced_message": shown}

    def _tell_members(self, thread: Thread, **who: Any) -> None:
        self.show(thread)
        ids = {"id": str(thread.id), "guild_id": str(self._guild.id)}
        count = {"member_count": len(thread.members)}
        self._world.tell("THREAD_MEMBERS_UPDATE", {**ids, **count, **who})


def _without_thread(message: Json) -> Json:
    return {key: message[key] for key in message if key != "thread"}
