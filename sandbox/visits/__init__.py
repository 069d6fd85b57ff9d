"""The tabs open on the page: what each is told, and what it asks for."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from sandbox.connection import Connection
from sandbox.desk import Desk
from sandbox.models import Channel, Json, User
from sandbox.people.asking import NoAnswer
from sandbox.people.refused import Refused
from sandbox.visits.asks import Asks
from sandbox.visits.outlook import Outlook
from sandbox.visits.uploads import Uploads

LONGEST_FRAME = 64 * 1024
LOOK_AGAIN_AFTER = 0.02  # seconds
SILENT = "The application did not respond."

log = logging.getLogger(__name__)


class Visits:
    """Takes the page's WebSockets; `bot_connected` says whether the bot is at the gateway."""

    def __init__(self, desk: Desk, bot_connected: Callable[[], bool]) -> None:
        self.uploads = Uploads()
        self._desk = desk
        self._bot_connected = bot_connected
        self._open: set[Visit] = set()

    def tell(self, event: str, data: Json) -> None:
        """Listens to the world while the sandbox serves it."""
        if event.startswith("MESSAGE_"):
            for visit in self._open:
                visit.tell(event, data)

    def whisper(self, user: User, event: str, message: Json) -> None:
        """Listens to the desk: what one person alone gets to see."""
        for visit in self._open:
            if visit.outlook.user is user:
                visit.send(event, message)

    async def close(self) -> None:
        await asyncio.gather(*(visit.close() for visit in list(self._open)))

    async def accept(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=LONGEST_FRAME)
        await socket.prepare(request)
        user = self._who(request.query.get("as", ""))
        outlook, asks = Outlook(self._desk, user), Asks(self._desk, user, self.uploads)
        visit = Visit(outlook, asks, Connection(request, socket), self._bot_connected)
        self._open.add(visit)
        try:
            visit.begin()
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    break
                visit.hear(message.data)
        finally:
            self._open.discard(visit)
            visit.end()
        return socket

    def _who(self, name: str) -> User:
        """Who comes by no name of the server's sits down as its first person with a role."""
        people = [user for user in self._desk.world.guild.members.values() if not user.bot]
        named = [user for user in people if user.name == name]
        return (named or [user for user in people if user.roles] or people)[0]


class Visit:
    """One tab, in which one person sits."""

    def __init__(
        self,
        outlook: Outlook,
        asks: Asks,
        connection: Connection,
        bot_connected: Callable[[], bool],
    ) -> None:
        self.outlook = outlook
        self._world = outlook.world
        self._asks = asks
        self._connection = connection
        self._bot_connected = bot_connected
        self._places: Json = {}
        self._shown: set[str] = set()
        self._bot: bool | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self) -> None:
        hello = self.outlook.hello()
        self._take({key: hello[key] for key in ("guild", "people", "commands", "channels")})
        self.send("HELLO", hello)
        self._start(self._follow())

    def _take(self, places: Json) -> None:
        self._places = places
        self._shown = {channel["id"] for channel in places["channels"]}

    def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._connection.end()

    async def close(self) -> None:
        await self._connection.close(WSCloseCode.GOING_AWAY)

    def send(self, event: str, data: Json) -> None:
        self._connection.send({"tell": event, "data": data})

    def tell(self, event: str, data: Json) -> None:
        """A message's event, if this person may view the channel; they hear of a new one first."""
        try:
            channel: Channel = self._world.channel(int(data["channel_id"]))
        except LookupError:
            return
        if not self.outlook.sees(channel):
            return
        if data["channel_id"] not in self._shown:
            self._refresh()
        self.send(event, data)

    def hear(self, text: str) -> None:
        """Something asked in the tab; a frame that is none is not worth an answer."""
        try:
            ask = json.loads(text)
        except (ValueError, RecursionError):
            return
        if isinstance(ask, dict):
            self._start(self._answer(ask))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, ask: Json) -> None:
        answer: Json = {"answer": ask.get("ask")}
        try:
            answer["done"] = await self._asks.do(ask)
        except Refused as refused:
            answer["refused"] = str(refused)
        except NoAnswer:
            answer["refused"] = SILENT
        except Exception:
            log.exception("the page asked for %s", ask.get("do"))
            answer["refused"] = "The sandbox failed: its log says why."
        self._connection.send(answer)

    async def _follow(self) -> None:
        """Tells of places, people and commands whenever they have become others."""
        while True:
            self._refresh()
            await self._world.changes.next()
            # To look costs as much as to send several messages, and changes come in bursts.
            await asyncio.sleep(LOOK_AGAIN_AFTER)

    def _refresh(self) -> None:
        places, bot = self.outlook.places(), self._bot_connected()
        if places != self._places:
            self._take(places)
            self.send("PLACES", places)
        if bot != self._bot:
            self._bot = bot
            self.send("BOT", {"connected": bot})
