"""Answers to people: for them alone unless they ask otherwise; one sentence for a mistake."""

import logging
import secrets
from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Any, cast

import discord
from discord import app_commands

from news.errors import Mistake
from news.words import say
from pipeline.room import Room

if TYPE_CHECKING:
    from cogs.bot import Downlink

log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062


class Asked:
    """What somebody asks for: the question, and the room in which the answer is found."""

    def __init__(self, interaction: discord.Interaction) -> None:
        self.interaction = interaction
        self.bot = cast("Downlink", interaction.client)

    @property
    def room(self) -> Room:
        return self.bot.newsroom.room

    async def answer(
        self,
        content: str | None = None,
        *,
        embeds: Sequence[discord.Embed] = (),
        view: discord.ui.View | None = None,
        public: bool = False,
    ) -> None:
        """The first answer or, after a defer, the one that was waited for."""
        given: dict[str, Any] = {"content": content, "embeds": list(embeds)}
        if view is not None:
            given["view"] = view
        if self.interaction.response.is_done():
            await self.interaction.followup.send(**given, ephemeral=not public)
        else:
            await self.interaction.response.send_message(**given, ephemeral=not public)


class Tree(app_commands.CommandTree["Downlink"]):
    """Every error of a command ends here."""

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
        await Asked(interaction).answer(_sentence(interaction, error))
    except discord.HTTPException as failure:
        log.warning("an error could not be answered: %s", failure)


def _sentence(interaction: discord.Interaction, error: Exception) -> str:
    if isinstance(error, Mistake):
        return error.say()
    if isinstance(error, app_commands.CommandSignatureMismatch | app_commands.CommandNotFound):
        return say("answer.old_command")
    if isinstance(error, app_commands.TransformerError):
        return say("answer.wrong_option", held=str(error.value)[:80])
    if isinstance(error, app_commands.CheckFailure):
        return say("answer.not_allowed")
    incident = secrets.token_hex(3)
    log.error("incident %s in %s", incident, _named(interaction), exc_info=error)
    return say("answer.our_mistake", incident=incident)


def _named(interaction: discord.Interaction) -> str:
    return interaction.command.qualified_name if interaction.command else f"{interaction.type.name}"
