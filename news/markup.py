"""HTML as feeds hold it -> the words that a reader of the page would see. Linear in any input.

The standard library's parser takes a minute for 64 KB of unclosed tags.
"""

import html
import re

_BLOCK = re.compile(
    r"address|article|aside|blockquote|br|d[dlt]|div|fig(?:caption|ure)|footer|h[1-6]|header|hr|li"
    r"|main|nav|ol|p|pre|section|table|t[dhr]|ul",
    re.IGNORECASE,
)
# Possessive throughout: no piece of the text is looked at twice. What is hidden or a comment and
# never ends takes the rest with it, as in a browser.
_PIECE = re.compile(
    r"<(?:"
    r"(?P<hidden>script|style|template|noscript|iframe|object|svg)(?![\w-])[^<>]*+(?<!/)>"
    r"(?:.*?</(?P=hidden)(?![\w-])[^<>]*+>|.*)"
    r"|sup>(?P<power>[0-9+−-]{1,4})</sup>"
    r"|/?(?P<tag>[a-z][\w:-]*+)(?:(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>|[^<>]*+(?:>|\Z))"
    r"|!--(?:.*?-->|.*)"
    r"|!\[CDATA\["
    r"|[!?/][^<>]*+>"
    r")",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(
    r"<(?:!--|/?(?=[a-z])(?:a|abbr|audio|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em"
    r"|embed|figure|font|h[1-6]|hr|i|iframe|img|ins|li|object|ol|p|pre|q|s|script|small|span"
    r"|strike|strong|style|sub|sup|svg|table|tbody|td|th|tr|tt|u|ul|video)(?![\w:-])[^<>]*+>)",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_ENDLESS_NUMBER = re.compile(r"&#(?:\d{8,}|x[0-9a-f]{7,});?", re.IGNORECASE)
_POWERS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_MOST_MARKUP = 500_000
_MOST = 20_000
"""More characters than any title or summary is cut to."""


def words(text: str, *, markup: bool | None = None) -> str:
    """Text without its markup and entities, in one line.

    markup: whether the feed says that the text is HTML; None: it looks for itself. Text that is
    not HTML keeps its "5 < 6", but an entity in it was escaped once too often and is undone.
    """
    # Most titles, names and categories: nothing to take out.
    if "<" not in text and "&" not in text and "]]>" not in text:
        return _cut(text)
    if markup is None:
        markup = bool(_TAG.search(text, 0, _MOST_MARKUP))
    if markup:
        text = _unescaped(_cut(_without_tags(text)))
    text = _cut(text)
    if not _ENTITY.search(text):
        return text
    text = _unescaped(text)
    # A tag that was escaped once too often, too.
    return _cut(_without_tags(text)) if _TAG.search(text) else text


def _without_tags(text: str) -> str:
    return _PIECE.sub(_seen, text[:_MOST_MARKUP]).replace("]]>", "")


def _seen(piece: re.Match[str]) -> str:
    power, tag = piece.group("power", "tag")
    if power:
        return power.translate(_POWERS)
    return " " if tag and _BLOCK.fullmatch(tag) else ""


def _cut(text: str) -> str:
    return " ".join(text.split())[:_MOST]


def _unescaped(text: str) -> str:
    # Python refuses to read a number of thousands of digits.
    return html.unescape(_ENDLESS_NUMBER.sub("\ufffd", text))
