"""What there is to choose from, by what it is called."""

from dataclasses import dataclass
from functools import lru_cache

from news.entities import ENTITIES
from news.models import ALL, Topic
from news.topics import TOPICS, name, shown
from news.words import DEFAULT, say

MOST_CHOICES = 25
"""Discord shows no more choices than this."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: the value that travels, the name that is shown.

    called: what else it is called, the usual name first. It is looked for by all of these, and
    where it has such names, none is guessed from a single word of them. also: of the few that are
    guessed so, another name.
    """

    value: str
    name: str
    called: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def known_as(self) -> tuple[str, ...]:
        """What somebody may type who means it."""
        return (self.value, *(self.called or (self.name,)), *self.also)


def topic_choices(locale: str = DEFAULT) -> list[Choice]:
    everything = Choice(ALL, say("topic.all", locale))
    return [everything, *(_choice(each, locale) for each in TOPICS)]


def _choice(topic: Topic, locale: str) -> Choice:
    """In another language it is known by its English name, too."""
    also = (topic.name,) if name(topic, locale) != topic.name else ()
    return Choice(topic.id, shown(topic, locale), also=also)


@lru_cache(maxsize=8)
def subject_choices(locale: str = DEFAULT) -> tuple[Choice, ...]:
    """What a story may be asked for by: everything, each topic, then each entity.

    Of a topic and an entity of one name ("Mars") the topic alone: who types it wants that.
    """
    topics = {called for each in TOPICS for called in (each.name, name(each, locale))}
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
