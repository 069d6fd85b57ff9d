"""Lists of stories, five a page, with buttons that turn pages for ever: their state is their id."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

import discord

from cogs.ui import cards
from cogs.ui.answers import Asked, guarded
from news import render, text
from news.errors import Mistake
from news.models import ALL, Card, GuildView
from news.names import nearest_topic
from news.query import Query, parse
from news.view import seen, seen_by
from news.words import say
from pipeline.room import Room
from storage import guilds, search, stories

SIZE = 5
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
    def wanted(self) -> stories.Filter:
        topic = None if self.topic == ALL else self.topic
        return stories.Filter(topic, self.source, self.since)


class Turn(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=(
        r"page:1:(?P<number>\d{1,4}):(?P<topic>[a-z-]*):(?P<source>[a-z0-9-]*)"
        r":(?P<since>-?\d*):(?P<query>[\s\S]*)"
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
        card, view = await compose(Asked(interaction).room, interaction.guild_id, self.page)
        await interaction.response.edit_message(embeds=cards.embeds(card), view=view)


async def show(interaction: discord.Interaction, page: Page, *, public: bool = False) -> None:
    """Answers with a page. Raises Mistake where there is nothing on it."""
    asked = Asked(interaction)
    card, view = await compose(asked.room, interaction.guild_id, page)
    await asked.answer(embeds=cards.embeds(card), view=view, public=public)


async def compose(room: Room, guild_id: int | None, page: Page) -> tuple[Card, discord.ui.View]:
    """The page as a card, and the buttons that lead on from it."""
    view = await guilds.view(room.db, guild_id)
    if page.query:
        title, lines, more = await _found(room, view, page)
    else:
        title, lines, more = await _newest(room, view, page)
    buttons = _buttons(page, more=more)
    footer = say("page.shorten") if more and not buttons.children else ""
    return render.listing(title, lines, footer), buttons


async def _newest(room: Room, view: GuildView, page: Page) -> tuple[str, list[str], bool]:
    found = await stories.newest(
        room.db, view, page.wanted, limit=SIZE + 1, offset=page.number * SIZE
    )
    if not found:
        raise Mistake("page.end" if page.number else "latest.nothing")
    lines = [render.entry(story) for story in seen(view, found[:SIZE])]
    return say("latest.title"), lines, len(found) > SIZE


async def _found(room: Room, view: GuildView, page: Page) -> tuple[str, list[str], bool]:
    asked = parse(page.query)
    title, found = "search.title", await _matches(room, view, page, asked, every=True)
    first = replace(page, number=0)
    if not found and not (page.number and await _matches(room, view, first, asked, every=True)):
        title, found = "search.title_some", await _matches(room, view, page, asked, every=False)
    if not found:
        raise _nothing(page)
    lines = [
        render.entry(story, text.bold(match.title, render.LINE_LIMIT * 2))
        for match in found[:SIZE]
        if (story := seen_by(view, match.story))
    ]
    shown = text.escaped(page.query, render.LINE_LIMIT)
    return say(title, query=shown), lines, len(found) > SIZE


async def _matches(
    room: Room, view: GuildView, page: Page, asked: Query, *, every: bool
) -> list[search.Match]:
    return await search.find(
        room.db,
        asked,
        view,
        page.wanted,
        limit=SIZE + 1,
        offset=page.number * SIZE,
        every=every,
    )


def _nothing(page: Page) -> Mistake:
    if page.number:
        return Mistake("page.end")
    shown = text.escaped(page.query, render.LINE_LIMIT)
    topic = nearest_topic(page.query)
    if topic is None:
        return Mistake("search.nothing", query=shown)
    return Mistake("search.nothing_but_topic", query=shown, topic=topic.name, id=topic.id)


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
