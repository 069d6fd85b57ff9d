"""A number in a name is found however it is written."""

import pytest

from news.numerals import rewritten


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        pytest.param("artemis 3", "artemis iii", id="Roman"),
        pytest.param("artemis iii", "artemis 3", id="Arabic"),
        pytest.param("flight 12", "flight twelfth", id="a word"),
        pytest.param("12th", "12", id="an ordinal"),
        pytest.param("x59", "x 59", id="apart"),
        pytest.param("x 59", "x59", id="together"),
        pytest.param("22", "22nd", id="the ending of two"),
        pytest.param("112", "112th", id="the ending of a hundred and twelve"),
    ],
)
def test_the_same_number_is_written_in_several_ways(typed: str, written: str) -> None:
    assert tuple(written.split()) in rewritten(tuple(typed.split()))


@pytest.mark.parametrize("typed", ["moon", "2026", "x", "v", "i", "0", "²", "mix", ""])
def test_what_is_no_such_number_stays_as_it_is(typed: str) -> None:
    assert rewritten((typed,)) == ()
