"""The interactions in flight, by their tokens, and what the bot answers to them."""

from __future__ import annotations

import asyncio
import secrets
from itertools import takewhile
from typing import Any, NamedTuple

from sandbox.desk.attribution import attribution
from sandbox.desk.inflight import Interaction, Kind, Outcome
from sandbox.desk.owners import is_hushed
from sandbox.desk.whispers import Whispers
from sandbox.errors import (
    invalid_webhook_token,
    unknown_channel,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)
from sandbox.limits.messages import check_message
from sandbox.limits.modals import check_modal
from sandbox.models import Channel, Json, MessageFlag, User
from sandbox.rules.attachments import attach
from sandbox.rules.messages import amended, compose, refuse_empty
from sandbox.world import World

MOST_MODALS = 500


class Opened(NamedTuple):
    """A modal on somebody's screen, and the interaction whose answer opened it."""

    interaction: Interaction
    modal: Json


class Desk:
    """Every interaction by its token, with the messages and modals that only one person sees."""

    def __init__(self, world: World, answer_within: float = 3.0) -> None:
        self.world = world
        self.answer_within = answer_within
        self.whispers = Whispers(world)
        self.listeners = self.whispers.listeners
        self.modals: dict[str, Opened] = {}
        self._open: dict[str, Interaction] = {}

    def open(self, kind: Kind, user: User, channel: Channel, **cause: Any) -> Interaction:
        """Begin an interaction; the gateway is told of it by whoever asks.

        `cause` is what it came of, by the names of Interaction: used, pressed, opener.
        """
        token = secrets.token_urlsafe(48)
        interaction_id, now = self.world.next_id(), self.world.clock()
        for old in list(takewhile(lambda one: one.expired(now), self._open.values())):
            del self._open[old.token]
        opened = Interaction(interaction_id, token, kind, user, channel, now, **cause)
        self._open[token] = opened
        asyncio.get_running_loop().call_later(self.answer_within, opened.lapse)
        return opened

    @property
    def awaited(self) -> bool:
        """Whether somebody waits for what the bot will say, and it still may."""
        now = self.world.clock()
        return any(one.awaited and not one.expired(now) for one in self._open.values())

    def to_acknowledge(self, interaction_id: int, token: str) -> Interaction:
        """Raises ApiError 10062 if there is none, or it was not answered within three seconds."""
        interaction = self._open.get(token)
        if interaction is None or interaction.id != interaction_id or interaction.dead:
            raise unknown_interaction()
        return self._placed(interaction)

    def to_follow_up(self, token: str) -> Interaction:
        """Raises ApiError 50027 for a token that is unknown or fifteen minutes old.

        Before the first answer there is no webhook yet: 10015.
        """
        interaction = self._open.get(token)
        if interaction is None or interaction.expired(self.world.clock()):
            raise invalid_webhook_token()
        if interaction.callback is None:
            raise unknown_webhook()
        return self._placed(interaction)

    def _placed(self, interaction: Interaction) -> Interaction:
        try:
            self.world.channel(interaction.channel.id)
        except LookupError:
            raise unknown_channel() from None
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
        message["flags"] |= MessageFlag.LOADING
        self._send(interaction, message)
        return message

    def show_modal(self, interaction: Interaction, data: Json) -> None:
        """Open a modal over the channel of the person who asked; it stays until handed in."""
        modal = {"id": str(interaction.id), **check_modal(data)}
        self.modals[modal["id"]] = Opened(interaction, modal)
        if len(self.modals) > MOST_MODALS:
            del self.modals[next(iter(self.modals))]
        interaction.conclude(Outcome(modal=modal))

    def find(self, channel: Channel, message_id: int) -> Json | None:
        """A message as it is now, whoever sees it."""
        return self.whispers.find(message_id) or channel.messages.get(message_id)

    def message(self, interaction: Interaction, message_id: int) -> Json:
        """Raises ApiError 10008 where the interaction has no such message, or has it no more."""
        found = self.find(interaction.channel, message_id)
        if found is None or message_id not in interaction.messages | {interaction.original}:
            raise unknown_message()
        return found

    def gap(self, interaction: Interaction) -> int | None:
        """The id of the message that says that the bot is thinking, if it still does."""
        if interaction.original is None:
            return None
        found = self.find(interaction.channel, interaction.original)
        return interaction.original if found and found["flags"] & MessageFlag.LOADING else None

    def edit(self, interaction: Interaction, message_id: int, body: Json) -> Json:
        old = self.message(interaction, message_id)
        edited = amended(self.world, interaction.channel, old, check_message(body), body)
        if old["flags"] & MessageFlag.LOADING:
            # Filling the gap is no edit: nobody has seen the message before.
            edited |= {"flags": edited["flags"] & ~MessageFlag.LOADING, "edited_timestamp": None}
        if old["flags"] & MessageFlag.EPHEMERAL:
            self.whispers.replace(edited)
        else:
            self.world.replace_message(interaction.channel, edited)
        return edited

    def delete(self, interaction: Interaction, message_id: int) -> None:
        gone = self.message(interaction, message_id)
        if gone["flags"] & MessageFlag.EPHEMERAL:
            self.whispers.delete(message_id)
        else:
            self.world.delete_message(interaction.channel, message_id)
        if message_id == interaction.original:
            interaction.original = None

    def _message(self, interaction: Interaction, body: Json) -> Json:
        world = self.world
        parts = check_message(body)
        message = compose(world, interaction.channel, world.bot, parts, body)
        message["flags"] |= parts.get("flags", 0) & MessageFlag.EPHEMERAL
        if is_hushed(world, interaction):
            message["flags"] |= MessageFlag.EPHEMERAL
        return {
            **attach(world, message, parts),
            "webhook_id": str(world.application_id),
            "application_id": str(world.application_id),
            **attribution(world, interaction),
        }

    def _send(self, interaction: Interaction, message: Json) -> None:
        interaction.messages.add(int(message["id"]))
        if message["flags"] & MessageFlag.EPHEMERAL:
            self.whispers.add(interaction.user, message)
        else:
            self.world.add_message(interaction.channel, message)
