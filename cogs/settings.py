"""What admins choose for their server: /settings."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import cards
from cogs.ui.answers import Asked
from cogs.ui.choices import autocomplete, zone_complete
from cogs.ui.places import missing, writable
from cogs.ui.wording import text
from news import hours, languages, names, render, render_settings, words, zones
from news.errors import Mistake
from news.models import Card
from news.names import Choice
from news.words import say
from pipeline import choosing
from storage import sources
from storage.guilds import Chosen

_CLEARED: dict[str, tuple[str, tuple[str, ...]]] = {
    "timezone": ("settings.of_timezone", ("timezone",)),
    "language": ("settings.of_language", ("language",)),
    "news_languages": ("settings.of_news_languages", ("news_languages",)),
    "digest_at": ("settings.of_digest_at", ("digest_at",)),
    "quiet": ("settings.of_quiet", ("quiet_from", "quiet_to")),
    "notices": ("settings.of_notices", ("notices_channel_id",)),
}
"""What can be cleared -> its name in words, and what is taken back with it."""

Given = dict[str, str | int | None]
"""By the names that Chosen has."""


async def language_options(_interaction: discord.Interaction) -> Sequence[Choice]:
    """Each by its name in itself."""
    return [Choice(each, words.language(each, each)) for each in words.languages()]


async def news_language_options(interaction: discord.Interaction) -> Sequence[Choice]:
    return languages.choices(str(interaction.locale))


class ServerSettings(commands.Cog):
    """/settings."""

    @app_commands.command(description=text("command.settings"))
    @app_commands.describe(
        timezone=text("option.timezone"),
        language=text("option.language"),
        news_languages=text("option.news_languages"),
        digest_at=text("option.digest_at"),
        quiet_from=text("option.quiet_from"),
        quiet_to=text("option.quiet_to"),
        notices=text("option.notices"),
        clear=text("option.clear"),
    )
    @app_commands.autocomplete(
        timezone=zone_complete,
        language=autocomplete(language_options),
        news_languages=autocomplete(news_language_options, languages.offered),
    )
    @app_commands.choices(
        clear=[
            app_commands.Choice(name=text(key), value=option)
            for option, (key, _) in _CLEARED.items()
        ],
    )
    @app_commands.default_permissions(manage_guild=True)
    async def settings(
        self,
        interaction: discord.Interaction,
        timezone: str | None = None,
        language: str | None = None,
        news_languages: app_commands.Range[str, 1, languages.LONGEST] | None = None,
        digest_at: str | None = None,
        quiet_from: str | None = None,
        quiet_to: str | None = None,
        notices: discord.TextChannel | None = None,
        clear: str | None = None,
    ) -> None:
        asked = Asked(interaction)
        place = writable(interaction, notices, "settings.you_may_not") if notices else None
        read = languages.meant(news_languages, asked.locale) if news_languages else None
        given: Given = {
            "timezone": zones.zone(timezone, asked.locale) if timezone else None,
            "language": await _language_meant(interaction, language),
            "news_languages": read,
            **_times(digest_at=digest_at, quiet_from=quiet_from, quiet_to=quiet_to),
            "notices_channel_id": place.id if place else None,
        }
        await _choose(asked, _changed(given, clear, asked.locale))


async def _choose(asked: Asked, changed: Given) -> None:
    """Sets it, and answers with everything as it is now."""
    interaction = asked.interaction
    assert interaction.guild is not None
    # Writing waits for its turn, and the newsroom may have much to write.
    await asked.defer()
    own = str(interaction.guild_locale or words.DEFAULT)
    chosen = await choosing.choose(asked.room, interaction.guild.id, own, changed)
    spoken = await sources.languages(asked.room.db, interaction.guild.id)
    told = {each.partition("-")[0] for each in spoken}
    await asked.answer(embeds=cards.embeds(_shown(chosen, told, interaction.guild, asked)))


def _times(**typed: str | None) -> dict[str, int | None]:
    """Minutes after midnight; raises Mistake."""
    return {name: hours.time_of_day(time) if time else None for name, time in typed.items()}


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


def _changed(given: Given, clear: str | None, locale: str) -> Given:
    """What is to be set, None to take a choice back. Raises Mistake where both is asked for."""
    changed: Given = {name: value for name, value in given.items() if value is not None}
    if clear is None:
        return changed
    key, cleared = _CLEARED[clear]
    if changed.keys() & cleared:
        raise Mistake("settings.set_or_clear", option=say(key, locale))
    return {**changed, **dict.fromkeys(cleared)}


def _shown(chosen: Chosen, told: set[str], guild: discord.Guild, asked: Asked) -> Card:
    """told: the languages of the sources that the server sees."""
    its, now, locale = chosen.hours, asked.room.clock(), asked.locale
    own_choice, own_time = chosen.news_languages is not None, chosen.digest_at is not None
    lines = [
        render_settings.timezone(its, now, locale),
        _language(chosen, locale),
        render_settings.news_languages(chosen.reads, told, locale, chosen=own_choice),
        render_settings.digests(its, now, locale, chosen=own_time),
        render_settings.quiet(its, locale),
        _notices(chosen, guild, locale),
    ]
    return render.listing(say("settings.title", locale), ["\n".join(lines)])


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
