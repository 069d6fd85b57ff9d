"""Lists that answer somebody."""

from collections.abc import Mapping, Sequence

from news import text
from news.models import Card, SeenStory, Topic
from news.query import Filter
from news.render.limits import OUTLET_LIMIT, ROOM
from news.render.lines import columns, coverage, fitting
from news.render.subscriptions import subject
from news.topics import description, name
from news.words import DEFAULT, say


def listing(title: str, entries: Sequence[str], footer: str = "") -> Card:
    """Several entries under a title."""
    body = "\n\n".join(entries)
    return Card(author="", title=title, url=None, description=body, text=body, footer=footer)


def narrowed(
    title: str,
    wanted: Filter,
    outlet: str = "",
    locale: str = DEFAULT,
    *,
    key: str = "list.narrowed",
) -> str:
    """A list's title with what it holds alone: "Newest stories: Mars, from NASA".

    outlet: the name of the source, if one is wanted. key: of what puts the two together.
    """
    filters = [subject(wanted.topic, locale)] if wanted.topic else []
    if outlet:
        filters.append(say("list.from", locale, outlet=text.escaped(outlet, OUTLET_LIMIT)))
    if wanted.since:
        # As people type it: no title shows Discord's timestamps.
        filters.append(say("list.since", locale, day=wanted.since.date().isoformat()))
    return say(key, locale, title=title, filters=", ".join(filters)) if filters else title


def page(number: int, locale: str = DEFAULT) -> str:
    """Which page of a list this is, counted from 0; nothing is said of the first one."""
    return say("page.number", locale, number=number + 1) if number else ""


def topic_list(topics: Sequence[Topic], counts: Mapping[str, int], locale: str = DEFAULT) -> Card:
    """The vocabulary, with how many stories of each were told this week; numbered for its chart."""
    lines = [
        f"`{number}` {each.emoji} **{name(each, locale)}** (`{each.id}`): "
        f"{description(each, locale)} "
        f"· {say('topics.stories', locale, count=counts.get(each.id, 0))}"
        for number, each in enumerate(topics, 1)
    ]
    return listing(say("topics.title", locale), ["\n".join(lines)])


def reports(stories: Sequence[SeenStory], locale: str = DEFAULT) -> Card:
    """Who reports these stories, for the button of their post."""
    lines = [each for story in stories for each in coverage(story, locale)]
    shown = fitting(lines, ROOM)
    if unseen := len(lines) - len(shown):
        shown = [*shown, say("coverage.more", locale, count=unseen)]
    first, *rest = columns(shown)
    title = say("coverage.title", locale, count=len(lines))
    return Card(
        author="", title=title, url=None, description=first, continued=tuple(rest), text=first
    )
