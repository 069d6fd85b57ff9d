"""Which topics headlines carry, beside what readers said."""

from collections import defaultdict
from collections.abc import Callable, Collection

from benchmarks.evaluate.figures import Cell, Counted, Measured, share
from benchmarks.evaluate.material import Headline, Material, Row
from benchmarks.evaluate.newsdesk import Newsdesk, article
from news.topics import TOPICS, classify

TITLE = "Topics (baseline: one bare substring per topic, the first that is there wins)"
COLUMNS = ("P", "R", "F1", "n", "baseline")
MICRO, LEAST = "all (micro)", "least F1 where n ≥ 20"
FULLY = "all (micro), with address, kind, categories"
KEPT_OUT, LOST = "off topic, kept out", "on topic, lost"
WANTED = {MICRO: "F1 ≥ 0.85", LEAST: "≥ 0.65", KEPT_OUT: "≥ 0.95"}

MANY = 20
"""Positives below which a topic's figure says little."""

Way = Callable[[Headline], Collection[str]]

_SUBSTRINGS = {
    "launch": "launch",
    "crew": "astronaut",
    "moon": "moon",
    "mars": "mars",
    "planets": "planet",
    "small-bodies": "asteroid",
    "exoplanets": "exoplanet",
    "universe": "galax",
    "observatories": "telescope",
    "sun": "solar",
    "earth": "earth",
    "satellites": "satellite",
    "debris": "debris",
    "technology": "tech",
    "policy": "law",
    "military": "military",
    "business": "contract",
    "china": "china",
    "skywatching": "sky",
    "people": "award",
}


def ours(told: Headline) -> tuple[str, ...]:
    return classify(told.title, told.summary)


def fully(told: Headline) -> tuple[str, ...]:
    """As reading it would: a bare headline comes from nowhere."""
    return article(told).topics if told.outlet else ours(told)


def baseline(told: Headline) -> tuple[str, ...]:
    said = f"{told.title} {told.summary}".lower()
    return next(((topic,) for topic, word in _SUBSTRINGS.items() if word in said), ())


class _Judged:
    """What one way to classify said, beside the labels of one part."""

    def __init__(self) -> None:
        self.topics: dict[str, Counted] = defaultdict(Counted)
        self.off_topic = self.kept_out = self.on_topic = self.lost = 0
        self.mistakes: list[tuple[int, str]] = []

    def judge(self, row: Row, told: Headline, said: set[str]) -> None:
        """What one reader alone chose counts neither for nor against."""
        right = set() if row["topics"] == "-" else set(row["topics"].split())
        arguable = set((row["arguable"] or "").split())
        wrong, missed = said - right - arguable, right - said
        for topic in right | wrong:
            self.topics[topic] += Counted(
                right=topic in right & said, wrong=topic in wrong, missed=topic in missed
            )
        if right:
            self.on_topic += 1
            self.lost += not said
        elif not arguable:
            self.off_topic += 1
            self.kept_out += not said
        if wrong or missed:
            self._note(told, wrong, missed, lost=not said or not right)

    def _note(self, told: Headline, wrong: set[str], missed: set[str], *, lost: bool) -> None:
        marks = [f"+{each}" for each in sorted(wrong)] + [f"-{each}" for each in sorted(missed)]
        self.mistakes.append((len(marks) + 10 * lost, f"{' '.join(marks)} | {told}"))

    @property
    def micro(self) -> Counted:
        return sum(self.topics.values(), Counted())


async def measure(material: Material, _desk: Newsdesk) -> dict[str, Measured]:
    found = compared(material, ours, baseline)
    for part, more in _judged(material, fully).items():
        found[part].rows[FULLY] = _row(more.micro, Counted())
    return found


def compared(material: Material, one: Way, other: Way) -> dict[str, Measured]:
    """Two ways to find topics, beside the labels."""
    mine, theirs = _judged(material, one), _judged(material, other)
    return {part: _measured(mine[part], theirs[part]) for part in mine}


def _judged(material: Material, classified: Way) -> dict[str, _Judged]:
    parts: dict[str, _Judged] = defaultdict(_Judged)
    for row in material.labels.topics:
        told = material.items[row["id"]]
        parts[row["part"]].judge(row, told, set(classified(told)))
    return dict(parts)


def _measured(mine: _Judged, theirs: _Judged) -> Measured:
    rows: dict[str, tuple[Cell, ...]] = {
        topic.id: _row(mine.topics[topic.id], theirs.topics[topic.id]) for topic in TOPICS
    }
    rows[MICRO] = _row(mine.micro, theirs.micro)
    rows[LEAST] = (None, None, _least(mine), None, _least(theirs))
    rows[KEPT_OUT] = (None, _kept_out(mine), None, mine.off_topic, _kept_out(theirs))
    rows[LOST] = (None, _lost(mine), None, mine.on_topic, _lost(theirs))
    worst = sorted(mine.mistakes, key=lambda found: -found[0])
    return Measured(rows, [line for _, line in worst])


def _row(mine: Counted, theirs: Counted) -> tuple[Cell, ...]:
    return mine.precision, mine.recall, mine.f1, mine.right + mine.missed, theirs.f1


def _least(judged: _Judged) -> float | None:
    found = [each for each in judged.topics.values() if each.right + each.missed >= MANY]
    return min((each.f1 or 0.0 for each in found), default=None)


def _kept_out(judged: _Judged) -> float | None:
    return share(judged.kept_out, judged.off_topic)


def _lost(judged: _Judged) -> float | None:
    return share(judged.lost, judged.on_topic)
