"""Answers to people: for them alone unless they ask otherwise; one sentence for a mistake."""

import logging
from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any, cast

import discord
from aiohttp import ClientError
from discord import app_commands

from cogs.ui import mentions, mistakes
from cogs.ui.acknowledging import expected, first_answer
from cogs.ui.mentions import CONTENT_LIMIT
from news import render_notices
from news.errors import Mistake
from news.models import Notice
from pipeline import notices
from pipeline.room import Room
from storage import guilds

if TYPE_CHECKING:
    from cogs.bot import Downlink

log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062

_LANGUAGE = "language"


class Asked:
    """What somebody asks for: the question, and the room in which the answer is found.

    Whoever makes one answers: without a word of it for a while, Discord is told to wait.
    """

    def __init__(self, interaction: discord.Interaction) -> None:
        self.interaction = interaction
        self.bot = cast("Downlink", interaction.client)
        expected(interaction)

    @property
    def room(self) -> Room:
        return self.bot.newsroom.room

    @property
    def locale(self) -> str:
        """The language of whoever asks, or of their server where everyone sees the answer."""
        return str(self.interaction.extras.get(_LANGUAGE, self.interaction.locale))

    @property
    def guild_id(self) -> int:
        """The server in which this is asked, of what is offered in servers alone."""
        assert self.interaction.guild_id is not None
        return self.interaction.guild_id

    @property
    def server_id(self) -> int | None:
        """The server in which this is asked, if the bot is in it; else only what is public is seen.

        Who has the bot in their own account may ask in any server, and in direct messages.
        """
        known = self.bot.get_guild(self.interaction.guild_id or 0)
        return known.id if known else None

    @property
    def knows_server(self) -> bool:
        """Not right after a start, nor where there are its commands without the bot.

        Of such a server Discord shows an id and a language, and discord.py calls it available.
        """
        known = self.bot.get_guild(self.interaction.guild_id or 0)
        return known is not None and not known.unavailable

    async def speak_to_all(self) -> None:
        """From here on this is said in the language of the server, if it is asked in one."""
        if self.server_id is not None:
            chosen = await guilds.chosen(self.room.db, self.server_id)
            self.interaction.extras[_LANGUAGE] = chosen.speaks
        elif self.interaction.guild_locale is not None:
            self.interaction.extras[_LANGUAGE] = self.interaction.guild_locale

    async def defer(self) -> None:
        """Says that the answer may take a while, before it does; nothing, once that is said.

        Who does not say so is helped in time, but without a sign until then.
        """
        await first_answer(self.interaction).defer()

    async def answer(
        self,
        content: str | None = None,
        *,
        embeds: Sequence[discord.Embed] = (),
        view: discord.ui.View | None = None,
        files: Sequence[discord.File] = (),
        public: bool = False,
        alone: bool = False,
    ) -> None:
        """The first answer or, after a defer, the one that was waited for.

        Above what an admin alone sees stands what waits to be told to one, unless it is `alone`.
        """
        waits = not (public or alone) and is_admins(self.interaction)
        above, told = await self._above(len(content or "")) if waits else ("", [])
        given = self._given("\n\n".join(filter(None, [above, content])), embeds)
        if view is not None:
            given["view"] = view
        if files:
            given["files"] = list(files)
        await self._send(given, public=public)
        if told:
            await notices.shown(self.room, told)

    async def edit(
        self,
        content: str | None = None,
        *,
        embeds: Sequence[discord.Embed] = (),
        view: discord.ui.View | None = None,
    ) -> None:
        """The message of which something was pressed says this instead, with no other buttons."""
        given = {**self._given(content, embeds), "view": view}
        async with first_answer(self.interaction).held():
            if self.interaction.response.is_done():
                await self.interaction.edit_original_response(**given)
            else:
                await self.interaction.response.edit_message(**given)

    def opens_form(self) -> None:
        """It is answered by open(), so that Discord is told nothing before."""
        first_answer(self.interaction).waits_for_form()

    async def open(self, form: discord.ui.Modal) -> None:
        """Shows a form. Raises Mistake where it took so long that Discord shows none any more."""
        async with first_answer(self.interaction).held():
            if self.interaction.response.is_done():
                raise Mistake("answer.too_late")
            await self.interaction.response.send_modal(form)

    def _given(self, content: str | None, embeds: Sequence[discord.Embed]) -> dict[str, Any]:
        known = self.bot.command_ids
        return {
            "content": mentions.in_content(content, known) if content else None,
            "embeds": mentions.in_embeds(embeds, known),
        }

    async def _send(self, given: dict[str, Any], *, public: bool) -> None:
        first = first_answer(self.interaction)
        async with first.held():
            if not self.interaction.response.is_done():
                await self.interaction.response.send_message(**given, ephemeral=not public)
                return
            if first.is_shown_to_all and not public:
                # What fills its place would be seen by all, too.
                first.is_shown_to_all = False
                await self.interaction.delete_original_response()
            await self.interaction.followup.send(**given, ephemeral=not public)

    async def _above(self, below: int) -> tuple[str, list[Notice]]:
        """The notices that fit above an answer of so many characters."""
        try:
            waiting = await notices.waiting(self.room, self.guild_id)
        except Exception:  # they wait on; the answer must not
            log.exception("the notices above an answer could not be read")
            return "", []
        room = CONTENT_LIMIT - below - len("\n\n")
        return render_notices.above(waiting, room, self.locale)


def is_admins(interaction: discord.Interaction) -> bool:
    """Whether somebody who manages the server uses a command that is for them."""
    command = interaction.command
    if interaction.guild_id is None or not isinstance(command, app_commands.Command):
        return False
    needed = (command.root_parent or command).default_permissions
    return bool(needed and needed.manage_guild and interaction.permissions.manage_guild)


async def guarded(interaction: discord.Interaction, work: Coroutine[Any, Any, None]) -> None:
    """For buttons, menus and forms, whose errors discord.py would only log."""
    try:
        Asked(interaction).bot.costs.charge(interaction)
        await work
    except Exception as error:  # noqa: BLE001  # answered, and logged there
        work.close()
        await answer_error(interaction, error)


async def answer_error(
    interaction: discord.Interaction, error: Exception, view: discord.ui.View | None = None
) -> None:
    """A mistake is explained; whatever else it was gets a short id that is in the log, too.

    view: by which to go on from there.
    """
    if isinstance(error, discord.NotFound) and error.code == UNKNOWN_INTERACTION:
        log.warning("an answer came too late for Discord: %s", mistakes.named(interaction))
        return
    try:
        # With a mistake of ours nothing else may go wrong.
        alone, sentence = not isinstance(error, Mistake), mistakes.sentence(interaction, error)
        await Asked(interaction).answer(sentence, view=view, alone=alone)
    except (discord.HTTPException, ClientError, OSError) as failure:
        log.warning("an error could not be answered: %s", failure)
