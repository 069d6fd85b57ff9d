"""What servers chose."""

from sqlalchemy import BigInteger, Column, Index, Table, Text

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

# The server that holds commands of its own (TEST_GUILD), so that they can be taken back.
command_guilds = Table(
    "command_guilds",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
)
