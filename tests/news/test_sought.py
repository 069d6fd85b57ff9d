"""The words of a search are found in a headline, in any form."""

import pytest

from news.sought import as_typed, in_any_form, places, stands
from news.stems import words


@pytest.mark.parametrize(
    ("phrase", "headline", "typed", "any_form"),
    [
        pytest.param(("comet",), "A comet fades", True, True, id="as typed"),
        pytest.param(("comet",), "Two comets fade", False, True, id="another form"),
        pytest.param(("comet",), "A cometary tail", False, False, id="another word"),
        pytest.param(("far", "side"), "On the far-side, dust", True, True, id="side by side"),
        pytest.param(("far", "side"), "Far from any side", False, False, id="apart"),
        pytest.param(("far", "side"), "It went far", False, False, id="begun at the end"),
        pytest.param(("Pérez",), "senor perez speaks", True, True, id="without accents"),
        pytest.param((), "Anything", True, True, id="nothing asked for"),
    ],
)
def test_a_phrase_stands_in_a_headline(
    phrase: tuple[str, ...], headline: str, *, typed: bool, any_form: bool
) -> None:
    assert stands(as_typed(phrase), words(headline)) is typed
    assert stands(in_any_form(phrase), words(headline)) is any_form


def test_places_do_not_overlap() -> None:
    assert places(as_typed(("very", "very")), words("a very very very very far")) == [1, 3]
