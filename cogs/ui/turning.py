"""Pages that turn by buttons: what such buttons have in common. Their state is their id."""

from collections.abc import Awaitable, Callable

import discord

from cogs.ui import cards
from cogs.ui.answers import Asked
from news.models import Card

Button = discord.ui.Button[discord.ui.View]
Composed = Callable[[Asked], Awaitable[tuple[Card, discord.ui.View]]]
"""Makes a page as a card, and the buttons that lead on from it. Raises Mistake."""


async def show(interaction: discord.Interaction, composed: Composed, *, public: bool) -> None:
    """Answers with the page. Raises Mistake where there is nothing on it."""
    asked = Asked(interaction)
    card, view = await composed(asked)
    await asked.answer(embeds=cards.embeds(card), view=view, public=public)


async def turn(interaction: discord.Interaction, composed: Composed) -> None:
    """Shows the page in place of the one of which a button was pressed, if that is theirs."""
    if not _is_theirs(interaction):
        # A public list stays as its asker has it; everyone else gets a copy to page through.
        await show(interaction, composed, public=False)
        return
    asked = Asked(interaction)
    if interaction.message and not interaction.message.flags.ephemeral:
        await asked.speak_to_all()
    card, view = await composed(asked)
    await asked.edit(embeds=cards.embeds(card), view=view)


def arrows(*turns: discord.ui.DynamicItem[Button] | None) -> discord.ui.View:
    """The buttons that lead on, as far as there are such."""
    view = discord.ui.View(timeout=None)
    for each in filter(None, turns):
        view.add_item(each)
    return view


def _is_theirs(interaction: discord.Interaction) -> bool:
    message = interaction.message
    if message is None or message.flags.ephemeral:
        return True
    asker = message.interaction_metadata
    return asker is not None and asker.user.id == interaction.user.id
