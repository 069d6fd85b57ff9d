"""Files as people and bots hand them over, and what Discord tells of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from mimetypes import MimeTypes

from sandbox.models.json import Json
from sandbox.models.pictures import measured

NAMELESS = "unknown"

# The library's own table: what a machine's tables say besides differs from one to the next.
_TYPES = MimeTypes()


@dataclass(frozen=True, slots=True)
class File:
    """Content under the name that it has where it comes from."""

    name: str
    content: bytes = field(repr=False)

    @property
    def filename(self) -> str:
        """The name as Discord keeps it: Latin letters, digits, `_`, `-` and `.` alone."""
        stem, ending = (_plain(part) for part in self._parts())
        return f"{stem.strip('.') or NAMELESS}.{ending}".rstrip(".")

    def json(self) -> Json:
        """All that the file itself tells; `title` is a name that had to be changed."""
        about: Json = {"filename": self.filename, "size": len(self.content)}
        stem, _ = self._parts()
        if stem and _plain(stem) != stem:
            about["title"] = stem
        picture = measured(self.content)
        if picture is not None:
            about["content_type"], about["width"], about["height"] = picture
        elif kind := self._kind_by_name():
            about["content_type"] = kind
        return about

    def _parts(self) -> tuple[str, str]:
        name = re.split(r"[/\\]", self.name)[-1]
        stem, _, ending = name.rpartition(".")
        return (stem, ending) if "." in name else (ending, "")

    def _kind_by_name(self) -> str:
        kind, packed = _TYPES.guess_type(self.filename)
        if kind is None or packed:
            return ""
        return f"{kind}; charset=utf-8" if kind.startswith("text/") and self._is_text() else kind

    def _is_text(self) -> bool:
        try:
            self.content.decode()
        except UnicodeDecodeError:
            return False
        return True


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "", re.sub(r"\s+", "_", name))
