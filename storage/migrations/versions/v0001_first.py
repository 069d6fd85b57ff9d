"""The first schema: sources, stories and their search, subscriptions, deliveries, posts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "channels",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("retry_at", TIME, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_channels"),
    )
    op.create_index("ix_channels_guild_id", "channels", ["guild_id"], unique=False)
    op.create_table(
        "command_guilds",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_command_guilds"),
    )
    op.create_table(
        "guilds",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_guilds"),
    )
    op.create_table(
        "posts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("plain", sa.Boolean(), nullable=False),
        sa.Column("expired", sa.Integer(), nullable=False),
        sa.Column("composed_at", TIME, nullable=False),
        sa.Column("started_at", TIME, nullable=True),
        sa.Column("settled_at", TIME, nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.UniqueConstraint("key", name="uq_posts_key"),
    )
    op.create_index(
        "ix_posts_open",
        "posts",
        ["channel_id", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('composed', 'started')"),
        postgresql_where=sa.text("state IN ('composed', 'started')"),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("images", sa.Boolean(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.Text(), nullable=True),
        sa.Column("read_at", TIME, nullable=True),
        sa.Column("next_check_at", TIME, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("url", name="uq_sources_url"),
    )
    op.create_index(
        "ix_sources_enabled_next_check_at", "sources", ["enabled", "next_check_at"], unique=False
    )
    op.create_table(
        "stories",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("first_seen_at", TIME, nullable=False),
        sa.Column("told_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sa.UniqueConstraint("key", name="uq_stories_key"),
    )
    op.create_index("ix_stories_told_at_id", "stories", ["told_at", "id"], unique=False)
    op.create_table(
        "subscriptions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
    )
    op.create_index(
        "ix_subscriptions_channel_id_topic_source_id",
        "subscriptions",
        ["channel_id", "topic", "source_id"],
        unique=True,
    )
    op.create_index("ix_subscriptions_guild_id", "subscriptions", ["guild_id"], unique=False)
    op.create_index("ix_subscriptions_source_id", "subscriptions", ["source_id"], unique=False)
    op.create_index("ix_subscriptions_topic", "subscriptions", ["topic"], unique=False)
    op.create_table(
        "articles",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("story_id", ROW_ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("image", sa.Text(), nullable=True),
        sa.Column("image_credit", sa.Text(), nullable=False),
        sa.Column("byline", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("published_at", TIME, nullable=True),
        sa.Column("told_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_articles_source_id"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_articles_story_id"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("key", name="uq_articles_key"),
    )
    op.create_index(
        "ix_articles_source_id_told_at", "articles", ["source_id", "told_at"], unique=False
    )
    op.create_index("ix_articles_story_id_place", "articles", ["story_id", "place"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story_id", ROW_ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("subscription_id", sa.BigInteger(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("fate", sa.Text(), nullable=False),
        sa.Column("owed_at", TIME, nullable=False),
        sa.Column("post_id", ROW_ID, nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_deliveries_post_id"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_deliveries_story_id"),
        sa.PrimaryKeyConstraint("channel_id", "story_id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_post_id_place", "deliveries", ["post_id", "place"], unique=False)
    op.create_index("ix_deliveries_story_id", "deliveries", ["story_id"], unique=False)
    op.create_index(
        "ix_deliveries_waiting",
        "deliveries",
        ["channel_id", "owed_at"],
        unique=False,
        sqlite_where=sa.text("fate = 'owed' AND post_id IS NULL"),
        postgresql_where=sa.text("fate = 'owed' AND post_id IS NULL"),
    )
    op.create_table(
        "seen",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_seen_source_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", "key", name="pk_seen"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source_owners",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_source_owners_source_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", "guild_id", name="pk_source_owners"),
    )
    op.create_index("ix_source_owners_guild_id", "source_owners", ["guild_id"], unique=False)
    op.create_table(
        "story_topics",
        sa.Column("story_id", ROW_ID, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("told_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_story_topics_story_id"),
        sa.PrimaryKeyConstraint("story_id", "topic", name="pk_story_topics"),
    )
    op.create_index(
        "ix_story_topics_told_at_topic", "story_topics", ["told_at", "topic"], unique=False
    )
    op.create_index(
        "ix_story_topics_topic_told_at_story_id",
        "story_topics",
        ["topic", "told_at", "story_id"],
        unique=False,
    )
    if op.get_context().dialect.name == "sqlite":
        _search()


def _search() -> None:
    # Its rows are numbered as the stories are. English endings are cut off, accents ignored.
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        "title, summary, outlet, scope UNINDEXED,"
        " tokenize = 'porter unicode61 remove_diacritics 2')"
    )
