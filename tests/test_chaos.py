"""Nothing is lost and nothing told twice, whatever befalls the bot; `make bench` makes it worse."""

import sys
from pathlib import Path

import pytest

from tests.chaos import Plan, chaos, seed
from tests.chaos.storylines import headline


@pytest.mark.timeout(240)  # which it has where the machine does other things, too
async def test_every_channel_is_told_every_story_once_and_in_order(
    tmp_path: Path, migrated: Path
) -> None:
    channels = {"text": 2, "announcement": 1, "forum": 2, "thread": 1}
    plan = Plan(seed(), stories=9, channels=channels, kills=3, drops=1)
    sys.stdout.write(f"CHAOS_SEED={plan.seed}\n")  # shown where the test fails
    found = await chaos(plan, tmp_path, migrated)
    assert found.wrong == []
    assert (found.kills, found.drops) == (3, 1)


def test_no_two_storylines_are_the_same() -> None:
    assert len({headline(number) for number in range(840)}) == 840
