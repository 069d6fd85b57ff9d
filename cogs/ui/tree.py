"""The commands: each comes through here, and every error of one ends here."""

import logging

import discord
from discord import app_commands

from cogs.ui.acknowledging import wants_public
from cogs.ui.answers import UNKNOWN_INTERACTION, Asked, answer_error, is_admins
from news.errors import Mistake


class Tree(app_commands.CommandTree[discord.Client]):
    """What holds for all commands alike."""

    def __init__(self, client: discord.Client) -> None:
        super().__init__(client)
        # It logs itself what becomes of a list, whatever it was.
        logging.getLogger("discord.app_commands.tree").addFilter(_in_brief)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        try:
            await _admit(Asked(interaction))
        except Exception as error:  # noqa: BLE001  # answered, and logged there
            await answer_error(interaction, error)
            return False
        return True

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            return
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await answer_error(interaction, cause)


def _in_brief(record: logging.LogRecord) -> bool:
    """What came too late for Discord is worth a line, and no traceback."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, discord.NotFound) and error.code == UNKNOWN_INTERACTION:
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg, record.args = "a list came too late for Discord", ()
        record.exc_info = record.exc_text = None
    return True


async def _admit(asked: Asked) -> None:
    """Raises Mistake."""
    interaction = asked.interaction
    # Right after a start the channels of a server are unknown, which are not gone.
    if not asked.knows_server and is_admins(interaction):
        raise Mistake("answer.server_unknown")
    asked.bot.costs.charge(interaction)
    if wants_public(interaction):
        await asked.speak_to_all()
