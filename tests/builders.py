"""Values for tests, complete by default: a test names only what it is about."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from news import identity, settings
from news.models import Article, Delivery, Notice, SeenStory, Source, Story, Subscription
from news.settings import Settings

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
GUILD, CHANNEL = 1001, 2001


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


def chosen(**env: str) -> Settings:
    """Settings for tests: loopback allowed, no waiting between readings."""
    quick = {
        "FETCH_PRIVATE_NETWORKS": "true",
        "POLL_MIN_SECONDS": "0",
        "POLL_HOST_GAP_SECONDS": "0",
    }
    return settings.load(quick | env)


def source(id: str = "orbit", **changed: Any) -> Source:  # noqa: A002
    defaults: dict[str, Any] = {"url": f"https://{id}.example/feed", "outlet": id.title()}
    return Source(id=id, **(defaults | changed))


def article(title: str = "Lander touches down", **changed: Any) -> Article:
    slug = title.lower().replace(" ", "-")
    source_id = changed.pop("source_id", "orbit")
    url = changed.pop("url", f"https://{source_id}.example/{slug}")
    guid = changed.pop("guid", url)
    published_at = changed.get("published_at")
    day = published_at.date().isoformat() if published_at else ""
    keys = identity.keys(guid, url, title, day, usable_link=True)
    defaults: dict[str, Any] = {
        "key": identity.digest(source_id, *keys),
        "keys": keys,
        "source_id": source_id,
        "outlet": source_id.title(),
        "url": url,
        "title": title,
    }
    return Article(**(defaults | changed))


def story(title: str = "Lander touches down", **changed: Any) -> Story:
    articles: Sequence[Article] = changed.pop("articles", None) or (article(title),)
    defaults: dict[str, Any] = {
        "key": identity.digest("story", articles[0].key),
        "scope": articles[0].scope,
        "first_seen_at": NOON,
        "told_at": NOON,
        "topics": (),
        "articles": tuple(articles),
    }
    return Story(**(defaults | changed))


def seen_story(title: str = "Lander touches down", **changed: Any) -> SeenStory:
    whole = story(title, **changed)
    return SeenStory(whole.key, whole.told_at, whole.topics, whole.articles)


def subscription(**changed: Any) -> Subscription:
    defaults: dict[str, Any] = {"guild_id": GUILD, "channel_id": CHANNEL, "topic": "all"}
    return Subscription(**(defaults | changed))


def delivery(title: str = "Lander touches down", **changed: Any) -> Delivery:
    defaults: dict[str, Any] = {
        "guild_id": GUILD,
        "channel_id": CHANNEL,
        "story_key": story(title).key,
        "subscription_id": 1,
        "owed_at": NOON,
        "source_id": "orbit",
    }
    made = defaults | changed
    return Delivery(**({"due_at": made["owed_at"]} | made))


def notice(key: str = "notice.failing", **changed: Any) -> Notice:
    defaults: dict[str, Any] = {
        "guild_id": GUILD,
        "source_id": "orbit",
        "outlet": "Orbit",
        "at": NOON,
        "since": NOON - timedelta(days=2),
    }
    return Notice(key=key, **(defaults | changed))
