"""Which headlines become one story, beside which of them tell one event."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

from benchmarks.evaluate import newsblur
from benchmarks.evaluate.figures import Cell, Counted, Measured, share
from benchmarks.evaluate.material import Headline, Material, Pair
from benchmarks.evaluate.newsdesk import Newsdesk, gathered_apart

TITLE = "Events: pairs of headlines of different outlets (baseline: NewsBlur's rule)"
COLUMNS = ("ours", "baseline", "n")
PRECISION, RECALL, APART = "precision", "recall", "look-alikes kept apart"
OLD = "2018 to 2022, a day apart: "
WANTED = {PRECISION: "≥ 0.98", RECALL: "≥ 0.75", APART: "≥ 0.97"}

_BEGAN = datetime(2020, 1, 1, 12, tzinfo=UTC)
_APART = timedelta(days=20)
"""Between the beginnings of two pairs, so that they know nothing of each other."""

Together = Callable[[Headline, Headline], bool]


async def measure(material: Material, desk: Newsdesk) -> dict[str, Measured]:
    mine = (await desk.archive()).stories
    found = compared(material, mine, newsblur.clusters(material.headlines.values()))
    for part, old in (await _each_alone(material.old_pairs())).items():
        found[part].rows |= {f"{OLD}{name}": cells for name, cells in old.rows.items()}
        found[part].mistakes += old.mistakes
    for part, alike in (await _each_alone(material.alike)).items():
        into = found.setdefault(part, Measured({}))
        into.rows[APART] = alike.rows[APART]
        into.mistakes[:0] = alike.mistakes
    return found


async def _each_alone(pairs: Iterable[Pair]) -> dict[str, Measured]:
    """Part -> the figures of pairs that know nothing of each other."""
    found = {}
    for part, few in _by_part(_spread(pairs)).items():
        gathered = await gathered_apart(
            [each for pair in few for each in (pair.first, pair.second)]
        )
        found[part] = _measured(few, _same_in(gathered), _alone)
    return found


def compared(
    material: Material, mine: Mapping[str, str], theirs: Mapping[str, str]
) -> dict[str, Measured]:
    """Two ways to put each headline into a story, beside the labels."""
    pairs = _judged(material, [mine, theirs])
    ours, base = _same_in(mine), _same_in(theirs)
    return {part: _measured(few, ours, base) for part, few in pairs.items()}


def _same_in(stories: Mapping[str, str]) -> Together:
    return lambda one, other: stories[one.id] == stories[other.id]


def _alone(one: Headline, other: Headline) -> bool:
    """Whether NewsBlur's rule puts the two together."""
    return _same_in(newsblur.clusters([one, other]))(one, other)


def _judged(material: Material, ways: Sequence[Mapping[str, str]]) -> dict[str, list[Pair]]:
    """All pairs that can be scored. What no line names is apart, and right unless put together."""
    named: dict[frozenset[str], Pair] = {}
    for pair in material.pairs():
        both = frozenset((pair.first.id, pair.second.id))
        if both not in named or pair.judged == "same":
            named[both] = pair
    parts = material.part_of()
    unnamed = (
        Pair(parts[one.id], "unnamed", one, other)
        for one, other in _put_together(material, ways)
        if frozenset((one.id, other.id)) not in named and one.id in parts
    )
    return _by_part([*named.values(), *unnamed])


def _put_together(
    material: Material, ways: Sequence[Mapping[str, str]]
) -> Iterator[tuple[Headline, Headline]]:
    met = set()
    for stories in ways:
        groups = defaultdict(list)
        for each in material.headlines.values():
            groups[stories[each.id]].append(each)
        for group in groups.values():
            for one, other in combinations(group, 2):
                if (one.id, other.id) not in met:
                    met.add((one.id, other.id))
                    yield one, other


def _by_part(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """Those of different outlets on which editors would agree."""
    found = defaultdict(list)
    for pair in pairs:
        if pair.first.outlet != pair.second.outlet and pair.judged != "unsure":
            found[pair.part].append(pair)
    return dict(found)


def _spread(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Each pair alone in its weeks, a day between the two where it is not known how many."""
    for number, pair in enumerate(pairs):
        at, first, second = _BEGAN + number * _APART, pair.first.at, pair.second.at
        later = second - first if first and second else timedelta(days=1)
        yield replace(
            pair,
            first=_moved(pair.first, number, at),
            second=_moved(pair.second, number, at + later),
        )


def _moved(told: Headline, number: int, at: datetime) -> Headline:
    return replace(told, id=f"{told.id} in pair {number}", url=f"{told.url}/{number}", at=at)


def _measured(pairs: list[Pair], mine: Together, theirs: Together) -> Measured:
    ours, base = _counted(pairs, mine), _counted(pairs, theirs)
    alike = [pair for pair in pairs if pair.judged == "apart"]
    rows: dict[str, tuple[Cell, ...]] = {
        PRECISION: (ours.precision, base.precision, ours.right + ours.wrong),
        RECALL: (ours.recall, base.recall, ours.right + ours.missed),
        APART: (_kept_apart(alike, mine), _kept_apart(alike, theirs), len(alike)),
    }
    return Measured(rows, _mistakes(pairs, mine))


def _counted(pairs: Iterable[Pair], together: Together) -> Counted:
    found = Counted()
    for pair in pairs:
        said, same = together(pair.first, pair.second), pair.judged == "same"
        found += Counted(right=said and same, wrong=said and not same, missed=same and not said)
    return found


def _kept_apart(pairs: list[Pair], together: Together) -> float | None:
    return share(sum(not together(pair.first, pair.second) for pair in pairs), len(pairs))


def _mistakes(pairs: list[Pair], mine: Together) -> list[str]:
    """What was put together wrongly, look-alikes first; then what was not put together."""
    wrong, missed = [], []
    for pair in sorted(pairs, key=lambda pair: pair.judged):
        said = mine(pair.first, pair.second)
        if said and pair.judged != "same":
            wrong.append(f"together ({pair.judged})\n    {pair.first}\n    {pair.second}")
        elif not said and pair.judged == "same":
            missed.append(f"missed\n    {pair.first}\n    {pair.second}")
    return wrong + missed
