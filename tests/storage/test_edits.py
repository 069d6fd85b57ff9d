"""An edit is owed to a message that is young, once, and shows whatever its story is by then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from news.models import Fate, Post, PostKind, PostState
from storage import channels, deliveries, edits, posts
from storage.database import Database
from storage.edits import EDITABLE
from tests.builders import CHANNEL, NOON, delivery, story
from tests.pipeline.messenger import post
from tests.storage.stock import owe, stock

ONE, TWO = story("One"), story("Two")
CARD = post(ONE)
SECOND = timedelta(seconds=1)


@pytest.fixture
async def told(db: Database) -> Database:
    """One and Two are told, each in a card of its own."""
    await stock(db, ONE, TWO)
    await owe(db, delivery("One"), delivery("Two"))
    for each in (CARD, post(TWO)):
        await end(db, each, PostState.TOLD, 71)
    return db


async def end(db: Database, ended: Post, state: PostState, message_id: int | None) -> None:
    async with db.transaction() as tx:
        await posts.compose(tx, [ended], NOON)
        settled = replace(ended, state=state, message_id=message_id, lead="headline")
        await posts.settle(tx, settled, NOON)


async def grows(db: Database, *ids: int, after: timedelta = SECOND) -> int:
    async with db.transaction() as tx:
        return await edits.owe(tx, ids, NOON + after)


async def test_an_edit_is_the_post_that_it_changes_under_another_key(told: Database) -> None:
    assert await grows(told, 1) == 1
    edit = await posts.edit_due(told, CHANNEL, NOON)
    assert edit is not None
    assert edit.key != CARD.key
    assert edit == replace(
        CARD,
        key=edit.key,
        kind=PostKind.EDIT,
        message_id=71,
        lead="headline",
        edits=CARD.key,
    )


async def test_it_makes_its_channel_due_and_changes_no_fate(told: Database) -> None:
    await grows(told, 1)
    assert await channels.due(told, NOON) == [CHANNEL]
    edit = await posts.edit_due(told, CHANNEL, NOON)
    assert edit is not None
    async with told.transaction() as tx:
        await posts.settle(tx, replace(edit, state=PostState.REFUSED), NOON)
        await channels.settle(tx, CHANNEL)
    assert await channels.due(told, NOON) == []
    assert await deliveries.fates(told, CHANNEL) == {ONE.key: Fate.TOLD, TWO.key: Fate.TOLD}


async def test_one_that_waits_serves_for_all_that_comes_meanwhile(told: Database) -> None:
    assert [await grows(told, 1, after=SECOND * each) for each in (1, 2, 3)] == [1, 0, 0]
    assert await grows(told, 1, 2, after=SECOND * 4) == 1


async def test_one_that_is_being_sent_does_not_serve_for_what_comes_meanwhile(
    told: Database,
) -> None:
    await grows(told, 1)
    edit = await posts.edit_due(told, CHANNEL, NOON)
    assert edit is not None
    async with told.transaction() as tx:
        await posts.start(tx, edit, NOON)
    assert await grows(told, 1, after=SECOND * 2) == 1


async def test_a_card_that_is_being_sent_is_edited_after_it(db: Database) -> None:
    await stock(db, ONE)
    await owe(db, delivery("One"))
    async with db.transaction() as tx:
        await posts.compose(tx, [CARD], NOON)
    assert await grows(db, 1) == 0, "it will be composed of what is there when it is sent"
    async with db.transaction() as tx:
        await posts.start(tx, CARD, NOON)
    assert await grows(db, 1) == 1
    first = await posts.following(db, CHANNEL)
    assert first is not None
    assert first.key == CARD.key


async def test_an_old_card_stays_as_it_is(told: Database) -> None:
    assert await grows(told, 1, after=EDITABLE) == 0
    assert await grows(told, 1, after=EDITABLE - SECOND) == 1


async def test_what_was_not_told_is_not_edited(db: Database) -> None:
    await stock(db, ONE)
    await owe(db, delivery("One"))
    await end(db, CARD, PostState.REFUSED, None)
    assert await grows(db, 1) == 0
    assert await grows(db) == 0


async def test_a_roundup_stays_as_it_is(db: Database) -> None:
    await stock(db, ONE, TWO)
    await owe(db, delivery("One"), delivery("Two"))
    await end(db, post(ONE, TWO), PostState.TOLD, 71)
    assert await grows(db, 1, 2) == 0
