"""Whom we read: who is due, what is remembered, who sees it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from news.models import Hints, Move, Reading, Source, Trouble, Validators
from storage import roster, sources, stories
from storage.database import Database
from storage.schema import sources as table
from storage.sources import Free
from tests.builders import GUILD, NOON, article, source, story
from tests.storage.stock import keep, stock

READ = Reading(
    Validators('W/"a b"', "Sun, 1 Nov"),
    "hash",
    NOON,
    whole_at=NOON - timedelta(days=1),
    items=30,
    hints=Hints(timedelta(hours=2), frozenset({0, 1}), frozenset({5, 6})),
    gap=timedelta(hours=7),
    news_at=NOON - timedelta(hours=3),
    failures=2,
    failing_since=NOON - timedelta(hours=1),
    trouble=Trouble("source.status", {"status": "503"}),
    move=Move("https://new.example/feed", NOON - timedelta(days=2), 3),
    noticed="failing",
)
LATER = NOON + timedelta(hours=1)


async def leased(
    db: Database,
    now: datetime = NOON,
    *,
    busy: Sequence[Source] = (),
    free: sources.Free = Free(16),  # noqa: B008 - frozen
) -> list[str]:
    async with db.transaction() as tx:
        due = await sources.lease(tx, now, timedelta(minutes=5), busy=busy, free=free)
    return [each.id for each in due]


async def test_a_private_source_is_shown_to_its_owners(db: Database) -> None:
    await keep(db, source("orbit"), source("club", private=True, owners=frozenset({1, 2})))
    assert [each.id for each in await sources.visible(db, 1)] == ["club", "orbit"]
    assert [each.value for each in await sources.choices(db, 1)] == ["club", "orbit"]
    assert [each.id for each in await sources.visible(db, 3)] == ["orbit"]
    assert [each.value for each in await sources.choices(db, 3)] == ["orbit"]
    assert [each.id for each in await sources.visible(db, None)] == ["orbit"]


async def test_a_lease_moves_the_next_check_before_anything_is_read(db: Database) -> None:
    await keep(db, source())
    assert await leased(db) == ["orbit"]
    assert await leased(db, NOON + timedelta(minutes=4)) == []
    assert await sources.due_at(db) == NOON + timedelta(minutes=5)
    assert await leased(db, NOON + timedelta(minutes=5)) == ["orbit"]


async def test_who_waits_longest_is_read_first(db: Database) -> None:
    for minutes, name in ((2, "late"), (0, "early"), (1, "middle")):
        async with db.transaction() as tx:
            await roster.save(tx, source(name), NOON + timedelta(minutes=minutes))
    assert await leased(db, LATER, free=Free(2)) == ["early", "middle"]
    assert await leased(db, LATER, free=Free(2)) == ["late"]


async def test_what_is_being_read_is_not_leased_again(db: Database) -> None:
    await keep(db, source("orbit"), source("probe"))
    assert await leased(db, busy=[source("orbit")]) == ["probe"]
    assert await leased(db) == ["orbit"]


async def test_a_disabled_source_is_not_due(db: Database) -> None:
    await keep(db, source(enabled=False))
    assert await leased(db) == []
    assert await sources.due_at(db) is None


async def test_what_is_leased_carries_its_owners_and_its_last_reading(db: Database) -> None:
    await keep(db, source("club", private=True, owners=frozenset({GUILD})))
    async with db.transaction() as tx:
        await sources.record(tx, [sources.Record("club", READ, NOON)])
        [club] = await sources.lease(tx, NOON, timedelta(0), busy=(), free=Free(1))
    assert (club.scope, club.reading) == ("club", READ)


async def test_times_come_back_aware(db: Database) -> None:
    await keep(db, source())
    [row] = await db.rows(select(table.c.next_check_at))
    assert row.next_check_at == NOON
    assert row.next_check_at.tzinfo is not None


async def test_the_article_of_a_source_keeps_its_outlet_current(db: Database) -> None:
    await stock(db, story())
    await keep(db, source(outlet="Orbit Weekly"))
    [back] = await stories.by_ids(db, [1])
    assert back.lead.outlet == "Orbit Weekly"


# Hosts


def of_host(name: str, host: str) -> Source:
    return source(name, url=f"https://{host}/{name}")


async def test_a_host_with_many_sources_leaves_places_to_others(db: Database) -> None:
    await keep(db, *(of_host(f"a{n}", "a.example") for n in range(5)), of_host("b", "b.example"))
    assert await leased(db, free=Free(16, of_host=2)) == ["a0", "a1", "b"]
    assert await leased(db, free=Free(16, of_host=2)) == ["a2", "a3"]


async def test_a_busy_host_is_asked_for_nothing_more(db: Database) -> None:
    await keep(db, of_host("a0", "a.example"), of_host("b", "b.example"))
    busy = [of_host("a1", "a.example")]
    assert await leased(db, busy=busy, free=Free(16, of_host=2)) == ["b"]
    assert await leased(db, busy=busy) == ["a0"]


async def test_a_host_that_wants_to_be_left_alone_is_put_off_with_all_its_sources(
    db: Database,
) -> None:
    await keep(
        db, of_host("a0", "a.example"), of_host("a1", "a.example"), of_host("b", "b.example")
    )
    async with db.transaction() as tx:
        await sources.record(tx, [sources.Record("a1", READ, LATER + timedelta(hours=1))])
        await sources.put_off(tx, "a.example", LATER)
    found = {each.id: each.next_check_at for each in await sources.everyone(db)}
    # Who was to wait for longer already, does.
    assert found == {"a0": LATER, "a1": LATER + timedelta(hours=1), "b": NOON}


# Records


async def test_what_is_kept_of_a_reading_comes_back(db: Database) -> None:
    await keep(db, source())
    for reading in (READ, Reading(), Reading(stopped="source.gone", gap=timedelta(0))):
        async with db.transaction() as tx:
            await sources.record(tx, [sources.Record("orbit", reading, LATER)])
        [back] = await sources.everyone(db)
        assert (back.reading, back.next_check_at) == (reading, LATER)
        async with db.transaction() as tx:
            await roster.own(tx, "orbit", GUILD, NOON)


async def test_several_readings_are_recorded_each_with_its_own_source(db: Database) -> None:
    await keep(db, source("orbit"), source("probe"))
    async with db.transaction() as tx:
        records = [sources.Record("orbit", READ, LATER), sources.Record("probe", Reading(), NOON)]
        await sources.record(tx, records)
    found = {each.id: (each.reading, each.next_check_at) for each in await sources.everyone(db)}
    assert found == {"orbit": (READ, LATER), "probe": (Reading(), NOON)}


async def test_a_source_that_was_stopped_while_it_was_read_stays_so(db: Database) -> None:
    await keep(db, source("orbit"), source("probe"))
    async with db.transaction() as tx:
        await roster.merge(tx, source("probe"), source("orbit"))
        await sources.record(tx, [sources.Record("probe", READ, NOON)])
    assert await leased(db) == ["orbit"]


async def test_a_source_that_is_not_read_any_more_is_not_due(db: Database) -> None:
    await keep(db, source())
    async with db.transaction() as tx:
        gone = Reading(stopped="source.gone")
        await sources.record(tx, [sources.Record("orbit", gone, NOON)])
    assert await leased(db, LATER) == []
    assert await sources.due_at(db) is None


async def test_the_newest_articles_of_a_source_tell_its_rhythm(db: Database) -> None:
    times = [NOON - timedelta(hours=hours) for hours in range(sources.RHYTHM + 3)]
    await stock(
        db,
        *(
            story(
                f"Number {n}", told_at=time, articles=(article(f"Number {n}", published_at=time),)
            )
            for n, time in enumerate(times)
        ),
    )
    assert await sources.told(db, "orbit") == times[: sources.RHYTHM]
    assert await sources.told(db, "probe") == []


async def test_a_source_is_found_where_it_was_added_and_where_it_has_moved(db: Database) -> None:
    await keep(db, source())
    async with db.transaction() as tx:
        await roster.move(tx, source(), "https://new.example/feed")
    for url in (source().url, "https://new.example/feed"):
        there = await sources.at(db, url)
        assert there
        assert (there.id, there.address) == ("orbit", "https://new.example/feed")
    assert await sources.at(db, "https://other.example/feed") is None
