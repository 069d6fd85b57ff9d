"""Several stories in one card, and in plain text."""

from collections import Counter
from collections.abc import Sequence

from news import text
from news.models import Card, SeenStory
from news.render.limits import CONTENT_LIMIT, SUBJECT_LIMIT
from news.render.lines import columns, known, titled
from news.words import DEFAULT


def bundle(title: str, lines: Sequence[str], stories: Sequence[SeenStory], plain: str) -> Card:
    """lines: as the embed shows them; plain: what is said without an embed."""
    first, *rest = (each.lstrip("\n") for each in columns(lines))
    return Card(
        author="",
        title=title,
        url=None,
        description=first,
        continued=tuple(rest),
        text=plain,
        coverage=sum(len(story.articles) for story in stories),
        shown=tuple(story.key for story in stories),
        subject=text.clip(title, SUBJECT_LIMIT),
        topics=_common(stories),
    )


def plainly(
    above: Sequence[str],
    stories: Sequence[SeenStory],
    below: Sequence[str] = (),
    locale: str = DEFAULT,
) -> str:
    """The headlines alone, each as long as there is room for; above, below: other lines."""
    room = CONTENT_LIMIT - len("\n".join([*above, *below])) - len("\n")
    each = room // len(stories) - len("\n• ")
    lines = [f"• {titled(story.lead, each, locale)}" for story in stories]
    return "\n".join([*above, *lines, *below])


def _common(stories: Sequence[SeenStory]) -> tuple[str, ...]:
    """The ids of their topics, those that most of them have first."""
    counted = Counter(topic.id for story in stories for topic in known(story))
    return tuple(topic for topic, _ in counted.most_common())
