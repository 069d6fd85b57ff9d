"""The rows that are searched: one a story, and one for each word that headlines use."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Integer, Text, column, func, insert, select, table, update

from news.entities import lineage
from news.models import Story
from news.stems import words as words_of
from news.terms import SIGN, tag
from storage.database import Transaction
from storage.schema import articles, words
from storage.upsert import tally

search = table(
    "search",
    column("rowid", Integer),
    column("title", Text),  # the lead's
    column("others", Text),  # the other articles'
    column("summary", Text),
    column("outlet", Text),
    column("tags", Text),
    column("scope", Text),
)

MOST_SEEN = 100
"""How often a word is counted: after that it costs nothing to meet it again."""

_SHORTEST, _LONGEST = 3, 30

# Built once: they are executed for every reading with news. A story that has grown has a row.
_INSERT = insert(search).prefix_with("OR REPLACE")
_SAW = tally(words, "seen", MOST_SEEN)


def source_tag(source_id: str) -> str:
    return SIGN + tag(source_id)


async def index(tx: Transaction, told: Mapping[int, Story]) -> None:
    """The stories' search rows, by their numbers, each with its scope; new stories and grown."""
    await tx.write(_INSERT, [_row(*each) for each in told.items()])
    met = Counter((word, story.scope) for story in told.values() for word in _spoken(story))
    await tx.write(_SAW, [_word_row(*each, times) for each, times in met.items()])


def _word_row(word: str, scope: str, times: int) -> dict[str, Any]:
    return {
        "word": word,
        "scope": scope,
        "seen": times,
        "initial": word[0],
        "letters": len(word),
    }


def _row(story_id: int, story: Story) -> dict[str, Any]:
    lead, *others = story.articles
    return {
        "rowid": story_id,
        "title": _published(lead.title),
        "others": _published("\n".join(each.title for each in others)),
        "summary": _published(lead.summary),
        "outlet": _published(" ".join(story.outlets)),
        "tags": " ".join(_tags(story)),
        "scope": story.scope,
    }


def _published(text: str) -> str:
    return text.replace(SIGN, " ")


def _tags(story: Story) -> Iterable[str]:
    subjects = dict.fromkeys((*story.topics, *lineage(story.entities)))
    sources = dict.fromkeys(article.source_id for article in story.articles)
    return (*map(tag, subjects), *map(source_tag, sources))


def _spoken(story: Story) -> set[str]:
    """The words of its headlines that may be misspelt, or begun and not ended."""
    return {
        word
        for article in story.articles
        for word in words_of(article.title)
        if _SHORTEST <= len(word) <= _LONGEST and not word.isdigit()
    }


async def hand_over(tx: Transaction, former: str, heir: str) -> None:
    """What a source told is found by its heir's name from now on."""
    theirs = select(articles.c.story_id).where(articles.c.source_id == former)
    await tx.write(
        update(search)
        .where(search.c.rowid.in_(theirs))
        .values(tags=func.replace(search.c.tags, source_tag(former), source_tag(heir)))
    )
