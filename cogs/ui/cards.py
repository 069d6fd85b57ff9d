"""Card -> embeds and buttons; what a pressed button of a card answers."""

import re
from typing import Any, Self

import discord

from cogs.ui.answers import Asked, guarded
from news import render, render_sources
from news import text as words
from news.models import Card, Post, PostKind
from news.words import DEFAULT, say
from pipeline import finding, notices

COLOUR = discord.Colour(0x4F8CFF)


def message(post: Post, card: Card) -> dict[str, Any]:
    """All of this post's message, as discord.py's methods for new messages call its parts."""
    role = post.mention
    return {
        "content": _content(post, card) or None,
        "embeds": [] if post.plain else embeds(card),
        "view": buttons(post, card),
        "allowed_mentions": discord.AllowedMentions(
            everyone=False, users=False, roles=[discord.Object(role)] if role else False
        ),
        "silent": post.silent,
    }


def changes(post: Post, card: Card) -> dict[str, Any]:
    """What an edit writes anew of its message. Above a card the mentioned role stays as it is."""
    parts = message(post, card)
    kept = ("content", "view", "allowed_mentions") if post.plain else ("embeds", "view")
    return {part: parts[part] for part in kept}


def _content(post: Post, card: Card) -> str:
    mention = f"<@&{post.mention}>" if post.mention else ""
    if not post.plain:
        return mention
    return words.clip("\n".join(filter(None, [mention, card.text])), render.CONTENT_LIMIT)


def embeds(card: Card) -> list[discord.Embed]:
    """The card as Discord shows it; what does not fit into one description goes on in the next."""
    first = discord.Embed(
        title=card.title or None, url=card.url, description=card.description, colour=COLOUR
    )
    if card.author:
        first.set_author(name=card.author)
    rest = [discord.Embed(description=text, colour=COLOUR) for text in card.continued]
    if card.image:
        first.set_image(url=card.image)
    if card.footer:
        (rest[-1] if rest else first).set_footer(text=card.footer)
    return [first, *rest]


def buttons(post: Post, card: Card) -> discord.ui.View:
    """A card's buttons. They carry the post's key: for ever, and to be found again in history."""
    view = discord.ui.View(timeout=None)
    if post.kind is PostKind.NOTICE:
        # There may be no source that it is about.
        if card.coverage:
            view.add_item(Health(post.key, card.locale))
    else:
        view.add_item(Coverage(post.edits or post.key, card.coverage, card.locale))
    return view


def told_by(message: discord.Message, post: Post) -> bool:
    """Whether this message tells this post: one of its buttons has the post's key."""
    ids = (
        component.custom_id
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for component in row.children
        if isinstance(component, discord.Button)
    )
    return any(custom_id and custom_id.endswith(f":{post.key}") for custom_id in ids)


class Coverage(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"coverage:1:(?P<post>[0-9a-f]{24})",
):
    """Who reports the stories of a post. The 1 is the version of this custom id."""

    def __init__(self, post_key: str, count: int = 1, locale: str = DEFAULT) -> None:
        self.post_key = post_key
        super().__init__(
            discord.ui.Button(
                label=say("button.coverage", locale, count=count),
                custom_id=f"coverage:1:{post_key}",
                style=discord.ButtonStyle.secondary,
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: object, match: re.Match[str], /
    ) -> Self:
        return cls(match["post"])

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self._answer(interaction))

    async def _answer(self, interaction: discord.Interaction) -> None:
        asked = Asked(interaction)
        found = await finding.told_by(asked.room, interaction.guild_id, self.post_key)
        await asked.answer(embeds=embeds(render.reports(found, asked.locale)))


class Health(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"health:1:(?P<post>[0-9a-f]{24})",
):
    """How the source of a notice does now. The 1 is the version of this custom id."""

    def __init__(self, post_key: str, locale: str = DEFAULT) -> None:
        self.post_key = post_key
        super().__init__(
            discord.ui.Button(
                label=say("button.health", locale),
                custom_id=f"health:1:{post_key}",
                style=discord.ButtonStyle.secondary,
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: object, match: re.Match[str], /
    ) -> Self:
        return cls(match["post"])

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self._answer(interaction))

    async def _answer(self, interaction: discord.Interaction) -> None:
        asked = Asked(interaction)
        source = await notices.source_of(asked.room, interaction.guild_id, self.post_key)
        found = render_sources.details(source, asked.room.clock(), asked.locale)
        await asked.answer(embeds=embeds(found))
