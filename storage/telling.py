"""All that a post shows, looked up in one go: every post asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from news.models import GuildView, Post, Story
from storage import guilds, stories
from storage.database import Ask, Reader
from storage.guilds import Chosen
from storage.schema import deliveries, posts, subscriptions
from storage.schema import stories as story_rows

_FOLLOWED = (
    select(story_rows.c.key, subscriptions.c.source_id)
    .join(deliveries, deliveries.c.story_id == story_rows.c.id)
    .join(posts, posts.c.id == deliveries.c.post_id)
    .join(subscriptions, subscriptions.c.id == deliveries.c.subscription_id)
    .where(posts.c.key == bindparam("post"), subscriptions.c.source_id != "")
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a post tells. followed: story key -> the source because of which it is told, if any."""

    chosen: Chosen
    view: GuildView
    stories: list[Story]
    followed: Mapping[str, str]


async def told_by(db: Reader, post: Post) -> Told:
    return await db.look(lambda ask: _told_by(ask, post))


def _told_by(ask: Ask, post: Post) -> Told:
    return Told(
        chosen=guilds.chose(ask, post.guild_id),
        view=guilds.sees(ask, post.guild_id),
        stories=stories.called(ask, post.story_keys),
        followed={row.key: row.source_id for row in ask(_FOLLOWED, {"post": post.key})},
    )
