"""Channels of all kinds, and whether each was told every story once, in order."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sandbox.models import Channel, ChannelType, Forum, Json
from sandbox.rules.threads import begin
from sandbox.world import World
from tests.chaos.storylines import link

_LINK = re.compile(r"https://orbit\.example/[a-z0-9-]+")

NAMED = 3
"""Stories that a sentence names, of all that it is about."""

KINDS = {
    "text": ChannelType.TEXT,
    "announcement": ChannelType.ANNOUNCEMENT,
    "forum": ChannelType.FORUM,
    "thread": ChannelType.TEXT,  # in which it stands
}


class Places:
    """So many of each kind, in a world that had none of them."""

    def __init__(self, world: World, counts: dict[str, int]) -> None:
        self._world = world
        numbered = [(kind, number) for kind, count in counts.items() for number in range(count)]
        self.names = [self._made(kind, f"{kind}-{number}") for kind, number in numbered]

    def _made(self, kind: str, name: str) -> str:
        if kind != "thread":
            return self._world.add_channel(name, KINDS[kind]).name
        parent = self._world.add_channel(f"of-{name}", KINDS[kind])
        return begin(self._world, self._world.user("ada"), parent, {"name": name, "type": 11}).name

    def wrong(self, published: Sequence[str]) -> list[str]:
        """A sentence for each place that was not told just these."""
        expected = [link(each) for each in published]
        compared = ((name, self._told(name)) for name in self.names)
        return [_difference(name, told, expected) for name, told in compared if told != expected]

    def _told(self, name: str) -> list[str]:
        """Links of stories, in the order in which they can be read."""
        place = self._world.channel(name)
        return [each for message in self._messages(place) for each in links(message)]

    def _messages(self, place: Channel) -> Iterator[Json]:
        yield from place.messages.values()
        if isinstance(place, Forum):
            for thread in sorted(self._world.guild.threads_in(place), key=lambda one: one.id):
                yield from thread.messages.values()


def links(message: Json) -> list[str]:
    """The stories that a message tells; each once, however often it links to them."""
    shown = json.dumps([message["content"], message["embeds"]])
    return list(dict.fromkeys(_LINK.findall(shown)))


def _difference(name: str, told: list[str], expected: list[str]) -> str:
    twice = [each for each, count in Counter(told).items() if count > 1]
    missing = [each for each in expected if each not in told]
    if twice or missing:
        lacks = f"{len(missing)} are missing {missing[:NAMED]}"
        return f"{name}: {lacks}, {len(twice)} are told more than once {twice[:NAMED]}"
    first = next(at for at, each in enumerate(told) if each != expected[at])
    return f"{name}: {told[first]} stands where {expected[first]} should"
