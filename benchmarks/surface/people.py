"""Very many people at the keyboard, so that none of them asks too often, and a stopwatch."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
from time import perf_counter
from typing import Any

from benchmarks.surface.asked import Asking
from news.words import say
from sandbox.desk import Desk
from sandbox.desk.inflight import Interaction, Kind, Outcome
from sandbox.limits.components import BUTTON, interactive
from sandbox.models import Channel, Json, User
from sandbox.people.asking import Answer, NoAnswer, ask
from sandbox.people.person import Person, Refused
from sandbox.server import Sandbox

OUR_MISTAKE, _, _ = say("answer.our_mistake", incident="|").partition("|")

CROWD = 120
KEPT = 40
"""Answers whose buttons may still be pressed, of each kind of button."""


@dataclass
class Heard:
    """By what was asked: seconds until the bot's first answer. failed: where none came, or it says
    that something went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: Counter[str] = field(default_factory=Counter)


class Timed(Person):
    """Waits for all of the answer, and writes down when the first of it came."""

    def __init__(self, desk: Desk, user: User, channel: Channel, heard: Heard) -> None:
        super().__init__(desk, user, channel)
        self._heard = heard
        self.doing = ""

    async def _ask(self, kind: Kind, data: Json, channel: Channel, **cause: Any) -> Outcome:
        asked, began = self._desk.open(kind, self.user, channel, **cause), perf_counter()
        waiting = asyncio.create_task(self._listen(self.doing, asked, began))
        try:
            return await ask(self._desk, asked, data, self.locale, patient=True)
        finally:
            await waiting

    async def _listen(self, doing: str, asked: Interaction, began: float) -> None:
        await asked.settled.wait()
        if asked.dead:
            self._heard.failed[doing] += 1
        else:
            self._heard.took[doing].append(perf_counter() - began)


class Crowd:
    """Admins, one after the other: they may do whatever members may."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.heard = Heard()
        self._sandbox = sandbox
        self._random = Random(6)  # noqa: S311 - nothing here is secret
        self._people = cycle([_join(sandbox, number) for number in range(CROWD)])
        self._shown = defaultdict[str, list[tuple[User, Json, Json]]](list)

    async def ask(self, asking: Asking) -> None:
        person = self._person(next(self._people), asking.name)
        typed = asking.command.removeprefix("/")
        with suppress(NoAnswer, Refused):
            if asking.option:
                await person.autocomplete(typed, asking.option, asking.options[asking.option])
            else:
                self._look_at(person, await person.command(typed, **asking.options))

    def see(self, message: Json) -> None:
        """A message that everybody sees."""
        self._keep(next(self._people), message)

    def pressing(self) -> Iterator[tuple[str, User, Json, Json]]:
        """One of each kind of what stands there to be pressed."""
        for name, kept in list(self._shown.items()):
            yield (name, *self._random.choice(kept))

    async def press(self, name: str, user: User, message: Json, part: Json) -> None:
        person = self._person(user, name)
        with suppress(NoAnswer, Refused):
            if part["type"] == BUTTON:
                answer = await person.press(message, part["custom_id"])
            else:
                value = self._random.choice(part["options"])["value"]
                answer = await person.choose(message, part["custom_id"], value)
            self._look_at(person, answer)
            if answer.modal:
                person.doing = f"form {_form(answer.modal)}"
                self._look_at(person, await person.submit(answer, {}))

    async def menu(self, name: str, message: Json) -> None:
        person = self._person(next(self._people), f"message menu {name}")
        with suppress(NoAnswer, Refused):
            self._look_at(person, await person.menu(name, message))

    def _person(self, user: User, doing: str) -> Timed:
        channel = self._sandbox.world.channel("general")
        person = Timed(self._sandbox._desk, user, channel, self.heard)
        person.doing = doing
        return person

    def _look_at(self, person: Timed, answer: Answer) -> None:
        self.heard.failed[person.doing] += answer.content.startswith(OUR_MISTAKE)
        if answer.message:
            self._keep(person.user, answer.message)

    def _keep(self, user: User, message: Json) -> None:
        for part in interactive(message["components"]):
            if part.get("custom_id") and not part.get("disabled"):
                kept = self._shown[f"pressing {_form(part)}"]
                kept.append((user, message, part))
                del kept[:-KEPT]


def _form(part: Json) -> str:
    """The name of a custom id, without what it is about."""
    return str(part["custom_id"]).partition(":")[0]


def _join(sandbox: Sandbox, number: int) -> User:
    world = sandbox.world
    user = User(world.next_id(), f"asker-{number}", "Asker", world.clock())
    user.roles = [world.role("admin").id]
    world.guild.members[user.id] = user
    return user
