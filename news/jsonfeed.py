"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) -> what feedparser would make of it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from news.errors import NotAFeed

_BEGINNING = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[\]{\"])")


@dataclass(frozen=True, slots=True)
class JsonFeed:
    """feed and entries hold feedparser's names. expired: nothing will come any more."""

    format: str
    feed: dict[str, Any]
    entries: list[dict[str, Any]]
    expired: bool


def is_json(text: str) -> bool:
    """Whether it begins as JSON does; other feeds may begin with a server's "[Warning] …"."""
    return bool(_BEGINNING.match(text))


def read(text: str) -> JsonFeed:
    """What the document says. Values of a wrong type count as missing. Raises NotAFeed."""
    try:
        whole = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise NotAFeed("source.not_readable") from error
    if not isinstance(whole, dict):
        raise NotAFeed("source.not_a_feed")
    version = _text(whole, "version")
    items = [each for each in _list(whole, "items") if isinstance(each, dict)]
    # Some leave the version out, and are feeds all the same.
    if not version.removeprefix("http://").removeprefix("https://").startswith("jsonfeed.org/"):
        if not any(_is_item(each) for each in items):
            raise NotAFeed("source.not_a_feed")
        version = ""
    return JsonFeed(
        _format(version),
        _feed(whole),
        [_entry(each) for each in items],
        whole.get("expired") is True,
    )


def _format(version: str) -> str:
    number = version.rstrip("/").rpartition("/")[2][:8]
    if not number.replace(".", "").isdecimal():
        return "JSON Feed"
    return f"JSON Feed {number if '.' in number else f'{number}.0'}"


def _feed(whole: Mapping[str, Any]) -> dict[str, Any]:
    hubs = (_text(each, "url") for each in _list(whole, "hubs") if isinstance(each, dict))
    return {
        "title": _text(whole, "title"),
        "link": _text(whole, "home_page_url"),
        "language": _text(whole, "language"),
        "links": [{"rel": "hub", "href": hub} for hub in hubs if hub],
    }


def _is_item(item: Mapping[str, Any]) -> bool:
    return bool(_link(item)) and any(
        _text(item, name) for name in ("title", "summary", "content_html", "content_text")
    )


def _entry(item: Mapping[str, Any]) -> dict[str, Any]:
    link = _link(item)
    authors = _names([*_list(item, "authors"), item.get("author")])
    found = {
        "id": _id(item) or link,
        "link": link,
        "published": _text(item, "date_published"),
        "updated": _text(item, "date_modified"),
        "author": ", ".join(authors),
        "authors": [{"name": name} for name in authors],
        "tags": [{"term": tag} for tag in _list(item, "tags") if isinstance(tag, str) and tag],
        "media_content": [
            {"url": _text(item, name), "medium": "image"}
            for name in ("image", "banner_image")
            if _text(item, name)
        ],
        "links": _enclosures(item),
    }
    return {name: value for name, value in (found | _words(item)).items() if value}


def _words(item: Mapping[str, Any]) -> dict[str, Any]:
    """Title, summary and content, each with its type: JSON Feed knows which of them are HTML."""
    content = [
        {"type": kind, "value": _text(item, name)}
        for name, kind in (("content_html", "text/html"), ("content_text", "text/plain"))
        if _text(item, name)
    ]
    title, summary = _text(item, "title"), _text(item, "summary")
    return {
        "title": title,
        "title_detail": {"type": "text/plain", "value": title} if title else None,
        "summary": summary,
        "summary_detail": {"type": "text/plain", "value": summary} if summary else None,
        "content": content,
    }


def _id(item: Mapping[str, Any]) -> str:
    """As text, whatever was sent: "a publisher may use numbers", says the standard."""
    found = item.get("id")
    if isinstance(found, int | float) and not isinstance(found, bool):
        return str(found)
    return _text(item, "id")


def _link(item: Mapping[str, Any]) -> str:
    return _text(item, "url") or _text(item, "external_url")


def _enclosures(item: Mapping[str, Any]) -> list[dict[str, str]]:
    attached = [each for each in _list(item, "attachments") if isinstance(each, dict)]
    return [
        {"rel": "enclosure", "href": _text(each, "url"), "type": _text(each, "mime_type")}
        for each in attached
        if _text(each, "url")
    ]


def _names(authors: Sequence[object]) -> list[str]:
    found = (_text(each, "name") for each in authors if isinstance(each, dict))
    return list(dict.fromkeys(name for name in found if name))


def _text(holder: Mapping[str, Any], name: str) -> str:
    value = holder.get(name)
    # JSON can escape halves of characters, which are none.
    return value.encode(errors="ignore").decode().strip() if isinstance(value, str) else ""


def _list(holder: Mapping[str, Any], name: str) -> list[Any]:
    value = holder.get(name)
    return value if isinstance(value, list) else []
