"""Which stories a subscription wants: in SQL what news.audience says of single stories."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, literal_column, select

from news.models import ALL, PUBLIC, GuildView, Subscription
from storage.database import Reader
from storage.lists import in_view
from storage.schema import ENTITY, articles, sources, story_joins, story_topics

_ON_TOPIC = story_topics.alias()
NAMED = story_topics.alias()
_EARLIER = articles.alias()


class Wanted(NamedTuple):
    """Rows of an index over just the stories that are wanted, one a story."""

    told_at: ColumnElement[datetime]
    number: ColumnElement[int]
    matches: ColumnElement[bool]

    @property
    def during(self) -> ColumnElement[bool]:
        """Told after the parameter `start`, and not after `end`."""
        return (self.told_at > bindparam("start")) & (self.told_at <= bindparam("end"))

    @property
    def newest_first(self) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        return self.told_at.desc(), self.number.desc()


async def found(db: Reader, view: GuildView, wanted: Subscription) -> Wanted:
    """Its query is left out: no index knows what passes it."""
    if wanted.source_id is not None:
        return _of_source(view, wanted.source_id, subject(wanted))
    theirs = _of_topic(view, subject(wanted))
    if view.sources and not wanted.query:
        theirs = theirs._replace(matches=theirs.matches & _is_told_once(subject(wanted)))
    if not await _has_others(db, view, wanted.languages):
        return theirs
    told = exists().where(
        articles.c.story_id == theirs.number, articles.c.language.in_(sorted(wanted.languages))
    )
    return theirs._replace(matches=theirs.matches & told)


def _of_source(view: GuildView, source_id: str, topic: str | None) -> Wanted:
    theirs, named = articles.c, NAMED.c
    # As no index holds it: SQLite would look among all that the source has told, not the story.
    their_name = _EARLIER.c.source_id + literal_column("''")
    is_first = ~exists().where(
        _EARLIER.c.story_id == theirs.story_id,
        their_name == theirs.source_id,
        (_EARLIER.c.told_at < theirs.told_at)
        | (_EARLIER.c.told_at == theirs.told_at) & (_EARLIER.c.id < theirs.id),
    )
    matches = (theirs.source_id == source_id) & in_view(view, theirs.scope) & is_first
    if topic is not None:
        matches &= exists().where(named.story_id == theirs.story_id, named.topic == topic)
    return Wanted(theirs.told_at, theirs.story_id, matches)


def _of_topic(view: GuildView, topic: str | None) -> Wanted:
    """Off topic is what has no first topic, whatever it names."""
    theirs, first = story_topics.c, _ON_TOPIC.c
    matches = in_view(view, theirs.scope) & is_asked(theirs, topic)
    if topic is not None:
        on_topic = exists().where(first.story_id == theirs.story_id, first.place < ENTITY)
        matches &= (theirs.place < ENTITY) | on_topic
    return Wanted(theirs.told_at, theirs.story_id, matches)


def _is_told_once(topic: str | None) -> ColumnElement[bool]:
    """Not a private story whose event a public one that is asked for tells as well."""
    theirs, public = story_topics.c, NAMED.c
    told_already = exists().where(
        story_joins.c.story_id == theirs.story_id,
        public.story_id == story_joins.c.public_id,
        is_asked(public, topic),
    )
    return (theirs.scope == PUBLIC) | ~told_already


def subject(wanted: Subscription) -> str | None:
    """Its topic or entity; None: any."""
    return None if wanted.topic == ALL else wanted.topic


def is_asked(row: Any, topic: str | None) -> ColumnElement[bool]:
    """Of a row of story_topics; each story that is on topic has one."""
    # Written out: SQLite cannot see that a parameter fulfils the condition of its index.
    asked: ColumnElement[bool] = (
        row.place == literal_column("0") if topic is None else row.topic == topic
    )
    return asked


async def _has_others(db: Reader, view: GuildView, languages: frozenset[str]) -> bool:
    """Whether any source tells in another language: else no article need be looked at."""
    other = exists().where(
        sources.c.language.not_in(sorted(languages)),
        ~sources.c.private | sources.c.id.in_(sorted(view.sources)),
    )
    rows: Sequence[Any] = await db.rows(select(other.label("there")))
    return bool(rows[0].there)
