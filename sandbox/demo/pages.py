"""What a reader finds behind a link of the newsstand: an item's page, a site's front page.

Each names the feeds that it belongs to, as sites do, so that a feed reader finds them from there.
"""

import html
from collections.abc import Sequence

from sandbox.demo.documents import CONTENT_TYPES, LICENCE
from sandbox.demo.outlets import Item, Outlet

LISTED = 12
"""Items on a front page, the newest."""

_STYLE = (
    "body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 1.1rem/1.6 Georgia, serif }"
    "img { max-width: 100% } footer { margin-top: 3rem; font-size: 0.9rem }"
)


def story(outlet: Outlet, item: Item, neighbour: Outlet) -> str:
    """An item's page; its end leads to the outlet's front page, and to that of another site."""
    onward = f"More from {_link(outlet.home, outlet.site_name)}"
    if neighbour.home != outlet.home:
        onward += f" · Our neighbours: {_link(neighbour.home, neighbour.site_name)}"
    picture = f'<img src="{item.picture}" alt="">' if outlet.images else ""
    said = f"<h1>{html.escape(item.title)}</h1>{picture}<div>{item.summary}</div><p>{onward}</p>"
    return _page(f"{item.title} - {outlet.name}", [outlet], f"<p>{_text(outlet.name)}</p>{said}")


def front(outlets: Sequence[Outlet], items: Sequence[Item], opml: str | None = None) -> str:
    """The front page of the site that these outlets share; `opml` is where its list of feeds is."""
    site = outlets[0].site_name
    newest = "".join(f"<li>{_link(item.path, item.title)}</li>" for item in items[:LISTED])
    feeds = [_link(outlet.feed, outlet.name) for outlet in outlets]
    if opml:
        feeds.append(_link(opml, "all feeds that we read (OPML)"))
    said = f"<h1>{_text(site)}</h1><ul>{newest}</ul><p>Feeds: {' · '.join(feeds)}</p>"
    return _page(site, outlets, said)


def _page(title: str, outlets: Sequence[Outlet], said: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_text(title)}</title>'
        f"{''.join(_named(outlet) for outlet in outlets)}<style>{_STYLE}</style></head>"
        f"<body>{said}<footer>{LICENCE}</footer></body></html>"
    )


def _named(outlet: Outlet) -> str:
    """WHATWG HTML §4.6.7.1: how a page says where its feed is."""
    kind = CONTENT_TYPES[outlet.form]
    title = html.escape(outlet.name)
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{outlet.feed}">'


def _link(address: str, words: str) -> str:
    return f'<a href="{address}">{_text(words)}</a>'


def _text(words: str) -> str:
    return html.escape(words, quote=False)
