"""One story that somebody asks for: which one is meant, and what else there is to read."""

import asyncio
import re
from collections.abc import Sequence

from news import identity, links, render, text
from news.clues import clues
from news.errors import Mistake
from news.models import GuildView, SeenStory
from news.names import Choice
from news.names.headlines import Headline, best, words
from news.related import Related, related
from news.view import seen, seen_by
from pipeline.finding import SHOWN
from pipeline.room import Room
from storage import guilds, headlines, search, sources, stories
from storage.related import candidates

_KEY = re.compile(r"[0-9a-f]{24}")
_LINK = re.compile(r"<?(https?://\S+?)>?", re.IGNORECASE)
_SHORTEST = 3
"""Letters by which older headlines are looked for."""


async def choices(room: Room, guild_id: int | None, typed: str, locale: str) -> list[Choice]:
    """Headlines that this server may see: the newest, or those that are meant, best first.

    What is withdrawn or corrected is offered as such.
    """
    found = await _offered(room, guild_id, typed)
    return [Choice(each.value, render.amended(each.amended, each.name, locale)) for each in found]


async def _offered(room: Room, guild_id: int | None, typed: str) -> list[Headline]:
    typed = typed.strip()
    if link := _LINK.fullmatch(typed):
        found = await at(room, guild_id, [link[1]])
        return [_headline(found)] if found else []
    view = await guilds.view(room.db, guild_id)
    return await _near(room, view, typed, recent=True)


async def meant(room: Room, guild_id: int | None, typed: str) -> SeenStory:
    """The story that was chosen, whose link was given, or whose headline is nearest.

    Raises Mistake where there is none that this server sees.
    """
    typed = typed.strip()
    if link := _LINK.fullmatch(typed):
        if found := await at(room, guild_id, [link[1]]):
            return found
        raise Mistake("story.unknown_link")
    view = await guilds.view(room.db, guild_id)
    key = typed if _KEY.fullmatch(typed) else await _nearest(room, view, typed)
    if found := await _of_key(room, view, key):
        return found
    raise Mistake("story.none_near", typed=text.escaped(typed, SHOWN))


async def at(room: Room, guild_id: int | None, addresses: Sequence[str]) -> SeenStory | None:
    """The story that one of this server's sources told at the first of these links that is known.

    They are cleaned as those of the sources are.
    """
    urls = (links.clean(each) for each in addresses)
    keys = [identity.link_key(url) for url in urls if url]
    visible = [each.value for each in await sources.choices(room.db, guild_id)]
    told = await headlines.of_links(room.db, visible, keys)
    view = await guilds.view(room.db, guild_id)
    for key in keys:
        if found := await _of_key(room, view, told.get(key)):
            return found
    return None


async def relations(room: Room, guild_id: int | None, story: SeenStory) -> list[Related]:
    """At most five other stories that help its reader, best first."""
    view = await guilds.view(room.db, guild_id)
    found = await candidates(room.db, view, clues(story))
    seen_here = seen(view, list(found.stories))
    # Elsewhere: to read the headlines of twenty stories takes a while.
    return await asyncio.to_thread(related, story, seen_here, found.shares)


def _headline(story: SeenStory) -> Headline:
    return Headline(story.key, story.lead.title, amended=story.lead.amended)


async def _nearest(room: Room, view: GuildView, typed: str) -> str | None:
    """The key of the story of the nearest headline; without a word in it nothing is meant."""
    found = await _near(room, view, typed) if words(typed) else []
    return found[0].value if found else None


async def _near(room: Room, view: GuildView, typed: str, *, recent: bool = False) -> list[Headline]:
    """Of the newest, and of those that have all the words; the last may be begun only."""
    offered = await headlines.newest(room.db, view)
    *whole, last = words(typed) or [""]
    if len(typed) >= _SHORTEST:
        begun: list[str] = []
        if len(last) >= _SHORTEST:
            begun = await room.db.look(lambda ask: search.beginning(ask, view, last))
        wanted = [*([word] for word in whole), [last, *begun]]
        offered += await search.headlined(room.db, view, wanted, recent=recent)
    return best(list({each.value: each for each in offered}.values()), typed)


async def _of_key(room: Room, view: GuildView, key: str | None) -> SeenStory | None:
    found = await stories.by_keys(room.db, [key] if key else [])
    return seen_by(view, found[0]) if found else None
