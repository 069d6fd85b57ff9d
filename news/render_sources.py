"""How sources do, in words: lists, one source whole."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from news import render, text
from news.errors import for_members
from news.health import Health, State, health
from news.models import Card, Kind, Source, Trouble
from news.newcomers import asked_for_by
from news.render import LINE_LIMIT, OUTLET_LIMIT, listing, moment
from news.words import DEFAULT, language, say, span

_STATES = {
    State.UNREAD: "health.unread",
    State.WELL: "health.well",
    State.FAILING: "health.failing",
    State.STOPPED: "health.stopped",
    State.OFF: "health.off",
}
_SINCE = {State.FAILING: "health.failing_since", State.STALE: "health.stale"}
_KINDS = {
    Kind.OFFICIAL: "outlets.official",
    Kind.PRESS: "outlets.press",
    Kind.AGGREGATOR: "outlets.aggregator",
    Kind.COMPANY: "outlets.company",
    Kind.PREPRINT: "outlets.preprint",
    Kind.OPINION: "outlets.opinion",
}
"""In the order in which people are shown them."""
_SOON = timedelta(minutes=1)


def state(found: Health, locale: str = DEFAULT) -> str:
    """How a source does, in a few words."""
    if found.since and found.state in _SINCE:
        return say(_SINCE[found.state], locale, since=moment(found.since))
    return say(_STATES[found.state], locale)


def coming(when: datetime, now: datetime, locale: str = DEFAULT) -> str:
    """When something will be; what is due before somebody reads this is not said to have been."""
    return moment(when) if when - now >= _SOON else say("health.now", locale)


def listed(sources: Sequence[Source]) -> list[Source]:
    """In the order in which they are shown: by their kinds, a server's own last."""
    order = [*_KINDS.values(), "outlets.own"]
    return sorted(sources, key=lambda each: order.index(_heading(each)))


def groups(sources: Sequence[Source], now: datetime, locale: str = DEFAULT) -> list[str]:
    """A line a source, as listed and numbered for their chart, under its kind's name."""
    lines: list[str] = []
    numbered = enumerate(listed(sources), 1)
    for key, group in groupby(numbered, key=lambda each: _heading(each[1])):
        # The heading stays with its first line, wherever a list is cut into columns.
        first, *rest = [_entry(number, each, now, locale) for number, each in group]
        lines += [f"**{say(key, locale)}**\n{first}", *rest]
    return lines


def _heading(source: Source) -> str:
    return "outlets.own" if source.private else _KINDS[source.kind]


def _entry(number: int, source: Source, now: datetime, locale: str) -> str:
    told = source.reading.news_at
    newest = (
        say("outlets.newest", locale, when=moment(told))
        if told
        else say("outlets.none_yet", locale)
    )
    parts = [_named(source), language(source.language, locale), newest]
    return f"`{number}` {' · '.join([*parts, state(health(source, now), locale)])}"


def troubled_first(sources: Sequence[Source], now: datetime, locale: str = DEFAULT) -> list[str]:
    """A line a source for those who look after them: what fails first, then when it is read."""
    found = [(source, health(source, now)) for source in sources]
    found.sort(key=lambda each: not each[1].is_trouble)
    named = {each.id: _named(each) + its_id(each, sources) for each in sources}
    return [_watched(named[source.id], how, now, locale) for source, how in found]


def its_id(source: Source, visible: Sequence[Source]) -> str:
    """What to type for it; an id that was made of an address only where its name will not do."""
    is_needed = not source.private or asked_for_by(source, visible) == source.id
    return f" (`{source.id}`)" if is_needed else ""


def _watched(named: str, found: Health, now: datetime, locale: str) -> str:
    parts = [named, state(found, locale)]
    if found.trouble:
        parts.append(_said(found.trouble, locale))
    if found.next_at:
        parts.append(say("health.next", locale, when=coming(found.next_at, now, locale)))
    return f"• {' · '.join(parts)}"


def details(source: Source, now: datetime, locale: str = DEFAULT, *, address: bool = False) -> Card:
    """All that is known of how one source does.

    address: with where it has moved to, for those who may know it: there may be a secret in it.
    """
    found, reading = health(source, now), source.reading
    lines = [say("health.of_state", locale, state=state(found, locale))]
    if found.trouble:
        lines.append(say("health.of_trouble", locale, trouble=_said(found.trouble, locale)))
    if found.read_at:
        lines.append(say("health.of_success", locale, when=moment(found.read_at)))
        lines.append(say("health.of_items", locale, count=reading.items))
    else:
        lines.append(say("health.of_no_success", locale))
    if reading.news_at:
        lines.append(say("health.of_newest", locale, when=moment(reading.news_at)))
    lines.append(_rhythm(source, locale))
    if found.next_at:
        when = coming(found.next_at, now, locale)
        lines.append(say("health.of_next", locale, when=when))
    if address and source.moved_to:
        lines.append(say("health.of_move", locale, address=render.address(source.moved_to)))
    return listing(text.escaped(source.outlet, LINE_LIMIT), ["\n".join(lines)])


def _rhythm(source: Source, locale: str) -> str:
    gap = source.reading.gap
    if gap is None:
        return say("health.of_no_rhythm", locale)
    return say("health.of_rhythm", locale, gap=span(gap, locale))


def _named(source: Source) -> str:
    return f"**{text.escaped(source.outlet, OUTLET_LIMIT)}**"


def _said(trouble: Trouble, locale: str) -> str:
    # Whoever added the source must not learn from it what a network holds.
    return say(for_members(trouble.key), locale, **trouble.values)
