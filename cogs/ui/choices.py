"""Autocomplete, and what was meant by what was typed instead of choosing."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import discord
from discord import app_commands

from cogs.ui.answers import Asked
from news import names
from news.names import Choice
from storage import sources

NAME_LIMIT = 100
"""Discord: of a choice's name."""

Options = Callable[[discord.Interaction], Coroutine[Any, Any, Sequence[Choice]]]
Best = Callable[[Sequence[Choice], str], list[Choice]]
Autocomplete = Callable[
    [discord.Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]
]


def autocomplete(options: Options, best: Best = names.best) -> Autocomplete:
    """Discord's choices out of ours: at most 25, best first."""

    async def complete(
        interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        found = best(await options(interaction), typed)
        return [
            app_commands.Choice(name=each.name[:NAME_LIMIT], value=each.value) for each in found
        ]

    return complete


async def topics(interaction: discord.Interaction) -> Sequence[Choice]:
    return names.topic_choices(str(interaction.locale))


async def source_options(interaction: discord.Interaction) -> Sequence[Choice]:
    visible = await sources.visible(Asked(interaction).room.db, interaction.guild_id)
    return names.source_choices(visible)


async def topic_meant(interaction: discord.Interaction, typed: str | None) -> str | None:
    """The topic's id; raises Mistake."""
    return names.meant(await topics(interaction), typed, "topic") if typed else None


async def source_meant(interaction: discord.Interaction, typed: str | None) -> str | None:
    """The source's id; raises Mistake."""
    return names.meant(await source_options(interaction), typed, "source") if typed else None
