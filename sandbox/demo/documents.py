"""How an invented outlet writes its feed: as RSS 2.0, RSS 1.0 (RDF), Atom or JSON Feed 1.1.

Titles and summaries are HTML inside the feed, as most outlets send them, so that whoever reads them
has markup and entities to cope with; JSON Feed alone has plain titles.
"""

import html
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from sandbox.demo.outlets import Item, Outlet

LICENCE = "Invented for the demonstration."


def document(outlet: Outlet, items: Sequence[Item], base: str) -> bytes:
    """The outlet's feed with these items in this order; `base` is the address links begin with."""
    if outlet.form == "json":
        return json.dumps(_json(outlet, items, base), ensure_ascii=False).encode()
    root = XML_FORMS[outlet.form](outlet, items, base)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _rss(outlet: Outlet, items: Sequence[Item], base: str) -> Element:
    root = Element("rss", {"version": "2.0", "xmlns:media": _MEDIA})
    channel = SubElement(root, "channel")
    _texts(channel, title=outlet.name, link=base + outlet.home, description=LICENCE)
    for item in items:
        entry = SubElement(channel, "item")
        _texts(entry, title=html.escape(item.title), link=base + item.path, guid=base + item.path)
        _texts(entry, description=item.summary, pubDate=format_datetime(item.published_at))
        for category in item.categories:
            _texts(entry, category=category)
        if outlet.images:
            SubElement(entry, "media:content", _picture(item, base))
    return root


def _rdf(outlet: Outlet, items: Sequence[Item], base: str) -> Element:
    """RSS 1.0: the items stand beside the channel, which lists their addresses."""
    root = Element("rdf:RDF", _RDF_NAMESPACES)
    channel = SubElement(root, "channel", {"rdf:about": base + outlet.feed})
    _texts(channel, title=outlet.name, link=base + outlet.home, description=LICENCE)
    listed = SubElement(SubElement(channel, "items"), "rdf:Seq")
    for item in items:
        address = base + item.path
        SubElement(listed, "rdf:li", {"rdf:resource": address})
        entry = SubElement(root, "item", {"rdf:about": address})
        _texts(entry, title=html.escape(item.title), link=address, description=item.summary)
        SubElement(entry, "dc:date").text = _iso(item.published_at)
        for category in item.categories:
            SubElement(entry, "dc:subject").text = category
        if outlet.images:
            SubElement(entry, "media:content", _picture(item, base))
    return root


def _atom(outlet: Outlet, items: Sequence[Item], base: str) -> Element:
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    newest = max((item.updated_at for item in items), default=datetime.fromtimestamp(0, UTC))
    _texts(root, id=base + outlet.feed, title=outlet.name, updated=_iso(newest))
    SubElement(root, "link", {"rel": "self", "href": base + outlet.feed})
    _texts(SubElement(root, "author"), name=outlet.name)
    for item in items:
        entry = SubElement(root, "entry")
        published, updated = _iso(item.published_at), _iso(item.updated_at)
        SubElement(entry, "title", {"type": "html"}).text = html.escape(item.title)
        SubElement(entry, "link", {"rel": "alternate", "href": base + item.path})
        _texts(entry, id=base + item.path, published=published, updated=updated)
        SubElement(entry, "summary", {"type": "html"}).text = item.summary
        for category in item.categories:
            SubElement(entry, "category", {"term": category})
    return root


def _json(outlet: Outlet, items: Sequence[Item], base: str) -> dict[str, object]:
    """https://www.jsonfeed.org/version/1.1/"""
    entries = [
        {
            "id": base + item.path,
            "url": base + item.path,
            "title": item.title,
            "content_html": item.summary,
            "date_published": _iso(item.published_at),
            "tags": item.categories,
        }
        for item in items
    ]
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": base + outlet.home,
        "feed_url": base + outlet.feed,
        "description": LICENCE,
        "language": "en",
        "items": entries,
    }


def _picture(item: Item, base: str) -> dict[str, str]:
    """https://www.rssboard.org/media-rss#media-content"""
    return {"url": base + item.picture, "medium": "image", "type": "image/png"}


def _texts(parent: Element, **texts: str) -> None:
    for tag, text in texts.items():
        SubElement(parent, tag).text = text


def _iso(when: datetime) -> str:
    return when.isoformat(timespec="seconds")


XML_FORMS: dict[str, Callable[[Outlet, Sequence[Item], str], Element]] = {
    "rss": _rss,
    "rdf": _rdf,
    "atom": _atom,
}
CONTENT_TYPES = {
    "rss": "application/rss+xml",
    "rdf": "application/rdf+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
FORMS = tuple(CONTENT_TYPES)
# ElementTree writes these as given: a prefix and its xmlns attribute need no registering.
_MEDIA = "http://search.yahoo.com/mrss/"
_RDF_NAMESPACES = {
    "xmlns": "http://purl.org/rss/1.0/",
    "xmlns:rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": _MEDIA,
}
