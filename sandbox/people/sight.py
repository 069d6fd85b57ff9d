"""What is on a person's screen: messages as they are now, and forms that are still open."""

from __future__ import annotations

from sandbox.desk import Desk, Opened
from sandbox.limits.components import interactive
from sandbox.models import Channel, Json, MessageFlag, User
from sandbox.people.asking import Answer
from sandbox.people.refused import Refused

NO_CHANNEL = "There is no such channel any more."


class Sight:
    """Every look raises Refused for what is gone, or hidden from this person."""

    def __init__(self, desk: Desk, user: User) -> None:
        self._desk = desk
        self._user = user

    def channel(self, channel_id: str | int) -> Channel:
        world = self._desk.world
        try:
            channel = world.channel(channel_id)
        except LookupError:
            raise Refused(NO_CHANNEL) from None
        if not world.sees(self._user, channel):
            raise Refused(NO_CHANNEL)
        return channel

    def message(self, shown: Answer | Json) -> Json:
        message = shown.message if isinstance(shown, Answer) else shown
        if not message:
            raise Refused("There is no message.")
        channel, message_id = self.channel(message["channel_id"]), int(message["id"])
        found = self._desk.find(channel, message_id)
        if found is None or found["channel_id"] != str(channel.id):
            raise Refused("The message is gone.")
        secret = found["flags"] & MessageFlag.EPHEMERAL
        if secret and not self._desk.whispers.visible(message_id, self._user):
            raise Refused(f"Only who asked sees this message, not {self._user.name}.")
        return found

    def modal(self, shown: Answer | Json) -> Opened:
        """By the id of its modal, for whom it was opened."""
        modal = shown.modal if isinstance(shown, Answer) else shown
        opened = self._desk.modals.get(str((modal or {}).get("id")))
        if opened is None or opened.interaction.user is not self._user:
            raise Refused("This form is not open any more.")
        self.channel(opened.interaction.channel.id)
        return opened

    def under(self, opened: Opened) -> Json | None:
        """The message over which a modal opened, as it is now or was last, if it was one."""
        opener = opened.interaction
        if opener.pressed is None:
            return None
        return self._desk.find(opener.channel, int(opener.pressed["id"])) or opener.pressed


def component(message: Json, custom_id: str) -> Json:
    """The button or select of the message that has this id, if it can be used."""
    for one in interactive(message["components"]):
        if one.get("custom_id") == custom_id:
            if one.get("disabled"):
                raise Refused(f"{custom_id} is disabled.")
            return one
    there = [one.get("custom_id") for one in interactive(message["components"])]
    raise Refused(f"The message has no {custom_id}, only {there}.")
