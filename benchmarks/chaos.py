"""Many stories in channels of all kinds, while everything fails that can: see tests.chaos."""

import asyncio
from asyncio.subprocess import DEVNULL
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.tables import Table
from tests.chaos import Outcome, Plan, chaos, seed

QUICK = {"text": 3, "announcement": 1, "forum": 1, "thread": 1}
ALL = {"text": 26, "announcement": 8, "forum": 8, "thread": 8}


def run(*, quick: bool) -> list[Table]:
    """CHAOS_SEED decides what befalls it."""
    if quick:
        plan = Plan(seed(), stories=12, channels=QUICK, kills=3, drops=2)
    else:
        plan = Plan(
            seed(), stories=200, channels=ALL, kills=20, drops=20, limits=True, patience=900
        )
    with TemporaryDirectory() as folder:
        outcome = asyncio.run(chaos(plan, Path(folder), log=DEVNULL))
    return [table(plan, outcome)]


def table(plan: Plan, outcome: Outcome) -> Table:
    channels = sum(plan.channels.values())
    title = f"Chaos: {plan.stories} stories in {channels} channels; CHAOS_SEED={plan.seed}"
    found = Table(title, ("Downlink", "wanted"), notes=outcome.wrong)
    found.rows += [
        ("channels told all, once, in order", f"{channels - outcome.failed} of {channels}", "all"),
        ("other promises not kept", f"{len(outcome.wrong) - outcome.failed}", "0"),
        ("kill -9", f"{outcome.kills}", f"{plan.kills}"),
        ("gateway dropped", f"{outcome.drops}", f"{plan.drops}"),
        ("minutes", f"{outcome.seconds / 60:.1f}", ""),
        *_befallen(outcome),
    ]
    limits = "with" if plan.limits else "without"
    found.notes.append(f"{', '.join(plan.channels)}; {limits} Discord's rate limits.")
    return found


def _befallen(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    for way, count in sorted(outcome.befallen.items()):
        yield (f"requests befallen: {way}", f"{count}", "")
