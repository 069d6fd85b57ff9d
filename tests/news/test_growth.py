"""A message is edited while it is young, not too often, and in the end shows the last state."""

from datetime import datetime, timedelta

import pytest

from news.growth import AN_HOUR, EDITABLE, GAP, HOUR, LAST, Edit, due_at
from tests.builders import NOON

MINUTE = timedelta(minutes=1)


def edit(*edited: int, published: int | None = None, marks: bool = False) -> Edit:
    """Of a message of noon: edited and published so many minutes later."""
    published_at = None if published is None else NOON + published * MINUTE
    return Edit("key", NOON, [NOON + each * MINUTE for each in edited], published_at, marks)


@pytest.mark.parametrize(
    ("waiting", "now", "then"),
    [
        pytest.param(edit(), 0, 0, id="at once"),
        pytest.param(edit(), 59, 59, id="while it is young"),
        pytest.param(edit(), 60, None, id="not when it is old"),
        pytest.param(edit(5), 5, 6, id="a minute after the last one"),
        pytest.param(edit(5), 10, 10, id="or later"),
        pytest.param(edit(59), 59, None, id="not if it is old by then"),
        pytest.param(edit(1, 2, 3, 4, 5), 10, 10, id="as often as it grows"),
        pytest.param(edit(marks=True), 300, 300, id="a correction however old it is"),
        pytest.param(edit(300, marks=True), 300, 301, id="a correction is paced, too"),
        pytest.param(edit(published=0), 5, 5, id="published: the first"),
        pytest.param(edit(5, published=0), 7, 7, id="published: the second"),
        pytest.param(edit(5, 7, published=0), 9, 55, id="published: the third shows the last"),
        pytest.param(edit(5, 7, published=0), 57, 57, id="published: or what is last by then"),
        pytest.param(edit(5, 7, 55, published=0), 56, None, id="published: a fourth is too late"),
        pytest.param(edit(5, 7, published=0, marks=True), 9, 9, id="a correction goes at once"),
        pytest.param(edit(5, 7, 9, published=0, marks=True), 20, 65, id="or once it is taken"),
        pytest.param(
            edit(5, 7, 9, published=20), 21, 21, id="what was edited before is not counted"
        ),
    ],
)
def test_when_an_edit_is_due(waiting: Edit, now: int, then: int | None) -> None:
    found = due_at(waiting, NOON + now * MINUTE)
    assert found == (None if then is None else NOON + then * MINUTE)


@pytest.mark.parametrize("published", [0, 20, 59])
def test_a_published_message_that_grows_each_minute_is_never_edited_too_often(
    published: int,
) -> None:
    made: list[datetime] = []
    for minute in range(120):
        now = NOON + minute * MINUTE
        since = published if minute >= published else None
        recent = tuple(int((each - NOON) / MINUTE) for each in made if each > now - HOUR)
        if due_at(edit(*recent, published=since), now) == now:
            made.append(now)
    sent = [each for each in made if each >= NOON + published * MINUTE]
    assert 1 <= len(sent) <= AN_HOUR
    assert NOON + min(LAST, EDITABLE - GAP) <= made[-1] < NOON + EDITABLE
