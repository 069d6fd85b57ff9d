"""What members ask for: /news."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import cards, charts, digests, lists, pages, stories, turning
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
from cogs.ui.installs import everywhere
from cogs.ui.wording import text
from news import names, render, render_sources, render_stories, topics
from news.charts import alt
from news.errors import Mistake
from news.periods import Period
from news.query import LONGEST
from news.topics import TOPICS
from news.words import say
from pipeline import charting, finding
from storage import sources

_TOPIC = text("option.topic")
_SOURCE = text("option.source")
_STORY = text("option.story")
_PUBLIC = text("option.public")
_PERIODS = [app_commands.Choice(name=text(f"choice.{each}"), value=each.value) for each in Period]


@everywhere
class News(commands.GroupCog, group_name="news", group_description=text("command.news")):
    """For everyone: stories, what is related to one, topics and sources."""

    @app_commands.command(description=text("command.news.latest"))
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

    @app_commands.command(description=text("command.news.search"))
    @app_commands.describe(
        query=text("option.query"),
        topic=_TOPIC,
        source=_SOURCE,
        since=text("option.since"),
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

    @app_commands.command(description=text("command.news.digest"))
    @app_commands.describe(topic=_TOPIC, period=text("option.period"), public=_PUBLIC)
    @app_commands.autocomplete(topic=subject_complete)
    @app_commands.choices(period=_PERIODS)
    async def digest(
        self,
        interaction: discord.Interaction,
        topic: str | None = None,
        period: str = Period.DAY,
        public: bool = False,
    ) -> None:
        asked = Asked(interaction)
        await asked.defer()
        wanted = await topic_meant(interaction, topic)
        page = digests.Page(Period(period), asked.room.clock(), wanted)
        await turning.show(interaction, page.compose, public=public)

    @app_commands.command(description=text("command.news.related"))
    @app_commands.describe(story=_STORY)
    @app_commands.autocomplete(story=story_complete)
    async def related(self, interaction: discord.Interaction, story: str) -> None:
        await _answer(interaction, story, render_stories.relations)

    @app_commands.command(name="story", description=text("command.news.story"))
    @app_commands.describe(story=_STORY)
    @app_commands.autocomplete(story=story_complete)
    async def whole_story(self, interaction: discord.Interaction, story: str) -> None:
        await _answer(interaction, story, render_stories.whole)

    @app_commands.command(name="topics", description=text("command.news.topics"))
    async def topic_list(self, interaction: discord.Interaction) -> None:
        asked = Asked(interaction)
        counts = await finding.counts(asked.room, asked.server_id)
        await asked.answer(embeds=cards.embeds(render.topic_list(TOPICS, counts, asked.locale)))
        names = [topics.name(each, asked.locale) for each in TOPICS]
        charts.follow(
            asked,
            lambda: charting.of_topics(asked.room, asked.server_id),
            lambda chart: alt.topics(chart, names, asked.locale),
        )

    @app_commands.command(name="sources", description=text("command.news.sources"))
    async def source_list(self, interaction: discord.Interaction) -> None:
        asked = Asked(interaction)
        await asked.defer()
        found = await sources.visible(asked.room.db, asked.server_id)
        if not found:
            raise Mistake("outlets.none")
        lines = render_sources.groups(found, asked.room.clock(), asked.locale)
        await lists.show(asked, say("outlets.title", asked.locale, count=len(found)), lines)
        listed = render_sources.listed(found)
        charts.follow(
            asked,
            lambda: charting.of_sources(asked.room, asked.server_id, listed),
            lambda chart: alt.sources(chart, [each.outlet for each in listed], asked.locale),
        )


async def _answer(interaction: discord.Interaction, typed: str, rendered: stories.Rendered) -> None:
    """Shows the story that is meant, with what is related to it."""
    story = await story_meant(interaction, typed)
    await stories.show(Asked(interaction), story, rendered)
