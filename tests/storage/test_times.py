"""Times go in aware and come out in UTC, as the same text that SQLAlchemy would store."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, MetaData, Table, create_engine, insert, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import StatementError

from storage.times import Time

TIMES = Table("times", MetaData(), Column("at", Time))
NIGHT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "stored"),
    [
        pytest.param(NIGHT, "2026-11-22 23:30:00.000000", id="UTC"),
        pytest.param(
            NIGHT.astimezone(timezone(timedelta(hours=9))), "2026-11-22 23:30:00.000000", id="Tokyo"
        ),
        pytest.param(NIGHT.replace(microsecond=7), "2026-11-22 23:30:00.000007", id="to the end"),
        pytest.param(None, None, id="none"),
    ],
)
def test_a_time_is_kept_in_utc(at: datetime | None, stored: str | None) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        TIMES.create(connection)
        connection.execute(insert(TIMES), [{"at": at}, {"at": at}])
        assert connection.execute(text("SELECT at FROM times")).scalars().all() == [stored] * 2
        found = connection.execute(select(TIMES)).scalars().all()
        assert found == [at, at]
        assert {each.tzinfo for each in found if each} <= {UTC}
    engine.dispose()


def test_a_time_without_a_zone_is_refused() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        TIMES.create(connection)
        with pytest.raises(StatementError, match="without a zone"):
            connection.execute(insert(TIMES), [{"at": NIGHT.replace(tzinfo=None)}])
    engine.dispose()


def test_another_database_keeps_zones_by_itself() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    assert Time().compile(dialect=dialect) == "TIMESTAMP WITH TIME ZONE"
