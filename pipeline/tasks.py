"""Work that goes on beside a loop: one task a key, none forgotten, none awaited by the loop."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

log = logging.getLogger(__name__)
Key = TypeVar("Key", bound=Hashable)


class Tasks(Generic[Key]):
    """The owner of its tasks: finishes or cancels them all.

    `ended` is called after each that came to its end by itself, without an error.
    """

    def __init__(self, ended: Callable[[], None] = lambda: None) -> None:
        self.running: dict[Key, asyncio.Task[None]] = {}
        self._ended = ended
        self._closed = False

    def start(self, key: Key, work: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        """Starts the work, unless the key is busy or all is over; whether it did."""
        if self._closed or key in self.running:
            return False
        task = asyncio.create_task(work(), name=f"{key}")
        self.running[key] = task
        task.add_done_callback(lambda done: self._end(key, done))
        return True

    async def finish(self, seconds: float | None = None) -> None:
        """Waits for all that runs now; what is not ready after `seconds` is cancelled."""
        running = list(self.running.values())
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)

    async def close(self, seconds: float) -> None:
        """The same for good: nothing is started any more."""
        self._closed = True
        await self.finish(seconds)

    def _end(self, key: Key, task: asyncio.Task[None]) -> None:
        del self.running[key]
        if task.cancelled():
            return
        if error := task.exception():
            log.error("%s failed", task.get_name(), exc_info=error)
            return
        self._ended()
