"""Some weeks of the newsroom's life on a clock that is moved, and what is left of them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import select

from news.models import Article, Fate, Story, Subscription
from pipeline.newsroom import Newsroom
from pipeline.pacing import Pace
from pipeline.parsing import Worker
from pipeline.session import Session
from storage import channels, guilds, stories, subscriptions
from storage.database import Database
from storage.schema import deliveries
from storage.schema import stories as table
from tests.builders import Clock, chosen, source
from tests.pipeline.almanac import SERVERS, SOURCES, WANTED, Reading, readings
from tests.pipeline.telling import read
from tests.pipeline.witness import Trouble, Witness
from tests.storage.stock import keep

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Season:
    """away: when the bot did not run; it is started anew after that, and at the times of starts.

    busy: hours in which there is much of one topic.
    """

    begin: datetime
    end: datetime
    seed: int
    troubles: Sequence[Trouble] = ()
    away: Sequence[Span] = ()
    starts: Sequence[datetime] = ()
    busy: Sequence[tuple[datetime, str]] = ()

    def wakes(self, at: datetime) -> datetime:
        """When what was to be done then is done."""
        return next((end for begin, end in self.away if begin <= at < end), at)


@dataclass(frozen=True, slots=True)
class Owed:
    """A story owed to a channel, as it stands in the database at the end."""

    channel_id: int
    story_key: str
    subscription_id: int
    fate: Fate
    owed_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Record:
    """What is left of a season. outlets: when each story was told by one more, by its key."""

    season: Season
    witness: Witness
    owed: Sequence[Owed]
    wanted: Mapping[int, Subscription]
    stories: Mapping[str, Story]
    outlets: Mapping[str, Sequence[datetime]]


class Life:
    """The newsroom of a season, and all that it needs."""

    def __init__(self, season: Season, db: Database, session: Session, worker: Worker) -> None:
        self.season, self.db = season, db
        self.clock = Clock(season.begin)
        self.witness = Witness(self.clock, season.troubles)
        self.told: dict[str, list[datetime]] = {}
        self._starts = [*season.starts, *(end for _, end in season.away)]
        self._open = (session, worker)
        self._newsroom: Newsroom | None = None

    async def live(self) -> Record:
        await self._settle_in()
        season = self.season
        coming = readings(season.begin, season.end, season.seed, season.busy)
        while (then := await self._next(coming)) and then < season.end:
            self.clock.now = then
            read = [each for each in coming if each.at <= then]
            del coming[: len(read)]
            for source_id, several in groupby(
                sorted(read, key=attrgetter("source_id")), key=attrgetter("source_id")
            ):
                await self._keep(source_id, [each for one in several for each in one.articles])
            await self._deliver()
        self.clock.now = season.end
        await self._deliver()
        return await self._record()

    async def _next(self, coming: Sequence[Reading]) -> datetime | None:
        wakes_at = await channels.wakes_at(self.db, self.clock.now)
        times = [wakes_at, coming[0].at if coming else None]
        at = min((each for each in times if each), default=None)
        return at and self.season.wakes(at)

    async def _deliver(self) -> None:
        newsroom = self._running()
        while await newsroom.deliver_once(self.witness):
            await newsroom.finish()

    def _running(self) -> Newsroom:
        """The same as before, or a new one where the bot was started anew meanwhile."""
        passed = [each for each in self._starts if each <= self.clock.now]
        if self._newsroom is None or passed:
            self._starts = self._starts[len(passed) :]
            session, worker = self._open
            self._newsroom = Newsroom(self.db, session, worker, chosen(), self.clock)
            self._newsroom.room.pace = Pace(0)
        return self._newsroom

    async def _keep(self, source_id: str, new: Sequence[Article]) -> None:
        await read(self._running(), source_id, *new)
        for each in new:
            self.told.setdefault(each.title, []).append(self.clock.now)

    async def _settle_in(self) -> None:
        await keep(self.db, *map(source, SOURCES))
        async with self.db.transaction() as tx:
            for server in SERVERS:
                await guilds.speaks(tx, server.id, "en")
                await guilds.choose(tx, server.id, asdict(server.hours))
                for channel_id, place in server.places.items():
                    await channels.put(tx, channel_id, server.id, place)
            for each in WANTED:
                assert await subscriptions.add(tx, each, self.clock.now)

    async def _record(self) -> Record:
        standing = [
            each for one in SERVERS for each in await subscriptions.of_guild(self.db, one.id)
        ]
        rows = await self.db.rows(select(deliveries, table.c.key).join(table))
        owed = [
            Owed(r.channel_id, r.key, r.subscription_id, Fate(r.fate), r.owed_at, r.due_at)
            for r in rows
        ]
        keys = [row.key for row in await self.db.rows(select(table.c.key))]
        found = {each.key: each for each in await stories.by_keys(self.db, keys)}
        return Record(
            season=self.season,
            witness=self.witness,
            owed=owed,
            wanted={each.subscription.id: each.subscription for each in standing},
            stories=found,
            outlets={key: self.told[each.lead.title] for key, each in found.items()},
        )
