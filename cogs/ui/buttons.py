"""The buttons under what was posted. They answer for ever; the 1 is the version of their ids."""

import re
from typing import ClassVar, Self

import discord

from cogs.ui import cards, stories
from cogs.ui.answers import Asked, guarded
from news import render, render_sources, render_stories
from pipeline import finding, notices

Button = discord.ui.Button[discord.ui.View]


class OfPost(discord.ui.DynamicItem[Button], template=r"(?!)"):
    """A button of a post's message. It carries the post's key, as the last part of its id."""

    name: ClassVar[str]

    def __init__(self, post_key: str, label: str = "·") -> None:
        self.post_key = post_key
        super().__init__(discord.ui.Button(label=label, custom_id=f"{self.name}:1:{post_key}"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: object, match: re.Match[str], /
    ) -> Self:
        return cls(match["post"])

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self.answer(Asked(interaction)))

    async def answer(self, asked: Asked) -> None:
        """For whoever has pressed it alone. Raises Mistake."""
        raise NotImplementedError


class Related(OfPost, template=r"related:1:(?P<post>[0-9a-f]{24})"):
    """What is related to the story of a post."""

    name = "related"

    async def answer(self, asked: Asked) -> None:
        found = await finding.told_by(asked.room, asked.server_id, self.post_key)
        await stories.show(asked, found[0], render_stories.relations)


class Coverage(OfPost, template=r"coverage:1:(?P<post>[0-9a-f]{24})"):
    """Who reports the stories of a post."""

    name = "coverage"

    async def answer(self, asked: Asked) -> None:
        found = await finding.told_by(asked.room, asked.server_id, self.post_key)
        await asked.answer(embeds=cards.embeds(render.reports(found, asked.locale)))


class Health(OfPost, template=r"health:1:(?P<post>[0-9a-f]{24})"):
    """How the source of a notice does now."""

    name = "health"

    async def answer(self, asked: Asked) -> None:
        source = await notices.source_of(asked.room, asked.server_id, self.post_key)
        found = render_sources.details(source, asked.room.clock(), asked.locale)
        await asked.answer(embeds=cards.embeds(found))
