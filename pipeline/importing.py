"""A list of feeds, added one by one like any other."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from news.errors import Mistake
from news.imported import Outcome
from news.opml import Outline
from pipeline.adding import Added, Adding

log = logging.getLogger(__name__)

AT_ONCE = 4
LONGEST = timedelta(minutes=10)
"""An interaction can be answered for fifteen."""


_AMONG_MANY = {
    "feeds.too_many": "import.too_many",
    "feeds.too_often": "import.too_often",
    "feeds.no_address": "import.no_address",
    "feeds.is_a_list": "import.is_a_list",
}
"""Sentences that are said otherwise of a line among others."""


async def bring(
    adding: Adding, guild_id: int, outlines: Sequence[Outline], longest: timedelta = LONGEST
) -> list[Outcome]:
    """In the order of the list, each address once; what is not ready in time counts as not tried.

    Raises Mistake where the server adds too much at once.
    """
    listed: dict[str, Outline] = {}
    for each in outlines:
        listed.setdefault(each.url, each)
    done: dict[str, Outcome] = {}
    places = asyncio.Semaphore(AT_ONCE)

    async def bring_one(outline: Outline) -> None:
        async with places:
            done[outline.url] = await _outcome(adding, guild_id, outline)

    with adding.place(guild_id):
        try:
            async with asyncio.timeout(longest.total_seconds()), asyncio.TaskGroup() as group:
                for each in listed.values():
                    group.create_task(bring_one(each))
        except TimeoutError:
            log.info("server %d: an import took too long", guild_id)
    return [
        done.get(each.url) or Outcome(_name(each), "import.no_time", url=each.url)
        for each in listed.values()
    ]


async def _outcome(adding: Adding, guild_id: int, outline: Outline) -> Outcome:
    name = _name(outline)
    try:
        found = await adding.add(guild_id, outline.url)
    except Mistake as mistake:
        key = _AMONG_MANY.get(mistake.key, mistake.key)
        return Outcome(name, key, mistake.values, url=outline.url)
    except Exception:
        # A mistake of ours that this line has found. It must not cost the others.
        log.exception("a line of an import failed")
        return Outcome(name, "import.our_mistake", url=outline.url)
    if not isinstance(found, Added):
        return Outcome(name, "import.several", url=outline.url)
    name = outline.title or found.source.outlet
    return Outcome(name, "import.added", is_added=True, url=outline.url)


def _name(outline: Outline) -> str:
    return outline.title or outline.url
