"""Whether a story says what a filter asks for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from news.filters.terms import Filter, Term, Way
from news.filters.wording import END, folded, words
from news.models import Article

_ONE = ord("1")


@dataclass(frozen=True)
class Told:
    """The words of a story in their order; made once, for all who may want the story.

    rows: by forms of a word, a bit for each place of the story, those in which it stands being 1;
    made when a phrase first asks for them.
    """

    said: Sequence[str]
    words: frozenset[str]
    rows: dict[frozenset[str], int] = field(default_factory=dict)

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.said):
            found[word].append(place)
        return found


def read(articles: Sequence[Article]) -> Told:
    """Headlines and summaries of all that tell the story."""
    return _told(_letters([each for told in articles for each in (told.title, told.summary)]))


def _letters(texts: Iterable[str]) -> str:
    """No phrase goes from one text into the next."""
    return folded(f" {END} ".join(texts))


def _told(letters: str) -> Told:
    said = words(letters)
    return Told(said, frozenset(said))


def matches(wanted: Filter, told: Told) -> bool:
    for group in wanted.wanted:
        if not _says(told, group):
            return False
    return not _says(told, wanted.without)


def passes(wanted: Filter, texts: Sequence[str]) -> bool:
    """As matches(), of a story's headlines and summaries, for one filter and many stories: what has
    not even the letters of a word is not read word by word."""
    letters = _letters(texts)
    if not all(_may_say(letters, group) for group in wanted.wanted):
        return False
    if not wanted.wanted and not _may_say(letters, wanted.without):
        return True
    return matches(wanted, _told(letters))


def _may_say(letters: str, terms: Iterable[Term]) -> bool:
    return any(form in letters for term in terms for way in term.ways for form in way[0])


def _says(told: Told, terms: Iterable[Term]) -> bool:
    """Whether it says one of them."""
    said = told.words
    for term in terms:
        for way in term.ways:
            if way[0].isdisjoint(said):
                continue
            if len(way) == 1 or _side_by_side(told, way):
                return True
    return False


def _side_by_side(told: Told, way: Way) -> bool:
    """One step for each word of the phrase, however often the story says them."""
    found = -1
    for forms in reversed(way):
        found = found >> 1 & _row(told, forms)
        if not found:
            return False
    return True


def _row(told: Told, forms: frozenset[str]) -> int:
    if (row := told.rows.get(forms)) is None:
        # Written in figures, for to set one bit of a long number after another copies it each time.
        marked = bytearray(b"0") * len(told.said)
        for form in forms & told.words:
            for place in told.places[form]:
                marked[-1 - place] = _ONE
        row = told.rows[forms] = int(marked, base=2)
    return row
