"""What follows when the form of a subscription is handed in. The 1 is the version of its id."""

import re
from dataclasses import replace
from typing import Any

import discord

from cogs.subscriptions import answering, pressed, refusals
from cogs.subscriptions.changing import ChangeAgain
from cogs.subscriptions.drafts import Whose
from cogs.subscriptions.entries import Entries, meant
from cogs.ui.answers import Asked, answer_error, guarded
from cogs.ui.places import sort
from news.errors import Mistake
from news.models import Subscription
from news.words import say
from pipeline import subscribing

_HANDED_IN = re.compile(rf"changed:1:{pressed.MARK}")


async def hand_in(interaction: discord.Interaction) -> None:
    """Of any interaction: if it is such a form, changes its subscription.

    So also one that was open while the bot was started anew, which knows it by its id alone.
    """
    data: Any = interaction.data or {}
    if interaction.type is not discord.InteractionType.modal_submit:
        return
    if found := _HANDED_IN.fullmatch(data["custom_id"]):
        await guarded(interaction, _hand_in(Asked(interaction), found["mark"]))


async def _hand_in(asked: Asked, mark: str) -> None:
    """Whatever hinders, nothing that was typed is lost: Discord has closed the form."""
    before = await pressed.marked(asked, mark)
    entries, whose = Entries.handed_in(asked.interaction), Whose.asking(asked, mark)
    asked.bot.drafts.keep(whose, entries)
    try:
        await _change(asked, before, entries)
    except Exception as error:  # noqa: BLE001  # answered, and logged there
        view = discord.ui.View(timeout=None)
        view.add_item(ChangeAgain(mark, say("button.change_again", asked.locale)))
        await answer_error(asked.interaction, error, view)
        return
    asked.bot.drafts.drop(whose)


async def _change(asked: Asked, before: Subscription, entries: Entries) -> None:
    place = await pressed.place(asked, before.channel_id)
    wanted = replace(before, **meant(entries, before))
    role = place.guild.get_role(wanted.mention) if wanted.mention else None
    if wanted.mention and role is None:
        raise Mistake("change.no_role")
    refusals.refuse(wanted, place, role)
    by = asked.interaction.user.id
    made = await subscribing.change(asked.room, wanted, sort(place), by)
    await answering.tell(asked, made, place.mention, changed="change.done")
