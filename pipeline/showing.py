"""What a post shows: looked up and put into words when it is sent, in its server's language."""

from dataclasses import replace

from news import render, render_notices, render_panel, render_welcome
from news.models import Amendment, Card, Post, PostKind
from news.view import led_by, seen
from pipeline.room import Room
from storage import notices
from storage.telling import Told, told_by


async def card(room: Room, post: Post) -> Card | None:
    """None: the server may no longer see any of it."""
    told = await told_by(room.db, post)
    locale = told.chosen.speaks
    if post.kind is PostKind.NOTICE:
        found = await _notices(room, post, locale)
    elif post.kind is PostKind.WELCOME:
        found = render_welcome.welcome(locale)
    elif post.kind is PostKind.TEST:
        found = render_panel.arrival(locale)
    else:
        found = _stories(room, post, told)
    return found and replace(found, locale=locale)


def _stories(room: Room, post: Post, told: Told) -> Card | None:
    locale, shown = told.chosen.speaks, seen(told.view, told.stories)
    if not shown:
        return None
    if post.kind is PostKind.EDIT:
        # A card keeps its article: what it is about must not change under its readers.
        again = post.amended is not Amendment.NONE
        return render.card(led_by(shown[0], key=post.lead), locale, again=again)
    shown = [led_by(each, told.followed.get(each.key, "")) for each in shown]
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
