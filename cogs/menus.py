"""What the menu of a message offers."""

from collections.abc import Iterator

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import pages, stories
from cogs.ui.answers import Asked
from cogs.ui.installs import everywhere
from news import pasted, render_stories, text
from news.words import say
from pipeline import relating

RELATED = "Related stories"
"""As the message's menu shows it."""

_LABEL_LIMIT = 80
"""Discord: of a button's label."""


class Menus(commands.Cog):
    """Related stories: on any message with a link."""

    def __init__(self, bot: commands.Bot) -> None:
        self._tree = bot.tree
        self._related = everywhere(app_commands.ContextMenu(name=RELATED, callback=_related))

    async def cog_load(self) -> None:
        self._tree.add_command(self._related)

    async def cog_unload(self) -> None:
        self._tree.remove_command(RELATED, type=discord.AppCommandType.message)


async def _related(interaction: discord.Interaction, message: discord.Message) -> None:
    asked = Asked(interaction)
    links = pasted.links([*_said(message), *_addresses(message), *_described(message)])
    story = await relating.at(asked.room, asked.server_id, links) if links else None
    if story:
        await stories.show(asked, story, render_stories.relations)
        return
    # What a link is called stands in its preview, which comes before what somebody says of it.
    titles = [each.title or "" for each in _embeds(message)]
    texts = [*titles, *_said(message), *_described(message), *map(pasted.named, links)]
    query = pasted.words(texts)
    await _offer_search(asked, "menu.unknown" if links else "menu.no_link", query)


async def _offer_search(asked: Asked, key: str, query: str) -> None:
    said = [say(key, asked.locale)]
    view = discord.ui.View(timeout=None)
    if query:
        said.append(say("menu.search", asked.locale))
        label = text.clip(say("search.title", asked.locale, query=query), _LABEL_LIMIT)
        view.add_item(pages.Turn(pages.Page(query=query), label))
    else:
        said.append(say("menu.search_yourself", asked.locale))
    await asked.answer(" ".join(said), view=view)


def _said(message: discord.Message) -> Iterator[str]:
    """In it, and in what it forwards."""
    yield message.content
    yield from (forwarded.content for forwarded in message.message_snapshots)


def _embeds(message: discord.Message) -> Iterator[discord.Embed]:
    yield from message.embeds
    for forwarded in message.message_snapshots:
        yield from forwarded.embeds


def _addresses(message: discord.Message) -> Iterator[str]:
    """What its embeds are about, which stands in no text."""
    for embed in _embeds(message):
        yield from filter(None, (embed.url, embed.author.url))


def _described(message: discord.Message) -> Iterator[str]:
    for embed in _embeds(message):
        yield embed.description or ""
        yield from (field.value or "" for field in embed.fields)
