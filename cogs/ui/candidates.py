"""A page names several feeds: a menu from which its asker takes one, also after a restart."""

import re
from collections.abc import Sequence
from typing import Self

import discord

from cogs.ui import cards
from cogs.ui.answers import Asked, guarded
from news import render_feeds, text
from news.discovery import Candidate
from news.errors import Mistake
from news.models import Card
from news.words import say
from pipeline.adding import Added

MOST = 25  # Discord: options of a menu
VALUE_LIMIT = 100  # Discord: of an option's value, label and description alike

Menu = discord.ui.Select[discord.ui.View]


class Candidates(
    discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]],
    template=r"feed:1:(?P<asker>\d{1,20}):(?P<topic>[a-z-]*)",
):
    """Its values are addresses, or words for long ones. The 1 is the version of this custom id."""

    def __init__(self, asker_id: int, topic: str, menu: Menu) -> None:
        self.asker_id = asker_id
        self.topic = topic
        super().__init__(menu)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: object, match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, discord.ui.Select)
        return cls(int(match["asker"]), match["topic"], item)

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self._choose(interaction))

    async def _choose(self, interaction: discord.Interaction) -> None:
        asked, guild_id = Asked(interaction), interaction.guild_id
        adding = asked.bot.adding
        # The menu outlives the right to use it.
        may = interaction.permissions.manage_guild and interaction.user.id == self.asker_id
        if not may or guild_id is None:
            raise Mistake("answer.not_allowed")
        [value] = self.item.values
        address = value if ":" in value else adding.offered(value)
        if address is None:
            raise Mistake("feeds.choose_again")
        with adding.place(guild_id):
            await asked.defer()
            found = await adding.add(guild_id, address, (self.topic,) if self.topic else ())
        if not isinstance(found, Added):  # it was a feed a moment ago
            raise Mistake("feeds.not_a_feed")
        card = added(found, asked.locale)
        await asked.edit(embeds=cards.embeds(card))


def added(found: Added, locale: str) -> Card:
    """What somebody who added a feed is answered."""
    return render_feeds.added(found.source, found.newest, found.called, found.channels, locale)


async def offer(asked: Asked, topic: str, candidates: Sequence[Candidate]) -> None:
    """Answers with the menu; `topic` is the id that the new source gets, or empty."""
    asker_id = asked.interaction.user.id
    menu: Menu = discord.ui.Select(
        custom_id=f"feed:1:{asker_id}:{topic}",
        placeholder=say("feeds.choose", asked.locale),
        options=[_option(each, asked) for each in candidates[:MOST]],
    )
    view = discord.ui.View(timeout=None)
    view.add_item(Candidates(asker_id, topic, menu))
    await asked.answer(say("feeds.several", asked.locale, count=len(candidates)), view=view)


def _option(candidate: Candidate, asked: Asked) -> discord.SelectOption:
    url = candidate.url
    about = " · ".join(filter(None, [candidate.format, url]))
    return discord.SelectOption(
        label=text.clip(text.tidy(candidate.title), VALUE_LIMIT)
        or say("feeds.untitled", asked.locale),
        value=url if len(url) <= VALUE_LIMIT else asked.bot.adding.offer(url),
        description=text.clip(about, VALUE_LIMIT),
    )
