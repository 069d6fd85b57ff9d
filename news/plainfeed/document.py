"""A whole document: whether it is plain, and its items."""

import re
from dataclasses import dataclass
from typing import Any

# Safe: entities are left to the careful way, and the size is limited.
from xml.etree import ElementTree

from news.plainfeed.atom import ATOM, ENTRY, LANGUAGE
from news.plainfeed.elements import Entry, NotPlainError, Parts
from news.plainfeed.rss import ITEM
from news.prescreen import ITEMS_KEPT

_LARGEST = 2_000_000
"""Characters."""
_MOST_TAGS = 50_000

# Read by feedparser, used by nobody.
_PASSED_OVER = {
    "comments",
    "{http://purl.org/rss/1.0/modules/slash/}comments",
    "{http://wellformedweb.org/CommentAPI/}comment",
    "{http://wellformedweb.org/CommentAPI/}commentRss",
    "{http://purl.org/syndication/thread/1.0}total",
    "{com-wordpress:feed-additions:1}post-id",
}

_FIRST_TAG = re.compile(
    r"(?:\s*+(?:<\?[^<>]*+>|<!--(?:[^-]|-(?!->))*+-->))*+\s*+<(rss|feed)\s", re.DOTALL
)
_DECLARATION = re.compile(r"<!(?!\[CDATA\[|--)")
_COMMENT = re.compile(r"<!--|<\?")


@dataclass(frozen=True, slots=True)
class PlainFeed:
    """head: the document without its items; entries: under the names that feedparser gives them."""

    head: str
    entries: list[Entry]


def read(document: str) -> PlainFeed | None:
    """The items of a document that is plain; None: it is not."""
    root = _FIRST_TAG.match(document)
    if not root or len(document) > _LARGEST or document.count("<") > _MOST_TAGS:
        return None
    name = "item" if root[1] == "rss" else "entry"
    first, end = document.find(f"<{name}>"), f"</{name}>"
    last = document.rfind(end) + len(end)
    count = document.count(f"<{name}>")
    if not 0 < count == document.count(end) <= ITEMS_KEPT or last < first:
        return None
    if _COMMENT.search(document, first, last) or _DECLARATION.search(document):
        return None
    try:
        entries = _entries(document, name)
    except (NotPlainError, ElementTree.ParseError):
        return None
    # One by one in the text as in the tree: none is inside of something else.
    return PlainFeed(document[:first] + document[last:], entries) if len(entries) == count else None


def _entries(document: str, name: str) -> list[Entry]:
    root = ElementTree.fromstring(document)  # noqa: S314 - see above
    if name == "item" and root.tag == "rss":
        plain = root.attrib == {"version": "2.0"}
        return [_read(each, ITEM) for each in root.findall("channel/item") if plain]
    plain = root.tag == f"{ATOM}feed" and root.attrib.keys() <= {LANGUAGE}
    return [_read(each, ENTRY) for each in root.findall(f"{ATOM}entry") if plain]


def _read(element: Any, parts: Parts) -> Entry:
    entry: Entry = {"links": []}
    for each in element:
        if each.tag not in _PASSED_OVER:
            parts.get(each.tag, _unknown)(entry, each)
    if element.attrib or "link" not in entry or "title" not in entry:
        raise NotPlainError  # what stands in for them is feedparser's to say
    if "content" in entry:
        entry.setdefault("summary", entry["content"][0]["value"])
    entry["enclosures"] = [each for each in entry["links"] if each["rel"] == "enclosure"]
    return entry


def _unknown(_entry: Entry, _element: Any) -> None:
    raise NotPlainError
