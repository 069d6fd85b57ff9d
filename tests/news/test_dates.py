"""Dates are hints: what cannot be true is none, no time is naive, no zone puts news ahead."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from news import dates
from news.almanac import ZONES
from news.models import Fetched
from news.parse import parse
from tests.builders import NOON, source

HOUR = timedelta(hours=1)
EVENING = datetime(2026, 2, 5, 20, tzinfo=UTC)
MIDNIGHT = datetime(2026, 2, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("Thu, 05 Feb 2026 20:00:00 GMT", EVENING, id="RFC 822"),
        pytest.param("Thursday, 05-Feb-26 20:00:00 GMT", EVENING, id="RFC 850"),
        pytest.param("Thu Feb  5 20:00:00 2026", EVENING, id="asctime"),
        pytest.param("Thu Feb  5 20:00:00 UTC 2026", EVENING, id="a shell's"),
        pytest.param("Mon, 05 Feb 2026 20:00:00 GMT", EVENING, id="on a wrong weekday"),
        pytest.param("05 Feb 2026 20:00 GMT", EVENING, id="no weekday, no seconds"),
        pytest.param("Thu, 05 Feb 2026 15:00 EST", EVENING, id="no seconds, a zone's name"),
        pytest.param("Thu, 05 Feb 2026 15:00:00 -0500", EVENING, id="an offset"),
        pytest.param("Thu, 05 Feb 2026 15:00:00 -05:00", EVENING, id="an offset with a colon"),
        pytest.param("Thu, 05 Feb 2026 23:00:00 +3", EVENING, id="an offset in short"),
        pytest.param("Fri, 06 Feb 2026 05:00:00 GMT+0900 (JST)", EVENING, id="a browser's"),
        pytest.param("2026-02-05T20:00:00Z", EVENING, id="RFC 3339"),
        pytest.param("2026-02-05t20:00:00.000000000z", EVENING, id="in billionths, small"),
        pytest.param("2026-02-05T15:00:00.003-05:00", EVENING + timedelta(0), id="thousandths"),
        pytest.param("2026-02-06 01:30 +0530", EVENING, id="a space instead of the T"),
        pytest.param("2026-02-05 20:00:00 +0000 UTC", EVENING, id="offset and name"),
        pytest.param("20260205T200000Z", EVENING, id="basic format"),
        pytest.param("2026-02-05T24:00:00Z", MIDNIGHT + 24 * HOUR, id="24:00"),
        pytest.param("2026-02-05T23:59:60Z", MIDNIGHT + 24 * HOUR, id="a leap second"),
        pytest.param("Thu, 05 Feb 2026 24:00:00 GMT", MIDNIGHT + 24 * HOUR, id="RFC 822's 24:00"),
        pytest.param("5 Feb 2026 23:59:60 +0000", MIDNIGHT + 24 * HOUR, id="RFC 822's leap second"),
        pytest.param("2026-W06-4", MIDNIGHT, id="a week's day"),
        pytest.param("2026-036", MIDNIGHT, id="a year's day"),
        pytest.param("2026-2-5", MIDNIGHT, id="without zeros"),
        pytest.param("2026/02/05 20:00", EVENING, id="slashes"),
        pytest.param("05.02.2026 20:00", EVENING, id="dots, the day first"),
        pytest.param("25/02/2026", datetime(2026, 2, 25, tzinfo=UTC), id="only one is a month"),
        pytest.param("02/25/2026", datetime(2026, 2, 25, tzinfo=UTC), id="the month first"),
        pytest.param("2026年02月05日", MIDNIGHT, id="Japanese, Chinese"),
        pytest.param("2026年2月5日 20時00分", EVENING, id="with its time"),
        pytest.param("2026년 2월 5일", MIDNIGHT, id="Korean"),
        pytest.param("2026-02-05 오후 8:00:00", EVENING, id="Korean, of the afternoon"),
        pytest.param("2026年2月5日 午後8時00分", EVENING, id="Japanese, of the afternoon"),
        pytest.param("Πεμ, 05 Φεβ 2026 15:00:00 EST", EVENING, id="Greek"),
        pytest.param("2026-február-05T15:00-05:00", EVENING, id="Hungarian"),
        pytest.param("Feb 5, 2026", MIDNIGHT, id="the month first, in words"),
        pytest.param("February 5th, 2026 at 8:00 pm", EVENING, id="as it is spoken"),
        pytest.param("Feb 5, 2026 12:00 AM", MIDNIGHT, id="midnight in America"),
        pytest.param("5 février 2026", MIDNIGHT, id="French"),
        pytest.param("mar., 03 févr. 2026", MIDNIGHT - 48 * HOUR, id="mardi is no March"),
        pytest.param("5. Februar 2026", MIDNIGHT, id="German"),
        pytest.param("5 de febrero de 2026", MIDNIGHT, id="Spanish"),
        pytest.param("5 февраля 2026", MIDNIGHT, id="Russian"),
        pytest.param("1770321600", EVENING, id="Unix time"),
        pytest.param("1770321600000", EVENING, id="in thousandths"),
        pytest.param("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC), id="the year 1"),
    ],
)
def test_a_time_is_read_however_it_is_written(written: str, expected: datetime) -> None:
    found = dates.normalise(written)
    assert found
    assert found.at == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "No date found.",
        "12",
        "Monday",
        "20:00",
        "2026",
        "2026-02",
        "February 2026",
        "01/02/2026",
        "Thu, 32 Feb 2026 20:00:00 GMT",
        "2026-13-01",
        "2026-W60-1",
        "2026-999",
        "0",
        "177032160012",
        "9999-12-31T23:59:59-10:00",
    ],
)
def test_what_says_no_day_is_no_date(written: str) -> None:
    assert dates.normalise(written) is None


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("BST", 1),
        ("CET", 1),
        ("CEST", 2),
        ("EET", 2),
        ("EEST", 3),
        ("MSK", 3),
        ("IST", 5.5),
        ("JST", 9),
        ("KST", 9),
        ("AEST", 10),
        ("AEDT", 11),
        ("NZDT", 13),
        ("UTC", 0),
        ("EDT", -4),
        ("PST", -8),
        ("AKST", -9),
    ],
)
def test_a_zone_is_known_by_its_name(zone: str, hours: float) -> None:
    found = dates.normalise(f"Thu, 05 Feb 2026 20:00:00 {zone}")
    assert found == (EVENING - hours * HOUR, True)


@pytest.mark.parametrize("written", ["20:00:00", "20:00:00 XYZ", "20:00 +9900", "20:00 CST", ""])
def test_a_time_without_a_sure_zone_never_lies_ahead(written: str) -> None:
    found = dates.normalise(f"05 Feb 2026 {written}")
    assert found
    assert not found.zoned
    for now in (found.at - 10 * HOUR, found.at + HOUR):
        assert dates.believed(found, now) == min(found.at, now)


@pytest.mark.parametrize(
    ("at", "believed"),
    [
        pytest.param(NOON - HOUR, True, id="an hour ago"),
        pytest.param(datetime(1995, 1, 1, tzinfo=UTC), True, id="the first feeds"),
        pytest.param(datetime(1994, 12, 31, 23, tzinfo=UTC), False, id="before feeds"),
        pytest.param(datetime(1970, 1, 1, tzinfo=UTC), False, id="a clock that never was set"),
        pytest.param(NOON + 23 * HOUR, True, id="a time zone ahead"),
        pytest.param(NOON + 25 * HOUR, False, id="the future"),
    ],
)
def test_a_date_is_believed_where_it_can_be_true(at: datetime, believed: bool) -> None:
    assert dates.believed(dates.Written(at, zoned=True), NOON) == (at if believed else None)


def test_no_date_stays_none() -> None:
    assert dates.believed(None, NOON) is None


@pytest.mark.parametrize(
    ("published_at", "expected"),
    [
        pytest.param(NOON - HOUR, NOON - HOUR, id="published earlier"),
        pytest.param(NOON + HOUR, NOON, id="dated ahead"),
        pytest.param(None, NOON, id="no date"),
    ],
)
def test_a_story_is_told_when_it_was_published_or_else_when_it_was_seen(
    published_at: datetime | None, expected: datetime
) -> None:
    assert dates.told_at(published_at, first_seen_at=NOON) == expected


PIECES = [
    "2026",
    "Feb",
    "février",
    "5",
    "20:00",
    ":",
    "-",
    "+0900",
    "GMT",
    "T",
    "Z",
    "年",
    ".",
    ",",
]
PIECES += [" ", "31", "99999999999999999999", "W06", "pm", "/", "٣", "Ⅷ", "\u0301", "(", "24:61:61"]


@settings(derandomize=True, deadline=None, max_examples=200)
@given(some.text(max_size=200) | some.lists(some.sampled_from(PIECES), max_size=9).map("".join))
@example("9" * 5000)
@example("0001-01-01T00:00:00+14:00")
def test_no_text_breaks_the_reading_of_dates(written: str) -> None:
    found = dates.normalise(written)
    if found:
        assert found.at.tzinfo is UTC
        assert dates.normalise(found.at.isoformat()) == (found.at, True)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(
    some.datetimes(datetime(1995, 1, 1), datetime(2049, 12, 31)),  # noqa: DTZ001
    some.sampled_from(sorted(ZONES)),
    some.sampled_from(["%a, %d %b %Y %H:%M:%S", "%d %B %Y %H:%M:%S", "%A, %d-%b-%y %H:%M:%S"]),
)
def test_every_day_of_the_year_is_read_in_every_zone(at: datetime, zone: str, form: str) -> None:
    at = at.replace(microsecond=0, tzinfo=UTC)
    found = dates.normalise(f"{at:{form}} {zone}")
    assert found
    assert found.at == at - ZONES[zone]


def test_real_dates_are_read_but_for_those_that_say_none(shared: Path) -> None:
    unread: dict[str, int] = {}
    looked_at = 0
    for path in sorted((shared / "corpus" / "documents").iterdir()):
        body = path.read_bytes()
        if (
            path.name.startswith("opml")
            or not body.count(b"<item>") == body.count(b"<pubDate>") > 0
        ):
            continue
        looked_at += 1
        articles = parse(Fetched("https://feed.example/", body), source(), NOON).articles
        missing = sum(article.published_at is None for article in articles)
        unread |= {path.name: missing} if missing else {}
        assert all(each.published_at <= NOON for each in articles if each.published_at), path.name
    assert looked_at > 20
    # Both say "Mon, 01 Jan 0001", which is how their software writes that there is no date.
    assert unread == {"real__3ac543065ca0ef7d.xml": 1, "real__d597083ccac7f99a.xml": 1}
