"""Lets anyone wait for the next change of anything, without polling."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Changes:
    """One event after another: whoever waits when something changes is woken."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def tell(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def next(self) -> None:
        """Returns when anything changes from now on."""
        await self._next.wait()

    async def until(self, condition: Callable[[], T]) -> T:
        """What the condition gives when it first is truthy."""
        while not (found := condition()):
            await self.next()
        return found
