"""Lists that answer somebody."""

from collections.abc import Mapping, Sequence

from news.models import Card, SeenStory, Topic
from news.render.limits import ROOM
from news.render.lines import columns, coverage, fitting
from news.words import DEFAULT, say


def listing(title: str, entries: Sequence[str], footer: str = "") -> Card:
    """Several entries under a title."""
    body = "\n\n".join(entries)
    return Card(author="", title=title, url=None, description=body, text=body, footer=footer)


def topic_list(topics: Sequence[Topic], counts: Mapping[str, int], locale: str = DEFAULT) -> Card:
    """The vocabulary, with how many stories of each were told this week."""
    lines = [
        f"{each.emoji} **{each.name}** (`{each.id}`): {each.description} "
        f"· {say('topics.stories', locale, count=counts.get(each.id, 0))}"
        for each in topics
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
