"""What is owed to channels and was sent there."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    literal_column,
)

from storage.schema.base import RowId, metadata
from storage.times import Time

# What delivering learnt of a channel; a channel in which all is well has no row.
channels = Table(
    "channels",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("retry_at", Time, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("trouble", Text, nullable=False),  # the key of a sentence
    Index(None, "guild_id"),
)

posts = Table(
    "posts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("plain", Boolean, nullable=False),
    Column("expired", Integer, nullable=False),
    Column("composed_at", Time, nullable=False),
    Column("started_at", Time),
    Column("settled_at", Time),
    Column("message_id", BigInteger),
    Column("lead", Text),  # the article that its card shows
    Column("edits_id", BigInteger),  # of an edit: the post whose message it changes
)
# Conditions of partial indexes are written out: SQLite cannot see that a parameter fulfils them.
OPEN = posts.c.state.in_((literal_column("'composed'"), literal_column("'started'")))
Index("ix_posts_open", posts.c.channel_id, posts.c.id, sqlite_where=OPEN, postgresql_where=OPEN)

deliveries = Table(
    "deliveries",
    metadata,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("subscription_id", BigInteger, nullable=False),
    Column("source_id", Text, nullable=False),  # whose reading owed it
    Column("fate", Text, nullable=False),
    Column("owed_at", Time, nullable=False),
    Column("post_id", ForeignKey("posts.id")),
    Column("place", Integer),  # in its post
    Index(None, "post_id", "place"),
    Index(None, "story_id"),
)
WAITING = (deliveries.c.fate == literal_column("'owed'")) & deliveries.c.post_id.is_(None)
Index(
    "ix_deliveries_waiting",
    deliveries.c.channel_id,
    deliveries.c.owed_at,
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)

# What a server is told of its own sources. In no post and not told: it waits for an admin.
notices = Table(
    "notices",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("source_id", ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
    Column("key", Text, nullable=False),  # of a sentence
    Column("details", Text, nullable=False),  # JSON: what stands in it
    Column("at", Time, nullable=False),
    Column("told_at", Time),
    Column("post_id", ForeignKey("posts.id")),
    Index(None, "post_id"),
    Index(None, "source_id", "guild_id"),
)
SHELVED = notices.c.told_at.is_(None) & notices.c.post_id.is_(None)
Index("ix_notices_shelved", notices.c.guild_id, sqlite_where=SHELVED, postgresql_where=SHELVED)
