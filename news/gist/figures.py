"""The numbers in a headline: "Crew-12", "$209 million", "March 6", "29 satellites", "34th"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from news.gist.lexicon import FAMILIES, IDLE, TYPES
from news.gist.stems import stem

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV"]
_FEW = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]
_TELLING = 10
"""A smaller number of things is shared by chance."""
_MANY_FLIGHTS = 5
"""Of so many flights one goes by its number."""
_YEARS = range(1950, 2100)

_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|(?<!Long )Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_COUNTED = "sols?|flights?|blocks?|tranches?|groups?|phases?|boosters?|ships?"
_SUM = r"\d+(?: \d+)*(?: ?(?i:[mbt]|[mb]n|tr?n|[mbt]r?illion))?"
_UNIT = re.compile(r" ?([mbt])[a-z]*$")
_COINS = "dollars?|euros?|pounds?|yuan|yen|rupees?|crores?"
_NUMBER = rf"\d+[A-Za-z]?(?: \d+)?|(?<= )(?:{'|'.join(_ROMAN)})(?! \d)"
# Over the words of news.matching.plain, a space after each; the last group says what it is.
_FIGURE = re.compile(
    "(?<![^ ])(?:"
    + "|".join(
        (
            rf"[$€£] (?P<money>{_SUM})",
            rf"(?P<sum>{_SUM}) (?i:{_COINS})",
            rf"(?P<month>{_MONTH}) (?P<day>\d\d?)",
            rf"(?P<day_first>\d\d?) (?P<month_after>{_MONTH})",
            r"(?P<year>(?:19|20)\d\d)(?: (?P<half_month>[A-Z]{2}\d+))?",
            rf"(?P<ordinal>\d+(?:st|nd|rd|th)|(?i:{'|'.join(_FEW)})) (?P<which>\w+)",
            rf"(?P<family>[A-Z]\w*?|{_COUNTED}) ?(?P<number>{_NUMBER})(?: (?P<planet>[b-h]))?",
            r"(?P<count>\d+(?: \d{3})*)(?: more| new)? (?P<noun>[a-zA-Z]\w*)",
        )
    )
    + ")(?= )"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """designators: family and number. amounts: money and large counts, as written.

    counts: what is counted, and how many. dates: month and day.
    """

    designators: set[tuple[str, str]] = field(default_factory=set)
    amounts: set[str] = field(default_factory=set)
    counts: set[tuple[str, str]] = field(default_factory=set)
    dates: set[tuple[int, int]] = field(default_factory=set)
    years: set[int] = field(default_factory=set)

    @property
    def told(self) -> set[str]:
        """Amounts, dates and years."""
        dates = {f"{month}-{day}" for month, day in self.dates}
        return self.amounts | dates | {str(year) for year in self.years}

    def families(self) -> dict[str, frozenset[str]]:
        """Of each family that is numbered the numbers."""
        numbers: dict[str, frozenset[str]] = {}
        for family, number in self.designators:
            numbers[family] = numbers.get(family, frozenset()) | {number}
        return numbers


def figures(plain: str) -> Figures:
    """What is numbered in a plain text; roman numerals are numbers like others."""
    found = Figures()
    for match in _FIGURE.finditer(plain):
        _READ[match.lastgroup or ""](match, found)
    return found


Match = re.Match[str]


def _money(match: Match, found: Figures) -> None:
    """However it is written: "$1.5B" is $1.5 billion."""
    said = match[match.lastgroup or ""].lower()
    found.amounts.add("$" + _UNIT.sub(r" \1", said))


def _date(match: Match, found: Figures) -> None:
    month = (match["month"] or match["month_after"])[:3].lower()
    found.dates.add((_MONTHS.index(month) + 1, int(match["day"] or match["day_first"])))


def _year(match: Match, found: Figures) -> None:
    """A year, or an asteroid that is called after one: 2024 YR4."""
    if match["half_month"]:
        found.designators.add((match["year"], match["half_month"].lower()))
    else:
        found.years.add(int(match["year"]))


def _ordinal(match: Match, found: Figures) -> None:
    said = match["ordinal"].lower()
    number = _FEW.index(said) + 1 if said in _FEW else int(said[:-2])
    found.counts.add((stem(match["which"]), f"{number}th"))
    if number >= _MANY_FLIGHTS and match["which"].lower() in {"flight", "test", "starship"}:
        found.designators.add(("flight", str(number)))
    elif number >= _TELLING:
        found.amounts.add(f"{number}th")


def _designator(match: Match, found: Figures) -> None:
    family, number = match["family"].lower(), match["number"]
    if family in IDLE or family in _FEW:
        return
    if number in _ROMAN:
        number = str(_ROMAN.index(number) + 1)
    if not (number.isdigit() and int(number) in _YEARS):
        number = number.lstrip("0").removesuffix(" 0").replace(" ", "-").lower()
        found.designators.add((FAMILIES.get(family, family), number))


def _planet(match: Match, found: Figures) -> None:
    """Of a star that has a number: Kepler-186 f."""
    family, number = match["family"].lower(), match["number"]
    _designator(match, found)
    if family not in TYPES:
        found.designators.add((f"{family}-{number}".lower(), match["planet"]))


def _count(match: Match, found: Figures) -> None:
    number = match["count"].replace(" ", "")
    if int(number) in _YEARS:
        return
    found.counts.add((stem(match["noun"]), number))
    if int(number) >= _TELLING:
        found.amounts.add(number)


_READ: dict[str, Callable[[Match, Figures], None]] = {
    "money": _money,
    "sum": _money,
    "day": _date,
    "month_after": _date,
    "year": _year,
    "half_month": _year,
    "which": _ordinal,
    "number": _designator,
    "planet": _planet,
    "noun": _count,
}
