"""Discord's gateway v10: takes connections and tells each bot what it may hear.

https://discord.com/developers/docs/events/gateway
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.connection import Pack
from sandbox.errors import ApiError, not_built
from sandbox.faults import Faults
from sandbox.gateway.compression import packer
from sandbox.gateway.intents import PRIVILEGED, Intent, needed, visible
from sandbox.gateway.ready import ready, whole_guild
from sandbox.gateway.sessions import Client, Op, Session
from sandbox.models import Json
from sandbox.rules.contents import as_read
from sandbox.wire import answer
from sandbox.world import World

HEARTBEAT_MS = 41_250
ACK_SECONDS = 0.05
LONGEST_PAYLOAD = 15 * 1024
MOST_SESSIONS = 16

# What these payloads must hold for anybody to know what they ask.
FIELDS: dict[int, dict[str, type]] = {
    Op.IDENTIFY: {"token": str, "intents": int},
    Op.RESUME: {"token": str, "session_id": str, "seq": int},
}

_log = logging.getLogger(__name__)


class Close(IntEnum):
    UNKNOWN = 4000
    UNKNOWN_OPCODE = 4001
    DECODE = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    DISALLOWED_INTENTS = 4014


class Gateway:
    """Takes connections, keeps sessions, tells each what its intents and the bot's rights allow."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.url = ""
        self._world = world
        self._faults = faults
        self._sessions: dict[str, Session] = {}
        self._clients: set[Client] = set()

    def tell(self, event: str, data: Json) -> None:
        """Listens to the world while the sandbox serves it."""
        wanted = needed(event, data)
        hearing = [one for one in self._sessions.values() if wanted in one.intents]
        if not hearing or not visible(self._world, event, data):
            return
        if event in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            data = as_read(self._world.bot, data)
        elif event == "GUILD_CREATE":
            data = whole_guild(self._world)
        for session in hearing:
            session.tell(event, data)

    @property
    def connected(self) -> bool:
        """Whether a bot hears now what it is told."""
        return any(session.client for session in self._sessions.values())

    async def drop(self, code: int = Close.UNKNOWN) -> None:
        """Close every connection; with the default code a session may be resumed."""
        dropped = list(self._clients)
        await asyncio.gather(*(client.close(code) for client in dropped))
        for client in dropped:
            self._leave(client)

    def forget(self) -> None:
        """Forget every session, though its connection may still stand."""
        self._sessions.clear()

    async def accept(self, request: web.Request) -> web.StreamResponse:
        if self._faults.refusal is not None:
            return self._faults.refusal
        try:
            pack = _packer(request.query)
        except ApiError as error:
            _log.warning("%s", error)
            return answer(error.status, error.body)
        socket = web.WebSocketResponse(max_msg_size=LONGEST_PAYLOAD)
        await socket.prepare(request)
        client = Client(request, socket, pack)
        self._clients.add(client)
        client.send({"op": Op.HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS}})
        try:
            await self._listen(socket, client)
        finally:
            client.end()
            self._clients.discard(client)
            self._leave(client)
        return socket

    async def _listen(self, socket: web.WebSocketResponse, client: Client) -> None:
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                return await client.refuse(Close.DECODE)
            refusal = self._receive(client, message.data)
            if refusal is not None:
                return await client.refuse(refusal)
        return None

    def _receive(self, client: Client, text: str) -> int | None:
        """Do what the client asks; the close code if it may not."""
        try:
            payload = json.loads(text)
        except (ValueError, RecursionError):
            return Close.DECODE
        return self._do(client, payload) if _readable(payload) else Close.DECODE

    def _do(self, client: Client, payload: Json) -> int | None:
        data: Any = payload.get("d")
        match op := payload["op"]:
            case Op.HEARTBEAT:
                # Sooner than any network would, discord.py takes it for the one before's answer.
                loop = asyncio.get_running_loop()
                loop.call_later(ACK_SECONDS, client.send, {"op": Op.HEARTBEAT_ACK})
                return None
            case Op.IDENTIFY:
                return self._identify(client, data)
            case Op.RESUME:
                return self._resume(client, data)
            case _:
                return self._refuse(client, op)

    def _refuse(self, client: Client, op: int) -> int:
        """Whatever else a client may ask of Discord is not built."""
        if client.session is None:
            return Close.NOT_AUTHENTICATED
        _log.warning("The sandbox does not implement gateway op %s", op)
        return Close.UNKNOWN_OPCODE

    def _identify(self, client: Client, data: Json) -> int | None:
        if client.session is not None:
            return Close.ALREADY_AUTHENTICATED
        if data["token"] != self._world.token:
            return Close.AUTHENTICATION_FAILED
        intents = Intent(data["intents"])
        if intents & PRIVILEGED:
            return Close.DISALLOWED_INTENTS
        session = Session(intents)
        self._forget_the_oldest()
        self._sessions[session.id] = session
        self._join(client, session)
        session.tell("READY", ready(self._world, self.url, session.id, data.get("shard")))
        if Intent.GUILDS in intents and self._world.has_bot:
            session.tell("GUILD_CREATE", whole_guild(self._world))
        self._world.changed()
        return None

    def _forget_the_oldest(self) -> None:
        """As Discord forgets, after a while, whoever does not come back."""
        gone = [key for key, session in self._sessions.items() if session.client is None]
        for key in gone[: max(0, len(self._sessions) + 1 - MOST_SESSIONS)]:
            del self._sessions[key]

    def _resume(self, client: Client, data: Json) -> int | None:
        if client.session is not None:
            return Close.ALREADY_AUTHENTICATED
        if data["token"] != self._world.token:
            return Close.AUTHENTICATION_FAILED
        session = self._sessions.get(data["session_id"])
        missed = session.missed(data["seq"]) if session else None
        if session is None or missed is None:
            client.send({"op": Op.INVALID_SESSION, "d": False})
            return None
        for event in missed:
            client.send(event)
        self._join(client, session)
        session.tell("RESUMED", {"_trace": ["sandbox"]})
        self._world.changed()
        return None

    def _join(self, client: Client, session: Session) -> None:
        client.session = session
        session.client = client

    def _leave(self, client: Client) -> None:
        session = client.session
        if session is None or session.client is not client:
            return
        session.client = None
        if client.said_goodbye:
            self._sessions.pop(session.id, None)
        self._world.changed()


def _readable(payload: Any) -> bool:
    """Whether it has an op, and what this op needs."""
    if not isinstance(payload, dict) or not isinstance(payload.get("op"), int):
        return False
    fields, data = FIELDS.get(payload["op"], {}), payload.get("d")
    known = data if isinstance(data, dict) else {}
    return all(isinstance(known.get(one), fields[one]) for one in fields)


def _packer(asked: Mapping[str, str]) -> Pack:
    """For what the client asks in the gateway's address; raises 501 for what is not built."""
    for key, built in (("v", "10"), ("encoding", "json")):
        if asked.get(key, built) != built:
            raise not_built(f"a gateway with {key}={asked[key]}")
    return packer(asked.get("compress"))
