"""People at their keyboards: they type commands, look at what is proposed, press buttons."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from sandbox.desk import Desk, Interaction, Kind, Outcome
from sandbox.limits.components import BUTTON, SELECTS, interactive
from sandbox.limits.messages import EPHEMERAL
from sandbox.models import Channel, Json, User
from sandbox.options import Filling, OptionType, Refused
from sandbox.payloads import payload
from sandbox.permissions import Permission

__all__ = ["Answer", "NoAnswer", "Person", "Refused"]

FOLLOW_UP_WITHIN = 15 * 60.0
CHAT_INPUT = 1


class NoAnswer(Exception):
    """The bot did not answer in time; the interaction's token is dead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered. `updated`: it changed the message whose button was pressed."""

    content: str
    embeds: list[Json]
    components: list[Json]
    ephemeral: bool
    message: Json
    updated: bool = False
    modal: Json | None = None


class Person:
    """Acts as a user in one channel; `locale` is the language of their client."""

    def __init__(self, desk: Desk, user: User, channel: Channel | None) -> None:
        self.user = user
        self.locale = "en-US"
        self._desk = desk
        self._world = desk.world
        self.channel = channel or self._first_channel()

    async def command(self, name: str, /, **options: Any) -> Answer:
        """Type a command: `command("news search", query="mars")`.

        Raises Refused where Discord does not offer the command to this person or takes no such
        options, NoAnswer where the bot is silent.
        """
        path = self._find(name)
        leaf = path[-1].get("options", [])
        for option in leaf:
            if option.get("required") and option["name"] not in options:
                raise Refused(f"{option['name']}: This option is required.")
        filling = Filling(self._world, self.user)
        data = _nested(path, filling.fill(leaf, options), filling)
        return _answer(await self._ask(Kind.COMMAND, data))

    async def autocomplete(
        self, name: str, option: str, typed: str, /, **others: Any
    ) -> list[tuple[str, str]]:
        """What the bot proposes for the option while this is typed: names shown and values."""
        path = self._find(name)
        leaf = path[-1].get("options", [])
        focused = next((one for one in leaf if one["name"] == option), None)
        if focused is None or not focused.get("autocomplete"):
            raise Refused(f"Option {option} of /{name} proposes nothing.")
        filling = Filling(self._world, self.user)
        filled = filling.fill(leaf, others)
        filled.append({"name": option, "type": focused["type"], "value": typed, "focused": True})
        outcome = await self._ask(Kind.AUTOCOMPLETE, _nested(path, filled, filling))
        return [(one["name"], str(one["value"])) for one in outcome.choices or ()]

    async def press(self, message: Answer | Json, custom_id: str) -> Answer:
        """Press a button of a message, as the message is now. Raises Refused, NoAnswer."""
        shown = self._now(message)
        button = _component(shown, custom_id)
        if button["type"] != BUTTON:
            raise Refused(f"{custom_id} is no button.")
        data = {"component_type": BUTTON, "custom_id": custom_id, "id": button["id"]}
        return _answer(await self._ask(Kind.COMPONENT, data, shown))

    async def choose(self, message: Answer | Json, custom_id: str, *values: str) -> Answer:
        """Take values of a string select of a message. Raises Refused, NoAnswer."""
        shown = self._now(message)
        select = _component(shown, custom_id)
        offered = [option["value"] for option in select.get("options", ())]
        if select["type"] not in SELECTS or not set(values) <= set(offered):
            raise Refused(f"{custom_id} offers {offered}, not {list(values)}.")
        if not select["min_values"] <= len(values) <= select["max_values"]:
            raise Refused(f"{custom_id} takes {select['min_values']} to {select['max_values']}.")
        data = {
            "component_type": select["type"],
            "custom_id": custom_id,
            "id": select["id"],
            "values": list(values),
        }
        return _answer(await self._ask(Kind.COMPONENT, data, shown))

    def commands(self) -> list[Json]:
        """The commands that Discord offers this person in their channel."""
        granted = self._world.permissions(self.user, self.channel)
        if not granted & Permission.USE_APPLICATION_COMMANDS:
            return []
        return [one for one in self._world.commands() if _permitted(one, granted)]

    def _find(self, name: str) -> list[Json]:
        """The command, then the groups and subcommands that the words name."""
        words = name.split()
        offered = self.commands()
        path: list[Json] = []
        for word in words:
            found = next((one for one in offered if one["name"] == word), None)
            if found is None:
                raise Refused(f"/{name} is not among the commands offered to {self.user.name}.")
            path.append(found)
            offered = [one for one in found.get("options", ()) if one["type"] <= OptionType.GROUP]
        if offered or not path:
            raise Refused(f"/{name} is not a whole command.")
        return path

    async def _ask(self, kind: Kind, data: Json, pressed: Json | None = None) -> Outcome:
        channel = self._world.channel(pressed["channel_id"]) if pressed else self.channel
        interaction = self._desk.open(kind, self.user, channel, pressed)
        event = payload(self._world, interaction, data, self.locale)
        self._world.tell("INTERACTION_CREATE", event)
        await self._acknowledged(interaction)
        try:
            async with asyncio.timeout(FOLLOW_UP_WITHIN):
                return await interaction.outcome
        except TimeoutError:
            raise NoAnswer("the bot said that it is thinking, and nothing since") from None

    async def _acknowledged(self, interaction: Interaction) -> None:
        try:
            async with asyncio.timeout(self._desk.answer_within):
                await interaction.acknowledged.wait()
        except TimeoutError:
            interaction.dead = True
            words = f"the bot did not answer within {self._desk.answer_within} s"
            raise NoAnswer(words) from None

    def _now(self, message: Answer | Json) -> Json:
        """The message as it is now; Refused where it is gone or hidden from this person."""
        sent = message.message if isinstance(message, Answer) else message
        message_id = int(sent["id"])
        found = self._desk.ephemeral.get(message_id)
        if found is not None and found["interaction_metadata"]["user"]["id"] != str(self.user.id):
            raise Refused(f"Only who asked sees this message, not {self.user.name}.")
        channel = self._world.channel(sent["channel_id"])
        found = found or channel.messages.get(message_id)
        if found is None or not self._world.permissions(self.user, channel):
            raise Refused("The message is gone.")
        return found

    def _first_channel(self) -> Channel:
        for channel in self._world.guild.channels.values():
            if self._world.permissions(self.user, channel):
                return channel
        raise LookupError(f"{self.user.name} sees no channel")


def _permitted(command: Json, granted: int) -> bool:
    """`default_member_permissions`: None lets everyone, "0" only administrators."""
    needed = command["default_member_permissions"]
    if granted & Permission.ADMINISTRATOR or needed is None:
        return True
    return needed != "0" and granted & int(needed) == int(needed)


def _nested(path: list[Json], options: list[Json], filling: Filling) -> Json:
    """The options inside their subcommand, inside its group, inside the command."""
    for part in reversed(path[1:]):
        options = [{"name": part["name"], "type": part["type"], "options": options}]
    command = path[0]
    data: Json = {"id": command["id"], "name": command["name"], "type": CHAT_INPUT}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    if options:
        data["options"] = options
    if filling.resolved:
        data["resolved"] = filling.resolved
    return data


def _component(message: Json, custom_id: str) -> Json:
    for component in interactive(message["components"]):
        if component.get("custom_id") == custom_id:
            if component.get("disabled"):
                raise Refused(f"{custom_id} is disabled.")
            return component
    there = [one.get("custom_id") for one in interactive(message["components"])]
    raise Refused(f"The message has no {custom_id}, only {there}.")


def _answer(outcome: Outcome) -> Answer:
    message = outcome.message or {"content": "", "embeds": [], "components": [], "flags": 0}
    return Answer(
        message["content"],
        message["embeds"],
        message["components"],
        bool(message["flags"] & EPHEMERAL),
        message,
        outcome.updated,
        outcome.modal,
    )
