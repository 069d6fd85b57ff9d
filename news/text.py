"""Strangers' text: markup to plain words on the way in, escaped for Discord on the way out."""

import re
import unicodedata

from news import boilerplate
from news.markup import words

START, END = "\x02", "\x03"
"""Stand around a matched word in a search result; no text from a source can contain them."""

_MARKDOWN = re.compile(r"[\\*_~`|>#\-\[\]()<:@]")
_LIST = re.compile(r"^(\d*)([.+])")
# What our own sentences name so can be clicked: see news/mentions.py.
_COMMAND = re.compile(r"(?<![A-Za-z0-9_/\\])/(?=[a-z])")
_CODE = re.compile(r":(?=\w|//)")
_BULLET = re.compile(r"^(?:[-+]|\d+\.)")
# Discord finds its own invites even where they are no links.
_INVITE = re.compile(r"(discord(?:app)?)\.(?=[a-z])", re.IGNORECASE)
_LOOKALIKES = str.maketrans("@<>[]*_~`|#", "＠＜＞［］＊＿～｀｜＃")
_BULLETS = str.maketrans("-+.", "－＋．")
_MARKS_IN_A_ROW = 3
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_DOUBTFUL = _INVISIBLE | {"Mn", "Me"}
# Letters and symbols that are drawn as nothing.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc")
# What most news is printed with, Latin and Cyrillic: none of it is invisible or a lone accent, all
# of it is in NFC, and but for the space none of it is space.
_PRINT = re.compile(
    "[ -~\xa1-\xac\xae-\u02ff\u0400-\u045f\u2010-\u2027\u2030-\u205e\u20a0-\u20c0]*+"
)
_CONTROLS = {code: None for code in (*range(32), 127) if not chr(code).isspace()}


def plain(text: str, *, markup: bool | None = None) -> str:
    """The words of a title or summary, on one line, nothing invisible among them.

    markup: as in news.markup.words(). At most 20,000 characters, in linear time.
    """
    return tidy(words(text, markup=markup))


def tidy(text: str) -> str:
    """One line of what can be seen: no controls, bidi or zero-width marks, no piled-up accents."""
    if "  " not in text and _PRINT.fullmatch(text):
        return text.strip()
    if text.isascii():
        return " ".join(text.translate(_CONTROLS).split())
    # Before normalising, whose time grows with the square of the accents in a row, and after it,
    # for it can part one into two.
    text = unicodedata.normalize("NFC", _visible(text))
    return " ".join(_visible(text).split())


def _visible(text: str) -> str:
    # Most texts are fine, and hold few different characters: to look at each in its turn would be
    # most of what a document costs.
    if not any(map(_is_doubtful, set(text))):
        return text
    kept: list[str] = []
    piled = 0
    for char in text:
        category = unicodedata.category(char)
        if char.isspace() or char in _BLANK:
            piled = 0
            kept.append(" ")
        elif category not in _INVISIBLE:
            piled = piled + 1 if category in ("Mn", "Me") else 0
            if piled <= _MARKS_IN_A_ROW:
                kept.append(char)
    return "".join(kept)


def _is_doubtful(char: str) -> bool:
    return char in _BLANK or (unicodedata.category(char) in _DOUBTFUL and not char.isspace())


def summary(text: str, *, markup: bool | None = None, limit: int = 2000) -> str:
    """As plain(), without what blog software adds under each article."""
    return clip(boilerplate.without(plain(text, markup=markup)), limit)


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
    text = _INVITE.sub(r"\1\\.", _MARKDOWN.sub(r"\\\g<0>", tidy(text)))
    text = _COMMAND.sub(r"\/", text)
    return _LIST.sub(r"\1\\\2", text)


def unmarked(text: str) -> str:
    """For where Discord reads no markup, and so no backslash: what has a meaning elsewhere is
    written with characters that only look so."""
    text = _INVITE.sub(r"\1．", _CODE.sub("：", tidy(text).translate(_LOOKALIKES)))
    return _BULLET.sub(lambda found: found[0].translate(_BULLETS), text)


def escaped(text: str, limit: int) -> str:
    """Escaped and at most `limit` characters long with the backslashes, never cut inside one."""
    text = tidy(text)
    if limit < 1:
        return ""
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
