"""python -m benchmarks weights: what news/cluster/weights.py should say, by labelled headlines.

A logistic regression over what news.cluster.evidence finds in pairs of headlines of which readers
said whether they tell one event, of the tuning parts alone. Each headline meets what it would meet
in a newsroom that had put everything before it together rightly.
"""

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from heapq import nlargest
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.evaluate import corpus, own
from benchmarks.evaluate.material import TUNING, WIRE_TUNING, Headline, Material, in_order, shared
from benchmarks.evaluate.newsdesk import article
from news.cluster import WINDOW
from news.cluster.contradiction import contradict
from news.cluster.evidence import Evidence, evidence
from news.gist import gist, marks, rarities, rarity
from news.models import Article
from storage.marks import BESIDE, LEAST, MOST, NEWEST

_REAL, _OWN = 3.0, 0.5
"""How much a pair counts: a real one, and one of our own writing, which is there twice."""

_DELAYS = (0,) * 14 + (1,) * 4 + (2,) * 2

_DAY = timedelta(days=1)

_FIRMNESS = 0.2
"""The regression's C: less of it, and less trust in few headlines."""


class Met(NamedTuple):
    """What a headline is compared with.

    judged_alike: as the real ones are; to who wrote the wires each preview was an event of its own.
    """

    found: Evidence
    same: bool
    counts: float
    judged_alike: bool


def main() -> None:
    pairs = list(_labelled())
    vectors = DictVectorizer(sparse=False)
    found = vectors.fit_transform([each.found for each in pairs])
    scaled = StandardScaler()
    model = LogisticRegression(C=_FIRMNESS, max_iter=1000)
    make_pipeline(scaled, model).fit(
        found,
        [each.same for each in pairs],
        logisticregression__sample_weight=[each.counts for each in pairs],
    )
    weights = model.coef_[0] / scaled.scale_
    always = model.intercept_[0] - sum(weights * scaled.mean_)
    print(f"ALWAYS = {always:.2f}\n")
    for name, weight in sorted(zip(vectors.get_feature_names_out(), weights, strict=True)):
        print(f'    "{name}": {weight:.2f},')
    print(f"\n{len(pairs)} pairs, {sum(each.same for each in pairs)} of them of one event")


def _labelled() -> Iterator[Met]:
    """The wires twice: by the minute, and by the day, which is all that some feeds say."""
    if folder := shared():
        yield from _met(corpus.material(folder), TUNING, _REAL)
    wires = own.wire(WIRE_TUNING)
    days = in_order([_by_day(told) for told in wires.headlines.values()])
    for each in (wires, replace(wires, headlines=days)):
        yield from (met for met in _met(each, WIRE_TUNING, _OWN) if met.judged_alike)


def _by_day(told: Headline) -> Headline:
    """Some outlets tell it a day or two later, as often as real ones do."""
    at = _DELAYS[zlib.crc32(told.title.encode()) % len(_DELAYS)]
    return replace(told, at=told.at and told.at.replace(hour=12, minute=0) + at * _DAY)


def _met(material: Material, part: str, counts: float) -> Iterator[Met]:
    """Only what of the part was judged, and on what editors would agree."""
    parts, event_of = material.part_of(), _events(material)
    unsure = {
        frozenset((pair.first.id, pair.second.id))
        for pair in material.pairs()
        if pair.judged == "unsure"
    }
    told = [(each, article(each)) for each in material.headlines.values()]
    for at, (new, its_article) in enumerate(told):
        if parts.get(new.id) != part:
            continue
        before = [each for each in told[:at] if _days(new, each[0]) <= WINDOW / _DAY]
        for old, found in _compared(new, its_article, before, event_of):
            known = parts.get(old.id) == part and frozenset((old.id, new.id)) not in unsure
            if known and old.outlet != new.outlet:
                previews = gist(article(old)).ahead and gist(its_article).ahead
                yield Met(found, event_of[old.id] == event_of[new.id], counts, not previews)


def _days(one: Headline, other: Headline) -> float:
    assert one.at
    assert other.at
    return abs(one.at - other.at) / _DAY


def _events(material: Material) -> dict[str, str]:
    """Of each headline its event; who stands alone is one."""
    events = {each: each for each in material.headlines}
    for row in material.labels.events:
        if row["judged"] == "same":
            ids = row["ids"].split()
            events |= dict.fromkeys(ids, events[ids[0]])
    return events


def _compared(
    new: Headline,
    its_article: Article,
    before: Sequence[tuple[Headline, Article]],
    event_of: Mapping[str, str],
) -> Iterator[tuple[Headline, Evidence]]:
    """As storage.marks and news.cluster do it."""
    holding: dict[int, set[str]] = defaultdict(set)
    for told, old in before:
        for mark in marks(old):
            holding[mark].add(event_of[told.id])
    rare = rarities(its_article, {mark: min(len(held), NEWEST) for mark, held in holding.items()})
    near = _nearest(its_article, holding)
    said = gist(its_article)
    for told, old in before:
        if event_of[told.id] not in near or contradict(said, gist(old)):
            continue
        if found := evidence(said, gist(old), _days(new, told), rare):
            yield told, found


def _nearest(its_article: Article, holding: Mapping[int, Collection[str]]) -> set[str]:
    says: dict[str, float] = defaultdict(float)
    for mark, what in marks(its_article).items():
        for event in holding.get(mark, ()):
            says[event] += rarity(*what, min(len(holding[mark]), NEWEST))
    least = max(LEAST, max(says.values(), default=0) * BESIDE)
    return set(nlargest(MOST, [each for each in says if says[each] >= least], key=says.__getitem__))
