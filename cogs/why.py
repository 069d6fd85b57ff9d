"""What admins wonder: why a story was posted, or was not."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import lists
from cogs.ui.answers import Asked
from cogs.ui.choices import story_complete
from cogs.ui.wording import text
from news.render import why as render_why
from news.words import say
from pipeline.explaining import Explanation, explain
from storage import sources


class Why(commands.Cog):
    """/why."""

    @app_commands.command(description=text("command.why"))
    @app_commands.describe(link=text("option.link"))
    @app_commands.autocomplete(link=story_complete)
    @app_commands.default_permissions(manage_guild=True)
    async def why(self, interaction: discord.Interaction, link: str) -> None:
        asked = Asked(interaction)
        found = await explain(asked.room, asked.guild_id, link)
        lines = [
            *render_why.facts(found.story, found.first_seen_at, asked.locale),
            *await _channels(asked, found),
        ]
        await lists.show(asked, say("why.title", asked.locale), lines)


async def _channels(asked: Asked, found: Explanation) -> list[str]:
    """A line for each channel of the server that has to do with stories."""
    named = {each.source_id or "" for each in found.subscriptions.values()}
    known = await sources.visible(asked.room.db, asked.guild_id, named)
    lines = [
        render_why.became(
            each, found.subscriptions.get(each.delivery.subscription_id), known, asked.locale
        )
        for each in found.outcomes
    ]
    lines += render_why.passed_over(found.passed_over, asked.locale)
    return lines or [say("why.nobody", asked.locale)]
