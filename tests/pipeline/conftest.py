"""A site to read, a Discord to tell, and a newsroom between them whose clock the test moves."""

from collections.abc import AsyncIterator

import pytest

from pipeline.newsroom import Newsroom
from pipeline.parsing import Worker
from pipeline.room import Room
from pipeline.session import Session, open_session
from storage.database import Database
from tests.builders import Clock, chosen
from tests.pipeline.living import Channel
from tests.pipeline.messenger import Discord
from tests.pipeline.site import Site, serving


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving() as opened:
        yield opened


@pytest.fixture
async def session() -> AsyncIterator[Session]:
    async with open_session(chosen()) as opened:
        yield opened


@pytest.fixture
def discord() -> Discord:
    return Discord()


@pytest.fixture
async def newsroom(
    db: Database, session: Session, worker: Worker, clock: Clock
) -> AsyncIterator[Newsroom]:
    settings = chosen(POLL_MINUTES="15", DELIVERY_RATE="50")
    opened = Newsroom(db, session, worker, settings, clock)
    yield opened
    await opened.close()


@pytest.fixture
def room(newsroom: Newsroom) -> Room:
    return newsroom.room


@pytest.fixture
async def channel(newsroom: Newsroom, db: Database, site: Site, clock: Clock) -> Channel:
    wanting = Channel(newsroom, db, site, clock)
    await wanting.begin("orbit")
    return wanting
