"""One story that somebody asks for: which one is meant, and what else there is to read."""

import re

from news import clues, identity, links, related, text
from news.errors import Mistake
from news.models import GuildView, SeenStory
from news.names import Choice, headlines
from news.related import Related
from news.view import seen, seen_by
from pipeline.finding import SHOWN
from pipeline.room import Room
from storage import guilds, search, sources, stories
from storage import headlines as told
from storage import related as nearby

_KEY = re.compile(r"[0-9a-f]{24}")
_LINK = re.compile(r"<?(https?://\S+?)>?", re.IGNORECASE)
_SHORTEST = 3
"""Letters by which older headlines are looked for."""


async def choices(room: Room, guild_id: int | None, typed: str) -> list[Choice]:
    """Headlines that this server may see: the newest, or those that are meant, best first."""
    view = await guilds.view(room.db, guild_id)
    if link := _LINK.fullmatch(typed.strip()):
        found = await _at(room, guild_id, view, link[1])
        return [Choice(found.key, found.lead.title)] if found else []
    return await _near(room, view, typed, recent=True)


async def meant(room: Room, guild_id: int | None, typed: str) -> SeenStory:
    """The story that was chosen, whose link was given, or whose headline is nearest.

    Raises Mistake where there is none that this server sees.
    """
    typed = typed.strip()
    view = await guilds.view(room.db, guild_id)
    if link := _LINK.fullmatch(typed):
        if found := await _at(room, guild_id, view, link[1]):
            return found
        raise Mistake("story.unknown_link")
    keys = [typed] if _KEY.fullmatch(typed) else []
    keys = keys or [each.value for each in await _near(room, view, typed)][:1]
    if found := await _of_keys(room, view, keys):
        return found
    raise Mistake("story.none_near", typed=text.escaped(typed, SHOWN))


async def relations(room: Room, guild_id: int | None, story: SeenStory) -> list[Related]:
    """At most five other stories that help its reader, best first."""
    view = await guilds.view(room.db, guild_id)
    found = await nearby.candidates(room.db, view, clues.clues(story))
    return related.related(story, seen(view, list(found.stories)), found.shares)


async def _near(room: Room, view: GuildView, typed: str, *, recent: bool = False) -> list[Choice]:
    """Of the newest, and of those that have all the words; the last may be begun only."""
    offered = await told.newest(room.db, view)
    *whole, last = headlines.words(typed) or [""]
    if len(typed.strip()) >= _SHORTEST:
        begun = await search.beginning(room.db, view, last) if len(last) >= _SHORTEST else []
        words = [*([word] for word in whole), [last, *begun]]
        offered += await search.headlined(room.db, view, words, recent=recent)
    return headlines.best(list({each.value: each for each in offered}.values()), typed)


async def _at(room: Room, guild_id: int | None, view: GuildView, link: str) -> SeenStory | None:
    visible = [each.id for each in await sources.visible(room.db, guild_id)]
    url = links.clean(link)
    key = await told.of_link(room.db, visible, identity.link_key(url)) if url else None
    return await _of_keys(room, view, [key] if key else [])


async def _of_keys(room: Room, view: GuildView, keys: list[str]) -> SeenStory | None:
    found = await stories.by_keys(room.db, keys)
    return seen_by(view, found[0]) if found else None
