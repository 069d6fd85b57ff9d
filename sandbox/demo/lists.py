"""The newsstand's outlets as lists: the bot's catalogue, and the OPML of a site that reads them."""

import json
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from sandbox.demo.outlets import Outlet


def catalogue(outlets: Iterable[Outlet], base: str) -> str:
    """TOML, in the form of the catalogue that the bot ships with."""
    return "\n".join(_source(outlet, base) for outlet in outlets)


def opml(title: str, outlets: Iterable[Outlet], base: str) -> bytes:
    """https://opml.org/spec2.opml, whose feeds are all of the type rss, whatever their form."""
    root = Element("opml", {"version": "2.0"})
    SubElement(SubElement(root, "head"), "title").text = title
    body = SubElement(root, "body")
    for outlet in outlets:
        named = {"type": "rss", "text": outlet.name, "title": outlet.name}
        at = {"xmlUrl": base + outlet.feed, "htmlUrl": base + outlet.home}
        SubElement(body, "outline", named | at)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _source(outlet: Outlet, base: str) -> str:
    entry = {
        "id": outlet.id,
        "name": outlet.name,
        "url": base + outlet.feed,
        "kind": outlet.kind,
        "language": "en",
        "topics": list(outlet.topics),
        "images": outlet.images,
        "licence": "drawn for this demo" if outlet.images else "demo",
        "enabled": True,
    }
    # These values are written alike in JSON and in TOML.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    return "\n".join(["[[source]]", *lines, ""])
