"""The button that has the stories of a rehearsal posted. The 1 is the version of its id."""

import re
from collections.abc import Sequence
from typing import Self

import discord

from cogs.subscriptions import pressed
from cogs.ui.answers import Asked, guarded
from news.words import say
from pipeline import telling_at_once
from pipeline.telling_at_once import Owed

_KEY = 24  # characters of a story's key


class PostNow(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"post_now:1:{pressed.MARK}:(?P<stories>(?:[0-9a-f]{{{_KEY}}}){{1,3}})",
):
    """Owes the stories to the channel of a subscription that still wants them."""

    def __init__(self, mark: str, stories: Sequence[str], label: str = "·") -> None:
        self.mark = mark
        self.stories = stories
        custom_id = f"post_now:1:{mark}:{''.join(stories)}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: object, match: re.Match[str], /
    ) -> Self:
        keys = match["stories"]
        return cls(match["mark"], [keys[at : at + _KEY] for at in range(0, len(keys), _KEY)])

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self._post(Asked(interaction)))

    async def _post(self, asked: Asked) -> None:
        wanted = await pressed.marked(asked, self.mark)
        place = await pressed.place(asked, wanted.channel_id)
        owed = await telling_at_once.tell(asked.room, wanted, self.stories)
        await asked.answer(_told(owed, place.mention, asked.locale))


def _told(owed: Owed, channel: str, locale: str) -> str:
    if not owed.count:
        return say("posting.already", locale, channel=channel)
    if owed.until:
        return say("posting.quiet", locale, channel=channel, count=owed.count, at=owed.until)
    if owed.already:
        return say("posting.rest", locale, channel=channel, count=owed.count)
    return say("posting.done", locale, channel=channel, count=owed.count)
