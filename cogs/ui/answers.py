"""Answers to people: for them alone unless they ask otherwise; one sentence for a mistake."""

import logging
import secrets
from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Any, cast

import discord
from discord import app_commands

from news import render_notices
from news.errors import Mistake
from news.models import Notice
from news.words import say
from pipeline import notices
from pipeline.room import Room

if TYPE_CHECKING:
    from cogs.bot import Downlink

log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062

CONTENT_LIMIT = 2000
"""Discord: of a message's content."""


class Asked:
    """What somebody asks for: the question, and the room in which the answer is found."""

    def __init__(self, interaction: discord.Interaction) -> None:
        self.interaction = interaction
        self.bot = cast("Downlink", interaction.client)

    @property
    def room(self) -> Room:
        return self.bot.newsroom.room

    @property
    def locale(self) -> str:
        """The language of whoever asks."""
        return str(self.interaction.locale)

    @property
    def guild_id(self) -> int:
        """The server in which this is asked; commands are offered in servers alone."""
        assert self.interaction.guild_id is not None
        return self.interaction.guild_id

    async def answer(
        self,
        content: str | None = None,
        *,
        embeds: Sequence[discord.Embed] = (),
        view: discord.ui.View | None = None,
        files: Sequence[discord.File] = (),
        public: bool = False,
        alone: bool = False,
    ) -> None:
        """The first answer or, after a defer, the one that was waited for.

        Above what an admin alone sees stands what waits to be told to one, unless it is `alone`.
        """
        waits = not (public or alone) and is_admins(self.interaction)
        above, told = await self._above(len(content or "")) if waits else ("", [])
        whole = "\n\n".join(filter(None, [above, content]))
        given: dict[str, Any] = {"content": whole or None, "embeds": list(embeds)}
        if view is not None:
            given["view"] = view
        if files:
            given["files"] = list(files)
        if self.interaction.response.is_done():
            await self.interaction.followup.send(**given, ephemeral=not public)
        else:
            await self.interaction.response.send_message(**given, ephemeral=not public)
        if told:
            await notices.shown(self.room, told)

    async def _above(self, below: int) -> tuple[str, list[Notice]]:
        """The notices that fit above an answer of so many characters."""
        assert self.interaction.guild_id is not None
        waiting = await notices.waiting(self.room, self.interaction.guild_id)
        room = CONTENT_LIMIT - below - len("\n\n")
        return render_notices.above(waiting, room, self.locale)


def is_admins(interaction: discord.Interaction) -> bool:
    """Whether somebody who manages the server uses a command that is for them."""
    command = interaction.command
    if interaction.guild_id is None or not isinstance(command, app_commands.Command):
        return False
    needed = (command.root_parent or command).default_permissions
    return bool(needed and needed.manage_guild and interaction.permissions.manage_guild)


class Tree(app_commands.CommandTree["Downlink"]):
    """Every command comes through here, and every error of one ends here."""

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Right after a start the channels of a server are unknown, which are not gone."""
        is_known = interaction.guild is not None and not interaction.guild.unavailable
        is_typing = interaction.type is discord.InteractionType.autocomplete
        if is_known or is_typing or not is_admins(interaction):
            return True
        await answer_error(interaction, Mistake("answer.server_unknown"))
        return False

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await answer_error(interaction, cause)


async def guarded(interaction: discord.Interaction, work: Awaitable[None]) -> None:
    """For buttons, whose errors discord.py would only log."""
    try:
        await work
    except Exception as error:  # noqa: BLE001  # answered, and logged there
        await answer_error(interaction, error)


async def answer_error(interaction: discord.Interaction, error: Exception) -> None:
    """A mistake is explained; whatever else it was gets a short id that is in the log, too."""
    if isinstance(error, discord.NotFound) and error.code == UNKNOWN_INTERACTION:
        log.warning("an answer came too late for Discord: %s", _named(interaction))
        return
    try:
        # With a mistake of ours nothing else may go wrong.
        alone = not isinstance(error, Mistake)
        await Asked(interaction).answer(_sentence(interaction, error), alone=alone)
    except discord.HTTPException as failure:
        log.warning("an error could not be answered: %s", failure)


def _sentence(interaction: discord.Interaction, error: Exception) -> str:
    locale = str(interaction.locale)
    if isinstance(error, Mistake):
        return error.say(locale)
    if isinstance(error, app_commands.CommandSignatureMismatch | app_commands.CommandNotFound):
        return say("answer.old_command", locale)
    if isinstance(error, app_commands.TransformerError):
        return say("answer.wrong_option", locale, held=str(error.value)[:80])
    if isinstance(error, app_commands.CheckFailure):
        return say("answer.not_allowed", locale)
    incident = secrets.token_hex(3)
    log.error("incident %s in %s", incident, _named(interaction), exc_info=error)
    return say("answer.our_mistake", locale, incident=incident)


def _named(interaction: discord.Interaction) -> str:
    return interaction.command.qualified_name if interaction.command else f"{interaction.type.name}"
