"""What admins add for their own server: /feed."""

import io
from collections import Counter
from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import candidates, cards, health, lists, opml_files, wording
from cogs.ui.answers import Asked
from cogs.ui.choices import autocomplete, source_meant, source_options, topics
from news import names, opml, render, render_feeds, text
from news.errors import Mistake
from news.models import ALL, Source
from news.names import Choice
from news.words import say
from pipeline import importing, subscribing
from pipeline.adding import Added
from storage import sources, subscriptions

_NAME_LIMIT = 90


async def own_options(interaction: discord.Interaction) -> Sequence[Choice]:
    """The sources that this server added; what two are called is told apart by their ids."""
    return _choices(await _own(Asked(interaction)))


def _choices(own: Sequence[Source]) -> list[Choice]:
    called = Counter(each.outlet.casefold() for each in own)
    return [
        Choice(each.id, name if called[name.casefold()] == 1 else f"{name} ({each.id})")
        for each in own
        for name in [each.outlet]
    ]


async def topic_options(interaction: discord.Interaction) -> Sequence[Choice]:
    """What a story can be about; everything is no topic of one."""
    return [each for each in await topics(interaction) if each.value != ALL]


@app_commands.default_permissions(manage_guild=True)
class Feeds(commands.GroupCog, group_name="feed", group_description=wording.text("command.feed")):
    """Sources that one server adds, and that no other server sees."""

    @app_commands.command(description=wording.text("command.feed.add"))
    @app_commands.describe(
        url=wording.text("option.feed_url"), topic=wording.text("option.feed_topic")
    )
    @app_commands.autocomplete(topic=autocomplete(topic_options))
    async def add(
        self, interaction: discord.Interaction, url: str, topic: str | None = None
    ) -> None:
        asked = Asked(interaction)
        chosen = names.meant(await topic_options(interaction), topic, "topic") if topic else ""
        with asked.bot.adding.place(asked.guild_id):
            await asked.defer()
            found = await asked.bot.adding.add(asked.guild_id, url, (chosen,) if chosen else ())
        if isinstance(found, Added):
            await asked.answer(embeds=cards.embeds(candidates.added(found, asked.locale)))
        else:
            await candidates.offer(asked, chosen, found.candidates)

    @app_commands.command(description=wording.text("command.feed.remove"))
    @app_commands.describe(source=wording.text("option.own_source"))
    @app_commands.autocomplete(source=autocomplete(own_options))
    async def remove(self, interaction: discord.Interaction, source: str) -> None:
        asked = Asked(interaction)
        own = {each.id: each for each in await _own(asked)}
        if not own:
            raise Mistake("feeds.none")
        chosen = own[names.chosen(_choices([*own.values()]), source, "source")]
        await asked.defer()
        ended = await subscribing.give_up(asked.room, asked.guild_id, chosen.id)
        outlet, url = text.escaped(chosen.outlet, _NAME_LIMIT), render.address(chosen.url)
        await asked.answer(
            say("feeds.removed", asked.locale, count=ended, source=outlet, url=url)
            if ended
            else say("feeds.removed_alone", asked.locale, source=outlet, url=url)
        )

    @app_commands.command(name="list", description=wording.text("command.feed.list"))
    async def list_own(self, interaction: discord.Interaction) -> None:
        asked = Asked(interaction)
        await asked.defer()
        most = asked.bot.settings.server_feeds
        visible = await sources.visible(asked.room.db, asked.guild_id)
        lines = render_feeds.own(visible, asked.room.clock(), asked.locale)
        if not lines:
            raise Mistake("feeds.none")
        title = say("feeds.list", asked.locale, count=len(lines), most=most)
        await lists.show(asked, title, lines)

    @app_commands.command(description=wording.text("command.feed.health"))
    @app_commands.describe(source=wording.text("option.health_source"))
    @app_commands.autocomplete(source=autocomplete(source_options))
    async def health(self, interaction: discord.Interaction, source: str | None = None) -> None:
        await health.show(Asked(interaction), await source_meant(interaction, source))

    @app_commands.command(name="export", description=wording.text("command.feed.export"))
    async def export_list(self, interaction: discord.Interaction) -> None:
        asked = Asked(interaction)
        await asked.defer()
        own, public = await _own(asked), await _subscribed(asked)
        if not own and not public:
            raise Mistake("feeds.nothing_to_export")
        folders = {say("feeds.subscribed", asked.locale): public} if public else {}
        written = opml.write(say("feeds.export_title", asked.locale), own, folders)
        said = say("feeds.exported", asked.locale, count=len(own) + len(public))
        await asked.answer(said, files=[discord.File(io.BytesIO(written), "downlink.opml")])

    @app_commands.command(name="import", description=wording.text("command.feed.import"))
    @app_commands.describe(file=wording.text("option.opml"))
    async def import_list(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        asked = Asked(interaction)
        await asked.defer()
        outlines = await opml_files.read(asked, file)
        outcomes = await importing.bring(asked.bot.adding, asked.guild_id, outlines)
        await opml_files.report(asked, outcomes)


async def _own(asked: Asked) -> list[Source]:
    return await sources.own(asked.room.db, asked.guild_id)


async def _subscribed(asked: Asked) -> list[Source]:
    """The public sources that the server's channels are subscribed to by name."""
    standing = await subscriptions.of_guild(asked.room.db, asked.guild_id)
    wanted = {each.subscription.source_id or "" for each in standing}
    visible = await sources.visible(asked.room.db, asked.guild_id, wanted)
    return [each for each in visible if not each.private]
