"""The command surface: pauses, Undo, the first-run message."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("guilds", sa.Column("welcomed_at", TIME))
    _welcome_nobody_again()
    op.add_column("subscriptions", sa.Column("paused_at", TIME))
    op.create_table(
        "undos",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_undos"),
    )
    op.create_index("ix_undos_guild_id", "undos", ["guild_id"])
    op.create_index("ix_undos_made_at", "undos", ["made_at"])
    paused = sa.text("fate = 'paused'")
    op.create_index(
        "ix_deliveries_paused",
        "deliveries",
        ["channel_id"],
        sqlite_where=paused,
        postgresql_where=paused,
    )


def _welcome_nobody_again() -> None:
    """Servers that the bot knows had it before there was such a message."""
    op.execute(
        "INSERT INTO guilds (id, locale) SELECT guild_id, 'en' FROM "
        "(SELECT guild_id FROM subscriptions UNION SELECT guild_id FROM source_owners) AS known "
        "WHERE guild_id NOT IN (SELECT id FROM guilds)"
    )
    op.execute("UPDATE guilds SET welcomed_at = CURRENT_TIMESTAMP")
