"""What people ask for: lists, searches and coverage, each cut to the server that asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from news.errors import Mistake
from news.models import SeenStory
from news.query import Filter
from news.view import led_by, seen
from pipeline.room import Room
from storage import guilds, lists, sources, stories

WEEK = timedelta(days=7)

PAGE = 5
"""Stories on a page."""

SHOWN = 90
"""Characters of what was typed that an answer repeats."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of stories. headlines: with the matched words marked, where it is a search's.

    loosely: no story had all the words, these have some; in_other_words: or say about the same.
    corrected: the words that were searched for in place of those typed; offered: words that may
    have been meant.
    """

    stories: Sequence[SeenStory]
    more: bool
    headlines: Sequence[str] = ()
    loosely: bool = False
    in_other_words: bool = False
    corrected: str = ""
    offered: str = ""


async def newest(room: Room, guild_id: int | None, wanted: Filter, page: int) -> Found:
    """Newest told first; what is not about space, from its source alone, whose articles then lead.

    page: counted from 0. Raises Mistake where there is nothing on it.
    """
    view = await guilds.view(room.db, guild_id)
    found = await lists.newest(
        room.db,
        view,
        wanted,
        limit=PAGE + 1,
        offset=page * PAGE,
        on_topic=wanted.source_id is None,
    )
    if not found:
        if page:
            raise Mistake("page.end")
        raise Mistake("latest.nothing_yet" if wanted == Filter() else "latest.nothing")
    shown = [led_by(each, wanted.source_id or "") for each in seen(view, found[:PAGE])]
    return Found(shown, more=len(found) > PAGE)


async def outlet(room: Room, guild_id: int | None, source_id: str | None) -> str:
    """The name of a source; empty where there is none of this id that the server sees."""
    offered = await sources.choices(room.db, guild_id) if source_id else []
    return next((each.name for each in offered if each.value == source_id), "")


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
