"""What people ask for: lists, searches and coverage, each cut to the server that asks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from news import text
from news.errors import Mistake
from news.models import GuildView, SeenStory
from news.names import nearest_topic
from news.query import Filter, parse
from news.view import seen, seen_by
from pipeline.room import Room
from storage import guilds, lists, search, stories

WEEK = timedelta(days=7)

PAGE = 5
"""Stories on a page."""

SHOWN = 90
"""Characters of what was typed that an answer repeats."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of stories. headlines: with the matched words marked, where it is a search's.

    loosely: no story had all the words, these have some.
    """

    stories: Sequence[SeenStory]
    more: bool
    headlines: Sequence[str] = ()
    loosely: bool = False


async def newest(room: Room, guild_id: int | None, wanted: Filter, page: int) -> Found:
    """Newest told first. Raises Mistake where there is nothing on the page, which counts from 0."""
    view = await guilds.view(room.db, guild_id)
    found = await lists.newest(room.db, view, wanted, limit=PAGE + 1, offset=page * PAGE)
    if not found:
        if page:
            raise Mistake("page.end")
        raise Mistake("latest.nothing_yet" if wanted == Filter() else "latest.nothing")
    return Found(seen(view, found[:PAGE]), more=len(found) > PAGE)


async def matching(
    room: Room, guild_id: int | None, typed: str, wanted: Filter, page: int
) -> Found:
    """Best match first; where no story has all the words, those that begin so, or have some.

    Raises Mistake where no word is asked for, nothing matches, or past the last page.
    """
    view = await guilds.view(room.db, guild_id)
    asked = search.Asked(parse(typed), wanted, view)
    for way in search.Way:
        asked = replace(asked, way=way)
        if await search.find(room.db, asked, limit=1):
            break
    found = await search.find(room.db, asked, limit=PAGE + 1, offset=page * PAGE)
    if not found:
        raise Mistake("page.end") if page else _nothing(typed, wanted)
    return _matched(view, found, loosely=asked.way is search.Way.SOME)


def _nothing(typed: str, wanted: Filter) -> Mistake:
    shown = text.escaped(typed, SHOWN)
    if wanted != Filter():
        return Mistake("search.nothing_so_narrow", query=shown)
    topic = nearest_topic(typed)
    if topic is None:
        return Mistake("search.nothing", query=shown)
    return Mistake("search.nothing_but_topic", query=shown, topic=topic.name, id=topic.id)


def _matched(view: GuildView, found: list[search.Match], *, loosely: bool) -> Found:
    shown = [(cut, each.title) for each in found[:PAGE] if (cut := seen_by(view, each.story))]
    return Found(
        stories=[story for story, _ in shown],
        headlines=[title for _, title in shown],
        more=len(found) > PAGE,
        loosely=loosely,
    )


async def told_by(room: Room, guild_id: int | None, post_key: str) -> list[SeenStory]:
    """The stories of a post. Raises Mistake where none is left that this server sees."""
    view = await guilds.view(room.db, guild_id)
    told = await stories.of_post(room.db, post_key)
    found = seen(view, told)
    if not found:
        raise Mistake("coverage.not_here" if told else "coverage.unknown")
    return found


async def counts(room: Room, guild_id: int | None) -> dict[str, int]:
    """Topic -> its stories of the last 7 days."""
    view = await guilds.view(room.db, guild_id)
    return await lists.counts(room.db, view, room.clock() - WEEK)
