"""Many rows in one go: written as one by one, and looked at as any other statement."""

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.bulk import bulk
from storage.database import Database
from storage.schema import channels, command_guilds, source_owners
from tests.builders import NOON
from tests.dialects import Portability

ELSEWHERE = NOON.astimezone(timezone(timedelta(hours=5)))
ORPHAN = [{"source_id": "nobody", "guild_id": 1}]


def resting(channel_id: int, retry_at: datetime) -> dict[str, object]:
    return {
        "id": channel_id,
        "guild_id": 1,
        "failures": 1,
        "trouble": "delivery.forbidden",
        "retry_at": retry_at,
    }


@pytest.mark.parametrize("retry_at", [NOON, ELSEWHERE])
async def test_rows_are_the_same_whether_written_alone_or_together(
    db: Database, retry_at: datetime
) -> None:
    async with db.transaction() as tx:
        await tx.write(insert(channels), resting(1, retry_at))
        await tx.write(insert(channels), [resting(2, retry_at), resting(3, NOON)])
    columns = [column for column in channels.c if column.name != "id"]
    alone, together, other = await db.rows(select(*columns).order_by(channels.c.id))
    assert alone == together
    assert other.retry_at == NOON


async def test_each_row_of_an_update_meets_its_own_condition(db: Database) -> None:
    named = update(channels).where(channels.c.id == bindparam("of"))
    async with db.transaction() as tx:
        await tx.write(insert(channels), [resting(1, NOON), resting(2, NOON)])
        await tx.write(
            named.values(retry_at=bindparam("at"), trouble="delivery.gone"),
            [{"of": 2, "at": NOON}, {"of": 1, "at": ELSEWHERE + timedelta(1)}],
        )
    found = await db.rows(select(channels).order_by(channels.c.id))
    assert [row.retry_at - NOON for row in found] == [timedelta(1), timedelta(0)]
    assert {row.trouble for row in found} == {"delivery.gone"}


async def test_a_time_without_a_zone_is_refused_among_many(db: Database) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        async with db.transaction() as tx:
            await tx.write(insert(channels), [resting(1, NOON.replace(tzinfo=None))])
    assert not await db.rows(select(channels))


def test_a_statement_is_compiled_once_for_the_same_names() -> None:
    statement = insert(command_guilds)
    first = bulk(statement, [{"guild_id": 1}])
    assert bulk(statement, [{"guild_id": 2}, {"guild_id": 3}]) is first


async def refused(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.write(insert(command_guilds), [{"guild_id": 1}])
        await tx.write(insert(source_owners), ORPHAN)
        await tx.write(insert(command_guilds), [{"guild_id": 2}])
        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            await tx.rows(select(command_guilds))


async def test_what_is_refused_with_the_next_query_keeps_all_from_being_committed(
    db: Database,
) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        await refused(db)
    assert not await db.rows(select(command_guilds))


async def test_what_is_written_for_many_rows_is_looked_at_too(
    db: Database, portable: Portability
) -> None:
    before = portable.seen
    async with db.transaction() as tx:
        odd = update(command_guilds).where(command_guilds.c.guild_id == bindparam("of"))
        value = func.ifnull(command_guilds.c.guild_id, 0)
        await tx.write(odd.values(guild_id=value), [{"of": 1}, {"of": 2}])
    assert portable.seen == before + 1
    assert len(portable.found) == 1
    portable.found.clear()
