"""Sources come and go, are renamed, move and turn out to be the same."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from news.models import GuildView, Hints, Move, Reading, Source, Trouble, Validators
from news.query import Filter
from storage import deliveries, lists, roster, seen, sources, stories, subscriptions
from storage.database import Database
from storage.schema import sources as table
from storage.sources import Free
from tests.builders import CHANNEL, GUILD, NOON, article, delivery, source, story, subscription
from tests.storage.stock import keep, owe, private, stock

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
        found = await seen.sort(tx, source_id, document, LATER)
        return [each.title for each in found.new]


async def told(db: Database, source_id: str, *titles: str) -> None:
    await stock(
        db,
        *(
            story(articles=(article(title, source_id=source_id, url=f"https://x.example/{title}"),))
            for title in titles
        ),
    )


async def leased(db: Database, now: datetime = NOON) -> list[str]:
    async with db.transaction() as tx:
        due = await sources.lease(tx, now, timedelta(0), busy=(), free=Free(16))
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


async def test_what_a_channel_asks_of_two_sources_that_become_one_is_asked_of_the_one(
    db: Database,
) -> None:
    await catalogue(db, source("orbit"), source("probe"))
    async with db.transaction() as tx:
        for name, query in (("orbit", "moon"), ("orbit", "mars"), ("probe", "moon")):
            wanted = subscription(topic=None, source_id=name, query=query)
            await subscriptions.add(tx, wanted, NOON)
    await catalogue(db, source("probe", url=source("orbit").url))
    standing = [each.subscription for each in await subscriptions.of_guild(db, GUILD)]
    assert {(each.source_id, each.query) for each in standing} == {
        ("probe", "moon"),
        ("probe", "mars"),
    }
    assert len(standing) == 2


async def test_a_new_id_that_another_source_had_already_goes_on_where_both_were(
    db: Database,
) -> None:
    await catalogue(db, source("orbit"), source("probe"))
    await told(db, "orbit", "One", "Shared")
    async with db.transaction() as tx:
        shared = story(
            articles=(article("Shared", source_id="probe", url="https://x.example/Shared"),)
        )
        await stories.save(tx, [shared], NOON)
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


async def test_the_owners_of_a_source_can_change(db: Database) -> None:
    await keep(db, source("club", private=True, owners=frozenset({1, 2})))
    await keep(db, source("club", private=True, owners=frozenset({2, 3})))
    assert (await found(db, "club")).owners == {2, 3}


async def test_the_host_of_a_source_is_that_of_its_address(db: Database) -> None:
    async def host() -> str:
        [row] = await db.rows(select(table.c.host))
        return str(row.host)

    await catalogue(db, source())
    assert await host() == "orbit.example"
    await catalogue(db, source(url="https://new.example/feed"))
    assert await host() == "new.example"
    moved = source(url="https://new.example/feed")
    async with db.transaction() as tx:
        await roster.move(tx, moved, "https://moved.example/feed")
    await catalogue(db, moved)
    assert await host() == "moved.example"


async def test_the_host_of_a_source_from_before_hosts_were_known_is_found(db: Database) -> None:
    await catalogue(db, source())
    async with db.transaction() as tx:
        await tx.write(update(table).values(host=""))
    await catalogue(db, source())
    [row] = await db.rows(select(table.c.host))
    assert row.host == "orbit.example"


# Moves

NEW = "https://new.example/feed"


async def test_a_moved_source_is_asked_as_a_stranger_and_remembers_what_it_told(
    db: Database,
) -> None:
    await catalogue(db, source())
    await told(db, "orbit", "One")
    await read(db, "orbit")
    async with db.transaction() as tx:
        await roster.move(tx, source(), NEW)
    back = await found(db, "orbit")
    assert (back.url, back.address) == (source().url, NEW)
    assert (back.reading.validators, back.reading.body_hash) == (Validators(), None)
    assert (back.reading.move, back.reading.read_at) == (None, NOON)
    assert await new_titles(db, "orbit", "One", "Two") == ["Two"]


async def test_a_source_that_moved_back_is_where_it_was(db: Database) -> None:
    await catalogue(db, source())
    async with db.transaction() as tx:
        await roster.move(tx, source(), NEW)
        await roster.move(tx, source(), source().url)
    assert (await found(db, "orbit")).moved_to is None


async def test_a_start_does_not_undo_a_move(db: Database) -> None:
    await catalogue(db, source())
    async with db.transaction() as tx:
        await roster.move(tx, source(), NEW)
    await catalogue(db, source())
    assert (await found(db, "orbit")).address == NEW


async def test_a_catalogue_that_names_where_a_source_has_moved_to_has_it_read_once(
    db: Database,
) -> None:
    await catalogue(db, source())
    await told(db, "orbit", "One")
    await subscribed(db, topic=None, source_id="orbit")
    async with db.transaction() as tx:
        await roster.move(tx, source(), NEW)
    for _ in range(2):
        await catalogue(db, source(), source("probe", url=NEW))
    assert [each.id for each in await sources.visible(db, GUILD)] == ["probe"]
    assert await wishes(db, CHANNEL) == [(None, "probe")]
    assert await new_titles(db, "probe", "One", "Two") == ["Two"]


# Two that are one


async def subscribed(db: Database, **wanted: Any) -> None:
    async with db.transaction() as tx:
        await subscriptions.add(tx, subscription(**wanted), NOON)


async def wishes(db: Database, channel_id: int) -> list[tuple[str | None, str | None]]:
    return [(each.topic, each.source_id) for each in await subscriptions.of_channel(db, channel_id)]


async def test_of_two_that_are_one_the_heir_goes_on_with_all_that_both_knew(db: Database) -> None:
    await catalogue(db, source("orbit"), source("probe"))
    await told(db, "orbit", "One")
    await read(db, "orbit")
    former, heir = await found(db, "orbit"), await found(db, "probe")
    async with db.transaction() as tx:
        await roster.merge(tx, former, heir)
    assert await new_titles(db, "probe", "One", "Two") == ["Two"]
    # What the former was read at counts: this is no first reading.
    assert (await found(db, "probe")).reading.read_at == NOON
    assert await leased(db, LATER) == ["probe"]
    back = await found(db, "orbit")
    assert (back.reading.stopped, back.reading.move) == ("source.merged", None)
    [one] = await lists.newest(db, GuildView(), Filter(source_id="probe"), limit=5)
    assert one.lead.title == "One"


async def test_a_channel_that_wanted_either_of_them_wants_the_heir_once(db: Database) -> None:
    await catalogue(db, source("orbit"), source("probe"))
    await subscribed(db, channel_id=1, topic=None, source_id="orbit")
    for name in ("orbit", "probe"):
        await subscribed(db, channel_id=2, topic=None, source_id=name)
    await subscribed(db, channel_id=3, topic="mars", source_id="orbit")
    await subscribed(db, channel_id=3, topic=None, source_id="probe")
    await subscribed(db, channel_id=4, topic="mars")
    async with db.transaction() as tx:
        await roster.merge(tx, source("orbit"), source("probe"))
    assert await wishes(db, 1) == [(None, "probe")]
    assert await wishes(db, 2) == [(None, "probe")]
    assert await wishes(db, 3) == [("mars", "probe"), (None, "probe")]
    assert await wishes(db, 4) == [("mars", None)]


async def test_what_a_channel_is_still_owed_comes_from_the_heir(db: Database) -> None:
    await catalogue(db, source("orbit"), source("probe"))
    await stock(db, story())
    await owe(db, delivery())
    async with db.transaction() as tx:
        await roster.merge(tx, source("orbit"), source("probe"))
    assert [each.source_id for each in await deliveries.waiting(db, CHANNEL)] == ["probe"]


async def test_of_two_private_sources_the_heir_has_the_owners_of_both(db: Database) -> None:
    former = source("club", private=True, owners=frozenset({1, 2}))
    heir = source("guild", private=True, owners=frozenset({2, 3}))
    await keep(db, former, heir)
    async with db.transaction() as tx:
        await roster.merge(tx, former, heir)
    assert (await found(db, "guild")).owners == {1, 2, 3}


async def test_what_a_private_source_told_stays_with_its_owners(db: Database) -> None:
    club = source("club", private=True, owners=frozenset({1}))
    await keep(db, club, source("orbit"))
    await stock(db, private("Secret"))
    async with db.transaction() as tx:
        await roster.merge(tx, club, source("orbit"))
    wanted = Filter()
    assert await lists.newest(db, GuildView(), wanted, limit=5) == []
    for theirs in (wanted, Filter(source_id="club")):
        [secret] = await lists.newest(db, GuildView(1, frozenset({"club"})), theirs, limit=5)
        assert secret.lead.title == "Secret"


async def test_an_heir_that_nobody_wanted_any_more_is_read_again(db: Database) -> None:
    former = source("club", private=True, owners=frozenset({1}))
    heir = source("guild", private=True, owners=frozenset({2}))
    await keep(db, former, heir)
    async with db.transaction() as tx:
        await roster.disown(tx, "guild", 2)
        await sources.record(tx, [sources.Record("guild", Reading(stopped="source.gone"), NOON)])
        await roster.merge(tx, former, heir)
    assert await leased(db, LATER) == ["guild"]


async def test_a_source_that_its_operator_switched_off_stays_off(db: Database) -> None:
    await keep(db, source("orbit"), source("probe", enabled=False))
    async with db.transaction() as tx:
        await roster.merge(tx, source("orbit"), source("probe", enabled=False))
    assert await leased(db, LATER) == []


async def test_a_servers_own_source_needs_an_id_and_an_address_that_are_free(db: Database) -> None:
    club = source("own-club", private=True, owners=frozenset({1}))
    async with db.transaction() as tx:
        assert await roster.add(tx, club, LATER)
        assert not await roster.add(tx, replace(club, url="https://other.example/feed"), LATER)
        assert not await roster.add(tx, replace(club, id="own-other"), LATER)
    assert await found(db, "own-club") == club
    assert await leased(db, NOON) == []
    assert await leased(db, LATER) == ["own-club"]


async def test_another_server_may_own_a_source_too(db: Database) -> None:
    await keep(db, source("own-club", private=True, owners=frozenset({1})))
    async with db.transaction() as tx:
        await roster.own(tx, "own-club", 2, LATER)
        await roster.own(tx, "own-club", 2, LATER)
    assert (await found(db, "own-club")).owners == {1, 2}
    assert await leased(db, NOON) == ["own-club"]


async def test_a_source_of_nobody_is_not_read_and_stays_private(db: Database) -> None:
    await keep(db, source("own-club", private=True, owners=frozenset({1, 2})))
    async with db.transaction() as tx:
        await roster.disown(tx, "own-club", 1)
    assert (await found(db, "own-club")).enabled
    async with db.transaction() as tx:
        await roster.disown(tx, "own-club", 2)
    left = await found(db, "own-club")
    assert (left.enabled, left.private, left.owners) == (False, True, frozenset())
    assert await leased(db, LATER) == []


async def test_who_is_owned_again_is_read_again_as_if_for_the_first_time(db: Database) -> None:
    await keep(db, source("own-club", private=True, owners=frozenset({1})))
    await stock(db, private("One", "own-club"))
    await read(db, "own-club", replace(READ, stopped="source.gone"))
    async with db.transaction() as tx:
        await roster.disown(tx, "own-club", 1)
        await roster.own(tx, "own-club", 1, LATER)
    back = await found(db, "own-club")
    assert (back.enabled, back.reading.stopped, back.reading.read_at) == (True, None, None)
    assert await leased(db, NOON) == []
    assert await leased(db, LATER) == ["own-club"]


async def test_who_left_its_address_to_the_catalogue_for_a_while_comes_back_to_it(
    db: Database,
) -> None:
    club = source("own-club", private=True, owners=frozenset({1}))
    await keep(db, club)
    await catalogue(db, source("orbit", url=club.url))
    await catalogue(db)
    async with db.transaction() as tx:
        assert await roster.add(tx, replace(club, owners=frozenset({2})), LATER)
    back = await found(db, "own-club")
    assert (back.url, back.enabled, back.owners) == (club.url, True, frozenset({1, 2}))
    assert await leased(db, LATER) == ["own-club"]
