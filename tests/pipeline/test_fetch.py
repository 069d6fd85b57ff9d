"""Reading over real HTTP: what is asked, what is taken, what is refused."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from news.models import Fetched, NotModified, Reading, Validators
from news.version import VERSION
from pipeline import fetch
from pipeline.session import Session, open_session
from tests.builders import chosen, source
from tests.pipeline.names import Names
from tests.pipeline.reading import BODY, at, failure, fetched
from tests.pipeline.site import Site, saying

HASH = hashlib.sha256(BODY).hexdigest()


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
    assert answer == NotModified(kept, size=len(BODY))


async def test_a_whole_reading_is_asked_without_a_condition(session: Session, site: Site) -> None:
    site.always(BODY, ETag='"2"')
    known = at(site.feed, '"1"', "yesterday", body_hash=HASH)
    answer = await fetch.fetch(session, known, whole=True)
    assert answer == NotModified(Validators('"2"'), size=len(BODY), whole=True)
    assert not {"If-None-Match", "If-Modified-Since"} & site.headers[0].keys()


async def test_a_document_knows_whether_it_was_asked_for_on_a_condition(
    session: Session, site: Site
) -> None:
    site.always(BODY)
    assert (await fetched(session, site.feed)).whole
    assert not (await fetched(session, at(site.feed, '"1"'))).whole


async def test_a_site_that_says_not_modified_to_a_whole_reading_has_said_nothing(
    session: Session, site: Site
) -> None:
    site.always(status=304)
    trouble = await failure(session, at(site.feed, '"1"'), whole=True)
    assert (trouble.key, trouble.values) == ("source.status", {"status": "304"})


async def test_the_same_etag_and_another_body_is_a_document(session: Session, site: Site) -> None:
    site.always(BODY, ETag='"1"')
    assert (await fetched(session, at(site.feed, '"1"', body_hash="another"))).body == BODY


async def test_a_validator_that_would_be_too_much_to_send_is_not_kept(
    session: Session, site: Site
) -> None:
    site.always(BODY, ETag='"1"'.ljust(20_000, "x"), Last_Modified="yesterday")
    assert (await fetched(session, site.feed)).validators == Validators(None, "yesterday")


@pytest.mark.parametrize("status", [200, 304])
async def test_how_long_it_stays_fresh_is_told(session: Session, site: Site, status: int) -> None:
    for headers, minutes in (
        ({"Cache_Control": "public, max-age=600", "Age": "60"}, 9),
        ({"Expires": "Sun, 22 Nov 2026 13:00:00 GMT", "Date": "Sun, 22 Nov 2026 12:00:00 GMT"}, 60),
        ({"Expires": "0"}, None),
        ({"Cache_Control": "no-cache, max-age=600"}, None),
        ({}, None),
    ):
        site.always(BODY if status == 200 else b"", status=status, **headers)
        answer = await fetch.fetch(session, at(site.feed, '"1"'))
        assert answer.fresh_for == (minutes and timedelta(minutes=minutes))


async def test_of_two_cache_controls_both_are_read(session: Session) -> None:
    head = b"HTTP/1.1 200 OK\r\nCache-Control: public\r\nCache-Control: max-age=60\r\n"
    async with saying(head + b"Content-Length: 6\r\n\r\n" + BODY) as url:
        assert (await fetched(session, url)).fresh_for == timedelta(minutes=1)


async def test_cookies_are_not_sent_back(site: Site) -> None:
    site.always(BODY, Set_Cookie="tracked=yes; Path=/")
    # By its name: no jar would keep a cookie of a bare address.
    named = site.feed.replace("127.0.0.1", "site.example")
    async with open_session(chosen(), resolver=Names(("site.example", ["127.0.0.1"]))) as session:
        for _ in range(2):
            await fetched(session, named)
    assert ["Cookie" in headers for headers in site.headers] == [False, False]


async def test_only_what_is_needed_is_sent(session: Session, site: Site) -> None:
    site.always(BODY)
    await fetched(session, at(site.feed))
    await fetched(session, at(site.feed, '"1"', "yesterday"))
    always = {"Host", "Accept", "Accept-Encoding", "User-Agent"}
    assert set(site.headers[0]) == always
    assert set(site.headers[1]) == always | {"If-None-Match", "If-Modified-Since"}
    assert site.headers[0]["Accept-Encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        ("https://bot.example/about", f"Downlink/{VERSION} (+https://bot.example/about)"),
        ("", f"Downlink/{VERSION}"),
    ],
)
async def test_who_asks_is_named_with_a_contact(site: Site, contact: str, agent: str) -> None:
    site.always(BODY)
    async with open_session(chosen(FETCH_CONTACT=contact)) as named:
        await fetched(named, at(site.feed))
    assert site.headers[0]["User-Agent"] == agent


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


async def test_what_stands_behind_the_hash_stays_with_us(session: Session, site: Site) -> None:
    site.always(BODY)
    assert (await fetched(session, f"{site.feed}?a=b#newest")).url == f"{site.feed}?a=b"
    assert site.requests[0].raw_path == "/feed?a=b"


async def test_an_address_that_cannot_go_as_it_is_is_quoted(session: Session, site: Site) -> None:
    site.always(BODY)
    await fetched(session, at(f"{site.root}/mars é/feed"))
    assert site.requests[0].raw_path == "/mars%20%C3%A9/feed"


@pytest.mark.parametrize("url", ["", "feed", "http://", "http://[::1", "http://x y/"])
async def test_what_is_no_address_is_a_failure(session: Session, url: str) -> None:
    assert (await failure(session, url)).key == "source.not_an_address"


async def test_a_turn_is_taken_for_the_host_while_it_is_asked(session: Session, site: Site) -> None:
    turns: list[str] = []

    @asynccontextmanager
    async def turn(host: str) -> AsyncIterator[None]:
        turns.append(f"{host}: {len(site.requests)} before")
        yield
        turns.append(f"{host}: {len(site.requests)} after")

    site.always(BODY)
    await fetched(session, site.feed, turn=turn)
    assert turns == ["127.0.0.1: 0 before", "127.0.0.1: 1 after"]


async def test_who_gets_no_turn_asks_nobody(session: Session, site: Site) -> None:
    class RestingError(Exception):
        pass

    def turn(host: str) -> AbstractAsyncContextManager[None]:
        raise RestingError(host)

    with pytest.raises(RestingError):
        await fetch.fetch(session, at(site.feed), turn=turn)
    assert site.requests == []


async def test_without_a_gap_a_host_may_have_any_number_of_requests_at_once(
    session: Session, site: Site
) -> None:
    all_there = asyncio.Event()

    async def answer(_request: web.Request) -> web.StreamResponse:
        if len(site.requests) == 5:
            all_there.set()
        await all_there.wait()
        return web.Response(body=BODY)

    site.answer = answer
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        for _ in range(5):
            group.create_task(fetched(session, site.feed))
