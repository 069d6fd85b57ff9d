"""The demo's week: subscribed by its admin, told by the bot and talked about, within seconds."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from sandbox.demo.newsstand import Newsstand
from sandbox.demo.outlets import Item
from sandbox.demo.plot import Said, Subscription, digest_before, events, read
from sandbox.models import Forum, Json
from sandbox.people import members
from sandbox.people.person import NoAnswer
from sandbox.people.refused import Refused
from sandbox.rules.access import may_write
from sandbox.server import Sandbox

LENGTH = timedelta(days=7)

ADMIN = "ada"
ELSEWHERE = "general"
TRIES = 5
"""How often the admin types a command that is not answered in time: a machine may be slow."""

TYPING = timedelta(seconds=5)
"""What the admin takes for a command: who is quicker than people are may be told to wait."""

START_SECONDS = 60.0
TELLING_SECONDS = 10.0
"""How long is waited for the bot: what it does not tell by then holds up nobody."""

_ADDRESS = re.compile(r"https?://[^\s()<>]+")

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


class Week:
    """Goes from a week before `present` to now, an hour with news at a time."""

    def __init__(
        self, sandbox: Sandbox, newsstand: Newsstand, clock: Clock, present: datetime
    ) -> None:
        self._subscriptions, self._said = read(present, newsstand.club_page)
        self._sandbox, self._newsstand, self._clock = sandbox, newsstand, clock
        self._present = present
        # What was out before the newest digest was due.
        self._for_digest: list[Item] = []

    async def play(self) -> None:
        """Returns when the clock is the real one and live items are on their way."""
        sandbox = self._sandbox
        # What takes a week must not be slowed down to Discord's pace.
        sandbox.limits = False
        await self._until(self._is_ready, START_SECONDS)
        for wanted in self._subscriptions:
            self._clock.jump(self._clock() + TYPING)
            with suppress(LookupError):  # a visitor may have deleted the channel
                await self._subscribe(wanted)
        await self._newsstand.until_read()
        for moment in self._moments():
            await self._reach(moment)
        await self._until(lambda: not sandbox.awaited, TELLING_SECONDS)
        self.end()

    def end(self) -> None:
        """The clock is the real one, and live items come."""
        self._clock.catch_up()
        self._sandbox.limits = True
        self._newsstand.go_live()

    def _moments(self) -> list[datetime]:
        """Where the clock stops: when hours with news are over, people talk, or digests are due.

        What is told within one hour with news is told together, digests too.
        """
        programme = self._newsstand.programme
        digests = [each for each in self._digests() if not programme.is_amid_news(each)]
        return sorted({*programme.hours(), *(one.at for one in self._said), *digests})

    def _digests(self) -> Iterator[datetime]:
        """Of the week, the newest first."""
        due_at = digest_before(self._present)
        while due_at > self._present - LENGTH:
            yield due_at
            due_at = digest_before(due_at - timedelta(seconds=1))

    async def _subscribe(self, wanted: Subscription) -> None:
        """The answer is awaited: its token would not outlive the first jump of the clock."""
        # A visitor may have removed it, and invite it again.
        await self._until(self._is_ready, TELLING_SECONDS)
        is_forum = isinstance(self._sandbox.world.channel(wanted.channel), Forum)
        # In a forum there is nowhere to type.
        admin = self._sandbox.person(ADMIN, ELSEWHERE if is_forum else wanted.channel)
        for _ in range(TRIES):
            with suppress(NoAnswer, Refused):
                await admin.command("subscribe", **wanted.options)
                return
        log.warning("the bot has not answered: #%s gets no news", wanted.channel)

    async def _reach(self, moment: datetime) -> None:
        # The token of an answer that is on its way to a visitor would not outlive the jump.
        await self._until(lambda: not self._sandbox.awaited, TELLING_SECONDS)
        if self._clock() < digest_before(moment):
            self._for_digest = self._newsstand.published()
        self._clock.jump(moment)
        while self._said and self._said[0].at <= moment:
            self._say(self._said.pop(0))
        await self._until(self._all_told, TELLING_SECONDS)

    def _is_ready(self) -> bool:
        return bool(self._sandbox.world.commands()) and self._sandbox.connected

    async def _until(self, condition: Callable[[], bool], seconds: float) -> None:
        try:
            await self._sandbox.until(condition, seconds)
        except TimeoutError as late:
            log.warning("the week goes on all the same: %s", late)

    def _say(self, one: Said) -> None:
        world = self._sandbox.world
        with suppress(LookupError):  # a visitor may have deleted the channel
            members.say(world, world.user(one.user), world.channel(one.channel), one.content)

    def _all_told(self) -> bool:
        return all(
            self._is_told(each) for each in self._subscriptions if self._is_open(each.channel)
        )

    def _is_open(self, name: str) -> bool:
        """A visitor may have deleted the channel, or closed it to the bot."""
        world = self._sandbox.world
        with suppress(LookupError):
            return world.has_bot and may_write(world, world.bot, world.channel(name))
        return False

    def _is_told(self, wanted: Subscription) -> bool:
        """What has a budget counts as told: it may wait for an hour."""
        if wanted.is_limited:
            return True
        out = self._for_digest if wanted.is_digest else self._newsstand.published()
        owed = events(item for item in out if wanted.wants(item))
        told = self._told(wanted.channel)
        return all(told & {self._newsstand.address(item) for item in each} for each in owed)

    def _told(self, name: str) -> set[str]:
        """The addresses that stories in a channel lead to, or in the posts of a forum."""
        guild, channel = self._sandbox.world.guild, self._sandbox.world.channel(name)
        places = [channel, *guild.threads_in(channel)]
        return {link for each in places for one in each.messages.values() for link in links(one)}


def links(message: Json) -> set[str]:
    """The addresses to which a message's embeds lead."""
    found: set[str] = set()
    for embed in message["embeds"]:
        found |= {*_ADDRESS.findall(f"{embed.get('url')} {embed.get('description')}")}
    return found
