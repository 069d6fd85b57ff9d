"""Lists of stories, five a page, with buttons that turn pages for ever: their state is their id."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

import discord

from cogs.ui import turning
from cogs.ui.answers import Asked, guarded
from cogs.ui.moments import from_seconds
from news import render, text
from news.models import ALL, Card
from news.query import Filter
from news.words import say
from pipeline import finding, searching

CUSTOM_ID_LIMIT = 100  # Discord


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of which list; `query` makes it a search. number counts from 0."""

    number: int = 0
    topic: str | None = None
    source: str | None = None
    since: datetime | None = None
    query: str = ""

    def custom_id(self) -> str:
        since = int(self.since.timestamp()) if self.since else ""
        return f"page:1:{self.number}:{self.topic or ''}:{self.source or ''}:{since}:{self.query}"

    @property
    def wanted(self) -> Filter:
        topic = None if self.topic == ALL else self.topic
        return Filter(topic, self.source, self.since)

    async def compose(self, asked: Asked) -> tuple[Card, discord.ui.View]:
        """As a card, with the buttons that lead on from it. Raises Mistake if it is empty."""
        found = await self._found(asked)
        buttons = _buttons(self, more=found.more)
        entries = render.entries(found.stories, found.headlines, asked.locale)
        listed = [*_notes(self, found, asked.locale), *entries]
        stuck = found.more and not buttons.children
        footer = (
            say("page.shorten", asked.locale) if stuck else render.page(self.number, asked.locale)
        )
        return render.listing(await _title(self, found, asked), listed, footer), buttons

    async def _found(self, asked: Asked) -> finding.Found:
        room, guild_id = asked.room, asked.server_id
        if self.query:
            return await searching.matching(room, guild_id, self.query, self.wanted, self.number)
        return await finding.newest(room, guild_id, self.wanted, self.number)


class Turn(
    discord.ui.DynamicItem[turning.Button],
    template=(
        r"page:1:(?P<number>\d{1,4}):(?P<topic>[a-z0-9-]*):(?P<source>[a-z0-9-]*)"
        r":(?P<since>(?:-?\d{1,11})?):(?P<query>[\s\S]*)"
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
        since = from_seconds(match["since"]) if match["since"] else None
        topic, source = match["topic"] or None, match["source"] or None
        return cls(Page(int(match["number"]), topic, source, since, match["query"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, turning.turn(interaction, self.page.compose))


async def show(interaction: discord.Interaction, page: Page, *, public: bool = False) -> None:
    """Answers with a page. Raises Mistake where there is nothing on it."""
    await turning.show(interaction, page.compose, public=public)


async def _title(page: Page, found: finding.Found, asked: Asked) -> str:
    locale, wanted = asked.locale, page.wanted
    outlet = await finding.outlet(asked.room, asked.server_id, wanted.source_id)
    if not page.query:
        return render.narrowed(say("latest.title", locale), wanted, outlet, locale)
    title = say(_searched(found), locale, query=text.escaped(page.query, finding.SHOWN))
    return render.narrowed(title, wanted, outlet, locale, key="search.narrowed")


def _searched(found: finding.Found) -> str:
    if found.in_other_words:
        return "search.title_meaning"
    return "search.title_some" if found.loosely else "search.title"


def _notes(page: Page, found: finding.Found, locale: str) -> list[str]:
    """What else was searched for, or may have been meant."""
    typed, corrected, offered = (
        text.escaped(each, finding.SHOWN) for each in (page.query, found.corrected, found.offered)
    )
    notes = []
    if corrected:
        notes.append(say("search.corrected", locale, typed=typed, shown=corrected))
    if offered:
        notes.append(say("search.offered", locale, shown=offered))
    return notes


def _buttons(page: Page, *, more: bool) -> discord.ui.View:
    onward = replace(page, number=page.number + 1)
    if len(onward.custom_id()) > CUSTOM_ID_LIMIT:
        return turning.arrows()
    back = Turn(replace(page, number=page.number - 1), "◀") if page.number else None
    return turning.arrows(back, Turn(onward, "▶") if more else None)
