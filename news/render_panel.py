"""A server's subscriptions as a panel: pages of lines by channel, and what one brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from news.models import PENDING, Card, Fate
from news.render import DESCRIPTION_LIMIT
from news.words import DEFAULT, say

ROWS = 25
"""Discord: options of a menu."""


@dataclass(frozen=True, slots=True)
class Row:
    """A subscription by its number. line: what it is, how it is told, how it does."""

    number: int
    channel_id: int
    line: str


def pages(rows: Sequence[Row]) -> list[list[Row]]:
    """By channel, those first that had a subscription first; each page fits one embed and menu."""
    firsts = {row.channel_id: place for place, row in reversed([*enumerate(rows)])}
    found: list[list[Row]] = [[]]
    for row in sorted(rows, key=lambda each: firsts[each.channel_id]):
        longer = [*found[-1], row]
        if len(longer) > ROWS or len(listing(longer)) > DESCRIPTION_LIMIT:
            found.append([row])
        else:
            found[-1] = longer
    return found


def listing(rows: Sequence[Row]) -> str:
    """The lines of a page, under each channel its own."""
    by_channel: dict[int, list[str]] = {}
    for row in rows:
        by_channel.setdefault(row.channel_id, [f"<#{row.channel_id}>"]).append(f"• {row.line}")
    return "\n\n".join("\n".join(lines) for lines in by_channel.values())


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
