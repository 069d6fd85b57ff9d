"""What became of a story in a server's channels, in words: the answer to /why."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from news import text
from news.entities import entity
from news.models import PENDING, Fate, Outcome, SeenStory, Source, Subscription
from news.render.limits import LINE_LIMIT
from news.render.lines import headline, subjects
from news.render.subscriptions import wanted
from news.words import DEFAULT, join, say

OUTLETS = NAMES = 8
"""So many are named of those that tell the story, and of what it names."""


def fate(outcome: Outcome, locale: str = DEFAULT) -> str:
    """One sentence: what became of it, or when it is told."""
    owed = outcome.delivery
    if owed.fate in PENDING and outcome.trouble and outcome.retry_at:
        trouble = say(outcome.trouble, locale)
        return say("why.trouble", locale, trouble=trouble, again=outcome.retry_at)
    at = outcome.told_at or owed.since
    if owed.fate is Fate.TOLD and outcome.link is None:
        return say("why.deleted", locale, at=at)
    return say(f"fate.{owed.fate.name.lower()}", locale, at=at, link=outcome.link)


def became(
    outcome: Outcome,
    subscription: Subscription | None,
    known: Sequence[Source],
    locale: str = DEFAULT,
) -> str:
    """A line for its channel: what became of it, from whose reading, by which subscription."""
    because = _because(outcome, subscription, known, locale)
    return f"• <#{outcome.delivery.channel_id}>: {fate(outcome, locale)} {because}"


def _because(
    outcome: Outcome, subscription: Subscription | None, known: Sequence[Source], locale: str
) -> str:
    outlet = text.escaped(outcome.outlet or outcome.delivery.source_id, LINE_LIMIT)
    if outcome.delivery.fate is Fate.OFF_TOPIC:  # its subscription is one that does not get it
        return say("why.from", locale, outlet=outlet)
    if subscription is None:
        return say("why.for_nobody", locale, outlet=outlet)
    return say("why.for", locale, outlet=outlet, what=wanted(subscription, known, locale))


def passed_over(channels: Mapping[int, bool], locale: str = DEFAULT) -> list[str]:
    """A line for each channel that was not owed it; True: it would want it now."""
    keys = {True: "why.before", False: "why.unwanted"}
    return [f"• <#{channel}>: {say(keys[wants], locale)}" for channel, wants in channels.items()]


def facts(story: SeenStory, first_seen_at: datetime, locale: str = DEFAULT) -> list[str]:
    """What is known of it, by which subscriptions choose."""
    outlets = [text.escaped(each, LINE_LIMIT) for each in story.outlets[:OUTLETS]]
    named = [found.name for each in story.entities if (found := entity(each))]
    names = [text.escaped(each, LINE_LIMIT) for each in named[:NAMES]]
    topics = subjects(story, locale)
    return [
        f"**{headline(story.lead, locale)}**",
        say("why.seen", locale, at=first_seen_at, outlets=join(outlets, locale)),
        say("why.topics", locale, topics=", ".join(topics))
        if topics
        else say("why.no_topic", locale),
        *([say("why.names", locale, names=join(names, locale))] if names else []),
    ]
