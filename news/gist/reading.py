"""A headline taken apart: who or what, what happened, is it to come, which numbers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from news.entities import lineage
from news.gist.figures import Figures, figures
from news.gist.lexicon import PHYSICAL, WIDE, Sense, Sort, senses
from news.gist.naming import VEHICLES, headlined
from news.gist.stems import stem
from news.gist.wording import wording
from news.matching import Find, plain
from news.models import Article

_APOSTROPHE = re.compile(r"['’‘](?:s\b)?")
_ASIDE = re.compile(r" (?:after|ahead of|since|despite|amid|before|following) ", re.IGNORECASE)
"""What follows is told already."""
_MANY = 3
"""Who names so many vehicles tells of a week, not of a launch."""
_TO_COME = ("to ", "will ")
_NOT_TO_COME = ("fails to ", "failed to ")


@dataclass(frozen=True, slots=True)
class Gist:
    """stems: the words that name no entity, but for the idlest; names: the proper names of them.

    entities: those in the headline; kin: and all that they belong to. designators: of each family
    its numbers. acts: what happened; aside: what it comes before or after. ahead: it is to come;
    None: no telling. live: it is told while it happens. column: it tells of many events, or of
    none. sides: of what excludes each other (Senate, House) the one that it is about.
    """

    stems: frozenset[str]
    names: frozenset[str]
    entities: frozenset[str]
    kin: frozenset[str]
    figures: Figures
    designators: Mapping[str, frozenset[str]]
    acts: frozenset[str]
    aside: frozenset[str]
    themes: frozenset[str]
    ahead: bool | None
    live: bool
    column: bool
    sides: Mapping[str, str]


def gist(article: Article) -> Gist:
    """What the headline of an article says."""
    return _gist(article.title, article.entities)


@lru_cache(maxsize=4096)
def _gist(title: str, entities: tuple[str, ...]) -> Gist:
    title = _APOSTROPHE.sub("", title)
    text = plain(title)
    numbered, told, words = figures(text), senses(title), wording(text.split())
    named, naming = headlined(entities, words.every)
    telling = words.stems - naming - _act_words(text, told[Sort.ACT])
    acts, aside, ahead = _happening(text, told[Sort.ACT])
    cues = {find.owner.name for find in told[Sort.CUE]}
    return Gist(
        stems=telling,
        names=words.names & telling,
        entities=frozenset(named),
        kin=frozenset(lineage(named)),
        figures=numbered,
        designators=numbered.families(),
        acts=acts,
        aside=aside,
        themes=frozenset([find.owner.name for find in told[Sort.THEME]]),
        ahead=True if cues & {"ahead", "live"} else False if "done" in cues else ahead,
        live="live" in cues,
        column="column" in cues or len(named & VEHICLES) >= _MANY,
        sides=words.sides,
    )


def _act_words(text: str, finds: Sequence[Find[Sense]]) -> set[str]:
    """The stems that an act counts for already."""
    phrases = [text[find.start : find.end] for find in finds if find.owner.name not in WIDE]
    return {stem(word.lower()) for phrase in phrases for word in phrase.split()}


def _happening(
    text: str, finds: Sequence[Find[Sense]]
) -> tuple[frozenset[str], frozenset[str], bool | None]:
    """The acts, those that are told aside, and whether the acts are to come."""
    break_off = _ASIDE.search(text)
    end = break_off.start() + 1 if break_off else len(text)
    main = [find for find in finds if find.start < end]
    aside = frozenset([find.owner.name for find in finds if find.start >= end])
    if not main:
        return aside, frozenset(), None
    acts = frozenset([find.owner.name for find in main])
    return acts, aside - acts, _to_come(text.lower(), main)


def _to_come(lower: str, finds: Sequence[Find[Sense]]) -> bool | None:
    """By the verb: "to launch" is to come, "launches" and "launched" have come."""
    physical = [find for find in finds if find.owner.name in PHYSICAL]
    for find in physical:
        before = lower[: find.start]
        if before.endswith(_TO_COME) and not before.endswith(_NOT_TO_COME):
            return True
    verbs = [lower[find.start : find.end].split()[0] for find in physical]
    return False if any(verb.endswith(("s", "ed")) for verb in verbs) else None
