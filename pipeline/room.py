"""What the steps share: the open things, the settings, the clock."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from news.settings import DISCORD_RATE, Settings
from pipeline.ledger import Ledger
from pipeline.network import Network
from pipeline.pacing import Clock, Hosts, Pace, Window
from pipeline.parsing import Worker
from pipeline.refusals import Refusals
from pipeline.session import Session
from pipeline.studio import Studio
from pipeline.tasks import Tasks
from storage.database import Database


@dataclass(slots=True)
class Room:
    """`owed` is set when something new is to be told; `closing`, when no new work begins.

    `pace` gives turns to what is to be sent; `window` lets the requests themselves pass, some of
    which waited in between. Until `quiet_until` nothing is sent to any channel. `drawings` are the
    pictures on their way to answers.
    """

    db: Database
    session: Session
    worker: Worker
    settings: Settings
    clock: Clock
    hosts: Hosts = field(init=False)
    network: Network = field(init=False, default_factory=Network)
    ledger: Ledger = field(init=False)
    pace: Pace = field(init=False)
    window: Window = field(init=False)
    refusals: Refusals = field(init=False)
    studio: Studio = field(init=False, default_factory=Studio)
    drawings: Tasks[str] = field(init=False, default_factory=Tasks)
    owed: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    closing: bool = field(init=False, default=False)
    quiet_until: datetime | None = field(init=False, default=None)

    @property
    def is_quiet(self) -> bool:
        """Nothing may be told: the bot is ending, or Discord has blocked it or soon would."""
        blocked = self.quiet_until and self.clock() < self.quiet_until
        return bool(self.closing or blocked or self.refusals.rest_until)

    def __post_init__(self) -> None:
        self.hosts = Hosts(self.settings.host_gap.total_seconds(), self.clock)
        self.ledger = Ledger(self.db)
        self.refusals = Refusals(self.clock)
        self.pace = Pace(1 / self.settings.delivery_rate)
        self.window = Window(DISCORD_RATE)
