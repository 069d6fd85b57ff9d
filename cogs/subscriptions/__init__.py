"""What admins decide: which channel is told what, and how."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.subscriptions import refusals
from cogs.subscriptions.state import outlook, state
from cogs.subscriptions.wording import coming, standing, wording
from cogs.ui import cards, lists
from cogs.ui.answers import Asked
from cogs.ui.choices import (
    autocomplete,
    source_meant,
    source_options,
    subject_complete,
    topic_meant,
)
from cogs.ui.places import Offered, chosen, sort, writable
from news import filters, names
from news.errors import Mistake
from news.models import Pace, Style, Subscription
from news.render_rehearsal import rehearsal
from news.words import say
from pipeline import subscribing
from pipeline.rehearsing import rehearse
from pipeline.subscribing import Subscribed
from storage import subscriptions

MOST_PER_HOUR = 60

_STYLES = [app_commands.Choice(name=say(f"choice.{each}"), value=each.value) for each in Style]
_PACES = [app_commands.Choice(name=say(f"choice.{each}"), value=each.value) for each in Pace]


class Subscriptions(commands.Cog):
    """/subscribe, /subscriptions, /unsubscribe."""

    @app_commands.command(description=say("command.subscribe"))
    @app_commands.describe(
        topic=say("option.topic"),
        source=say("option.source"),
        query=say("option.filter"),
        channel=say("option.channel"),
        style=say("option.style"),
        pace=say("option.pace"),
        mention=say("option.mention"),
        publish=say("option.publish"),
        silent=say("option.silent"),
        max_per_hour=say("option.max_per_hour"),
    )
    @app_commands.autocomplete(topic=subject_complete, source=autocomplete(source_options))
    @app_commands.choices(style=_STYLES, pace=_PACES)
    @app_commands.default_permissions(manage_guild=True)
    async def subscribe(
        self,
        interaction: discord.Interaction,
        topic: str | None = None,
        source: str | None = None,
        query: str = "",
        channel: Offered | None = None,
        style: str = Style.CARD,
        pace: str = Pace.INSTANT,
        mention: discord.Role | None = None,
        publish: bool = False,
        silent: bool = False,
        max_per_hour: app_commands.Range[int, 1, MOST_PER_HOUR] | None = None,
    ) -> None:
        asked = Asked(interaction)
        # Discord may be asked of a thread, and writing waits for its turn.
        await interaction.response.defer(ephemeral=True)
        if not topic and not source and not query.strip():
            raise Mistake("subscribe.to_what")
        place = writable(interaction, await chosen(interaction, channel), "subscribe.you_may_not")
        wanted = Subscription(
            guild_id=place.guild.id,
            channel_id=place.id,
            topic=await topic_meant(interaction, topic),
            source_id=await source_meant(interaction, source),
            query=_query_meant(query, alone=not topic and not source),
            style=Style(style),
            pace=Pace(pace),
            mention=mention.id if mention else None,
            publish=publish,
            silent=silent,
            max_per_hour=max_per_hour,
            created_by=interaction.user.id,
        )
        refusals.refuse(wanted, place, mention)
        locale = str(interaction.guild_locale or "en")
        made = await subscribing.subscribe(asked.room, wanted, sort(place), locale)
        await _tell(asked, made, place.mention)

    @app_commands.command(description=say("command.subscriptions"))
    @app_commands.default_permissions(manage_guild=True)
    async def subscriptions(self, interaction: discord.Interaction) -> None:
        asked = Asked(interaction)
        found = await subscriptions.of_guild(asked.room.db, asked.guild_id)
        if not found:
            raise Mistake("subscriptions.none")
        words = await wording(asked)
        seen = await outlook(asked, words.known)
        lines = [f"{words.line(each.subscription)} · {state(each, seen)}" for each in found]
        await lists.show(asked, say("subscriptions.title", asked.locale, count=len(found)), lines)

    @app_commands.command(description=say("command.unsubscribe"))
    @app_commands.describe(subscription=say("option.subscription"))
    @app_commands.autocomplete(subscription=autocomplete(standing))
    @app_commands.default_permissions(manage_guild=True)
    async def unsubscribe(self, interaction: discord.Interaction, subscription: str) -> None:
        asked = Asked(interaction)
        choices = await standing(interaction)
        if not choices:
            raise Mistake("subscriptions.none")
        number = names.chosen(choices, subscription, "subscription")
        await interaction.response.defer(ephemeral=True)
        found = await subscriptions.of_guild(asked.room.db, asked.guild_id)
        removed = next(
            (each.subscription for each in found if str(each.subscription.id) == number), None
        )
        if removed is None:  # another admin was faster
            raise Mistake("subscriptions.none")
        await subscribing.unsubscribe(asked.room, removed)
        what, place = (await wording(asked)).what(removed), f"<#{removed.channel_id}>"
        await asked.answer(say("unsubscribe.done", asked.locale, channel=place, what=what))


def _query_meant(typed: str, *, alone: bool) -> str:
    """As it is stored; raises Mistake. alone: neither a topic nor a source says what is wanted."""
    if not typed.strip():
        return ""
    return filters.canonical(filters.parse(typed, alone=alone))


async def _tell(asked: Asked, made: Subscribed, channel: str) -> None:
    """What was chosen, in words, and what it would have brought."""
    words, locale = await wording(asked), asked.locale
    key = "subscribe.done" if made.is_new else "subscribe.changed"
    what, how = words.what(made.subscription), words.how(made.subscription)
    hint = filters.hint(filters.stored(made.subscription.query))
    sentences = [
        say(key, locale, channel=channel, what=what, how=how),
        coming(made.subscription, words, asked),
        say(hint, locale) if hint else "",
    ]
    card = rehearsal(await rehearse(asked.room, made.subscription), locale)
    await asked.answer(" ".join(filter(None, sentences)), embeds=cards.embeds(card))
