"""Commands that a sentence names, so that a reader need only click them."""

from collections.abc import Mapping, Sequence

import discord

from news.mentions import clickable

CONTENT_LIMIT = 2000
"""Discord: of a message's content."""

_DESCRIPTION_LIMIT = 4096
_FIELD_LIMIT = 1024
_EMBEDS_LIMIT = 6000


def in_content(content: str, ids: Mapping[str, int]) -> str:
    """ids: the whole name of each command -> its id."""
    return clickable(content, ids, CONTENT_LIMIT)


def in_embeds(embeds: Sequence[discord.Embed], ids: Mapping[str, int]) -> list[discord.Embed]:
    """In descriptions and fields; Discord shows no mentions in titles and footers."""
    made = [_in_embed(each.copy(), ids) for each in embeds]
    return made if sum(map(len, made)) <= _EMBEDS_LIMIT else list(embeds)


def _in_embed(embed: discord.Embed, ids: Mapping[str, int]) -> discord.Embed:
    if embed.description:
        embed.description = clickable(embed.description, ids, _DESCRIPTION_LIMIT)
    for place, each in enumerate(embed.fields):
        value = clickable(each.value or "", ids, _FIELD_LIMIT)
        embed.set_field_at(place, name=each.name, value=value, inline=each.inline)
    return embed
