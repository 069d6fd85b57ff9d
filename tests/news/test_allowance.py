"""So many tries in so long a time, wherever in it they fall."""

from datetime import timedelta

from news.allowance import ADDRESSES
from tests.builders import NOON

MINUTE = timedelta(minutes=1)
SPAN, TRIES = ADDRESSES.span, ADDRESSES.tries
counted, free_at = ADDRESSES.counted, ADDRESSES.free_at


def test_nothing_tried_is_free() -> None:
    assert free_at([], NOON) is None


def test_the_last_try_allowed_is_allowed() -> None:
    assert free_at([NOON] * (TRIES - 1), NOON) is None
    assert free_at([NOON] * TRIES, NOON) == NOON + SPAN


def test_a_try_counts_for_so_long_and_no_longer() -> None:
    tries = [NOON + number * MINUTE for number in range(TRIES)]
    now = tries[-1]
    assert free_at(tries, now) == NOON + SPAN
    assert free_at(tries, NOON + SPAN - MINUTE) == NOON + SPAN
    assert free_at(tries, NOON + SPAN) is None
    assert counted(tries, NOON + SPAN) == tries[1:]


def test_who_tried_more_waits_until_enough_have_passed() -> None:
    tries = [NOON, NOON + MINUTE, *[NOON + 2 * MINUTE] * (TRIES - 1)]
    assert free_at(tries, NOON + 2 * MINUTE) == NOON + MINUTE + SPAN
