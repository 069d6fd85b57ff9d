"""Which stories are named beside one, and whether they help its reader."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.evaluate import newsblur
from benchmarks.evaluate.figures import Cell, Measured, share
from benchmarks.evaluate.material import Headline, Material
from benchmarks.evaluate.newsdesk import Newsdesk
from pipeline import relating
from pipeline.room import Room

TITLE = "Related: of five named stories those that help (baseline: most title words, newest first)"
COLUMNS = ("ours", "baseline", "n")
FIRST = 5
PRECISION, SOME, SHARE = "precision@5, of judged ones", "stories with at least one", "judged"
WANTED = {PRECISION: "≥ 0.80"}


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A story, and by the key of others what was judged of them."""

    part: str
    key: str
    judged: Mapping[str, str]


@dataclass
class _Tally:
    """said: how often each judgement was met, "" where there was none. some: anchors with any."""

    said: Counter[str] = field(default_factory=Counter)
    anchors: int = 0
    some: int = 0

    def count(self, anchor: _Anchor, found: Sequence[str]) -> None:
        self.anchors += 1
        self.some += bool(found)
        self.said.update(anchor.judged.get(each, "") for each in found)

    @property
    def judged(self) -> int:
        return self.said.total() - self.said[""]

    @property
    def rows(self) -> list[float | None]:
        return [
            share(self.said["related"], self.judged),
            share(self.some, self.anchors),
            share(self.judged, self.said.total()),
        ]


async def measure(material: Material, desk: Newsdesk) -> dict[str, Measured]:
    told, archive = material.headlines, await desk.archive()
    ours: dict[str, _Tally] = defaultdict(_Tally)
    base: dict[str, _Tally] = defaultdict(_Tally)
    mistakes: dict[str, list[str]] = defaultdict(list)
    leads = {key: told[each] for each, key in reversed(list(archive.stories.items()))}
    for anchor in _anchors(material, archive.stories):
        found = await _named(archive.room, anchor.key)
        ours[anchor.part].count(anchor, found)
        base[anchor.part].count(anchor, _by_words(anchor.key, leads))
        mistakes[anchor.part] += _mistakes(anchor, found, leads)
    return {part: Measured(_rows(each, base[part]), mistakes[part]) for part, each in ours.items()}


def _rows(ours: _Tally, base: _Tally) -> dict[str, tuple[Cell, ...]]:
    counts = (ours.judged, ours.anchors, ours.said.total())
    cells = zip(ours.rows, base.rows, counts, strict=True)
    return dict(zip((PRECISION, SOME, SHARE), cells, strict=True))


def _anchors(material: Material, stories: Mapping[str, str]) -> list[_Anchor]:
    """Once for each story; where its coverage was judged twice, what helps wins."""
    judged: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in sorted(material.labels.related, key=lambda row: row["judged"] == "related"):
        others = {stories[each]: row["judged"] for each in row["others"].split()}
        judged[row["part"], stories[row["story"]]] |= others
    return [_Anchor(part, key, others) for (part, key), others in judged.items()]


async def _named(room: Room, key: str) -> list[str]:
    found = await relating.relations(room, None, await relating.meant(room, None, key))
    return [each.story.key for each in found[:FIRST]]


def _by_words(anchor: str, leads: Mapping[str, Headline]) -> list[str]:
    words = newsblur.significant(leads[anchor])
    shared = {
        key: len(words & newsblur.significant(told))
        for key, told in reversed(list(leads.items()))
        if key != anchor
    }
    best = sorted(shared, key=lambda key: -shared[key])[:FIRST]
    return [key for key in best if shared[key]]


def _mistakes(anchor: _Anchor, found: list[str], leads: Mapping[str, Headline]) -> list[str]:
    return [
        f"{judged}\n    {leads[anchor.key]}\n    {leads[each]}"
        for each in found
        if (judged := anchor.judged.get(each, "related")) != "related"
    ]
