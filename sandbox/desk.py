"""The interactions in flight: what the bot was asked, and what it answered."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import takewhile

from sandbox.errors import invalid_webhook_token, unknown_interaction, unknown_message
from sandbox.limits.messages import EPHEMERAL, LOADING, check_message
from sandbox.messages import amended, compose, refuse_empty
from sandbox.models import Channel, Json, User
from sandbox.world import World

TOKEN_LIVES = timedelta(minutes=15)
REPLY, COMMAND_ANSWER = 19, 20  # types of messages


class Kind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the person who asked gets to see in the end."""

    message: Json | None = None
    updated: bool = False
    choices: list[Json] | None = None
    modal: Json | None = None


@dataclass(eq=False, slots=True)
class Interaction:
    """One question to the bot, and which messages its token is good for.

    `original` is what @original names: the first answer, or the message that was pressed.
    """

    id: int
    token: str
    kind: Kind
    user: User
    channel: Channel
    opened_at: datetime
    pressed: Json | None = None
    callback: int | None = None
    original: int | None = None
    messages: set[int] = field(default_factory=set)
    dead: bool = False
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    outcome: asyncio.Future[Outcome] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def expired(self, now: datetime) -> bool:
        return now - self.opened_at > TOKEN_LIVES

    def show(self, message: Json) -> None:
        """Let the person see a message: a new one, or the one they pressed, changed."""
        pressed = self.pressed is not None and self.pressed["id"] == message["id"]
        self.conclude(Outcome(message, updated=pressed))

    def conclude(self, outcome: Outcome) -> None:
        """The first thing that there is to see ends the person's waiting; the rest may come."""
        if not self.outcome.done():
            self.outcome.set_result(outcome)


class Desk:
    """Every interaction by its token, and the messages that only one person sees."""

    def __init__(self, world: World, answer_within: float = 3.0) -> None:
        self.world = world
        self.answer_within = answer_within
        self.ephemeral: dict[int, Json] = {}
        self._open: dict[str, Interaction] = {}

    def open(
        self, kind: Kind, user: User, channel: Channel, pressed: Json | None = None
    ) -> Interaction:
        """Begin an interaction; the gateway is told of it by whoever asks."""
        token = secrets.token_urlsafe(48)
        interaction_id, now = self.world.next_id(), self.world.clock()
        for old in list(takewhile(lambda one: one.expired(now), self._open.values())):
            del self._open[old.token]
        self._open[token] = Interaction(interaction_id, token, kind, user, channel, now, pressed)
        return self._open[token]

    def to_acknowledge(self, interaction_id: int, token: str) -> Interaction:
        """Raises ApiError 10062 if there is none, or it was not answered within three seconds."""
        interaction = self._open.get(token)
        if interaction is None or interaction.id != interaction_id or interaction.dead:
            raise unknown_interaction()
        return interaction

    def to_follow_up(self, token: str) -> Interaction:
        """Raises ApiError 50027 if the token is unknown, unanswered or fifteen minutes old."""
        interaction = self._open.get(token)
        if interaction is None or interaction.callback is None:
            raise invalid_webhook_token()
        if interaction.expired(self.world.clock()):
            raise invalid_webhook_token()
        return interaction

    def reply(self, interaction: Interaction, body: Json) -> Json:
        """Send what the bot answers, into the channel or to the person alone."""
        message = self._message(interaction, body)
        refuse_empty(message)
        self._send(interaction, message)
        return message

    def think(self, interaction: Interaction, body: Json) -> Json:
        """Send the message that only says that the bot is thinking, until it is filled."""
        message = self._message(interaction, {"flags": body.get("flags", 0)})
        message["flags"] |= LOADING
        self._send(interaction, message)
        return message

    def message(self, interaction: Interaction, message_id: int) -> Json:
        """Raises ApiError 10008 where the interaction has no such message, or has it no more."""
        found = self.ephemeral.get(message_id) or interaction.channel.messages.get(message_id)
        if found is None or message_id not in interaction.messages | {interaction.original}:
            raise unknown_message()
        return found

    def edit(self, interaction: Interaction, message_id: int, body: Json) -> Json:
        old = self.message(interaction, message_id)
        edited = amended(self.world, interaction.channel, old, check_message(body), body)
        if old["flags"] & LOADING:
            # Filling the gap is no edit: nobody has seen the message before.
            edited |= {"flags": edited["flags"] & ~LOADING, "edited_timestamp": None}
        if message_id in self.ephemeral:
            self.ephemeral[message_id] = edited
        else:
            self.world.replace_message(interaction.channel, edited)
        return edited

    def delete(self, interaction: Interaction, message_id: int) -> None:
        self.message(interaction, message_id)
        if self.ephemeral.pop(message_id, None) is None:
            self.world.delete_message(interaction.channel, message_id)
        if message_id == interaction.original:
            interaction.original = None

    def _message(self, interaction: Interaction, body: Json) -> Json:
        world = self.world
        parts = check_message(body)
        message = compose(world, interaction.channel, world.bot, parts, body)
        message["flags"] |= parts.get("flags", 0) & EPHEMERAL
        return {
            **message,
            "webhook_id": str(world.application_id),
            "application_id": str(world.application_id),
            "interaction_metadata": self._metadata(interaction),
            **self._occasion(interaction),
        }

    def _occasion(self, interaction: Interaction) -> Json:
        """What shows above the answer: the command used, or the message replied to."""
        if interaction.pressed is None:
            return {"type": COMMAND_ANSWER}
        reference = {
            "type": 0,
            "channel_id": str(interaction.channel.id),
            "guild_id": str(self.world.guild.id),
            "message_id": interaction.pressed["id"],
        }
        return {"type": REPLY, "message_reference": reference}

    def _metadata(self, interaction: Interaction) -> Json:
        pressed = interaction.pressed
        return {
            "id": str(interaction.id),
            "type": int(interaction.kind),
            "user": interaction.user.json(),
            "authorizing_integration_owners": {"0": str(self.world.guild.id)},
            **({"interacted_message_id": pressed["id"]} if pressed else {}),
        }

    def _send(self, interaction: Interaction, message: Json) -> None:
        interaction.messages.add(int(message["id"]))
        if message["flags"] & EPHEMERAL:
            self.ephemeral[int(message["id"])] = message
        else:
            self.world.add_message(interaction.channel, message)
