"""The files of messages and commands, each served while what it came with is there.

https://discord.com/developers/docs/resources/message#attachment-object
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sandbox.models import File, Json

if TYPE_CHECKING:
    from sandbox.world.state import State

PREFIX = "/attachments/"
MOST_BYTES = 64 * 1024 * 1024
LEAST_WEIGHT = 1024
SHOWN_IN_EMBEDS = (
    ("image", "url"),
    ("thumbnail", "url"),
    ("author", "icon_url"),
    ("footer", "icon_url"),
)


@dataclass(slots=True)
class _Kept:
    """A file, and until when or by which message it is kept; a new one by none yet."""

    file: File
    ends_at: datetime | None
    message_id: int | None = None

    @property
    def weight(self) -> int:
        return max(len(self.file.content), LEAST_WEIGHT)


class Attachments:
    """Of all files the newest 64 MiB; `address` is where they are served, as the sandbox sets it.

    A message keeps what it lists or shows in an embed; what it no longer does, or has when it
    goes, is gone. A file of a command is kept for a time.
    """

    def __init__(self, world: State) -> None:
        self.address = "http://127.0.0.1"
        self._world = world
        self._kept: dict[str, _Kept] = {}

    def keep(self, channel_id: int, file: File, lasting: timedelta | None = None) -> Json:
        """As an attachment: of a command; where no time is given to last, of a message to come."""
        attachment_id, now = self._world.next_id(), self._world.clock()
        path = f"{PREFIX}{channel_id}/{attachment_id}/{file.filename}"
        self._kept[path] = _Kept(file, now + lasting if lasting else None)
        self._make_room(now)
        url = self.address + path
        about = {"id": str(attachment_id), **file.json(), "url": url, "proxy_url": url}
        return {**about, "ephemeral": True} if lasting else about

    def find(self, path: str) -> File | None:
        """The file that is served at this path."""
        kept = self._kept.get(path)
        if kept is None or _over(kept, self._world.clock()):
            return None
        return kept.file

    def files(self, message: Json) -> list[File]:
        """What the message's attachments hold, of those that are still kept."""
        found = [self.find(urlsplit(one["url"]).path) for one in message["attachments"]]
        return [file for file in found if file is not None]

    def of(self, message_id: int) -> dict[str, str]:
        """The addresses of all that a message keeps, by file name."""
        return {
            kept.file.filename: self.address + path
            for path, kept in self._kept.items()
            if kept.message_id == message_id
        }

    def settle(self, message: Json) -> None:
        """A message is there, or has changed: what it shows is its own, what it had is gone."""
        if not self._kept:
            return
        message_id = int(message["id"])
        shown = {urlsplit(url).path for url in _addresses(message)}
        for path, kept in list(self._kept.items()):
            if path in shown and kept.message_id is None and kept.ends_at is None:
                kept.message_id = message_id
            elif kept.message_id == message_id and path not in shown:
                del self._kept[path]

    def drop(self, *message_ids: int) -> None:
        """The messages are gone."""
        for path, kept in list(self._kept.items()):
            if kept.message_id in message_ids:
                del self._kept[path]

    def _make_room(self, now: datetime) -> None:
        self._kept = {path: kept for path, kept in self._kept.items() if not _over(kept, now)}
        weight = sum(kept.weight for kept in self._kept.values())
        for path, kept in list(self._kept.items()):
            if weight <= MOST_BYTES:
                return
            weight -= kept.weight
            del self._kept[path]


def _over(kept: _Kept, now: datetime) -> bool:
    return kept.ends_at is not None and now > kept.ends_at


def _addresses(message: Json) -> Iterator[str]:
    yield from (one["url"] for one in message["attachments"])
    for embed in message["embeds"]:
        for part, key in SHOWN_IN_EMBEDS:
            if key in embed.get(part, ()):
                yield embed[part][key]
