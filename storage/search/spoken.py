"""The words that headlines use, as far as a server may know them."""

from collections.abc import Collection, Mapping

from sqlalchemy import Text, cast, func, select

from news.models import GuildView
from storage.database import Reader
from storage.lists import in_view
from storage.schema import words

MOST_BEGUN = 24
"""Words that half a word may become."""

MOST_LIKE = 4000
"""Words that a misspelt one is compared with, the commonest first."""

_LAST = "\U0010ffff"


async def beginning(db: Reader, view: GuildView, begun: str) -> list[str]:
    """Words that begin so, the commonest first."""
    often = func.max(words.c.seen)
    rows = await db.rows(
        select(words.c.word)
        .where(words.c.word >= begun, words.c.word < begun + _LAST)
        .where(in_view(view, words.c.scope))
        .group_by(words.c.word)
        .order_by(often.desc(), words.c.word)
        .limit(MOST_BEGUN)
    )
    return [row.word for row in rows]


async def like(
    db: Reader, view: GuildView, initial: str, length: int, more_or_less: int = 1
) -> dict[str, int]:
    """Words with this initial and about this length -> how many headlines use them."""
    often = func.sum(words.c.seen)
    near = (
        select(words.c.word, often.label("seen"))
        .where(words.c.word >= initial, words.c.word < initial + _LAST)
        .where(func.length(words.c.word).between(length - more_or_less, length + more_or_less))
        .where(in_view(view, words.c.scope))
        .group_by(words.c.word)
        .order_by(often.desc())
        .limit(MOST_LIKE)
        .subquery()
    )
    # As one text: to have them in rows takes longer than to find them.
    pair = near.c.word + " " + cast(near.c.seen, Text)
    [row] = await db.rows(select(func.group_concat(pair, "\n").label("pairs")))
    pairs = (pair.split(" ") for pair in (row.pairs or "").splitlines())
    return {word: int(seen) for word, seen in pairs}


async def seen(db: Reader, view: GuildView, asked: Collection[str]) -> Mapping[str, int]:
    """How many headlines use each of these words, of those that any does."""
    rows = await db.rows(
        select(words.c.word, func.sum(words.c.seen).label("seen"))
        .where(words.c.word.in_(asked), in_view(view, words.c.scope))
        .group_by(words.c.word)
    )
    return {row.word: row.seen for row in rows}
