"""Delivering: styles, paces and budgets; the queue of channels; servers that the bot has left."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

PENDING = "fate IN ('for a digest', 'over budget', 'owed', 'quiet hours') AND post_id IS NULL"
OPEN = "state IN ('composed', 'started')"


def upgrade() -> None:
    _subscriptions()
    _posts()
    _deliveries()
    _channels()
    _notices()
    for column in (
        sa.Column("news_languages", sa.Text()),
        sa.Column("digest_at", sa.Integer()),
        sa.Column("quiet_from", sa.Integer()),
        sa.Column("quiet_to", sa.Integer()),
        sa.Column("left_at", TIME),
    ):
        op.add_column("guilds", column)
    op.create_index("ix_guilds_left_at", "guilds", ["left_at"])
    op.add_column("articles", sa.Column("amended", sa.Text(), nullable=False, server_default=""))
    op.add_column("articles", sa.Column("amended_at", TIME))


def _subscriptions() -> None:
    for column in (
        sa.Column("query", sa.Text(), nullable=False, server_default=""),
        sa.Column("style", sa.Text(), nullable=False, server_default="card"),
        sa.Column("pace", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("mention", sa.BigInteger()),
        sa.Column("publish", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("silent", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("max_per_hour", sa.Integer()),
    ):
        op.add_column("subscriptions", column)
    op.drop_index("ix_subscriptions_channel_id_topic_source_id", "subscriptions")
    same = ["channel_id", "topic", "source_id", "query"]
    op.create_index(
        "ix_subscriptions_channel_id_topic_source_id_query", "subscriptions", same, unique=True
    )
    op.create_index("ix_subscriptions_mention", "subscriptions", ["mention"])


def _posts() -> None:
    for column in (
        sa.Column("place", sa.Text(), nullable=False, server_default="text"),
        sa.Column("pace", sa.Text(), nullable=False, server_default="instant"),
        sa.Column("part", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("parts", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("silent", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("publish", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("mention", sa.BigInteger()),
        sa.Column("budget_of", sa.BigInteger()),
        sa.Column("due_at", TIME),
        sa.Column("published_at", TIME),
        sa.Column("amended", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("posts", column)
    op.create_index("ix_posts_edits_id", "posts", ["edits_id"])
    op.create_index("ix_posts_guild_id", "posts", ["guild_id"])
    _partial("ix_posts_published", ["channel_id", "published_at"], "published_at IS NOT NULL")
    _partial("ix_posts_mentions", ["mention", "started_at"], "mention IS NOT NULL")
    _partial("ix_posts_budgeted", ["budget_of", "settled_at"], "budget_of IS NOT NULL")


def _partial(name: str, columns: list[str], where: str, table: str = "posts") -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def _deliveries() -> None:
    op.add_column("deliveries", sa.Column("pace", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("deliveries", sa.Column("due_at", TIME))
    # Also of those in posts: these may be taken back.
    op.execute("UPDATE deliveries SET due_at = owed_at WHERE fate = 'owed'")
    op.drop_index("ix_deliveries_waiting", "deliveries")
    _partial("ix_deliveries_waiting", ["channel_id", "due_at"], PENDING, "deliveries")


def _channels() -> None:
    """Until now those alone that rested had a row; now all do that wait for something."""
    op.drop_index("ix_channels_guild_id", "channels")
    op.rename_table("channels", "former")
    op.create_table(
        "channels",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False, server_default="text"),
        sa.Column("wakes_at", TIME),
        sa.Column("retry_at", TIME),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("trouble", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_channels"),
    )
    op.execute(
        "INSERT INTO channels (id, guild_id, wakes_at, retry_at, failures, trouble) "
        "SELECT id, guild_id, retry_at, retry_at, failures, trouble FROM former"
    )
    op.drop_table("former")
    for table, condition, since in (
        ("posts", OPEN, "composed_at"),
        ("deliveries", PENDING, "owed_at"),
    ):
        op.execute(
            f"INSERT INTO channels (id, guild_id, wakes_at) "  # noqa: S608  # words of ours alone
            f"SELECT channel_id, min(guild_id), min({since}) FROM {table} WHERE {condition} "
            "AND channel_id NOT IN (SELECT id FROM channels) GROUP BY channel_id"
        )
    # By its channels a server's deliveries are found, when it is to be forgotten.
    op.execute(
        "INSERT INTO channels (id, guild_id) SELECT channel_id, min(guild_id) FROM deliveries "
        "WHERE channel_id NOT IN (SELECT id FROM channels) GROUP BY channel_id"
    )
    op.create_index("ix_channels_guild_id", "channels", ["guild_id"])
    op.create_index("ix_channels_wakes_at", "channels", ["wakes_at"])


def _notices() -> None:
    """A notice may be about something else than a source."""
    for name in ("ix_notices_post_id", "ix_notices_source_id_guild_id", "ix_notices_shelved"):
        op.drop_index(name, "notices")
    op.rename_table("notices", "former")
    op.create_table(
        "notices",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("source_id", sa.Text()),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("told_at", TIME),
        sa.Column("post_id", ROW_ID),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_notices_post_id"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_notices_source_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.execute(
        "INSERT INTO notices (id, guild_id, source_id, key, details, at, told_at, post_id) "
        "SELECT id, guild_id, source_id, key, details, at, told_at, post_id FROM former"
    )
    op.drop_table("former")
    op.create_index("ix_notices_post_id", "notices", ["post_id"])
    op.create_index("ix_notices_guild_id_source_id", "notices", ["guild_id", "source_id"])
    _partial("ix_notices_shelved", ["guild_id"], "told_at IS NULL AND post_id IS NULL", "notices")
