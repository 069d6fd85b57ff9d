"""What one server sees of a story: the one place where a story is cut to a server."""

from dataclasses import replace

from news.models import GuildView, SeenStory, Story


def seen_by(view: GuildView, story: Story) -> SeenStory | None:
    """The story without what other servers added for themselves; None if nothing is left.

    With what this server's own sources tell of the same event.
    """
    told = (*story.articles, *story.beside)
    articles = tuple(article for article in told if view.shows(article.scope))
    if not view.shows(story.scope) or not articles:
        return None
    return SeenStory(story.key, story.told_at, story.topics, articles)


def led_by(story: SeenStory, source_id: str = "", *, key: str = "") -> SeenStory:
    """The story with this source's articles first, or the one of this key: if it has such."""
    first = [each for each in story.articles if each.key == key or each.source_id == source_id]
    others = [each for each in story.articles if each not in first]
    return replace(story, articles=(*first, *others))


def seen(view: GuildView, stories: list[Story]) -> list[SeenStory]:
    """Those of the stories that the server sees, in their order."""
    return [cut for story in stories if (cut := seen_by(view, story))]
