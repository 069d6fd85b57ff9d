"""What a post shows: looked up and put into words when it is sent, in its server's language."""

from dataclasses import replace

from news import render, render_notices
from news.models import Card, Post, PostKind
from news.view import led_by, seen
from pipeline.room import Room
from storage import deliveries, guilds, notices, stories


async def card(room: Room, post: Post) -> Card | None:
    """None: the server may no longer see any of it."""
    locale = (await guilds.chosen(room.db, post.guild_id)).speaks
    found = await (_notices if post.kind is PostKind.NOTICE else _stories)(room, post, locale)
    return found and replace(found, locale=locale)


async def _stories(room: Room, post: Post, locale: str) -> Card | None:
    view = await guilds.view(room.db, post.guild_id)
    shown = seen(view, await stories.by_keys(room.db, post.story_keys))
    if not shown:
        return None
    if post.kind is PostKind.EDIT:
        # A card keeps its headline: what it is about must not change under its readers.
        return render.card(led_by(shown[0], key=post.lead), locale)
    followed = await deliveries.followed(room.db, post.key)
    shown = [led_by(each, followed.get(each.key, "")) for each in shown]
    match post.kind:
        case PostKind.ROUNDUP:
            return render.roundup(shown, post.expired, locale)
        case PostKind.DIGEST:
            return render.digest(shown, post, post.composed_at or room.clock(), locale)
        case PostKind.COMPACT:
            return render.compact(shown, locale)
    return render.card(shown[0], locale)


async def _notices(room: Room, post: Post, locale: str) -> Card | None:
    told = await notices.of_post(room.db, post.key)
    return render_notices.notices(told, locale) if told else None
