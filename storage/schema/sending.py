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
    false,
    literal_column,
)

from news.models import PENDING
from storage.schema.base import RowId, metadata
from storage.times import Time

# The queue, by channel: when each is to be looked after next, and how it fares.
channels = Table(
    "channels",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("place", Text, nullable=False, server_default="text"),
    Column("wakes_at", Time),  # null: nothing waits for it
    Column("retry_at", Time),  # it rests until then; null: all is well
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("trouble", Text),  # the key of a sentence
    Index(None, "guild_id"),
    Index(None, "wakes_at"),
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
    Column("place", Text, nullable=False, server_default="text"),
    Column("pace", Text, nullable=False, server_default="instant"),
    Column("part", Integer, nullable=False, server_default="1"),
    Column("parts", Integer, nullable=False, server_default="1"),
    Column("silent", Boolean, nullable=False, server_default=false()),
    Column("publish", Boolean, nullable=False, server_default=false()),
    Column("mention", BigInteger),  # the role that it pings
    Column("budget_of", BigInteger),  # the subscription whose hourly budget it takes
    Column("composed_at", Time, nullable=False),
    Column("due_at", Time),  # not before; null: at once
    Column("started_at", Time),
    Column("settled_at", Time),
    Column("message_id", BigInteger),
    Column("lead", Text),  # the article that its card shows
    Column("edits_id", BigInteger),  # of an edit or a crosspost: the post whose message it is
    Column("published_at", Time),  # when its message was crossposted
    Column("amended", Text, nullable=False, server_default=""),  # the correction that it shows
    Index(None, "edits_id"),
    Index(None, "guild_id"),
)
# Conditions of partial indexes are written out: SQLite cannot see that a parameter fulfils them.
OPEN = posts.c.state.in_((literal_column("'composed'"), literal_column("'started'")))
Index("ix_posts_open", posts.c.channel_id, posts.c.id, sqlite_where=OPEN, postgresql_where=OPEN)
PUBLISHED = posts.c.published_at.is_not(None)
Index(
    "ix_posts_published",
    posts.c.channel_id,
    posts.c.published_at,
    sqlite_where=PUBLISHED,
    postgresql_where=PUBLISHED,
)
MENTIONS = posts.c.mention.is_not(None)
Index(
    "ix_posts_mentions",
    posts.c.mention,
    posts.c.started_at,
    sqlite_where=MENTIONS,
    postgresql_where=MENTIONS,
)
BUDGETED = posts.c.budget_of.is_not(None)
Index(
    "ix_posts_budgeted",
    posts.c.budget_of,
    posts.c.settled_at,
    sqlite_where=BUDGETED,
    postgresql_where=BUDGETED,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("subscription_id", BigInteger, nullable=False),
    Column("source_id", Text, nullable=False),  # whose reading owed it
    Column("fate", Text, nullable=False),
    Column("pace", Integer, nullable=False, server_default="0"),  # its rank
    Column("owed_at", Time, nullable=False),
    Column("due_at", Time),  # of what is to be told: when
    Column("post_id", ForeignKey("posts.id")),
    Column("place", Integer),  # in its post
    Index(None, "post_id", "place"),
    Index(None, "story_id"),
)
WAITING = (
    deliveries.c.fate.in_([literal_column(f"'{each.value}'") for each in sorted(PENDING)])
) & deliveries.c.post_id.is_(None)
Index(
    "ix_deliveries_waiting",
    deliveries.c.channel_id,
    deliveries.c.due_at,
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)
PAUSED = deliveries.c.fate == literal_column("'paused'")
Index(
    "ix_deliveries_paused",
    deliveries.c.channel_id,
    sqlite_where=PAUSED,
    postgresql_where=PAUSED,
)

# What a server is told by us. In no post and not told: it waits for an admin.
notices = Table(
    "notices",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("source_id", ForeignKey("sources.id", ondelete="CASCADE")),  # null: about no source
    Column("key", Text, nullable=False),  # of a sentence
    Column("details", Text, nullable=False),  # JSON: what stands in it
    Column("at", Time, nullable=False),
    Column("told_at", Time),
    Column("post_id", ForeignKey("posts.id")),
    Index(None, "post_id"),
    Index(None, "guild_id", "source_id"),
)
SHELVED = notices.c.told_at.is_(None) & notices.c.post_id.is_(None)
Index("ix_notices_shelved", notices.c.guild_id, sqlite_where=SHELVED, postgresql_where=SHELVED)
