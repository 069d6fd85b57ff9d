"""The words that headlines use, as far as a server may know them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import bindparam, func, select

from news.models import PUBLIC, GuildView
from storage.database import Reader
from storage.lists import in_view
from storage.schema import words

MOST_BEGUN = 24
"""Words that half a word may become."""

MOST_LIKE = 300
"""Words of each length that a misspelt one is compared with, the commonest first."""

_LAST = "\U0010ffff"

# Built once: one misspelt word asks it several times.
_LIKE = (
    select(words.c.word, words.c.seen)
    .where(words.c.initial == bindparam("initial"), words.c.letters == bindparam("letters"))
    .where(words.c.scope.in_(bindparam("scopes", expanding=True)))
    .order_by(words.c.seen.desc())
    .limit(MOST_LIKE)
)


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


async def like(db: Reader, view: GuildView, initial: str, letters: Iterable[int]) -> dict[str, int]:
    """Words with this initial and so many letters -> how many headlines use them."""
    scopes = [PUBLIC, *sorted(view.sources)]
    often: Counter[str] = Counter()
    for length in letters:
        values = {"initial": initial, "letters": length, "scopes": scopes}
        for row in await db.rows(_LIKE, values):
            often[row.word] += row.seen
    return often


async def seen(db: Reader, view: GuildView, asked: Collection[str]) -> Mapping[str, int]:
    """How many headlines use each of these words, of those that any does."""
    rows = await db.rows(
        select(words.c.word, func.sum(words.c.seen).label("seen"))
        .where(words.c.word.in_(asked), in_view(view, words.c.scope))
        .group_by(words.c.word)
    )
    return {row.word: row.seen for row in rows}
