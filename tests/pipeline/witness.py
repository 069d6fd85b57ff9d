"""A Discord that remembers which message came when, and has bad hours."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from news.errors import SendFailed
from news.models import Card, Place, Post, PostKind
from tests.builders import Clock

REMEMBERED = timedelta(minutes=5)
"""How long it knows a nonce."""


@dataclass(frozen=True, slots=True)
class Message:
    """id: in the order of all messages."""

    id: int
    at: datetime
    post: Post
    card: Card

    @property
    def is_digest(self) -> bool:
        return self.post.kind is PostKind.DIGEST


@dataclass(frozen=True, slots=True)
class Trouble:
    """From begin to end Discord answers like this; after_all: it has done what it was asked.

    channels: in these alone.
    """

    begin: datetime
    end: datetime
    error: SendFailed
    after_all: bool = False
    channels: Collection[int] = ()

    def meets(self, channel_id: int, at: datetime) -> bool:
        return self.begin <= at < self.end and (not self.channels or channel_id in self.channels)


@dataclass(slots=True)
class Witness:
    """A Messenger. published: when, and the id of which message."""

    clock: Clock
    troubles: Collection[Trouble] = ()
    messages: list[Message] = field(default_factory=list)
    published: list[tuple[datetime, int]] = field(default_factory=list)
    edits: list[tuple[int, Card]] = field(default_factory=list)
    _known: dict[str, Message] = field(default_factory=dict)

    async def send(self, post: Post, card: Card) -> int:
        with self._tried(post):
            message = self._twin(post) or self._take(post, card)
        return message.id

    async def edit(self, post: Post, card: Card) -> None:
        assert post.message_id is not None
        with self._tried(post):
            self.edits.append((post.message_id, card))

    async def publish(self, post: Post) -> None:
        assert post.message_id is not None
        with self._tried(post):
            if post.message_id not in {each for _, each in self.published}:
                self.published.append((self.clock.now, post.message_id))

    async def find(self, post: Post) -> int | None:
        found = self._known.get(post.key)
        return found.id if found else None

    def of(self, channel_id: int) -> list[Message]:
        return [each for each in self.messages if each.post.channel_id == channel_id]

    @contextmanager
    def _tried(self, post: Post) -> Iterator[None]:
        """What is asked is done, unless there is trouble before that; an answer may be lost."""
        trouble = self._trouble(post)
        if trouble and not trouble.after_all:
            raise trouble.error
        yield
        if trouble:
            raise trouble.error

    def _trouble(self, post: Post) -> Trouble | None:
        now = self.clock.now
        met = (each for each in self.troubles if each.meets(post.channel_id, now))
        return next(met, None)

    def _twin(self, post: Post) -> Message | None:
        """What Discord drops the nonce's second message for."""
        found = self._known.get(post.key)
        if found is None or post.place is Place.FORUM or self.clock.now - found.at > REMEMBERED:
            return None
        return found

    def _take(self, post: Post, card: Card) -> Message:
        made = Message(len(self.messages) + 1, self.clock.now, post, card)
        self.messages.append(made)
        self._known[post.key] = made
        return made
