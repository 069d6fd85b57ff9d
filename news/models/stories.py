"""What is told: articles, the stories they make, and what one server sees of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from news.models.sources import PUBLIC, Kind


@dataclass(frozen=True, slots=True)
class ArticleKeys:
    """By what an article is known again, each hashed and only where usable; see news.identity."""

    guid: str | None = None
    link: str | None = None
    title: str | None = None

    def __iter__(self) -> Iterator[str]:
        return (key for key in (self.guid, self.link, self.title) if key)


class Amendment(StrEnum):
    """What an outlet has done to an article since it was told; the later ones are the graver."""

    NONE = ""
    UPDATED = "updated"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Article:
    """One outlet's item. Texts are plain, never markup; times aware UTC; urls http(s).

    topics, entities: what it is about by its own words, most telling first; both are ids of the
    vocabulary, and its story has them from there.
    image is kept only where its source's licence allows showing it; image_credit goes with it.
    byline: who wrote it; credit: the agency or outlet that it was taken over from ("AFP").
    """

    key: str
    keys: ArticleKeys
    source_id: str
    outlet: str
    url: str
    title: str
    scope: str = PUBLIC
    kind: Kind = Kind.PRESS
    language: str = "en"
    summary: str = ""
    image: str | None = None
    image_credit: str = ""
    byline: str = ""
    credit: str = ""
    categories: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    published_at: datetime | None = None
    amended: Amendment = Amendment.NONE


class _Told:
    """What follows from a story's articles."""

    __slots__ = ()
    articles: tuple[Article, ...]

    @property
    def lead(self) -> Article:
        return self.articles[0]

    @property
    def entities(self) -> tuple[str, ...]:
        """What its articles name, the lead's first."""
        return tuple(dict.fromkeys(each for told in self.articles for each in told.entities))

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who tells it, the lead's outlet first."""
        return tuple(dict.fromkeys(told.outlet for told in self.articles))


@dataclass(frozen=True, slots=True)
class Story(_Told):
    """One event, told by one or more articles, the lead first. Not to be shown: see SeenStory.

    told_at orders everything people see; first_seen_at alone decides what is owed. beside: articles
    of the same event that must not enter it, since not every server sees both.
    """

    key: str
    scope: str
    first_seen_at: datetime
    told_at: datetime
    topics: tuple[str, ...]
    articles: tuple[Article, ...]
    beside: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class GuildView:
    """What one server sees beside the public: the private sources it owns. No guild: a stranger."""

    guild_id: int | None = None
    sources: frozenset[str] = frozenset()

    def shows(self, scope: str) -> bool:
        return scope == PUBLIC or scope in self.sources


@dataclass(frozen=True, slots=True)
class SeenStory(_Told):
    """A story cut to one server. news.view.seen_by is the one place that makes these."""

    key: str
    told_at: datetime
    topics: tuple[str, ...]
    articles: tuple[Article, ...]
