"""Which stories may be related to one: the newest that share a clue with it, each look bounded."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from news.clues import UNKNOWN, Clue, ClueKind, Share, tells_little, weight
from news.models import GuildView, Story
from storage import lists, search
from storage import stories as _stories
from storage.database import Reader
from storage.looks import Scopes, looked
from storage.schema import stories, story_topics
from storage.search import LOOKED_AT

MOST = 20
"""Stories that are looked at closely: those that share most."""

FAR, NEARBY = 200_000, 4_000
"""Words are looked for among so many newest stories, and side by side, where each may be common."""

PAIRS = 8
"""So many are looked for."""

_REACH = {ClueKind.WORD: FAR, ClueKind.PAIR: NEARBY}
_NEWEST = select(func.max(stories.c.id).label("id"))

_Having = Mapping[Clue, Sequence[int]]
"""The newest stories that have a clue, by their numbers."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The likeliest first; shares: how common each clue is."""

    stories: Sequence[Story]
    shares: Mapping[Clue, Share]


async def candidates(db: Reader, view: GuildView, clues: Sequence[Clue]) -> Candidates:
    """Stories with some of these clues that this server may see."""
    [row] = await db.rows(_NEWEST)
    newest = row.id or 0
    having = await _having(db, view, clues, newest)
    shares = {each: _share(each, having, newest) for each in clues}
    shared: dict[int, float] = defaultdict(float)
    for clue, found in having.items():
        gain = weight(clue, shares[clue])
        for story_id in found:
            shared[story_id] += gain
    likeliest = sorted(shared, key=lambda story_id: (-shared[story_id], -story_id))
    return Candidates(await _stories.by_ids(db, likeliest[:MOST]), shares)


async def _having(db: Reader, view: GuildView, clues: Sequence[Clue], newest: int) -> _Having:
    """Without what needs no look: words that tell little, and pairs of which one word is rare."""
    named = [each for each in clues if each.kind is ClueKind.ENTITY]
    ids = await looked(db, view, _naming, [each.value for each in named])
    having = dict(zip(named, ids, strict=True))
    said = [each for each in clues if each.kind is ClueKind.WORD and not tells_little(each)]
    ids = await search.saying(db, view, [each.written for each in said], newest - FAR)
    having |= zip(said, ids, strict=True)
    pairs = [
        each
        for each in clues
        if each.kind is ClueKind.PAIR and not any(_is_rare(part, having) for part in each.parts)
    ]
    pairs = pairs[:PAIRS]
    ids = await search.saying(db, view, [each.written for each in pairs], newest - NEARBY)
    return having | dict(zip(pairs, ids, strict=True))


def _naming(name: str, scopes: Scopes) -> Select[Any]:
    return (
        select(story_topics.c.story_id.label("id"))
        .where(story_topics.c.topic == bindparam(name))
        .where(story_topics.c.scope.in_(scopes), lists.alone(story_topics.c.story_id))
        .order_by(story_topics.c.told_at.desc(), story_topics.c.story_id.desc())
        .limit(LOOKED_AT)
    )


def _is_rare(clue: Clue, having: _Having) -> bool:
    return clue in having and len(having[clue]) < LOOKED_AT


def _share(clue: Clue, having: _Having, newest: int) -> Share:
    """How dense the newest that have it lie; what is rare is as rare in a pair."""
    known = next((each for each in (clue, *clue.parts) if _is_rare(each, having)), clue)
    if known not in having:
        return UNKNOWN
    found = having[known]
    if len(found) == LOOKED_AT:
        return Share(len(found), newest - min(found) + 1)
    return Share(len(found), min(newest, _REACH.get(known.kind, newest)))
