"""Discord as delivering knows it: remembers what was sent, drops twins, fails as it is told."""

import asyncio
from collections import Counter
from collections.abc import Callable

from news.identity import digest
from news.models import Card, Post, PostKind, Story
from tests.builders import CHANNEL, GUILD


class Discord:
    """A Messenger. `sent` has each message once, as (channel, title), in order."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []
        self.cards: list[Card] = []
        self.posts: list[Post] = []
        self.edits: list[tuple[int, Card]] = []
        self.published: list[int] = []
        self.plain: list[str] = []
        self.tries: Counter[int] = Counter()
        self.acts: Counter[PostKind] = Counter()
        self.looked_for: list[str] = []
        self.lose_answer: Exception | None = None
        self.open = asyncio.Event()
        self.open.set()
        self.asked = asyncio.Event()
        self._errors: list[tuple[Callable[[Post], bool], Exception]] = []
        self._nonces: dict[str, int] = {}
        self._history: dict[str, int] = {}

    def fail(self, error: Exception, when: Callable[[Post], bool] = lambda _: True) -> None:
        """From now on, posts of which `when` is true are answered like this."""
        self._errors.append((when, error))

    def recover(self) -> None:
        self._errors.clear()
        self.lose_answer = None

    def forget_nonces(self) -> None:
        """As Discord does after a few minutes. Its history stays."""
        self._nonces.clear()

    @property
    def mentioned(self) -> list[int]:
        """The roles that were pinged, in order."""
        return [each.mention for each in self.posts if each.mention]

    def titles(self, channel_id: int = CHANNEL) -> list[str]:
        return [title for channel, title in self.sent if channel == channel_id]

    async def send(self, post: Post, card: Card) -> int:
        self.tries[post.channel_id] += 1
        self.acts[post.kind] += 1
        self.asked.set()
        await self.open.wait()
        for when, error in self._errors:
            if when(post):
                raise error
        if post.key not in self._nonces:
            self._take(post, card)
        if self.lose_answer:
            raise self.lose_answer
        return self._nonces[post.key]

    async def edit(self, post: Post, card: Card) -> None:
        self.acts[post.kind] += 1
        self.asked.set()
        for when, error in self._errors:
            if when(post):
                raise error
        assert post.message_id is not None
        self.edits.append((post.message_id, card))

    async def publish(self, post: Post) -> None:
        self.acts[post.kind] += 1
        self.asked.set()
        for when, error in self._errors:
            if when(post):
                raise error
        assert post.message_id is not None
        if post.message_id not in self.published:
            self.published.append(post.message_id)

    async def find(self, post: Post) -> int | None:
        self.looked_for.append(post.key)
        return self._history.get(post.key)

    def _take(self, post: Post, card: Card) -> None:
        self.sent.append((post.channel_id, card.title))
        self.cards.append(card)
        self.posts.append(post)
        if post.plain:
            self.plain.append(card.title)
        self._nonces[post.key] = self._history[post.key] = len(self.sent)


def post(*told: Story, channel_id: int = CHANNEL) -> Post:
    """A post that tells these stories."""
    keys = tuple(story.key for story in told)
    kind = PostKind.CARD if len(keys) == 1 else PostKind.ROUNDUP
    return Post(digest("post", channel_id, *keys), GUILD, channel_id, kind, keys)
