"""The words that headlines use, as far as a server may know them."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select

from news.models import GuildView
from storage.database import Ask
from storage.lists import scopes
from storage.schema import words

MOST_BEGUN = 24
"""Words that half a word may become."""

MOST_LIKE = 300
"""Words of each length that a misspelt one is compared with, the commonest first."""

_LAST = "\U0010ffff"

# Built once: one misspelt word asks several of them, several times.
_SCOPES: BindParameter[Any] = bindparam("scopes", expanding=True)
_BEGINNING = (
    select(words.c.word)
    .where(words.c.word >= bindparam("begun"), words.c.word < bindparam("end"))
    .where(words.c.scope.in_(_SCOPES))
    .group_by(words.c.word)
    .order_by(func.max(words.c.seen).desc(), words.c.word)
    .limit(MOST_BEGUN)
)
_LIKE = (
    select(words.c.word, words.c.seen)
    .where(words.c.initial == bindparam("initial"), words.c.letters == bindparam("letters"))
    .where(words.c.scope.in_(_SCOPES))
    .order_by(words.c.seen.desc())
    .limit(MOST_LIKE)
)
_SEEN = (
    select(words.c.word, func.sum(words.c.seen).label("seen"))
    .where(words.c.word.in_(bindparam("asked", expanding=True)), words.c.scope.in_(_SCOPES))
    .group_by(words.c.word)
)


def beginning(ask: Ask, view: GuildView, begun: str) -> list[str]:
    """Words that begin so, the commonest first."""
    values = {"begun": begun, "end": begun + _LAST, "scopes": scopes(view)}
    return [row.word for row in ask(_BEGINNING, values)]


def like(ask: Ask, view: GuildView, initial: str, letters: Iterable[int]) -> dict[str, int]:
    """Words with this initial and so many letters -> how many headlines use them."""
    often: dict[str, int] = {}
    for length in letters:
        values = {"initial": initial, "letters": length, "scopes": scopes(view)}
        for row in ask(_LIKE, values):
            often[row.word] = often.get(row.word, 0) + row.seen
    return often


def seen(ask: Ask, view: GuildView, asked: Collection[str]) -> dict[str, int]:
    """How many headlines use each of these words, of those that any does."""
    if not asked:
        return {}
    rows = ask(_SEEN, {"asked": list(asked), "scopes": scopes(view)})
    return {row.word: row.seen for row in rows}
