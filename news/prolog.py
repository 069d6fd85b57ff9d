"""Where in what a server sent the document begins, and whether it is a feed's or a page's."""

import re

_FEEDS = {"rss", "feed", "rdf", "channel"}
_PAGES = {"html", "head", "body"}
_PRINTED = {"a", "b", "br", "div", "em", "font", "hr", "i", "p", "pre", "small", "span", "strong"}
"""What servers print in front of a document when something goes wrong."""

_LONGEST = 256 * 1024
_LONGEST_DOCTYPE = 64 * 1024
_NAME = re.compile(r"[^\W\d][\w:.-]*")
_PAGE = re.compile(
    r"\s*<(?:head|body)[\s>]|[^\0]{0,4096}?<(?:!doctype\s+)?html[\s>]", re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_PART = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|entry|item)[\s>]", re.IGNORECASE)
_IN_DOCTYPE = re.compile(r"""<!--(?:[^-]|-(?!->)){0,2000}-->|"[^"]*"|'[^']*'|[\[\]>]""")


def is_page(text: str) -> bool:
    """Whether it says that it is HTML; feeds have been found in such, too."""
    return bool(_PAGE.match(text))


def may_hold_feed(text: str) -> bool:
    """Whether any element of a feed stands in it."""
    return bool(_PART.search(text))


def beginning(text: str) -> int:
    """Where the first tag of an XML document begins: of the feed, where there is one in it.

    What stands before it goes: comments, DOCTYPE and its entities, warnings, a page around it.
    """
    at = first = text.find("<")
    end_at = at + _LONGEST
    with_doctype = False
    while 0 <= at < end_at:
        name = _NAME.match(text, at + 1)
        if name:
            local = name[0].rpartition(":")[2].lower()
            if local in _FEEDS:
                return at
            if local in _PAGES:
                root = _ROOT.search(text, at)
                return root.start() if root else first
            if local not in _PRINTED:
                return first
        elif text.startswith(("<!", "<?"), at):
            if text[at : at + 9].upper() == "<!DOCTYPE" and not with_doctype:
                with_doctype, end = True, _doctype_end(text, at)
            else:
                end = _end(text, at)
            first = text.find("<", end) if first == at else first
            end_at = max(end_at, end + 1)
            at = end - 1
        at = text.find("<", at + 1)
    return max(first, 0)


def _end(text: str, at: int) -> int:
    """Behind the comment, instruction or declaration that begins here."""
    close = "-->" if text.startswith("<!--", at) else "?>" if text[at + 1] == "?" else ">"
    end = text.find(close, at + 2)
    return len(text) if end < 0 else end + len(close)


def _doctype_end(text: str, at: int) -> int:
    inside = False
    for found in _IN_DOCTYPE.finditer(text, at, at + _LONGEST_DOCTYPE):
        if found[0] in "[]":
            inside = found[0] == "["
        elif found[0] == ">" and not inside:
            return found.end()
    # It never ends: what follows is gone through tag by tag.
    return at + len("<!DOCTYPE")
