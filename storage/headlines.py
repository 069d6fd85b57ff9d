"""The headlines by which people choose a story, and the links by which they name one."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, bindparam, select

from news.models import Amendment, GuildView
from news.names.headlines import Headline
from storage import lists
from storage.database import Reader
from storage.schema import articles, seen, stories

NEWEST = 300

# With the 0 SQLite cannot begin at the articles: it would sort all there are for the newest few.
LED = (
    select(stories.c.key, articles.c.title, articles.c.amended)
    .join(articles, (articles.c.story_id == stories.c.id + 0) & (articles.c.place == 0))
    .where(stories.c.scope.in_(bindparam("scopes", expanding=True)), lists.alone(stories.c.id))
)
"""Stories by their keys, with their leads' headlines, as far as a server sees them."""

# Built once: it is asked for at every key that is typed.
_NEWEST = LED.order_by(stories.c.told_at.desc(), stories.c.id.desc()).limit(bindparam("most"))


async def newest(db: Reader, view: GuildView) -> list[Headline]:
    """Newest told first."""
    return await choices(db, view, _NEWEST, {"most": NEWEST})


async def choices(
    db: Reader, view: GuildView, statement: Select[Any], values: Mapping[str, Any]
) -> list[Headline]:
    """What the statement over LED gives to this server; values: its other parameters."""
    rows = await db.rows(statement, {"scopes": lists.scopes(view), **values})
    return [Headline(row.key, row.title, amended=Amendment(row.amended)) for row in rows]


async def of_links(
    db: Reader, sources: Collection[str], link_keys: Collection[str]
) -> dict[str, str]:
    """Link keys (news.identity.link_key) -> the keys of the stories that one of these sources told
    there, as far as there are such; of several the one that was told last."""
    rows = await db.rows(
        select(seen.c.key.label("link"), stories.c.key)
        .join(articles, articles.c.story_id == stories.c.id)
        .join(seen, seen.c.item == articles.c.key)
        .where(seen.c.source_id.in_(sources), seen.c.key.in_(link_keys))
        .order_by(stories.c.told_at)
    )
    return {row.link: row.key for row in rows}
