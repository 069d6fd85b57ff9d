"""The way to a document: followed hop by hop, with an end, and told where it is one for good."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from yarl import URL

from news.errors import Busy
from news.models import NotModified, Validators
from pipeline.fetch import REDIRECTS, fetch
from pipeline.session import Session, open_session
from tests.builders import NOON, chosen
from tests.pipeline.names import Names
from tests.pipeline.reading import BODY, at, failure, fetched
from tests.pipeline.site import Site, certificate, serving

Hop = tuple[int, str]
"""Status and Location."""


def moved(site: Site, *hops: Hop, **headers: str) -> str:
    """Each path /0, /1 … is the next hop, with these headers; any other path is the document."""

    async def answer(request: web.Request) -> web.StreamResponse:
        number = request.path.strip("/")
        if not number.isdigit():
            return web.Response(body=BODY)
        status, to = hops[int(number)]
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, headers={"Location": to} | more)

    site.answer = answer
    return f"{site.root}/0"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_followed_and_the_end_is_told(
    session: Session, site: Site, status: int
) -> None:
    document = await fetched(session, moved(site, (status, "/end?a=%2F")))
    assert (document.url, document.body) == (f"{site.root}/end?a=%2F", BODY)


@pytest.mark.parametrize(
    ("statuses", "for_good"),
    [
        ([301], True),
        ([308], True),
        ([301, 308], True),
        ([308, 301, 301], True),
        ([302], False),
        ([303], False),
        ([307], False),
        ([301, 302], False),
        ([302, 301], False),
        ([308, 307, 308], False),
    ],
)
async def test_only_a_way_that_is_for_good_all_along_is_a_move(
    session: Session, site: Site, statuses: list[int], for_good: bool
) -> None:
    hops = [(status, f"/{at}") for at, status in enumerate(statuses[:-1], 1)]
    document = await fetched(session, moved(site, *hops, (statuses[-1], "/end")))
    assert document.moved_to == (f"{site.root}/end" if for_good else None)


async def test_who_leaves_https_is_followed_but_not_for_good(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = certificate(tmp_path)
    trusting = ssl.create_default_context(cafile=path)
    monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", trusting)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(path)
    async with serving(tls) as secure, open_session(chosen()) as session:
        upwards = moved(site, (301, f"{secure.root}/end"))
        moved(secure, (301, f"{site.root}/end"))
        down = await fetched(session, f"{secure.root}/0")
        up = await fetched(session, upwards)
    assert (down.url, down.moved_to) == (f"{site.root}/end", None)
    assert up.moved_to == up.url == f"{secure.root}/end"


async def test_a_document_that_stands_where_it_is_asked_has_not_moved(
    session: Session, site: Site
) -> None:
    site.always(BODY)
    assert (await fetched(session, site.feed)).moved_to is None


async def test_who_has_moved_and_says_nothing_new_has_moved_all_the_same(
    session: Session, site: Site
) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path == "/feed":
            return web.Response(status=301, headers={"Location": "/new"})
        return web.Response(status=304)

    site.answer = answer
    answer_ = await fetch(session, at(site.feed, '"1"'))
    assert answer_ == NotModified(Validators('"1"'), moved_to=f"{site.root}/new")
    assert [headers["If-None-Match"] for headers in site.headers] == ['"1"', '"1"']


@pytest.mark.parametrize(
    ("to", "end"),
    [
        ("/end", "/end"),
        ("end", "/a/end"),
        ("../end", "/end"),
        ("?page=2", "/a/feed?page=2"),
        ("//{host}/end", "/end"),
        ("/end#newest", "/end"),
        ("/an end", "/an%20end"),
        ("/mars-é", "/mars-%C3%A9"),
        (" /end ", "/end"),
    ],
)
async def test_a_redirect_may_be_relative(session: Session, site: Site, to: str, end: str) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        if request.raw_path == "/a/feed":
            return web.Response(
                status=301, headers={"Location": to.format(host=request.headers["Host"])}
            )
        return web.Response(body=BODY)

    site.answer = answer
    document = await fetched(session, f"{site.root}/a/feed")
    assert document.url == document.moved_to == site.root + end


@pytest.mark.parametrize(
    "hops",
    [
        pytest.param([(302, "/0")], id="to itself"),
        pytest.param([(302, "/1"), (302, "/0")], id="to and fro"),
        pytest.param([(301, "")], id="nowhere"),
        pytest.param([(301, "#top")], id="within the page"),
        pytest.param([(301, "http://")], id="nowhere on the web"),
    ],
)
async def test_who_goes_in_circles_is_left_at_once(
    session: Session, site: Site, hops: list[Hop]
) -> None:
    assert (await failure(session, moved(site, *hops))).key == "source.redirects"
    assert len(site.requests) == len(hops)


async def test_a_way_has_an_end(session: Session, site: Site) -> None:
    longest = [(302, f"/{hop}") for hop in range(1, REDIRECTS)]
    assert (await fetched(session, moved(site, *longest, (302, "/end")))).body == BODY
    longer = [(302, f"/{hop}") for hop in range(1, REDIRECTS + 1)]
    site.requests.clear()
    trouble = await failure(session, moved(site, *longer, (302, "/end")))
    assert trouble.key == "source.redirects"
    assert len(site.requests) == REDIRECTS + 1


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/hostname",
        "ftp://x.example/",
        "data:,x",
        "http://[",
        "javascript:x",
    ],
)
async def test_a_redirect_out_of_the_web_is_not_followed(
    session: Session, site: Site, to: str
) -> None:
    assert (await failure(session, moved(site, (301, to)))).key == "source.not_an_address"


async def test_a_redirect_takes_no_name_and_no_password_along(session: Session, site: Site) -> None:
    to = site.root.replace("://", "://ada:secret@")
    assert (await failure(session, moved(site, (301, to)))).key == "source.credentials"


async def test_a_redirect_that_does_not_say_where_is_a_failure(
    session: Session, site: Site
) -> None:
    site.always(status=302)
    assert (await failure(session, site.feed)).key == "source.status"


@pytest.mark.parametrize("status", [300, 304, 305, 306])
async def test_not_every_status_of_the_kind_leads_on(
    session: Session, site: Site, status: int
) -> None:
    site.always(status=status, Location="/end")
    assert (await failure(session, site.feed)).values["status"] == str(status)
    assert len(site.requests) == 1


async def test_nothing_of_one_host_is_told_to_another_but_the_condition(site: Site) -> None:
    port = URL(site.root).port
    names = Names(("a.example", ["127.0.0.1"]), ("b.example", ["127.0.0.1"]))
    url = moved(site, (302, f"http://b.example:{port}/end"), Set_Cookie="tracked=yes")
    async with open_session(chosen(), resolver=names) as session:
        await fetched(session, at(url.replace("127.0.0.1", "a.example"), '"1"'))
    first, second = site.headers
    assert second.pop("Host") == f"b.example:{port}"
    assert set(second) == {"Accept", "Accept-Encoding", "User-Agent", "If-None-Match"}
    first.pop("Host")
    assert first == second


async def test_every_hop_takes_a_turn_at_its_own_host(site: Site) -> None:
    turns: list[str] = []

    @asynccontextmanager
    async def turn(host: str) -> AsyncIterator[None]:
        turns.append(host)
        yield
        turns.append(f"/{host}")

    port = URL(site.root).port
    names = Names(("b.example", ["127.0.0.1"]))
    async with open_session(chosen(), resolver=names) as session:
        await fetched(session, moved(site, (302, f"http://B.example:{port}/end")), turn=turn)
    assert turns == ["127.0.0.1", "/127.0.0.1", "b.example", "/b.example"]


async def test_a_redirect_may_ask_to_be_left_alone(session: Session, site: Site) -> None:
    url = moved(site, (301, "/end"), Retry_After="120")
    assert (await fetched(session, url)).fresh_for == timedelta(minutes=2)
    url = moved(site, (301, "/0"), Retry_After="120")
    assert (await failure(session, url)).retry_after == timedelta(minutes=2)


async def test_the_host_that_wants_its_rest_is_the_one_that_said_so(site: Site) -> None:
    port = URL(site.root).port
    names = Names(("b.example", ["127.0.0.1"]))

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path == "/end":
            return web.Response(status=429)
        return web.Response(status=302, headers={"Location": f"http://b.example:{port}/end"})

    site.answer = answer
    async with open_session(chosen(), resolver=names) as session:
        trouble = await failure(session, site.feed, now=NOON)
    assert isinstance(trouble, Busy)
    assert trouble.values["host"] == "b.example"
