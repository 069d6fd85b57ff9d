"""Stories that grow: what each article is about, and by what the same event would be known."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("stories", sa.Column("outlets", sa.Integer(), nullable=False, server_default="1"))
    for name in ("topics", "entities"):
        op.add_column("articles", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    # Until now a story had one article, and its topics were that article's.
    op.execute(
        "UPDATE articles SET topics = coalesce((SELECT group_concat(topic, ' ') FROM "
        "(SELECT topic FROM story_topics WHERE story_topics.story_id = articles.story_id "
        "ORDER BY place)), '')"
    )
    op.create_table(
        "story_marks",
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_story_marks_story_id"),
        sa.PrimaryKeyConstraint("mark", "story_id", name="pk_story_marks"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "story_joins",
        sa.Column("story_id", ROW_ID, nullable=False),
        sa.Column("public_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(["public_id"], ["stories.id"], name="fk_story_joins_public_id"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_story_joins_story_id"),
        sa.PrimaryKeyConstraint("story_id", name="pk_story_joins"),
    )
    op.create_index("ix_story_joins_public_id", "story_joins", ["public_id"])
