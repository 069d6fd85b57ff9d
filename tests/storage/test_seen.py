"""What is new to a source, and what it is known by ever after."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from news.models import Article
from storage import roster, seen, stories
from storage.database import Database
from storage.schema import seen as table
from tests.builders import NOON, article, source, story
from tests.storage.stock import keep, titles

DAY = timedelta(days=1)


async def read(db: Database, *document: Article, now: datetime = NOON) -> list[str]:
    """Reads a document as collecting does; the headlines that were new."""
    async with db.transaction() as tx:
        new = (await seen.sort(tx, "orbit", document, now)).new
        for each in reversed(new):
            await stories.save(tx, [story(articles=(each,))], NOON)
    return titles(new)


async def test_what_was_told_is_not_new(db: Database) -> None:
    await keep(db, source())
    assert await read(db, article("One"), article("Two")) == ["One", "Two"]
    assert await read(db, article("Three"), article("Two"), article("One")) == ["Three"]
    assert await read(db, article("Two")) == []


ONE = article("One", guid="1", url="https://orbit.example/1", published_at=NOON)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"guid": "another"}, id="guid"),
        pytest.param({"url": "https://orbit.example/elsewhere"}, id="link"),
        pytest.param({"title": "One, corrected"}, id="title"),
        pytest.param({"published_at": NOON + DAY}, id="date"),
        pytest.param({"guid": "another", "title": "One, corrected"}, id="guid and title"),
        pytest.param({"guid": "a", "url": "https://orbit.example/b"}, id="guid and link"),
    ],
)
async def test_an_item_that_changed_in_part_is_not_new(
    db: Database, changed: dict[str, object]
) -> None:
    await keep(db, source())
    await read(db, ONE)
    described = {"guid": "1", "url": ONE.url, "published_at": NOON, "title": "One"} | changed
    again = article(str(described.pop("title")), **described)
    assert await read(db, again) == []
    assert await read(db, again) == []


async def test_an_item_that_changes_bit_by_bit_stays_the_same(db: Database) -> None:
    await keep(db, source())
    await read(db, article("One", guid="1", url="https://orbit.example/1"))
    assert await read(db, article("One", guid="2", url="https://orbit.example/1")) == []
    assert await read(db, article("Uno", guid="2", url="https://orbit.example/1")) == []
    assert await read(db, article("Uno", guid="3", url="https://orbit.example/3")) == []


async def test_two_items_that_share_a_guid_are_told_once_each(db: Database) -> None:
    await keep(db, source())
    document = [
        article(title, guid="all the same", url=f"https://orbit.example/{title}")
        for title in ("One", "Two", "Three")
    ]
    assert await read(db, *document) == ["One", "Two", "Three"]
    for _ in range(2):
        assert await read(db, *document) == []
    assert await read(db, document[2]) == []


async def test_items_that_mix_the_keys_of_others_are_told_once(db: Database) -> None:
    await keep(db, source())
    a, b = "https://orbit.example/a", "https://orbit.example/b"
    await read(db, article("Two", guid=None, url=a), article("One", guid=None, url=b))
    document = [
        article("One", guid=None, url=a),
        article("One", guid=None, url=b),
        article("Two", guid=None, url=a),
    ]
    first = await read(db, *document)
    assert await read(db, *document) == []
    assert await read(db, *reversed(document)) == []
    assert len(first) <= 1


async def test_an_item_beside_its_changed_self_is_not_new(db: Database) -> None:
    await keep(db, source())
    before = article("One", guid="1", url="https://orbit.example/1")
    after = article("One, corrected", guid="1", url="https://orbit.example/2")
    assert await read(db, before) == ["One"]
    assert await read(db, after) == []
    for document in ([after, before], [before, after], [before]):
        assert await read(db, *document) == []


async def test_other_sources_know_nothing_of_it(db: Database) -> None:
    await keep(db, source(), source("probe"))
    await read(db, ONE)
    async with db.transaction() as tx:
        assert titles((await seen.sort(tx, "probe", [ONE], NOON)).new) == ["One"]


async def test_an_empty_document_has_nothing_new(db: Database) -> None:
    await keep(db, source())
    assert await read(db) == []


async def test_a_document_of_many_items_is_compared_whole(db: Database) -> None:
    await keep(db, source())
    document = [article(f"Number {each}") for each in range(500)]
    assert len(await read(db, *document)) == 500
    assert await read(db, *document) == []


async def test_keys_outlive_the_document_that_they_stood_in(db: Database) -> None:
    await keep(db, source())
    await read(db, ONE)
    assert await read(db, article("Two"), now=NOON + 364 * DAY) == ["Two"]
    assert await read(db, ONE, now=NOON + 365 * DAY) == []


async def test_a_changed_guid_is_adopted_with_the_item(db: Database) -> None:
    await keep(db, source())
    await read(db, ONE)
    renamed = article("One", guid="other", url="https://orbit.example/1", published_at=NOON)
    await read(db, renamed)
    rows = await db.rows(select(table.c.key, table.c.item, table.c.seen_at))
    # Its key of all, its guid, title and link; then the new guid and what it makes of the whole.
    assert {row.item for row in rows} == {ONE.key}
    assert {row.key for row in rows} == {ONE.key, renamed.key, *ONE.keys, *renamed.keys}
    assert {row.seen_at for row in rows} == {NOON}


def daily(title: str, **changed: Any) -> Article:
    """The only item of its document, under the address that it always has."""
    described = {"guid": None, "url": "https://orbit.example/today"} | changed
    return article(title, **described)


async def test_what_stands_under_a_constant_link_is_new_whenever_it_is_another(
    db: Database,
) -> None:
    await keep(db, source())
    for title in ("Ring Nebula", "Saturn at dusk", "Comet over Rome"):
        assert await read(db, daily(title)) == [title]
        assert await read(db, daily(title)) == []
        assert await read(db, daily(f"{title}, corrected")) == []


async def test_an_edit_is_compared_with_what_stood_there_last(db: Database) -> None:
    await keep(db, source())
    saturn = daily("Saturn at dusk", summary="Its moons above the roofs of Rome.")
    await read(db, daily("Ring Nebula", summary="Gas that a dying star threw off."))
    await read(db, saturn)
    assert await read(db, daily("Saturn seen at dusk", summary=saturn.summary)) == []


async def test_headlines_of_one_pattern_are_told_apart_by_what_stands_below(db: Database) -> None:
    await keep(db, source())
    assert await read(db, daily("The Ring Nebula", summary="Gas of a dying star.")) != []
    assert await read(db, daily("The Crab Nebula", summary="Remains from 1054.")) != []


def given_out_anew(number: int) -> Article:
    return article(
        f"Report {number}",
        guid=f"new {number}",
        url=f"https://elsewhere.example/{number}",
        published_at=NOON + DAY,
    )


async def test_old_items_given_out_anew_are_known_by_their_headlines(db: Database) -> None:
    await keep(db, source())
    await read(db, *(article(f"Report {number}") for number in range(98)))
    anew = [given_out_anew(number) for number in range(98)]
    assert await read(db, article("Truly new"), *anew) == ["Truly new"]
    # From now on they are known under their new names.
    assert await read(db, *anew[:2]) == []
    assert await read(db, replace(anew[3], title="Report III")) == []


async def test_what_was_told_of_a_source_is_known_to_its_heir(db: Database) -> None:
    await keep(db, source(), source("probe"))
    await read(db, ONE)
    async with db.transaction() as tx:
        await roster.succeed(tx, source(), "probe")
        assert (await seen.sort(tx, "probe", [ONE], NOON)).new == []
