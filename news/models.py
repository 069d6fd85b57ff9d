"""The values that travel: frozen, complete, made by pure code. Keys are computed from content."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

PUBLIC = "public"
"""The scope of what every server may see; any other scope is the id of a private source."""

ALL = "all"
"""Given where a topic may be given: every story that is about space."""


class Kind(StrEnum):
    """What sort of outlet a source is; decides whose headline leads a story."""

    OFFICIAL = "official"
    PRESS = "press"
    AGGREGATOR = "aggregator"
    PREPRINT = "preprint"
    OPINION = "opinion"
    COMPANY = "company"


class Fate(StrEnum):
    """What became of a story in a channel. A closed list: nothing leaves a queue without one."""

    OWED = "owed"
    TOLD = "told"
    FIRST_READING = "first reading"  # it was there before we first read its source
    EXPIRED = "expired"  # owed for more than a week
    REFUSED = "refused"  # Discord took it neither as a card nor as plain text
    UNSUBSCRIBED = "unsubscribed"  # nobody in the channel wants it any more
    HIDDEN = "hidden"  # the server may no longer see it
    GONE = "gone"  # the channel is


class PostKind(StrEnum):
    CARD = "card"
    ROUNDUP = "roundup"


class PostState(StrEnum):
    """A post is composed, then started before its first request, then in one of the ends."""

    COMPOSED = "composed"
    STARTED = "started"
    TOLD = "told"
    REFUSED = "refused"
    HIDDEN = "hidden"
    GONE = "gone"


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


@dataclass(frozen=True, slots=True)
class ArticleKeys:
    """By what an article is known again, each hashed and only where usable; see news.identity."""

    guid: str | None = None
    link: str | None = None
    title: str | None = None

    def __iter__(self) -> Iterator[str]:
        return (key for key in (self.guid, self.link, self.title) if key)


@dataclass(frozen=True, slots=True)
class Article:
    """One outlet's item. Texts are plain, never markup; times aware UTC; urls http(s).

    image is kept only where its source's licence allows showing it; image_credit goes with it.
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
    categories: tuple[str, ...] = ()
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One event, told by one or more articles, the lead first. Not to be shown: see SeenStory.

    told_at orders everything people see; first_seen_at alone decides what is owed.
    """

    key: str
    scope: str
    first_seen_at: datetime
    told_at: datetime
    topics: tuple[str, ...]
    articles: tuple[Article, ...]

    @property
    def lead(self) -> Article:
        return self.articles[0]


@dataclass(frozen=True, slots=True)
class GuildView:
    """What one server sees beside the public: the private sources it owns. No guild: a stranger."""

    guild_id: int | None = None
    sources: frozenset[str] = frozenset()

    def shows(self, scope: str) -> bool:
        return scope == PUBLIC or scope in self.sources


@dataclass(frozen=True, slots=True)
class SeenStory:
    """A story cut to one server. news.view.seen_by is the one place that makes these."""

    key: str
    told_at: datetime
    topics: tuple[str, ...]
    articles: tuple[Article, ...]

    @property
    def lead(self) -> Article:
        return self.articles[0]


@dataclass(frozen=True, slots=True)
class Topic:
    """One entry of the vocabulary; topics.toml says how words, names and without are matched."""

    id: str
    name: str
    emoji: str
    description: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscription:
    """One channel wants a topic, a source, or what is both. id 0: not saved yet.

    languages are those of its server's news; they bind a topic, not a source asked for by name.
    """

    guild_id: int
    channel_id: int
    topic: str | None = None
    source_id: str | None = None
    languages: frozenset[str] = frozenset({"en"})
    created_by: int = 0
    id: int = 0

    def wants(self, story: Story) -> bool:
        if self.source_id is not None:
            if not any(article.source_id == self.source_id for article in story.articles):
                return False
        elif story.lead.language not in self.languages:
            return False
        return self.topic in (None, ALL) or self.topic in story.topics


@dataclass(frozen=True, slots=True)
class Delivery:
    """A story owed to a channel, once, and what became of it."""

    guild_id: int
    channel_id: int
    story_key: str
    subscription_id: int
    owed_at: datetime
    fate: Fate = Fate.OWED
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One act owed to Discord. Its key is its nonce, and stands in a button of its message.

    expired counts stories that the post only mentions as too late to tell.
    """

    key: str
    guild_id: int
    channel_id: int
    kind: PostKind
    story_keys: tuple[str, ...]
    expired: int = 0
    plain: bool = False
    state: PostState = PostState.COMPOSED
    started_at: datetime | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What a reader will see: inside Discord's limits, escaped, and whole without its buttons.

    `continued` goes on where a description is full. `text` says the same without an embed, for
    the case that Discord refuses the card.
    """

    author: str
    title: str
    url: str | None
    description: str
    text: str
    continued: tuple[str, ...] = ()
    image: str | None = None
    footer: str = ""
    coverage: int = 1
