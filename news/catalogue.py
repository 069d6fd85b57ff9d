"""The file of sources: read, checked line by line, told in sentences."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli

from news import links
from news.errors import CatalogueWrong
from news.models import Kind, Source
from news.topics import TOPICS, topic
from news.words import say

SHIPPED = Path(__file__).with_name("catalogue.toml")

# own- begins the ids of what servers add for themselves (news.newcomers).
_ID = re.compile(r"(?!all$|own-)[a-z0-9][a-z0-9-]{1,23}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_LONGEST_NAME = 60
_TEXTS = ("id", "name", "url", "kind", "language", "licence")
_CREDENTIALS = re.compile(r"[^/?#]*//[^/?#]*@")
_EVIDENCE = ("verified_on", "evidence")  # for the people who keep the file


def parse(text: str, name: str) -> tuple[Source, ...]:
    """The sources of a catalogue; `name` is the file's, for the sentences.

    Raises CatalogueWrong at the first mistake, with its line, its key and what it should be.
    """
    try:
        document = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise CatalogueWrong("catalogue.not_toml", file=name, cause=str(error)) from error
    tables: Any = document.get("source")
    if not _are_tables(tables) or document.keys() != {"source"}:
        raise CatalogueWrong("catalogue.no_sources", file=name)
    lines = _lines(text)
    checked = [
        _Table(table, name, lines[index] if index < len(lines) else 1)
        for index, table in enumerate(tables)
    ]
    sources = [table.source() for table in checked]
    _unlike(checked, sources)
    return tuple(sources)


def _are_tables(found: object) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(each, dict) for each in found)


def _lines(text: str) -> list[int]:
    heads = enumerate(text.splitlines(), start=1)
    return [number for number, line in heads if re.match(r"\s*\[\[\s*source\s*\]\]", line)]


def _unlike(tables: list["_Table"], sources: list[Source]) -> None:
    for what in ("id", "url"):
        seen: set[str] = set()
        for table, source in zip(tables, sources, strict=True):
            value = getattr(source, what)
            if value in seen:
                raise table.wrong(what, "catalogue.should.unlike")
            seen.add(value)


def _shown(value: object) -> str:
    """As it stands in the file, but of an address neither who logs in there nor its query."""
    written = repr(value)
    if "//" not in written and "@" not in written:
        return written
    # Greedy: a password may hold anything, and less is shown rather than a part of it.
    return re.sub(r"[?#].*(?=.)", "…", re.sub(r"(?<=.).*@", "…@", written))


class _Table:
    """One [[source]] while it is checked."""

    def __init__(self, table: Mapping[str, Any], file: str, line: int) -> None:
        self.table = table
        self.file = file
        self.line = line

    def source(self) -> Source:
        known = {*_TEXTS, *_EVIDENCE, "topics", "images", "enabled"}
        for key in self.table:
            if key not in known:
                raise self.wrong(key, "catalogue.should.known", known=", ".join(sorted(known)))
        texts = {key: self.text(key) for key in _TEXTS}
        return Source(
            id=self.matching("id", texts["id"]),
            url=self.address(texts["url"]),
            outlet=self.outlet(texts["name"]),
            kind=self.kind(texts["kind"]),
            language=self.language(texts["language"] or "en"),
            topics=self.topics(),
            images=self.flag("images", default=False),
            licence=texts["licence"],
            enabled=self.flag("enabled", default=True),
        )

    def wrong(self, key: str, should: str, **values: object) -> CatalogueWrong:
        held = _shown(self.table[key]) if key in self.table else say("catalogue.nothing")
        return CatalogueWrong(
            "catalogue.wrong",
            file=self.file,
            # A name, not a number: the sentence must not write it as 1,024.
            line=str(self.line),
            key=key,
            held=held,
            should=say(should, **values),
        )

    def text(self, key: str) -> str:
        value = self.table.get(key, "")
        needed = key in ("id", "name", "url", "kind")
        if not isinstance(value, str) or (needed and not value.strip()):
            raise self.wrong(key, "catalogue.should.text")
        return value.strip()

    def matching(self, key: str, value: str) -> str:
        if not _ID.fullmatch(value):
            raise self.wrong(key, "catalogue.should.id")
        return value

    def outlet(self, name: str) -> str:
        if len(name) > _LONGEST_NAME or not name.isprintable():
            raise self.wrong("name", "catalogue.should.name")
        return name

    def language(self, value: str) -> str:
        if not _LANGUAGE.fullmatch(value):
            raise self.wrong("language", "catalogue.should.language")
        return value

    def address(self, url: str) -> str:
        if _CREDENTIALS.match(url):
            raise self.wrong("url", "catalogue.should.no_credentials")
        if links.clean(url) is None:
            raise self.wrong("url", "catalogue.should.url")
        return url

    def kind(self, value: str) -> Kind:
        if value not in list(Kind):
            raise self.wrong("kind", "catalogue.should.kind", kinds=", ".join(Kind))
        return Kind(value)

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "catalogue.should.flag")
        return value

    def topics(self) -> tuple[str, ...]:
        value = self.table.get("topics", [])
        if not isinstance(value, list) or not all(topic(str(each)) for each in value):
            known = ", ".join(each.id for each in TOPICS)
            raise self.wrong("topics", "catalogue.should.topics", known=known)
        return tuple(value)
