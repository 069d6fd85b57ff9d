"""The bot as a test plays it: it says what the test likes, and answers when the test likes."""

import json
from typing import Any

import aiohttp

from sandbox.server import Sandbox

Json = dict[str, Any]

ANSWER, THINK, UPDATE_LATER, UPDATE, MODAL = 4, 5, 6, 7, 9
"""The first answers that an interaction may get."""


class Robot:
    """Hears what people ask of it, and speaks through REST as any bot."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self.world = sandbox.world
        self._sandbox = sandbox
        self._session = session
        self._asked: list[Json] = []
        self.world.listeners.append(self._hear)

    def _hear(self, event: str, data: Json) -> None:
        if event == "INTERACTION_CREATE":
            self._asked.append(data)

    async def say(self, content: str = "", channel: str = "space-news", **message: Any) -> Json:
        path = f"/channels/{self.world.channel(channel).id}/messages"
        said: Json = await self._request("POST", path, {"content": content, **message})
        return said

    async def edit(self, message: Json, **changed: Any) -> None:
        await self._request("PATCH", _path(message), changed)

    async def delete(self, message: Json) -> None:
        await self._request("DELETE", _path(message))

    async def publish(self, message: Json) -> None:
        await self._request("POST", f"{_path(message)}/crosspost")

    async def post(self, name: str, content: str, tags: list[str], *, forum: str) -> None:
        path = f"/channels/{self.world.channel(forum).id}/threads"
        body = {"name": name, "message": {"content": content}, "applied_tags": tags}
        await self._request("POST", path, body)

    async def offer(self, *commands: Json) -> None:
        path = f"/applications/{self.world.application_id}/commands"
        await self._request("PUT", path, [*commands])

    async def asked(self) -> Json:
        """The next thing that somebody asks, or has asked already."""
        await self._sandbox.until(lambda: self._asked)
        return self._asked.pop(0)

    async def answer(self, asked: Json, kind: int = ANSWER, **data: Any) -> None:
        path = f"/interactions/{asked['id']}/{asked['token']}/callback"
        await self._request("POST", path, {"type": kind, "data": data} if data else {"type": kind})

    async def answer_with_file(
        self, asked: Json, name: str, content: bytes, /, **data: Any
    ) -> None:
        """As `answer`, with a file."""
        form = aiohttp.FormData()
        about = {"type": ANSWER, "data": {**data, "attachments": [{"id": "0", "filename": name}]}}
        form.add_field("payload_json", json.dumps(about), content_type="application/json")
        form.add_field("files[0]", content, filename=name)
        path = f"/interactions/{asked['id']}/{asked['token']}/callback"
        async with self._session.post(self._sandbox.api + path, data=form) as response:
            assert response.ok, await response.text()

    async def change_answer(self, asked: Json, **data: Any) -> None:
        path = f"/webhooks/{self.world.application_id}/{asked['token']}"
        await self._request("PATCH", f"{path}/messages/@original", data)

    async def _request(self, method: str, path: str, body: Any = None) -> Any:
        async with self._session.request(method, self._sandbox.api + path, json=body) as response:
            assert response.ok, await response.text()
            return await response.json() if response.status != 204 else None


def _path(message: Json) -> str:
    return f"/channels/{message['channel_id']}/messages/{message['id']}"


def row(*components: Json) -> Json:
    return {"type": 1, "components": [*components]}


def button(label: str, custom_id: str = "go", style: int = 1) -> Json:
    return {"type": 2, "style": style, "label": label, "custom_id": custom_id}
