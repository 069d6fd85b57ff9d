"""Who wants it, what is owed, and what becomes of that."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from news.models.sources import Trouble

ALL = "all"
"""Given where a topic may be given: every story that is about space."""


class Fate(StrEnum):
    """What became of a story in a channel. A closed list: nothing leaves a queue without one."""

    OWED = "owed"
    TOLD = "told"
    FIRST_READING = "first reading"  # it was there before we first read its source
    REPUBLISHED = "re-published"  # its source gave out old items anew, many at once
    TOO_OLD = "too old"  # by its own date it is from more than a week ago
    OFF_TOPIC = "off topic"  # not about space, so for those alone who asked for its source
    SAME_EVENT = "same event"  # which another story had told there, for its owners' eyes the same
    EXPIRED = "expired"  # owed for more than a week
    REFUSED = "refused"  # Discord took it neither as a card nor as plain text
    UNSUBSCRIBED = "unsubscribed"  # nobody in the channel wants it any more
    HIDDEN = "hidden"  # the server may no longer see it
    GONE = "gone"  # the channel is


WITHHELD = frozenset({Fate.FIRST_READING, Fate.REPUBLISHED, Fate.TOO_OLD, Fate.OFF_TOPIC})
"""Fates of what was never to be told; a later article of the story may be news all the same."""


class PostKind(StrEnum):
    CARD = "card"
    ROUNDUP = "roundup"
    EDIT = "edit"
    NOTICE = "notice"


class PostState(StrEnum):
    """A post is composed, then started before its first request, then in one of the ends."""

    COMPOSED = "composed"
    STARTED = "started"
    TOLD = "told"
    SAME_EVENT = "same event"  # which another story had told there, for its owners' eyes the same
    EXPIRED = "expired"
    REFUSED = "refused"
    HIDDEN = "hidden"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Subscription:
    """One channel wants a topic, a source, or what is both. id 0: not saved yet.

    topic: of a topic or an entity. languages are those of its server's news; they bind a topic, not
    a source asked for by name. What it wants by all that: news.audience.wants.
    """

    guild_id: int
    channel_id: int
    topic: str | None = None
    source_id: str | None = None
    languages: frozenset[str] = frozenset({"en"})
    created_by: int = 0
    id: int = 0


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

    expired counts stories that the post only mentions as too late to tell. A notice tells none.
    edits: the key of the post whose message an edit changes; message_id is that message's, then.
    lead: the key of the article that the message shows, where it has been sent.
    """

    key: str
    guild_id: int
    channel_id: int
    kind: PostKind
    story_keys: tuple[str, ...] = ()
    expired: int = 0
    plain: bool = False
    state: PostState = PostState.COMPOSED
    started_at: datetime | None = None
    message_id: int | None = None
    lead: str = ""
    edits: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a server is told of a source of its own: a sentence, said when it is shown.

    key: of the sentence. since: when what it tells began, or what is over now had begun.
    """

    guild_id: int
    source_id: str
    key: str
    outlet: str
    at: datetime
    since: datetime
    trouble: Trouble | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """What a reader will see: inside Discord's limits, escaped, and whole without its buttons.

    `continued` goes on where a description is full. `text` says the same without an embed, for
    the case that Discord refuses the card. `locale`: the language that its buttons speak, too.
    `lead`: the key of the article that it shows.
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
