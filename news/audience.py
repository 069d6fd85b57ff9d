"""Who is owed a story, and which stories nobody is owed."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from news.entities import lineage
from news.filters import Told, matches, read, stored
from news.identity import BURST, SEVERAL
from news.models import (
    ALL,
    Article,
    Delivery,
    Fate,
    Reading,
    Source,
    Story,
    Subscription,
)

TOO_OLD = timedelta(days=7)
"""By its own date: a story of last week is in no hurry, and one of last year is a mistake."""

YOUNG = timedelta(hours=24)
"""How long a story that grows is owed to channels that did not want it before."""

_DELAY = timedelta(days=1)
"""How long a site may take to show what it has published."""


def fates(new: Sequence[Article], reading: Reading, now: datetime) -> list[Fate]:
    """What a source's new articles are owed to the channels that want them: OWED, or why not.

    reading: what was known of the source before. What stood in the feed before we first came is no
    news. Many new items at once of which some are older than the newest one known were given out
    anew: what is not newer than that was told before, under other names.
    """
    if reading.read_at is None:
        return [Fate.FIRST_READING] * len(new)
    if reading.news_at is None and len(new) > SEVERAL:
        since = reading.read_at - _DELAY
        return [_fate_of_the_first(article, now, since) for article in new]
    newest_known = _newest_known(new, reading)
    return [_fate(article, now, newest_known) for article in new]


def told_all_of(source: Source, subscriptions: Iterable[Subscription]) -> list[int]:
    """The channels that get every new story of a source, as far as can be known before it comes."""
    every = [
        each.channel_id
        for each in subscriptions
        if each.topic in (None, ALL)
        and not each.query
        and each.paused_at is None
        and (each.source_id == source.id or _is_for_all(each, source.language))
    ]
    return list(dict.fromkeys(every))


def _is_for_all(subscription: Subscription, language: str) -> bool:
    return subscription.source_id is None and language in subscription.languages


def _fate_of_the_first(article: Article, now: datetime, since: datetime) -> Fate:
    """Of several items where there was nothing: what is not new since then was not shown to us."""
    if (article.published_at or since) <= since:
        return Fate.FIRST_READING
    return _fate(article, now, None)


def _newest_known(new: Sequence[Article], reading: Reading) -> datetime | None:
    """The time up to which many new items at once are old ones; None: they are all new."""
    newest = reading.news_at
    dates = [article.published_at for article in new if article.published_at]
    if len(new) <= BURST or newest is None or not dates or min(dates) >= newest:
        return None
    return newest


def _fate(article: Article, now: datetime, newest_known: datetime | None) -> Fate:
    if newest_known and (article.published_at or newest_known) <= newest_known:
        return Fate.REPUBLISHED
    if article.published_at and now - article.published_at > TOO_OLD:
        return Fate.TOO_OLD
    return Fate.OWED


def wants(subscription: Subscription, story: Story, told: Told | None = None) -> bool:
    """Whether the story is one that the subscription asks for, off topic or not.

    told: the story as filters read it, for whoever asks for many subscriptions.
    """
    if not (_is_from(subscription, story) and _is_about(subscription, story)):
        return False
    query = subscription.query
    return not query or matches(stored(query), told or read(story.articles))


def _is_from(subscription: Subscription, story: Story) -> bool:
    if subscription.source_id is not None:
        return any(each.source_id == subscription.source_id for each in story.articles)
    return any(each.language in subscription.languages for each in story.articles)


def _is_about(subscription: Subscription, story: Story) -> bool:
    return subscription.topic in (None, ALL, *story.topics, *lineage(story.entities))


def asked(
    subscriptions: Iterable[Subscription], story: Story, article: Article, now: datetime
) -> list[Subscription]:
    """Those that a story may be owed to because this article of it has come.

    A story that was told a day ago is nobody's news any more but of those who follow the source.
    """
    if now - story.first_seen_at < YOUNG:
        return list(subscriptions)
    return [each for each in subscriptions if each.source_id == article.source_id]


def recipients(
    story: Story,
    subscriptions: Iterable[Subscription],
    now: datetime,
    *,
    fate: Fate = Fate.OWED,
    source_id: str = "",
) -> list[Delivery]:
    """One delivery a channel, by the fastest of its subscriptions that want it, then the oldest.

    All of this fate, but off topic where nobody in the channel asked for the source, and in a pause
    where all that want it are paused. source_id: whose article it is that brings them; if empty the
    lead's.
    """
    chosen: dict[int, Subscription] = {}
    ordered = sorted(subscriptions, key=lambda each: _order(each, story))
    told = read(story.articles) if any(each.query for each in ordered) else None
    for subscription in ordered:
        if wants(subscription, story, told):
            chosen.setdefault(subscription.channel_id, subscription)
    return [
        Delivery(
            guild_id=subscription.guild_id,
            channel_id=subscription.channel_id,
            story_key=story.key,
            subscription_id=subscription.id,
            owed_at=now,
            fate=_fate_for(subscription, story, fate),
            pace=subscription.pace,
            source_id=source_id or story.lead.source_id,
        )
        for subscription in chosen.values()
    ]


def once(owed: Iterable[Delivery], elsewhere: Container[int]) -> list[Delivery]:
    """The deliveries, but not of what a channel is told by another story of the same event."""
    return [
        replace(each, fate=Fate.SAME_EVENT)
        if each.fate is Fate.OWED and each.channel_id in elsewhere
        else each
        for each in owed
    ]


def _order(subscription: Subscription, story: Story) -> tuple[bool, bool, int, int]:
    is_paused = subscription.paused_at is not None
    return _strays(subscription, story), is_paused, subscription.pace.rank, subscription.id


def _fate_for(subscription: Subscription, story: Story, fate: Fate) -> Fate:
    if fate is not Fate.OWED:
        return fate
    if _strays(subscription, story):
        return Fate.OFF_TOPIC
    return Fate.OWED if subscription.paused_at is None else Fate.IN_PAUSE


def _strays(subscription: Subscription, story: Story) -> bool:
    """It wants all that is about space, and this story is not."""
    return subscription.source_id is None and not story.topics
