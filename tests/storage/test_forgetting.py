"""What is kept of a server that the bot has left goes, all of it, and nothing of another's."""

from datetime import timedelta

import pytest

from news.models import Place, Post, PostKind
from storage import (
    channels,
    forgetting,
    guilds,
    notices,
    posts,
    roster,
    sources,
    subscriptions,
    undos,
)
from storage.database import Database
from storage.undos import Undo
from tests.builders import CHANNEL, GUILD, NOON, delivery, notice, source, story, subscription
from tests.storage.stock import keep, owe, stock, traces

OTHER = GUILD + 1
DAY = timedelta(days=1)


async def settled_in(db: Database, guild_id: int, *titles: str) -> None:
    """A server with something in every table that servers have something in."""
    channel_id = guild_id * 10
    here = {"guild_id": guild_id, "channel_id": channel_id}
    async with db.transaction() as tx:
        await guilds.speaks(tx, guild_id, "en")
        await roster.own(tx, "club", guild_id, NOON)
        await channels.put(tx, channel_id, guild_id, Place.TEXT)
        await subscriptions.add(tx, subscription(**here), NOON)
        await undos.keep(tx, Undo(f"key {guild_id}", guild_id, 9, None, None), NOON)
    await owe(db, *(delivery(title, **here) for title in titles))
    told = [
        Post(f"{guild_id} a", guild_id, channel_id, PostKind.CARD, (story(titles[0]).key,)),
        Post(f"{guild_id} b", guild_id, channel_id, PostKind.NOTICE),
    ]
    async with db.transaction() as tx:
        await posts.compose(tx, told, NOON)
        await notices.add(tx, notice(guild_id=guild_id, source_id="club"), told[1])
        await notices.add(tx, notice(guild_id=guild_id, source_id=""), None)


async def forget(db: Database, guild_id: int = GUILD) -> int:
    """In how many transactions."""
    slices, more = 0, True
    while more:
        async with db.transaction() as tx:
            more = await forgetting.forget(tx, guild_id, NOON)
        slices += 1
    return slices


async def leave(db: Database, *guild_ids: int) -> None:
    async with db.transaction() as tx:
        await forgetting.leave(tx, guild_ids, NOON)


@pytest.fixture
async def two(db: Database) -> Database:
    """Two servers, with the same source of their own and the same story."""
    owners = frozenset({GUILD, OTHER})
    await keep(db, source("club", private=True, owners=owners))
    await stock(db, *(story(each) for each in ("One", "Two", "Three")))
    for each in (GUILD, OTHER):
        await settled_in(db, each, "One", "Two", "Three")
    return db


EVERYWHERE = {
    "guilds",
    "channels",
    "subscriptions",
    "deliveries",
    "posts",
    "notices",
    "undos",
    "source_owners",
}
"""Tables in which servers leave something; command_guilds is the operator's own."""


async def test_of_a_forgotten_server_nothing_is_left_in_any_table(two: Database) -> None:
    before = await traces(two, OTHER, OTHER * 10)
    assert (await traces(two, GUILD, GUILD * 10)).keys() == before.keys() == EVERYWHERE
    await leave(two, GUILD)
    await forget(two)
    assert await traces(two, GUILD, GUILD * 10) == {}
    assert await traces(two, OTHER, OTHER * 10) == before


async def test_a_source_is_read_for_as_long_as_somebody_has_it(two: Database) -> None:
    await leave(two, GUILD, OTHER)
    await forget(two)
    [club] = [each for each in await sources.everyone(two) if each.id == "club"]
    assert (club.enabled, club.owners) == (True, frozenset({OTHER}))
    await forget(two, OTHER)
    [club] = [each for each in await sources.everyone(two) if each.id == "club"]
    assert (club.enabled, club.private, club.owners) == (False, True, frozenset())


async def test_much_is_forgotten_in_slices(two: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "SLICE", 1)
    await leave(two, GUILD)
    # Three deliveries, two posts, two notices, and one each of the others but the server.
    assert await forget(two) == 3 + 2 + 2 + 4 + 1
    assert await traces(two, GUILD, GUILD * 10) == {}


async def test_a_server_that_came_back_is_not_forgotten(two: Database) -> None:
    before = await traces(two, GUILD, GUILD * 10)
    await leave(two, GUILD)
    async with two.transaction() as tx:
        await forgetting.come_back(tx, [GUILD])
    await forget(two)
    assert await traces(two, GUILD, GUILD * 10) == before


async def test_who_left_later_is_not_due_yet(db: Database) -> None:
    await leave(db, OTHER)
    async with db.transaction() as tx:
        await forgetting.leave(tx, [GUILD], NOON + DAY)
    assert await forgetting.due(db, NOON) == [OTHER]
    assert await forgetting.due(db, NOON + DAY) == [OTHER, GUILD]
    assert await forgetting.known(db) == {OTHER: NOON, GUILD: NOON + DAY}


async def test_leaving_keeps_what_a_server_chose(db: Database) -> None:
    async with db.transaction() as tx:
        await guilds.speaks(tx, GUILD, "pt-BR")
        await guilds.choose(tx, GUILD, {"timezone": "Europe/Lisbon"})
        await forgetting.leave(tx, [GUILD], NOON)
        assert await forgetting.is_left(tx, GUILD)
        await forgetting.come_back(tx, [GUILD])
        assert not await forgetting.is_left(tx, GUILD)
    chosen = await guilds.chosen(db, GUILD)
    assert (chosen.locale, chosen.timezone) == ("pt-BR", "Europe/Lisbon")


async def test_a_server_is_known_by_anything_that_it_has(db: Database) -> None:
    await keep(db, source("club", private=True, owners=frozenset({3})))
    async with db.transaction() as tx:
        await guilds.speaks(tx, 1, "en")
        await subscriptions.add(tx, subscription(guild_id=2, channel_id=CHANNEL), NOON)
    assert await forgetting.known(db) == dict.fromkeys([1, 2, 3])
