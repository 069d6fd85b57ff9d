"""Every sentence that the code says is in the catalogue, whole, and none is there for nothing."""

import ast
import re
from collections.abc import Collection, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.support import Translations

from cogs.ui.places import NEEDED
from news import words
from news.models import EntityKind, Fate, Pace, Style
from news.periods import Period
from news.topics import TOPICS
from news.words import join, language, nearest, say, span
from tests.builders import NOON

ROOT = Path(words.__file__).parents[1]
LAYERS = ("cogs", "news", "pipeline", "storage")
KEY = re.compile(r"[a-z]+(?:\.[a-z_]*[a-z])+")
FILE = re.compile(r".*\.(?:py|toml|po|db|lock)")
FAMILIES: dict[str, Collection[str]] = {
    "permission.": NEEDED,
    "choice.": {*Style, *Pace, *Period},
    "entity.": set(EntityKind),
    "fate.": {fate.name.lower() for fate in Fate},
    "pace.": set(Pace),
    "period.": set(Period),
    "nothing.": set(Period),
    "reason.": set(EntityKind),
    "named.": {each.id for each in TOPICS},
    "described.": {each.id for each in TOPICS},
    "check.database_": {"new", "ready", "older"},  # storage.migrations.examine
}
"""Beginnings of keys that the code completes, with all that it completes them to."""


@cache
def nodes() -> list[ast.AST]:
    """Every node of the program's code."""
    paths = [ROOT / "bot.py", *(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))]
    assert len(paths) > 40
    trees = (ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in paths)
    return [node for tree in trees for node in ast.walk(tree)]


@cache
def sentences() -> dict[str, tuple[str, ...]]:
    """Key -> its forms in English."""
    with (words.FOLDER / "en.po").open("rb") as file:
        catalogue: Catalog = read_po(file)
    found: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        found[key] = tuple(str(form) for form in forms)
    del found[""]
    return found


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def said() -> Iterator[str]:
    """Constants that look like keys, of a first word that some key of the catalogue has."""
    beginnings = {key.split(".")[0] for key in sentences()}
    for node in nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            looks = KEY.fullmatch(text) and not FILE.fullmatch(text)
            if looks and text.split(".")[0] in beginnings:
                yield text


def begun() -> set[str]:
    """Beginnings of f-strings that look like the beginning of a key."""
    starts = (
        node.values[0].value
        for node in nodes()
        if isinstance(node, ast.JoinedStr)
        and len(node.values) == 2
        and isinstance(node.values[0], ast.Constant)
    )
    return {str(start) for start in starts if re.fullmatch(r"[a-z]+\.(?:[a-z_.]*)", str(start))}


def test_every_key_that_is_said_is_in_the_catalogue() -> None:
    assert set(said()) - set(sentences()) == set()


def test_every_key_that_is_put_together_is_in_the_catalogue() -> None:
    assert begun() == set(FAMILIES)
    for family, ends in FAMILIES.items():
        assert {key for key in sentences() if key.startswith(family)} == {
            f"{family}{end}" for end in ends
        }


def test_every_key_of_the_catalogue_is_said() -> None:
    families = {key for key in sentences() if key.startswith(tuple(FAMILIES))}
    assert set(sentences()) - families - set(said()) == set()


def test_every_sentence_is_given_what_it_has_places_for() -> None:
    checked = 0
    for node in nodes():
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first, named = node.args[0], {keyword.arg for keyword in node.keywords}
        if isinstance(first, ast.Constant) and first.value in sentences() and None not in named:
            wanted = set().union(*map(places, sentences()[str(first.value)]))
            assert wanted <= named, f"line {node.lineno}: {first.value}"
            checked += 1
    assert checked > 60


def test_the_reader_of_the_catalogue_and_the_catalogue_agree() -> None:
    assert words.keys() == set(sentences())


def test_each_sentence_is_whole() -> None:
    for key, forms in sentences().items():
        assert all(form.strip() == form and form for form in forms), key
        # One without a count is no plural, and all forms say the same things.
        assert len({frozenset(places(form)) for form in forms}) == 1, key
        assert len(forms) == 1 or (len(forms) == 2 and "count" in places(forms[0])), key


def test_a_count_chooses_its_form() -> None:
    for key, forms in sentences().items():
        values = dict.fromkeys(set().union(*map(places, forms)), "x")
        for count, form in ((0, 1), (1, 0), (2, 1), (21, 1)) if len(forms) > 1 else ():
            expected = forms[form].format_map(values | {"count": str(count)})
            assert say(key, **(values | {"count": count})) == expected, key


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert say("card.roundup", count=12345) == "12,345 stories"
    assert say("source.status", status="1234") == "The site answered with status 1234."


def test_a_time_is_shown_on_each_readers_own_clock() -> None:
    assert say("feeds.rests_until", at=NOON).endswith(f"try again <t:{int(NOON.timestamp())}:R>.")


@pytest.mark.parametrize("locale", ["tlh", "en-US", "zh-TW", "", "x" * 99, "de_DE"])
def test_a_language_that_we_lack_gets_english(locale: str) -> None:
    assert say("card.roundup", locale, count=1) == "1 story"


@pytest.mark.parametrize("key", ["no.such_key", "card", "Card.image"])
def test_a_key_that_is_not_there_is_an_error(key: str) -> None:
    with pytest.raises(KeyError):
        say(key)
    with pytest.raises(KeyError):
        say(key, count=2)


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("card.image")


def test_values_are_not_read_as_places() -> None:
    assert say("card.image", credit="{credit} {0} %s") == "Image: {credit} {0} %s"


@pytest.mark.parametrize(
    ("items", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b, and c")],
    ids=["none", "one", "two", "three"],
)
def test_several_things_stand_in_one_sentence(items: list[str], sentence: str) -> None:
    assert join(items) == sentence


@pytest.mark.parametrize(
    ("length", "sentence"),
    [
        (timedelta(minutes=2), "2 minutes"),
        (timedelta(hours=26), "26 hours"),
        (timedelta(days=3), "3 days"),
        (timedelta(days=21), "3 weeks"),
    ],
)
def test_a_length_of_time_is_told_roughly(length: timedelta, sentence: str) -> None:
    assert span(length) == sentence
    assert span(length, "tlh") == sentence


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en", "English"),
        ("pt-BR", "Portuguese (Brazil)"),
        ("zh-Hans", "Chinese (Simplified)"),
        ("tlh-nowhere", "tlh-nowhere"),
        ("", ""),
    ],
)
def test_a_language_has_a_name_or_keeps_its_code(code: str, name: str) -> None:
    assert language(code) == name


@pytest.mark.parametrize(
    ("spoken", "answered"),
    [
        ("tlh", "en"),
        ("en-GB", "en"),
        ("de", "de"),
        ("de-AT", "de"),
        ("es-ES", "es-ES"),
        ("es-419", "es-ES"),
        ("es", "es-ES"),
        ("pt-PT", "pt-BR"),
        ("zh-CN", "zh-CN"),
        ("zh-SG", "zh-CN"),
        ("zh", "zh-CN"),
        ("zh-TW", "en"),
        ("zh-HK", "en"),
    ],
)
def test_who_speaks_a_language_is_answered_in_the_nearest_that_they_read(
    spoken: str, answered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = ("en", "de", "es-ES", "pt-BR", "zh-CN")
    monkeypatch.setattr(words, "_LOCALES", {each: Locale.parse(each, sep="-") for each in codes})
    nearest.cache_clear()
    assert nearest(spoken) == answered
    nearest.cache_clear()


def test_what_a_translation_lacks_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = words._read
    monkeypatch.setattr(
        words, "_read", lambda code: whole(code) if code == "en" else Translations()
    )
    words._catalogue.cache_clear()
    assert say("card.roundup", "de", count=1) == "1 story"
    assert say("topics.title", "de") == "Topics"
    words._catalogue.cache_clear()


def test_numbers_plurals_and_lists_are_those_of_the_language() -> None:
    assert say("card.roundup", "de", count=12345) == "12.345 Meldungen"
    assert say("card.roundup", "de", count=1) == "1 Meldung"
    assert join(["a", "b", "c"], "de") == "a, b und c"
    assert span(timedelta(days=3), "de") == "3 Tage"
    assert language("pt-BR", "de") == "Portugiesisch (Brasilien)"


def test_things_are_joined_in_whatever_language_somebody_speaks() -> None:
    assert join(["a", "b"], "en-US") == join(["a", "b"], "tlh") == "a and b"
