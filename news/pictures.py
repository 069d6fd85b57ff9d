"""Which picture a feed gives an item, by the names of its elements; none is fetched."""

import html
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from news import links

_LOOKED_AT = 50_000
"""Characters of an item's text: its picture stands at the top, or it is none."""

_TAG = re.compile(r"<img\b([^<>]*+)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]{3,12}+)\s?=\s?(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.I)
_NAMED = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)
_NO_PICTURE = re.compile(
    r"doubleclick\.|feedburner\.|feedsportal\.|pheedo\.|gravatar\.|google-analytics\.|statcounter\."
    r"|scorecardresearch\.|quantserve\.|pixel\.wp\.|//stats?\.|//ads?\.|s\.w\.org/"
    r"|/(?:pixel|stats?|counter|count|beacon|track(?:er|ing)?|impression|ads?|emoji|smilies|spacer"
    r"|blank|transparent|1x1|clear)(?:[/.?_-]|$)"
    r"|[/_-]icons?[/._-]"
)


def picture(entry: Mapping[str, Any], base: str) -> str | None:
    """The widest that is named as the item's own, else the first in its text."""
    for address in chain(_named(entry), _in_text(entry)):
        found = links.clean(address, base) if address else None
        if found and urlsplit(found).path.strip("/") and not _NO_PICTURE.search(found.lower()):
            return found
    return None


def _named(entry: Mapping[str, Any]) -> Iterator[str]:
    media = [each for each in entry.get("media_content") or () if _is_image(each)]
    thumbnails = list(entry.get("media_thumbnail") or ())
    enclosures = [each for each in entry.get("enclosures") or () if _is_image(each)]
    for group in (media, thumbnails, enclosures):
        yield from (_address(each) for each in sorted(group, key=_width, reverse=True))
    # itunes:image
    if isinstance(entry.get("image"), Mapping):
        yield _address(entry["image"])


def _in_text(entry: Mapping[str, Any]) -> Iterator[str]:
    contents = [str(each.get("value") or "") for each in entry.get("content") or ()]
    for written in (*contents, str(entry.get("summary") or "")):
        for tag in _TAG.finditer(written[:_LOOKED_AT]):
            found = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(tag[1])}
            if not _is_dot(found):
                # What is loaded late holds its place with a data: address.
                late, now = found.get("data-src", ""), found.get("src", "")
                yield html.unescape(late if now.startswith("data:") else now)


def _address(media: Mapping[str, Any]) -> str:
    return str(media.get("url") or media.get("href") or "")


def _is_image(media: Mapping[str, Any]) -> bool:
    kind, medium = str(media.get("type") or ""), str(media.get("medium") or "")
    if kind or medium:
        return medium == "image" or (medium == "" and kind.startswith("image/"))
    return bool(_NAMED.search(_address(media).partition("?")[0]))


def _is_dot(tag: Mapping[str, str]) -> bool:
    """Whether it says that it is no larger than what counts readers."""
    sizes = (tag.get(side, "").removesuffix("px") for side in ("width", "height"))
    return any(size.isdecimal() and int(size[:6]) <= 3 for size in sizes)


def _width(media: Mapping[str, Any]) -> int:
    width = str(media.get("width") or "")[:6]
    return int(width) if width.isdecimal() else 0
