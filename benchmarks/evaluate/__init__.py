"""python -m benchmarks evaluate [SUBJECT …]: how well the newsroom understands, beside labels.

A column for each part of the labels. Texts of other people are judged only where
SPACE_NEWS_SHARED names their folder, those of our own everywhere.
"""

import argparse
import asyncio
from collections.abc import Mapping, Sequence
from types import ModuleType

from benchmarks.evaluate import corpus, events, own, related, search, topics
from benchmarks.evaluate.figures import Measured, table
from benchmarks.evaluate.material import (
    HARD,
    HARD_TUNING,
    HELD_OUT,
    OURS,
    OWN,
    PARTS,
    WIRE,
    WIRE_TUNING,
    Material,
    shared,
)
from benchmarks.evaluate.newsdesk import Newsdesk

SUBJECTS: Mapping[str, ModuleType] = {
    "topics": topics,
    "events": events,
    "search": search,
    "related": related,
}
SHOWN = 10
"""Mistakes of each part that are told unasked."""


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks evaluate", description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=", ".join(SUBJECTS))
    parser.add_argument("--part", choices=PARTS, help="this one alone")
    parser.add_argument("--mistakes", type=int, metavar="N", help="show so many, the worst first")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.subjects) - set(SUBJECTS):
        parser.error(f"no such subject: {', '.join(sorted(unknown))}")
    mistakes = _wanted(chosen.part, chosen.mistakes)
    found = asyncio.run(measured(chosen.subjects or list(SUBJECTS), chosen.part))
    for name, parts in found.items():
        _show(SUBJECTS[name], parts, mistakes)


async def measured(
    subjects: Sequence[str], part: str | None = None
) -> dict[str, dict[str, Measured]]:
    """Subject -> part -> its figures, both in their order."""
    found: dict[str, dict[str, Measured]] = {name: {} for name in subjects}
    for material in _materials(part):
        async with Newsdesk(material.headlines.values()) as desk:
            for name in subjects:
                found[name] |= await SUBJECTS[name].measure(material, desk)
    wanted = PARTS if part is None else (part,)
    return {
        name: {each: parts[each] for each in wanted if each in parts}
        for name, parts in found.items()
    }


def _materials(part: str | None) -> list[Material]:
    folder = shared()
    others = [corpus.material(folder)] if folder and part not in OURS else []
    ours = [own.material()] if part in (None, OWN) else []
    hard = [own.hard(each) for each in (HARD, HARD_TUNING) if part in (None, each)]
    wires = [own.wire(each) for each in (WIRE, WIRE_TUNING) if part in (None, each)]
    return others + ours + hard + wires


def _show(subject: ModuleType, found: Mapping[str, Measured], mistakes: Mapping[str, int]) -> None:
    print(table(subject.TITLE, subject.COLUMNS, found, subject.WANTED), end="\n\n")
    for part, each in found.items():
        if shown := each.mistakes[: mistakes[part]]:
            print(f"The worst of {len(each.mistakes)} mistakes ({part})")
            print(*(f"  {line}" for line in shown), sep="\n", end="\n\n")


def _wanted(part: str | None, mistakes: int | None) -> dict[str, int]:
    """How many are shown of each part.

    Of what nobody is to fit rules to only who names the part and the number sees any.
    """
    most = dict.fromkeys(PARTS, SHOWN if mistakes is None else mistakes)
    sealed = {HELD_OUT, HARD, WIRE} - ({part} if mistakes is not None else set())
    return most | dict.fromkeys(sealed, 0)
