"""What Discord tells of servers: the bot is removed, channels close or go, roles change."""

import asyncio
import logging
from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from cogs.clockwork import Clockwork
from cogs.ui import places
from cogs.welcome import arrivals
from news.models import Place
from news.words import DEFAULT
from pipeline import leaving, vanishing, welcoming

if TYPE_CHECKING:
    from cogs.bot import Downlink

log = logging.getLogger(__name__)


class Seen:
    """The vanishing.Server that Discord's cache shows."""

    def __init__(self, guild: discord.Guild) -> None:
        self.id = guild.id
        self._guild = guild

    def place(self, channel_id: int) -> Place | None:
        found = places.known(self._guild, channel_id)
        return places.sort(found) if found else None

    def takes(self, channel_id: int) -> bool:
        found = places.known(self._guild, channel_id)
        if found is None or places.missing(found, DEFAULT):
            return False
        return not places.is_shut_out(found) and not places.lacks_tags(found)

    def has_role(self, role_id: int) -> bool:
        return self._guild.get_role(role_id) is not None


class Servers(Clockwork):
    """Remembers what Discord has told of, and looks at it in its round: a server once at a time.

    One thing after the other: what was told last of a server counts, however fast it came.
    """

    def __init__(self, bot: "Downlink") -> None:
        self.bot = bot
        self._told = asyncio.Event()
        self._came_or_went = False
        self._deleted: list[tuple[int, int, str]] = []
        self._changed: set[int] = set()

    async def round(self) -> None:
        await self._told.wait()
        self._told.clear()
        try:
            await self._follow()
        finally:
            if self._came_or_went or self._deleted or self._changed:
                self._told.set()

    async def _follow(self) -> None:
        room = self.bot.newsroom.room
        if self._came_or_went:
            self._came_or_went = False
            await leaving.compare(room, self._here)
            await welcoming.greet(room, partial(arrivals, self.bot))
        while self._deleted:
            await vanishing.lose(room, *self._deleted.pop(0))
        while self._changed:
            guild = self.bot.get_guild(self._changed.pop())
            # Of one that is out nothing can be seen, which does not mean that nothing is there.
            if guild and not guild.unavailable:
                await vanishing.look(room, Seen(guild))

    def _here(self) -> Collection[int]:
        return {guild.id for guild in self.bot.guilds}

    def _look_at(self, *guilds: discord.Guild) -> None:
        self._changed |= {guild.id for guild in guilds}
        self._told.set()

    def _compare(self) -> None:
        self._came_or_went = True
        self._told.set()

    def _lose(self, channel_id: int, guild_id: int, name: str) -> None:
        self._deleted.append((channel_id, guild_id, name))
        self._told.set()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Also after a connection that was lost for so long that Discord does not tell of it."""
        self._compare()
        self._look_at(*self.bot.guilds)

    @commands.Cog.listener()
    async def on_guild_join(self, _guild: discord.Guild) -> None:
        self._compare()

    @commands.Cog.listener()
    async def on_guild_remove(self, _guild: discord.Guild) -> None:
        """Not when it is merely out: discord.py calls that unavailable."""
        self._compare()

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """After an outage, in which anything may have changed; or it has joined."""
        self._compare()
        self._look_at(guild)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self._lose(channel.id, channel.guild.id, channel.name)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, gone: discord.RawThreadDeleteEvent) -> None:
        self._lose(gone.thread_id, gone.guild_id, gone.thread.name if gone.thread else "")

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, _before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        self._look_at(after.guild)

    @commands.Cog.listener()
    async def on_raw_thread_update(self, changed: discord.RawThreadUpdateEvent) -> None:
        """Told before the cache knows of it; the round comes after that."""
        if guild := self.bot.get_guild(changed.guild_id):
            self._look_at(guild)

    @commands.Cog.listener()
    async def on_thread_join(self, thread: discord.Thread) -> None:
        """It is to be seen again: no longer archived, or in a channel that has been opened."""
        self._look_at(thread.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        self._look_at(after.guild)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        self._look_at(role.guild)

    @commands.Cog.listener()
    async def on_member_update(self, _before: discord.Member, after: discord.Member) -> None:
        """Of the bot itself: of others it is told nothing."""
        self._look_at(after.guild)
