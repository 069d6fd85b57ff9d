"""What was told: stories, their articles, and by what each is found."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, literal_column

from storage.schema.base import RowId, metadata
from storage.times import Time

stories = Table(
    "stories",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("first_seen_at", Time, nullable=False),
    Column("told_at", Time, nullable=False),
    Column("outlets", Integer, nullable=False, server_default="1"),  # how many tell it
    Index(None, "told_at", "id"),
    Index(None, "first_seen_at"),
)

# A private story and the public one of the same event: they stay apart but for their owners' view.
story_joins = Table(
    "story_joins",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("public_id", ForeignKey("stories.id"), nullable=False),
    Index(None, "public_id"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("place", Integer, nullable=False),  # 0: the lead
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("scope", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("image", Text),
    Column("image_credit", Text, nullable=False),
    Column("byline", Text, nullable=False),
    Column("credit", Text, nullable=False, server_default=""),
    Column("language", Text, nullable=False),
    Column("published_at", Time),
    # What it is about by its own words: ids, a space between them.
    Column("topics", Text, nullable=False, server_default=""),
    Column("entities", Text, nullable=False, server_default=""),
    Column("told_at", Time, nullable=False),
    Column("amended", Text, nullable=False, server_default=""),  # what its source changed, later
    Column("amended_at", Time),
    Index(None, "story_id", "place", "source_id"),  # whether a source tells a story, it says alone
    Index(None, "source_id", "told_at"),
)

ENTITY = 100
# What a story may be asked for by: its topics, its entities, and what those belong to.
story_topics = Table(
    "story_topics",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("place", Integer, nullable=False),  # among its topics; from ENTITY on: what it names
    Column("scope", Text, nullable=False),
    Column("told_at", Time, nullable=False),
    Index(None, "topic", "told_at", "story_id"),
)

# Its topics without what it names: these are counted.
IS_TOPIC = story_topics.c.place < literal_column(str(ENTITY))
Index(
    "ix_story_topics_topics",
    story_topics.c.told_at,
    story_topics.c.topic,
    story_topics.c.scope,
    sqlite_where=IS_TOPIC,
    postgresql_where=IS_TOPIC,
)

# One row for each story that is on topic.
FIRST_TOPIC = story_topics.c.place == literal_column("0")
Index(
    "ix_story_topics_first",
    story_topics.c.told_at,
    sqlite_where=FIRST_TOPIC,
    postgresql_where=FIRST_TOPIC,
)

# By what an article that tells the same event would be known, of the stories of the last days.
story_marks = Table(
    "story_marks",
    metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),  # news.gist hashes it
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    sqlite_with_rowid=False,
)

# What headlines are made of: for what is misspelt, or begun and not ended.
words = Table(
    "words",
    metadata,
    Column("word", Text, primary_key=True),  # small letters, no accents
    Column("scope", Text, primary_key=True),
    Column("seen", Integer, nullable=False),  # in how many headlines; not counted for ever
    Column("initial", Text, nullable=False),
    Column("letters", Integer, nullable=False),
    Index(None, "initial", "letters", "seen"),
    sqlite_with_rowid=False,
)
