"""/news digest: pages of a day or a week."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

import discord

from cogs.ui import turning
from cogs.ui.answers import Asked, guarded
from cogs.ui.moments import from_seconds
from news import render
from news.models import ALL, Card
from news.periods import Period
from news.query import Filter
from news.words import say
from pipeline.digests import Wanted, digest


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of which digest. number counts from 0. until: when it was asked for."""

    period: Period
    until: datetime
    topic: str | None = None
    number: int = 0

    def custom_id(self) -> str:
        seconds = int(self.until.timestamp())
        return f"digest:1:{self.period}:{self.number}:{self.topic or ''}:{seconds}"

    async def compose(self, asked: Asked) -> tuple[Card, discord.ui.View]:
        """As a card, with the buttons that lead on from it. Raises Mistake if it is empty."""
        locale = asked.locale
        wanted = Wanted(self.topic, self.period, self.until, locale)
        found = await digest(asked.room, asked.server_id, wanted, self.number)
        title = say(f"period.{self.period}", locale)
        topic = None if self.topic == ALL else self.topic
        card = render.grouped(
            render.narrowed(title, Filter(topic), locale=locale),
            say("digest.stories", locale, count=found.total),
            found.stories,
            locale,
        )
        back = Turn(replace(self, number=self.number - 1), "◀") if self.number else None
        onward = Turn(replace(self, number=self.number + 1), "▶") if found.more else None
        footer = render.page(self.number, locale)
        return replace(card, footer=footer), turning.arrows(back, onward)


class Turn(
    discord.ui.DynamicItem[turning.Button],
    template=(
        r"digest:1:(?P<period>day|week):(?P<number>\d{1,4})"
        r":(?P<topic>[a-z0-9-]*):(?P<until>\d{1,11})"
    ),
):
    """Goes to a page. The 1 is the version of this custom id."""

    def __init__(self, page: Page, label: str = "·") -> None:
        self.page = page
        super().__init__(discord.ui.Button(label=label, custom_id=page.custom_id()))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: object, match: re.Match[str], /
    ) -> Self:
        until = from_seconds(match["until"])
        return cls(
            Page(Period(match["period"]), until, match["topic"] or None, int(match["number"]))
        )

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, turning.turn(interaction, self.page.compose))
