"""No socket to what is inside a network: not directly, not by redirect, not by a name that lies."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from yarl import URL

from news.errors import for_members
from news.words import say
from pipeline.session import Session, open_session
from tests.builders import chosen
from tests.news.test_addresses import INSIDE
from tests.pipeline.names import PUBLIC, Detour, Names
from tests.pipeline.reading import BODY, failure, fetched
from tests.pipeline.site import Site

START = "http://start.example/feed"

LIES = [
    ["127.0.0.1"],
    ["10.0.0.1", "169.254.169.254"],
    ["::1"],
    ["::ffff:127.0.0.1"],
    ["64:ff9b::7f00:1", "fe80::1"],
]
"""What a name may lead to."""

REFUSED = {
    "source.forbidden_address",
    "source.forbidden_port",
    "source.not_an_address",
    "source.credentials",
    "source.long_address",
    "source.inside",
}


@asynccontextmanager
async def guarded(site: Site, names: Names) -> AsyncIterator[tuple[Session, Detour]]:
    """Reads as the bot does; start.example is the site."""
    names.known.append(("start.example", [PUBLIC]))
    detour = Detour(URL(site.root).port or 0)
    settings = chosen(FETCH_PRIVATE_NETWORKS="false")
    async with open_session(settings, resolver=names, opener=detour) as session:
        yield session, detour


def leading(site: Site, to: str) -> None:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": to})

    site.answer = answer


def dangerous(shared: Path) -> list[str]:
    text = (shared / "corpus" / "ssrf_urls.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return [row[0] for row in rows if row[1] != "PUBLIC"]


async def test_the_internet_can_be_read(site: Site) -> None:
    site.always(BODY)
    async with guarded(site, Names()) as (session, detour):
        assert (await fetched(session, START)).body == BODY
    assert detour.opened == [PUBLIC]


@pytest.mark.parametrize("lie", LIES)
async def test_the_shared_list_opens_no_socket(site: Site, shared: Path, lie: list[str]) -> None:
    site.always(BODY)
    urls = dangerous(shared)
    assert len(urls) > 50
    async with guarded(site, Names(others=lie)) as (session, detour):
        keys = {(await failure(session, url)).key for url in urls}
    assert keys <= REFUSED
    assert detour.opened == site.requests == []


@pytest.mark.parametrize("lie", LIES)
async def test_a_redirect_into_the_shared_list_opens_no_socket(
    site: Site, shared: Path, lie: list[str]
) -> None:
    async with guarded(site, Names(others=lie)) as (session, detour):
        for url in dangerous(shared):
            leading(site, url)
            # What is no address of its own is one beside the page that names it.
            trouble = await failure(session, START)
            assert trouble.key in REFUSED | {"source.redirects"}, url
    assert set(detour.opened) == {PUBLIC}


async def test_no_address_that_leads_inside_opens_a_socket(site: Site) -> None:
    site.always(BODY)
    async with guarded(site, Names(others=["127.0.0.1"])) as (session, detour):
        keys = {(await failure(session, url)).key for url in INSIDE}
    assert keys <= REFUSED
    assert detour.opened == site.requests == []


async def test_no_redirect_that_leads_inside_is_followed(site: Site) -> None:
    async with guarded(site, Names(others=["127.0.0.1"])) as (session, detour):
        for url in INSIDE:
            leading(site, url)
            assert (await failure(session, START)).key in REFUSED, url
    assert len(site.requests) == len(INSIDE)
    assert set(detour.opened) == {PUBLIC}


async def test_a_relative_redirect_cannot_leave_for_the_inside(site: Site) -> None:
    async with guarded(site, Names(others=["127.0.0.1"])) as (session, detour):
        for url in ("//127.0.0.1/", "//localhost/", "//inside.example/", "\\\\127.0.0.1\\x"):
            leading(site, url)
            assert (await failure(session, START)).key in REFUSED, url
    assert set(detour.opened) == {PUBLIC}


async def test_a_name_that_turns_inside_after_the_first_look_up_is_refused(site: Site) -> None:
    site.always(BODY, Connection="close")
    names = Names(("turn.example", [PUBLIC]), ("turn.example", ["127.0.0.1"]))
    async with guarded(site, names) as (session, detour):
        await fetched(session, "http://turn.example/feed")
        trouble = await failure(session, "http://turn.example/feed")
    assert trouble.key == "source.inside"
    assert detour.opened == [PUBLIC]
    assert names.asked == ["turn.example"] * 2


async def test_a_name_that_turns_inside_on_the_way_is_refused(site: Site) -> None:
    async def answer(_request: web.Request) -> web.StreamResponse:
        location = {"Location": "http://turn.example/again", "Connection": "close"}
        return web.Response(status=302, headers=location)

    site.answer = answer
    names = Names(("turn.example", [PUBLIC]), ("turn.example", ["::1", "127.0.0.1"]))
    async with guarded(site, names) as (session, detour):
        trouble = await failure(session, "http://turn.example/feed")
    assert trouble.key == "source.inside"
    assert detour.opened == [PUBLIC]


async def test_of_several_addresses_only_the_public_ones_are_tried(site: Site) -> None:
    site.always(BODY)
    names = Names(("both.example", ["127.0.0.1", "::1", PUBLIC, "10.0.0.1"]))
    async with guarded(site, names) as (session, detour):
        assert (await fetched(session, "http://both.example/feed")).body == BODY
    assert detour.opened == [PUBLIC]


async def test_no_proxy_of_the_surroundings_is_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.always(BODY)
    async with guarded(site, Names()) as (session, _):
        assert (await fetched(session, START)).body == BODY


async def test_what_is_inside_is_told_to_nobody(site: Site) -> None:
    async with guarded(site, Names(("inside.example", ["127.0.0.1"]))) as (session, _):
        hidden = await failure(session, "http://inside.example/feed")
        missing = await failure(session, "http://missing.example/feed")
    assert (hidden.key, missing.key) == ("source.inside", "source.no_such_host")
    assert for_members(hidden.key) == for_members(missing.key) == "source.no_connection"
    assert "127.0.0.1" not in str(hidden)


@pytest.mark.parametrize("key", ["source.timeout", "source.tls", "source.no_connection"])
def test_members_learn_only_that_it_could_not_be_reached(key: str) -> None:
    assert for_members(key) == "source.no_connection"


@pytest.mark.parametrize("key", ["source.locked", "source.wall", "source.too_big"])
def test_members_learn_what_they_can_mend(key: str) -> None:
    assert for_members(key) == key


@pytest.mark.parametrize(
    "key", ["source.inside", "source.forbidden_address", "source.forbidden_port"]
)
def test_the_operator_learns_what_would_allow_it_and_members_do_not(key: str) -> None:
    assert "FETCH_PRIVATE_NETWORKS" in say(key)
    assert "FETCH_PRIVATE_NETWORKS" not in say(for_members(key))


async def test_an_operator_may_read_the_own_network(site: Site) -> None:
    site.always(BODY)
    names = Names(("nas", ["127.0.0.1"]))
    async with open_session(chosen(FETCH_PRIVATE_NETWORKS="true"), resolver=names) as session:
        assert (await fetched(session, site.feed.replace("127.0.0.1", "nas"))).body == BODY
