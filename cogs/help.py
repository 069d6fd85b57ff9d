"""How to start, and what the bot keeps, shows and is."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import cards
from cogs.ui.answers import Asked
from cogs.ui.installs import everywhere
from cogs.ui.wording import text
from news import render_help
from storage import sources


class Help(commands.Cog):
    """/help and /about, for everyone."""

    @everywhere
    @app_commands.command(name="help", description=text("command.help"))
    async def how_to_start(self, interaction: discord.Interaction) -> None:
        asked = Asked(interaction)
        told = ["help.everyone", *_by_role(interaction)]
        await asked.answer(embeds=cards.embeds(render_help.help_card(told, asked.locale)))

    @everywhere
    @app_commands.command(description=text("command.about"))
    async def about(self, interaction: discord.Interaction) -> None:
        asked = Asked(interaction)
        await asked.defer()
        settings = asked.room.settings
        found = await sources.visible(asked.room.db, asked.server_id)
        card = render_help.about(found, settings.forget_after, settings.contact, asked.locale)
        await asked.answer(embeds=cards.embeds(card))


def _by_role(interaction: discord.Interaction) -> list[str]:
    """What is for this person beside what is for everyone."""
    if not interaction.is_guild_integration():
        return []
    return ["help.admins" if interaction.permissions.manage_guild else "help.ask_admins"]
