"""Which stories a server is shown in a list: the newest ones, narrowed to what is asked for."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, select

from news.models import PUBLIC, GuildView, Story
from news.query import Filter
from storage.database import Reader
from storage.schema import IS_TOPIC, articles, stories, story_joins, story_topics
from storage.stories import by_ids


async def newest(
    db: Reader, view: GuildView, wanted: Filter, *, limit: int, offset: int = 0
) -> list[Story]:
    """Newest told first, as far as this server sees."""
    rows = await db.rows(_newest(view, wanted).limit(limit).offset(offset))
    return await by_ids(db, [row.id for row in rows])


def _newest(view: GuildView, wanted: Filter) -> Select[Any]:
    """Numbers of stories, in the order of an index over just these: what is rare costs no more."""
    if wanted.topic is not None:
        table: Any = story_topics.c
        chosen = select(table.story_id.label("id")).where(table.topic == wanted.topic)
        number = table.story_id
        if wanted.source_id is not None:
            chosen = chosen.where(_from(wanted.source_id, number))
    elif wanted.source_id is not None:
        table, number = articles.c, articles.c.story_id
        chosen = select(number.label("id")).where(table.source_id == wanted.source_id)
    else:
        table, number = stories.c, stories.c.id
        chosen = select(number.label("id"))
    if wanted.since is not None:
        chosen = chosen.where(table.told_at >= wanted.since)
    chosen = chosen.where(in_view(view, table.scope))
    if view.sources and wanted.source_id is None:
        chosen = chosen.where(alone(number))
    return chosen.order_by(table.told_at.desc(), number.desc())


def narrowed(statement: Select[Any], wanted: Filter) -> Select[Any]:
    """The statement over stories, narrowed to what is asked for."""
    if wanted.topic is not None:
        topical = select(story_topics.c.story_id).where(
            story_topics.c.topic == wanted.topic, story_topics.c.story_id == stories.c.id
        )
        statement = statement.where(topical.exists())
    if wanted.source_id is not None:
        statement = statement.where(_from(wanted.source_id, stories.c.id))
    if wanted.since is not None:
        statement = statement.where(stories.c.told_at >= wanted.since)
    return statement


def _from(source_id: str, number: ColumnElement[int]) -> ColumnElement[bool]:
    theirs = select(articles.c.id).where(
        articles.c.source_id == source_id, articles.c.story_id == number
    )
    return theirs.exists()


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
