"""An article is compared with few stories, and with the right ones."""

import pytest

from news.entities import named
from news.gist import marks as marks_of
from news.models import PUBLIC, Article, Story
from storage import marks
from storage.database import Database
from tests import builders
from tests.builders import NOON, article, story
from tests.storage.stock import keep, stock, titles

TITLE = "Osprey lander touches down on Phobos with Halcyon drill"


def told(title: str, source_id: str = "orbit", scope: str = PUBLIC) -> Article:
    return article(title, source_id=source_id, scope=scope, entities=named(title))


async def remembered(db: Database, *articles: Article) -> None:
    made = [story(articles=(each,)) for each in articles]
    numbers = await stock(db, *made)
    async with db.transaction() as tx:
        await marks.remember(tx, dict(zip(numbers, made, strict=True)))


async def candidates(db: Database, new: Article) -> marks.Candidates:
    async with db.transaction() as tx:
        [found] = await marks.candidates(tx, [new])
    return found


async def near(db: Database, new: Article) -> list[str]:
    return titles((await candidates(db, new)).stories.values())


async def test_what_shares_most_comes_first_and_what_shares_little_not_at_all(db: Database) -> None:
    most, less = "Osprey lander on Phobos", "Osprey lander touches down on Phobos"
    await remembered(db, told(most), told(less, "b"), told("Phobos", "c"), told("A comet", "d"))
    assert await near(db, told(TITLE)) == [less, most]
