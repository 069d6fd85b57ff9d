"""What a misspelt word may have been meant to be."""

import pytest

from news.spelling import combined, guesses, halves, initials, split

KNOWN = {
    "asteroid": 40,
    "comet": 30,
    "fair": 2,
    "flare": 20,
    "lander": 50,
    "launch": 90,
    "luncheon": 1,
    "rocket": 80,
    "solar": 60,
    "senate": 9,
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("roket", "rocket", id="a letter missing"),
        pytest.param("commet", "comet", id="a letter too many"),
        pytest.param("landor", "lander", id="a wrong letter"),
        pytest.param("asteriod", "asteroid", id="two letters swapped"),
        pytest.param("alunch", "launch", id="the first letters swapped"),
        pytest.param("senat", "senate", id="the end missing"),
        pytest.param("asterroyd", "asteroid", id="as it sounds"),
        pytest.param("perseverence", "perseverance", id="a name that no headline has used"),
    ],
)
def test_slips_are_seen_through(typed: str, meant: str) -> None:
    best, *_ = guesses(typed, KNOWN)
    assert best.phrase == (meant,)


def test_the_commoner_word_is_rather_meant() -> None:
    assert guesses("comer", {"comet": 30, "comes": 1})[0].phrase == ("comet",)


def test_what_sounds_the_same_may_differ_in_more_letters() -> None:
    assert ("flare",) in [each.phrase for each in guesses("flair", KNOWN)]


@pytest.mark.parametrize("typed", ["zzzzz", "kangaroo"])
def test_another_word_is_no_slip(typed: str) -> None:
    assert guesses(typed, KNOWN) == []


def test_a_word_is_no_guess_for_itself() -> None:
    assert ("comet",) not in [each.phrase for each in guesses("comet", KNOWN)]


def test_a_forgotten_space_is_found() -> None:
    assert {"solar", "flare"} <= halves("solarflare")
    assert [each.phrase for each in split("solarflare", KNOWN)] == [("solar", "flare")]
    assert split("solarsystem", KNOWN) == []


def test_words_are_guessed_together_the_likeliest_first() -> None:
    both = combined([guesses("roket", KNOWN), guesses("launh", KNOWN)])
    assert [guess.phrase for guess in both[0]] == [("rocket",), ("launch",)]
    costs = [sum(guess.cost for guess in each) for each in both]
    assert costs == sorted(costs)


def test_the_word_meant_may_begin_with_the_second_letter() -> None:
    assert initials("satrlink") == ("s", "a")
    assert initials("aa") == ("a",)
