"""Rehearsal -> Card: how much a subscription would have posted, and the last of it."""

from news import render
from news.models import Card
from news.rehearsal import Rehearsal
from news.words import DEFAULT, say


def rehearsal(found: Rehearsal, locale: str = DEFAULT) -> Card:
    """A sentence, a bar for each day with words beside it, and the newest stories."""
    title = say("rehearsal.title", locale, count=len(found.per_day))
    if not found.total:
        return render.listing(title, [say("rehearsal.nothing", locale)])
    newest = [render.line(each, locale=locale) for each in found.newest]
    below = "\n".join([say("rehearsal.newest", locale), *newest])
    return render.listing(title, [_how_much(found, locale), _days(found, locale), below])


def _how_much(found: Rehearsal, locale: str) -> str:
    if found.a_day:
        return say("rehearsal.often", locale, count=found.total, rate=found.a_day)
    if found.total > 1:
        return say("rehearsal.seldom", locale, count=found.total, gap=found.gap)
    return say("rehearsal.once", locale)


def _days(found: Rehearsal, locale: str) -> str:
    """For those who see the bars and for those who have them read aloud."""
    said = say("rehearsal.days", locale, most=max(found.per_day), today=found.per_day[-1])
    return f"`{found.bars}`\n{said}"
