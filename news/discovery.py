"""A web page -> the feeds it names; an address -> where its feed probably is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import SplitResult, urlsplit

from news import links, text
from news.decode import decode

MOST_CANDIDATES = 10
MOST_GUESSES = 8

_FORMATS = {
    "application/rss+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/rdf+xml": "RSS 1.0",
    "application/feed+json": "JSON Feed",
    "application/json": "JSON Feed",
    "application/xml": "",
    "text/xml": "",
}
_WELL_KNOWN = ("atom.xml", "feed.xml", "rss.xml", "feed/", "index.xml", "feed.json")
_UNREAD = re.compile(r"<!--|<(script|style|textarea|title)\b", re.IGNORECASE)
_END_OF = {"": re.compile("-->")} | {
    tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("script", "style", "textarea", "title")
}
# None is longer than that, so a page is read in linear time, whatever stands in it.
_LINK = re.compile(
    r"""<(?:link|base)\s(?:(?:[^<>"']{1,2048}+|"[^"]{0,2048}+"|'[^']{0,2048}+'){1,100}+>"""
    r"""|[^<>]{1,4096}>)""",
    re.IGNORECASE,
)
_TITLE_LIMIT = 100
_YOUTUBE = (
    (re.compile(r"/channel/(UC[\w-]{22})(?:/|$)"), "path", "channel_id"),
    (re.compile(r"(?:^|&)list=([\w-]{10,64})(?:&|$)"), "query", "playlist_id"),
)
_REPOSITORY = re.compile(r"(/[\w.-]+/[\w.-]+?)(?:/(releases|tags)(?:/.*)?|/)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that a page names. title: the page's name for it, plain; format: as it claims."""

    url: str
    title: str = ""
    format: str = ""


def feeds_in(page: bytes, url: str, content_type: str = "") -> list[Candidate]:
    """The feeds a page names, in its order, each once; feeds of comments are left out.

    WHATWG HTML §4.6.7.1: `<link rel=alternate type=…>`. Never fails.
    """
    reader = _Links()
    for tag in _LINK.finditer(_read(decode(page, content_type))):
        reader.feed(tag[0])
        reader.reset()
    base = links.clean(reader.base, url) or url
    found: dict[str, Candidate] = {}
    for attributes in reader.links:
        if candidate := _candidate(attributes, base):
            found.setdefault(candidate.url, candidate)
    return list(found.values())[:MOST_CANDIDATES]


def guesses(url: str) -> list[str]:
    """Where sites usually put their feed, the likeliest first, for a page that names none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return []
    root = f"{parts.scheme}://{parts.netloc}/"
    folder, _, name = parts.path.lstrip("/").rpartition("/")
    # "/blog" is a folder more often than a file.
    path = f"{folder}/{name}" if name and "." not in name else folder
    own = f"{root}{path.strip('/')}/" if path.strip("/") else root
    near = _WELL_KNOWN if own == root else _WELL_KNOWN[:4]
    found = [*_on_platform(parts), *(own + each for each in near), *(root + e for e in _WELL_KNOWN)]
    return list(dict.fromkeys(found))[:MOST_GUESSES]


def _on_platform(parts: SplitResult) -> Iterator[str]:
    """Addresses that two large platforms do not name in every page of theirs."""
    host = parts.netloc.lower().removeprefix("www.")
    if host in ("youtube.com", "m.youtube.com"):
        for pattern, where, name in _YOUTUBE:
            if found := pattern.search(getattr(parts, where)):
                yield f"https://www.youtube.com/feeds/videos.xml?{name}={found[1]}"
    if host == "github.com" and (found := _REPOSITORY.fullmatch(parts.path)):
        yield f"https://github.com{found[1]}/{found[2] or 'releases'}.atom"


def _read(page: str) -> str:
    """The page without what browsers do not read as markup."""
    kept: list[str] = []
    at = 0
    while found := _UNREAD.search(page, at):
        kept.append(page[at : found.start()])
        close = _END_OF[(found[1] or "").lower()].search(page, found.end())
        if not close:
            return "".join(kept)
        at = close.end()
    return "".join([*kept, page[at:]])


class _Links(HTMLParser):
    """Attributes of the links, and the first base."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[dict[str, str]] = []
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: (value or "").strip() for name, value in reversed(attrs)}
        if tag == "base":
            self.base = self.base or attributes.get("href", "")
        elif tag == "link":
            self.links.append(attributes)


def _candidate(attributes: dict[str, str], base: str) -> Candidate | None:
    kind = attributes.get("type", "").partition(";")[0].strip().lower()
    href, title = attributes.get("href", ""), attributes.get("title", "")
    if not {"alternate", "feed"} & set(attributes.get("rel", "").lower().split()):
        return None
    # WordPress names each page's raw data, too, as an alternate of plain JSON.
    if kind not in _FORMATS or (kind == "application/json" and "feed" not in href.lower()):
        return None
    address = links.clean(href, base) if href else None
    if not address or "comments" in f"{title} {address}".lower():
        return None
    return Candidate(address, text.clip(text.plain(title), _TITLE_LIMIT), _FORMATS[kind])
