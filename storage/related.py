"""Which stories may be related to one: the newest that share a clue with it, each look bounded."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, bindparam, column, func, literal_column, select, table

from news.clues import UNKNOWN, Clue, ClueKind, Share, tells_little, weight
from news.models import GuildView, Story
from storage import lists
from storage import stories as _stories
from storage.database import Reader
from storage.schema import stories, story_topics

MOST = 20
"""Stories that are looked at closely: those that share most."""

LOOKED_AT = 60
"""Of each clue the newest stories that have it: how dense they lie tells how common it is."""

NEARBY = 15_000
"""Words are looked for side by side among so many newest stories: each may be a common one."""

# Built once: they are executed for each clue.
_SCOPES = bindparam("scopes", expanding=True)
_SEARCH = table("search", column("rowid", Integer))
_NAMING = (
    select(story_topics.c.story_id.label("id"))
    .where(story_topics.c.topic == bindparam("clue"), story_topics.c.scope.in_(_SCOPES))
    .where(lists.alone(story_topics.c.story_id))
    .order_by(story_topics.c.told_at.desc(), story_topics.c.story_id.desc())
    .limit(LOOKED_AT)
)
_SAYING = (
    select(stories.c.id)
    .select_from(_SEARCH.join(stories, stories.c.id == _SEARCH.c.rowid))
    .where(literal_column("search").op("MATCH")(bindparam("clue")))
    .where(_SEARCH.c.rowid > bindparam("oldest"), stories.c.scope.in_(_SCOPES))
    .where(lists.alone(stories.c.id))
    .order_by(_SEARCH.c.rowid.desc())
    .limit(LOOKED_AT)
)
_NEWEST = select(func.max(stories.c.id).label("id"))


@dataclass(frozen=True, slots=True)
class Candidates:
    """The likeliest first; shares: how common each clue is."""

    stories: Sequence[Story]
    shares: Mapping[Clue, Share]


async def candidates(db: Reader, view: GuildView, clues: Sequence[Clue]) -> Candidates:
    """Stories with some of these clues that this server may see."""
    [row] = await db.rows(_NEWEST)
    newest = row.id or 0
    shares: dict[Clue, Share] = {}
    shared: dict[int, float] = defaultdict(float)
    for clue in clues:
        found: Sequence[int] = ()
        if not (known := _known(clue, shares)):
            found = await _having(db, clue, lists.scopes(view), newest)
        shares[clue] = known or _share(clue, found, newest)
        gain = weight(clue, shares[clue])
        for story_id in found:
            shared[story_id] += gain
    likeliest = sorted(shared, key=lambda story_id: (-shared[story_id], -story_id))
    return Candidates(await _stories.by_ids(db, likeliest[:MOST]), shares)


def _known(clue: Clue, shares: Mapping[Clue, Share]) -> Share | None:
    """How common it is, where that need not be counted: what is rare is also rare in a pair."""
    if clue.kind is ClueKind.WORD and tells_little(clue):
        return UNKNOWN
    if clue.kind is ClueKind.PAIR:
        parts = [shares[each] for each in clue.parts if each in shares]
        return next((each for each in parts if each.among and each.found < LOOKED_AT), None)
    return None


async def _having(db: Reader, clue: Clue, scopes: Sequence[str], newest: int) -> list[int]:
    """Numbers of the newest stories that have it."""
    values: dict[str, Any] = {"clue": clue.value, "scopes": scopes}
    if clue.kind is ClueKind.ENTITY:
        return [row.id for row in await db.rows(_NAMING, values)]
    oldest = newest - NEARBY if clue.kind is ClueKind.PAIR else 0
    values |= {"clue": f'title: "{clue.written}"', "oldest": oldest}
    return [row.id for row in await db.rows(_SAYING, values)]


def _share(clue: Clue, found: Sequence[int], newest: int) -> Share:
    if len(found) == LOOKED_AT:
        return Share(len(found), newest - min(found) + 1)
    return Share(len(found), min(newest, NEARBY) if clue.kind is ClueKind.PAIR else newest)
