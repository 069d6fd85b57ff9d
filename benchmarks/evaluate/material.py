"""Headlines and what readers judged of them: of the shared corpus, and of our own writing."""

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

from news import dates
from news.models import Kind

DATA = Path(__file__).parents[1] / "data"
HELD_OUT, OWN, HARD, HARD_TUNING = "held-out", "own", "hard", "hard-tuning"
WIRE, WIRE_TUNING = "wire", "wire-tuning"
OURS = (OWN, HARD, HARD_TUNING, WIRE, WIRE_TUNING)
"""Parts whose texts are of our own writing."""
TUNING = "tuning"
PARTS = (HELD_OUT, TUNING, *OURS)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Headline:
    """`at`: without a time of day it is taken for noon."""

    id: str
    outlet: str
    title: str
    url: str
    at: datetime | None = None
    kind: Kind = Kind.PRESS
    summary: str = ""
    categories: tuple[str, ...] = ()

    def __str__(self) -> str:
        day = self.at.date().isoformat() if self.at else "no date"
        return f"{day} {self.outlet}: {self.title}  [{self.id}]"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two headlines, judged: same, apart or unsure."""

    part: str
    judged: str
    first: Headline
    second: Headline


@dataclass(frozen=True, slots=True)
class Labels:
    """The judgements of one folder, as rows by the names of their columns."""

    topics: list[Row]
    events: list[Row]
    old_events: list[Row]
    queries: list[Row]
    related: list[Row]


@dataclass(frozen=True)
class Material:
    """headlines: the archive that is gathered and searched, in order of time.

    items: all that is judged for its topics, those of documents too. old: of other years.
    alike: pairs that are no part of the archive. part: where all of it is of one.
    """

    labels: Labels
    headlines: dict[str, Headline]
    items: dict[str, Headline] = field(default_factory=dict)
    old: dict[str, Headline] = field(default_factory=dict)
    alike: Sequence[Pair] = ()
    part: str = ""

    def part_of(self) -> dict[str, str]:
        """Headline -> its part, as far as everything of its days was read and judged."""
        if self.part:
            return dict.fromkeys(self.headlines, self.part)
        return {row["id"]: row["part"] for row in self.labels.topics}

    def pairs(self) -> Iterator[Pair]:
        for row in self.labels.events:
            told = [self.headlines[each] for each in row["ids"].split()]
            yield from (Pair(row["part"], row["judged"], *both) for both in combinations(told, 2))

    def old_pairs(self) -> Iterator[Pair]:
        for row in self.labels.old_events:
            both = self.old[row["id_a"]], self.old[row["id_b"]]
            yield Pair(row["part"], row["judged"], *both)


def rows(file: Path) -> list[Row]:
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))


def labels(folder: Path) -> Labels:
    names = ("topics", "events", "old_events", "queries", "related")
    return Labels(*(rows(folder / f"{name}.tsv") for name in names))


def shared() -> Path | None:
    """The folder of other people's texts, where there is one."""
    named = os.environ.get("SPACE_NEWS_SHARED")
    return Path(named) / "corpus" if named else None


def time(written: str) -> datetime | None:
    found = dates.normalise(written)
    if found is None:
        return None
    is_day = len(written) == len("2026-11-22")
    return found.at + timedelta(hours=12) if is_day else found.at


def in_order(told: list[Headline]) -> dict[str, Headline]:
    """By their time, in the order of the file where that is the same; no time: not among them."""
    dated = sorted((each for each in told if each.at), key=lambda each: each.at or dates.EARLIEST)
    return {each.id: each for each in dated}
