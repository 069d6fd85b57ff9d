"""What admins decide: which channel is told what, and how."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.subscriptions import answering, handing_in, panel, refusals
from cogs.subscriptions.entries import MOST_PER_HOUR, query_meant
from cogs.subscriptions.undoing import offer_undo
from cogs.subscriptions.wording import standing, wording
from cogs.ui.answers import Asked
from cogs.ui.choices import (
    autocomplete,
    source_meant,
    source_options,
    subject_complete,
    topic_meant,
)
from cogs.ui.places import Offered, chosen, sort, writable
from cogs.ui.wording import text
from news import names
from news.errors import Mistake
from news.models import Pace, Style, Subscription
from news.words import say
from pipeline import subscribing
from storage import subscriptions

_STYLES = [app_commands.Choice(name=text(f"choice.{each}"), value=each.value) for each in Style]
_PACES = [app_commands.Choice(name=text(f"choice.{each}"), value=each.value) for each in Pace]


class Subscriptions(commands.Cog):
    """/subscribe, /subscriptions, /unsubscribe."""

    @app_commands.command(description=text("command.subscribe"))
    @app_commands.describe(
        topic=text("option.topic"),
        source=text("option.source"),
        query=text("option.filter"),
        channel=text("option.channel"),
        style=text("option.style"),
        pace=text("option.pace"),
        mention=text("option.mention"),
        publish=text("option.publish"),
        silent=text("option.silent"),
        max_per_hour=text("option.max_per_hour"),
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
        await asked.defer()
        if not topic and not source and not query.strip():
            raise Mistake("subscribe.to_what")
        place = writable(interaction, await chosen(interaction, channel), "subscribe.you_may_not")
        wanted = Subscription(
            guild_id=place.guild.id,
            channel_id=place.id,
            topic=await topic_meant(interaction, topic),
            source_id=await source_meant(interaction, source),
            query=query_meant(query, alone=not topic and not source),
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
        await answering.tell(asked, made, place.mention)

    @app_commands.command(description=text("command.subscriptions"))
    @app_commands.default_permissions(manage_guild=True)
    async def subscriptions(self, interaction: discord.Interaction) -> None:
        await panel.show(Asked(interaction))

    @app_commands.command(description=text("command.unsubscribe"))
    @app_commands.describe(subscription=text("option.subscription"))
    @app_commands.autocomplete(subscription=autocomplete(standing))
    @app_commands.default_permissions(manage_guild=True)
    async def unsubscribe(self, interaction: discord.Interaction, subscription: str) -> None:
        asked = Asked(interaction)
        choices = await standing(interaction)
        if not choices:
            raise Mistake("subscriptions.none")
        number = int(names.likeliest(choices, subscription, "subscription"))
        found = await subscriptions.find(asked.room.db, asked.guild_id, number)
        if found is None:  # another admin was faster
            raise Mistake("subscription.ended")
        removed, view = found.subscription, discord.ui.View(timeout=None)
        key = await subscribing.unsubscribe(asked.room, removed, interaction.user.id)
        offer_undo(view, key, asked.locale)
        what, place = (await wording(asked, [removed])).what(removed), f"<#{removed.channel_id}>"
        said = say("unsubscribe.done", asked.locale, channel=place, what=what)
        await asked.answer(said, view=view)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await handing_in.hand_in(interaction)
