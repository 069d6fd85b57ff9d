"""A post's message: its embeds, its buttons, and by what it is found again."""

from typing import Any

import discord

from cogs import welcome
from cogs.ui.buttons import Coverage, Health, Related
from cogs.ui.cards import embeds
from news import render, text
from news.models import Card, Post, PostKind
from news.words import say


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
    return text.clip("\n".join(filter(None, [mention, card.text])), render.CONTENT_LIMIT)


def buttons(post: Post, card: Card) -> discord.ui.View:
    """A card's buttons. They carry the post's key: for ever, and to be found again in history."""
    if post.kind is PostKind.WELCOME:
        return welcome.buttons(post.key, card.locale)
    view = discord.ui.View(timeout=None)
    if post.kind is PostKind.TEST:
        return view
    key, locale = post.edits or post.key, card.locale
    if post.kind is PostKind.NOTICE:
        # There may be no source that it is about.
        if card.coverage:
            view.add_item(Health(key, say("button.health", locale)))
        return view
    if card.lead:  # it shows one story
        view.add_item(Related(key, say("button.related", locale)))
    view.add_item(Coverage(key, say("button.coverage", locale, count=card.coverage)))
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
