"""What reading remembers of a source: its health, its rhythm, its moves, who sees it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    # SQLite fills a new column that must not be empty with its default; later rows name a value.
    for column in (
        sa.Column("private", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("host", sa.Text(), nullable=False, server_default=""),
        sa.Column("format", sa.Text(), nullable=False, server_default=""),
        sa.Column("moved_to", sa.Text()),
        sa.Column("whole_at", TIME),
        sa.Column("items", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("hints", sa.Text()),
        sa.Column("gap_seconds", sa.Integer()),
        sa.Column("news_at", TIME),
        sa.Column("failing_since", TIME),
        sa.Column("stopped", sa.Text()),
        sa.Column("move", sa.Text()),
        sa.Column("noticed", sa.Text()),
    ):
        op.add_column("sources", column)
    for column in (
        sa.Column("language", sa.Text()),
        sa.Column("timezone", sa.Text()),
        sa.Column("notices_channel_id", sa.BigInteger()),
    ):
        op.add_column("guilds", column)
    _notices()
    op.add_column("articles", sa.Column("credit", sa.Text(), nullable=False, server_default=""))
    op.execute(
        "UPDATE sources SET private = EXISTS "
        "(SELECT 1 FROM source_owners WHERE source_owners.source_id = sources.id)"
    )
    # It held a key alone, of a sentence that may need values.
    op.execute("UPDATE sources SET trouble = NULL")


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
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
    op.create_index("ix_notices_post_id", "notices", ["post_id"])
    op.create_index("ix_notices_source_id_guild_id", "notices", ["source_id", "guild_id"])
    op.create_index(
        "ix_notices_shelved",
        "notices",
        ["guild_id"],
        sqlite_where=sa.text("told_at IS NULL AND post_id IS NULL"),
        postgresql_where=sa.text("told_at IS NULL AND post_id IS NULL"),
    )
