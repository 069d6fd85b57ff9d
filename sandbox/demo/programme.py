"""What the newsstand publishes and when: a week that is over, then live items without an end."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from sandbox.demo.endless import Endless
from sandbox.demo.outlets import Item, Later, Outlet

CONTENT = Path(__file__).with_name("newsstand.toml")
CLUB = Path(__file__).with_name("club.toml")
"""What a club publishes that no catalogue knows: a visitor may add it."""

FIRST = timedelta(seconds=8)
"""From going live to the first live item."""

EVERY = timedelta(seconds=20)
"""Between two live items: time to read one, and no time to be bored."""

CLUB_FIRST = timedelta(seconds=45)
CLUB_EVERY = timedelta(minutes=1)
"""Its two outlets take turns: whoever adds one of them sees something new before long."""

SLOWER = 3
"""So many times as far apart is what comes when all live items are out."""

APART = timedelta(hours=2)
"""Older items further apart than this belong to different hours of the week."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An outlet's document is not to be had, from one moment on and until another.

    Answered with `status`; without one, the document is cut off on its way.
    """

    outlet: str
    begins_at: datetime
    ends_at: datetime
    status: int | None


class Programme:
    """What a file says: older items have their age at `present`; go_live() schedules live ones.

    When these are out, more come for ever, SLOWER.
    """

    def __init__(
        self,
        present: datetime,
        every: timedelta = EVERY,
        first: timedelta = FIRST,
        content: Path = CONTENT,
    ) -> None:
        self._content = tomllib.loads(content.read_text(encoding="utf-8"))
        self._every, self._first = every, first
        self.outlets = tuple(_outlet(table) for table in self._content["outlet"])
        self.items = [
            _item(table, present - timedelta(**table["ago"])) for table in self._content["older"]
        ]
        self.troubles: list[Trouble] = []
        self._endless = Endless(self._content)

    def go_live(self, now: datetime) -> None:
        """The first live item comes soon, then one after another, or several together."""
        live = self._content["live"]
        turns = accumulate(not table.get("together", False) for table in live)
        times = [now + self._first + (turn - 1) * self._every for turn in turns]
        self.items += [_item(table, time) for table, time in zip(live, times, strict=True)]
        self.troubles += [_trouble(table, times) for table in self._content.get("trouble", ())]
        pace = SLOWER * self._every
        self._endless.begin(times[-1] + pace, pace)

    def published(self, now: datetime) -> list[Item]:
        """What is out at `now` and as it reads then, oldest first."""
        written = [item.read_at(now) for item in self.items if item.published_at <= now]
        return written + self._endless.out(now)

    def hours(self) -> list[datetime]:
        """When the last of each group of neighbouring items is out."""
        times = [item.published_at for item in self.items]
        return [one for one, following in pairwise(times) if following - one > APART] + times[-1:]

    def is_amid_news(self, moment: datetime) -> bool:
        """Whether it lies between two neighbouring items."""
        times = [item.published_at for item in self.items]
        return any(
            one < moment < following and following - one <= APART
            for one, following in pairwise(times)
        )

    def trouble(self, outlet: Outlet, now: datetime) -> Trouble | None:
        """What keeps the outlet's document from being read now."""
        for trouble in self.troubles:
            if trouble.outlet == outlet.id and trouble.begins_at <= now < trouble.ends_at:
                return trouble
        return None


def _outlet(table: dict[str, Any]) -> Outlet:
    return Outlet(**table | {"topics": tuple(table.get("topics", ()))})


def _item(table: dict[str, Any], published_at: datetime) -> Item:
    topics = tuple(table["topics"])
    told = table["outlet"], table["title"], table["summary"]
    later = _later(table["later"], published_at) if "later" in table else None
    return Item(*told, topics, published_at, table.get("event", ""), later=later)


def _later(table: dict[str, Any], published_at: datetime) -> Later:
    return Later(published_at + timedelta(**table["after"]), table["title"], table["summary"])


def _trouble(table: dict[str, Any], times: Sequence[datetime]) -> Trouble:
    """times: of the live items, which it counts from 1."""
    begins_at, ends_at = times[table["from"] - 1], times[table["until"] - 1]
    return Trouble(table["outlet"], begins_at, ends_at, table.get("status"))
