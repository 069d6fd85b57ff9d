"""Stories that grow: what each article is about, and by what the same event would be known."""

import re
import unicodedata
from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("stories", sa.Column("outlets", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("posts", sa.Column("lead", sa.Text()))
    op.add_column("posts", sa.Column("edits_id", sa.BigInteger()))
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
    op.create_index("ix_stories_first_seen_at", "stories", ["first_seen_at"])
    op.create_index(
        "ix_story_topics_first",
        "story_topics",
        ["told_at"],
        sqlite_where=sa.text("place = 0"),
        postgresql_where=sa.text("place = 0"),
    )
    op.drop_index("ix_articles_story_id_place", "articles")
    op.create_index(
        "ix_articles_story_id_place_source_id", "articles", ["story_id", "place", "source_id"]
    )
    op.drop_index("ix_story_topics_told_at_topic", "story_topics")
    op.create_index(
        "ix_story_topics_topics",
        "story_topics",
        ["told_at", "topic", "scope"],
        sqlite_where=sa.text("place < 100"),
        postgresql_where=sa.text("place < 100"),
    )
    op.create_table(
        "words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("initial", sa.Text(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", "scope", name="pk_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_words_initial_letters_seen", "words", ["initial", "letters", "seen"])
    if op.get_context().dialect.name == "sqlite":
        _search()


def _search() -> None:
    """Its rows are numbered as the stories are. English endings are cut off, accents ignored.

    Tags are ids with a letter that only they have, for topics and for sources.
    """
    op.execute("ALTER TABLE search RENAME TO former")
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        "title, others, summary, outlet, tags, scope UNINDEXED,"
        " tokenize = \"porter unicode61 remove_diacritics 2 tokenchars '§'\")"
    )
    op.execute(
        "INSERT INTO search (rowid, title, others, summary, outlet, tags, scope) "
        "SELECT former.rowid, former.title, '', former.summary, former.outlet, "
        "coalesce((SELECT group_concat(replace(topic, '-', '§') || '§', ' ') FROM story_topics "
        "WHERE story_id = former.rowid), '') || coalesce((SELECT ' §' || "
        "group_concat(replace(source_id, '-', '§'), '§ §') || '§' FROM articles "
        "WHERE story_id = former.rowid), ''), former.scope FROM former"
    )
    op.execute("DROP TABLE former")
    _words()


def _words() -> None:
    """What the headlines so far are made of; a word in more than a hundred is common enough."""
    there = op.get_bind()
    told = there.execute(sa.text("SELECT title, scope FROM search"))
    seen = Counter((word, scope) for title, scope in told for word in _spoken(title))
    rows = [
        {"word": word, "scope": scope, "seen": min(times, 100)}
        for (word, scope), times in seen.items()
    ]
    if rows:
        statement = (
            "INSERT INTO words (word, scope, seen, initial, letters) "
            "VALUES (:word, :scope, :seen, substr(:word, 1, 1), length(:word))"
        )
        there.execute(sa.text(statement), rows)


def _spoken(title: str) -> set[str]:
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", title)).lower()
    return {
        word for word in re.findall(r"\w+", bare) if 3 <= len(word) <= 30 and not word.isdigit()
    }
