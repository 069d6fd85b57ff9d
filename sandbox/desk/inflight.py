"""One interaction in flight: what the bot was asked, by whom, and what it answered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from sandbox.models import Channel, CommandType, Install, Json, User

TOKEN_LIVES = timedelta(minutes=15)


class Kind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


@dataclass(frozen=True, slots=True)
class Used:
    """A command as it was used: `name` with the words of its subcommand, `target` of a menu.

    `installs` are the ways of installing the app in which it is offered.
    """

    name: str
    type: CommandType = CommandType.CHAT_INPUT
    target: User | Json | None = None
    installs: tuple[int, ...] = (Install.GUILD,)


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

    It came of a command `used`, of a component of the message `pressed`, or of the modal that an
    answer to `opener` opened; `proposing` is the type of the option that is being typed.
    `original` is what @original names: the first answer, or the message that was pressed.
    """

    id: int
    token: str
    kind: Kind
    user: User
    channel: Channel
    opened_at: datetime
    used: Used | None = None
    pressed: Json | None = None
    opener: Interaction | None = None
    proposing: int | None = None
    callback: int | None = None
    original: int | None = None
    messages: set[int] = field(default_factory=set)
    dead: bool = False
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    outcome: asyncio.Future[Outcome] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def expired(self, now: datetime) -> bool:
        return now - self.opened_at > TOKEN_LIVES

    @property
    def awaited(self) -> bool:
        return not (self.dead or self.outcome.done())

    def acknowledge(self, callback: int) -> None:
        """The bot has given its first answer."""
        self.callback = callback
        self.settled.set()

    def lapse(self) -> None:
        """The time for a first answer is over."""
        if self.callback is None:
            self.dead = True
            self.settled.set()

    def show(self, message: Json) -> None:
        """Let the person see a message: a new one, or the one they pressed, changed."""
        pressed = self.pressed is not None and self.pressed["id"] == message["id"]
        self.conclude(Outcome(message, updated=pressed))

    def conclude(self, outcome: Outcome) -> None:
        """The first thing that there is to see ends the person's waiting; the rest may come."""
        if not self.outcome.done():
            self.outcome.set_result(outcome)
