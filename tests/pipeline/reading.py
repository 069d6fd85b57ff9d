"""One source read once, for tests of how it is read."""

from typing import Any

import pytest

from news.errors import FetchFailed
from news.models import Fetched, Reading, Source, Validators
from pipeline.fetch import fetch
from pipeline.session import Session
from tests.builders import source

BODY = b"<rss/>"


def at(url: str, etag: str | None = None, modified: str | None = None, **read: Any) -> Source:
    return source(url=url, reading=Reading(Validators(etag, modified), **read))


async def fetched(session: Session, read: Source | str, **how: Any) -> Fetched:
    document = await fetch(session, at(read) if isinstance(read, str) else read, **how)
    assert isinstance(document, Fetched)
    return document


async def failure(session: Session, read: Source | str, **how: Any) -> FetchFailed:
    """The trouble, which says something to people."""
    with pytest.raises(FetchFailed) as caught:
        await fetch(session, at(read) if isinstance(read, str) else read, **how)
    assert str(caught.value)
    return caught.value
