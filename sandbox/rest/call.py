"""One REST request, as its handler sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sandbox.desk import Desk
from sandbox.errors import unknown_channel
from sandbox.limits.form import Form
from sandbox.models import Channel, Json
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """A request read off the wire: `args` from its path, `query` from its address."""

    world: World
    desk: Desk
    gateway: str
    args: Mapping[str, str]
    query: Mapping[str, str]
    body: Any

    @property
    def fields(self) -> Json:
        """The body, which must be an object."""
        if not isinstance(self.body, dict):
            form = Form()
            form.refuse("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            form.done()
        fields: Json = self.body
        return fields

    def asks(self, name: str) -> bool:
        """Whether a yes stands for this in the query."""
        return self.query.get(name, "").lower() in ("1", "true")

    def id(self, name: str) -> int:
        """A snowflake from the path; raises ApiError 50035 for what is none."""
        return snowflake(name, self.args[name])

    def channel(self) -> Channel:
        """The channel or thread of the path; raises ApiError 10003 where there is none."""
        found = self.world.guild.find(self.id("channel_id"))
        if found is None:
            raise unknown_channel()
        return found


class Reply(NamedTuple):
    status: int
    body: Any = None


NOTHING = Reply(204)


class Route(NamedTuple):
    """`open`: needs no bot token, because its path holds a token of its own or nothing secret."""

    method: str
    path: str
    handler: Callable[[Call], Reply]
    open: bool = False


def snowflake(name: str, text: str) -> int:
    form = Form()
    with form.at(name):
        found = form.snowflake(text)
    form.done()
    return found
