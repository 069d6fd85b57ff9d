"""The page's end of its socket, as a test plays it."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from sandbox.models import Json


class Tab:
    """Asks, and hears what it is told."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.hello: Json = {}
        self.places: Json = {}
        self._socket = socket
        self._asked = 0
        self._told: list[tuple[str, Json]] = []
        self._answers: dict[int, Json] = {}

    async def open(self) -> None:
        self.hello = self.places = await self.told("HELLO")

    async def ask(self, do: str, /, **what: Any) -> Json:
        """The answer: {"done": …} or {"refused": …}."""
        self._asked += 1
        await self._socket.send_json({"ask": self._asked, "do": do, **what})
        while self._asked not in self._answers:
            await self._receive()
        return self._answers.pop(self._asked)

    async def told(self, event: str, like: Callable[[Json], Any] = lambda _: True) -> Json:
        """The next event of this name of which this holds; what came before it is forgotten."""
        while True:
            while self._told:
                name, data = self._told.pop(0)
                if name == event and like(data):
                    return data
            await self._receive()

    async def never_told(self, event: str) -> bool:
        """Whether no such event came before the answer to a question asked now."""
        await self.ask("nothing")
        return event not in [name for name, _ in self._told]

    def channel(self, name: str) -> Json:
        found: Json = next(one for one in self.places["channels"] if one["name"] == name)
        return found

    def names(self) -> list[str]:
        return [one["name"] for one in self.places["channels"]]

    def offered(self, channel: str) -> set[str]:
        ids = self.channel(channel)["may"]["commands"]
        return {one["name"] for one in self.places["commands"] if one["id"] in ids}

    async def close(self) -> None:
        await self._socket.close()

    async def gone(self) -> int | None:
        """The close code, once the server has closed."""
        while (await self._socket.receive()).type is aiohttp.WSMsgType.TEXT:
            pass
        return self._socket.close_code

    async def send(self, text: str) -> None:
        await self._socket.send_str(text)

    async def _receive(self) -> None:
        frame = await self._socket.receive_json(timeout=10)
        if "answer" in frame:
            self._answers[frame.pop("answer")] = frame
            return
        if frame["tell"] == "PLACES":
            self.places = frame["data"]
        self._told.append((frame["tell"], frame["data"]))


Open = Callable[[str], Awaitable[Tab]]
