"""People at their keyboards: they type commands, press buttons, choose, fill in forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.desk import Desk
from sandbox.desk.inflight import Kind, Outcome, Used
from sandbox.limits.components import BUTTON, SELECTS
from sandbox.models import Channel, CommandType, File, Json, MessageFlag, User
from sandbox.people.asking import Answer, NoAnswer, answer, ask
from sandbox.people.forms import filled
from sandbox.people.offers import called, offered, picked, typed, used
from sandbox.people.options import Filling
from sandbox.people.payloads import command_data, component_data, menu_data
from sandbox.people.refused import Refused
from sandbox.people.resolved import Resolved
from sandbox.people.selects import taken
from sandbox.people.sight import Sight, component

__all__ = ["Answer", "File", "NoAnswer", "Person", "Refused"]


class Person:
    """Acts as a user in one channel; `locale` is the language of their client.

    Every act raises Refused where Discord does not let this person do it, NoAnswer where the bot
    is silent. A patient person waits until there is something to see. Any other is content with
    the bot's first answer, and an Answer without a message if that only says that more will come.
    """

    def __init__(
        self, desk: Desk, user: User, channel: Channel | None, patient: bool = True
    ) -> None:
        self.user = user
        self.locale = "en-US"
        self.patient = patient
        self._desk = desk
        self._world = desk.world
        self._sight = Sight(desk, user)
        self.channel = channel or self._first_channel()

    async def command(self, name: str, /, **options: Any) -> Answer:
        """Type a command: `command("news search", query="mars")`; a file is a `File`."""
        path = typed(self.commands(), name)
        resolved = self._resolved(self.channel)
        given = Filling(resolved).fill(path[-1].get("options", []), options)
        data = resolved.into(command_data(path, given))
        return answer(await self._ask(Kind.COMMAND, data, self.channel, used=used(path)))

    async def autocomplete(
        self, name: str, option: str, typing: str, /, **others: Any
    ) -> list[tuple[str, str]]:
        """What the bot proposes for the option while this is typed: names shown and values."""
        path = typed(self.commands(), name)
        leaf = path[-1].get("options", [])
        focused = next((one for one in leaf if one["name"] == option), None)
        if focused is None or not focused.get("autocomplete"):
            raise Refused(f"Option {option} of /{name} proposes nothing.")
        resolved = self._resolved(self.channel)
        given = Filling(resolved).fill_so_far(leaf, others)
        given.append({"name": option, "type": focused["type"], "value": typing, "focused": True})
        data = resolved.into(command_data(path, given))
        cause = {"used": used(path), "proposing": focused["type"]}
        outcome = await self._ask(Kind.AUTOCOMPLETE, data, self.channel, **cause)
        return [(called(one, self.locale), str(one["value"])) for one in outcome.choices or ()]

    async def menu(self, name: str, target: Answer | Json | User | str) -> Answer:
        """Pick an app from the menu of a message, or of a user, who may be given by name or id."""
        if isinstance(target, Answer | dict):
            return await self._message_menu(name, self._sight.message(target))
        command = picked(self.commands(), CommandType.USER, name)
        resolved = self._resolved(self.channel)
        target_id = resolved.user("user", target)
        data = resolved.into(menu_data(command, target_id))
        target_user = self._world.guild.members[int(target_id)]
        on = Used(name, CommandType.USER, target_user, tuple(command["integration_types"]))
        return answer(await self._ask(Kind.COMMAND, data, self.channel, used=on))

    async def _message_menu(self, name: str, message: Json) -> Answer:
        if message["flags"] & MessageFlag.EPHEMERAL:
            raise Refused("Apps cannot be used on a message that only you can see.")
        channel = self._world.channel(message["channel_id"])
        command = picked(offered(self._world, self.user, channel), CommandType.MESSAGE, name)
        resolved = self._resolved(channel)
        target_id = resolved.message(message)
        data = resolved.into(menu_data(command, target_id))
        on = Used(name, CommandType.MESSAGE, message, tuple(command["integration_types"]))
        return answer(await self._ask(Kind.COMMAND, data, channel, used=on))

    async def press(self, message: Answer | Json, custom_id: str) -> Answer:
        """Press a button of a message, as the message is now."""
        shown = self._sight.message(message)
        button = component(shown, custom_id)
        if button["type"] != BUTTON:
            raise Refused(f"{custom_id} is no button.")
        return await self._use(shown, button, {})

    async def choose(self, message: Answer | Json, custom_id: str, *values: str) -> Answer:
        """Take values of a select of a message; users, roles and channels by id or by name."""
        shown = self._sight.message(message)
        select = component(shown, custom_id)
        if select["type"] not in SELECTS:
            raise Refused(f"{custom_id} is no select.")
        resolved = self._resolved(self._world.channel(shown["channel_id"]))
        chosen = {"values": taken(custom_id, select, values, resolved)}
        return await self._use(shown, select, resolved.into(chosen))

    async def _use(self, shown: Json, part: Json, more: Json) -> Answer:
        data = {**component_data(part), **more}
        channel = self._world.channel(shown["channel_id"])
        return answer(await self._ask(Kind.COMPONENT, data, channel, pressed=shown))

    async def submit(self, modal: Answer | Json, values: Mapping[str, Any]) -> Answer:
        """Hand in the modal of an answer: texts, and lists for selects, by custom id.

        What is left out is handed in as the bot has preset it. Where the bot is silent, the modal
        stays open for another try.
        """
        opened = self._sight.modal(modal)
        opener, shown = opened
        resolved = self._resolved(opener.channel)
        parts = filled(shown, values, resolved)
        data = resolved.into({"custom_id": shown["custom_id"], "components": parts})
        cause = {"used": opener.used, "pressed": self._sight.under(opened), "opener": opener}
        del self._desk.modals[shown["id"]]
        try:
            return answer(await self._ask(Kind.MODAL, data, opener.channel, **cause))
        except NoAnswer:
            self._desk.modals[shown["id"]] = opened
            raise

    def commands(self) -> list[Json]:
        """The commands of every type that Discord offers this person in their channel."""
        return offered(self._world, self.user, self.channel)

    def _resolved(self, channel: Channel) -> Resolved:
        return Resolved(self._world, self.user, channel)

    async def _ask(self, kind: Kind, data: Json, channel: Channel, **cause: Any) -> Outcome:
        asked = self._desk.open(kind, self.user, channel, **cause)
        return await ask(self._desk, asked, data, self.locale, self.patient)

    def _first_channel(self) -> Channel:
        for channel in self._world.guild.channels.values():
            if self._world.sees(self.user, channel):
                return channel
        raise LookupError(f"{self.user.name} sees no channel")
