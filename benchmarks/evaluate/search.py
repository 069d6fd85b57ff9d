"""What a search answers first, beside what it should find."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from benchmarks.evaluate import own
from benchmarks.evaluate.figures import Cell, Measured, share
from benchmarks.evaluate.material import HARD, HARD_TUNING, Headline, Material, Row
from benchmarks.evaluate.newsdesk import Newsdesk
from news.errors import Mistake
from news.models import SeenStory
from news.query import Filter
from pipeline.finding import Found
from pipeline.room import Room
from pipeline.searching import matching

TITLE = "Search: the first five answers (baseline: FTS5's bm25 over the headlines, as typed)"
COLUMNS = ("ours", "baseline", "n")
KINDS = ("words", "names", "misspelt", "meaning")
FIRST = 5
WANTED = {
    "words, success@5": "≥ 0.98",
    "names, success@5": "≥ 0.98",
    "misspelt, success@5": "≥ 0.93",
    "meaning, success@5": "≥ 0.75",
}


@dataclass
class _Tally:
    """recalls: of each query the share of its right answers, of at most FIRST, that were there."""

    asked: int = 0
    answered: int = 0
    recalls: list[float] = field(default_factory=list)

    def count(self, found: Sequence[str], right: set[str]) -> bool:
        """Whether one of the stories that were found is right."""
        there = len(right & set(found))
        self.asked += 1
        self.answered += bool(there)
        self.recalls.append(there / min(len(right), FIRST))
        return bool(there)

    @property
    def success(self) -> float | None:
        return share(self.answered, self.asked)

    @property
    def recall(self) -> float | None:
        return share(sum(self.recalls), len(self.recalls))


class _Part:
    """The queries of one part, by kind."""

    def __init__(self) -> None:
        self.ours: dict[str, _Tally] = defaultdict(_Tally)
        self.base: dict[str, _Tally] = defaultdict(_Tally)
        self.mistakes: list[str] = []

    @property
    def measured(self) -> Measured:
        rows: dict[str, tuple[Cell, ...]] = {}
        for kind in KINDS:
            ours, base = self.ours[kind], self.base[kind]
            rows[f"{kind}, success@5"] = (ours.success, base.success, ours.asked)
            rows[f"{kind}, recall@5"] = (ours.recall, base.recall, ours.asked)
        return Measured(rows, self.mistakes)


async def measure(material: Material, desk: Newsdesk) -> dict[str, Measured]:
    """What was written to be hard is asked among headlines of its own."""
    if material.part not in (HARD, HARD_TUNING):
        return await _measured(material, desk)
    asked = own.asked(material.part)
    async with Newsdesk(asked.headlines.values()) as other:
        return await _measured(asked, other)


async def _measured(material: Material, desk: Newsdesk) -> dict[str, Measured]:
    told, archive = material.headlines, await desk.archive()
    parts: dict[str, _Part] = defaultdict(_Part)
    with closing(_plain_index(told.values())) as index:
        for row in material.labels.queries:
            right = [told[each] for each in row["ids"].split()]
            keys = {archive.stories[each.id] for each in right}
            part = parts[row["part"]]
            _judge(part, row, await _answered(archive.room, row), keys, right)
            base = [archive.stories[each] for each in _plainly(index, row["query"])]
            part.base[row["kind"]].count(base, keys)
    return {part: each.measured for part, each in parts.items()}


async def _answered(room: Room, row: Row) -> list[SeenStory]:
    """What is offered in place of the words counts, too, where they are misspelt."""
    found = await _found(room, row["query"])
    if found and found.offered and row["kind"] == "misspelt":
        offered = await _found(room, found.offered)
        return [*found.stories[:FIRST], *(offered.stories[:FIRST] if offered else ())]
    return list(found.stories[:FIRST]) if found else []


async def _found(room: Room, typed: str) -> Found | None:
    """As a member is answered who belongs to no server."""
    try:
        return await matching(room, None, typed, Filter(), 0)
    except Mistake:
        return None


def _judge(
    part: _Part, row: Row, found: list[SeenStory], right: set[str], wanted: list[Headline]
) -> None:
    if not part.ours[row["kind"]].count([each.key for each in found], right):
        missed = [f"    wanted: {told}" for told in wanted[:3]]
        shown = [f"    found: {each.lead.title}" for each in found]
        part.mistakes.append("\n".join([f"{row['kind']}: {row['query']}", *missed, *shown]))


def _plain_index(told: Iterable[Headline]) -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:")
    opened.execute("CREATE VIRTUAL TABLE plain USING fts5(id UNINDEXED, title)")
    opened.executemany("INSERT INTO plain VALUES (?, ?)", [(each.id, each.title) for each in told])
    return opened


def _plainly(index: sqlite3.Connection, typed: str) -> list[str]:
    words = " ".join(f'"{word}"' for word in re.findall(r"\w+", typed))
    found = index.execute(
        "SELECT id FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT ?", (words, FIRST)
    )
    return [row[0] for row in found]
