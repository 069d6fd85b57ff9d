"""Strangers' text: markup to plain words on the way in, escaped for Discord on the way out."""

import html
import re
import unicodedata
from html.parser import HTMLParser

START, END = "\x02", "\x03"
"""Stand around a matched word in a search result; no text from a source can contain them."""

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "object"})
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_MARKDOWN = re.compile(r"[\\*_~`|>#\-\[\]()<:@]")
_LIST_NUMBER = re.compile(r"^(\d+)\.")
_APPEARED = re.compile(r"\s*The post .{1,300} (?:appeared first on|first appeared on) .{1,100}$")
_MARKS_IN_A_ROW = 3
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


class _Words(HTMLParser):
    """Collects what a reader of the page would read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._hidden:
            self._hidden -= 1
        if tag in _BLOCKS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: ARG002
        # The inherited one raises AssertionError for a <![word[ that it does not know.
        return self.parse_bogus_comment(i)


def plain(text: str, *, markup: bool | None = None) -> str:
    """The words of a title or summary, on one line, nothing invisible among them.

    markup: whether the feed says that the text is HTML; None: it looks for itself. Text that is
    not HTML keeps its "5 < 6", but an entity in it was escaped once too often and is undone.
    """
    if markup is None:
        markup = bool(_TAG.search(text))
    if markup:
        reader = _Words()
        reader.feed(text)
        reader.close()
        text = "".join(reader.parts)
    if _ENTITY.search(text):
        text = html.unescape(text)
    return tidy(text)


def tidy(text: str) -> str:
    """One line of what can be seen: no controls, bidi or zero-width marks, no piled-up accents."""
    text = unicodedata.normalize("NFC", text)
    kept: list[str] = []
    piled = 0
    for char in text:
        category = unicodedata.category(char)
        piled = piled + 1 if category in ("Mn", "Me") else 0
        if char.isspace():
            kept.append(" ")
        elif category not in _INVISIBLE and piled <= _MARKS_IN_A_ROW:
            kept.append(char)
    return " ".join("".join(kept).split())


def summary(text: str, *, markup: bool | None = None, limit: int = 2000) -> str:
    """As plain(), without the line that blog software adds under each article."""
    return clip(_APPEARED.sub("", plain(text, markup=markup)), limit)


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words where that costs less than a third."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    space = kept.rfind(" ")
    if space > limit * 2 // 3:
        kept = kept[:space]
    return kept.rstrip(" ,;:.–—-") + "…"


def escape(text: str) -> str:
    """Shown by Discord as it stands: nothing in it formats, links, pings or names a command."""
    text = _MARKDOWN.sub(r"\\\g<0>", tidy(text))
    return _LIST_NUMBER.sub(r"\1\\.", text)


def escaped(text: str, limit: int) -> str:
    """Escaped and at most `limit` characters long with the backslashes, never cut inside one."""
    text = tidy(text)
    room = limit
    while len(found := escape(clip(text, room))) > limit:
        room -= max(1, (len(found) - limit) // 2)
    return found


def bold(marked: str, limit: int) -> str:
    """A search result escaped, the words between START and END in bold; limit as in escaped()."""
    room = limit
    while len(found := _bolded(_clip_marked(marked, room))) > limit:
        room = room * limit // len(found)
    return found


def _bolded(marked: str) -> str:
    pieces = re.split(f"{START}(.*?){END}", marked)
    return "".join(
        f"**{escape(piece)}**" if index % 2 else _escaped_piece(piece)
        for index, piece in enumerate(pieces)
    )


def _escaped_piece(piece: str) -> str:
    # escape() trims; the spaces beside a bold word are part of the sentence.
    before = " " if piece[:1].isspace() else ""
    after = " " if piece[-1:].isspace() and piece.strip() else ""
    return f"{before}{escape(piece)}{after}"


def _clip_marked(marked: str, limit: int) -> str:
    if len(marked.replace(START, "").replace(END, "")) <= limit:
        return marked
    seen, open_mark = 0, False
    for index, char in enumerate(marked):
        if char in (START, END):
            open_mark = char == START
            continue
        seen += 1
        if seen == limit:
            return marked[:index].rstrip() + (END if open_mark else "") + "…"
    return marked
