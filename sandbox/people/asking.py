"""Putting a question to the bot, and what comes back."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from sandbox.desk import Desk
from sandbox.desk.inflight import Interaction, Outcome
from sandbox.models import Json, MessageFlag
from sandbox.people.payloads import payload

FOLLOW_UP_WITHIN = 15 * 60.0
_COMMAND = re.compile(r"<(/[^:<>]+):\d+>")


class NoAnswer(Exception):
    """The bot did not answer in time; the interaction's token is dead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered. `updated`: it changed the message whose button was pressed.

    In content and embeds, commands that can be clicked stand as they are shown: "/news search".
    """

    content: str
    embeds: list[Json]
    components: list[Json]
    ephemeral: bool
    message: Json
    updated: bool = False
    modal: Json | None = None


async def ask(desk: Desk, asked: Interaction, data: Json, locale: str, patient: bool) -> Outcome:
    """Tell the bot of the interaction, and wait: for something to see, or for its first answer."""
    desk.world.tell("INTERACTION_CREATE", payload(desk.world, asked, data, locale))
    await asked.settled.wait()
    if asked.dead:
        raise NoAnswer(f"the bot did not answer within {desk.answer_within} s")
    if not patient and not asked.outcome.done():
        return Outcome()
    try:
        async with asyncio.timeout(FOLLOW_UP_WITHIN):
            return await asked.outcome
    except TimeoutError:
        raise NoAnswer("the bot said that it is thinking, and nothing since") from None


def answer(outcome: Outcome) -> Answer:
    """Without a message, an empty one."""
    message = outcome.message or {}
    return Answer(
        _COMMAND.sub(r"\1", message.get("content", "")),
        [_shown(embed) for embed in message.get("embeds", [])],
        message.get("components", []),
        bool(message.get("flags", 0) & MessageFlag.EPHEMERAL),
        message,
        outcome.updated,
        outcome.modal,
    )


def _shown(embed: Json) -> Json:
    shown = dict(embed)
    if "description" in shown:
        shown["description"] = _COMMAND.sub(r"\1", shown["description"])
    if "fields" in shown:
        shown["fields"] = [
            {**each, "value": _COMMAND.sub(r"\1", each["value"])} for each in shown["fields"]
        ]
    return shown
