"""By what an outlet marks an article as corrected or withdrawn; signs.toml knows the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import tomli

from news.models import Amendment

GRADES = tuple(Amendment)
"""The graver the later."""

GRAVE = frozenset({Amendment.CORRECTED, Amendment.WITHDRAWN})
"""What readers should know of an article that they have read."""

_BEGINS, _ENDS = 150, 500
"""Characters of a summary: a note at its beginning or its end is the outlet's own."""

_SEPARATOR = r"(?:\s*[:：]\s*|\s*[–—]\s*|\s+-\s+|(?P<hyphen>-)(?=\S))"
_DATED = r"(?:\s\([^)]{1,40}\)|,?\s[^:.()]{0,20}\d[^:.()]{0,12})?\s*[:：]"
_SENTENCE = re.compile(r"(?:^|[.!?…:;\])*•]\s)[\s\"'“„«(*]{0,3}")
_QUOTES = str.maketrans("’‘ʼ", "'''")


@dataclass(frozen=True, slots=True)
class _Signs:
    """How one sort of change is marked: before a headline, in brackets, all alone; in a summary.

    noted: for a sentence in small letters.
    """

    before: re.Pattern[str]
    bracketed: re.Pattern[str]
    alone: re.Pattern[str]
    noted: re.Pattern[str]


def graver(*grades: Amendment) -> Amendment:
    return max(grades, key=GRADES.index)


def labelled(title: str) -> tuple[Amendment, str]:
    """The gravest of a headline's labels, and the headline without any: "" if it is one itself."""
    for grade, signs in _SIGNS.items():
        if signs.alone.fullmatch(title):
            return grade, ""
        left = _without(title, signs)
        if left and left != title:
            other, left = labelled(left)
            return graver(grade, other), left
    return Amendment.NONE, title


def _without(title: str, signs: _Signs) -> str:
    # "Correction-free" is a word, "CORRECTED-" the label of an agency.
    before = signs.before.match(title)
    if before and (before["hyphen"] is None or before["label"].isupper()):
        return title[before.end() :].strip()
    return signs.bracketed.sub("", title).strip()


def noted(summary: str) -> Amendment:
    """Whether a summary says of the article that it is corrected or withdrawn."""
    said = summary.translate(_QUOTES).lower()
    found = [
        grade
        for start in _sentences(said)
        for grade in GRAVE
        if _SIGNS[grade].noted.match(said, start)
    ]
    return graver(Amendment.NONE, *found)


def _sentences(said: str) -> Iterator[int]:
    """Where those begin that may be a note."""
    first = _SENTENCE.finditer(said, 0, _BEGINS)
    yield from (each.end() for each in first)
    if len(said) > _BEGINS:
        last = _SENTENCE.finditer(said, max(_BEGINS, len(said) - _ENDS))
        yield from (each.end() for each in last)


def _signs(labels: Sequence[str], notes: Sequence[str] = ()) -> _Signs:
    label = "|".join(map(_pattern, labels))
    bracketed = rf"[\[(【]\s*(?:{label})\s*[\])】]"
    alone = rf"{bracketed}|(?:{label})\W?"
    ways = [*map(_pattern, notes), rf"(?:{label}){_DATED}", bracketed, rf"(?:{label})\W?$"]
    return _Signs(
        before=re.compile(rf"(?P<label>{label}){_SEPARATOR}", re.IGNORECASE),
        bracketed=re.compile(rf"^{bracketed}[\s:：–—-]*|\s*{bracketed}$", re.IGNORECASE),
        alone=re.compile(alone, re.IGNORECASE),
        noted=re.compile("|".join(ways)),
    )


def _pattern(words: str) -> str:
    """Of words as signs.toml has them: nothing in it is to be found again."""
    return words.replace("(", "(?:")


def _read() -> dict[Amendment, _Signs]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return {Amendment(grade): _signs(**signs) for grade, signs in tomli.loads(text).items()}


_SIGNS = _read()
