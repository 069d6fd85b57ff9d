"""Tells Discord our commands, when they are not the ones that it knows."""

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import discord
from aiohttp import ClientError
from discord.ext import commands
from discord.http import Route

from cogs.listed import ids, same
from storage import guilds

if TYPE_CHECKING:
    from cogs.bot import Downlink

log = logging.getLogger(__name__)

_RETRY_SECONDS = 60


class Registration(commands.Cog):
    """Global commands or, with TEST_GUILD, that server's alone: at once, and nowhere else."""

    def __init__(self, bot: "Downlink") -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.task = asyncio.create_task(self._until_registered())

    async def cog_unload(self) -> None:
        self.task.cancel()

    async def _until_registered(self) -> None:
        while True:
            try:
                await self.register()
            except (discord.HTTPException, discord.RateLimited, ClientError, OSError) as error:
                log.warning("commands could not be registered, trying again: %s", error)
                await asyncio.sleep(_RETRY_SECONDS)
            except Exception:
                log.exception("commands could not be registered")
                return
            else:
                return

    async def register(self) -> None:
        """Brings each place where our commands may be to what it should hold."""
        db = self.bot.newsroom.room.db
        chosen = self.bot.settings.test_guild
        former = await guilds.command_guild(db)
        ours = await self._ours()
        everywhere = await self._bring(None, [] if chosen else ours)
        if former and former != chosen:
            await self._bring(former, [])
        if former != chosen:
            # Before its copies are there: a crash in between must not forget them.
            async with db.transaction() as tx:
                await guilds.set_command_guild(tx, chosen)
        here = await self._bring(chosen, ours) if chosen else everywhere
        self.bot.command_ids = ids(here)

    async def _ours(self) -> list[dict[str, Any]]:
        tree = self.bot.tree
        assert tree.translator is not None
        return [
            await command.get_translated_payload(tree, tree.translator)
            for command in tree.get_commands()
        ]

    async def _bring(self, guild_id: int | None, wanted: list[dict[str, Any]]) -> Sequence[Any]:
        """The commands as Discord has them then."""
        try:
            return await self._write(guild_id, wanted)
        except (discord.Forbidden, discord.NotFound) as error:
            if guild_id is None:
                raise
            # The bot is not in that server, so nothing of ours is there.
            log.warning("server %d takes no commands: %s", guild_id, error)
            return []

    async def _write(self, guild_id: int | None, wanted: list[dict[str, Any]]) -> Sequence[Any]:
        http, application_id = self.bot.http, self.bot.application_id
        assert application_id is not None
        known = await self._known(guild_id)
        if same(known, wanted):
            return known
        where = f"for server {guild_id}" if guild_id else "everywhere"
        log.info("registering %d commands %s", len(wanted), where)
        if guild_id is None:
            return await http.bulk_upsert_global_commands(application_id, wanted)
        return await http.bulk_upsert_guild_commands(application_id, guild_id, wanted)

    async def _known(self, guild_id: int | None) -> Sequence[Any]:
        """With all translations, for which discord.py cannot ask."""
        place = f"/guilds/{guild_id}" if guild_id else ""
        route = Route("GET", f"/applications/{self.bot.application_id}{place}/commands")
        found = await self.bot.http.request(route, params={"with_localizations": "true"})
        return cast("Sequence[Any]", found)
