"""Whom we read: the catalogue's comings and goings, and who is due."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from news.models import GuildView, Hints, Move, Reading, Source, Trouble, Validators
from news.query import Filter
from storage import lists, roster, sources, stories, subscriptions
from storage.database import Database
from storage.schema import sources as table
from tests.builders import GUILD, NOON, article, source, story, subscription
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
)
LATER = NOON + timedelta(hours=1)


async def catalogue(db: Database, *listed: Source) -> None:
    async with db.transaction() as tx:
        await roster.keep(tx, listed, LATER)


async def read(db: Database, source_id: str, reading: Reading = READ) -> None:
    async with db.transaction() as tx:
        await sources.record(tx, [sources.Record(source_id, reading, LATER)])


async def found(db: Database, source_id: str) -> Source:
    return {each.id: each for each in await sources.everyone(db)}[source_id]


async def new_titles(db: Database, source_id: str, *titles: str) -> list[str]:
    """Which of these headlines the source has not told before."""
    document = [
        article(title, source_id=source_id, url=f"https://x.example/{title}") for title in titles
    ]
    async with db.transaction() as tx:
        return [each.title for each in await stories.unseen(tx, source_id, document, LATER)]


async def told(db: Database, source_id: str, *titles: str) -> None:
    await stock(
        db,
        *(
            story(articles=(article(title, source_id=source_id, url=f"https://x.example/{title}"),))
            for title in titles
        ),
    )


async def leased(
    db: Database, now: Any = NOON, busy: tuple[str, ...] = (), most: int = 16
) -> list[str]:
    async with db.transaction() as tx:
        due = await sources.lease(tx, now, timedelta(minutes=5), busy=busy, most=most)
    return [each.id for each in due]


async def test_what_is_kept_of_a_source_comes_back(db: Database) -> None:
    whole = source(topics=("mars", "moon"), images=True, licence="CC BY", language="de")
    await catalogue(db, whole)
    await read(db, "orbit")
    back = await found(db, "orbit")
    assert back == whole
    assert back.reading == READ


async def test_a_source_that_stays_keeps_what_we_remember_of_it(db: Database) -> None:
    await catalogue(db, source())
    await read(db, "orbit")
    await catalogue(db, source(outlet="Orbit Weekly"))
    back = await found(db, "orbit")
    assert (back.outlet, back.reading) == ("Orbit Weekly", READ)
    assert await leased(db) == []


async def test_a_changed_address_is_asked_as_a_stranger(db: Database) -> None:
    await catalogue(db, source())
    await told(db, "orbit", "One")
    await read(db, "orbit")
    await catalogue(db, source(url="https://orbit.example/new"))
    back = await found(db, "orbit")
    assert (back.url, back.enabled) == ("https://orbit.example/new", True)
    assert (back.reading.validators, back.reading.body_hash) == (Validators(), None)
    assert back.reading.read_at == NOON
    assert await new_titles(db, "orbit", "One", "Two") == ["Two"]


async def test_a_source_with_a_new_id_goes_on_where_it_was(db: Database) -> None:
    await catalogue(db, source("orbit"))
    await told(db, "orbit", "One")
    await read(db, "orbit")
    await catalogue(db, source("orbiter", url=source("orbit").url))
    assert (await found(db, "orbiter")).reading.read_at == NOON
    assert not (await found(db, "orbit")).enabled
    assert await new_titles(db, "orbiter", "One", "Two") == ["Two"]


async def test_what_was_told_and_subscribed_under_the_old_id_is_the_new_ones(
    db: Database,
) -> None:
    await catalogue(db, source("orbit"))
    await told(db, "orbit", "One")
    async with db.transaction() as tx:
        await subscriptions.add(tx, subscription(topic=None, source_id="orbit"), NOON)
    await catalogue(db, source("orbiter", url=source("orbit").url))
    [standing] = await subscriptions.of_guild(db, GUILD)
    assert standing.subscription.source_id == "orbiter"
    wanted = Filter(source_id="orbiter")
    [one] = await lists.newest(db, GuildView(), wanted, limit=5)
    assert one.lead.title == "One"


async def test_a_new_id_that_another_source_had_already_goes_on_where_both_were(
    db: Database,
) -> None:
    await catalogue(db, source("orbit"), source("probe"))
    await told(db, "orbit", "One", "Shared")
    async with db.transaction() as tx:
        shared = story(
            articles=(article("Shared", source_id="probe", url="https://x.example/Shared"),)
        )
        await stories.save(tx, [shared])
    await catalogue(db, source("probe", url=source("orbit").url))
    assert await new_titles(db, "probe", "One", "Shared", "Two") == ["Two"]


async def test_two_sources_may_swap_their_addresses(db: Database) -> None:
    await catalogue(db, source("orbit"), source("probe"))
    await told(db, "orbit", "One")
    await told(db, "probe", "Two")
    await read(db, "orbit")
    await read(db, "probe")
    await catalogue(
        db, source("orbit", url=source("probe").url), source("probe", url=source("orbit").url)
    )
    assert (await found(db, "orbit")).url == source("probe").url
    assert (await found(db, "probe")).url == source("orbit").url
    # What stands at an address was told before, whoever tells it now.
    assert await new_titles(db, "orbit", "Two", "Three") == ["Three"]
    assert await new_titles(db, "probe", "One", "Four") == ["Four"]


async def test_a_source_that_left_is_kept_but_not_read(db: Database) -> None:
    await catalogue(db, source("orbit"), source("probe"))
    await told(db, "orbit", "One")
    await catalogue(db, source("probe"))
    assert not (await found(db, "orbit")).enabled
    assert [each.id for each in await sources.visible(db, None)] == ["probe"]
    assert await leased(db, LATER) == ["probe"]
    assert len(await stories.by_ids(db, [1])) == 1


async def test_a_source_that_left_may_come_back(db: Database) -> None:
    await catalogue(db, source("orbit"))
    await told(db, "orbit", "One")
    await read(db, "orbit")
    await catalogue(db)
    await catalogue(db)
    await catalogue(db, source("orbit"))
    back = await found(db, "orbit")
    assert (back, back.reading.read_at) == (source("orbit"), NOON)
    assert await new_titles(db, "orbit", "One", "Two") == ["Two"]


async def test_a_new_source_may_take_the_address_of_one_that_left(db: Database) -> None:
    await catalogue(db, source("orbit"))
    await catalogue(db)
    await catalogue(db, source("probe", url=source("orbit").url))
    assert (await found(db, "probe")).url == source("orbit").url


async def test_private_sources_are_no_business_of_the_catalogue(db: Database) -> None:
    club = source("club", private=True, owners=frozenset({GUILD}))
    await keep(db, club)
    await read(db, "club")
    await catalogue(db, source("orbit"))
    back = await found(db, "club")
    assert (back, back.reading) == (club, READ)


async def test_a_private_source_is_shown_to_its_owners(db: Database) -> None:
    await keep(db, source("orbit"), source("club", private=True, owners=frozenset({1, 2})))
    assert [each.id for each in await sources.visible(db, 1)] == ["club", "orbit"]
    assert [each.id for each in await sources.visible(db, 3)] == ["orbit"]
    assert [each.id for each in await sources.visible(db, None)] == ["orbit"]


async def test_the_owners_of_a_source_can_change(db: Database) -> None:
    await keep(db, source("club", private=True, owners=frozenset({1, 2})))
    await keep(db, source("club", private=True, owners=frozenset({2, 3})))
    assert (await found(db, "club")).owners == {2, 3}


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
    assert await leased(db, LATER, most=2) == ["early", "middle"]
    assert await leased(db, LATER, most=2) == ["late"]


async def test_what_is_being_read_is_not_leased_again(db: Database) -> None:
    await keep(db, source("orbit"), source("probe"))
    assert await leased(db, busy=("orbit",)) == ["probe"]
    assert await leased(db) == ["orbit"]


async def test_a_disabled_source_is_not_due(db: Database) -> None:
    await keep(db, source(enabled=False))
    assert await leased(db) == []
    assert await sources.due_at(db) is None


async def test_what_is_leased_carries_its_owners_and_its_last_reading(db: Database) -> None:
    await keep(db, source("club", private=True, owners=frozenset({GUILD})))
    async with db.transaction() as tx:
        await sources.record(tx, [sources.Record("club", READ, NOON)])
        [club] = await sources.lease(tx, NOON, timedelta(0), busy=(), most=1)
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
