"""What a site says of time: how long a document is fresh, and when to ask again."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from news.freshness import LONGEST_WAIT, fresh_for, http_date, retry_after

MOMENT = datetime(2026, 10, 21, 7, 28, tzinfo=UTC)
IMF, RFC850, ASCTIME = (
    "Wed, 21 Oct 2026 07:28:00 GMT",
    "Wednesday, 21-Oct-26 07:28:00 GMT",
    "Wed Oct 21 07:28:00 2026",
)


@pytest.mark.parametrize("text", [IMF, RFC850, ASCTIME, "Wed, 21 Oct 2026 09:28:00 +0200"])
def test_a_date_has_three_forms(text: str) -> None:
    assert http_date(text) == MOMENT


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of this system stays what it is")
def test_a_date_without_a_zone_is_utc_wherever_we_are(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        found = http_date(ASCTIME)
    time.tzset()
    assert found == MOMENT


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "1.5", "soon", "Wed, 99 Oct 2026 07:28:00 GMT", "99999999999999 Oct"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert http_date(text) is None


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (["max-age=60"], 60),
        (["MAX-AGE=60"], 60),
        (["public, max-age=60, must-revalidate"], 60),
        (['max-age="60"'], 60),
        (["max-age = 60"], 60),
        (["public", "max-age=60"], 60),
        (["max-age=60", "max-age=600"], 60),
        (["max-age=600, max-age=60"], 600),
        (["max-age=1"], 1),
        (["max-age=31536000"], 31536000),
        (["max-age=99999999999999999999"], 2**31),
        (["s-maxage=600, max-age=60"], 60),
        (["s-maxage=600"], None),
        (["max-age=0"], None),
        (["max-age=-60"], None),
        (["max-age=1.5"], None),
        (["max-age=soon"], None),
        (["max-age="], None),
        (["max-age"], None),
        (["max-age=²"], None),
        (["max-age=٦٠"], None),
        (["no-cache, max-age=60"], None),
        (["max-age=60", "No-Cache"], None),
        (["no-store, max-age=60"], None),
        (['no-cache="Set-Cookie", max-age=60'], 60),
        (['private="a, max-age=5", max-age=60'], 60),
        (["public"], None),
        (["", ",,;="], None),
    ],
)
def test_max_age_counts(said: list[str], seconds: int | None) -> None:
    assert fresh_for(said, None, IMF) == (seconds and timedelta(seconds=seconds))


def test_the_age_in_a_cache_is_taken_off() -> None:
    assert fresh_for(["max-age=60"], None, IMF, "20") == timedelta(seconds=40)
    assert fresh_for(["max-age=60"], None, IMF, "60") is None
    assert fresh_for(["max-age=60"], None, IMF, "-20") == timedelta(seconds=60)
    assert fresh_for(["max-age=60"], None, IMF, "old") == timedelta(seconds=60)


@pytest.mark.parametrize(
    ("expires", "minutes"),
    [
        ("Wed, 21 Oct 2026 08:28:00 GMT", 60),
        ("Wednesday, 21-Oct-26 08:28:00 GMT", 60),
        ("Wed Oct 21 08:28:00 2026", 60),
        (IMF, None),
        ("Wed, 21 Oct 2020 08:28:00 GMT", None),
        ("0", None),
        ("-1", None),
        ("never", None),
        ("", None),
    ],
)
def test_expires_counts_from_the_sites_own_clock(expires: str, minutes: int | None) -> None:
    assert fresh_for([], expires, IMF) == (minutes and timedelta(minutes=minutes))


def test_expires_says_nothing_without_the_sites_clock_or_beside_max_age() -> None:
    later = "Wed, 21 Oct 2026 08:28:00 GMT"
    assert fresh_for([], later, None) is None
    assert fresh_for([], later, "noon") is None
    assert fresh_for(["max-age=60"], later, IMF) == timedelta(seconds=60)
    assert fresh_for(["max-age=-1"], later, IMF) is None
    assert fresh_for(["no-cache"], later, IMF) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        (IMF, 120),
        (RFC850, 120),
        (ASCTIME, 120),
        ("86400", 86400),
        ("99999999999", 86400),
        ("Fri, 21 Oct 2050 07:28:00 GMT", 86400),
        ("Wed, 21 Oct 2026 07:26:00 GMT", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", None),
        ("0", None),
        ("-1", None),
        ("1.5", None),
        ("1e3", None),
        ("120 seconds", None),
        ("", None),
        (None, None),
    ],
)
def test_who_wants_to_be_left_alone_is(text: str | None, seconds: int | None) -> None:
    wait = seconds and timedelta(seconds=seconds)
    its_now, ours = "Wed, 21 Oct 2026 07:26:00 GMT", MOMENT - timedelta(hours=5)
    assert retry_after(text, its_now, ours) == wait
    assert retry_after(text, None, MOMENT - timedelta(minutes=2)) == wait
    assert retry_after(text, "noon", MOMENT - timedelta(minutes=2)) == wait


def test_a_date_without_any_now_says_nothing() -> None:
    assert retry_after(IMF) is None
    assert retry_after("120") == timedelta(seconds=120)
    assert timedelta(days=1) == LONGEST_WAIT
