"""Texts that Discord shows itself: of commands, options and choices, in each reader's language."""

import discord
from discord import app_commands

from news.words import DEFAULT, nearest, say


def text(key: str) -> app_commands.locale_str:
    """The English sentence; the translator finds the others by the key in its extras."""
    return app_commands.locale_str(say(key, DEFAULT), key=key)


class Translator(app_commands.Translator):
    """Descriptions and choices in every language that there is a catalogue of; names stay."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002  # discord.py's signature
    ) -> str | None:
        key = string.extras.get("key")
        code = nearest(locale.value)
        return say(key, code) if key and code != DEFAULT else None
