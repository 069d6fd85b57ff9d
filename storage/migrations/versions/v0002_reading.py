"""What reading remembers of a source: its health, its rhythm, its moves, who sees it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    # SQLite fills a new column that must not be empty with its default; later rows name a value.
    for column in (
        sa.Column("private", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("host", sa.Text(), nullable=False, server_default=""),
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
    op.add_column("articles", sa.Column("credit", sa.Text(), nullable=False, server_default=""))
    op.execute(
        "UPDATE sources SET private = EXISTS "
        "(SELECT 1 FROM source_owners WHERE source_owners.source_id = sources.id)"
    )
    # It held a key alone, of a sentence that may need values.
    op.execute("UPDATE sources SET trouble = NULL")
