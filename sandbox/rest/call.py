"""One REST request, as its handler sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sandbox.desk import Desk
from sandbox.errors import not_built, unknown_channel
from sandbox.limits.form import Form
from sandbox.models import Channel, DirectMessages, File, Json
from sandbox.rest.ratelimits import RateLimits
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """A request read off the wire: `args` from its path, `query` from its address.

    `files` came along with the body, by the numbers that it knows them by.
    """

    world: World
    desk: Desk
    gateway: str
    args: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: Mapping[str, File]
    limits: RateLimits

    @property
    def fields(self) -> Json:
        """The body, which must be an object."""
        if not isinstance(self.body, dict):
            form = Form()
            form.refuse("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            form.done()
        fields: Json = self.body
        return fields

    def message(self, fields: Json) -> Json:
        """The body of a message, its attachments with the files that came along for them.

        Each is under its attachment's key `file`; where none are listed, they are all there is.
        """
        listed = fields.get("attachments")
        if not self.files or not isinstance(listed, list | None):
            return fields
        if listed is None:
            return {**fields, "attachments": [{"file": file} for file in self.files.values()]}
        numbers = [str(one.get("id")) if isinstance(one, dict) else "" for one in listed]
        if self.files.keys() - set(numbers):
            raise not_built("files that are not among the attachments listed")
        placed = zip(numbers, listed, strict=True)
        entries = [
            {**one, "file": self.files[number]} if number in self.files else one
            for number, one in placed
        ]
        return {**fields, "attachments": entries}

    def asks(self, name: str) -> bool:
        """Whether a yes stands for this in the query."""
        return self.query.get(name, "").lower() in ("1", "true")

    def id(self, name: str) -> int:
        """A snowflake from the path; raises ApiError 50035 for what is none."""
        return snowflake(name, self.args[name])

    def channel(self) -> Channel:
        """The channel or thread of the path; raises ApiError 10003 where there is none."""
        found = self.world.find(self.id("channel_id"))
        if isinstance(found, DirectMessages):
            raise not_built("direct messages that answer nothing")
        if found is None:
            raise unknown_channel()
        return found


class Reply(NamedTuple):
    status: int
    body: Any = None


NOTHING = Reply(204)


class Route(NamedTuple):
    """`open`: needs no bot token, because its path holds a token of its own or nothing secret.

    `files`: takes a message, which may have some.
    """

    method: str
    path: str
    handler: Callable[[Call], Reply]
    open: bool = False
    files: bool = False


def snowflake(name: str, text: str) -> int:
    form = Form()
    with form.at(name):
        found = form.snowflake(text)
    form.done()
    return found
