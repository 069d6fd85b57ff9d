"""Bytes from strangers: hop by hop, each checked, all within one time."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin

from aiohttp import ClientError
from yarl import URL

from news.errors import FetchFailed
from news.models import Fetched, NotModified, Source, Validators
from news.unpacking import Torn
from pipeline import answers
from pipeline.answers import Asked
from pipeline.session import Session

REDIRECTS = 5

_PLAIN = {"Accept-Encoding": "identity"}

Turn = Callable[[str], AbstractAsyncContextManager[None]]
"""Waits until it is our turn at this host, and holds it while one request is made."""


def at_once(_host: str) -> AbstractAsyncContextManager[None]:
    """The turn of who need not wait."""
    return nullcontext()


async def fetch(
    session: Session,
    source: Source,
    *,
    whole: bool = False,
    now: datetime | None = None,
    turn: Turn = at_once,
) -> Fetched | NotModified:
    """The source's document as it is now, unless it is what we have already. Raises FetchFailed.

    whole: ask without a condition. now: for a Retry-After that is a date, where the site does not
    tell its own time. turn: entered for every request, with its host in lower case.
    """
    reading = source.reading
    asked = Asked(Validators() if whole else reading.validators, reading.body_hash, now)
    way = _Way(session.checked(source.address))
    try:
        answer = None
        while answer is None:
            async with turn((way.url.raw_host or "").lower()):
                answer = await _hop(session, way, asked)
    except FetchFailed as trouble:
        trouble.retry_after = trouble.retry_after or way.patience
        raise
    patience = max(filter(None, (answer.fresh_for, way.patience)), default=None)
    return replace(answer, fresh_for=patience, moved_to=way.moved_to) if way.hops else answer


@dataclass(slots=True)
class _Way:
    """How far we are on the way to a document.

    took: seconds, without the turns. lasting: every redirect was one for good, and none left
    https. patience: the longest that a redirect wanted us to wait. plain: ask for no packing.
    """

    url: URL
    hops: int = 0
    took: float = 0
    lasting: bool = True
    patience: timedelta | None = None
    plain: bool = False
    seen: set[URL] = field(default_factory=set)

    @property
    def moved_to(self) -> str | None:
        return str(self.url) if self.hops and self.lasting else None

    def follow(self, url: URL, status: int) -> None:
        """Raises FetchFailed where it goes round in circles: who keeps no cookies comes back."""
        self.seen.add(self.url)
        self.hops += 1
        if self.hops > REDIRECTS or url in self.seen:
            raise FetchFailed("source.redirects")
        downgraded = self.url.scheme == "https" and url.scheme == "http"
        self.lasting = self.lasting and status in answers.LASTING and not downgraded
        self.url = url


async def _hop(session: Session, way: _Way, asked: Asked) -> Fetched | NotModified | None:
    """One request; None where another is to follow.

    The condition goes along to wherever the source leads: who gave it stood at the end of this
    way. A new host that does not know it sends the document.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        headers = asked.conditions | _PLAIN if way.plain else asked.conditions
        async with await session.ask(way.url, headers, way.took) as response:
            to = answers.location(response)
            if to is None:
                return await answers.read(response, asked)
            wait = answers.retry_after(response, asked.now)
            way.patience = max(filter(None, (wait, way.patience)), default=None)
            way.follow(session.checked(_joined(way.url, to)), response.status)
    except Torn:
        if way.plain:
            raise
        way.plain = True
    except TimeoutError as error:
        raise FetchFailed("source.slow_answer") from error
    except (ClientError, OSError) as error:
        raise FetchFailed("source.broken_answer") from error
    finally:
        way.took += loop.time() - began
    return None


def _joined(url: URL, to: str) -> str:
    try:
        return urljoin(str(url), to)
    except ValueError as error:
        raise FetchFailed("source.not_an_address") from error
