"""The page in a real browser: one browser for all tests, for each of them nothing it remembers.

The browser belongs to one loop, so all that waits here shares the session's.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from sandbox.server import Sandbox
from tests import chromium
from tests.builders import Clock
from tests.feeds import Feeds
from tests.house import House, Start, furnish, serve_feeds, serve_sandbox
from tests.openapi import Description
from tests.page.complaints import heard, listen
from tests.page.robot import Robot

PATIENCE = 15_000
"""Milliseconds that are waited for what is to be seen: on a busy machine all takes its time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session")
async def served() -> AsyncIterator[Feeds]:
    async with serve_feeds() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, discord_api: Description | None
) -> AsyncIterator[Sandbox]:
    async with serve_sandbox(clock, monkeypatch, discord_api) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def house(start: Start) -> AsyncIterator[House]:
    async with furnish(start) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def robot(sandbox: Sandbox) -> AsyncIterator[Robot]:
    """In the place of the bot."""
    headers = {"Authorization": f"Bot {sandbox.world.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield Robot(sandbox, session)


class OpenContext(Protocol):
    """Opens a browser of its own, which remembers nothing; with a telephone's viewport, say."""

    async def __call__(self, **options: Any) -> BrowserContext: ...


class PageAs(Protocol):
    """Opens the page as that person, in that channel; options as for a context."""

    async def __call__(self, name: str, channel: str = "space-news", **options: Any) -> Page: ...


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.skip(chromium.NONE_FOUND)
    expect.set_options(timeout=PATIENCE)
    async with chromium.launched(path) as launched:
        yield launched


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What went wrong in a browser; a test that is about something wrong takes it out."""
    found: list[str] = []
    yield found
    assert not found, "\n".join(found)


@pytest_asyncio.fixture(loop_scope="session")
async def open_context(browser: Browser, complaints: list[str]) -> AsyncIterator[OpenContext]:
    async with AsyncExitStack() as stack:

        async def opened(**options: Any) -> BrowserContext:
            usual = {"locale": "en-US", "timezone_id": "UTC", "reduced_motion": "reduce"}
            context = await browser.new_context(**usual | options)
            stack.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE)
            listen(context, complaints)
            stack.push_async_callback(heard, context)
            return context

        yield opened


@pytest.fixture
def page_as(sandbox: Sandbox, open_context: OpenContext) -> PageAs:
    async def opened(name: str, channel: str = "space-news", **options: Any) -> Page:
        context = await open_context(**options)
        # As the page itself remembers it, in this tab alone and over reloads.
        await context.add_init_script(
            "if (location.protocol === 'http:' && !sessionStorage.getItem('sandbox'))"
            f"sessionStorage.setItem('sandbox', JSON.stringify({{as: '{name}'}}))"
        )
        page = await context.new_page()
        await page.goto(f"{sandbox.page}#{channel}")
        return page

    return opened
