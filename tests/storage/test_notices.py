"""Notices in the database: in a channel's post, or waiting for an admin, until somebody knows."""

from dataclasses import replace
from datetime import timedelta

from news.models import Notice, Post, PostKind, PostState, Trouble
from storage import notices, posts
from storage.database import Database
from tests.builders import CHANNEL, GUILD, NOON, notice, source
from tests.storage.stock import keep

OTHER = GUILD + 1


def post(key: str, **changed: object) -> Post:
    values = {"guild_id": GUILD, "channel_id": CHANNEL, "kind": PostKind.NOTICE} | changed
    return Post(key, **values)  # type: ignore[arg-type]


async def add(db: Database, *added: tuple[Notice, Post | None]) -> None:
    await keep(db, source(private=True, owners=frozenset({GUILD, OTHER})))
    async with db.transaction() as tx:
        for each, told_by in added:
            if told_by:
                await posts.compose(tx, [told_by], NOON)
            await notices.add(tx, each, told_by)


async def keys(db: Database, guild_id: int = GUILD) -> list[str]:
    return [each.key for each in await notices.shelved(db, guild_id)]


async def test_a_notice_comes_back_as_it_was(db: Database) -> None:
    told = notice(
        outlet="Café “Orbit”", trouble=Trouble("source.status", {"status": "503", "tries": 3})
    )
    await add(db, (told, None))
    [found] = await notices.shelved(db, GUILD)
    assert found == notice(outlet=told.outlet, trouble=told.trouble, id=found.id)


async def test_what_is_in_a_post_waits_for_nobody(db: Database) -> None:
    await add(db, (notice(), post("a")), (notice("notice.stale"), None))
    assert await keys(db) == ["notice.stale"]
    assert [each.key for each in await notices.of_post(db, "a")] == ["notice.failing"]


async def test_a_notice_waits_in_its_own_server_alone(db: Database) -> None:
    await add(db, (notice(guild_id=OTHER), None))
    assert await keys(db) == []
    assert await keys(db, OTHER) == ["notice.failing"]


async def test_of_a_source_that_a_server_gave_up_nothing_is_told(db: Database) -> None:
    await add(db, (notice(), None), (notice(), post("a")))
    await keep(db, source(private=True, owners=frozenset({OTHER})))
    assert await keys(db) == []
    assert await notices.of_post(db, "a") == []


async def test_what_an_admin_saw_waits_no_longer(db: Database) -> None:
    await add(db, (notice(), None), (notice("notice.stale"), None))
    first, _ = await notices.shelved(db, GUILD)
    async with db.transaction() as tx:
        await notices.told(tx, [first.id], NOON)
    assert await keys(db) == ["notice.stale"]


async def test_what_a_closed_channel_was_to_tell_waits_in_order(db: Database) -> None:
    await add(
        db,
        (notice(), post("a")),
        (notice("notice.stale"), post("b")),
        (notice("notice.recovered"), post("c", channel_id=7)),
    )
    async with db.transaction() as tx:
        await posts.start(tx, post("a"), NOON)
        assert await notices.shelve(tx, CHANNEL) == 2
    assert await keys(db) == ["notice.failing", "notice.stale"]
    assert await posts.following(db, CHANNEL) is None
    assert await posts.find(db, "c")


async def test_only_what_was_not_tried_leaves_a_channel_that_is_no_longer_chosen(
    db: Database,
) -> None:
    await add(db, (notice(), post("a")), (notice("notice.stale"), post("b")))
    async with db.transaction() as tx:
        await posts.start(tx, post("a"), NOON)
        await notices.shelve_unsent(tx, GUILD)
    assert await keys(db) == ["notice.stale"]
    assert await posts.find(db, "a")
    assert await posts.find(db, "b") is None


async def test_what_is_withdrawn_is_what_nobody_may_have_seen(db: Database) -> None:
    await add(
        db,
        (notice(), post("told")),
        (notice("notice.stale"), post("started")),
        (notice("notice.stopped"), post("composed")),
        (notice("notice.failing"), None),
        (notice("notice.failing", guild_id=OTHER), None),
    )
    async with db.transaction() as tx:
        for each in ("told", "started"):
            await posts.start(tx, post(each), NOON)
        await notices.settle(tx, post("told"), NOON)
        await posts.settle(tx, replace(post("told"), state=PostState.TOLD, message_id=1), NOON)
        await notices.withdraw(tx, GUILD, "orbit")
    assert await keys(db) == []
    assert await keys(db, OTHER) == ["notice.failing"]
    assert await posts.find(db, "composed") is None
    assert [each.key for each in await notices.of_post(db, "started")] == ["notice.stale"]
    assert await notices.last_key(db, GUILD, "orbit") == "notice.stale"


async def test_stories_are_taken_back_and_notices_are_not(db: Database) -> None:
    await add(db, (notice(), post("a")))
    async with db.transaction() as tx:
        await posts.take_back(tx, CHANNEL, NOON + timedelta(days=1))
    assert await posts.find(db, "a")
    assert [each.key for each in await notices.of_post(db, "a")] == ["notice.failing"]


async def test_a_notice_about_no_source_waits_and_comes_back_as_it_was(db: Database) -> None:
    told = notice(
        "notice.closed", source_id="", outlet="", values={"channel": 7, "wanted": [["a"]]}
    )
    await add(db, (told, None), (notice("notice.role_gone", source_id=""), post("a")))
    [found] = await notices.shelved(db, GUILD)
    assert found == replace(told, id=found.id)
    assert [each.key for each in await notices.of_post(db, "a")] == ["notice.role_gone"]
    assert await keys(db, OTHER) == []


async def test_of_a_channel_what_nobody_was_told_is_withdrawn(db: Database) -> None:
    def closed(channel_id: int, **changed: object) -> Notice:
        values = {"source_id": "", "values": {"channel": channel_id}} | changed
        return notice("notice.closed", **values)

    await add(
        db,
        (closed(7), None),
        (closed(7), post("composed")),
        (closed(7), post("started")),
        (closed(8), None),
        (closed(7, guild_id=OTHER), None),
        (notice("notice.other", source_id="", values={"channel": 7}), None),
    )
    async with db.transaction() as tx:
        await posts.start(tx, post("started"), NOON)
        await notices.withdraw_channel(tx, GUILD, 7, "notice.closed")
    assert await keys(db) == ["notice.closed", "notice.other"]
    still, _ = await notices.shelved(db, GUILD)
    assert still.values == {"channel": 8}
    assert await posts.find(db, "composed") is None
    assert len(await notices.of_post(db, "started")) == 1
    assert await keys(db, OTHER) == ["notice.closed"]
