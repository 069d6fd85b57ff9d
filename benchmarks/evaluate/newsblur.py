"""The baseline for events: the rule of NewsBlur's story clusters (apps/clustering/models.py)."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations

from benchmarks.evaluate.material import Headline

OVERLAP, SHARED, WORDS, MOST = 0.6, 3, 5, 10
COMMON = 50
"""Headlines with a word beyond which it finds nothing."""
WINDOW = timedelta(hours=120)
LONG = 10
"""Letters of a title from which the same title is the same story."""

_STOP_WORDS = """a about after all an and are as at be been but by can could do for from had has
have he her his how if in into is it its just like more new no not now of off on one or our out
over said say she so some than that the their them then there these they this to two up us was we
were what when where which who why will with would you your"""
_STOP = frozenset(_STOP_WORDS.split())


def clusters(told: Iterable[Headline]) -> dict[str, str]:
    """Headline -> the first one of its cluster."""
    ordered = list(told)
    leads = {each.id: each.id for each in ordered}
    members = {each.id: [each.id] for each in ordered}
    for one, other in _alike(ordered):
        kept, joined = leads[one.id], leads[other.id]
        if kept != joined and len(members[kept]) + len(members[joined]) <= MOST:
            members[kept] += members.pop(joined)
            leads |= dict.fromkeys(members[kept], kept)
    return leads


def _alike(ordered: list[Headline]) -> list[tuple[Headline, Headline]]:
    words = {each.id: significant(each) for each in ordered}
    holding: dict[str, list[Headline]] = defaultdict(list)
    for each in ordered:
        for word in words[each.id]:
            holding[word].append(each)
    near = {
        (one.id, other.id): (one, other)
        for group in holding.values()
        if len(group) <= COMMON
        for one, other in combinations(group, 2)
        if are_near(one, other)
    }
    return [
        both
        for both in near.values()
        if same(both[0], both[1], words[both[0].id], words[both[1].id])
    ]


def are_near(one: Headline, other: Headline) -> bool:
    if one.outlet == other.outlet or not (one.at and other.at):
        return False
    return abs(one.at - other.at) <= WINDOW


def same(one: Headline, other: Headline, words: set[str], others: set[str]) -> bool:
    title = _plain(one.title)
    if title == _plain(other.title) and len(title) >= LONG:
        return True
    shared, fewest = len(words & others), min(len(words), len(others))
    return fewest >= WORDS and shared >= SHARED and shared / fewest >= OVERLAP


def significant(told: Headline) -> set[str]:
    """The words that count: none of the outlet's name, no digits, no plural's s."""
    own = set(_plain(told.outlet).split())
    words = (each for each in _plain(told.title).split() if each not in _STOP | own)
    singular = (each[:-1] if len(each) > 3 and each.endswith("s") else each for each in words)
    return {each for each in singular if len(each) > 2 and not re.search(r"\d", each)}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
