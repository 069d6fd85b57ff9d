"""What members ask for: /news."""

from collections.abc import Callable, Sequence

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import cards, lists, pages
from cogs.ui.answers import Asked
from cogs.ui.choices import (
    autocomplete,
    source_meant,
    source_options,
    story_complete,
    story_meant,
    subject_complete,
    topic_meant,
)
from news import names, render, render_sources, render_stories
from news.errors import Mistake
from news.models import Card, SeenStory
from news.query import LONGEST
from news.related import Related
from news.topics import TOPICS
from news.words import say
from pipeline import finding, relating
from storage import sources

Rendered = Callable[[SeenStory, Sequence[Related], str], Card]

_TOPIC = say("option.topic")
_SOURCE = say("option.source")
_STORY = say("option.story")
_PUBLIC = say("option.public")


class News(commands.GroupCog, group_name="news", group_description=say("command.news")):
    """For everyone: stories, what is related to one, topics and sources."""

    @app_commands.command(description=say("command.news.latest"))
    @app_commands.describe(topic=_TOPIC, source=_SOURCE, public=_PUBLIC)
    @app_commands.autocomplete(topic=subject_complete, source=autocomplete(source_options))
    async def latest(
        self,
        interaction: discord.Interaction,
        topic: str | None = None,
        source: str | None = None,
        public: bool = False,
    ) -> None:
        page = pages.Page(
            topic=await topic_meant(interaction, topic),
            source=await source_meant(interaction, source),
        )
        await pages.show(interaction, page, public=public)

    @app_commands.command(description=say("command.news.search"))
    @app_commands.describe(
        query=say("option.query"),
        topic=_TOPIC,
        source=_SOURCE,
        since=say("option.since"),
        public=_PUBLIC,
    )
    @app_commands.autocomplete(topic=subject_complete, source=autocomplete(source_options))
    async def search(
        self,
        interaction: discord.Interaction,
        query: app_commands.Range[str, 1, LONGEST],
        topic: str | None = None,
        source: str | None = None,
        since: str | None = None,
        public: bool = False,
    ) -> None:
        page = pages.Page(
            topic=await topic_meant(interaction, topic),
            source=await source_meant(interaction, source),
            since=names.since(since, Asked(interaction).room.clock()) if since else None,
            query=query,
        )
        await pages.show(interaction, page, public=public)

    @app_commands.command(description=say("command.news.related"))
    @app_commands.describe(story=_STORY)
    @app_commands.autocomplete(story=story_complete)
    async def related(self, interaction: discord.Interaction, story: str) -> None:
        await _answer(interaction, story, render_stories.relations)

    @app_commands.command(name="story", description=say("command.news.story"))
    @app_commands.describe(story=_STORY)
    @app_commands.autocomplete(story=story_complete)
    async def whole_story(self, interaction: discord.Interaction, story: str) -> None:
        await _answer(interaction, story, render_stories.whole)

    @app_commands.command(name="topics", description=say("command.news.topics"))
    async def topic_list(self, interaction: discord.Interaction) -> None:
        asked = Asked(interaction)
        counts = await finding.counts(asked.room, interaction.guild_id)
        await asked.answer(embeds=cards.embeds(render.topic_list(TOPICS, counts, asked.locale)))

    @app_commands.command(name="sources", description=say("command.news.sources"))
    async def source_list(self, interaction: discord.Interaction) -> None:
        asked = Asked(interaction)
        found = await sources.visible(asked.room.db, interaction.guild_id)
        if not found:
            raise Mistake("outlets.none")
        lines = render_sources.groups(found, asked.room.clock(), asked.locale)
        await lists.show(asked, say("outlets.title", asked.locale, count=len(found)), lines)


async def _answer(interaction: discord.Interaction, typed: str, rendered: Rendered) -> None:
    """Shows the story that is meant, with what is related to it."""
    asked = Asked(interaction)
    story = await story_meant(interaction, typed)
    related = await relating.relations(asked.room, interaction.guild_id, story)
    await asked.answer(embeds=cards.embeds(rendered(story, related, asked.locale)))
