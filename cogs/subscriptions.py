"""What admins decide: which channel is told what."""

from collections.abc import Mapping, Sequence

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import cards, lists
from cogs.ui.answers import Asked
from cogs.ui.choices import (
    autocomplete,
    source_meant,
    source_options,
    subject_complete,
    topic_meant,
)
from cogs.ui.places import missing, writable
from news import names, render, render_sources
from news.errors import Mistake
from news.health import Health
from news.health import health as health_of
from news.models import Source, Subscription
from news.names import Choice
from news.render_rehearsal import rehearsal
from news.words import say
from pipeline import subscribing
from pipeline.rehearsing import rehearse
from storage import sources, subscriptions
from storage.subscriptions import Standing


async def standing(interaction: discord.Interaction) -> Sequence[Choice]:
    """A server's subscriptions, in words."""
    assert interaction.guild is not None
    asked, guild = Asked(interaction), interaction.guild
    known = await sources.visible(asked.room.db, guild.id)
    return [
        Choice(str(each.subscription.id), _named(each.subscription, known, guild, asked.locale))
        for each in await subscriptions.of_guild(asked.room.db, guild.id)
    ]


class Subscriptions(commands.Cog):
    """/subscribe, /subscriptions, /unsubscribe."""

    @app_commands.command(description=say("command.subscribe"))
    @app_commands.describe(
        topic=say("option.topic"), source=say("option.source"), channel=say("option.channel")
    )
    @app_commands.autocomplete(topic=subject_complete, source=autocomplete(source_options))
    @app_commands.default_permissions(manage_guild=True)
    async def subscribe(
        self,
        interaction: discord.Interaction,
        topic: str | None = None,
        source: str | None = None,
        channel: discord.TextChannel | None = None,
    ) -> None:
        asked = Asked(interaction)
        if not topic and not source:
            raise Mistake("subscribe.to_what")
        place = writable(interaction, channel, "subscribe.you_may_not")
        wanted = Subscription(
            guild_id=place.guild.id,
            channel_id=place.id,
            topic=await topic_meant(interaction, topic),
            source_id=await source_meant(interaction, source),
            created_by=interaction.user.id,
        )
        # Writing waits for its turn, and the newsroom may have much to write.
        await interaction.response.defer(ephemeral=True)
        locale = str(interaction.guild_locale or "en")
        added = await subscribing.subscribe(asked.room, wanted, locale)
        known = await sources.visible(asked.room.db, place.guild.id)
        what = render.wanted(added, known, asked.locale)
        card = rehearsal(await rehearse(asked.room, added), asked.locale)
        done = say("subscribe.done", asked.locale, channel=place.mention, what=what)
        await asked.answer(done, embeds=cards.embeds(card))

    @app_commands.command(description=say("command.subscriptions"))
    @app_commands.default_permissions(manage_guild=True)
    async def subscriptions(self, interaction: discord.Interaction) -> None:
        assert interaction.guild is not None
        asked, guild = Asked(interaction), interaction.guild
        found = await subscriptions.of_guild(asked.room.db, guild.id)
        if not found:
            raise Mistake("subscriptions.none")
        known = await sources.visible(asked.room.db, guild.id)
        health = {each.id: health_of(each, asked.room.clock()) for each in known}
        locale = asked.locale
        lines = [
            f"{_line(each, known, locale)} · {_state(each, guild, health, asked)}" for each in found
        ]
        await lists.show(asked, say("subscriptions.title", locale, count=len(found)), lines)

    @app_commands.command(description=say("command.unsubscribe"))
    @app_commands.describe(subscription=say("option.subscription"))
    @app_commands.autocomplete(subscription=autocomplete(standing))
    @app_commands.default_permissions(manage_guild=True)
    async def unsubscribe(self, interaction: discord.Interaction, subscription: str) -> None:
        assert interaction.guild_id is not None
        asked = Asked(interaction)
        choices = await standing(interaction)
        if not choices:
            raise Mistake("subscriptions.none")
        chosen = names.chosen(choices, subscription, "subscription")
        await interaction.response.defer(ephemeral=True)
        found = await subscriptions.of_guild(asked.room.db, interaction.guild_id)
        removed = next(
            (each.subscription for each in found if str(each.subscription.id) == chosen), None
        )
        if removed is None:  # another admin was faster
            raise Mistake("subscriptions.none")
        await subscribing.unsubscribe(asked.room, removed)
        known = await sources.visible(asked.room.db, interaction.guild_id)
        what, place = render.wanted(removed, known, asked.locale), f"<#{removed.channel_id}>"
        await asked.answer(say("unsubscribe.done", asked.locale, channel=place, what=what))


def _line(each: Standing, known: Sequence[Source], locale: str) -> str:
    return f"• <#{each.subscription.channel_id}>: {render.wanted(each.subscription, known, locale)}"


def _state(each: Standing, guild: discord.Guild, health: Mapping[str, Health], asked: Asked) -> str:
    """How it does: what Discord says of the channel now, then what the last post met.

    Where its channel is well, its source may not be.
    """
    place, locale = guild.get_channel(each.subscription.channel_id), asked.locale
    if place is None:
        return say("subscriptions.no_channel", locale)
    if lacking := missing(place, locale):
        return say("subscriptions.i_may_not", locale, missing=lacking)
    if each.trouble and each.retry_at:
        again = render_sources.coming(each.retry_at, asked.room.clock(), locale)
        trouble = say(each.trouble, locale)
        return say("subscriptions.trouble", locale, trouble=trouble, again=again)
    return _source_state(each.subscription.source_id, health, locale)


def _source_state(source_id: str | None, health: Mapping[str, Health], locale: str) -> str:
    if source_id is None:
        return say("subscriptions.well", locale)
    if source_id not in health:
        return say("subscriptions.no_source", locale)
    found = health[source_id]
    if found.is_trouble:
        return render_sources.state(found, locale)
    return say("subscriptions.well", locale)


def _named(
    subscription: Subscription, known: Sequence[Source], guild: discord.Guild, locale: str
) -> str:
    channel = guild.get_channel(subscription.channel_id)
    name = channel.name if channel else say("channel.unknown", locale)
    return f"#{name}: {render.wanted(subscription, known, locale, markup=False)}"
