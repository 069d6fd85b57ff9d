"""Discord's gateway v10: takes connections and tells each bot what it may hear.

https://discord.com/developers/docs/events/gateway
"""

from __future__ import annotations

import json
import logging
from enum import IntEnum

from aiohttp import WSMsgType, web

from sandbox.faults import Faults
from sandbox.gateway.sessions import Connection, Intent, Op, Session
from sandbox.models import Json
from sandbox.rules.threads import active
from sandbox.world import World
from sandbox.world.permissions import Permission

HEARTBEAT_MS = 41_250
CLOSE_WITHIN = 2.0  # seconds for a client to agree to a close

_log = logging.getLogger(__name__)


class Close(IntEnum):
    UNKNOWN = 4000
    UNKNOWN_OPCODE = 4001
    DECODE = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    DISALLOWED_INTENTS = 4014


PRIVILEGED = Intent.MEMBERS | Intent.PRESENCES | Intent.MESSAGE_CONTENT

# Which intent a bot needs to be told; interactions need none.
NEEDED = {
    "GUILD_CREATE": Intent.GUILDS,
    "GUILD_ROLE_CREATE": Intent.GUILDS,
    "GUILD_ROLE_UPDATE": Intent.GUILDS,
    "GUILD_ROLE_DELETE": Intent.GUILDS,
    "CHANNEL_CREATE": Intent.GUILDS,
    "CHANNEL_UPDATE": Intent.GUILDS,
    "CHANNEL_DELETE": Intent.GUILDS,
    "CHANNEL_PINS_UPDATE": Intent.GUILDS,
    "THREAD_CREATE": Intent.GUILDS,
    "THREAD_UPDATE": Intent.GUILDS,
    "THREAD_DELETE": Intent.GUILDS,
    "THREAD_LIST_SYNC": Intent.GUILDS,
    "THREAD_MEMBERS_UPDATE": Intent.GUILDS,
    "MESSAGE_CREATE": Intent.MESSAGES,
    "MESSAGE_UPDATE": Intent.MESSAGES,
    "MESSAGE_DELETE": Intent.MESSAGES,
    "TYPING_START": Intent.TYPING,
    "INTERACTION_CREATE": Intent(0),
}

# Events about something in the channel that their `channel_id` names.
PLACED = ("MESSAGE_", "TYPING_", "CHANNEL_PINS_")


class Gateway:
    """Takes connections, keeps sessions, tells each what its intents and the bot's rights allow."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.url = ""
        self._world = world
        self._faults = faults
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()

    def tell(self, event: str, data: Json) -> None:
        """Listens to the world while the sandbox serves it."""
        for session in self._sessions.values():
            if NEEDED[event] in session.intents and self._visible(event, data):
                session.tell(event, data)

    def _visible(self, event: str, data: Json) -> bool:
        """Of messages and threads a bot is told only in channels that it may view.

        And of who follows a thread only when it does so itself: the others need the privileged
        intent for members.
        """
        world = self._world
        if event == "THREAD_MEMBERS_UPDATE":
            added = [one["user_id"] for one in data.get("added_members", ())]
            return str(world.bot.id) in [*added, *data.get("removed_member_ids", ())]
        where = data.get("channel_id") if event.startswith(PLACED) else data.get("parent_id")
        if where is None:
            return True
        channel = world.guild.find(int(where))
        return bool(channel and world.permissions(world.bot, channel) & Permission.VIEW_CHANNEL)

    @property
    def connected(self) -> bool:
        """Whether a bot hears now what it is told."""
        return any(session.connection for session in self._sessions.values())

    async def drop(self, code: int = Close.UNKNOWN) -> None:
        """Close every connection; with the default code a session may be resumed."""
        for connection in list(self._connections):
            await connection.close(code)
            self._leave(connection)

    def forget(self) -> None:
        """Forget every session, though its connection may still stand."""
        self._sessions.clear()

    async def accept(self, request: web.Request) -> web.StreamResponse:
        refusal = self._faults.refusal
        if refusal is not None:
            return refusal
        socket = web.WebSocketResponse(timeout=CLOSE_WITHIN)
        await socket.prepare(request)
        connection = Connection(socket, request.query.get("compress"))
        self._connections.add(connection)
        connection.send({"op": Op.HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS}})
        try:
            await self._listen(socket, connection)
        finally:
            connection.end()
            self._connections.discard(connection)
            self._leave(connection)
        return socket

    async def _listen(self, socket: web.WebSocketResponse, connection: Connection) -> None:
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                return await connection.refuse(Close.DECODE)
            refusal = self._receive(connection, message.data)
            if refusal is not None:
                return await connection.refuse(refusal)
        return None

    def _receive(self, connection: Connection, text: str) -> int | None:
        """Do what the client asks; the close code if it may not."""
        try:
            payload = json.loads(text)
            op, data = payload["op"], payload.get("d")
        except (ValueError, LookupError, AttributeError):
            return Close.DECODE
        match op:
            case Op.HEARTBEAT:
                connection.send({"op": Op.HEARTBEAT_ACK})
                return None
            case Op.IDENTIFY:
                return self._identify(connection, data)
            case Op.RESUME:
                return self._resume(connection, data)
            case _:
                return self._refuse(connection, op)

    def _refuse(self, connection: Connection, op: int) -> int:
        """Whatever else a client may ask of Discord is not built."""
        if connection.session is None:
            return Close.NOT_AUTHENTICATED
        _log.warning("The sandbox does not implement gateway op %s", op)
        return Close.UNKNOWN_OPCODE

    def _identify(self, connection: Connection, data: Json) -> int | None:
        if connection.session is not None:
            return Close.ALREADY_AUTHENTICATED
        if data["token"] != self._world.token:
            return Close.AUTHENTICATION_FAILED
        intents = Intent(data["intents"])
        if intents & PRIVILEGED:
            return Close.DISALLOWED_INTENTS
        session = Session(intents)
        self._sessions[session.id] = session
        self._join(connection, session)
        session.tell("READY", self._ready(session, data.get("shard")))
        if Intent.GUILDS in intents:
            session.tell("GUILD_CREATE", self._guild())
        self._world.changed()
        return None

    def _resume(self, connection: Connection, data: Json) -> int | None:
        if data["token"] != self._world.token:
            return Close.AUTHENTICATION_FAILED
        session = self._sessions.get(data["session_id"])
        missed = session.missed(data["seq"]) if session else None
        if session is None or missed is None:
            connection.send({"op": Op.INVALID_SESSION, "d": False})
            return None
        for event in missed:
            connection.send(event)
        self._join(connection, session)
        session.tell("RESUMED", {"_trace": ["sandbox"]})
        self._world.changed()
        return None

    def _join(self, connection: Connection, session: Session) -> None:
        connection.session = session
        session.connection = connection

    def _leave(self, connection: Connection) -> None:
        session = connection.session
        if session is None or session.connection is not connection:
            return
        session.connection = None
        if connection.said_goodbye:
            self._sessions.pop(session.id, None)
        self._world.changed()

    def _ready(self, session: Session, shard: list[int] | None) -> Json:
        world = self._world
        return {
            "v": 10,
            "user": world.bot.json() | {"mfa_enabled": True, "verified": True, "email": None},
            "guilds": [{"id": str(world.guild.id), "unavailable": True}],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "application": {"id": str(world.application_id), "flags": 0},
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "user_settings": {},
            **({"shard": shard} if shard else {}),
        }

    def _guild(self) -> Json:
        """Of the members only the bot itself: the others need a privileged intent."""
        guild, bot = self._world.guild, self._world.bot
        return {
            **guild.json(),
            "joined_at": bot.joined_at.isoformat(),
            "large": False,
            "unavailable": False,
            "member_count": len(guild.members),
            "members": [bot.member_json()],
            "channels": [channel.json(guild.id) for channel in guild.channels.values()],
            "threads": [self._world.threads.told(one) for one in active(self._world, bot)],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }
