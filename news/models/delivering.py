"""Who wants it, what is owed, and what becomes of that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from news.models.sources import Trouble
from news.models.stories import Amendment

ALL = "all"
"""Given where a topic may be given: every story that is about space."""


class Fate(StrEnum):
    """What became of a story in a channel. A closed list: nothing leaves a queue without one."""

    OWED = "owed"
    QUIET = "quiet hours"  # it waits for their end
    BUDGET = "over budget"  # it waits until its subscription may post again
    DIGEST = "for a digest"  # it waits for the next one
    TOLD = "told"
    FIRST_READING = "first reading"  # it was there before we first read its source
    REPUBLISHED = "re-published"  # its source gave out old items anew, many at once
    TOO_OLD = "too old"  # by its own date it is from more than a week ago
    OFF_TOPIC = "off topic"  # not about space, so for those alone who asked for its source
    PAUSED = "paused"  # it waits for its subscription to be resumed
    IN_PAUSE = "in a pause"  # it came while its subscription was paused
    SAME_EVENT = "same event"  # which another story had told there, for its owners' eyes the same
    EXPIRED = "expired"  # owed for more than a week
    REFUSED = "refused"  # Discord took it neither as a card nor as plain text
    UNSUBSCRIBED = "unsubscribed"  # nobody in the channel wants it any more
    HIDDEN = "hidden"  # the server may no longer see it
    GONE = "gone"  # the channel is


WITHHELD = frozenset(
    {
        Fate.FIRST_READING,
        Fate.REPUBLISHED,
        Fate.TOO_OLD,
        Fate.OFF_TOPIC,
        Fate.PAUSED,
        Fate.IN_PAUSE,
    }
)
"""Fates of what is not to be told so far; a later article of the story may be news all the same."""

HELD = frozenset({Fate.QUIET, Fate.BUDGET, Fate.DIGEST})
"""Fates of what is told later."""

PENDING = HELD | {Fate.OWED}
"""Fates of what is still to be told."""


class Style(StrEnum):
    """How a subscription's stories look."""

    CARD = "card"
    COMPACT = "compact"  # a line each, several in a message


class Pace(StrEnum):
    """When a subscription's stories are told, the fastest first: at once or in a digest."""

    INSTANT = "instant"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"

    @property
    def rank(self) -> int:
        """0: the fastest."""
        return list(Pace).index(self)


class Place(StrEnum):
    """What sort of channel is told."""

    TEXT = "text"
    ANNOUNCEMENT = "announcement"
    FORUM = "forum"
    THREAD = "thread"


class PostKind(StrEnum):
    CARD = "card"
    COMPACT = "compact"
    ROUNDUP = "roundup"
    DIGEST = "digest"
    EDIT = "edit"
    CROSSPOST = "crosspost"
    NOTICE = "notice"
    WELCOME = "welcome"  # the first words in a server
    TEST = "test"  # asked for by an admin, to see that messages arrive


AFTERWARDS = frozenset({PostKind.EDIT, PostKind.CROSSPOST})
"""Posts that are done to the message of another: they keep no channel's order, and hold up none."""

STORYLESS = frozenset({PostKind.NOTICE, PostKind.WELCOME, PostKind.TEST})
"""Posts in which the bot speaks for itself: never composed anew, and they keep no quiet hours."""


class PostState(StrEnum):
    """A post is composed, then started before its first request, then in one of the ends."""

    COMPOSED = "composed"
    STARTED = "started"
    TOLD = "told"
    EXPIRED = "expired"
    REFUSED = "refused"
    HIDDEN = "hidden"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Subscription:
    """One channel wants a topic, a source, a query, or what is all of them. id 0: not saved yet.

    topic: of a topic or an entity. query: canonical (news.filters); "": none. languages are those
    of its server's news; they bind a topic or a query, not a source asked for by name. What it
    wants by all that: news.audience.wants. mention: a role's id. publish: its messages are
    crossposted. silent: they make no sound. max_per_hour: messages; what is more is rounded up.
    paused_at: since then it wants nothing new; None: it goes on.
    """

    guild_id: int
    channel_id: int
    topic: str | None = None
    source_id: str | None = None
    query: str = ""
    languages: frozenset[str] = frozenset({"en"})
    style: Style = Style.CARD
    pace: Pace = Pace.INSTANT
    mention: int | None = None
    publish: bool = False
    silent: bool = False
    max_per_hour: int | None = None
    created_by: int = 0
    paused_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """A story owed to a channel, once, and what became of it.

    due_at: when it is to be told, or at once. outlets, topic: of its story, as far as they are
    known: by them a digest is ranked and grouped.
    """

    guild_id: int
    channel_id: int
    story_key: str
    subscription_id: int
    owed_at: datetime
    fate: Fate = Fate.OWED
    source_id: str = ""
    pace: Pace = Pace.INSTANT
    due_at: datetime | None = None
    outlets: int = 1
    topic: str = ""

    @property
    def since(self) -> datetime:
        """Since when it could have been told."""
        return self.due_at or self.owed_at


@dataclass(frozen=True, slots=True)
class Post:
    """One act owed to Discord. Its key is its nonce, and stands in a button of its message.

    place: what sort of channel it is for. expired counts stories that the post only mentions as too
    late to tell. What is STORYLESS has none. pace: of a digest; part of parts, where it takes
    several. due_at: not before. mention: the role to ping. budget_of: the subscription whose hourly
    budget it takes. publish: its message is to be crossposted. edits: the key of the post whose
    message is edited or crossposted; message_id, lead and published are that post's, then. In a
    forum a message is a thread's first one and has the thread's id.
    lead: the key of the article that the message shows, where it has been sent.
    published: the message has been crossposted. amended: what became of that article, as far as the
    message says so, or, of an edit, is to say.
    """

    key: str
    guild_id: int
    channel_id: int
    kind: PostKind
    story_keys: tuple[str, ...] = ()
    place: Place = Place.TEXT
    expired: int = 0
    pace: Pace = Pace.INSTANT
    part: int = 1
    parts: int = 1
    plain: bool = False
    silent: bool = False
    publish: bool = False
    mention: int | None = None
    budget_of: int | None = None
    due_at: datetime | None = None
    state: PostState = PostState.COMPOSED
    composed_at: datetime | None = field(default=None, compare=False)
    started_at: datetime | None = None
    message_id: int | None = None
    lead: str = ""
    edits: str = ""
    published: bool = False
    amended: Amendment = Amendment.NONE


@dataclass(frozen=True, slots=True)
class Notice:
    """What a server is told: a sentence, said when it is shown.

    key: of the sentence. source_id: a source of its own that it is about; "": it is about something
    else, which `values` say. outlet: the source's. since: when what it tells began, or what is over
    now had begun.
    """

    guild_id: int
    source_id: str
    key: str
    outlet: str
    at: datetime
    since: datetime
    trouble: Trouble | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    id: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """What a reader will see: inside Discord's limits, escaped, and whole without its buttons.

    `continued` goes on where a description is full. `text` says the same without an embed, for
    the case that Discord refuses the card. `locale`: the language that its buttons speak, too.
    `lead`: the key of the article that it shows. `shown`: keys of the stories in it. `subject`:
    the title of a forum post; `topics`: ids by which its tags are chosen, most telling first.
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
    locale: str = "en"
    lead: str = ""
    shown: tuple[str, ...] = ()
    subject: str = ""
    topics: tuple[str, ...] = ()
