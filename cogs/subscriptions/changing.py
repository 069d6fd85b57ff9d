"""The buttons that open the form of a subscription. The 1 is the version of their ids."""

import re
from typing import ClassVar, Self

import discord

from cogs.subscriptions import pressed
from cogs.subscriptions.drafts import Whose
from cogs.subscriptions.entries import Entries
from cogs.subscriptions.form import ChangeForm
from cogs.subscriptions.wording import wording
from cogs.ui.answers import Asked, guarded


class Change(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"change:1:{pressed.MARK}",
):
    """Shows the form as the subscription is now."""

    name: ClassVar[str] = "change"

    def __init__(self, mark: str, label: str = "·") -> None:
        self.mark = mark
        super().__init__(discord.ui.Button(label=label, custom_id=f"{self.name}:1:{mark}"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: object, match: re.Match[str], /
    ) -> Self:
        return cls(match["mark"])

    async def callback(self, interaction: discord.Interaction) -> None:
        asked = Asked(interaction)
        asked.opens_form()
        await guarded(interaction, self._open(asked))

    async def _open(self, asked: Asked) -> None:
        wanted = await pressed.marked(asked, self.mark)
        await pressed.place(asked, wanted.channel_id)
        entries = self.filled(asked) or Entries.of(wanted)
        await asked.open(ChangeForm(wanted, entries, await wording(asked, [wanted])))

    def filled(self, _asked: Asked) -> Entries | None:
        """What is to stand in the form, if anything else than what is."""
        return None


class ChangeAgain(Change, template=rf"change_again:1:{pressed.MARK}"):
    """Shows the form as whoever presses it has filled it in last, if that is still known."""

    name = "change_again"

    def filled(self, asked: Asked) -> Entries | None:
        return asked.bot.drafts.find(Whose.asking(asked, self.mark))
