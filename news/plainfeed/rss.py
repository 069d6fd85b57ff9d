"""The elements of an RSS 2.0 item."""

import re
from typing import Any

from news.plainfeed import elements
from news.plainfeed.elements import Entry, NotPlainError, Parts, address, once, said

_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_REFERENCE = re.compile(r"&#?\w+;")
_MARKUP = re.compile(r"</\w+>|&#?\w+;")


def _title(entry: Entry, element: Any) -> None:
    title = said(element)
    if not title or _MARKUP.search(title):
        raise NotPlainError
    once(entry, "title", title)
    entry["title_detail"] = {"type": "text/plain", "value": title}


def _link(entry: Entry, element: Any) -> None:
    page = said(element)
    if _REFERENCE.search(page):
        raise NotPlainError
    once(entry, "link", address(page))
    entry["links"].append({"rel": "alternate", "type": "text/html", "href": page})


def _description(entry: Entry, element: Any) -> None:
    once(entry, "summary", said(element))
    entry["summary_detail"] = {"type": "text/html", "value": entry["summary"]}


def _encoded(entry: Entry, element: Any) -> None:
    once(entry, "content", [{"type": "text/html", "value": said(element)}])


def _author(entry: Entry, element: Any) -> None:
    elements.written_by(entry, said(element))


def _category(entry: Entry, element: Any) -> None:
    elements.tag(entry, said(element, "domain"), element.get("domain"), None)


def _enclosure(entry: Entry, element: Any) -> None:
    if said(element, "url", "type", "length"):
        raise NotPlainError
    file = {name: value for name, value in element.attrib.items() if name != "url"}
    entry["links"].append({**file, "rel": "enclosure", "href": address(element.get("url", ""))})


ITEM: Parts = {
    **elements.MEDIA,
    "title": _title,
    "link": _link,
    "guid": elements.guid,
    "description": _description,
    f"{_CONTENT}encoded": _encoded,
    "author": _author,
    f"{_DC}creator": _author,
    "category": _category,
    "pubDate": elements.published,
    f"{_DC}date": elements.updated,
    "enclosure": _enclosure,
}
