"""Which stories a server is shown in a list: the newest ones, narrowed to what is asked for."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    func,
    literal_column,
    select,
)

from news.models import PUBLIC, GuildView, Story
from news.query import Filter
from storage.database import Reader
from storage.schema import IS_TOPIC, articles, stories, story_joins, story_topics
from storage.stories import read

_SPACE = "space"
"""Narrows to what is about space: by a first topic, whatever else it names."""


async def newest(
    db: Reader,
    view: GuildView,
    wanted: Filter,
    *,
    limit: int,
    offset: int = 0,
    on_topic: bool = False,
) -> list[Story]:
    """Newest told first, as far as this server sees. on_topic: only what is about space."""
    asked = {"topic": wanted.topic, "source": wanted.source_id, "since": wanted.since}
    given = {name: value for name, value in asked.items() if value is not None}
    narrowed_by = frozenset(given) | ({_SPACE} if on_topic else frozenset())
    statement = _newest(narrowed_by, has_own=bool(view.sources))
    values = given | {"scopes": scopes(view), "most": limit, "after": offset}
    return await db.look(lambda ask: read(ask, [row.id for row in ask(statement, values)]))


@cache
def _newest(narrowed_by: frozenset[str], *, has_own: bool) -> Select[Any]:
    """Numbers of stories, in the order of an index over just these: what is rare costs no more.

    Built once for each way to narrow it, for that takes longer than to find them.
    """
    if "topic" in narrowed_by:
        table: Any = story_topics.c
        chosen = select(table.story_id.label("id")).where(table.topic == bindparam("topic"))
        number = table.story_id
        if "source" in narrowed_by:
            chosen = chosen.where(_from(bindparam("source"), number))
    elif "source" in narrowed_by:
        table, number = articles.c, articles.c.story_id
        chosen = select(number.label("id")).where(table.source_id == bindparam("source"))
    else:
        table, number = stories.c, stories.c.id
        chosen = select(number.label("id"))
    if "since" in narrowed_by:
        chosen = chosen.where(table.told_at >= bindparam("since"))
    chosen = chosen.where(table.scope.in_(bindparam("scopes", expanding=True)))
    if _SPACE in narrowed_by:
        chosen = chosen.where(_is_about_space(number))
    if has_own and "source" not in narrowed_by:
        chosen = chosen.where(_is_told_once(number) if _SPACE in narrowed_by else alone(number))
    chosen = chosen.order_by(table.told_at.desc(), number.desc())
    return chosen.limit(bindparam("most")).offset(bindparam("after"))


def _from(source_id: BindParameter[Any], number: ColumnElement[int]) -> ColumnElement[bool]:
    theirs = select(articles.c.id).where(
        articles.c.source_id == source_id, articles.c.story_id == number
    )
    return theirs.exists()


def _is_about_space(number: ColumnElement[int]) -> ColumnElement[bool]:
    first = story_topics.alias()
    # With the 0 SQLite cannot begin at all that are: it would sort them for the newest few.
    its_own = (first.c.story_id == number + 0) & (first.c.place == literal_column("0"))
    return select(first.c.story_id).where(its_own).exists()


def _is_told_once(number: ColumnElement[int]) -> ColumnElement[bool]:
    """Not a private story beside a public one that is listed in its place."""
    beside = story_joins.alias()
    listed = select(beside.c.story_id).where(
        beside.c.story_id == number, _is_about_space(beside.c.public_id)
    )
    return ~listed.exists()


def alone(number: ColumnElement[int]) -> ColumnElement[bool]:
    """Not a private story beside a public one, which shows its articles to its owners."""
    return ~select(story_joins.c.story_id).where(story_joins.c.story_id == number).exists()


def in_view(view: GuildView, scope: ColumnElement[str]) -> ColumnElement[bool]:
    """Rows that this server may see at all; news.view.seen_by cuts what is left."""
    return scope.in_(scopes(view))


def scopes(view: GuildView) -> list[str]:
    return [PUBLIC, *sorted(view.sources)]


async def counts(db: Reader, view: GuildView, since: datetime) -> dict[str, int]:
    """Topic -> how many stories were told since then."""
    # As no index holds it: SQLite would go through all years, to have the topics in order.
    topic = story_topics.c.topic + literal_column("''")
    rows = await db.rows(
        select(topic.label("topic"), func.count().label("stories"))
        .where(story_topics.c.told_at >= since, IS_TOPIC, in_view(view, story_topics.c.scope))
        .group_by(topic)
    )
    return {row.topic: row.stories for row in rows}
