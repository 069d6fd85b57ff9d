"""How many refusals Discord may have to give before nothing more is asked."""

from datetime import timedelta

from pipeline.refusals import ENOUGH, WINDOW, Refusals
from tests.builders import Clock


def test_few_refusals_stop_nothing(clock: Clock) -> None:
    refusals = Refusals(clock)
    for _ in range(ENOUGH - 1):
        refusals.count()
    assert refusals.rest_until is None


def test_with_too_many_it_rests_until_the_oldest_count_no_more(clock: Clock) -> None:
    refusals = Refusals(clock)
    refusals.count()
    until = clock.now + WINDOW
    clock.move(minutes=4)
    for _ in range(ENOUGH - 1):
        refusals.count()
    assert refusals.rest_until == until
    clock.move(minutes=6)
    refusals.count()
    assert refusals.rest_until == until + timedelta(minutes=4)


def test_when_the_oldest_count_no_more_there_is_room_again(clock: Clock) -> None:
    refusals = Refusals(clock)
    for _ in range(ENOUGH):
        refusals.count()
    clock.now += WINDOW
    assert refusals.rest_until is None


def test_old_refusals_are_forgotten(clock: Clock) -> None:
    refusals = Refusals(clock)
    refusals.count()
    clock.now += WINDOW
    refusals.count()
    assert len(refusals) == 1
