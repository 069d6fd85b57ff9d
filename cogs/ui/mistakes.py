"""What went wrong, in one sentence: a mistake is explained, the rest gets an id of the log."""

import logging
import secrets

import discord
from discord import app_commands

from news.errors import Mistake
from news.words import say

log = logging.getLogger(__name__)


def sentence(interaction: discord.Interaction, error: Exception) -> str:
    """In the language of whoever asked; what is nobody's mistake but ours is logged."""
    locale = str(interaction.locale)
    if isinstance(error, Mistake):
        return error.say(locale)
    if isinstance(error, app_commands.CommandSignatureMismatch | app_commands.CommandNotFound):
        return say("answer.old_command", locale)
    if isinstance(error, app_commands.TransformerError):
        return say("answer.wrong_option", locale, held=str(error.value)[:80])
    if isinstance(error, app_commands.CheckFailure):
        return say("answer.not_allowed", locale)
    return say("answer.our_mistake", locale, incident=incident(interaction, error))


def incident(interaction: discord.Interaction, error: Exception) -> str:
    """The id under which this stands in the log."""
    made = secrets.token_hex(3)
    log.error("incident %s in %s", made, named(interaction), exc_info=error)
    return made


def named(interaction: discord.Interaction) -> str:
    """The command, or what kind of thing it is: for the log."""
    return interaction.command.qualified_name if interaction.command else f"{interaction.type.name}"
