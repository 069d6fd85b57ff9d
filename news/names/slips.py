"""Whether a name has what was typed, but for slips, and how clearly it was meant."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, utils

from news.names.choices import Choice

SURE = 80.0
"""Of 100: a slip within a word."""
_GUESSED = 70.0
"""Of 100: a whole name that is asked after."""
_CLEARLY = 10.0
"""So much nearer than the next, one is meant."""
_SHORTEST = 4
"""Letters of a word that may stand for the whole name."""
_SHORTEST_BEGUN = 3
"""Letters by which something is looked for among few."""
_WORD = re.compile(r"\w+")


def bare(name: str) -> str:
    """Its letters and digits in lower case."""
    found: str = utils.default_process(name)
    return found


def is_likely(typed: str, choice: Choice) -> bool:
    """Typed whole, with slips or without its spaces, or as a word of a name that is no entity's."""
    if any(mistyped(typed, each) or _is_together(typed, each) for each in choice.known_as):
        return True
    long = [each for each in _WORD.findall(choice.name) if len(each) >= _SHORTEST]
    return not choice.called and any(mistyped(typed, each) for each in long)


def _is_together(typed: str, name: str) -> bool:
    """The same but for the spaces: "falcon9"."""
    ours, theirs = ("".join(_WORD.findall(each)).casefold() for each in (typed, name))
    return ours == theirs != ""


def mistyped(typed: str, name: str) -> bool:
    """Whether every word is the same, but for slips within it: another word is another name."""
    ours, theirs = _WORD.findall(typed.casefold()), _WORD.findall(name.casefold())
    if not ours or len(ours) != len(theirs):
        return False
    return all(_is_slip(one, other) for one, other in zip(ours, theirs, strict=True))


def _is_slip(typed: str, word: str) -> bool:
    """The same word or nearly so: few miss its first letter, and another number is another."""
    if typed == word:
        return True
    if typed[0] != word[0] or not (typed.isalpha() and word.isalpha()):
        return False
    return fuzz.ratio(typed, word) >= SURE


def holding(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """Those with a name that has each word that was typed, begun or with a slip."""
    wanted = bare(typed).split()
    return [
        each
        for each in choices
        if any(has_all(bare(name).split(), wanted) for name in each.known_as)
    ]


def is_near(choice: Choice, typed: str) -> bool:
    """Whether it may have been meant: the rest has but a piece of a word in common with it."""
    said = bare(typed).split()
    wanted = [each for each in said if each.isdigit() or len(each) >= _SHORTEST_BEGUN]
    names = [bare(each) for each in choice.known_as]
    if any(fuzz.ratio(bare(typed), each) >= _GUESSED for each in names):
        return True
    return any(_is_begun(each, word) for each in wanted for name in names for word in name.split())


def clearly_nearest(choices: Sequence[Choice], typed: str) -> Choice | None:
    """The only one, or the one whose name is all but what was typed where no other's is."""
    if len(choices) < 2:
        return next(iter(choices), None)
    scores = [
        max(fuzz.ratio(bare(typed), bare(name)) for name in each.known_as) for each in choices
    ]
    best = scores.index(max(scores))
    others = scores[:best] + scores[best + 1 :]
    is_clear = scores[best] >= SURE and scores[best] - max(others) >= _CLEARLY
    return choices[best] if is_clear else None


def says(choice: Choice, typed: str) -> bool:
    """Whether a name of it has each word that was typed, begun or with a slip; no number alone."""
    wanted = _WORD.findall(typed.casefold())
    if not any(len(each) >= _SHORTEST_BEGUN and each.isalpha() for each in wanted):
        return False
    return any(has_all(_WORD.findall(name.casefold()), wanted) for name in choice.known_as)


def has_all(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether each of the words that are wanted is among those said, begun or with a slip."""
    return all(any(_is_begun(each, word) for word in said) for each in wanted)


def _is_begun(typed: str, word: str) -> bool:
    return (typed.isalpha() and word.startswith(typed)) or _is_slip(typed, word)
