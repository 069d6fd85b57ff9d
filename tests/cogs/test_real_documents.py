"""Real documents of space sources, served as sources: one more item is told once, and found."""

import re
from pathlib import Path

import pytest

from sandbox.server import Sandbox
from tests import feeds
from tests.house import House, Start

RSS = (
    "<item><title>{title}</title><link>https://probe.example/{number}</link>"
    "<guid isPermaLink='false'>probe-{number}</guid></item>"
)
ATOM = (
    "<entry><title>{title}</title><link href='https://probe.example/{number}'/>"
    "<id>urn:probe:{number}</id><updated>2026-11-22T11:00:00Z</updated></entry>"
)


def documents(shared: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(shared.glob("corpus/documents/space__*"))]


def with_one_more(document: bytes, number: int) -> bytes:
    """The document with an item of ours before its first one."""
    first = re.search(rb"<(item|entry)[\s>]", document)
    assert first is not None
    form = RSS if first[1] == b"item" else ATOM
    item = form.format(title=title(number), number=number).encode()
    return document[: first.start()] + item + document[first.start() :]


def title(number: int) -> str:
    """Numbered as probes are: each is an event of its own."""
    return f"Test probe Heron {number + 1} reaches its comet"


@pytest.fixture
async def reading(start: Start, served: feeds.Feeds, shared: Path, tmp_path: Path) -> Start:
    """A bot whose sources are the real documents."""
    known = []
    for number, document in enumerate(documents(shared)):
        address = served.publish(f"/real{number}", document)
        known.append((f"real{number}", address))
    (tmp_path / "catalogue.toml").write_text(feeds.catalogue(*known))
    return start


async def test_one_more_item_is_one_message_a_channel_and_is_found(
    reading: Start, shared: Path, sandbox: Sandbox
) -> None:
    real = documents(shared)
    assert len(real) >= 15
    async with reading() as house:
        await house.read()
        await house.read()  # 16 at once: the rest has its turn
        await house.admin("subscribe", topic="all")
        await house.admin("subscribe", topic="all", channel="launches")
        assert house.titles() == []
        for number, document in enumerate(real):
            house.feeds.publish(f"/real{number}", with_one_more(document, number))
        await house.read()
        await house.read()
        wanted = sorted(title(number) for number in range(len(real)))
        for channel in ("space-news", "launches"):
            assert sorted(house.titles(channel)) == wanted
        for number in range(len(real)):
            assert await finds(house, f"Heron {number + 1}", title(number))


async def finds(house: House, query: str, wanted: str) -> bool:
    answer = await house.member("news search", query=query)
    marked = " ".join(f"**{word}**" for word in query.split())
    return wanted.replace(query, marked) in answer.embeds[0]["description"]
