"""Tells Discord our commands, when they are not the ones that it knows."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import discord
from aiohttp import ClientError
from discord.ext import commands

from storage import guilds

if TYPE_CHECKING:
    from cogs.bot import Downlink

log = logging.getLogger(__name__)

_KNOWN = (
    "name",
    "type",
    "description",
    "options",
    "required",
    "choices",
    "value",
    "autocomplete",
    "channel_types",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "default_member_permissions",
    "contexts",
    "integration_types",
    "nsfw",
)
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
        ours = [command.to_dict(self.bot.tree) for command in self.bot.tree.get_commands()]
        await self._bring(None, [] if chosen else ours)
        if former and former != chosen:
            await self._bring(former, [])
        if former != chosen:
            # Before its copies are there: a crash in between must not forget them.
            async with db.transaction() as tx:
                await guilds.set_command_guild(tx, chosen)
        if chosen:
            await self._bring(chosen, ours)

    async def _bring(self, guild_id: int | None, wanted: list[dict[str, Any]]) -> None:
        try:
            await self._write(guild_id, wanted)
        except (discord.Forbidden, discord.NotFound) as error:
            if guild_id is None:
                raise
            # The bot is not in that server, so nothing of ours is there.
            log.warning("server %d takes no commands: %s", guild_id, error)

    async def _write(self, guild_id: int | None, wanted: list[dict[str, Any]]) -> None:
        http, application_id = self.bot.http, self.bot.application_id
        assert application_id is not None
        known: Sequence[Any]
        if guild_id is None:
            known = await http.get_global_commands(application_id)
        else:
            known = await http.get_guild_commands(application_id, guild_id)
        if same(known, wanted):
            return
        where = f"for server {guild_id}" if guild_id else "everywhere"
        log.info("registering %d commands %s", len(wanted), where)
        if guild_id is None:
            await http.bulk_upsert_global_commands(application_id, wanted)
        else:
            await http.bulk_upsert_guild_commands(application_id, guild_id, wanted)


def same(known: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> bool:
    """Whether Discord's commands are ours, whatever it adds to them: ids, versions, defaults.

    Options are in an order, commands are not.
    """
    return _by_name(known) == _by_name(wanted)


def _by_name(found: Sequence[Mapping[str, Any]]) -> list[Any]:
    bare = [_bare(each) for each in found]
    return sorted(bare, key=lambda each: (each.get("type", 1), each["name"]))


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        bare = {key: _bare(value[key]) for key in _KNOWN if key in value}
        if "default_member_permissions" in bare:
            bare["default_member_permissions"] = _text(bare["default_member_permissions"])
        return {key: each for key, each in bare.items() if not _unsaid(key, each)}
    if isinstance(value, list | tuple):
        return [_bare(each) for each in value]
    return value


def _unsaid(key: str, value: Any) -> bool:
    """Absent, null, false and empty say the same, and so does the default kind of command."""
    return value is None or value is False or value in ("", [], {}) or (key, value) == ("type", 1)


def _text(permissions: Any) -> str | None:
    # Discord writes them as text, discord.py as a number.
    return None if permissions is None else str(permissions)
