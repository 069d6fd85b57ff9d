"""Who used what costs much, and how often of late: nobody keeps the bot busy alone."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import discord

from news import allowance
from news.errors import Mistake
from pipeline.pacing import Clock

COMMANDS = frozenset(
    (
        "Related stories",
        "feed add",
        "feed import",
        "news digest",
        "news related",
        "news search",
        "news sources",
        "news story",
        "news topics",
        "subscribe",
        "why",
    )
)
"""By their whole names: those that search the archive, rehearse, draw, or read a site."""

BUTTONS = re.compile(r"related:|page:1:(?:[^:]*:){4}[\s\S]")
"""By the beginnings of their custom ids. A page has a query at its end if it is a search's, which
searches for it anew; other lists cost little.
"""

_REMEMBERED = 1000


class Costs:
    """In memory: a restart takes longer than the wait. Lists that open while typing are free."""

    def __init__(self, clock: Clock) -> None:
        self.allowed = allowance.COSTLY
        self._clock = clock
        self._uses: dict[int, list[datetime]] = {}

    def charge(self, interaction: discord.Interaction) -> None:
        """Counts a use of what is costly. Raises Mistake where there were too many."""
        if not _is_costly(interaction):
            return
        now, person = self._clock(), interaction.user.id
        uses = self.allowed.counted(self._uses.get(person, ()), now)
        if free_at := self.allowed.free_at(uses, now):
            raise Mistake("answer.too_often", at=free_at)
        self._uses[person] = [*uses, now]
        if len(self._uses) > _REMEMBERED:
            self._forget(now)

    def _forget(self, now: datetime) -> None:
        """Those who may do as they like again."""
        counted = {each: self.allowed.counted(uses, now) for each, uses in self._uses.items()}
        self._uses = {each: uses for each, uses in counted.items() if uses}


def _is_costly(interaction: discord.Interaction) -> bool:
    if interaction.type is discord.InteractionType.application_command:
        command = interaction.command
        return command is not None and command.qualified_name in COMMANDS
    data: Mapping[str, Any] = interaction.data or {}
    return BUTTONS.match(str(data.get("custom_id", ""))) is not None
