"""What the words of an article say about its topics, and how much each of them counts."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from news.entities import entity, named
from news.models import EntityKind, Kind
from news.topics.vocabulary import (
    EARTHLY,
    ORDINARY,
    OUTDOORS,
    RANK,
    SECTIONS,
    TERMS,
    TRADE,
    Pair,
    Sign,
    Strength,
)

MOST = 4
_HOLDS = 4
"""The score a topic needs: a term in the title, or two elsewhere, or one there and a default."""
_TITLE, _NAMED, _TEXT, _SECTION, _SUPPORT = 6, 4, 2, 4, 2
_LEAD = 600
"""Characters of a text that are read: what an item is about stands at its beginning."""
_TELLING = frozenset(
    {
        EntityKind.MISSION,
        EntityKind.PROGRAMME,
        EntityKind.VEHICLE,
        EntityKind.SPACECRAFT,
        EntityKind.STATION,
        EntityKind.CONSTELLATION,
        EntityKind.OBSERVATORY,
    }
)
"""One of these in a title is what its story is about; agencies and places only take part."""
_JOINTS = re.compile(r"[-_+\s]+")


@dataclass(slots=True)
class _Found:
    """What a term counts for: wherever it stands, or only in a text that speaks of space."""

    sure: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    common: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    nature: set[str] = field(default_factory=set)
    names_space: bool = False
    """Whether it names an entity that speaks of space."""

    def read(self, text: str, weight: int) -> None:
        """Each different term counts once."""
        signs = TERMS.owners(text[:_LEAD])
        met = _met(signs)
        void = {pair for pair in met if pair.voids}
        for sign in signs:
            if sign.strength is Strength.SILENT or not void.isdisjoint(sign.these):
                continue
            if sign.strength is Strength.COMMON:
                self.common[sign.topic] += weight
            elif sign.strength is Strength.PLAIN:
                self.sure[sign.topic] += weight
            elif sign.strength is Strength.NATURE:
                self.nature.add(sign.topic)
        self._supports((pair.topic for pair in met - void), weight)

    def file(self, url: str) -> None:
        """The folders of its address."""
        for owner in {owner for folder in sections(url) for owner in SECTIONS.get(folder, ())}:
            self.sure[owner] += _SECTION

    def name(self, entities: Iterable[str], *, in_title: bool) -> None:
        """An entity's first topic is its own; with the others it has to do.

        The names of bodies are words of their topics already.
        """
        for each in filter(None, map(entity, entities)):
            self.names_space |= each.id not in EARTHLY
            if in_title and each.kind in _TELLING:
                self._supports(each.topics[:1], _NAMED)
            elif not in_title and each.kind is not EntityKind.BODY:
                self._supports(each.topics, _SUPPORT)

    def _supports(self, topic_ids: Iterable[str], weight: int) -> None:
        for each in set(topic_ids):
            self.common[each] += weight

    @property
    def of_space(self) -> int:
        """What is sure of any topic speaks of space, too."""
        words = sum(self.sure.values()) - self.sure[TRADE] - self.sure[ORDINARY]
        return words or _SUPPORT * self.names_space

    @property
    def of_else(self) -> int:
        trade = self.sure[TRADE] + self.common[TRADE]
        return 2 * trade + self.sure[ORDINARY] + self.common[ORDINARY] // 2

    @property
    def outdoors(self) -> tuple[str, ...]:
        """The topics of nature, by words that are no evidence where more is known."""
        return tuple(each for each in OUTDOORS if each in self.nature or self.common[each])


def _met(signs: Iterable[Sign]) -> set[Pair]:
    """The pairs of which both sides are there."""
    these = {pair for sign in signs for pair in sign.these}
    return {pair for sign in signs for pair in sign.near if pair in these} if these else these


def classify(
    title: str,
    summary: str,
    *,
    categories: Iterable[str] = (),
    defaults: Iterable[str] = (),
    kind: Kind | None = None,
    url: str = "",
    entities: Iterable[str] | None = None,
) -> tuple[str, ...]:
    """The ids of the topics that an article carries: at most MOST, best first; none: not on space.

    Each different term counts once in the title, once in the lead of the summary, once in the
    categories; the folders of its address, its entities (ids; None: all that it names) and its
    source's defaults support them; what its title names mostly holds. A default holds alone where
    nothing else does and nothing speaks against it. A bare headline (no summary, no kind: nothing
    is known of its source) may be of nature. Equal scores stand in the order of the vocabulary;
    defaults that are no topics are passed over.
    """
    found = _Found()
    found.read(title, _TITLE)
    found.read(summary, _TEXT)
    found.read(" ".join(categories), _TEXT)
    found.file(url)
    found.name(named(title), in_title=True)
    found.name(named(title, summary) if entities is None else entities, in_title=False)
    own = [topic_id for topic_id in defaults if topic_id in RANK]
    if found.of_else >= max(1, found.of_space):
        return ()
    if found.of_space or own or kind is Kind.OFFICIAL:
        return _best(found, own)
    return () if summary or kind or found.of_else else found.outdoors


def sections(url: str) -> tuple[str, ...]:
    """The folders of an address, as words: where its publisher filed it."""
    folders = urlsplit(url).path.lower().split("/")[1:-1]
    return tuple(_JOINTS.sub(" ", folder) for folder in folders if folder)


def _best(found: _Found, own: list[str]) -> tuple[str, ...]:
    """Of a text whose title speaks of space, but of no topic enough, the likeliest."""
    told = {*found.sure, *found.common, *own}
    likely = [each for each in RANK if each in told]
    scores = {
        each: found.sure[each] + found.common[each] + _SUPPORT * (each in own) for each in likely
    }
    likely.sort(key=lambda each: -scores[each])
    held = [each for each in likely if scores[each] >= _HOLDS] or own
    if not held and found.of_space >= _TITLE:
        held = likely[:1]
    return tuple(held[:MOST])
