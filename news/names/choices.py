"""What there is to choose from, by what it is called."""

from dataclasses import dataclass
from functools import lru_cache

from news.entities import ENTITIES
from news.models import ALL
from news.topics import TOPICS
from news.words import DEFAULT, say

MOST_CHOICES = 25
"""Discord shows no more choices than this."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: the value that travels, the name that is shown.

    called: what else it is called, the usual name first. It is looked for by all of these, and
    where it has such names, none is guessed from a single word of them.
    """

    value: str
    name: str
    called: tuple[str, ...] = ()

    @property
    def known_as(self) -> tuple[str, ...]:
        """What somebody may type who means it."""
        return (self.value, *(self.called or (self.name,)))


def topic_choices(locale: str = DEFAULT) -> list[Choice]:
    everything = Choice(ALL, say("topic.all", locale))
    return [everything, *(Choice(each.id, f"{each.emoji} {each.name}") for each in TOPICS)]


@lru_cache(maxsize=8)
def subject_choices(locale: str = DEFAULT) -> tuple[Choice, ...]:
    """What a story may be asked for by: everything, each topic, then each entity.

    Of a topic and an entity of one name ("Mars") the topic alone: who types it wants that.
    """
    topics = {each.name for each in TOPICS}
    named = (
        Choice(
            value=each.id,
            name=f"{each.name} · {say(f'entity.{each.kind}', locale)}",
            called=(each.name, *each.aliases),
        )
        for each in ENTITIES
        if each.name not in topics
    )
    return (*topic_choices(locale), *named)
