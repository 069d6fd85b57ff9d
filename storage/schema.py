"""The tables. Ids from Discord are snowflakes (64 bits); keys are hashes of content."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    false,
    literal_column,
)

from storage.times import Time

# SQLite numbers rows by itself only in a column that is called INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("outlet", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("topics", Text, nullable=False),  # ids, a space between them
    Column("images", Boolean, nullable=False),
    Column("licence", Text, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column(
        "private", Boolean, nullable=False, server_default=false()
    ),  # added by servers, and seen by them alone
    Column("host", Text, nullable=False, server_default=""),  # that requests go to
    Column("format", Text, nullable=False, server_default=""),  # of one that a server added
    Column("moved_to", Text),  # where it is read since it proved to have moved for good
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", Text),
    Column("read_at", Time),  # null: not read since it was added, so the next reading is the first
    Column("whole_at", Time),  # when a document last came without a condition
    Column("items", Integer, nullable=False, server_default="0"),  # in the last document
    Column("hints", Text),  # JSON; null: the document gives none
    Column("gap_seconds", Integer),  # usual time between two of its items
    Column("news_at", Time),  # when its newest item was told
    Column("next_check_at", Time, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", Time),
    Column("trouble", Text),  # JSON: key and values of the sentence that says why
    Column("stopped", Text),  # the key of the sentence why it is not read any more
    Column("move", Text),  # JSON: where it says it has moved to, since when, how often
    Column("noticed", Text),  # the state of health that its servers were told of last
    Index(None, "enabled", "next_check_at"),
)

# Servers that added the source for themselves; a source without any is everyone's.
source_owners = Table(
    "source_owners",
    metadata,
    Column("source_id", ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("guild_id", BigInteger, primary_key=True),
    Index(None, "guild_id"),
)

# Outlives articles by far: old items come back.
seen = Table(
    "seen",
    metadata,
    Column("source_id", ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("item", Text, nullable=False),  # the article that it was first seen with
    Column("seen_at", Time, nullable=False),
    sqlite_with_rowid=False,
)

stories = Table(
    "stories",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("first_seen_at", Time, nullable=False),
    Column("told_at", Time, nullable=False),
    Column("outlets", Integer, nullable=False, server_default="1"),  # how many tell it
    Index(None, "told_at", "id"),
    Index(None, "first_seen_at"),
)

# A private story and the public one of the same event: they stay apart but for their owners' view.
story_joins = Table(
    "story_joins",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("public_id", ForeignKey("stories.id"), nullable=False),
    Index(None, "public_id"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("place", Integer, nullable=False),  # 0: the lead
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("scope", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("image", Text),
    Column("image_credit", Text, nullable=False),
    Column("byline", Text, nullable=False),
    Column("credit", Text, nullable=False, server_default=""),
    Column("language", Text, nullable=False),
    Column("published_at", Time),
    # What it is about by its own words: ids, a space between them.
    Column("topics", Text, nullable=False, server_default=""),
    Column("entities", Text, nullable=False, server_default=""),
    Column("told_at", Time, nullable=False),
    Index(None, "story_id", "place", "source_id"),  # whether a source tells a story, it says alone
    Index(None, "source_id", "told_at"),
)

ENTITY = 100
# What a story may be asked for by: its topics, its entities, and what those belong to.
story_topics = Table(
    "story_topics",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("place", Integer, nullable=False),  # among its topics; from ENTITY on: what it names
    Column("scope", Text, nullable=False),
    Column("told_at", Time, nullable=False),
    Index(None, "topic", "told_at", "story_id"),
)

# Its topics without what it names: these are counted.
IS_TOPIC = story_topics.c.place < literal_column(str(ENTITY))
Index(
    "ix_story_topics_topics",
    story_topics.c.told_at,
    story_topics.c.topic,
    story_topics.c.scope,
    sqlite_where=IS_TOPIC,
    postgresql_where=IS_TOPIC,
)

# One row for each story that is on topic.
FIRST_TOPIC = story_topics.c.place == literal_column("0")
Index(
    "ix_story_topics_first",
    story_topics.c.told_at,
    sqlite_where=FIRST_TOPIC,
    postgresql_where=FIRST_TOPIC,
)

# By what an article that tells the same event would be known, of the stories of the last days.
story_marks = Table(
    "story_marks",
    metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),  # news.gist hashes it
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    sqlite_with_rowid=False,
)

# What headlines are made of: for what is misspelt, or begun and not ended.
words = Table(
    "words",
    metadata,
    Column("word", Text, primary_key=True),  # small letters, no accents
    Column("scope", Text, primary_key=True),
    Column("seen", Integer, nullable=False),  # in how many headlines; not counted for ever
    Column("initial", Text, nullable=False),
    Column("letters", Integer, nullable=False),
    Index(None, "initial", "letters", "seen"),
    sqlite_with_rowid=False,
)

guilds = Table(
    "guilds",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("locale", Text, nullable=False),  # Discord's, of the server
    Column("language", Text),  # chosen in /settings; null: the server's own
    Column("timezone", Text),  # an IANA name; null: UTC
    Column("notices_channel_id", BigInteger),  # null: notices wait for the next admin
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("topic", Text, nullable=False),  # "": any
    Column("source_id", Text, nullable=False),  # "": any
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Time, nullable=False),
    Index(None, "channel_id", "topic", "source_id", unique=True),
    Index(None, "guild_id"),
    Index(None, "topic"),
    Index(None, "source_id"),
)

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

# The server that holds commands of its own (TEST_GUILD), so that they can be taken back.
command_guilds = Table(
    "command_guilds",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
)
