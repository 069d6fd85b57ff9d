"""A headline taken apart: who or what, what happened, is it to come, which numbers."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from news.entities import lineage
from news.gist.figures import Figures, figures
from news.gist.happening import happening, meant
from news.gist.lexicon import (
    AKIN,
    BROAD,
    EVERYDAY,
    HOMES,
    TYPES,
    WIDE,
    Sense,
    Sort,
    senses,
)
from news.gist.naming import SINGLE, VEHICLES, headlined
from news.gist.stems import stem
from news.gist.traits import Marks, Trait, marked
from news.gist.wording import wording
from news.matching import Find, plain
from news.models import Article

_APOSTROPHE = re.compile(r"['’‘](?:s\b)?")
_ASKING = re.compile(
    r"(?:^|: )(?:why|what|how|who|when|meet|where|is|are|could|can|does|did|will|should)\b|\?$",
    re.IGNORECASE,
)
_MANY = 3
"""Who names so many vehicles tells of a week, not of a launch."""


@dataclass(frozen=True)
class Gist:
    """stems: the words that name no entity, but for the idlest; names: the proper names of them;
    naming: those that name one, which other headlines may name by a part.

    entities: those in the headline; kin: and all that they belong to. themes and realms: what it
    is about, however that is called. designators: of each family
    its numbers. acts: what happened; aside: what it comes before or after. ahead: it
    is to come; None: no telling. live: it is told while it happens. column: it tells of many
    events, or of none. asks: it asks or explains. sides: of what excludes each other (Senate,
    House) the one that it is about.
    """

    stems: frozenset[str]
    names: frozenset[str]
    naming: frozenset[str]
    entities: frozenset[str]
    kin: frozenset[str]
    figures: Figures
    designators: Mapping[str, frozenset[str]]
    acts: frozenset[str]
    aside: frozenset[str]
    themes: frozenset[str]
    realms: frozenset[str]
    ahead: bool | None
    live: bool
    column: bool
    asks: bool
    sides: Mapping[str, str]

    # What follows from these, reckoned once: a gist is compared many times.

    @cached_property
    def traits(self) -> Mapping[Trait, Set[str]]:
        """All that others may share."""
        kinds = self.themes | self.realms
        return {
            Trait.ENTITY: self.entities,
            Trait.KIN: self.kin - self.entities,
            Trait.WORD: self.stems,
            Trait.ACT: self.acts,
            Trait.ASIDE: self.aside,
            Trait.THEME: self.themes,
            Trait.REALM: self.realms,
            Trait.NUMBER: {" ".join(each) for each in self.figures.designators},
            Trait.FIGURE: self.figures.told,
            Trait.FRAME: {f"{act} {kind}" for act in self.acts for kind in kinds},
        }

    @cached_property
    def marks(self) -> Marks:
        """By what it is found; a column joins no story whatever."""
        return {} if self.column else marked(self.traits)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The stems that are not of every day."""
        return self.stems - EVERYDAY

    @cached_property
    def everyday(self) -> frozenset[str]:
        """The other stems."""
        return self.stems & EVERYDAY

    @cached_property
    def beyond(self) -> frozenset[str]:
        """The kin that tells something."""
        return self.kin - BROAD

    @cached_property
    def singled(self) -> frozenset[str]:
        """The entities beside which no other of their sort has a part in the event."""
        return self.entities & SINGLE

    @cached_property
    def akin(self) -> frozenset[str]:
        """As what other acts may be told what happened."""
        return frozenset().union(*(AKIN[act] for act in self.acts))

    @cached_property
    def numbered(self) -> frozenset[tuple[str, str]]:
        """The designators that are no part of a name that many events share."""
        return frozenset(each for each in self.figures.designators if each[0] not in TYPES)

    @cached_property
    def homes(self) -> frozenset[str]:
        """The realms of which one thing belongs to one."""
        return self.realms & HOMES


def gist(article: Article) -> Gist:
    """What the headline of an article says."""
    return _gist(article.title, article.entities)


@lru_cache(maxsize=1024)
def _gist(title: str, entities: tuple[str, ...]) -> Gist:
    title = _APOSTROPHE.sub("", title)
    text = plain(title)
    numbered, told, words = figures(text), senses(title), wording(text.split())
    named, naming = headlined(entities, words.every)
    themes, realms = (
        frozenset([find.owner.name for find in told[sort]]) for sort in (Sort.THEME, Sort.REALM)
    )
    finds = meant(told[Sort.ACT], {*themes, *realms, *named})
    telling = words.stems - naming - _act_words(text, finds)
    acts, aside, verb = happening(title, text, finds)
    cues = {find.owner.name for find in told[Sort.CUE]}
    return Gist(
        stems=telling,
        names=words.names & telling,
        naming=frozenset(headlined(named - BROAD, words.every)[1]),
        entities=frozenset(named),
        kin=frozenset(lineage(named)),
        figures=numbered,
        designators=numbered.families(),
        acts=acts,
        aside=aside,
        themes=themes,
        realms=realms,
        ahead=_ahead(told[Sort.CUE], verb),
        live="live" in cues,
        column="column" in cues or len(named & VEHICLES) >= _MANY,
        asks=bool(_ASKING.search(title)),
        sides=words.sides,
    )


def _act_words(text: str, finds: Sequence[Find[Sense]]) -> set[str]:
    """The stems that an act counts for already."""
    phrases = [text[find.start : find.end] for find in finds if find.owner.name not in WIDE]
    return {stem(word.lower()) for phrase in phrases for word in phrase.split()}


def _ahead(cues: Sequence[Find[Sense]], verb: tuple[bool, int] | None) -> bool | None:
    """What is said first counts: "departs, bound for Earth"; but a live report is always early."""
    by_name = {find.owner.name: find.start for find in reversed(cues)}
    if "live" in by_name:
        return True
    told = [(start, name == "ahead") for name, start in by_name.items() if name != "column"]
    if verb:
        told.append((verb[1], verb[0]))
    return min(told)[1] if told else None
