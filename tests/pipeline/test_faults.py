"""The worst that sites do: each is ended in time, named rightly, and leaves us well."""

import asyncio
import gzip
import ssl
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from news.errors import Busy, FetchFailed, Gone, Unreachable
from news.models import Validators
from pipeline.answers import BODY_LIMIT
from pipeline.fetch import at_once
from pipeline.session import TIMEOUT, Session, open_session
from tests.builders import NOON, chosen
from tests.pipeline.names import Names
from tests.pipeline.reading import BODY, at, failure, fetched
from tests.pipeline.site import Site, certificate, saying, serving

HURRIED = aiohttp.ClientTimeout(total=0.2, connect=10, sock_connect=10, sock_read=10)

OK = b"HTTP/1.1 200 OK\r\n"


def answer(head: bytes, body: bytes = BODY) -> bytes:
    return OK + head + b"\r\n\r\n" + body


def sized(body: bytes = BODY) -> bytes:
    return b"Content-Length: %d" % len(body)


# Nobody answers, or nobody that can be understood


async def test_a_name_that_nobody_has_is_out_of_reach() -> None:
    async with open_session(chosen(), resolver=Names()) as session:
        trouble = await failure(session, "http://nobody.example/feed")
    assert (type(trouble), trouble.key) == (Unreachable, "source.no_such_host")


async def test_nobody_at_home_is_out_of_reach(session: Session) -> None:
    async with saying(b"") as url:
        pass
    trouble = await failure(session, url)
    assert (type(trouble), trouble.key) == (Unreachable, "source.no_connection")


async def test_who_takes_the_call_and_says_nothing_is_out_of_reach(site: Site) -> None:
    site.never()
    async with open_session(chosen(), HURRIED) as hurried:
        trouble = await failure(hurried, site.feed)
    assert (type(trouble), trouble.key) == (Unreachable, "source.timeout")


@pytest.mark.parametrize("reset", [False, True])
async def test_who_hangs_up_before_a_word_is_out_of_reach(session: Session, reset: bool) -> None:
    async with saying(b"", reset=reset) as url:
        trouble = await failure(session, url)
    assert (type(trouble), trouble.key) == (Unreachable, "source.no_connection")


async def test_who_speaks_no_tls_is_out_of_reach(session: Session) -> None:
    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ready\r\n")
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        trouble = await failure(session, f"https://127.0.0.1:{port}/feed")
    assert (type(trouble), trouble.key) == (Unreachable, "source.tls")


async def test_a_certificate_that_nobody_vouches_for_is_no_connection(
    session: Session, tmp_path: Path
) -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate(tmp_path))
    async with serving(tls) as site:
        trouble = await failure(session, site.feed)
    assert (type(trouble), trouble.key) == (Unreachable, "source.tls")
    assert site.requests == []


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(b"220 mail.example ready\r\n", id="another protocol"),
        pytest.param(answer(sized() + b"\r\nContent-Length: 9"), id="two lengths"),
        pytest.param(answer(b"Content-Length: six"), id="a length in words"),
        pytest.param(answer(b"Content-Length: -6"), id="a length below nothing"),
        pytest.param(answer(sized() + b"\r\nX-Long: " + b"x" * 40_000), id="a long header"),
        pytest.param(answer(sized() + b"\r\nX-More: x" * 200), id="too many headers"),
        pytest.param(answer(sized() + b"\r\nno header at all"), id="no header"),
        pytest.param(answer(sized() + b"\r\nTransfer-Encoding: chunked"), id="two ways to end"),
        pytest.param(answer(b"Transfer-Encoding: chunked", b"six\r\n<rss/>"), id="torn chunks"),
        pytest.param(answer(b"Content-Length: 600"), id="shorter than it says"),
        pytest.param(answer(b"Transfer-Encoding: chunked", b"6\r\n<rss/>\r\n"), id="no last chunk"),
    ],
)
async def test_an_answer_that_cannot_be_read_is_broken_and_no_status(
    session: Session, said: bytes
) -> None:
    async with saying(said) as url:
        trouble = await failure(session, at(url, '"1"'))
    assert (type(trouble), trouble.key) == (FetchFailed, "source.broken_answer")


async def test_an_answer_that_breaks_off_is_broken(session: Session) -> None:
    async with saying(answer(b"Content-Length: 600"), reset=True) as url:
        assert (await failure(session, url)).key == "source.broken_answer"


async def test_long_headers_and_many_are_common(session: Session) -> None:
    many = b"".join(b"\r\nX-%d: x" % number for number in range(100))
    long = b"\r\nContent-Security-Policy: " + b"x" * 30_000
    async with saying(answer(sized() + long + many)) as url:
        assert (await fetched(session, url)).body == BODY


# Slow


async def test_a_body_that_comes_drop_by_drop_is_ended_by_the_total_time(site: Site) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x")
            await asyncio.sleep(0.01)

    site.answer = drip
    async with open_session(chosen(), HURRIED) as hurried:
        trouble = await failure(hurried, site.feed)
    assert (type(trouble), trouble.key) == (FetchFailed, "source.slow_answer")


async def test_a_body_that_stalls_is_ended(site: Site) -> None:
    async def stall(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"<rss>")
        await site.closed.wait()
        return response

    site.answer = stall
    short = aiohttp.ClientTimeout(total=10, sock_read=0.1)
    async with open_session(chosen(), short) as hurried:
        assert (await failure(hurried, site.feed)).key == "source.slow_answer"


async def test_the_time_is_for_the_whole_way(site: Site) -> None:
    async def slowly(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.08)
        hop = int(request.query.get("hop", "0")) + 1
        return web.Response(status=302, headers={"Location": f"/feed?hop={hop}"})

    site.answer = slowly
    async with open_session(chosen(), HURRIED) as hurried:
        assert (await failure(hurried, site.feed)).key == "source.timeout"
    assert len(site.requests) <= 3


async def test_waiting_for_a_turn_is_not_the_sites_slowness(site: Site) -> None:
    waited: list[float] = []

    class Later:
        async def __aenter__(self) -> None:
            await asyncio.sleep(0.25)
            waited.append(0.25)

        async def __aexit__(self, *_error: object) -> None: ...

    site.always(BODY)
    async with open_session(chosen(), HURRIED) as hurried:
        assert (await fetched(hurried, site.feed, turn=lambda _host: Later())).body == BODY
    assert waited


def test_every_wait_for_a_stranger_ends() -> None:
    assert (TIMEOUT.total, TIMEOUT.connect) == (30, 10)
    assert TIMEOUT.sock_connect
    assert TIMEOUT.sock_read
    assert at_once("orbit.example")


# Huge


async def test_a_body_at_the_limit_is_taken_and_one_byte_more_is_not(
    session: Session, site: Site
) -> None:
    site.always(b"x" * BODY_LIMIT)
    assert len((await fetched(session, site.feed)).body) == BODY_LIMIT
    site.always(b"x" * (BODY_LIMIT + 1))
    assert (await failure(session, site.feed)).key == "source.too_big"


async def test_a_length_that_is_too_much_is_believed(session: Session) -> None:
    async with saying(answer(b"Content-Length: 209715200")) as url:
        assert (await failure(session, url)).key == "source.too_big"


async def test_a_body_without_end_is_left_at_the_limit(session: Session, site: Site) -> None:
    sent = 0

    async def flood(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(200):
            await response.write(b"x" * 1024 * 1024)
            sent += 1
        return response

    site.answer = flood
    assert (await failure(session, site.feed)).key == "source.too_big"
    assert sent < 50


@pytest.mark.parametrize(
    ("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("", gzip.compress)]
)
async def test_the_limit_counts_what_is_unpacked(
    session: Session, site: Site, coding: str, pack: Callable[[bytes, int], bytes]
) -> None:
    for megabytes, key in ((4, "source.packed_too_tight"), (20, "source.too_big")):
        site.always(pack(bytes(megabytes * 1024 * 1024), 1), Content_Encoding=coding)
        assert (await failure(session, site.feed)).key == key


async def test_the_session_serves_on_after_bodies_that_were_too_big(
    session: Session, site: Site
) -> None:
    site.always(b"x" * (BODY_LIMIT + 1))
    for _ in range(3):
        await failure(session, site.feed)
    site.always(BODY)
    assert (await fetched(session, site.feed)).body == BODY


# Packed


def raw(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "sent"),
    [
        pytest.param("gzip", gzip.compress(BODY), id="gzip"),
        pytest.param("x-gzip", gzip.compress(BODY), id="x-gzip"),
        pytest.param("gzip, gzip", gzip.compress(gzip.compress(BODY)), id="twice"),
        pytest.param("gzip", gzip.compress(gzip.compress(BODY)), id="twice, told once"),
        pytest.param("", gzip.compress(BODY), id="not told"),
        pytest.param("deflate", zlib.compress(BODY), id="deflate"),
        pytest.param("deflate", raw(BODY), id="raw deflate"),
        pytest.param("gzip", gzip.compress(BODY) + b"<!-- cached -->", id="something after it"),
        pytest.param("gzip", BODY, id="not packed at all"),
    ],
)
async def test_a_packed_body_is_unpacked_in_one_request(
    session: Session, site: Site, coding: str, sent: bytes
) -> None:
    site.always(sent, Content_Encoding=coding)
    assert (await fetched(session, site.feed)).body == BODY
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    ("coding", "sent"),
    [
        pytest.param("gzip", gzip.compress(BODY * 100)[:-9], id="cut off"),
        pytest.param("gzip", b"\x1f\x8b\0\0", id="torn"),
        pytest.param("", gzip.compress(BODY)[:-1], id="cut off, not told"),
        pytest.param("deflate", zlib.compress(BODY)[:-1], id="deflate cut off"),
        pytest.param("br", b"\x8b\x02\x80<rss/>\x03", id="not asked for"),
        pytest.param("gzip", b"\x8b\x02\x80<rss/>\x03", id="something else"),
    ],
)
async def test_what_cannot_be_unpacked_is_asked_for_once_more_without(
    session: Session, site: Site, coding: str, sent: bytes
) -> None:
    async def well_without(request: web.Request) -> web.StreamResponse:
        if request.headers["Accept-Encoding"] == "identity":
            return web.Response(body=BODY, headers={"ETag": '"plain"'})
        return web.Response(body=sent, headers={"Content-Encoding": coding, "ETag": '"packed"'})

    site.answer = well_without
    document = await fetched(session, at(site.feed, '"1"'))
    assert (document.body, document.validators) == (BODY, Validators('"plain"'))
    assert [headers["If-None-Match"] for headers in site.headers] == ['"1"'] * 2

    site.requests.clear()
    site.always(sent, Content_Encoding=coding)
    assert (await failure(session, site.feed)).key == "source.broken_answer"
    assert len(site.requests) == 2


# What sites say


@pytest.mark.parametrize(
    ("status", "kind", "key"),
    [
        (204, FetchFailed, "source.status"),
        (205, FetchFailed, "source.status"),
        (206, FetchFailed, "source.status"),
        (226, FetchFailed, "source.status"),
        (400, FetchFailed, "source.status"),
        (401, FetchFailed, "source.locked"),
        (402, FetchFailed, "source.withheld"),
        (403, FetchFailed, "source.withheld"),
        (404, FetchFailed, "source.not_there"),
        (410, Gone, "source.gone"),
        (418, FetchFailed, "source.status"),
        (429, Busy, "source.busy"),
        (451, FetchFailed, "source.withheld"),
        (500, FetchFailed, "source.site_fails"),
        (503, FetchFailed, "source.site_fails"),
        (520, FetchFailed, "source.site_fails"),
    ],
)
async def test_any_status_but_ok_is_a_failure_of_its_kind(
    session: Session, site: Site, status: int, kind: type[FetchFailed], key: str
) -> None:
    site.always(BODY, status=status)
    trouble = await failure(session, at(site.feed, '"1"'))
    assert (type(trouble), trouble.key) == (kind, key)
    assert trouble.values["status"] == str(status)
    assert trouble.retry_after is None


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 503])
@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("Sun, 22 Nov 2026 12:02:00 GMT", 120),
        ("Sunday, 22-Nov-26 12:02:00 GMT", 120),
        ("Sun Nov 22 12:02:00 2026", 120),
        ("99999999999", 86400),
        ("Sun, 22 Nov 2026 11:02:00 GMT", None),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
    ],
)
async def test_whoever_asks_to_be_left_alone_is_heard(
    session: Session, site: Site, status: int, said: str, seconds: int | None
) -> None:
    site.always(status=status, Retry_After=said, Date="Sun, 22 Nov 2026 12:00:00 GMT")
    trouble = await failure(session, site.feed)
    assert trouble.retry_after == (seconds and timedelta(seconds=seconds))


async def test_a_date_without_the_sites_own_clock_is_seen_from_ours(session: Session) -> None:
    said = b"HTTP/1.1 503 Busy\r\nRetry-After: Sun, 22 Nov 2026 12:02:00 GMT\r\n\r\n"
    async with saying(said) as url:
        assert (await failure(session, url, now=NOON)).retry_after == timedelta(minutes=2)
    async with saying(said) as url:
        assert (await failure(session, url)).retry_after is None


PAGE = "<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x'></script>"


@pytest.mark.parametrize(
    ("status", "headers", "page"),
    [
        (403, {"cf_mitigated": "challenge"}, ""),
        (503, {"cf_mitigated": "challenge", "Content_Type": "text/html"}, PAGE),
        (429, {"cf_mitigated": "challenge"}, ""),
        (403, {"Server": "cloudflare"}, PAGE),
        (503, {"Server": "cloudflare"}, PAGE),
        pytest.param(
            403,
            {"Server": "cloudflare", "Content_Encoding": "gzip"},
            gzip.compress(PAGE.encode()),
            id="packed",  # else the minute of the packing would name the test
        ),
    ],
)
async def test_a_wall_against_robots_is_called_one(
    session: Session, site: Site, status: int, headers: dict[str, Any], page: str | bytes
) -> None:
    site.always(page, status=status, **headers)
    trouble = await failure(session, site.feed)
    assert (type(trouble), trouble.key) == (FetchFailed, "source.wall")


@pytest.mark.parametrize(
    ("status", "headers", "page"),
    [
        (403, {"Server": "cloudflare"}, "<title>Forbidden</title>"),
        (403, {"Server": "nginx"}, PAGE),
        (404, {"Server": "cloudflare"}, PAGE),
        (403, {"Server": "cloudflare", "Content_Encoding": "gzip"}, b"\x1f\x8b torn"),
    ],
)
async def test_not_every_no_is_a_wall(
    session: Session, site: Site, status: int, headers: dict[str, Any], page: str | bytes
) -> None:
    site.always(page, status=status, **headers)
    assert (await failure(session, site.feed)).key != "source.wall"


async def test_an_empty_document_is_a_document(session: Session, site: Site) -> None:
    site.always(b"")
    assert (await fetched(session, site.feed)).body == b""


async def test_hints_that_go_before_the_answer_are_passed_over(session: Session) -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    async with saying(early + answer(sized())) as url:
        assert (await fetched(session, url)).body == BODY


async def test_a_site_is_asked_twice_at_once_at_most(site: Site) -> None:
    free = asyncio.Event()
    held: list[str] = []

    async def hold(request: web.Request) -> web.StreamResponse:
        if request.path == "/feed":
            held.append(request.path)
            await free.wait()
        return web.Response(body=BODY)

    site.answer = hold
    elsewhere = site.root.replace("127.0.0.1", "elsewhere.example")
    names = Names(("elsewhere.example", ["127.0.0.1"]))
    spared = chosen(POLL_HOST_GAP_SECONDS="1")
    async with open_session(spared, resolver=names) as session:
        waiting = [asyncio.create_task(fetched(session, site.feed)) for _ in range(8)]
        # Whoever was to come has come before somebody who comes later is answered.
        for number in range(5):
            await fetched(session, f"{elsewhere}/{number}")
        assert len(held) == 2
        free.set()
        await asyncio.gather(*waiting)
