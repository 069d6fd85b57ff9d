"""A list longer than one message holds: it goes on in the next."""

from collections.abc import Sequence

import discord

from cogs.ui.answers import Asked
from cogs.ui.cards import COLOUR
from news import render


async def show(asked: Asked, title: str, lines: Sequence[str]) -> None:
    """For whoever asked alone; there is at least one line."""
    first, *rest = render.columns(lines)
    await asked.answer(embeds=[discord.Embed(title=title, description=first, colour=COLOUR)])
    for text in rest:
        await asked.answer(embeds=[discord.Embed(description=text, colour=COLOUR)])
