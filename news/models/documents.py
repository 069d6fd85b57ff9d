"""What a reading brings: a document as sent, and the same as read."""

from dataclasses import dataclass, field
from datetime import timedelta

from news.models.sources import Hints, Validators
from news.models.stories import Article


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as sent, before anyone reads it. `url` is where it was found in the end.

    fresh_for: what Cache-Control or Expires say. moved_to: the end of a chain of redirects that
    were all permanent. whole: it was asked for without a condition.
    """

    url: str
    body: bytes
    content_type: str = ""
    validators: Validators = field(default=Validators())
    body_hash: str = ""
    fresh_for: timedelta | None = None
    moved_to: str | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class NotModified:
    """The source has nothing else to say than last time; its validators may have changed.

    size: bytes of the body that came all the same and was what we had; 0 for a 304.
    """

    validators: Validators
    fresh_for: timedelta | None = None
    moved_to: str | None = None
    size: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A feed as read: what it says of itself, and its articles in its own order.

    format: as people call it ("RSS 2.0", "Atom 1.0", "JSON Feed 1.1"). items: how many it holds,
    those that cannot be told included. well_formed: nothing of it seems to be cut off. home: the
    site's own page. hub: its WebSub hub. expired: it says itself that nothing will come any more.
    """

    title: str
    format: str
    articles: tuple[Article, ...]
    items: int
    well_formed: bool = True
    home: str = ""
    language: str = ""
    hints: Hints = field(default=Hints())
    hub: str | None = None
    expired: bool = False
