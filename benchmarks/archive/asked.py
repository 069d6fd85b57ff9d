"""What is asked of the archive: hundreds of each kind, the same in every run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from benchmarks.archive.events import NOW, mixed
from benchmarks.archive.language import words
from news.query import Filter
from news.topics import TOPICS

CALLS = 300

COMMON, RARE = slice(0, 120), slice(3_000, 40_000)
"""Ranks of words: the one stand in every fourth to fiftieth story, the others in a few."""

_SPANS = (7, 30, 90, 365, 1_000)
"""Days."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is typed, and what the options narrow it to."""

    typed: str
    wanted: Filter = Filter()  # noqa: RUF009 - it is frozen


class Asker:
    """titles: of stories that are there, so that phrases of them are, too."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._random = Random(3)  # noqa: S311 - nothing here is secret
        self._titles = titles

    def searches(self) -> dict[str, list[Search]]:
        ways: dict[str, Callable[[], str]] = {
            "two common words": lambda: " ".join(self._words(COMMON, 2)),
            "one common word": lambda: self._words(COMMON, 1)[0],
            "a rare word": lambda: self._words(RARE, 1)[0],
            "a common and a rare word": lambda: self._common() + " " + self._words(RARE, 1)[0],
            "a word begun": self._begun,
            "two words, the last begun": lambda: self._common() + " " + self._begun(),
            "a phrase": lambda: f'"{self._phrase()}"',
            "a word, without another": lambda: " -".join(self._words(COMMON, 2)),
            "a name": lambda: self._random.choice(mixed()).name,
            "misspelt": self._misspelt,
            "a common word, one misspelt": lambda: self._common() + " " + self._misspelt(),
            "a question": lambda: "when will " + " ".join(self._words(COMMON, 3)) + " return",
            "no match at all": lambda: self._nonsense() + " " + self._nonsense(),
        }
        plain = {name: [Search(made()) for _ in range(CALLS)] for name, made in ways.items()}
        return plain | {
            f"{name}, topic and date": [self._narrowed(each) for each in plain[name]]
            for name in ("one common word", "two common words", "a rare word")
        }

    def filters(self) -> dict[str, list[Filter]]:
        """For the lists of the newest."""
        random, entities = self._random, mixed()
        ways: dict[str, Callable[[], Filter]] = {
            "everything": Filter,
            "a topic": lambda: Filter(topic=self._topic()),
            "an entity": lambda: Filter(topic=random.choice(entities).id),
            "a source": lambda: Filter(source_id=self._source()),
            "topic and source": lambda: Filter(self._topic(), self._source()),
            "entity and source": lambda: Filter(random.choice(entities).id, self._source()),
            "topic and date": lambda: Filter(topic=self._topic(), since=self._since()),
        }
        return {name: [made() for _ in range(CALLS)] for name, made in ways.items()}

    def queries(self) -> dict[str, list[str]]:
        """Of subscriptions."""
        ways: dict[str, Callable[[], str]] = {
            "a common word": self._common,
            "a name": lambda: self._random.choice(mixed()).name,
            "three words, any of them": lambda: " OR ".join(self._words(COMMON, 3)),
            "a phrase without a word": lambda: f'"{self._phrase()}" -{self._common()}',
        }
        return {name: [made() for _ in range(CALLS)[::5]] for name, made in ways.items()}

    def beginnings(self) -> list[str]:
        """What somebody types into an option, letter by letter."""
        named = [each.name for each in mixed()] + [each.name for each in TOPICS]
        names = self._random.sample(named, min(len(named), CALLS // 5 + 1))
        return [name[:length] for name in names for length in (1, 2, 3, 5, 9)]

    def headlines(self) -> list[str]:
        """Of stories, begun; and words of theirs."""
        titles = self._random.choices(self._titles, k=CALLS // 2)
        words = [self._random.choice(title.split()) for title in titles]
        return [title[: self._random.randrange(1, 20)] for title in titles] + words

    def _narrowed(self, search: Search) -> Search:
        return Search(search.typed, Filter(topic=self._topic(), since=self._since()))

    def _words(self, ranks: slice, count: int) -> list[str]:
        return self._random.sample(words()[ranks], count)

    def _common(self) -> str:
        return self._words(COMMON, 1)[0]

    def _begun(self) -> str:
        word = self._random.choice(words()[:2_000])
        return word[: max(3, len(word) // 2)]

    def _phrase(self) -> str:
        told = self._random.choice(self._titles).split()
        at = self._random.randrange(max(1, len(told) - 2))
        return " ".join(told[at : at + 2])

    def _misspelt(self) -> str:
        """Two neighbours change places, or a letter is missing or doubled."""
        word = self._random.choice([each for each in words()[:3_000] if len(each) > 4])
        at = self._random.randrange(1, len(word) - 1)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return self._random.choice(
            (swapped, word[:at] + word[at + 1 :], word[:at] + word[at : at + 1] + word[at:])
        )

    def _nonsense(self) -> str:
        return "".join(self._random.choices("bcdfghjklmnpqrstvwxz", k=9))

    def _topic(self) -> str:
        return self._random.choice(TOPICS).id

    def _source(self) -> str:
        return f"outlet-{self._random.randrange(150)}"

    def _since(self) -> datetime:
        return NOW - timedelta(days=self._random.choice(_SPANS))
