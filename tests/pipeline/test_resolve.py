"""Names are looked up apart from everything else, and one that hangs keeps nobody waiting."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from pipeline.resolve import THREADS, Resolver


@pytest.fixture
async def resolver() -> AsyncIterator[Resolver]:
    opened = Resolver()
    yield opened
    await opened.close()


@dataclass
class Hanging:
    """Look-ups of the system's that end when they are told to; `ended` is how many have."""

    over: threading.Event = field(default_factory=threading.Event)
    ended: int = 0

    def __call__(self, *_asked: Any, **_how: Any) -> list[Any]:
        self.over.wait(5)
        self.ended += 1
        return []


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hanging]:
    hang = Hanging()
    monkeypatch.setattr(socket, "getaddrinfo", hang)
    yield hang
    hang.over.set()


async def test_a_name_has_addresses(resolver: Resolver) -> None:
    found = await resolver.resolve("localhost", 80)
    assert {each["host"] for each in found} <= {"127.0.0.1", "::1"}
    assert {(each["hostname"], each["port"]) for each in found} == {("localhost", 80)}


@pytest.mark.parametrize("name", ["nobody.invalid", "a" * 64 + ".example", "orbit..example", ""])
async def test_a_name_that_leads_nowhere_is_an_error_of_the_network(
    resolver: Resolver, name: str
) -> None:
    with pytest.raises(OSError):  # noqa: PT011  # whichever the system says
        await resolver.resolve(name or ".", 80)


async def test_look_ups_that_hang_leave_other_threads_alone(
    resolver: Resolver, hanging: Hanging
) -> None:
    waiting = [
        asyncio.create_task(resolver.resolve(f"{number}.example")) for number in range(THREADS + 8)
    ]
    await asyncio.sleep(0)  # all are under way now
    assert await asyncio.to_thread(lambda: "well") == "well"
    assert hanging.ended == 0
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_closing_waits_for_nobody(hanging: Hanging) -> None:
    opened = Resolver()
    waiting = asyncio.create_task(opened.resolve("orbit.example"))
    await asyncio.sleep(0)
    await opened.close()
    assert hanging.ended == 0
    waiting.cancel()
