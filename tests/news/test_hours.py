"""Digests and quiet hours by a server's clocks, whatever clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from news import zones
from news.hours import Hours, next_digest, quiet_until, time_of_day
from news.models import Pace

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
BEGIN, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 12, 31, tzinfo=UTC)

# The same examples each time: what fails here fails everywhere.
steady = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow],
)
ZONES = st.sampled_from([each.value for each in zones.CHOICES])
MINUTES = st.integers(0, 24 * 60 - 1)


def turns(zone: str, year: int) -> list[datetime]:
    """The hours of a year in which clocks there are put forward or back."""
    there = ZoneInfo(zone)
    first = datetime(year, 1, 1, tzinfo=UTC)
    days = [first + number * DAY for number in range(366)]
    turning = [day for day in days if offset(day, there) != offset(day + DAY, there)]
    hours = [day + timedelta(hours=number) for day in turning for number in range(24)]
    return [at for at in hours if offset(at, there) != offset(at + timedelta(hours=1), there)]


def offset(at: datetime, there: ZoneInfo) -> timedelta | None:
    return at.astimezone(there).utcoffset()


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and a moment: any, near one at which its clocks are changed, or of a leap day."""
    zone, year = draw(ZONES), draw(st.integers(2020, 2040))
    near = [*turns(zone, year), datetime(year // 4 * 4, 2, 29, tzinfo=UTC)]
    around = st.integers(-2 * 24 * 3600, 2 * 24 * 3600).map(lambda number: timedelta(0, number))
    close = st.builds(lambda at, away: at + away, st.sampled_from(near), around)
    far = st.datetimes(BEGIN.replace(tzinfo=None), END.replace(tzinfo=None), timezones=st.just(UTC))
    return zone, draw(close | far)


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def is_first_after_gap(moment: datetime, zone: str) -> bool:
    shown, before = wall(moment, zone), wall(moment - timedelta(seconds=1), zone)
    return shown - before > timedelta(seconds=1)


@pytest.mark.parametrize(
    ("pace", "now", "due"),
    [
        pytest.param(Pace.HOURLY, "2026-11-22T08:00", "2026-11-22T09:00", id="on the hour"),
        pytest.param(Pace.HOURLY, "2026-11-22T23:59", "2026-11-23T00:00", id="over midnight"),
        pytest.param(Pace.DAILY, "2026-11-22T07:59", "2026-11-22T08:00", id="this day"),
        pytest.param(Pace.DAILY, "2026-11-22T08:00", "2026-11-23T08:00", id="strictly after"),
        pytest.param(Pace.DAILY, "2028-02-28T12:00", "2028-02-29T08:00", id="a leap day"),
        pytest.param(Pace.WEEKLY, "2026-11-22T12:00", "2026-11-23T08:00", id="from Sunday"),
        pytest.param(Pace.WEEKLY, "2026-11-23T07:00", "2026-11-23T08:00", id="this Monday"),
        pytest.param(Pace.WEEKLY, "2026-11-23T08:00", "2026-11-30T08:00", id="a week later"),
        pytest.param(Pace.INSTANT, "2026-11-22T08:00", "2026-11-22T08:00", id="now"),
    ],
)
def test_digests_come_at_the_next_such_time(pace: Pace, now: str, due: str) -> None:
    assert next_digest(Hours(), pace, at(now)) == at(due)


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("Asia/Kolkata", "2026-11-22T08:10", "2026-11-22T09:00"),
        ("Asia/Kathmandu", "2026-11-22T08:59", "2026-11-22T09:00"),
        ("Australia/Eucla", "2026-11-22T08:00", "2026-11-22T09:00"),
    ],
)
def test_hours_are_full_where_clocks_are_set_to_a_half_or_a_quarter(
    zone: str, now: str, due: str
) -> None:
    assert next_digest(Hours(zone), Pace.HOURLY, at(now, zone)) == at(due, zone)


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        pytest.param("Europe/Berlin", "2026-03-29T00:10", "2026-03-29T01:00", id="skipped"),
        pytest.param("Europe/Berlin", "2026-10-25T00:10", "2026-10-25T01:00", id="again"),
        pytest.param("Australia/Lord_Howe", "2026-10-03T15:10", "2026-10-03T15:30", id="half"),
        pytest.param("Australia/Lord_Howe", "2026-04-04T14:10", "2026-04-04T15:30", id="half back"),
    ],
)
def test_hours_are_full_when_clocks_are_changed(zone: str, now: str, due: str) -> None:
    """In UTC; on Lord Howe they are changed by half an hour."""
    assert next_digest(Hours(zone), Pace.HOURLY, at(now)) == at(due)


def test_a_time_that_clocks_skip_is_the_first_moment_after_it() -> None:
    hours = Hours("Europe/Berlin", digest_at=time_of_day("02:30"))
    assert next_digest(hours, Pace.DAILY, at("2026-03-28T12:00")) == at("2026-03-29T01:00")
    assert next_digest(hours, Pace.DAILY, at("2026-03-29T01:00")) == at("2026-03-30T00:30")


def test_a_time_that_clocks_show_twice_is_the_first_of_them() -> None:
    hours = Hours("Europe/Berlin", digest_at=time_of_day("02:30"))
    assert next_digest(hours, Pace.DAILY, at("2026-10-24T12:00")) == at("2026-10-25T00:30")
    assert next_digest(hours, Pace.DAILY, at("2026-10-25T00:30")) == at("2026-10-26T01:30")


def test_clocks_that_skip_midnight_lose_no_digest() -> None:
    """In Nuuk, Saturday ends at 23:00."""
    hours = Hours("America/Nuuk", digest_at=time_of_day("23:30"))
    assert next_digest(hours, Pace.DAILY, at("2026-03-28T12:00")) == at("2026-03-29T01:00")
    assert next_digest(hours, Pace.DAILY, at("2026-03-29T01:00")) == at("2026-03-30T00:30")


@steady
@given(moments(), MINUTES)
def test_each_local_day_has_one_daily_digest(moment: tuple[str, datetime], minutes: int) -> None:
    zone, now = moment
    hours = Hours(zone, minutes)
    due = [next_digest(hours, Pace.DAILY, now)]
    for _ in range(6):
        due.append(next_digest(hours, Pace.DAILY, due[-1]))
    assert now < due[0] <= now + 2 * DAY
    days = [meant(each, minutes, zone) for each in due]
    assert days == [days[0] + number * DAY for number in range(7)]


def meant(due: datetime, minutes: int, zone: str) -> date:
    """The day whose digest it is: at that time, or at the end of the gap that skips it."""
    shown = wall(due, zone)
    if (shown.hour * 60 + shown.minute) == minutes:
        return shown.date()
    assert is_first_after_gap(due, zone)
    skipped = datetime.combine(shown.date(), datetime.min.time()) + minutes * MINUTE
    # A gap that ends at midnight or later skips the end of the day before.
    return (skipped if skipped < shown else skipped - DAY).date()


@steady
@given(moments(), MINUTES)
def test_each_week_has_one_weekly_digest(moment: tuple[str, datetime], minutes: int) -> None:
    zone, now = moment
    first = next_digest(Hours(zone, minutes), Pace.WEEKLY, now)
    second = next_digest(Hours(zone, minutes), Pace.WEEKLY, first)
    days = [meant(each, minutes, zone) for each in (first, second)]
    assert now < first <= now + 8 * DAY
    assert [each.weekday() for each in days] == [0, 0]
    assert days[1] - days[0] == 7 * DAY


@steady
@given(moments(), MINUTES)
def test_an_hourly_digest_comes_at_every_full_hour_that_clocks_show(
    moment: tuple[str, datetime], minutes: int
) -> None:
    zone, now = moment
    due = next_digest(Hours(zone, minutes), Pace.HOURLY, now)
    assert now < due <= now + timedelta(hours=1, minutes=30)
    assert wall(due, zone).minute == 0 or is_first_after_gap(due, zone)
    between = (now.replace(second=0, microsecond=0) + number * MINUTE for number in range(1, 90))
    shown = [wall(each, zone) for each in between if each < due]
    assert not [each for each in shown if each.minute == 0]


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-22T21:59", None),
        ("2026-11-22T22:00", "2026-11-23T07:00"),
        ("2026-11-23T00:30", "2026-11-23T07:00"),
        ("2026-11-23T06:59", "2026-11-23T07:00"),
        ("2026-11-23T07:00", None),
    ],
)
def test_quiet_hours_go_past_midnight(now: str, until: str | None) -> None:
    hours = Hours(quiet_from=22 * 60, quiet_to=7 * 60)
    assert quiet_until(hours, at(now)) == (at(until) if until else None)


@pytest.mark.parametrize(
    ("begin", "end"), [(None, None), (60, None), (None, 60), (60, 60)], ids=str
)
def test_without_both_ends_or_between_one_and_the_same_there_are_none(
    begin: int | None, end: int | None
) -> None:
    hours = Hours(quiet_from=begin, quiet_to=end)
    assert [at_ for at_ in around("2026-11-22T00:30") if quiet_until(hours, at_)] == []
    assert not hours.digest_is_quiet


def around(text: str) -> list[datetime]:
    return [at(text) + number * timedelta(minutes=30) for number in range(48)]


def test_a_night_of_changed_clocks_is_an_hour_shorter_or_longer() -> None:
    hours = Hours("Europe/Berlin", quiet_from=22 * 60, quiet_to=7 * 60)
    assert quiet_until(hours, at("2026-03-28T21:00")) == at("2026-03-29T05:00")
    assert quiet_until(hours, at("2026-10-24T20:00")) == at("2026-10-25T06:00")


def test_quiet_hours_that_end_at_a_time_shown_twice_end_once() -> None:
    hours = Hours("Europe/Berlin", quiet_from=23 * 60, quiet_to=2 * 60 + 30)
    assert quiet_until(hours, at("2026-10-25T00:15")) == at("2026-10-25T00:30")
    assert quiet_until(hours, at("2026-10-25T01:15")) is None


@steady
@given(moments(), MINUTES, MINUTES)
@example(("Europe/Berlin", at("2026-03-28T12:00")), 150, 130)
def test_quiet_hours_are_those_that_clocks_show_and_end_once(
    moment: tuple[str, datetime], begin: int, end: int
) -> None:
    zone, now = moment
    hours = Hours(zone, quiet_from=begin, quiet_to=end)
    until = quiet_until(hours, now)
    if not turned(now, zone):
        assert (until is not None) == shows_quiet(hours, now)
    if until is not None:
        assert now < until <= now + timedelta(hours=50)
        assert quiet_until(hours, until) is None
        assert quiet_until(hours, until - timedelta(seconds=1)) == until
        assert quiet_until(hours, now + (until - now) / 2) == until


def turned(now: datetime, zone: str) -> bool:
    """Whether clocks are changed within a day."""
    there = ZoneInfo(zone)
    return len({offset(now + number * DAY, there) for number in (-1, 0, 1)}) > 1


def shows_quiet(hours: Hours, now: datetime) -> bool:
    shown = now.astimezone(hours.zone)
    # Whether a digest of this minute would wait is asked of clocks alone.
    minutes = shown.hour * 60 + shown.minute
    return Hours(None, minutes, hours.quiet_from, hours.quiet_to).digest_is_quiet


@pytest.mark.parametrize(
    ("digest", "begin", "end", "is_quiet"),
    [
        ("08:00", "22:00", "07:00", False),
        ("07:00", "22:00", "07:00", False),
        ("06:59", "22:00", "07:00", True),
        ("22:00", "22:00", "07:00", True),
        ("03:00", "01:00", "05:00", True),
        ("08:00", "01:00", "05:00", False),
    ],
)
def test_it_is_known_whether_digests_fall_into_the_quiet_hours(
    digest: str, begin: str, end: str, is_quiet: bool
) -> None:
    given = Hours(None, time_of_day(digest), time_of_day(begin), time_of_day(end))
    assert given.digest_is_quiet == is_quiet
