"""Text of an XML document -> the same, safe and easy to parse: what hangs parsers is taken out.

One pass, linear in time whatever the document: entity declarations never reach the parser, nor does
a tag of 40,000 attributes, a nesting without end, a comment. What people often get wrong is mended
on the way: lone ampersands, HTML's entities, warnings printed before the document.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass
from html.entities import html5

from news.errors import NotAFeed
from news.prolog import beginning

MANY_ITEMS = 2000
"""Documents of more items than this are cut ..."""
ITEMS_KEPT = 500
"""... to so many, the first."""

_LONGEST_TAG = 64 * 1024
_MOST_ATTRIBUTES = 50  # the parser's time goes with their square
_DEEPEST = 200
_MOST_PREFIXES = 200  # each tag is looked up among them
_MOST_ALIKE = 100  # as attributes, for each item
_LONGEST_KEYWORDS = 2000
_MOST_TAGS = 150_000
_MOST_MENDED = 100_000  # the largest feed has not half as many places that could be

_LOOKED_FOR = ("category", "subject", "author", "creator", "contributor")
"""The parser looks for each of these among those before it."""

_ITEM = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_PREFIX = re.compile(r"xmlns:([\w.-]+)")
# "<" may stand in a value where no tag begins with it: so no two searches cover the same text.
_TAG = re.compile(
    r"""<([^\W\d][\w:.-]*+)
    (?:[^<>"']++ | "(?:[^"<]++|<(?![\w/!?]))*+" | '(?:[^'<]++|<(?![\w/!?]))*+')*+ >""",
    re.VERBOSE,
)
_BROKEN_TAG = re.compile(r"<([^\W\d][\w:.-]*+)[^<>]*+>")
_END_TAG = re.compile(r"</([^\W\d][\w:.-]*+)\s*+>")
_ATTRIBUTE = re.compile(r"""\s[^\s=<>"'/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?""")
_REFERENCE = re.compile(r"&(?:#(\d{1,7});?|#[xX]([\da-fA-F]{1,6});?|([A-Za-z][A-Za-z\d]{0,31});)?")
_XML_ENTITIES = {"amp", "lt", "gt", "quot", "apos"}


@dataclass(frozen=True, slots=True)
class Screened:
    """items: how many there were, where some were left out. whole: its last tag ends its first."""

    text: str
    items: int | None
    whole: bool


def screen(text: str) -> Screened:
    """The document without prolog, comments and dangers. Raises NotAFeed where that cannot be."""
    if len(set(_PREFIX.findall(text))) > _MOST_PREFIXES:
        raise NotAFeed("source.not_readable")
    items = sum(1 for _ in _ITEM.finditer(text))
    screening = _Screening(text, ITEMS_KEPT if items > MANY_ITEMS else None)
    return Screened(screening.run(), items if items > MANY_ITEMS else None, screening.whole)


class _Screening:
    """Walks over the tags of a document; what stays as it is, is copied in long runs."""

    def __init__(self, text: str, limit: int | None) -> None:
        self.text = text
        self.limit = limit
        self.whole = False
        self._kept: list[str] = []
        self._copied = self._at = beginning(text)
        self._open: list[tuple[str, str]] = []
        self._number: Counter[str] = Counter()
        self._tags = 0
        self._items = 0
        self._alike = 0
        self._instructions = True

    def run(self) -> str:
        text = self.text
        while (at := text.find("<", self._at)) >= 0:
            self._at = at
            mark = text[at + 1 : at + 2]
            if mark == "/":
                self._end_tag()
            elif mark == "!":
                self._declaration()
            elif mark == "?":
                self._instruction()
            else:
                self._start_tag()
        self._replace("", len(text))
        return "".join(self._kept)

    def _replace(self, new: str, end: int) -> None:
        """Puts `new` for what stands between here and `end`; "" leaves that out."""
        if len(self._kept) > 2 * _MOST_MENDED:
            raise NotAFeed("source.not_readable")
        run = self.text[self._copied : self._at]
        self._kept.append(_REFERENCE.sub(_reference, run) if "&" in run else run)
        self._kept.append(new)
        self._copied = self._at = end

    def _declaration(self) -> None:
        text, at = self.text, self._at
        if text.startswith("<![CDATA[", at):
            end = text.find("]]>", at + 9)
            end = len(text) if end < 0 else end
            self._replace(f"{text[at:end]}]]>", min(end + 3, len(text)))
            return
        close = "-->" if text.startswith("<!--", at) else ">"
        end = text.find(close, at + 2)
        self._replace("", len(text) if end < 0 else end + len(close))

    def _instruction(self) -> None:
        end = self.text.find("?>", self._at) if self._instructions else -1
        # Looked for once in vain, it need not be looked for again.
        self._instructions = end >= 0
        self._replace("" if end >= 0 else "&lt;", end + 2 if end >= 0 else self._at + 1)

    def _end_tag(self) -> None:
        found = _END_TAG.match(self.text, self._at)
        if not found:
            # Cut off, or not a tag at all.
            self._replace("&lt;", self._at + 1)
            return
        closing = self._close(found[1].lower())
        if closing == [found[1]]:
            self._at = found.end()
        else:
            self._replace("".join(f"</{name}>" for name in closing), found.end())

    def _close(self, name: str) -> list[str]:
        """What ends with the innermost open element of that name: all that was left open in it."""
        closing: list[str] = []
        if not self._number[name]:
            return closing
        last = ""
        while last != name:
            last, shown = self._open.pop()
            self._number[last] -= 1
            closing.append(shown)
        self.whole = self.whole or not self._open
        return closing

    def _start_tag(self) -> None:
        found = _TAG.match(self.text, self._at)
        known = found or _BROKEN_TAG.match(self.text, self._at)
        if not known:
            self._replace("&lt;", self._at + 1)
        elif self._is_one_too_many(known[1]):
            closing = (f"</{shown}>" for _name, shown in reversed(self._open))
            self._replace("".join(closing), len(self.text))
            self.whole = True
        elif len(self._open) >= _DEEPEST:
            self._replace("", known.end())
        else:
            self._take(known, broken=not found)

    def _take(self, found: re.Match[str], *, broken: bool) -> None:
        """Lets an element in: as it is, without its attributes, or under a name nobody knows."""
        self._tags += 1
        if self._tags > _MOST_TAGS:
            raise NotAFeed("source.not_readable")
        tag, name, end = found[0], found[1], found.end()
        closed = tag.endswith("/>")
        shown = "x" if self._is_hidden(name.lower(), end) else name
        if shown != name or broken or _is_bomb(tag):
            self._replace(f"<{shown}{'/' if closed else ''}>", end)
        elif "<" in tag[1:]:
            tag = tag[1:].replace("<", "&lt;")
            self._replace(f"<{_REFERENCE.sub(_reference, tag)}", end)
        else:
            self._at = end
        if not closed:
            self._open.append((name.lower(), shown))
            self._number[name.lower()] += 1

    def _is_one_too_many(self, name: str) -> bool:
        if name.rpartition(":")[2].lower() not in ("item", "entry"):
            return False
        self._alike = 0
        self._items += 1
        return self.limit is not None and self._items > self.limit

    def _is_hidden(self, name: str, end: int) -> bool:
        """Whether the parser had better not know an element: for its number, length or trouble."""
        if name.endswith(_LOOKED_FOR):
            self._alike += 1
            return self._alike > _MOST_ALIKE
        if name.endswith(("keywords", "tags")):
            # It looks for each word of these, too.
            return self.text.find("</", end, end + _LONGEST_KEYWORDS) < 0
        # Coordinates outside of <georss:where> are an error of the parser's.
        return name.startswith("gml:")


def _is_bomb(tag: str) -> bool:
    if len(tag) < 2 * _MOST_ATTRIBUTES:
        return False
    if len(tag) > _LONGEST_TAG:
        return True
    return sum(1 for _ in _ATTRIBUTE.finditer(tag)) > _MOST_ATTRIBUTES


def _reference(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if decimal or hexadecimal:
        code = int(decimal) if decimal else int(hexadecimal, 16)
        return f"&#{code};" if _is_character(code) else ""
    if name in _XML_ENTITIES:
        return found[0]
    if name and (meant := html5.get(f"{name};")):
        return html.escape(meant)
    return f"&amp;{found[0][1:]}"


def _is_character(code: int) -> bool:
    # XML 1.0 §2.2; an escaped one must be a character as well.
    return (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )
