"""What servers are told of their sources and channels, in words; for people and for the log."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from news import render, text
from news.errors import for_members
from news.models import Card, Notice, Source, Subscription
from news.render import LINE_LIMIT, OUTLET_LIMIT, listing, moment
from news.words import DEFAULT, join, say, span

WANTED = 4
"""Subscriptions that one notice names; the others it counts."""


def notice(told: Notice, locale: str = DEFAULT) -> str:
    """The sentence of a notice."""
    if told.source_id:
        return _of_source(told, locale, text.escaped(told.outlet, OUTLET_LIMIT), moment)
    shown = {name: _shown(name, value, locale) for name, value in told.values.items()}
    return say(told.key, locale, **shown)


def logged(told: Notice) -> str:
    """The same for the operator's log; of a source."""
    return _of_source(told, DEFAULT, f"{text.tidy(told.outlet)} ({told.source_id})", _written)


def notices(told: Sequence[Notice], locale: str = DEFAULT) -> Card:
    """Notices as a message of their own. Its coverage is the number of sources it is about."""
    about = {each.source_id for each in told} - {""}
    title = say("notices.title" if about else "notices.of_channels", locale)
    return replace(listing(title, [notice(each, locale) for each in told]), coverage=len(about))


def above(told: Sequence[Notice], room: int, locale: str = DEFAULT) -> tuple[str, list[Notice]]:
    """Notices to stand above an answer, and which of them fit into so many characters."""
    lines: list[str] = []
    for each in told:
        line = f"🔔 {notice(each, locale)}"
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    return "\n".join(lines), list(told[: len(lines)])


def _of_source(told: Notice, locale: str, outlet: str, when: Callable[[datetime], str]) -> str:
    # Whoever added the source must not learn from it what a network holds.
    why = told.trouble and say(for_members(told.trouble.key), locale, **told.trouble.values)
    return say(
        told.key,
        locale,
        outlet=outlet,
        since=when(told.since),
        away=span(told.at - told.since, locale),
        trouble=why or "",
    ).strip()


def _shown(name: str, value: object, locale: str) -> object:
    """A value as its name says: channels are ids, a trouble is a key, wanted is wanted()."""
    match name, value:
        case "channel", int():
            return f"<#{value}>"
        case "channels", list():
            return join([f"<#{each}>" for each in value], locale)
        case "name", str():
            named = f"#{text.escaped(value, LINE_LIMIT)}"
            return named if value else say("notice.a_channel", locale)
        case "trouble", str():
            return say(value, locale)
        case "wanted", list():
            return _named([_read(each) for each in value], locale)
    return value


def wanted(ended: Sequence[Subscription], known: Sequence[Source]) -> list[list[str | None]]:
    """What these subscriptions asked for, as a notice keeps it: sources' names as they are now."""
    outlets = {source.id: source.outlet for source in known}
    return [
        [each.topic, each.source_id, outlets.get(each.source_id or ""), each.query]
        for each in ended
    ]


def _read(kept: Sequence[str | None]) -> tuple[Subscription, Sequence[Source]]:
    topic, source_id, outlet, query = kept
    asked = Subscription(0, 0, topic=topic, source_id=source_id, query=query or "")
    return asked, [Source(source_id, "", outlet)] if source_id and outlet else []


def _named(asked: Sequence[tuple[Subscription, Sequence[Source]]], locale: str) -> str:
    named = [render.wanted(each, known, locale) for each, known in asked[:WANTED]]
    if len(asked) > WANTED:
        named.append(say("notice.more", locale, count=len(asked) - WANTED))
    return join(named, locale)


def _written(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"
