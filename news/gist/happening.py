"""What happened, as a headline tells it: which of its words tell an act, and which one."""

import re
from collections.abc import Sequence, Set

from news.gist.lexicon import (
    ANNOUNCING,
    GENERAL,
    MEANT,
    NOT_MEANT,
    NOUNS,
    PHYSICAL,
    PLACES,
    PLURAL,
    TELLING,
    Sense,
    Sort,
)
from news.matching import Find, plain

_ASIDE = re.compile(
    r" (?:after|ahead of|since|despite|amid|before|following|on the eve of) .*?(?:, |$)", re.I
)
"""What is told already."""
_BESIDE = re.compile(r" (?:as|while|when) ")
"""What follows is told beside what stands before it, if that tells anything."""
_OPENING = re.compile(
    r"(?:after|following|despite|amid|ahead of|before|\w+ (?:after|before)|with|as) [^,]*, ", re.I
)
"""So a headline begins that tells first what is told already."""
_TO_COME = (" to ", " will ", " could ", " may ", " might ", " should ", " would ", " can ")
_OTHERWISE = "otherwise"
_NOT_TO_COME = ("fails to ", "failed to ")


def meant(finds: Sequence[Find[Sense]], kinds: Set[str]) -> list[Find[Sense]]:
    """Beside what it is said of, a word of many meanings has one."""
    acts = []
    for find in finds:
        choice = MEANT.get(find.owner.name)
        if choice is None:
            acts.append(find)
            continue
        otherwise = choice.get(_OTHERWISE, find.owner.name)
        act = next((choice[kind] for kind in choice if kind in kinds), otherwise)
        if act != NOT_MEANT:
            acts.append(find._replace(term=find.term._replace(owner=Sense(Sort.ACT, act))))
    return acts


def happening(
    title: str, text: str, finds: Sequence[Find[Sense]]
) -> tuple[frozenset[str], frozenset[str], tuple[bool, int] | None]:
    """The acts, those that are told aside, and by which verb the acts are to come."""
    lower = text.lower()
    main = _main(title, lower, finds)
    verbs = [find for find in main if not _is_noun(lower, find)]
    verbs = [find for find in verbs if not _is_purpose(lower, find, main)]
    if all(find.owner.name in GENERAL for find in verbs):
        verbs = main
    told = {find.owner.name for find in verbs}
    every = frozenset([find.owner.name for find in finds])
    if not main:
        return frozenset(), every, None
    return frozenset(told), every - told, _to_come(lower, verbs)


def _main(title: str, lower: str, finds: Sequence[Find[Sense]]) -> list[Find[Sense]]:
    """Those that stand in what a headline tells itself: not "after", to the next comma."""
    opening = _OPENING.match(title)
    begin = len(plain(opening[0])) if opening else 0
    end = again = len(lower)
    if aside := _ASIDE.search(title, opening.end() if opening else 0):
        end, again = (len(plain(title[:at])) for at in aside.span())
    main = [find for find in finds if begin <= find.start < end or find.start >= again]
    if beside := _BESIDE.search(lower, begin, end):
        told = [find for find in main if find.start <= beside.start()]
        return told if any(not _is_noun(lower, find) for find in told) else main
    return main


def _is_noun(lower: str, find: Find[Sense]) -> bool:
    """It is named by one, as in "test flight"; not in "takes flight" nor "to launch"."""
    first, *more = lower[find.start : find.end].split()
    if more:
        return more[-1] in NOUNS and not first.endswith("s")
    return first in NOUNS and not lower.endswith(_TO_COME, 0, find.start)


def _is_purpose(lower: str, find: Find[Sense], main: Sequence[Find[Sense]]) -> bool:
    """What something else is done for: "lifts off to measure", "wins contract to build"."""
    earlier = [each for each in main if each.start < find.start]
    return (
        find.owner.name not in TELLING
        and lower.endswith(" to ", 0, find.start)
        and lower[find.start : find.end].split()[0] not in PLACES
        and any(each.owner.name not in ANNOUNCING for each in earlier)
    )


def _to_come(lower: str, finds: Sequence[Find[Sense]]) -> tuple[bool, int] | None:
    """By the first verb that tells, and where: "to launch" is to come, "launches" has come."""
    for find in finds:
        if find.owner.name in PHYSICAL:
            before, verb = lower[: find.start], lower[find.start :].split(" ", 1)[0]
            if before.endswith(_NOT_TO_COME):
                continue
            if before.endswith(_TO_COME) and verb not in PLACES:
                return True, find.start
            if verb.endswith(("s", "ed")) or verb in PLURAL:
                return False, find.start
    return None
