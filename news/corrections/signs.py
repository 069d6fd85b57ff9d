"""By what an outlet marks an article as corrected or withdrawn; signs.toml knows the words."""

import re
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
_QUOTES = str.maketrans("’‘ʼ", "'''")


@dataclass(frozen=True, slots=True)
class _Signs:
    """How one sort of change is marked: before a headline, in brackets, all alone; in a summary."""

    before: re.Pattern[str]
    bracketed: re.Pattern[str]
    alone: re.Pattern[str]
    noted: re.Pattern[str] | None


def marked(title: str, summary: str) -> tuple[Amendment, str]:
    """How an article is marked by its outlet, and its headline without such marks.

    The headline is "" where it says nothing else.
    """
    grade, title = _labelled(title)
    return graver(grade, _noted(summary)), title


def graver(*grades: Amendment) -> Amendment:
    return max(grades, key=GRADES.index)


def _labelled(title: str) -> tuple[Amendment, str]:
    """The gravest of a headline's labels, and the headline without any."""
    for grade, signs in _SIGNS.items():
        if signs.alone.fullmatch(title):
            return grade, ""
        left = _without(title, signs)
        if left and left != title:
            other, left = _labelled(left)
            return graver(grade, other), left
    return Amendment.NONE, title


def _without(title: str, signs: _Signs) -> str:
    # "Correction-free" is a word, "CORRECTED-" the label of an agency.
    before = signs.before.match(title)
    if before and (before["hyphen"] is None or before["label"].isupper()):
        return title[before.end() :].strip()
    return signs.bracketed.sub("", title).strip()


def _noted(summary: str) -> Amendment:
    said = summary.translate(_QUOTES)
    found = [
        grade
        for grade, signs in _SIGNS.items()
        if signs.noted
        for note in signs.noted.finditer(said)
        if note.start() < _BEGINS or len(said) - note.start() < _ENDS
    ]
    return graver(Amendment.NONE, *found)


def _signs(labels: list[str], notes: list[str]) -> _Signs:
    label = _either(labels)
    bracketed = rf"[\[(【]\s*(?:{label})\s*[\])】]"
    begins = r"(?:^|(?<=[.!?…:;\])]\s)|(?<=[*•]\s))\W{0,3}"
    dated = r"(?:\s\([^)]{1,40}\)|,?\s[^:.()]{0,20}\d[^:.()]{0,12})?\s*[:：]"
    ways = [rf"(?:{label}){dated}", *([_either(notes)] if notes else ())]
    noted = rf"{begins}(?:{_either(ways)})|^{bracketed}|^(?:{label})\W?$"
    return _Signs(
        before=_compiled(rf"(?P<label>{label}){_SEPARATOR}"),
        bracketed=_compiled(rf"^{bracketed}[\s:：–—-]*|\s*{bracketed}$"),
        alone=_compiled(rf"{bracketed}|(?:{label})\W?"),
        noted=_compiled(noted) if notes else None,
    )


def _either(ways: list[str]) -> str:
    return "|".join(re.sub(r"\((?!\?)", "(?:", way) for way in ways)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _read() -> dict[Amendment, _Signs]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return {Amendment(grade): _signs(**signs) for grade, signs in tomli.loads(text).items()}


_SIGNS = _read()
