"""What somebody points at in a message: its links, and words to search for in their place."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from news import links as addresses

MOST_LINKS = 10

MOST_WORDS, LONGEST = 12, 80
"""Of words that are searched for: so many, and so many characters with the blanks between."""

_LINK = re.compile(r"https?://[^\s<>\"`|]+", re.IGNORECASE)
# Mentions, emoji, timestamps and commands, as Discord writes them.
_MARKUP = re.compile(r"<(?:[@#/:]|a:|t:|id:)[^<>\s][^<>]*>")
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_AFTER = ".,;:!?*_~'’\"”"
_LETTER = re.compile(r"[^\W\d_]{2}")


def links(texts: Iterable[str]) -> list[str]:
    """The first links of these texts, cleaned as those of the sources are, each once."""
    found = (addresses.clean(each) for text in texts for each in _written(text))
    return list(dict.fromkeys(each for each in found if each))[:MOST_LINKS]


def _written(text: str) -> Iterator[str]:
    """Without what a sentence or Markdown puts behind a link."""
    for match in _LINK.finditer(text):
        link = match[0].rstrip(_AFTER)
        while link.endswith(")") and link.count(")") > link.count("("):
            link = link[:-1].rstrip(_AFTER)
        yield link


def words(texts: Iterable[str]) -> str:
    """The words of the first text that has any beside its links, as a search that finds them.

    Nothing in them narrows it or leaves anything out. Empty: there are none.
    """
    return next(filter(None, map(_words, texts)), "")


def _words(text: str) -> str:
    bare = _MARKUP.sub(" ", _LINK.sub(" ", text))
    if not _LETTER.search(bare):
        return ""
    chosen: list[str] = []
    room = LONGEST
    for word in _WORD.findall(bare)[:MOST_WORDS]:
        room -= len(word) + 1
        if room < -1:
            break
        chosen.append(word)
    return " ".join(chosen)


def named(link: str) -> str:
    """The words of an address: "…/2026/rover-drills-mud.html" says "rover drills mud"."""
    try:
        path = unquote(urlsplit(link).path)
    except ValueError:
        return ""
    longest = max(path.split("/"), key=lambda part: len(re.findall(r"[^\W\d_]+", part)))
    said = re.sub(r"[-_+]+", " ", _ENDING.sub("", longest))
    return _words(said) if len(said.split()) > 1 else ""
