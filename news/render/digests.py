"""What an hour, a day or a week brought, as one message or a few."""

from collections.abc import Sequence
from datetime import datetime

from news.models import Card, Pace, Post, SeenStory
from news.render.bundles import bundle, plainly
from news.render.limits import ROOM
from news.render.lines import briefly, fair, headline, known
from news.render.posts import outlets
from news.topics import shown
from news.words import DEFAULT, say

_TITLES = {
    Pace.INSTANT: "digest.hourly",  # of a subscription whose pace was changed since
    Pace.HOURLY: "digest.hourly",
    Pace.DAILY: "digest.daily",
    Pace.WEEKLY: "digest.weekly",
}


def digest(
    stories: Sequence[SeenStory], post: Post, until: datetime, locale: str = DEFAULT
) -> Card:
    """As grouped(); none falls out.

    stories: the best first; so are their topics. post: says of what pace, and which part it is.
    """
    above = f"{say('card.roundup', locale, count=len(stories))} · {_when(post.pace, until)}"
    return grouped(_title(post, locale), above, stories, locale)


def grouped(title: str, above: str, stories: Sequence[SeenStory], locale: str = DEFAULT) -> Card:
    """Up to DIGEST_LINES stories, a line each, under their topics; above: the first line."""
    groups = _groups(stories, locale)
    room = ROOM - len(above) - sum(len(f"\n{heading}\n\n") for heading in groups)
    ordered = [story for group in groups.values() for story in group]
    lines = iter(fair([_ways(story, locale) for story in ordered], room))
    shown = [above]
    for heading, group in groups.items():
        # In one piece with its first story, so that no message ends with a heading.
        told = [next(lines) for _ in group]
        shown += [f"\n{heading}\n{told[0]}", *told[1:]]
    plain = plainly([f"**{title}**", above], ordered, locale=locale)
    return bundle(title, shown, ordered, plain)


def _title(post: Post, locale: str) -> str:
    title = say(_TITLES[post.pace], locale)
    if post.parts == 1:
        return title
    return say("digest.part", locale, title=title, part=post.part, parts=post.parts)


def _when(pace: Pace, until: datetime) -> str:
    """Discord's timestamp, which a title would not show: the time of day, or the day."""
    return f"<t:{int(until.timestamp())}:{'D' if pace.rank > Pace.HOURLY.rank else 't'}>"


def _groups(stories: Sequence[SeenStory], locale: str) -> dict[str, list[SeenStory]]:
    """By their first topic, as a heading says it."""
    groups: dict[str, list[SeenStory]] = {}
    for story in stories:
        first = next((shown(each, locale) for each in known(story)), None)
        heading = f"**{first or say('digest.other', locale)}**"
        groups.setdefault(heading, []).append(story)
    return groups


def _ways(story: SeenStory, locale: str) -> tuple[str, ...]:
    whole = f"• {headline(story.lead, locale)} · {outlets(story, locale)}"
    return (whole, *briefly(story, locale))
