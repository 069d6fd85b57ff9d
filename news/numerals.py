"""Numbers in names are written in several ways: "III" is "3", and "X59" is "X-59"."""

import re

from news.query import Phrase

_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = {f"{'x' * (value // 10)}{_UNITS[value % 10]}": value for value in range(2, 30)}
_ORDINALS = {
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_JOINED = re.compile(r"([a-z]+)(\d+)")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)
_MOST = 999
_LETTERS = {"v", "x"}
_SAID = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def rewritten(phrase: Phrase) -> tuple[Phrase, ...]:
    """Other ways to write a phrase of folded words, where it holds a number."""
    if len(phrase) == 1 and (joined := _JOINED.fullmatch(phrase[0])):
        return ((joined[1], joined[2]),)
    ways: list[Phrase] = []
    if len(phrase) == 2 and _JOINED.fullmatch("".join(phrase)) and phrase[1].isdigit():
        ways.append(("".join(phrase),))
    *before, last = phrase
    ways += [(*before, each) for each in _forms(last)]
    return tuple(ways)


def number(word: str) -> str:
    """The figures of a folded word that is a number inside a name; "" for any other word.

    There "V" and "I" are numbers, too; X is rather a letter.
    """
    if word in _SAID:
        return str(_SAID.index(word) + 1)
    value = {"i": 1, "v": 5}.get(word) or _value(word)
    return str(value) if value else ""


def _forms(word: str) -> list[str]:
    number = _value(word)
    if number is None:
        return []
    forms = [str(number), f"{number}{_ending(number)}"]
    forms += [roman for roman, value in _ROMAN.items() if value == number]
    forms += [ordinal for ordinal, value in _ORDINALS.items() if value == number]
    return [each for each in forms if each != word and each not in _LETTERS]


def _value(word: str) -> int | None:
    if word.isdecimal() and word.isascii():
        return int(word) if 0 < int(word) <= _MOST else None
    if ordinal := _ORDINAL.fullmatch(word):
        return int(ordinal[1])
    return _ORDINALS.get(word) or (None if word in _LETTERS else _ROMAN.get(word))


def _ending(number: int) -> str:
    return "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
