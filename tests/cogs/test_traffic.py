"""When one thing may be asked of Discord once more."""

import pytest

from cogs.traffic import REPEATS_WITHIN, Act, RepeatRefused


def test_a_repeat_is_made_while_discord_remembers_the_first_try() -> None:
    act = Act()
    act.begin(0)
    act.end(500)
    act.begin(REPEATS_WITHIN - 1)
    act.end(502)
    with pytest.raises(RepeatRefused):
        act.begin(REPEATS_WITHIN)


@pytest.mark.parametrize("status", [200, 204, 400, 404])
def test_after_a_sure_answer_anything_may_be_asked(status: int) -> None:
    act = Act(repeats_within=0)
    act.begin(0)
    act.end(status)
    act.begin(1)


def test_after_a_lost_answer_nothing_may_be_asked_where_a_repeat_could_do_harm() -> None:
    act = Act(repeats_within=0)
    act.begin(0)
    with pytest.raises(RepeatRefused):
        act.begin(1)


def test_a_limit_tells_that_this_try_did_nothing_and_nothing_of_the_one_before() -> None:
    act = Act(repeats_within=10)
    act.begin(0)
    act.end(429)
    act.begin(20)
    act.end(500)
    act.begin(25)
    act.end(429)
    with pytest.raises(RepeatRefused):
        act.begin(30)
