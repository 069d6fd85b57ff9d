"""How an invented outlet writes: its feed as RSS 2.0, RSS 1.0 (RDF) or Atom, and an item's page.

Titles and summaries are HTML inside the XML, as most outlets send them, so that whoever reads them
has markup and entities to cope with.
"""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, tostring

LICENCE = "Invented for the demonstration."
STYLE = (
    "body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 1.1rem/1.6 Georgia, serif }"
    "img { max-width: 100% }"
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """Whose document it is. `form` is one of FORMS; `topics` are its default topics.

    `images`: its items have pictures, which stand beside their pages as PNG.
    """

    id: str
    name: str
    kind: str
    form: str
    topics: tuple[str, ...] = ()
    images: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One item of one outlet. The title is plain text; the summary may hold markup and entities."""

    outlet: str
    title: str
    summary: str
    topics: tuple[str, ...]
    published_at: datetime

    @property
    def path(self) -> str:
        """Where its page stands; made from the title, so an outlet must not use one twice."""
        return f"/{self.outlet}/{re.sub(r'[^a-z0-9]+', '-', self.title.lower()).strip('-')}"

    @property
    def picture(self) -> str:
        return f"{self.path}.png"

    @property
    def categories(self) -> list[str]:
        return [topic.replace("-", " ") for topic in self.topics]


def feed_path(outlet: Outlet) -> str:
    return f"/{outlet.id}/feed.xml"


def document(outlet: Outlet, items: Sequence[Item], base: str) -> bytes:
    """The outlet's feed with these items in this order; `base` is the address links begin with."""
    root = FORMS[outlet.form](outlet, items, base)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def page(outlet: Outlet, item: Item) -> str:
    """What a reader finds behind an item's link."""
    title, name = html.escape(item.title), html.escape(outlet.name)
    picture = f'<img src="{item.picture}" alt="">' if outlet.images else ""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title} - {name}</title>'
        f"<style>{STYLE}</style><p>{name}</p><h1>{title}</h1>{picture}<div>{item.summary}</div>"
        f"<p><small>{LICENCE}</small></p></html>"
    )


def _rss(outlet: Outlet, items: Sequence[Item], base: str) -> Element:
    root = Element("rss", {"version": "2.0", "xmlns:media": _MEDIA})
    channel = SubElement(root, "channel")
    _texts(channel, title=outlet.name, link=f"{base}/{outlet.id}/", description=LICENCE)
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
    channel = SubElement(root, "channel", {"rdf:about": base + feed_path(outlet)})
    _texts(channel, title=outlet.name, link=f"{base}/{outlet.id}/", description=LICENCE)
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
    newest = max((item.published_at for item in items), default=datetime.fromtimestamp(0, UTC))
    _texts(root, id=base + feed_path(outlet), title=outlet.name, updated=_iso(newest))
    SubElement(root, "link", {"rel": "self", "href": base + feed_path(outlet)})
    _texts(SubElement(root, "author"), name=outlet.name)
    for item in items:
        entry, when = SubElement(root, "entry"), _iso(item.published_at)
        SubElement(entry, "title", {"type": "html"}).text = html.escape(item.title)
        SubElement(entry, "link", {"rel": "alternate", "href": base + item.path})
        _texts(entry, id=base + item.path, published=when, updated=when)
        SubElement(entry, "summary", {"type": "html"}).text = item.summary
        for category in item.categories:
            SubElement(entry, "category", {"term": category})
    return root


def _picture(item: Item, base: str) -> dict[str, str]:
    """https://www.rssboard.org/media-rss#media-content"""
    return {"url": base + item.picture, "medium": "image", "type": "image/png"}


def _texts(parent: Element, **texts: str) -> None:
    for tag, text in texts.items():
        SubElement(parent, tag).text = text


def _iso(when: datetime) -> str:
    return when.isoformat(timespec="seconds")


FORMS: dict[str, Callable[[Outlet, Sequence[Item], str], Element]] = {
    "rss": _rss,
    "rdf": _rdf,
    "atom": _atom,
}
CONTENT_TYPES = {
    "rss": "application/rss+xml",
    "rdf": "application/rdf+xml",
    "atom": "application/atom+xml",
}
# ElementTree writes these as given: a prefix and its xmlns attribute need no registering.
_MEDIA = "http://search.yahoo.com/mrss/"
_RDF_NAMESPACES = {
    "xmlns": "http://purl.org/rss/1.0/",
    "xmlns:rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": _MEDIA,
}
