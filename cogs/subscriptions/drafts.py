"""What was filled into a form and not taken, for whoever did that to go on from."""

from typing import NamedTuple, Self

from cogs.subscriptions.entries import Entries
from cogs.ui.answers import Asked

MOST = 500
"""Forms that are remembered."""


class Whose(NamedTuple):
    """mark: of the subscription. Nobody else's draft is ever found, whatever an id says."""

    guild_id: int
    user_id: int
    mark: str

    @classmethod
    def asking(cls, asked: Asked, mark: str) -> Self:
        return cls(asked.guild_id, asked.interaction.user.id, mark)


class Drafts:
    """The last of each. In memory: after a restart a form opens as its subscription stands."""

    def __init__(self) -> None:
        self._kept: dict[Whose, Entries] = {}

    def keep(self, whose: Whose, entries: Entries) -> None:
        self.drop(whose)
        self._kept[whose] = entries
        while len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]

    def find(self, whose: Whose) -> Entries | None:
        return self._kept.get(whose)

    def drop(self, whose: Whose) -> None:
        self._kept.pop(whose, None)
