"""What follows when the form of a subscription is handed in. The 1 is the version of its id."""

import re
from dataclasses import replace
from typing import Any

import discord

from cogs.subscriptions import answering, pressed, refusals
from cogs.subscriptions.form import changed
from cogs.ui.answers import Asked, guarded
from cogs.ui.places import sort
from news.errors import Mistake
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
        await guarded(interaction, _change(Asked(interaction), found["mark"]))


async def _change(asked: Asked, mark: str) -> None:
    before = await pressed.marked(asked, mark)
    place = await pressed.place(asked, before.channel_id)
    wanted = replace(before, **changed(before, _filled(asked.interaction)))
    role = place.guild.get_role(wanted.mention) if wanted.mention else None
    if wanted.mention and role is None:
        raise Mistake("change.no_role")
    refusals.refuse(wanted, place, role)
    by = asked.interaction.user.id
    made = await subscribing.change(asked.room, wanted, sort(place), by)
    await answering.tell(asked, made, place.mention, changed="change.done")


def _filled(interaction: discord.Interaction) -> dict[str, Any]:
    """What was handed in, by the ids of the fields.

    https://discord.com/developers/docs/components/reference#label
    """
    data: Any = interaction.data
    fields = [each["component"] for each in data["components"]]
    return {each["custom_id"]: each.get("values", each.get("value")) for each in fields}
