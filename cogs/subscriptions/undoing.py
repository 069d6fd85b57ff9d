"""The button that takes back what was done to a subscription. The 1 is the version of its id."""

import re
from typing import Self

import discord

from cogs.subscriptions import pressed
from cogs.subscriptions.wording import wording
from cogs.ui.answers import Asked, guarded
from cogs.ui.places import sort
from news.words import say
from pipeline import undoing
from storage.undos import Undo


class TakeBack(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"undo:1:(?P<key>[0-9a-f]{24})",
):
    """For every admin of the server in which it was done. The panel has one of its own."""

    def __init__(self, key: str, label: str = "·") -> None:
        self.key = key
        super().__init__(discord.ui.Button(label=label, custom_id=f"undo:1:{key}"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: object, match: re.Match[str], /
    ) -> Self:
        return cls(match["key"])

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self._undo(Asked(interaction)))

    async def _undo(self, asked: Asked) -> None:
        await asked.edit(await take_back(asked, self.key))


async def take_back(asked: Asked, key: str) -> str:
    """What has been done by that, in words. Raises Mistake."""
    pressed.require_admin(asked)
    done = await undoing.find(asked.room, asked.guild_id, key)
    # To end something takes no right there; to have something told there does.
    place = await pressed.place(asked, done.before.channel_id) if done.before else None
    sort_of_it = sort(place) if place else None
    return await _told(asked, await undoing.undo(asked.room, asked.guild_id, key, sort_of_it))


def offer_undo(view: discord.ui.View, key: str, locale: str) -> None:
    """key: as pipeline.subscribing gives it."""
    view.add_item(TakeBack(key, say("button.undo", locale)))


async def _told(asked: Asked, done: Undo) -> str:
    stands = done.before or done.after
    assert stands is not None
    words, locale = await wording(asked, [stands]), asked.locale
    said = {"channel": f"<#{stands.channel_id}>", "what": words.what(stands)}
    if done.before is None:
        return say("undo.removed", locale, **said)
    key = "undo.changed" if done.after else "undo.brought_back"
    return say(key, locale, **said, how=words.how(done.before))
