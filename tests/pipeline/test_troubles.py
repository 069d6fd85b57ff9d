"""What bad sources leave behind: the right state, words that help, and others unharmed."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web

from news.models import GuildView, Reading, Source
from news.query import Filter
from news.words import say
from pipeline.newsroom import READINGS, Newsroom
from pipeline.parsing import Worker
from pipeline.session import Session, open_session
from storage import lists, roster, sources
from storage.database import Database
from tests.builders import Clock, chosen, source
from tests.feeds import rss
from tests.pipeline.names import PUBLIC, Detour, Names
from tests.pipeline.site import Site
from tests.storage.stock import keep

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
HURRIED = aiohttp.ClientTimeout(total=0.6, connect=5, sock_connect=5, sock_read=5)
GOOD = 99
PATIENCE = 60
"""Seconds; who is due again and again would be read for ever."""

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Web:
    """Hosts on loopback addresses of their own, at one port; a path is answered by `answers`."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    def url(self, host: str, path: str) -> str:
        return f"http://{host}:{self.port}{path}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(f"{request.host.partition(':')[0]}{request.path}")
        if request.path in self.answers:
            return await self.answers[request.path](request)
        return web.Response(text=rss([f"News of {request.host}"], f"https://{request.host}"))


def host(number: int) -> str:
    return f"127.0.{number // 250 + 1}.{number % 250 + 1}"


@pytest.fixture
async def hosts() -> AsyncIterator[Web]:
    there = Web()
    app = web.Application()
    app.router.add_get("/{path:.*}", there._answer)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0)
    await runner.setup()
    for number in range(GOOD + 60):
        site = web.TCPSite(runner, host(number), there.port)
        await site.start()
        there.port = there.port or runner.addresses[0][1]
    yield there
    there.closed.set()
    await runner.cleanup()


@asynccontextmanager
async def opened(
    db: Database, worker: Worker, clock: Clock, session: Session, **env: str
) -> AsyncIterator[Newsroom]:
    room = Newsroom(db, session, worker, chosen(POLL_MINUTES="15", **env), clock)
    yield room
    await room.close()


@pytest.fixture
async def hurried() -> AsyncIterator[Session]:
    async with open_session(chosen(), HURRIED) as session:
        yield session


async def read_all(newsroom: Newsroom) -> None:
    """Reads whatever is due, to the end."""
    running = newsroom._readings.running
    async with asyncio.timeout(PATIENCE):
        while await newsroom.poll_once() or running:
            await asyncio.wait(running.values(), return_when=asyncio.FIRST_COMPLETED)


async def found(db: Database) -> dict[str, Source]:
    return {each.id: each for each in await sources.everyone(db)}


# What bad sites do


def always(body: bytes | str = b"", status: int = 200, **headers: str) -> Answer:
    content = body if isinstance(body, bytes) else body.encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=content, status=status, headers=named)

    return answer


async def stall(_request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


async def begun(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "5000000"})
    await response.prepare(request)
    return response


async def stall_in_the_body(request: web.Request) -> web.StreamResponse:
    response = await begun(request)
    await response.write(b"<rss>")
    return await stall(request)


async def drip(request: web.Request) -> web.StreamResponse:
    response = await begun(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.01)


async def reset(request: web.Request) -> web.StreamResponse:
    assert request.transport
    request.transport.abort()
    return web.Response()


async def reset_in_the_body(request: web.Request) -> web.StreamResponse:
    response = await begun(request)
    await response.write(b"<rss>")
    return await reset(request)


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(200):
        await response.write(b" " * 2**20)
    return response


ONE = "Sonde über Münster"
FEED = rss([ONE])
PACKED = gzip.compress(FEED.encode())
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]><rss'
MANY = " ".join(f'a{n}="{n}"' for n in range(40_000))
PAGE = "<!DOCTYPE html><html><head><title>Hello</title></head><body>Hello</body></html>"


@dataclass(frozen=True)
class Bad:
    """A bad source: what it answers, what is said of it, and when it is asked again."""

    answer: Answer
    key: str
    wait: timedelta = 30 * MINUTE
    stopped: bool = False


BAD = {
    "stall": Bad(stall, "source.timeout"),
    "stall-body": Bad(stall_in_the_body, "source.slow_answer"),
    "drip": Bad(drip, "source.slow_answer"),
    "reset": Bad(reset, "source.no_connection"),
    "reset-body": Bad(reset_in_the_body, "source.broken_answer"),
    "endless": Bad(endless, "source.too_big"),
    "bomb": Bad(
        always(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"),
        "source.packed_too_tight",
    ),
    "truncated": Bad(always(PACKED[:-20], Content_Encoding="gzip"), "source.broken_answer"),
    "loop": Bad(always(status=302, Location="/loop"), "source.redirects"),
    "file": Bad(always(status=302, Location="file:///etc/passwd"), "source.not_an_address"),
    "page": Bad(always(PAGE, Content_Type="text/html"), "source.is_a_page"),
    "empty": Bad(always(b""), "source.empty"),
    "nothing": Bad(always(status=204), "source.status"),
    "unasked": Bad(always(status=304), "source.status"),
    "missing": Bad(always(status=404), "source.not_there"),
    "locked": Bad(always(status=401), "source.locked"),
    "broken": Bad(always(status=500), "source.site_fails"),
    "wall": Bad(always(PAGE, 403, cf_mitigated="challenge"), "source.wall", 12 * HOUR),
    "gone": Bad(always(status=410), "source.gone", stopped=True),
    "cut": Bad(always(FEED[: FEED.index("<item>")]), "source.broken_answer"),
}
"""A source each; a site that asks for patience is in a table of its own."""

ODD = {
    "wrong-charset": always(FEED.encode("cp1252"), Content_Type="text/xml; charset=utf-8"),
    "utf-16": always(FEED.replace("1.0", '1.0" encoding="utf-16').encode("utf-16")),
    "laughs": always(FEED.replace("<rss", BILLION, 1).replace("What is known", "&l9;")),
    "attributes": always(FEED.replace("<channel>", f"<channel {MANY}>")),
    "nuls": always(FEED.replace("Sonde", "Son\0de").encode()),
    "packed": always(gzip.compress(FEED.encode()), Content_Encoding="x-gzip"),
    "chain": always(status=301, Location="/chain-2"),
    "chain-2": always(status=308, Location="/chain-3"),
    "chain-3": always(FEED),
}
"""Sources that are read in spite of all."""


async def test_bad_sources_get_the_right_state_and_all_others_are_read_on_time(
    db: Database, worker: Worker, clock: Clock, hosts: Web, hurried: Session
) -> None:
    hosts.answers = {f"/{name}": each.answer for name, each in BAD.items()}
    hosts.answers |= {f"/{name}": answer for name, answer in ODD.items()}
    good = [f"good-{number}" for number in range(GOOD)]
    names = [*BAD, *ODD, *good]
    # Among the good ones: they are due at the same time, in the order of their names.
    numbered = enumerate(sorted(names))
    await keep(db, *(source(name, url=hosts.url(host(n), f"/{name}")) for n, name in numbered))
    async with opened(db, worker, clock, hurried, POLL_MIN_SECONDS="300") as newsroom:
        await read_all(newsroom)
    after = await found(db)
    for name in (*ODD, *good):
        reading = after[name].reading
        assert (reading.trouble, reading.failures, reading.read_at) == (None, 0, clock.now), name
    told = {
        each.lead.title: each for each in await lists.newest(db, GuildView(), Filter(), limit=500)
    }
    assert len(told) == GOOD + 1
    assert len(told[ONE].articles) == len(ODD), "the odd ones tell the same"
    for name, bad in BAD.items():
        check(after[name], bad, clock)


def check(after: Source, bad: Bad, clock: Clock) -> None:
    reading, name = after.reading, after.id
    assert reading.trouble, name
    assert (name, reading.trouble.key) == (name, bad.key)
    assert (reading.failures, reading.failing_since) == (1, clock.now), name
    assert (reading.read_at, reading.body_hash) == (None, None), name
    assert reading.validators.is_empty, name
    assert (reading.stopped == bad.key) is bad.stopped, name
    # Words for people: whole, and nothing of what is inside a network.
    said = say(reading.trouble.key, "en", **reading.trouble.values)
    assert said.endswith("."), name
    assert "127.0" not in said, name
    assert "{" not in said, name
    assert after.next_check_at, name
    wait = after.next_check_at - clock.now
    assert bad.wait * 0.9 <= wait <= bad.wait * 1.1, (name, wait)


async def test_sources_that_hang_hold_up_no_other(
    db: Database, worker: Worker, clock: Clock, hosts: Web, session: Session
) -> None:
    hanging = [f"a-{number}" for number in range(READINGS - 1)]
    hosts.answers = {f"/{name}": stall for name in hanging}
    numbered = enumerate([*hanging, *(f"good-{number}" for number in range(30))])
    await keep(db, *(source(name, url=hosts.url(host(n), f"/{name}")) for n, name in numbered))
    async with opened(db, worker, clock, session) as newsroom:
        running = newsroom._readings.running
        while await newsroom.poll_once() or set(running) > set(hanging):
            await asyncio.wait(running.values(), return_when=asyncio.FIRST_COMPLETED)
        assert set(running) == set(hanging)
    read_at = {name: each.reading.read_at for name, each in (await found(db)).items()}
    assert {name for name, at in read_at.items() if at != clock.now} == set(hanging)


# Patience

DATE = "Sun, 22 Nov 2026 12:00:00 GMT"
USUAL = 30 * MINUTE
DAY = 24 * HOUR


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("7200", 2 * HOUR, id="seconds"),
        pytest.param("120", USUAL, id="less than we wait anyway"),
        pytest.param("Sun, 22 Nov 2026 15:00:00 GMT", 3 * HOUR, id="a date"),
        pytest.param("Sunday, 22-Nov-26 15:00:00 GMT", 3 * HOUR, id="a date of RFC 850"),
        pytest.param("Sun Nov 22 15:00:00 2026", 3 * HOUR, id="a date of asctime"),
        pytest.param("Sun, 22 Nov 2026 11:00:00 GMT", USUAL, id="a past date"),
        pytest.param("1.5", USUAL, id="a fraction"),
        pytest.param("-1", USUAL, id="less than nothing"),
        pytest.param("99999999999", DAY, id="a typo"),
        pytest.param("soon", USUAL, id="no time at all"),
        pytest.param("", USUAL, id="empty"),
        pytest.param(None, USUAL, id="nothing"),
    ],
)
async def test_a_site_that_asks_for_patience_is_given_it(
    newsroom: Newsroom,
    db: Database,
    site: Site,
    clock: Clock,
    status: int,
    said: str | None,
    expected: timedelta,
) -> None:
    await keep(db, source(url=site.feed))
    headers = {} if said is None else {"Retry_After": said}
    site.always(status=status, Date=DATE, **headers)
    await newsroom.poll_once()
    await newsroom.finish()
    [after] = (await found(db)).values()
    assert after.reading.trouble
    key = "source.busy" if status == 429 else "source.site_fails"
    assert after.reading.trouble.key == key
    assert say(key, "en", **after.reading.trouble.values)
    assert after.next_check_at
    wait = after.next_check_at - clock.now
    assert expected * 0.9 <= wait <= expected * 1.1


async def test_a_busy_host_is_left_alone_with_all_its_sources_even_after_a_restart(
    db: Database, worker: Worker, clock: Clock, hosts: Web, session: Session
) -> None:
    hosts.answers["/a0"] = always(status=429, Retry_After="7200")
    of_host = {f"a{n}": hosts.url(host(0), f"/a{n}") for n in range(4)}
    other = {"b": hosts.url(host(1), "/b")}
    await keep(db, *(source(name, url=url) for name, url in (of_host | other).items()))
    gap = {"POLL_HOST_GAP_SECONDS": "0.3"}
    async with opened(db, worker, clock, session, **gap) as newsroom:
        await read_all(newsroom)
    # The second one was about to be asked, and was not.
    assert sorted(hosts.asked) == [f"{host(0)}/a0", f"{host(1)}/b"]
    after = await found(db)
    rests_until = after["a0"].next_check_at
    assert rests_until == clock.now + 2 * HOUR
    assert {after[name].next_check_at for name in of_host} == {rests_until}
    assert [after[f"a{n}"].reading.failures for n in range(4)] == [1, 0, 0, 0]
    assert after["b"].next_check_at
    assert after["b"].next_check_at < rests_until
    hosts.asked.clear()
    clock.now = rests_until - MINUTE
    async with opened(db, worker, clock, session) as restarted:
        await read_all(restarted)
        assert hosts.asked == [f"{host(1)}/b"]
        clock.now = rests_until
        await read_all(restarted)
    assert {each for each in hosts.asked if each.startswith(host(0))} == {
        f"{host(0)}/a{n}" for n in range(4)
    }


async def test_who_was_being_read_when_its_host_became_busy_is_not_asked_before_it_has_rested(
    db: Database, worker: Worker, clock: Clock, hosts: Web, session: Session
) -> None:
    go_on = asyncio.Event()

    async def late(_request: web.Request) -> web.StreamResponse:
        await go_on.wait()
        return web.Response(text=FEED)

    async def busy(_request: web.Request) -> web.StreamResponse:
        while len(hosts.asked) < 2:
            await asyncio.sleep(0.001)
        return web.Response(status=429, headers={"Retry-After": "7200"})

    hosts.answers = {"/busy": busy, "/late": late}
    await keep(db, *(source(name, url=hosts.url(host(0), f"/{name}")) for name in ("busy", "late")))
    async with opened(db, worker, clock, session) as newsroom:
        await newsroom.poll_once()
        while not newsroom.room.hosts.rests_until(host(0)):
            await asyncio.sleep(0.001)
        go_on.set()
        await newsroom.finish()
    after = (await found(db))["late"]
    assert (after.reading.read_at, after.next_check_at) == (clock.now, clock.now + 2 * HOUR)


async def test_after_a_redirect_it_is_the_host_that_answered_that_is_left_alone(
    db: Database, worker: Worker, clock: Clock, hosts: Web, session: Session
) -> None:
    hosts.answers["/led"] = always(status=302, Location=hosts.url(host(1), "/busy"))
    hosts.answers["/busy"] = always(status=429, Retry_After="7200")
    await keep(
        db,
        source("a-led", url=hosts.url(host(0), "/led")),
        source("b-there", url=hosts.url(host(1), "/there")),
    )
    async with opened(db, worker, clock, session) as newsroom:
        await newsroom.poll_once()
        await newsroom.finish()
        assert newsroom.room.hosts.rests_until(host(1)) == clock.now + 2 * HOUR
        assert newsroom.room.hosts.rests_until(host(0)) is None
    assert (await found(db))["b-there"].next_check_at == clock.now + 2 * HOUR


async def test_who_is_led_to_a_resting_host_waits_as_long(
    db: Database, worker: Worker, clock: Clock, hosts: Web, session: Session
) -> None:
    hosts.answers["/led"] = always(status=302, Location=hosts.url(host(1), "/busy"))
    await keep(db, source("led", url=hosts.url(host(0), "/led")))
    async with opened(db, worker, clock, session) as newsroom:
        newsroom.room.hosts.rest(host(1), clock.now + 2 * HOUR)
        await read_all(newsroom)
    after = (await found(db))["led"]
    assert after.next_check_at == clock.now + 2 * HOUR
    assert (after.reading.failures, hosts.asked) == (0, [f"{host(0)}/led"])


async def test_a_busy_host_rests_no_longer_for_one_source_that_has_failed_for_days(
    db: Database, worker: Worker, clock: Clock, hosts: Web, session: Session
) -> None:
    hosts.answers["/busy"] = always(status=429, Retry_After="120")
    broken = Reading(read_at=clock.now, failures=9, failing_since=clock.now)
    await keep(db, *(source(name, url=hosts.url(host(0), f"/{name}")) for name in ("busy", "well")))
    async with db.transaction() as tx:
        await sources.record(tx, [sources.Record("busy", broken, clock.now)])
    async with opened(db, worker, clock, session) as newsroom:
        await newsroom.poll_once()
        await newsroom.finish()
        assert newsroom.room.hosts.rests_until(host(0)) == clock.now + 2 * MINUTE
    after = (await found(db))["busy"].next_check_at
    assert after
    assert after > clock.now + 20 * HOUR


# Inside


@pytest.mark.parametrize(
    ("to", "key"),
    [
        ("http://127.0.0.1/feed", "source.forbidden_address"),
        ("http://[::ffff:10.0.0.1]/feed", "source.forbidden_address"),
        ("http://printer.example/feed", "source.inside"),
        ("http://orbit.example:25/feed", "source.forbidden_port"),
    ],
)
async def test_a_way_into_a_network_is_refused_and_nothing_is_said_of_it(
    db: Database, worker: Worker, clock: Clock, site: Site, to: str, key: str
) -> None:
    site.always(status=301, Location=to)
    port = int(site.root.rpartition(":")[2])
    names = Names(("orbit.example", [PUBLIC]), ("printer.example", ["192.168.0.9"]))
    detour = Detour(port)
    outside = chosen(FETCH_PRIVATE_NETWORKS="false")
    await keep(db, source(url="http://orbit.example/feed"))
    async with (
        open_session(outside, resolver=names, opener=detour) as session,
        opened(db, worker, clock, session) as newsroom,
    ):
        await read_all(newsroom)
    assert (len(site.requests), detour.opened) == (1, [PUBLIC])
    after = (await found(db))["orbit"].reading
    assert after.trouble
    assert after.trouble.key == key
    said = say(key, "en", **after.trouble.values)
    assert not any(inside in said for inside in ("127.0", "10.0", "192.168", "printer"))
    assert after.move is None


# Our own network


async def dead(count: int) -> list[Source]:
    """Sources at hosts where nobody listens."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    return [source(f"dead-{n}", url=f"http://{host(n)}:{port}/feed") for n in range(count)]


async def test_when_our_own_network_is_out_nobody_is_blamed_and_earlier_blame_is_taken_back(
    newsroom: Newsroom, db: Database, clock: Clock
) -> None:
    first, *rest = await dead(6)
    await keep(db, first)
    await read_all(newsroom)
    assert (await found(db))[first.id].reading.failures == 1
    clock.move(seconds=90)
    async with db.transaction() as tx:
        for each in rest:
            await roster.save(tx, each, clock.now)
    await read_all(newsroom)
    after = await found(db)
    assert {each.reading.failures for each in after.values()} == {0}
    assert {each.reading.trouble for each in after.values()} == {None}
    # All are asked again soon, but not at once.
    waits = {each.next_check_at - clock.now for each in after.values() if each.next_check_at}
    assert waits == {timedelta(seconds=10)}


async def test_one_dead_host_among_many_that_answer_is_blamed(
    db: Database, worker: Worker, clock: Clock, hosts: Web, session: Session
) -> None:
    [gone] = await dead(1)
    good = [source(f"good-{n}", url=hosts.url(host(n), f"/good-{n}")) for n in range(1, 10)]
    await keep(db, *good, gone)
    async with opened(db, worker, clock, session) as newsroom:
        await read_all(newsroom)
    after = await found(db)
    assert [name for name, each in after.items() if each.reading.failures] == [gone.id]
