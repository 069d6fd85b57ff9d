"""An article is compared with few stories, and with the right ones."""

from datetime import datetime, timedelta

import pytest

from news.entities import named
from news.gist import marks as marks_of
from news.models import PUBLIC, Article
from storage import marks
from storage.database import Database
from tests.builders import NOON, article, story
from tests.storage.stock import stock, titles

TITLE = "Osprey lander touches down on Phobos with Halcyon drill"


def told(title: str, source_id: str = "orbit", scope: str = PUBLIC) -> Article:
    return article(title, source_id=source_id, scope=scope, entities=named(title))


async def remembered(db: Database, *articles: Article, seen_at: datetime = NOON) -> None:
    made = [story(articles=(each,), first_seen_at=seen_at) for each in articles]
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


async def test_an_article_is_compared_with_few_stories_the_newest_of_those_alike(
    db: Database,
) -> None:
    await remembered(db, *(told("Osprey on Phobos", f"s{number}") for number in range(9)))
    found = await candidates(db, told(TITLE))
    sources = [each.lead.source_id for each in found.stories.values()]
    assert sources == [f"s{number}" for number in (8, 7, 6, 5, 4, 3)]
    assert set(found.shared.values()) == {9}


async def test_a_mark_is_counted_up_to_a_bound(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await remembered(db, *(told("Osprey on Phobos", f"s{number}") for number in range(9)))
    assert marks.NEWEST > 9
    # The statement is built once, so the bound is tried by what lies far beyond it.
    more = [told("Osprey on Phobos", f"t{number}") for number in range(marks.NEWEST)]
    await remembered(db, *more)
    assert set((await candidates(db, told(TITLE))).shared.values()) == {marks.NEWEST}


async def test_many_marks_are_asked_for_in_several_queries(db: Database) -> None:
    words = [f"{first}{last}ix" for first in "bcdfghjklmnpqrtvwz" for last in "aeiou"]
    first, *_ = articles = [told(f"Osprey {each} on Phobos", each) for each in words]
    await remembered(db, first)
    async with db.transaction() as tx:
        found = await marks.candidates(tx, articles)
    assert len({mark for each in articles for mark in marks_of(each)}) > marks._AT_ONCE
    assert [titles(each.stories.values()) for each in found] == [[first.title]] * len(words)


async def test_what_other_servers_read_takes_no_storys_place(db: Database) -> None:
    clubs = [f"club-{number}" for number in range(9)]
    await remembered(db, told("Osprey lander on Phobos"))
    before = await candidates(db, told(TITLE, "perigee"))
    await remembered(db, *(told(TITLE, club, club) for club in clubs))
    found = await candidates(db, told(TITLE, "perigee"))
    scopes = [each.scope for each in found.stories.values()]
    assert sorted(scopes) == [*clubs, PUBLIC]
    assert {mark: found.shared[mark] for mark in before.shared} == before.shared


async def test_the_marks_of_past_days_are_forgotten(db: Database) -> None:
    await remembered(db, told("Osprey lander on Phobos"))
    await remembered(db, told("Osprey lands on Phobos"), seen_at=NOON + timedelta(days=1))
    async with db.transaction() as tx:
        await marks.forget(tx, NOON + timedelta(hours=1))
    assert await near(db, told(TITLE)) == ["Osprey lands on Phobos"]


async def test_after_a_pause_all_of_them_are_forgotten(db: Database) -> None:
    await remembered(db, told("Osprey lander on Phobos"))
    async with db.transaction() as tx:
        await marks.forget(tx, NOON + timedelta(days=9))
    found = await candidates(db, told(TITLE))
    assert (found.stories, found.shared) == ({}, {})
