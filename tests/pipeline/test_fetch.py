"""Reading over real HTTP: what is asked, what is taken, what is refused."""

import asyncio
import gzip
import hashlib
import zlib
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from news.errors import FetchFailed
from news.models import Fetched, NotModified, Reading, Source, Validators
from pipeline import fetch
from pipeline.fetch import BODY_LIMIT, REDIRECTS, Session, open_session
from tests.builders import chosen, source
from tests.pipeline.site import Site

BODY = b"<rss/>"
HASH = hashlib.sha256(BODY).hexdigest()


def at(url: str, etag: str | None = None, modified: str | None = None, **read: Any) -> Source:
    return source(url=url, reading=Reading(Validators(etag, modified), **read))


async def fetched(session: Session, read: Source) -> Fetched:
    document = await fetch.fetch(session, read)
    assert isinstance(document, Fetched)
    return document


async def failure(session: Session, read: Source) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        await fetch.fetch(session, read)
    assert str(caught.value)
    return caught.value


async def test_a_document_comes_as_it_was_sent(session: Session, site: Site) -> None:
    site.always(BODY, ETag='"1"', Last_Modified="Sun, 01 Nov 2026", Content_Type="text/xml")
    assert await fetched(session, at(site.feed)) == Fetched(
        url=site.feed,
        body=BODY,
        content_type="text/xml",
        validators=Validators('"1"', "Sun, 01 Nov 2026"),
        body_hash=HASH,
    )


async def test_a_site_that_names_no_validators_is_asked_without_any(
    session: Session, site: Site
) -> None:
    site.always(BODY)
    assert (await fetched(session, at(site.feed))).validators == Validators()
    [headers] = site.headers
    assert not {"If-None-Match", "If-Modified-Since"} & headers.keys()


@pytest.mark.parametrize(
    "etag",
    ['W/"a b"', '"x"', "unquoted", "W/unquoted", '""', '"a, b"', 'w/"lower"', '"é"'],
)
async def test_an_etag_goes_back_to_the_byte(session: Session, site: Site, etag: str) -> None:
    site.always(BODY, ETag=etag)
    first = await fetched(session, at(site.feed))
    await fetch.fetch(session, source(url=site.feed, reading=Reading(first.validators)))
    raw = dict(site.requests[1].raw_headers)
    assert raw[b"If-None-Match"] == etag.encode()
    assert b"If-Modified-Since" not in raw


@pytest.mark.parametrize(
    "date",
    [
        "Sun, 01 Nov 2026 10:00:00 GMT",
        "Sun, 1 Nov 2026 10:00:00 +0200",
        "2026-11-01T10:00:00Z",
        "yesterday",
        "0",
    ],
)
async def test_a_date_goes_back_to_the_byte(session: Session, site: Site, date: str) -> None:
    site.always(BODY, Last_Modified=date)
    first = await fetched(session, at(site.feed))
    await fetch.fetch(session, source(url=site.feed, reading=Reading(first.validators)))
    assert site.headers[1]["If-Modified-Since"] == date


async def test_both_validators_go_back(session: Session, site: Site) -> None:
    site.always(status=304)
    await fetch.fetch(session, at(site.feed, '"1"', "yesterday"))
    [headers] = site.headers
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"1"', "yesterday")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param({}, Validators('"1"', "yesterday"), id="none"),
        pytest.param({"ETag": '"2"'}, Validators('"2"', "yesterday"), id="etag"),
        pytest.param({"Last_Modified": "today"}, Validators('"1"', "today"), id="date"),
    ],
)
async def test_not_modified_may_bring_new_validators(
    session: Session, site: Site, sent: dict[str, Any], kept: Validators
) -> None:
    site.always(status=304, **sent)
    answer = await fetch.fetch(session, at(site.feed, '"1"', "yesterday"))
    assert answer == NotModified(kept)


async def test_not_modified_without_a_condition_is_no_answer(session: Session, site: Site) -> None:
    site.always(status=304)
    assert (await failure(session, at(site.feed))).key == "source.status"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param({"ETag": '"2"'}, Validators('"2"'), id="another etag"),
        pytest.param({}, Validators(), id="none any more"),
    ],
)
async def test_the_same_body_is_nothing_new_but_its_validators_are(
    session: Session, site: Site, sent: dict[str, Any], kept: Validators
) -> None:
    site.always(BODY, **sent)
    answer = await fetch.fetch(session, at(site.feed, '"1"', body_hash=HASH))
    assert answer == NotModified(kept)


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 410, 429, 500, 503])
async def test_any_other_status_is_a_failure_that_says_which(
    session: Session, site: Site, status: int
) -> None:
    site.always(BODY, status=status)
    trouble = await failure(session, at(site.feed))
    assert (trouble.key, trouble.values) == ("source.status", {"status": str(status)})


async def test_a_body_at_the_limit_is_taken_and_one_byte_more_is_not(
    session: Session, site: Site
) -> None:
    site.always(b"x" * BODY_LIMIT)
    assert len((await fetched(session, at(site.feed))).body) == BODY_LIMIT
    site.always(b"x" * (BODY_LIMIT + 1))
    assert (await failure(session, at(site.feed))).key == "source.too_big"


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress)],
)
async def test_the_limit_counts_what_is_decoded(
    session: Session, site: Site, coding: str, pack: Callable[[bytes], bytes]
) -> None:
    bomb = pack(bytes(BODY_LIMIT * 10))
    assert len(bomb) < BODY_LIMIT // 50
    site.always(bomb, Content_Encoding=coding)
    assert (await failure(session, at(site.feed))).key == "source.too_big"


async def test_the_connection_serves_on_after_a_body_that_was_too_big(
    session: Session, site: Site
) -> None:
    site.always(b"x" * (BODY_LIMIT + 1))
    for _ in range(3):
        await failure(session, at(site.feed))
    site.always(BODY)
    assert (await fetched(session, at(site.feed))).body == BODY


async def test_a_packed_body_is_decoded(session: Session, site: Site) -> None:
    site.always(gzip.compress(BODY), Content_Encoding="gzip")
    document = await fetched(session, at(site.feed))
    assert (document.body, document.body_hash) == (BODY, HASH)


@pytest.mark.parametrize(
    "body", [pytest.param(BODY, id="not packed at all"), pytest.param(b"\x1f\x8b\0\0", id="torn")]
)
async def test_a_body_that_is_not_packed_as_it_says_is_a_failure(
    session: Session, site: Site, body: bytes
) -> None:
    site.always(body, Content_Encoding="gzip")
    assert (await failure(session, at(site.feed))).key == "source.broken_answer"


async def test_cookies_are_not_sent_back(session: Session, site: Site) -> None:
    site.always(BODY, Set_Cookie="tracked=yes; Path=/")
    for _ in range(2):
        await fetched(session, at(site.feed))
    assert all("Cookie" not in headers for headers in site.headers)


async def test_only_what_is_needed_is_sent(session: Session, site: Site) -> None:
    site.always(BODY)
    await fetched(session, at(site.feed))
    assert set(site.headers[0]) == {"Host", "Accept", "Accept-Encoding", "User-Agent"}


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        ("https://bot.example/about", "Downlink/0.1 (+https://bot.example/about)"),
        ("", "Downlink/0.1"),
    ],
)
async def test_who_asks_is_named_with_a_contact(site: Site, contact: str, agent: str) -> None:
    site.always(BODY)
    async with open_session(chosen(FETCH_CONTACT=contact)) as named:
        await fetched(named, at(site.feed))
    assert site.headers[0]["User-Agent"] == agent


def moved(site: Site, *targets: str) -> None:
    """Each path /0, /1 … leads to the next of the targets; any other path is the document."""

    async def answer(request: web.Request) -> web.StreamResponse:
        number = request.path.strip("/")
        if number.isdigit():
            return web.Response(status=302, headers={"Location": targets[int(number)]})
        return web.Response(body=BODY)

    site.answer = answer


async def test_a_redirect_is_followed_and_the_end_is_told(session: Session, site: Site) -> None:
    moved(site, "/1", "/end?a=b")
    document = await fetched(session, at(f"{site.root}/0"))
    assert (document.url, document.body) == (f"{site.root}/end?a=b", BODY)


async def test_redirects_end(session: Session, site: Site) -> None:
    moved(site, "/0")
    assert (await failure(session, at(f"{site.root}/0"))).key == "source.broken_answer"
    assert len(site.requests) <= REDIRECTS + 1


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://x.example/", "data:,x", "http:"])
async def test_a_redirect_out_of_the_web_is_a_failure(
    session: Session, site: Site, target: str
) -> None:
    moved(site, target)
    await failure(session, at(f"{site.root}/0"))


@pytest.mark.parametrize(
    "path",
    [
        "/feed?a=%2F",
        "/%7Eorbit/feed",
        "/~orbit/feed",
        "/a%20b+c/feed?x=a+b&y=%26&signature=Ab%2B%2f%3D",
        "/feed?q=a%C3%A9",
        "/feed?a=[1]",
        "//feed",
        "/a/%2e%2e/feed",
    ],
)
async def test_an_address_goes_out_to_the_byte(session: Session, site: Site, path: str) -> None:
    site.always(BODY)
    await fetched(session, at(site.root + path))
    assert site.requests[0].raw_path == path


async def test_an_address_that_cannot_go_as_it_is_is_quoted(session: Session, site: Site) -> None:
    site.always(BODY)
    await fetched(session, at(f"{site.root}/mars é/feed"))
    assert site.requests[0].raw_path == "/mars%20%C3%A9/feed"


@pytest.mark.parametrize("url", ["", "feed", "http://", "http://[::1", "http://x y/"])
async def test_what_is_no_address_is_a_failure(session: Session, url: str) -> None:
    await failure(session, at(url))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]"])
async def test_an_address_inside_is_refused_before_any_connection(site: Site, host: str) -> None:
    site.always(BODY)
    async with open_session(chosen(FETCH_PRIVATE_NETWORKS="false")) as guarded:
        trouble = await failure(guarded, at(site.feed.replace("127.0.0.1", host)))
    assert trouble.key == "source.forbidden_address"
    assert site.requests == []


async def test_an_address_inside_is_not_told_to_who_asks(site: Site) -> None:
    async with open_session(chosen(FETCH_PRIVATE_NETWORKS="false")) as guarded:
        trouble = await failure(guarded, at(site.feed))
    assert "127.0.0.1" not in str(trouble)


async def test_a_name_that_nobody_has_is_a_failure(session: Session) -> None:
    trouble = await failure(session, at("http://nobody.invalid/feed"))
    assert trouble.key == "source.no_such_host"


async def test_nobody_at_home_is_a_failure(session: Session, site: Site) -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    trouble = await failure(session, at(f"http://127.0.0.1:{port}/feed"))
    assert trouble.key == "source.no_connection"


async def test_an_answer_that_is_no_http_is_a_failure(session: Session) -> None:
    async def babble(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ready\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(babble, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        trouble = await failure(session, at(f"http://127.0.0.1:{port}/feed"))
    assert trouble.key == "source.broken_answer"


async def test_a_body_that_comes_drop_by_drop_is_ended_by_the_total_time(site: Site) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x")
            await asyncio.sleep(0.01)

    site.answer = drip
    short = aiohttp.ClientTimeout(total=0.2, sock_read=fetch.TIMEOUT.sock_read)
    async with open_session(chosen(), short) as hurried:
        assert (await failure(hurried, at(site.feed))).key == "source.timeout"


def test_every_wait_for_a_stranger_ends() -> None:
    limits = fetch.TIMEOUT
    assert limits.total == 30
    assert limits.sock_connect
    assert limits.sock_read
