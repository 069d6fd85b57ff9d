"""What an admin is answered about the server's own feeds."""

from collections.abc import Sequence
from datetime import datetime

from news import text
from news.health import health
from news.models import Card, SeenStory, Source
from news.render import LINE_LIMIT, address, line, listing
from news.render_sources import its_id, state
from news.words import DEFAULT, join, say

_TITLE_LIMIT = 200
_MOST_CHANNELS = 5


def added(
    source: Source,
    newest: Sequence[SeenStory],
    called: str,
    channels: Sequence[int] = (),
    locale: str = DEFAULT,
) -> Card:
    """What was found, that nothing of it is posted, and where what comes next is or could be.

    called: what the source is asked for by. channels: those that get its new stories already.
    """
    items = source.reading.items
    counted = say("feeds.items", locale, count=items) if items else ""
    found = " · ".join(filter(None, [text.escaped(source.format, LINE_LIMIT), counted]))
    newest_lines = "\n".join(line(story) for story in newest)
    stopped = say(source.reading.stopped, locale) if source.reading.stopped else ""
    held = say("feeds.first_reading" if items else "feeds.holds_nothing", locale)
    onward = f"{held} {_onward(called, channels, locale)}"
    title = say("feeds.added", locale, source=text.escaped(source.outlet, _TITLE_LIMIT))
    return listing(title, [part for part in (found, newest_lines, stopped, onward) if part])


def _onward(called: str, channels: Sequence[int], locale: str) -> str:
    if not channels:
        return say("feeds.onward", locale, called=called)
    shown = [f"<#{each}>" for each in channels[:_MOST_CHANNELS]]
    return say("feeds.goes_to", locale, channels=join(shown, locale))


def own(visible: Sequence[Source], now: datetime, locale: str = DEFAULT) -> list[str]:
    """Of what a server sees its own feeds, an entry each: name, how it does, where it is read.

    With its id where the name does not tell it from others.
    """
    return [
        f"• **{text.escaped(each.outlet, LINE_LIMIT)}**{its_id(each, visible)} · "
        f"{state(health(each, now), locale)}\n{address(each.address)}"
        for each in visible
        if each.private
    ]
