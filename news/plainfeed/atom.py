"""The elements of an Atom 1.0 entry."""

from typing import Any

from news.plainfeed import elements
from news.plainfeed.elements import Entry, NotPlainError, Parts, address, once, said

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPES = {"text": "text/plain", "html": "text/html", None: "text/plain"}


def _title(entry: Entry, element: Any) -> None:
    title = said(element, "type")
    kind = _TYPES.get(element.get("type"))
    if not title or not kind:
        raise NotPlainError
    once(entry, "title", title)
    entry["title_detail"] = {"type": kind, "value": title}


def _link(entry: Entry, element: Any) -> None:
    link = {"rel": "alternate", "type": "text/html"} | element.attrib
    if link["rel"] == "self":
        link = {"type": "application/atom+xml"} | element.attrib
    if said(element, "rel", "type", "href", "title", "length"):
        raise NotPlainError
    link["href"] = address(element.get("href", ""))
    entry["links"].append(link)
    if link["rel"] == "alternate":
        if link["type"] != "text/html":
            raise NotPlainError
        once(entry, "link", link["href"])


def _summary(entry: Entry, element: Any) -> None:
    kind = _TYPES.get(element.get("type"))
    if not kind:
        raise NotPlainError
    once(entry, "summary", said(element, "type"))
    entry["summary_detail"] = {"type": kind, "value": entry["summary"]}


def _content(entry: Entry, element: Any) -> None:
    kind = _TYPES.get(element.get("type"))
    if not kind:
        raise NotPlainError
    once(entry, "content", [{"type": kind, "value": said(element, "type", LANGUAGE)}])


def _author(entry: Entry, element: Any) -> None:
    parts = {each.tag: said(each) for each in element}
    if element.attrib or parts.keys() - {f"{ATOM}name", f"{ATOM}uri"} or len(parts) != len(element):
        raise NotPlainError
    elements.written_by(entry, parts.get(f"{ATOM}name", ""))


def _category(entry: Entry, element: Any) -> None:
    if said(element, "term", "scheme", "label"):
        raise NotPlainError
    elements.tag(entry, element.get("term"), element.get("scheme"), element.get("label"))


ENTRY: Parts = {
    **elements.MEDIA,
    f"{ATOM}title": _title,
    f"{ATOM}link": _link,
    f"{ATOM}id": elements.guid,
    f"{ATOM}summary": _summary,
    f"{ATOM}content": _content,
    f"{ATOM}author": _author,
    f"{ATOM}category": _category,
    f"{ATOM}published": elements.published,
    f"{ATOM}updated": elements.updated,
}
