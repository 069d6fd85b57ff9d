"""Which tags of a forum suit a story, whatever its people call them; tags.toml knows more names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomli

from news.models import Topic
from news.stems import stem, words
from news.topics import TOPICS, names, topic

MOST_TAGS, MOST_APPLIED = 20, 5
"""Discord: of a forum, and of a post in it."""

_IDLE = frozenset({"a", "all", "and", "from", "in", "news", "of", "on", "space", "stories", "the"})
"""Words that tell no tag from another. What is made of them alone suits every story."""
_GENERAL = frozenset({"general", "misc", "miscellaneous", "other", "everything", "various"})

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """As the forum has it; a moderated one is for those alone who manage threads."""

    id: int
    name: str
    moderated: bool = False


@dataclass(frozen=True, slots=True)
class Forum:
    """Its tags, whether each post must have one, and what the bot may do there."""

    tags: tuple[Tag, ...]
    required: bool = False
    may_moderate: bool = False
    may_create: bool = False

    @property
    def open(self) -> tuple[Tag, ...]:
        """The tags that the bot may give."""
        return tuple(each for each in self.tags if self.may_moderate or not each.moderated)


@dataclass(frozen=True, slots=True)
class Choice:
    """Ids of the tags to give, and the topics after which tags are to be made, to be given too."""

    given: tuple[int, ...] = ()
    made: tuple[Topic, ...] = ()


def choice(forum: Forum, topics: Sequence[str]) -> Choice:
    """For a story of these topics, the most telling first.

    Where the forum wants a tag and none is the story's, it is one for everything, or else the
    first. Empty although it wants one: there is none that the bot may give.
    """
    known = [found for each in topics if (found := topic(each))]
    meant = {tag.id: _by_name().get(_key(tag.name)) for tag in forum.tags}
    fitting = [tag.id for each in known for tag in forum.open if meant[tag.id] == each.id]
    given = tuple(fitting[:MOST_APPLIED])
    room = min(MOST_TAGS - len(forum.tags), MOST_APPLIED - len(given)) if forum.may_create else 0
    missing = [each for each in known if each.id not in meant.values()]
    made = tuple(missing[: max(room, 0)])
    if forum.required and not given and not made:
        given = _any_of(forum)
    return Choice(given, made)


def _any_of(forum: Forum) -> tuple[int, ...]:
    general = [tag for tag in forum.open if _is_general(_key(tag.name))]
    return tuple(tag.id for tag in [*general, *forum.open][:1])


def _is_general(key: Key) -> bool:
    return not key or (len(key) == 1 and key[0] in _GENERAL_STEMS)


def _key(name: str) -> Key:
    """Equal for names that say the same: neither case, accents, emoji nor plural matter."""
    return tuple(stem(word) for word in words(name.replace("&", " ")) if word not in _IDLE)


def _names() -> Iterator[tuple[str, str]]:
    """Each name of a topic and its id; a topic's own names before halves of others' names."""
    aliases = tomli.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    assert aliases.keys() <= {each.id for each in TOPICS}, "tags.toml: a topic is unknown"
    yield from ((each.id, each.id) for each in TOPICS)
    yield from ((name, each.id) for each in TOPICS for name in names(each))
    yield from ((name, each) for each, called in aliases.items() for name in called)
    yield from ((half, each.id) for each in TOPICS for half in each.name.split("&"))


@cache
def _by_name() -> Mapping[Key, str]:
    """Made when the first forum is told something: it asks for each language's catalogue."""
    found: dict[Key, str] = {}
    for name, topic_id in _names():
        found.setdefault(_key(name), topic_id)
    return found


_GENERAL_STEMS = frozenset(map(stem, _GENERAL))
