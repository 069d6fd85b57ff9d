"""What admins choose for their server: /settings."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import cards
from cogs.ui.answers import Asked
from cogs.ui.choices import autocomplete
from cogs.ui.places import missing, writable
from news import names, render, words, zones
from news.errors import Mistake
from news.models import Card
from news.names import Choice
from news.words import say
from pipeline import choosing
from storage.guilds import Chosen

_CLEARED = {
    "timezone": ("settings.of_timezone", "timezone"),
    "language": ("settings.of_language", "language"),
    "notices": ("settings.of_notices", "notices_channel_id"),
}
"""Option -> its name in words, and what it sets."""


async def zone_options(_interaction: discord.Interaction) -> Sequence[Choice]:
    return zones.CHOICES


async def language_options(_interaction: discord.Interaction) -> Sequence[Choice]:
    """Each by its name in itself."""
    return [Choice(each, words.language(each, each)) for each in words.languages()]


class ServerSettings(commands.Cog):
    """/settings."""

    @app_commands.command(description=say("command.settings"))
    @app_commands.describe(
        timezone=say("option.timezone"),
        language=say("option.language"),
        notices=say("option.notices"),
        clear=say("option.clear"),
    )
    @app_commands.autocomplete(
        timezone=autocomplete(zone_options, zones.offered),
        language=autocomplete(language_options),
    )
    @app_commands.choices(
        clear=[
            app_commands.Choice(name=say(key), value=option)
            for option, (key, _) in _CLEARED.items()
        ],
    )
    @app_commands.default_permissions(manage_guild=True)
    async def settings(
        self,
        interaction: discord.Interaction,
        timezone: str | None = None,
        language: str | None = None,
        notices: discord.TextChannel | None = None,
        clear: str | None = None,
    ) -> None:
        assert interaction.guild is not None
        asked = Asked(interaction)
        place = writable(interaction, notices, "settings.you_may_not") if notices else None
        given: dict[str, str | int | None] = {
            "timezone": zones.zone(timezone) if timezone else None,
            "language": await _language_meant(interaction, language),
            "notices_channel_id": place.id if place else None,
        }
        changed = _changed(given, clear, asked.locale)
        # Writing waits for its turn, and the newsroom may have much to write.
        await interaction.response.defer(ephemeral=True)
        own = str(interaction.guild_locale or words.DEFAULT)
        chosen = await choosing.choose(asked.room, interaction.guild.id, own, changed)
        await asked.answer(embeds=cards.embeds(_shown(chosen, interaction.guild, asked)))


async def _language_meant(interaction: discord.Interaction, typed: str | None) -> str | None:
    """The language's code; raises Mistake, which says which languages there are."""
    if not typed:
        return None
    options = await language_options(interaction)
    try:
        return names.meant(options, typed, "language")
    except Mistake as mistake:
        known = words.join([each.name for each in options], str(interaction.locale))
        raise Mistake("language.unknown", typed=typed[:80], known=known) from mistake


def _changed(
    given: dict[str, str | int | None], clear: str | None, locale: str
) -> dict[str, str | int | None]:
    """What is to be set, None to take a choice back. Raises Mistake where both is asked for."""
    changed: dict[str, str | int | None] = {
        name: value for name, value in given.items() if value is not None
    }
    if clear is None:
        return changed
    key, name = _CLEARED[clear]
    if name in changed:
        raise Mistake("settings.set_or_clear", option=say(key, locale))
    return {**changed, name: None}


def _shown(chosen: Chosen, guild: discord.Guild, asked: Asked) -> Card:
    lines = [
        _timezone(chosen, asked),
        _language(chosen, asked.locale),
        _notices(chosen, guild, asked.locale),
    ]
    return render.listing(say("settings.title", asked.locale), ["\n".join(lines)])


def _timezone(chosen: Chosen, asked: Asked) -> str:
    time = zones.clock(chosen.timezone, asked.room.clock())
    if chosen.timezone is None:
        return say("settings.timezone_unset", asked.locale, time=time)
    return say("settings.timezone", asked.locale, zone=chosen.timezone, time=time)


def _language(chosen: Chosen, locale: str) -> str:
    name = words.language(words.nearest(chosen.speaks), locale)
    if chosen.language is None:
        return say("settings.language_unset", locale, language=name)
    return say("settings.language", locale, language=name)


def _notices(chosen: Chosen, guild: discord.Guild, locale: str) -> str:
    if chosen.notices_channel_id is None:
        return say("settings.notices_unset", locale)
    place = guild.get_channel(chosen.notices_channel_id)
    if place is None:
        return say("settings.notices_gone", locale)
    if lacking := missing(place, locale):
        return say("settings.notices_closed", locale, channel=place.mention, missing=lacking)
    return say("settings.notices", locale, channel=place.mention)
