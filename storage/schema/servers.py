"""What servers chose."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text, false

from storage.schema.base import RowId, metadata
from storage.times import Time

guilds = Table(
    "guilds",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("locale", Text, nullable=False),  # Discord's, of the server
    Column("language", Text),  # chosen in /settings; null: the server's own
    Column("timezone", Text),  # an IANA name; null: UTC
    Column("notices_channel_id", BigInteger),  # null: notices wait for the next admin
    Column("news_languages", Text),  # codes, a space between them; null: English and its own
    # Minutes after midnight; null: as by default, or no quiet hours.
    Column("digest_at", Integer),
    Column("quiet_from", Integer),
    Column("quiet_to", Integer),
    Column("left_at", Time),  # when the bot was removed from it; null: it is there
    Column("welcomed_at", Time),  # when it was told how to begin; null: not yet
    Index(None, "left_at"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("topic", Text, nullable=False),  # "": any
    Column("source_id", Text, nullable=False),  # "": any
    Column("query", Text, nullable=False, server_default=""),
    Column("style", Text, nullable=False, server_default="card"),
    Column("pace", Integer, nullable=False, server_default="0"),  # its rank
    Column("mention", BigInteger),  # a role
    Column("publish", Boolean, nullable=False, server_default=false()),
    Column("silent", Boolean, nullable=False, server_default=false()),
    Column("max_per_hour", Integer),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Time, nullable=False),
    Column("paused_at", Time),  # null: it goes on
    Index(None, "channel_id", "topic", "source_id", "query", unique=True),
    Index(None, "guild_id"),
    Index(None, "topic"),
    Index(None, "source_id"),
    Index(None, "mention"),
)

# What an admin did that can be taken back, as it was before.
undos = Table(
    "undos",
    metadata,
    Column("key", Text, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),  # JSON
    Column("made_at", Time, nullable=False),
    Index(None, "guild_id"),
    Index(None, "made_at"),
)

# The server that holds commands of its own (TEST_GUILD), so that they can be taken back.
command_guilds = Table(
    "command_guilds",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
)
