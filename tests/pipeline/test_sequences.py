"""Versions of real feeds, replayed poll by poll through the real newsroom into one channel."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from news.identity import BURST
from tests.builders import NOON
from tests.pipeline.living import Channel, plain

KNOWN = frozenset({"apnews", "ufo_nasa_atom"})
"""Sequences of which is known how many stories they hold; of any others, their versions tell."""


@dataclass(frozen=True)
class Version:
    """A document of a sequence, read by nothing of ours but patterns: (headline, link) of each."""

    body: bytes
    items: frozenset[tuple[str, str]]
    newest: datetime

    @classmethod
    def of(cls, path: Path) -> "Version":
        body = path.read_bytes()
        found = [match.group() for match in _ITEM.finditer(body)]
        items = frozenset((plain(_first(_TITLE, each)), _first(_LINK, each)) for each in found)
        return cls(body, items, max(_dates(body), default=NOON))


_ITEM = re.compile(rb"<(item|entry)\b.*?</\1>", re.DOTALL)
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.DOTALL)
_LINK = re.compile(rb"<link\b(?:[^>]*?href=[\"'](.*?)[\"'][^>]*>|[^>]*>(.*?)</link>)", re.DOTALL)
_DATE = re.compile(rb"<(?:\w+:)?(?:updated|published|pubDate|lastBuildDate|date)>\s*([^<]+?)\s*<")


def _first(pattern: re.Pattern[bytes], item: bytes) -> str:
    match = pattern.search(item)
    found = next((each for each in match.groups() if each), b"") if match else b""
    return found.decode("utf-8", "replace").strip().removeprefix("<![CDATA[").removesuffix("]]>")


def _dates(body: bytes) -> Iterator[datetime]:
    for match in _DATE.finditer(body):
        text = match.group(1).decode("ascii", "replace")
        for read in (parsedate_to_datetime, datetime.fromisoformat):
            with suppress(ValueError):
                yield read(text).astimezone(UTC)


class Truth:
    """What versions tell of themselves, one after the other.

    An item of which neither the headline nor the link has been there before is new for certain.
    One that shares both with items of before is old for certain. One that shares either may be an
    old one, changed, or the next one under that headline or link: it may be told, but once.
    """

    def __init__(self) -> None:
        self.titles: set[str] = set()
        self.links: set[str] = set()

    def new(self, version: Version) -> tuple[set[str], set[str]]:
        """Headlines that are new for certain, and those that may be."""
        certain = {
            title
            for title, link in version.items
            if title not in self.titles and link not in self.links
        }
        perhaps = {
            title
            for title, link in version.items
            if title not in self.titles or link not in self.links
        }
        self.titles |= {title for title, _ in version.items}
        self.links |= {link for _, link in version.items}
        return certain, perhaps


async def replay(channel: Channel, folder: Path) -> list[list[str]]:
    """What each version makes the channel owed, checked against what the versions say."""
    versions = [Version.of(path) for path in sorted(folder.iterdir())]
    truth, told = Truth(), list[list[str]]()
    channel.clock.now = versions[0].newest
    await channel.begin(folder.name)
    for version in versions:
        channel.clock.now = max(channel.clock.now, version.newest)
        told.append([plain(each) for each in await channel.ask(version.body)])
        if channel.trouble:
            assert told.pop() == [], "what is not believed tells nothing"
            continue
        certain, perhaps = truth.new(version)
        if len(told) == 1:
            assert told[0] == [], "a first reading is owed to nobody"
            continue
        assert set(told[-1]) <= perhaps, "an old item is told again"
        assert len(set(told[-1])) == len(told[-1]), "an item is told twice at once"
        assert len(told[-1]) <= BURST or set(told[-1]) <= certain, "a flood of what may be old"
        # What is older than a week by its own date, or given out anew, has its fate.
        lost = certain - set(told[-1]) - await channel.withheld()
        assert not lost, "a new item is lost"
    return told


def sequence(shared: Path, name: str) -> Path:
    folder = shared / "corpus" / "sequences" / name
    if not folder.is_dir():
        pytest.skip(f"there is no sequence {name}")
    return folder


async def test_real_sequences_are_told_without_repeats_floods_or_losses(
    channel: Channel, shared: Path
) -> None:
    folders = {folder.name: folder for folder in (shared / "corpus" / "sequences").iterdir()}
    assert folders
    for name in sorted(folders.keys() - KNOWN):
        await replay(channel, folders[name])


async def test_a_real_feed_that_gives_out_new_ids_each_time_tells_nothing(
    channel: Channel, shared: Path
) -> None:
    # Its items stay the same ones in all nine versions; only ids change, and once three dates.
    told = await replay(channel, sequence(shared, "ufo_nasa_atom"))
    assert told == [[]] * 9


async def test_a_real_feed_whose_items_vanish_and_return_is_told_once(
    channel: Channel, shared: Path
) -> None:
    # Here each item has a link of its own that never changes, so that the links that were not in
    # the first version are the stories to tell, each once, however its headline changes.
    folder = sequence(shared, "apnews")
    told = await replay(channel, folder)
    first, *later = (Version.of(path) for path in sorted(folder.iterdir()))
    links = {link for each in later for _, link in each.items} - {link for _, link in first.items}
    assert sum(map(len, told)) == len(links) > 100
