"""A bot without a library: the test sees what it is asked, and answers as it likes."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from sandbox.models import Json
from sandbox.server import Sandbox

T = TypeVar("T")


class ByHand:
    """`ask` lets a person act, and gives what the bot is told of it and the act, still waiting."""

    def __init__(self, sandbox: Sandbox, rest: Any) -> None:
        self._sandbox = sandbox
        self._rest = rest
        self._asked: list[Json] = []
        sandbox.world.listeners.append(self._hear)

    def _hear(self, event: str, data: Json) -> None:
        if event == "INTERACTION_CREATE":
            self._asked.append(data)

    async def register(self, *commands: Json) -> None:
        path = f"/applications/{self._sandbox.world.application_id}/commands"
        status, _ = await self._rest("PUT", path, json=[*commands])
        assert status == 200

    async def register_here(self, command: Json) -> str:
        """A command of the server's own; its id."""
        world = self._sandbox.world
        path = f"/applications/{world.application_id}/guilds/{world.guild.id}/commands"
        _, made = await self._rest("POST", path, json=command)
        return str(made["id"])

    async def ask(self, act: Coroutine[Any, Any, T]) -> tuple[Json, asyncio.Task[T]]:
        acting = asyncio.create_task(act)
        await self._sandbox.until(lambda: self._asked or acting.done())
        if not self._asked:
            acting.result()
        return self._asked.pop(), acting

    async def answer(
        self, asked: Json, kind: int, data: Json | None = None, **query: str
    ) -> tuple[int, Any]:
        """The first answer, of this type."""
        path = f"/interactions/{asked['id']}/{asked['token']}/callback"
        sent = {"type": kind, "data": data or {}}
        status, body = await self._rest("POST", path, json=sent, params=query)
        return status, body

    async def follow_up(
        self, asked: Json, method: str = "POST", path: str = "", **body: Any
    ) -> tuple[int, Any]:
        """Anything that comes after; `path` goes on behind the interaction's token."""
        hook = f"/webhooks/{self._sandbox.world.application_id}/{asked['token']}"
        status, answer = await self._rest(method, hook + path, json=body)
        return status, answer
