"""A server's subscriptions as a panel: pages of lines by channel, and what one brought."""

from collections.abc import Mapping, Sequence

from news import text
from news.models import PENDING, Card, Fate, Subscription
from news.render import DESCRIPTION_LIMIT
from news.words import DEFAULT, say

ROWS = 10
"""Of a page."""

_CHANNEL = len("<#>\n\n") + 20
_LINE = DESCRIPTION_LIMIT // ROWS - _CHANNEL - len("• \n")
"""Characters that a line has room for where each has a channel of its own."""


def pages(found: Sequence[Subscription]) -> list[list[Subscription]]:
    """By channel, those first that had a subscription first; each page fits one embed and menu."""
    firsts = {each.channel_id: place for place, each in reversed([*enumerate(found)])}
    ordered = sorted(found, key=lambda each: firsts[each.channel_id])
    return [ordered[at : at + ROWS] for at in range(0, len(ordered), ROWS)]


def listing(lines: Sequence[tuple[int, str]]) -> str:
    """The lines of a page, at most ROWS, under the channel's id of each."""
    by_channel: dict[int, list[str]] = {}
    for channel_id, line in lines:
        told = by_channel.setdefault(channel_id, [f"<#{channel_id}>"])
        told.append(f"• {text.clip(line, _LINE)}")
    return "\n\n".join("\n".join(told) for told in by_channel.values())


def brought(fates: Mapping[Fate, int], locale: str = DEFAULT) -> str:
    """What came of a subscription lately. fates: of how many of its stories what became."""
    waiting = sum(count for fate, count in fates.items() if fate in {*PENDING, Fate.PAUSED})
    posted = say("panel.posted", locale, count=fates.get(Fate.TOLD, 0))
    if not waiting:
        return posted
    return f"{posted} {say('panel.waiting', locale, count=waiting)}"


def arrival(locale: str = DEFAULT) -> Card:
    """The line by which an admin sees that messages arrive."""
    title, line = say("panel.test_title", locale), say("panel.test_line", locale)
    return Card(author="", title=title, url=None, description=line, text=line, subject=title)
