"""What a subscription asks for and how it is told, in words."""

from collections.abc import Sequence

from news import text, topics
from news.entities import entity
from news.hours import Hours, clock
from news.models import ALL, Pace, Source, Style, Subscription
from news.render.limits import LINE_LIMIT, QUERY_LIMIT
from news.words import DEFAULT, say


def wanted(
    subscription: Subscription,
    known: Sequence[Source],
    locale: str = DEFAULT,
    *,
    markup: bool = True,
    begins: bool = False,
) -> str:
    """What it asks for, for inside a sentence or, where a line begins with it, for that.

    Without markup for where Discord reads none: names of things to choose. known: sources, for
    their names.
    """
    everything = "topic.all" if begins or not markup else "topic.everything"
    said = say(everything, locale) if subscription.topic == ALL else _about(subscription, locale)
    if subscription.source_id:
        its_id = subscription.source_id
        outlet = next((source.outlet for source in known if source.id == its_id), its_id)
        source = text.escaped(outlet, LINE_LIMIT) if markup else text.tidy(outlet)
        said = say("wanted.from", locale, what=said, source=source) if said else source
    if subscription.query:
        query = text.clip(text.tidy(subscription.query), QUERY_LIMIT).replace("`", "'")
        query = f"`{query}`" if markup else query
        said = say("wanted.with", locale, what=said, query=query) if said else query
    return said


def manner(
    subscription: Subscription, hours: Hours, locale: str = DEFAULT, *, markup: bool = True
) -> str:
    """When and how it is told: "a daily digest at 08:00 (Europe/Berlin), silently".

    hours: of its server. Without markup a role has no name.
    """
    return ", ".join(
        [_pace(subscription.pace, hours, locale), *_extras(subscription, locale, markup=markup)]
    )


def _pace(pace: Pace, hours: Hours, locale: str) -> str:
    at = f"{clock(hours.digest_at)} ({hours.timezone or 'UTC'})"
    return say(f"pace.{pace}", locale, at=at)


def _extras(subscription: Subscription, locale: str, *, markup: bool) -> list[str]:
    """Of a digest, what makes no difference to it is not said."""
    is_instant = subscription.pace is Pace.INSTANT
    extras: list[str] = []
    if is_instant and subscription.style is Style.COMPACT:
        extras.append(say("manner.compact", locale))
    if subscription.silent:
        extras.append(say("manner.silent", locale))
    if is_instant and subscription.mention:
        role = f"<@&{subscription.mention}>" if markup else say("manner.role", locale)
        extras.append(say("manner.mention", locale, role=role))
    if subscription.publish:
        extras.append(say("manner.publish", locale))
    if is_instant and subscription.max_per_hour:
        extras.append(say("manner.budget", locale, count=subscription.max_per_hour))
    return extras


def _about(subscription: Subscription, locale: str) -> str:
    return subject(subscription.topic, locale) if subscription.topic else ""


def subject(subject_id: str, locale: str = DEFAULT) -> str:
    """What a topic or an entity is called; one that is gone from the vocabulary: its id."""
    if topic := topics.topic(subject_id):
        return topics.shown(topic, locale)
    named = entity(subject_id)
    return named.name if named else subject_id
