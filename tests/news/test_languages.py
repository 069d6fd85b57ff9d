"""Languages of news, as people name them."""

import pytest

from news import languages, words
from news.errors import Mistake
from news.names import Choice


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("en", "en"),
        ("DE", "de"),
        ("german", "de"),
        ("Deutsch", "de"),
        ("en, de", "en de"),
        ("en de", "en de"),
        ("English and German", "en de"),
        ("English, German and French", "en de fr"),
        ("English/español; português", "en es pt"),
        ("日本語、中文", "ja zh"),
        ("日本語と English", "ja en"),
        ("English y español", "en es"),
        ("português e Deutsch", "pt de"),
        ("pt-BR", "pt"),
        ("zh_Hant", "zh"),
        ("Norwegian Bokmål", "nb"),
        ("Tiếng Việt, English", "vi en"),
        ("Germn", "de"),
        ("en, English, EN-us", "en"),
        pytest.param("se", "se", id="a rare one, by its code"),
    ],
)
def test_languages_are_typed_by_code_or_name(typed: str, codes: str) -> None:
    assert languages.meant(typed, "en") == codes


def test_what_is_no_language_is_explained_where_it_stands() -> None:
    with pytest.raises(Mistake, match='There is no language "Klingon": type names or codes'):
        languages.meant("English, Klingon", "en")
    with pytest.raises(Mistake, match='"Klingon"'):
        languages.meant("en Klingon", "en")
    with pytest.raises(Mistake, match=r'no language "Portu"\. Did you mean Portuguese\?'):
        languages.meant("Portu", "en")


@pytest.mark.parametrize("typed", ["", " ", ",", "and", "q9", "-", "e" * 5000])
def test_nothing_of_sense_is_no_language(typed: str) -> None:
    with pytest.raises(Mistake):
        languages.meant(typed, "en")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", ("en", "English")),
        ("ger", ("de", "German")),
        ("deu", ("de", "German")),
        ("en, ger", ("en de", "English, German")),
        ("English and ger", ("en de", "English, German")),
    ],
)
def test_while_somebody_types_the_last_one_is_completed(typed: str, first: tuple[str, str]) -> None:
    found = languages.offered(languages.choices("en"), typed)
    assert (found[0].value, found[0].name) == first
    assert len(found) <= 25


def test_nothing_is_offered_twice_nor_after_what_is_no_language() -> None:
    assert languages.offered(languages.choices("en"), "Klingon, ger") == []
    assert "en en" not in [each.value for each in offered_after("en, ")]


def offered_after(typed: str) -> list[Choice]:
    return languages.offered(languages.choices("en"), typed)


def test_what_is_offered_can_be_typed() -> None:
    for each in offered_after(""):
        assert languages.meant(each.value, "en") == languages.meant(each.name, "en") == each.value


def test_each_language_has_a_name_that_readers_know() -> None:
    for each in languages.choices("en"):
        assert each.name == words.language(each.value) != each.value


def test_who_reads_norwegian_reads_both_ways_to_write_it() -> None:
    assert languages.understood(["en", "no"]) == {"en", "no", "nb", "nn"}


def test_languages_are_named_in_one_sentence() -> None:
    assert languages.named(["en", "de", "fr"], "en") == "English, German, and French"
