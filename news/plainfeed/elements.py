"""What RSS and Atom share: how an element is taken, or left to feedparser."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

_MOST_CATEGORIES = 100
_MEDIA = "{http://search.yahoo.com/mrss/}"
_WINDOWS = re.compile("[\x80-\x9f]")
_PLAIN_ADDRESS = re.compile(r"https?://[^/\s<>&][^\s<>]*")

Entry = dict[str, Any]
Part = Callable[[Entry, Any], None]
"""Puts what an element says into an entry. Raises NotPlainError."""
Parts = Mapping[str, Part]


class NotPlainError(Exception):
    """feedparser reads this."""


def said(element: Any, *attributes: str) -> str:
    """What is written in it, with feedparser's repairs; no other attributes, nothing inside."""
    if len(element) or (element.attrib and not element.attrib.keys() <= set(attributes)):
        raise NotPlainError
    written = (element.text or "").strip()
    if written.isascii():
        return written
    with suppress(UnicodeError):
        written = written.encode("iso-8859-1").decode("utf-8")
    if _WINDOWS.search(written):
        raise NotPlainError
    return written


def once(entry: Entry, name: str, value: Any) -> None:
    """Of two alike, which counts is feedparser's to say."""
    if name in entry:
        raise NotPlainError
    entry[name] = value


def address(written: str) -> str:
    """The same, where it needs no base and no repair."""
    if not _PLAIN_ADDRESS.fullmatch(written):
        raise NotPlainError
    return written


def guid(entry: Entry, element: Any) -> None:
    written = said(element, "isPermaLink")
    is_link = element.get("isPermaLink", "true") == "true"
    if not written or (is_link and ":///" in written):
        raise NotPlainError
    once(entry, "id", written)
    entry["guidislink"] = is_link and "link" not in entry


def written_by(entry: Entry, name: str) -> None:
    if not name or "@" in name:
        raise NotPlainError
    once(entry, "author", name)
    entry["author_detail"] = {"name": name}
    entry["authors"] = [{"name": name}]


def tag(entry: Entry, term: str | None, scheme: str | None, label: str | None) -> None:
    found = {"term": term, "scheme": scheme, "label": label}
    if not term:
        raise NotPlainError
    tags = entry.setdefault("tags", [])
    if len(tags) >= _MOST_CATEGORIES:
        raise NotPlainError  # each is looked for among those before it
    if found not in tags:
        tags.append(found)


def published(entry: Entry, element: Any) -> None:
    once(entry, "published", said(element))


def updated(entry: Entry, element: Any) -> None:
    once(entry, "updated", said(element))


def _media(name: str) -> Part:
    def add(entry: Entry, element: Any) -> None:
        if len(element) or (element.text or "").strip():
            raise NotPlainError
        entry.setdefault(name, []).append({key.lower(): each for key, each in element.items()})

    return add


MEDIA: Parts = {
    f"{_MEDIA}content": _media("media_content"),
    f"{_MEDIA}thumbnail": _media("media_thumbnail"),
}
