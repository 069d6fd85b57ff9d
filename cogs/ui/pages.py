"""Lists of stories, five a page, with buttons that turn pages for ever: their state is their id."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

import discord

from cogs.ui import cards
from cogs.ui.answers import Asked, guarded
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


class Turn(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
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
        since = datetime.fromtimestamp(int(match["since"]), UTC) if match["since"] else None
        topic, source = match["topic"] or None, match["source"] or None
        return cls(Page(int(match["number"]), topic, source, since, match["query"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self._turn(interaction))

    async def _turn(self, interaction: discord.Interaction) -> None:
        asker = interaction.message and interaction.message.interaction_metadata
        if asker and asker.user.id != interaction.user.id:
            # A public list stays as its asker has it; everyone else gets a copy to page through.
            await show(interaction, self.page)
            return
        card, view = await compose(Asked(interaction), self.page)
        await interaction.response.edit_message(embeds=cards.embeds(card), view=view)


async def show(interaction: discord.Interaction, page: Page, *, public: bool = False) -> None:
    """Answers with a page. Raises Mistake where there is nothing on it."""
    asked = Asked(interaction)
    card, view = await compose(asked, page)
    await asked.answer(embeds=cards.embeds(card), view=view, public=public)


async def compose(asked: Asked, page: Page) -> tuple[Card, discord.ui.View]:
    """The page as a card, and the buttons that lead on from it."""
    room, guild_id, locale = asked.room, asked.interaction.guild_id, asked.locale
    if page.query:
        found = await searching.matching(room, guild_id, page.query, page.wanted, page.number)
        title = say(_title(found), locale, query=text.escaped(page.query, finding.SHOWN))
    else:
        found = await finding.newest(room, guild_id, page.wanted, page.number)
        title = say("latest.title", locale)
    buttons = _buttons(page, more=found.more)
    footer = say("page.shorten", locale) if found.more and not buttons.children else ""
    entries = render.entries(found.stories, found.headlines)
    return render.listing(title, [*_notes(page, found, locale), *entries], footer), buttons


def _title(found: finding.Found) -> str:
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
    view = discord.ui.View(timeout=None)
    onward = replace(page, number=page.number + 1)
    if len(onward.custom_id()) > CUSTOM_ID_LIMIT:
        return view
    if page.number:
        view.add_item(Turn(replace(page, number=page.number - 1), "◀"))
    if more:
        view.add_item(Turn(onward, "▶"))
    return view
