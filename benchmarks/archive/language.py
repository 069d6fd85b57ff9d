"""Headlines and summaries that nobody wrote, with words as unevenly common as in space news."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, islice, product
from pathlib import Path
from random import Random
from typing import TypeVar

T = TypeVar("T")

RARE = 150_000
"""Words beside those of words.txt: what an archive of years has of names, places and slips."""

PROSE = 500_000
"""Words that summaries are cut from."""

_SENTENCE = 15
_FLATTENED, _STEEP = 15, 1.15
"""Zipf's law as Mandelbrot bent it; so the commonest word stands in about every fourth story."""

_LINKING = """the of and to in a for on is that with from at its by as will it has are an be after
was this which new into more their have than been about first one or could over during"""
_BEGUN = "b br c ch d f g gr h k l m n p r s st t tr v"
_SOUNDED = "a e i o u ai ea ou"
_ENDED = ("", "n", "r", "s", "l", "x", "th", "m")


@cache
def words() -> tuple[str, ...]:
    """The commonest first. Behind the real ones stand made ones, every third of them a name."""
    common = dict.fromkeys(Path(__file__).with_name("words.txt").read_text("utf-8").split())
    made = (begun + rest for rest, begun in product(_endings(), _BEGUN.split()))
    rare = islice((each for each in made if each not in common), RARE)
    named = (each.title() if at % 3 == 0 else each for at, each in enumerate(rare))
    return (*common, *named)


def _endings() -> Iterator[str]:
    parts = [
        "".join(each)
        for each in product(_SOUNDED.split(), _BEGUN.split(), _SOUNDED.split(), _ENDED)
    ]
    Random(1).shuffle(parts)  # noqa: S311 - nothing here is secret
    return iter(parts)


def drawn(random: Random, values: Sequence[T], flattened: int = _FLATTENED) -> Iterator[T]:
    """Without end: the first value oftenest, each other one as Zipf's law has it."""
    shares = list(accumulate((rank + flattened) ** -_STEEP for rank in range(len(values))))
    while True:
        yield from random.choices(values, cum_weights=shares, k=20_000)


class Writer:
    """What an outlet writes."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._words = drawn(random, words())
        linking = drawn(random, _LINKING.split(), flattened=2)
        parts = zip(self._words, linking, self._words, strict=False)
        # Each word drawn anew would cost as much as all the rest.
        self._prose = list(islice(chain.from_iterable(parts), PROSE))

    def headline(self, names: Sequence[str]) -> str:
        """Six to eleven words, the names among them, every sixth with a number in it."""
        told = list(islice(self._words, self._random.randrange(5, 10) - len(names)))
        for name in names:
            told.insert(self._random.randrange(len(told) + 1), name)
        if self._random.random() < 1 / 6:
            told.append(f"{self._random.randrange(1, 30)}-{self._random.randrange(1, 60)}")
        return _begun(told)

    def reworded(self, headline: str) -> str:
        """The same told by another outlet: half of the words stay, in another order."""
        old = headline.split()
        kept = self._random.sample(old, (len(old) + 1) // 2)
        return _begun([*kept, *islice(self._words, len(old) - len(kept))])

    def summary(self, names: Sequence[str]) -> str:
        """One to three sentences of 15 words, each beginning with a name while there are any."""
        count = self._random.randrange(1, 4)
        return " ".join(self._sentence(names[at : at + 1]) for at in range(count))

    def _sentence(self, names: Sequence[str]) -> str:
        at = int(self._random.random() * (PROSE - _SENTENCE))
        return _begun([*names, *self._prose[at : at + _SENTENCE]]) + "."


def _begun(told: Sequence[str]) -> str:
    sentence = " ".join(told)
    return sentence[:1].upper() + sentence[1:]
