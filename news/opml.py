"""Lists of feeds, as every reader exports and imports them: OPML 2.0. listparser's door."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import listparser

from news import text
from news.decode import decode
from news.errors import Mistake, NotAFeed
from news.models import Source
from news.prescreen import screen

LONGEST = 1024 * 1024
"""Bytes of a list; a larger one is no list of feeds."""
MOST_LINES = 1000
"""Feeds that are taken from one list, the first of it."""

_TITLE_LIMIT = 100
_OUTLINE = re.compile(
    r"""<outline(\s(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.IGNORECASE,
)
_CATEGORY = re.compile(r"""\scategory\s*+=\s*+(?:"[^"]*+"|'[^']*+')""", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Its own errors are none: what it stumbles over is whatever Python raises then.
_CRASHES = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list. url as it stands there, to be checked; title plain, maybe empty."""

    url: str
    title: str = ""


def read(body: bytes, content_type: str = "") -> list[Outline]:
    """The feeds of a list, each address once, at most MOST_LINES. Raises Mistake."""
    if len(body) > LONGEST:
        raise Mistake("opml.not_read")
    said = decode(body, content_type)
    try:
        # Bytes are read, a text might be fetched; no comment, entity or depth comes that far.
        found = listparser.parse(_flat(screen(said).text).encode())
    except (NotAFeed, *_CRASHES) as error:
        raise Mistake("opml.not_read") from error
    return [
        Outline(each.url, text.clip(text.plain(each.title), _TITLE_LIMIT))
        for each in found.feeds[:MOST_LINES]
    ]


def _flat(document: str) -> str:
    """The list without folders and categories: each is looked for among all of its feed's."""
    if document[:5].lower() != "<opml":
        raise NotAFeed("source.not_a_feed")
    outlines = (_CATEGORY.sub(" ", found[1]).rstrip("/") for found in _OUTLINE.finditer(document))
    lines = "".join(f"<outline{each}/>" for each in outlines)
    return f'<opml version="2.0"><body>{lines}</body></opml>'


def write(
    title: str, sources: Iterable[Source], folders: Mapping[str, Iterable[Source]] | None = None
) -> bytes:
    """A list of these sources, in their order, as OPML 2.0 (opml.org/spec2.opml).

    folders: name -> more sources, which stand under it after the others.
    """
    lines = [_line(each.address, each.outlet) for each in sources]
    for name, grouped in (folders or {}).items():
        lines.append(f"    <outline text={_quoted(name)}>\n")
        lines += [f"  {_line(each.address, each.outlet)}" for each in grouped]
        lines.append("    </outline>\n")
    return _document(title, lines)


def rewrite(title: str, outlines: Iterable[Outline]) -> bytes:
    """A list of these lines of another one."""
    return _document(title, [_line(each.url, each.title or each.url) for each in outlines])


def _document(title: str, lines: Iterable[str]) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"  <head>\n    <title>{escape(_NOT_XML.sub('', title))}</title>\n  </head>\n"
        f"  <body>\n{''.join(lines)}  </body>\n</opml>\n"
    ).encode()


def _line(url: str, title: str) -> str:
    name = _quoted(title)
    return f'    <outline type="rss" text={name} title={name} xmlUrl={_quoted(url)}/>\n'


def _quoted(value: str) -> str:
    return quoteattr(_NOT_XML.sub("", value))
