"""The button that opens the form of a subscription. The 1 is the version of its id."""

import re
from typing import Self

import discord

from cogs.subscriptions import pressed
from cogs.subscriptions.form import ChangeForm
from cogs.subscriptions.wording import wording
from cogs.ui.answers import Asked, guarded


class Change(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"change:1:{pressed.MARK}",
):
    """Shows the form as the subscription is now."""

    def __init__(self, mark: str, label: str = "·") -> None:
        self.mark = mark
        super().__init__(discord.ui.Button(label=label, custom_id=f"change:1:{mark}"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: object, match: re.Match[str], /
    ) -> Self:
        return cls(match["mark"])

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self._open(Asked(interaction)))

    async def _open(self, asked: Asked) -> None:
        wanted = await pressed.marked(asked, self.mark)
        await pressed.place(asked, wanted.channel_id)
        await asked.open(ChangeForm(wanted, await wording(asked)))
