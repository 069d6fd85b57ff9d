"""Names are looked up apart from everything else, and one that hangs keeps nobody waiting."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from pipeline.resolve import THREADS, Resolver


@pytest.fixture
async def resolver() -> AsyncIterator[Resolver]:
    opened = Resolver()
    yield opened
    await opened.close()


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Every look-up of the system's waits for this."""
    over = threading.Event()

    def hang(*_asked: Any, **_how: Any) -> list[Any]:
        over.wait(30)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    yield over
    over.set()


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
    resolver: Resolver, hanging: threading.Event
) -> None:
    waiting = [
        asyncio.create_task(resolver.resolve(f"{number}.example")) for number in range(THREADS + 8)
    ]
    assert await asyncio.to_thread(lambda: "well") == "well"
    assert not any(task.done() for task in waiting)
    for task in waiting:
        task.cancel()
    assert await asyncio.gather(*waiting, return_exceptions=True)


async def test_closing_waits_for_nobody(hanging: threading.Event) -> None:
    opened = Resolver()
    waiting = asyncio.create_task(opened.resolve("orbit.example"))
    await asyncio.sleep(0)
    await opened.close()
    assert not hanging.is_set()
    waiting.cancel()
