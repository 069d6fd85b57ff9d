"""Autocomplete, and what was meant by what was typed instead of choosing."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import discord
from discord import app_commands

from cogs.ui import mistakes
from cogs.ui.answers import Asked
from news import names, text, zones
from news.models import SeenStory
from news.names import Choice
from pipeline import relating
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
        return _shown(best(await options(interaction), typed))

    return unfailing(complete)


def unfailing(complete: Autocomplete) -> Autocomplete:
    """A list that cannot be made is empty: there is no other way to answer somebody who types."""

    async def completed(
        interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        try:
            return await complete(interaction, typed)
        except Exception as error:  # noqa: BLE001  # logged there
            mistakes.incident(interaction, error)
            return []

    return completed


def _shown(found: Sequence[Choice]) -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(name=text.clip(each.name, NAME_LIMIT), value=each.value)
        for each in found
    ]


@unfailing
async def story_complete(
    interaction: discord.Interaction, typed: str
) -> list[app_commands.Choice[str]]:
    """Headlines with what is typed of them; the newest, where nothing is."""
    asked = Asked(interaction)
    return _shown(await relating.choices(asked.room, asked.server_id, typed, asked.locale))


async def story_meant(interaction: discord.Interaction, typed: str) -> SeenStory:
    """Raises Mistake."""
    asked = Asked(interaction)
    return await relating.meant(asked.room, asked.server_id, typed)


@unfailing
async def zone_complete(
    interaction: discord.Interaction, typed: str
) -> list[app_commands.Choice[str]]:
    """Time zones by their cities, also as whoever types calls them."""
    return _shown(zones.offered(typed, str(interaction.locale)))


async def topics(interaction: discord.Interaction) -> Sequence[Choice]:
    """The vocabulary's topics alone, with everything as the first."""
    return names.topic_choices(str(interaction.locale))


async def subjects(interaction: discord.Interaction) -> Sequence[Choice]:
    """Topics and entities: whatever a story may be asked for by."""
    return names.subject_choices(str(interaction.locale))


subject_complete = autocomplete(subjects, names.best_subjects)
"""For each option that is called topic."""


async def source_options(interaction: discord.Interaction) -> Sequence[Choice]:
    asked = Asked(interaction)
    return await sources.choices(asked.room.db, asked.server_id)


async def topic_meant(interaction: discord.Interaction, typed: str | None) -> str | None:
    """The id of a topic or an entity; raises Mistake."""
    return names.meant(await subjects(interaction), typed, "topic") if typed else None


async def source_meant(interaction: discord.Interaction, typed: str | None) -> str | None:
    """The source's id; raises Mistake."""
    return names.meant(await source_options(interaction), typed, "source") if typed else None
