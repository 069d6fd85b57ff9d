"""How fast we may, on the loop's own clock."""

import asyncio
from datetime import timedelta

import pytest

from pipeline import pacing
from pipeline.pacing import AT_ONCE, HostRests, Hosts, Pace, Window
from tests.builders import NOON, Clock

GAP = 0.02
SLACK = 0.002
"""A timer may fire this much early."""


async def test_turns_come_at_an_even_rate_and_in_order() -> None:
    pace = Pace(GAP)
    came: list[tuple[int, float]] = []

    async def take(number: int) -> None:
        await pace.turn()
        came.append((number, asyncio.get_running_loop().time()))

    await asyncio.gather(*(take(each) for each in range(5)))
    assert [number for number, _ in came] == list(range(5))
    times = [at for _, at in came]
    assert times[-1] - times[0] >= GAP * 4 - SLACK


async def test_a_first_turn_does_not_wait() -> None:
    async with asyncio.timeout(20):
        await Pace(3600).turn()


async def test_who_was_idle_gets_no_turns_in_advance() -> None:
    pace = Pace(GAP)
    await pace.turn()
    await asyncio.sleep(GAP * 3)
    started = asyncio.get_running_loop().time()
    for _ in range(3):
        await pace.turn()
    assert asyncio.get_running_loop().time() - started >= GAP * 2 - SLACK


async def test_no_second_sees_more_than_it_may_however_many_come_at_once() -> None:
    window = Window(3, GAP * 5)
    came: list[float] = []

    async def take() -> None:
        passage = await window.turn()
        came.append(asyncio.get_running_loop().time())
        passage.answered()

    await asyncio.gather(*(take() for _ in range(8)))
    assert len(came) == 8
    assert all(last - first >= GAP * 5 - SLACK for first, last in zip(came, came[3:], strict=False))


async def test_what_is_answered_later_than_others_may_have_been_counted_later() -> None:
    window = Window(1, GAP)
    loop = asyncio.get_running_loop()
    (await window.turn()).answered()
    slow = await window.turn()
    await asyncio.sleep(GAP * 2)
    slow.answered()
    assert slow.until >= slow.at + GAP * 3 - SLACK
    await window.turn()
    assert loop.time() >= slow.at + GAP * 3 - SLACK


async def test_what_is_never_answered_counts_no_longer_than_some_seconds() -> None:
    window = Window(1, GAP)
    lost = await window.turn()
    assert lost.until == lost.at + GAP + Window.LOST


class Visits:
    """Counts who is at a host at the same time."""

    def __init__(self, hosts: Hosts) -> None:
        self.hosts = hosts
        self.now = self.most = 0
        self.stay = asyncio.Event()
        self.full = asyncio.Event()

    async def visit(self, name: str, *, until: int) -> None:
        async with self.hosts.turn(name):
            self.now += 1
            self.most = max(self.most, self.now)
            if self.now == until:
                self.full.set()
            await self.stay.wait()
            self.now -= 1


async def visited(hosts: Hosts, names: list[str], until: int) -> int:
    visits = Visits(hosts)
    tasks = [asyncio.create_task(visits.visit(name, until=until)) for name in names]
    async with asyncio.timeout(20):
        await visits.full.wait()
    for _ in range(20):
        await asyncio.sleep(0)
    visits.stay.set()
    await asyncio.gather(*tasks)
    return visits.most


async def test_two_at_once_are_at_one_host() -> None:
    assert await visited(Hosts(0.0001, Clock()), ["a"] * 6, until=AT_ONCE) == AT_ONCE


async def test_hosts_do_not_wait_for_each_other() -> None:
    names = [name for name in "abc" for _ in range(3)]
    assert await visited(Hosts(0.0001, Clock()), names, until=3 * AT_ONCE) == 3 * AT_ONCE


async def test_a_slow_pace_at_one_host_is_none_at_another() -> None:
    assert await visited(Hosts(3600, Clock()), ["a", "b", "c"], until=3) == 3


async def test_without_a_gap_there_is_no_limit() -> None:
    assert await visited(Hosts(0, Clock()), ["a"] * 6, until=6) == 6


async def test_a_visit_that_fails_leaves_its_place() -> None:
    hosts = Hosts(0.0001, Clock())
    for _ in range(AT_ONCE + 1):
        try:
            async with asyncio.timeout(20), hosts.turn("a"):
                raise ValueError
        except ValueError:
            continue


HOUR = timedelta(hours=1)


@pytest.mark.parametrize("gap", [0, 0.0001])
async def test_who_comes_to_a_resting_host_is_sent_away_until_it_has_rested(
    clock: Clock, gap: float
) -> None:
    hosts = Hosts(gap, clock)
    hosts.rest("a", NOON + HOUR)
    with pytest.raises(HostRests):
        async with hosts.turn("a"):
            pass
    async with hosts.turn("b"):
        assert hosts.rests_until("b") is None
    assert hosts.rests_until("a") == NOON + HOUR
    clock.move(hours=1)
    async with hosts.turn("a"):
        assert hosts.rests_until("a") is None


async def test_a_host_rests_as_long_as_it_ever_asked_for(clock: Clock) -> None:
    hosts = Hosts(0, clock)
    hosts.rest("a", NOON + 2 * HOUR)
    hosts.rest("a", NOON + HOUR)
    assert hosts.rests_until("a") == NOON + 2 * HOUR


async def test_who_waits_for_a_turn_when_a_host_begins_to_rest_is_sent_away(clock: Clock) -> None:
    hosts = Hosts(0.0001, clock)
    stay = asyncio.Event()
    came: list[str] = []

    async def visit() -> None:
        async with hosts.turn("a"):
            came.append("a")
            await stay.wait()

    visits = [asyncio.create_task(visit()) for _ in range(AT_ONCE + 2)]
    async with asyncio.timeout(20):
        while len(came) < AT_ONCE:
            await asyncio.sleep(0)
    hosts.rest("a", NOON + HOUR)
    stay.set()
    ended = await asyncio.gather(*visits, return_exceptions=True)
    assert [type(each) for each in ended] == [type(None)] * AT_ONCE + [HostRests] * 2
    # They left no place taken.
    clock.move(hours=1)
    async with asyncio.timeout(20), hosts.turn("a"), hosts.turn("a"):
        pass


async def test_hosts_that_nobody_visits_are_forgotten(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "KEPT", 3)
    hosts = Hosts(0.0001, clock)
    async with hosts.turn("busy"):
        for number in range(9):
            async with hosts.turn(f"h{number}"):
                pass
            await asyncio.sleep(0.0002)
            hosts.rest(f"h{number}", NOON)
        assert "busy" in hosts._hosts
    assert max(len(hosts._hosts), len(hosts._resting)) <= 3
    hosts.rest("a", NOON + HOUR)
    hosts.rest("b", NOON + HOUR)
    hosts.rest("c", NOON + HOUR)
    assert hosts.rests_until("a") == NOON + HOUR
