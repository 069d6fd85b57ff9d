"""What is read, for whom, and what of it is known already."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, false

from storage.schema.base import metadata
from storage.times import Time

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
