"""The commands: each comes through here, and every error of one ends here."""

import discord
from discord import app_commands

from cogs.ui.acknowledging import wants_public
from cogs.ui.answers import Asked, answer_error, is_admins
from news.errors import Mistake


class Tree(app_commands.CommandTree[discord.Client]):
    """What holds for all commands alike."""

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


async def _admit(asked: Asked) -> None:
    """Raises Mistake."""
    interaction = asked.interaction
    # Right after a start the channels of a server are unknown, which are not gone.
    if not asked.knows_server and is_admins(interaction):
        raise Mistake("answer.server_unknown")
    asked.bot.costs.charge(interaction)
    if wants_public(interaction):
        await asked.speak_to_all()
