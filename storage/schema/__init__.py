"""The tables. Ids from Discord are snowflakes (64 bits); keys are hashes of content."""

from storage.schema.base import metadata
from storage.schema.sending import (
    BUDGETED,
    MENTIONS,
    OPEN,
    PAUSED,
    PUBLISHED,
    SHELVED,
    WAITING,
    channels,
    deliveries,
    notices,
    posts,
)
from storage.schema.servers import command_guilds, guilds, subscriptions, undos
from storage.schema.sources import seen, source_owners, sources
from storage.schema.stories import (
    ENTITY,
    FIRST_TOPIC,
    IS_TOPIC,
    articles,
    stories,
    story_joins,
    story_marks,
    story_topics,
    words,
)

__all__ = [
    "BUDGETED",
    "ENTITY",
    "FIRST_TOPIC",
    "IS_TOPIC",
    "MENTIONS",
    "OPEN",
    "PAUSED",
    "PUBLISHED",
    "SHELVED",
    "WAITING",
    "articles",
    "channels",
    "command_guilds",
    "deliveries",
    "guilds",
    "metadata",
    "notices",
    "posts",
    "seen",
    "source_owners",
    "sources",
    "stories",
    "story_joins",
    "story_marks",
    "story_topics",
    "subscriptions",
    "undos",
    "words",
]
