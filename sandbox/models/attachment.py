"""Files as people and bots hand them over, and what Discord calls them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from mimetypes import MimeTypes
from pathlib import PurePosixPath

from sandbox.models.json import Json
from sandbox.models.pictures import measured

NAMELESS = "unknown"

# The library's own table: what this machine's tables say besides would differ elsewhere.
_TYPES = MimeTypes()


@dataclass(frozen=True, slots=True)
class File:
    """Content under the name that it has where it comes from."""

    name: str
    content: bytes = field(repr=False)

    @property
    def filename(self) -> str:
        """The name as Discord keeps it: Latin letters, digits, `_`, `-` and `.` alone."""
        plain = re.sub(r"[^A-Za-z0-9_.-]", "", re.sub(r"\s+", "_", self.name))
        path = PurePosixPath(plain.lstrip("."))
        bare = plain.startswith(".") and not path.suffix
        return f"{NAMELESS}.{path.name}" if bare and path.name else plain or NAMELESS

    def json(self) -> Json:
        """What can be told by the file itself; title, type and size of a picture where it can."""
        filename, stem = self.filename, PurePosixPath(self.name).stem
        about: Json = {"filename": filename, "size": len(self.content)}
        if PurePosixPath(filename).stem != stem:
            about["title"] = stem
        picture = measured(self.content)
        if picture is not None:
            kind, about["width"], about["height"] = picture
            return {**about, "content_type": kind}
        kind_by_name = self._kind_by_name()
        return {**about, "content_type": kind_by_name} if kind_by_name else about

    def _kind_by_name(self) -> str:
        kind, _ = _TYPES.guess_type(self.filename)
        if kind is None or not kind.startswith("text/"):
            return kind or ""
        try:
            self.content.decode()
        except UnicodeDecodeError:
            return kind
        return f"{kind}; charset=utf-8"
