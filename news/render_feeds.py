"""What an admin is answered about the server's own feeds."""

from collections.abc import Sequence
from datetime import datetime

from news import text
from news.health import health
from news.models import Card, SeenStory, Source
from news.render import LINE_LIMIT, address, line, listing
from news.render_sources import state
from news.words import DEFAULT, say

_TITLE_LIMIT = 200


def added(source: Source, newest: Sequence[SeenStory], locale: str = DEFAULT) -> Card:
    """What was found, that nothing of it is posted, and how to have what comes next posted."""
    counted = say("feeds.items", locale, count=source.reading.items)
    found = " · ".join(filter(None, [text.escaped(source.format, LINE_LIMIT), counted]))
    newest_lines = "\n".join(line(story) for story in newest)
    stopped = say(source.reading.stopped, locale) if source.reading.stopped else ""
    onward = say("feeds.first_reading", locale, id=source.id)
    title = say("feeds.added", locale, source=text.escaped(source.outlet, _TITLE_LIMIT))
    return listing(title, [part for part in (found, newest_lines, stopped, onward) if part])


def own(sources: Sequence[Source], now: datetime, locale: str = DEFAULT) -> list[str]:
    """A server's own feeds, an entry each: name, id, how it does, and where it is read."""
    return [
        f"• **{text.escaped(each.outlet, LINE_LIMIT)}** (`{each.id}`) · "
        f"{state(health(each, now), locale)}\n{address(each.address)}"
        for each in sources
    ]
