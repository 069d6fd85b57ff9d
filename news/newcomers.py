"""A source that a server adds for itself: its address as typed, its id, what it is called."""

import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from news import text
from news.addresses import checked
from news.errors import Busy, FetchFailed, Mistake, SourceTrouble, for_members
from news.identity import digest
from news.models import Document, Source

OWN = "own-"
"""Begins the id of every source that a server added; no id of a catalogue begins so."""

LONGEST_OUTLET = 80
_LONGEST_SLUG = 22
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_FEED = re.compile(r"(?:feed|rss|pcast|itpc):(?://)?", re.IGNORECASE)
_TYPED = re.compile(r"\w[\w .,'’&()/|+!?–—-]*")
_PORTS = {"http": 80, "https": 443}

_AS_IT_IS = frozenset(
    {
        "source.long_address",
        "source.credentials",
        "source.other_port",
        "source.locked",
        "source.withheld",
        "source.not_there",
        "source.gone",
        "source.wall",
        "source.too_big",
    }
)
"""What is wrong with the address itself, and what a site says to everybody who asks."""

_OTHERWISE = {
    "source.not_an_address": "feeds.no_address",
    "source.busy": "feeds.rests",
    "source.is_a_list": "feeds.is_a_list",
    "source.is_a_page": "feeds.page_without",
    "source.not_a_feed": "feeds.not_a_feed",
    "source.empty": "feeds.not_a_feed",
    "source.not_readable": "feeds.not_a_feed",
    "source.too_slow": "feeds.not_a_feed",
}


def spellings(typed: str, *, private_networks: bool = False) -> list[str]:
    """What may be meant by an address as people type it, likeliest first.

    Forgives what stands around it, feed: in front and a missing scheme. Raises Mistake.
    """
    bare = typed.strip().strip("<>\"'`").strip()
    address = _FEED.sub("", bare, count=1)
    ways = [address] if _SCHEME.match(address) else [f"https://{address}", f"http://{address}"]
    try:
        return [spelled(each, private_networks=private_networks) for each in ways]
    except FetchFailed as refused:
        # What stands in the address is no secret of a network's.
        inside = refused.key == "source.forbidden_address"
        raise (Mistake("feeds.inside") if inside else said(refused)) from refused


def spelled(url: str, *, private_networks: bool = False) -> str:
    """The one spelling of an address by which it is known: two servers that mean one add one.

    Scheme and host in lower case, no default port, no fragment; the rest to the byte.
    Raises FetchFailed.
    """
    parts = urlsplit(str(checked(url, private_networks=private_networks)))
    scheme = parts.scheme.lower()
    host, port = (parts.hostname or "").removesuffix("."), parts.port
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in (None, _PORTS[scheme]) else f"{shown}:{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", parts.query, ""))


def newcomer(url: str, guild_id: int, topics: tuple[str, ...] = ()) -> Source:
    """The source before anything is known of it but its address."""
    return Source(
        id=source_id(url),
        url=url,
        outlet=_host(url),
        topics=topics,
        private=True,
        owners=frozenset({guild_id}),
    )


def source_id(url: str) -> str:
    """Made of the address alone: what other servers have added makes no difference to it."""
    slug = re.sub(r"[^a-z0-9]+", "-", _host(url))[:_LONGEST_SLUG].strip("-")
    return f"{OWN}{slug}-{digest(url)[:10]}"


def outlet(document: Document, url: str) -> str:
    """What the document calls itself, or its host."""
    return text.clip(text.tidy(document.title), LONGEST_OUTLET) or _host(url)


def asked_for_by(source: Source, visible: Sequence[Source]) -> str:
    """Its name, or its id where that could not be typed or would mean another source, too."""
    name = source.outlet.casefold()
    is_shared = any(
        name in (each.outlet.casefold(), each.id) for each in visible if each.id != source.id
    )
    return source.id if is_shared or not _TYPED.fullmatch(source.outlet) else source.outlet


def said(trouble: SourceTrouble, now: datetime | None = None) -> Mistake:
    """What whoever gave the address is told of it; by `now`, when to come back.

    One sentence for all that happens on the way, or the bot would tell strangers what answers
    inside a network; sentences of their own for what a site says to everybody.
    """
    if isinstance(trouble, Busy) and trouble.retry_after and now:
        return Mistake("feeds.rests_until", at=now + trouble.retry_after)
    key = for_members(trouble.key)
    status = str(trouble.values.get("status", ""))
    if key in _AS_IT_IS or (key == "source.status" and status.startswith("4")):
        return Mistake(key, **trouble.values)
    return Mistake(_OTHERWISE.get(key, "feeds.nothing_there"))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
