"""The demo's week: subscribed by its admin, told by the bot and talked about, within seconds."""

import logging
import tomllib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sandbox.demo.newsstand import Newsstand
from sandbox.demo.outlets import Item
from sandbox.people import members
from sandbox.people.person import NoAnswer
from sandbox.server import Sandbox

CONTENT = Path(__file__).with_name("week.toml")
LENGTH = timedelta(days=7)

ADMIN = "ada"
TRIES = 5
"""How often the admin types a command that is not answered in time: a machine may be slow."""

START_SECONDS = 60.0
TELLING_SECONDS = 10.0
"""How long is waited for the bot: what it does not tell by then holds up nobody."""

log = logging.getLogger(__name__)


class Clock:
    """As far behind the real time as the play is; never goes back."""

    def __init__(self, real: Callable[[], datetime], behind: timedelta = LENGTH) -> None:
        self._real = real
        self._behind = behind

    def __call__(self) -> datetime:
        return self._real() - self._behind

    def jump(self, moment: datetime) -> None:
        self._behind = min(self._behind, self._real() - moment)

    def catch_up(self) -> None:
        """From now on it is the real time."""
        self._behind = timedelta()


@dataclass(frozen=True, slots=True)
class Subscription:
    """What an admin wants in a channel: all that is about a topic, or all of one source."""

    channel: str
    topic: str | None = None
    source: str | None = None

    @property
    def options(self) -> dict[str, str]:
        given = {"channel": self.channel, "topic": self.topic, "source": self.source}
        return {name: value for name, value in given.items() if value is not None}

    def wants(self, item: Item) -> bool:
        if self.source is not None:
            return item.outlet == self.source
        return self.topic == "all" or self.topic in item.topics


def events(items: Iterable[Item]) -> list[list[Item]]:
    """The items by what they tell: what several outlets tell alike is one story, and one card."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.event or item.path, []).append(item)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Said:
    """What a member says in a channel, and when."""

    at: datetime
    user: str
    channel: str
    content: str


def read(present: datetime, club: str) -> tuple[list[Subscription], list[Said]]:
    """What week.toml says, in the order of time; `club` is the address that stands for {club}."""
    content = tomllib.loads(CONTENT.read_text(encoding="utf-8").replace("{club}", club))
    said = [Said(present - timedelta(**one.pop("ago")), **one) for one in content["said"]]
    return [Subscription(**one) for one in content["subscription"]], said


class Week:
    """Goes from a week before `present` to now, an hour with news at a time."""

    def __init__(
        self, sandbox: Sandbox, newsstand: Newsstand, clock: Clock, present: datetime
    ) -> None:
        self._subscriptions, self._said = read(present, newsstand.club_page)
        self._sandbox, self._newsstand, self._clock = sandbox, newsstand, clock

    async def play(self) -> None:
        """Returns when the clock is the real one and live items are on their way."""
        sandbox = self._sandbox
        # What takes a week must not be slowed down to Discord's pace.
        sandbox.limits = False
        await sandbox.until(lambda: sandbox.world.commands() and sandbox.connected, START_SECONDS)
        for wanted in self._subscriptions:
            await self._subscribe(wanted)
        await self._newsstand.until_read()
        for moment in sorted({*self._newsstand.programme.hours(), *(one.at for one in self._said)}):
            await self._reach(moment)
        await self._until(lambda: not sandbox.awaited)
        self._clock.catch_up()
        sandbox.limits = True
        self._newsstand.go_live()

    async def _subscribe(self, wanted: Subscription) -> None:
        """The answer is awaited: its token would not outlive the first jump of the clock."""
        admin = self._sandbox.person(ADMIN, wanted.channel)
        for _ in range(TRIES):
            with suppress(NoAnswer):
                await admin.command("subscribe", **wanted.options)
                return
        log.warning("the bot has not answered: #%s gets no news", wanted.channel)

    async def _reach(self, moment: datetime) -> None:
        # The token of an answer that is on its way to a visitor would not outlive the jump.
        await self._until(lambda: not self._sandbox.awaited)
        self._clock.jump(moment)
        while self._said and self._said[0].at <= moment:
            self._say(self._said.pop(0))
        await self._until(self._all_told)

    async def _until(self, condition: Callable[[], bool]) -> None:
        try:
            await self._sandbox.until(condition, TELLING_SECONDS)
        except TimeoutError as late:
            log.warning("the week goes on all the same: %s", late)

    def _say(self, one: Said) -> None:
        world = self._sandbox.world
        members.say(world, world.user(one.user), world.channel(one.channel), one.content)

    def _all_told(self) -> bool:
        published = self._newsstand.published()
        for wanted in self._subscriptions:
            owed = events(item for item in published if wanted.wants(item))
            told = self._told(wanted.channel)
            if not all(told & {self._newsstand.address(item) for item in each} for each in owed):
                return False
        return True

    def _told(self, channel: str) -> set[str]:
        """The addresses that stories in the channel lead to."""
        messages = self._sandbox.world.messages(channel)
        return {embed.get("url", "") for message in messages for embed in message["embeds"]}
