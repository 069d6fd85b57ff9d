"""Which stories help a reader of one: those that share what is telling about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from news.clues import UNKNOWN, Clue, ClueKind, Share, naming, said_in, subjects, weight
from news.cluster import WINDOW
from news.cluster.contradiction import contradict
from news.cluster.correcting import corrects
from news.cluster.likeness import likeness
from news.cluster.weights import SAME
from news.entities import entity
from news.gist import Gist, gist, rarities
from news.models import Article, EntityKind, SeenStory
from news.reasons import Reason, reason

MOST = 5

_ENOUGH = 4.2
"""Better none than a poor one."""

_SOMETHING = 0.1
"""A correction needs no more than that there is a reason to name."""

# Beside words, of which a rare one weighs 4 (news.clues.weight).
_TELLING: Mapping[EntityKind, float] = {
    EntityKind.MISSION: 2.2,
    EntityKind.SPACECRAFT: 2.2,
    EntityKind.PROGRAMME: 1.7,
    EntityKind.VEHICLE: 1.7,
    EntityKind.STATION: 1.7,
    EntityKind.CONSTELLATION: 1.7,
    EntityKind.COMPANY: 1.5,
    EntityKind.BODY: 1.4,
    EntityKind.SPACEPORT: 1.2,
    EntityKind.AGENCY: 1.2,
    EntityKind.OBSERVATORY: 0.9,  # it looks at something else each day
}
_INHERITED = 0.6
"""Of what one of the two only belongs to."""

_FURTHER = 0.4
"""Of each further thing that both name: most often it follows from the first."""

_PAIR = 0.5
"""Of two words side by side, beside what each of them says."""

_TOPICS_DIFFER, _TOPICS_AGREE = 0.75, 1.1
_COMPARED = 4
"""So many articles of a story say what it tells."""

_DAY = timedelta(days=1)
_RECENT, _RECENCY = timedelta(days=30), 0.1


@dataclass(frozen=True, slots=True)
class Related:
    story: SeenStory
    reason: Reason
    score: float


def related(
    story: SeenStory, candidates: Iterable[SeenStory], shares: Mapping[Clue, Share]
) -> list[Related]:
    """At most five, the best first; none that tells the same event, but for a correction."""
    others = [each for each in candidates if each.key != story.key]
    corrections = [each for each in others if _is_corrected(story, each)]
    apart = [each for each in others if each not in corrections and not _is_same_event(story, each)]
    first = _compared(story, corrections, shares, least=_SOMETHING)
    return _unlike([*first, *_compared(story, apart, shares, least=_ENOUGH)])[:MOST]


def _is_corrected(story: SeenStory, other: SeenStory) -> bool:
    """One of them has what corrects something of the other: who reads either wants to know."""
    if abs(story.told_at - other.told_at) > WINDOW:
        return False
    return any(corrects(story.lead, each) for each in other.articles) or any(
        corrects(other.lead, each) for each in story.articles
    )


def _is_same_event(story: SeenStory, other: SeenStory) -> bool:
    """Though they were not put together: a word of another article may say it now."""
    apart = abs(story.told_at - other.told_at)
    if apart > WINDOW:
        return False
    theirs = [gist(each) for each in other.articles[:_COMPARED]]
    return any(_tells_one_of(each, theirs, apart / _DAY) for each in story.articles[:_COMPARED])


def _tells_one_of(article: Article, others: Sequence[Gist], days: float) -> bool:
    said, rare = gist(article), rarities(article, {})
    alike = (likeness(said, each, days, rare) for each in others if not contradict(said, each))
    return any(each >= SAME for each in alike)


def _unlike(found: Sequence[Related]) -> list[Related]:
    """One of those that say the same in the same words."""
    kept: dict[tuple[Clue, ...], Related] = {}
    for each in found:
        kept.setdefault(said_in(each.story.lead.title), each)
    return list(kept.values())


def _compared(
    story: SeenStory, others: Iterable[SeenStory], shares: Mapping[Clue, Share], *, least: float
) -> list[Related]:
    found = (_relation(story, each, shares) for each in others)
    return sorted((each for each in found if each.score >= least), key=lambda each: -each.score)


def _relation(story: SeenStory, other: SeenStory, shares: Mapping[Clue, Share]) -> Related:
    gains = _gains(story, other, shares)
    named = {clue: gain for clue, gain in gains.items() if clue.kind is ClueKind.ENTITY}
    said = {clue: gain for clue, gain in gains.items() if clue not in named}
    score = _summed(named.values()) + sum(said.values())
    score *= _agreement(story, other) * _freshness(story, other)
    told = (*story.articles[:_COMPARED], *other.articles[:_COMPARED])
    return Related(other, reason(named, said, told), score)


def _gains(story: SeenStory, other: SeenStory, shares: Mapping[Clue, Share]) -> dict[Clue, float]:
    """What both have, and how much each of it says."""
    shared = set(subjects(story)) & set(subjects(other))
    gains = {each: _of_entity(each, story, other, shares) for each in shared}
    follows = {stem for each in shared for stem in naming(each.value)}
    theirs = {clue for told in other.articles for clue in said_in(told.title)}
    for clue, share in shares.items():
        if clue in theirs and clue.value not in follows:
            gains[clue] = weight(clue, share) * (_PAIR if clue.kind is ClueKind.PAIR else 1)
    return gains


def _of_entity(
    clue: Clue, story: SeenStory, other: SeenStory, shares: Mapping[Clue, Share]
) -> float:
    known = entity(clue.value)
    telling = _TELLING[known.kind] if known else 0.0
    if not (clue.value in story.entities and clue.value in other.entities):
        telling *= _INHERITED
    return telling * weight(clue, shares.get(clue, UNKNOWN))


def _summed(gains: Iterable[float]) -> float:
    return sum(gain * _FURTHER**place for place, gain in enumerate(sorted(gains, reverse=True)))


def _agreement(story: SeenStory, other: SeenStory) -> float:
    fewer = min(len(story.topics), len(other.topics))
    part = len(set(story.topics) & set(other.topics)) / fewer if fewer else 0.5
    return _TOPICS_DIFFER + part * (_TOPICS_AGREE - _TOPICS_DIFFER)


def _freshness(story: SeenStory, other: SeenStory) -> float:
    """Recent first among equals."""
    apart = abs(story.told_at - other.told_at)
    return float(1 + _RECENCY * 0.5 ** (apart / _RECENT))
