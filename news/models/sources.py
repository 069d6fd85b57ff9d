"""Whom we read, and what a reading leaves behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

PUBLIC = "public"
"""The scope of what every server may see; any other scope is the id of a private source."""


class Kind(StrEnum):
    """What sort of outlet a source is; decides whose headline leads a story."""

    OFFICIAL = "official"
    PRESS = "press"
    AGGREGATOR = "aggregator"
    PREPRINT = "preprint"
    OPINION = "opinion"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Validators:
    """ETag and Last-Modified, kept and sent back to the byte (RFC 9110 §8.8, §13.1)."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.etag or self.last_modified)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a reading failed: the key of a sentence and its values, which are text or numbers."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hints:
    """How often a document itself wants to be read: RSS's ttl, skipHours, skipDays; RSS 1.0's sy:.

    Hours are of the day in GMT, days are weekdays with Monday as 0.
    """

    every: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Move:
    """Where a source says it has moved for good, since when, and at how many readings it said so.

    Believed only when proven (news.schedule.is_proven): captive portals redirect, too.
    """

    url: str
    since: datetime
    times: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What we remember of a source's last readings. Never read successfully: read_at is None.

    whole_at: when it was last asked without a condition, so that a 304 that lies is found out.
    items: how many the last document held. gap: usual time between two of its items; news_at: when
    the newest was told. failing_since: the first of the failures in a row. stopped: the key of the
    sentence why it is not read any more, until somebody adds it anew. noticed: the state of health
    (news.health) that its owners were told of last.
    """

    validators: Validators = Validators()
    body_hash: str | None = None
    read_at: datetime | None = None
    whole_at: datetime | None = None
    items: int = 0
    hints: Hints = Hints()
    gap: timedelta | None = None
    news_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    trouble: Trouble | None = None
    stopped: str | None = None
    move: Move | None = None
    noticed: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Whom we read. One url, one source, one fetch, however many servers added it.

    url is what was given; address is where it is read, since it may prove to have moved for good.
    format: what a server was told of it when it added it, as Document.format; else empty.
    """

    id: str
    url: str
    outlet: str
    kind: Kind = Kind.PRESS
    language: str = "en"
    topics: tuple[str, ...] = ()
    images: bool = False
    licence: str = ""
    enabled: bool = True
    private: bool = False
    owners: frozenset[int] = frozenset()
    format: str = ""
    moved_to: str | None = None
    next_check_at: datetime | None = field(default=None, compare=False)
    reading: Reading = field(default=Reading(), compare=False)

    @property
    def scope(self) -> str:
        """Public where servers did not add it, else private to its owners, under its own id."""
        return self.id if self.private else PUBLIC

    @property
    def address(self) -> str:
        return self.moved_to or self.url
