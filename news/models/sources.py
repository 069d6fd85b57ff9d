"""Whom we read, and what a reading brings and leaves behind."""

from dataclasses import dataclass, field
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class Reading:
    """What we remember of a source's last readings. Never read successfully: read_at is None."""

    validators: Validators = Validators()
    body_hash: str | None = None
    read_at: datetime | None = None
    failures: int = 0
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Whom we read. One url, one source, one fetch, however many servers added it."""

    id: str
    url: str
    outlet: str
    kind: Kind = Kind.PRESS
    language: str = "en"
    topics: tuple[str, ...] = ()
    images: bool = False
    licence: str = ""
    enabled: bool = True
    owners: frozenset[int] = frozenset()
    reading: Reading = field(default=Reading(), compare=False)

    @property
    def scope(self) -> str:
        """Public where nobody owns it, else private to its owners, under its own id."""
        return self.id if self.owners else PUBLIC


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as sent, before anyone reads it. `url` is where it was found in the end."""

    url: str
    body: bytes
    content_type: str = ""
    validators: Validators = Validators()
    body_hash: str = ""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The source has nothing else to say than last time; its validators may have changed."""

    validators: Validators
