"""The first answer to an interaction: one alone, and well within Discord's three seconds."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
from aiohttp import ClientError

from news.words import say

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.1
"""So long an answer may take before Discord is told that there will be one: few take longer."""

FORM_SECONDS = 2.0
"""So long a form may take to be shown, for which Discord is not to be told anything before."""

_KEY = "first answer"

_ANSWERED = (
    discord.InteractionType.application_command,
    discord.InteractionType.component,
    discord.InteractionType.modal_submit,
)


class FirstAnswer:
    """Given by whoever is the first to hold it: the answer itself or, in time, a deferral."""

    def __init__(self, interaction: discord.Interaction) -> None:
        self.is_expected = False
        """Whether some code of ours answers this: buttons and forms may be older than it."""
        self.is_shown_to_all = False
        """Whether it was deferred, and what comes is seen by everyone."""
        self._interaction = interaction
        self._alone = asyncio.Lock()
        self._timer = self._in(PATIENCE_SECONDS)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Nobody else answers meanwhile; the interaction's response says whether somebody has."""
        self._timer.cancel()
        async with self._alone:
            yield

    def waits_for_form(self) -> None:
        """Discord takes a form as the first answer alone."""
        self._timer.cancel()
        self._timer = self._in(FORM_SECONDS)

    async def defer(self) -> None:
        """Lets the answer take up to 15 minutes; nothing, where there was one."""
        async with self.held():
            if not self._interaction.response.is_done():
                await self._defer()

    def _in(self, seconds: float) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds, self._time_is_up)

    def _time_is_up(self) -> None:
        if not self._interaction.client.is_closed():
            self._deferring = asyncio.create_task(self._acknowledge())

    async def _acknowledge(self) -> None:
        try:
            if self.is_expected:
                await self.defer()
            else:
                await self._own_up()
        except (discord.HTTPException, ClientError, OSError) as error:
            log.warning("an interaction could not be acknowledged: %s", error)

    async def _own_up(self) -> None:
        """Nobody took it: a form or button of a version that is gone."""
        async with self.held():
            if not self._interaction.response.is_done():
                sentence = say("answer.forgotten", str(self._interaction.locale))
                await self._interaction.response.send_message(sentence, ephemeral=True)

    async def _defer(self) -> None:
        asked = self._interaction
        # Of what was pressed the message stays, and is changed or answered later.
        if asked.type is not discord.InteractionType.application_command and asked.message:
            await asked.response.defer()
            return
        self.is_shown_to_all = wants_public(asked)
        await asked.response.defer(ephemeral=not self.is_shown_to_all, thinking=True)


def first_answer(interaction: discord.Interaction) -> FirstAnswer:
    """The one of this interaction."""
    found: FirstAnswer | None = interaction.extras.get(_KEY)
    if found is None:
        found = interaction.extras[_KEY] = FirstAnswer(interaction)
    return found


def watch(interaction: discord.Interaction) -> None:
    """From here on the interaction is answered in time, whoever else sees to it, or nobody."""
    if interaction.type in _ANSWERED:
        first_answer(interaction)


def expected(interaction: discord.Interaction) -> None:
    """Somebody is at it."""
    if interaction.type in _ANSWERED:
        first_answer(interaction).is_expected = True


def wants_public(interaction: discord.Interaction) -> bool:
    """Whether somebody used a command with public:true."""
    is_command = interaction.type is discord.InteractionType.application_command
    return is_command and getattr(interaction.namespace, "public", False) is True
