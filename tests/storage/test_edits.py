"""An edit is owed to a message that shows the story, once, and shows whatever that is by then."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from news.corrections import CORRECTABLE, Change
from news.growth import EDITABLE, Edit
from news.models import Amendment, Fate, Post, PostKind, PostState
from storage import channels, crossposts, deliveries, edits, joins, posts
from storage.database import Database
from tests.builders import CHANNEL, NOON, delivery, story
from tests.pipeline.messenger import post
from tests.storage.stock import owe, private, stock

ONE, TWO = story("One"), story("Two")
CARD = post(ONE)
SECOND = timedelta(seconds=1)
UPDATED, CORRECTED, WITHDRAWN = list(Amendment)[1:]


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
        settled = replace(ended, state=state, message_id=message_id, lead=ONE.lead.key)
        await posts.settle(tx, settled, NOON)


async def grows(db: Database, *ids: int, after: timedelta = SECOND) -> int:
    async with db.transaction() as tx:
        return await edits.owe(tx, ids, NOON + after)


async def changes(
    db: Database, shows: Amendment, *, of: int = 1, after: timedelta = SECOND, key: str = ""
) -> int:
    """One's headline, unless another article's key is given."""
    change = Change(key or ONE.lead.key, of, "One", "", shows, shows)
    async with db.transaction() as tx:
        return await edits.mark(tx, change, NOON + after)


async def due(db: Database, now: datetime = NOON + SECOND) -> list[Post]:
    found = [await posts.find(db, each.key) for each in await edits.due(db, CHANNEL, now)]
    return [each for each in found if each]


async def made(db: Database, *, after: timedelta = SECOND) -> Amendment:
    """What the edit marks that is made now."""
    [edit] = await due(db, NOON + after)
    async with db.transaction() as tx:
        await posts.start(tx, edit, NOON + after)
        await posts.settle(tx, replace(edit, state=PostState.TOLD), NOON + after)
        await edits.settle(tx, edit)
    return edit.amended


async def test_an_edit_is_the_post_that_it_changes_under_another_key(told: Database) -> None:
    assert await grows(told, 1) == 1
    [edit] = await due(told)
    assert edit.key != CARD.key
    assert edit == replace(
        CARD,
        key=edit.key,
        kind=PostKind.EDIT,
        message_id=71,
        lead=ONE.lead.key,
        edits=CARD.key,
    )


async def test_it_makes_its_channel_due_and_changes_no_fate(told: Database) -> None:
    await grows(told, 1)
    assert await channels.due(told, NOON) == [CHANNEL]
    [edit] = await due(told)
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
    [edit] = await due(told)
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
    assert await changes(db, UPDATED) == 1, "it may show the headline that was there before"
    first = await posts.following(db, CHANNEL)
    assert first is not None
    assert first.key == CARD.key


async def test_an_old_card_stays_as_it_is(told: Database) -> None:
    assert await grows(told, 1, after=EDITABLE) == 0
    assert await changes(told, UPDATED, after=EDITABLE) == 0
    assert await grows(told, 1, after=EDITABLE - SECOND) == 1


async def test_what_was_not_told_is_not_edited(db: Database) -> None:
    await stock(db, ONE)
    await owe(db, delivery("One"))
    await end(db, CARD, PostState.REFUSED, None)
    assert await grows(db, 1) == 0
    assert await grows(db) == 0
    assert await changes(db, WITHDRAWN) == 0


async def test_a_roundup_stays_as_it_is(db: Database) -> None:
    await stock(db, ONE, TWO)
    await owe(db, delivery("One"), delivery("Two"))
    await end(db, post(ONE, TWO), PostState.TOLD, 71)
    assert await grows(db, 1, 2) == 0
    assert await changes(db, CORRECTED) == 0


async def test_what_was_withdrawn_is_marked_on_older_cards_too(told: Database) -> None:
    assert await changes(told, WITHDRAWN, after=CORRECTABLE) == 0
    assert await changes(told, WITHDRAWN, after=CORRECTABLE - SECOND) == 1


async def test_it_is_marked_once_and_what_is_graver_again(told: Database) -> None:
    assert await changes(told, CORRECTED) == 1
    assert await made(told) is CORRECTED
    assert await changes(told, CORRECTED, after=2 * SECOND) == 0
    assert await changes(told, WITHDRAWN, after=3 * SECOND) == 1
    assert await made(told, after=3 * SECOND) is WITHDRAWN


async def test_an_edit_that_waits_marks_it_as_well(told: Database) -> None:
    await grows(told, 1)
    assert await changes(told, WITHDRAWN) == 1
    assert await changes(told, UPDATED) == 1
    assert await made(told) is WITHDRAWN


async def test_what_a_message_shows_is_remembered_by_its_later_edits(told: Database) -> None:
    await changes(told, UPDATED)
    assert await made(told) is UPDATED
    await grows(told, 1, after=2 * SECOND)
    [edit] = await due(told, NOON + 2 * SECOND)
    assert edit.amended is UPDATED


async def test_a_card_that_shows_another_article_stays_as_it_is(told: Database) -> None:
    assert await changes(told, CORRECTED, key="another") == 0


async def test_it_is_marked_where_a_joined_story_shows_it(told: Database) -> None:
    [number] = await stock(told, private("One for members"))
    async with told.transaction() as tx:
        await joins.save(tx, {number: 1})
    assert await changes(told, CORRECTED, of=number) == 1


async def test_it_is_known_when_a_message_was_edited_and_published(told: Database) -> None:
    hour = timedelta(hours=1)
    for after in (SECOND, 2 * SECOND):
        await grows(told, 1, after=after)
        await made(told, after=after)
    async with told.transaction() as tx:
        await crossposts.settle(tx, replace(CARD, edits=CARD.key), NOON + hour)
    await changes(told, CORRECTED, after=hour)
    [edit] = await edits.due(told, CHANNEL, NOON + hour + SECOND)
    assert edit == Edit(edit.key, NOON, [NOON + 2 * SECOND], NOON + hour, marks=True)
