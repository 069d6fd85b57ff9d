"""Nobody is blamed for an outage of our own network, and nobody hides behind one."""

from datetime import timedelta

import pytest

from news.models import Source
from pipeline.network import FEWEST_HOSTS, WINDOW, Network
from tests.builders import Clock, source


def hosts(count: int) -> list[Source]:
    return [source(f"s{number}") for number in range(count)]


def silent(network: Network, clock: Clock, *found: Source) -> list[str]:
    """None of them answers; who is acquitted meanwhile."""
    return [
        acquitted.id for each in found for acquitted in network.silent(each.id, clock.now, each)
    ]


def answered(network: Network, clock: Clock, *found: Source) -> None:
    for each in found:
        network.answered(each.id, clock.now, each)


def test_when_nobody_answers_nobody_is_blamed_and_earlier_blames_are_taken_back(
    clock: Clock,
) -> None:
    network, found = Network(), hosts(FEWEST_HOSTS + 1)
    assert silent(network, clock, *found[: FEWEST_HOSTS - 1]) == []
    clock.now += WINDOW
    last = found[FEWEST_HOSTS - 1]
    assert silent(network, clock, last) == [each.id for each in found[:FEWEST_HOSTS]]
    # Taken back once; from now on each is for itself.
    assert silent(network, clock, found[FEWEST_HOSTS]) == [found[FEWEST_HOSTS].id]


def test_what_was_before_the_window_does_not_count(clock: Clock) -> None:
    network, found = Network(), hosts(FEWEST_HOSTS)
    silent(network, clock, *found[:2])
    clock.now += WINDOW + timedelta(seconds=1)
    assert silent(network, clock, *found[2:]) == []


@pytest.mark.parametrize(
    ("well", "dead", "is_out"),
    [
        pytest.param(20, 1, False, id="one among many"),
        pytest.param(2, 7, False, id="most, but not nearly all"),
        pytest.param(2, 8, True, id="four in five"),
        pytest.param(0, FEWEST_HOSTS - 1, False, id="all of too few to say"),
        pytest.param(0, FEWEST_HOSTS, True, id="all of a few"),
    ],
)
def test_the_network_is_out_when_four_hosts_in_five_are_silent(
    clock: Clock, well: int, dead: int, is_out: bool
) -> None:
    network = Network()
    for number in range(well):
        answered(network, clock, source(f"well-{number}"))
    assert bool(silent(network, clock, *hosts(dead))) is is_out


def test_many_sources_of_one_host_are_one_host(clock: Clock) -> None:
    network = Network()
    for number in range(20):
        assert network.silent("a", clock.now, source(f"s{number}")) == []


def test_a_host_counts_by_what_it_did_last(clock: Clock) -> None:
    network, found = Network(), hosts(FEWEST_HOSTS)
    silent(network, clock, *found[1:])
    answered(network, clock, *found[1:3])
    assert silent(network, clock, found[0]) == []
    # They answered before the cable was pulled.
    answered(network, clock, found[0])
    assert found[0].id in silent(network, clock, *found)


def test_who_has_answered_since_it_was_blamed_is_not_taken_back(clock: Clock) -> None:
    network, found = Network(), hosts(FEWEST_HOSTS + 1)
    silent(network, clock, found[0])
    answered(network, clock, found[0])
    assert silent(network, clock, *found[1:]) == [each.id for each in found[1:]]


def test_an_old_blame_is_forgotten(clock: Clock) -> None:
    network, found = Network(), hosts(3)
    for each in found:
        network.silent(each.id, clock.now, each)
        clock.now += WINDOW * 2
    assert [*network._blamed] == [found[-1].id]
