"""Every translation is whole: it says all that English says, of the same things, in its forms."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from gettext import c2py
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from news import words

TRANSLATED = sorted(path for path in words.FOLDER.glob("*.po") if path.stem != words.DEFAULT)
STAYS = (
    r"/(?:(?:news|feed|story) )?[a-z]+\b",  # commands
    r"\b(?:[a-z]+_[a-z_]+|[a-z]+:(?=[a-z{]))",  # options, and those that are given a value
    r"\b[A-Z]+_[A-Z_]+\b",  # settings
    r"https?://\S+",
    r"\*\*|`|\n|⚠️|⛔|⏸️|💤|•",
)
"""What no translation changes, and what it has as often as English has it."""

LONGEST = {
    "command.": 100,
    "option.": 100,
    "choice.": 100,
    "button.": 80,
    "change.title": 45,
    "change.query": 45,
    "change.pace": 45,
    "change.extras": 45,
    "change.mention": 45,
    "change.max_per_hour": 45,
    "panel.choose": 150,
    "welcome.topics": 150,
    "feeds.choose": 150,
}
"""Discord's limits, by the beginnings of keys; values of places come on top."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """locale: of its own header. forms: key -> what it says, a form for each kind of number."""

    path: Path
    locale: str
    plural: str
    fuzzy: list[str] = field(default_factory=list)
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    plurals: set[str] = field(default_factory=set)


@cache
def read(path: Path) -> Catalogue:
    with path.open("rb") as file:
        found = read_po(file, abort_invalid=True)
    headers = dict(found.mime_headers)
    made = Catalogue(path, headers["Language"], headers.get("Plural-Forms", ""))
    for message in found:
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        made.forms[key] = tuple(str(form) for form in said)
        if not isinstance(message.id, str):
            made.plurals.add(key)
        if message.fuzzy:
            made.fuzzy.append(key)
    return made


ENGLISH = read(words.FOLDER / "en.po")
translations = pytest.mark.parametrize("path", TRANSLATED, ids=lambda path: path.stem)


def places(sentence: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def kept(sentence: str) -> list[str]:
    return sorted(found for form in STAYS for found in re.findall(form, sentence))


def may_leave_out_the_count(catalogue: Catalogue, form: int) -> bool:
    """Whether this form is for one number alone, which it may then say in words."""
    chosen = c2py(catalogue.plural.partition("plural=")[2].rstrip("; "))
    return [number for number in range(200) if chosen(number) == form] in ([1], [0])


def wrong_places(catalogue: Catalogue, key: str) -> bool:
    wanted = set(places(ENGLISH.forms[key][0]))
    for number, form in enumerate(catalogue.forms[key]):
        lacks = wanted - set(places(form))
        if set(places(form)) - wanted:
            return True
        if lacks == {"count"} and may_leave_out_the_count(catalogue, number):
            continue
        if lacks:
            return True
    return False


@translations
def test_a_catalogue_says_which_language_it_is_and_how_that_counts(path: Path) -> None:
    catalogue = read(path)
    assert catalogue.locale.replace("_", "-") == path.stem
    language = get_plural(str(Locale.parse(path.stem, sep="-")))
    expected = f"nplurals={language.num_plurals}; plural={language.plural_expr};"
    assert catalogue.plural.replace(" ", "") == expected.replace(" ", "")


@translations
def test_a_catalogue_has_every_sentence_and_no_other(path: Path) -> None:
    catalogue = read(path)
    assert sorted(set(ENGLISH.forms) - set(catalogue.forms)) == []
    assert sorted(set(catalogue.forms) - set(ENGLISH.forms)) == []
    assert catalogue.plurals == ENGLISH.plurals
    assert catalogue.fuzzy == []


@translations
def test_a_sentence_has_the_forms_of_its_language_none_of_them_empty(path: Path) -> None:
    catalogue = read(path)
    count = get_plural(str(Locale.parse(path.stem, sep="-"))).num_plurals
    wrong = [
        key
        for key, forms in catalogue.forms.items()
        if len(forms) != (count if key in catalogue.plurals else 1)
        or not all(form and form == form.strip() for form in forms)
    ]
    assert wrong == []


@translations
def test_a_sentence_has_the_places_of_the_english_one(path: Path) -> None:
    catalogue = read(path)
    known = set(catalogue.forms) & set(ENGLISH.forms)
    assert [key for key in sorted(known) if wrong_places(catalogue, key)] == []


@translations
def test_commands_options_settings_and_signs_stay(path: Path) -> None:
    catalogue = read(path)
    wrong = {
        key: (kept(form), kept(ENGLISH.forms[key][-1]))
        for key, forms in catalogue.forms.items()
        if key in ENGLISH.forms
        for form in forms
        if kept(form) != kept(ENGLISH.forms[key][-1])
    }
    assert wrong == {}


@pytest.mark.parametrize("path", [ENGLISH.path, *TRANSLATED], ids=lambda path: path.stem)
def test_what_discord_limits_is_short_enough(path: Path) -> None:
    long = [
        (key, len(form))
        for key, forms in read(path).forms.items()
        for form in forms
        for beginning, most in LONGEST.items()
        if key.startswith(beginning) and len(form) > most
    ]
    assert long == []


@translations
def test_everything_can_be_said(path: Path) -> None:
    for key, forms in read(path).forms.items():
        values = dict.fromkeys(places("".join(forms)), "x")
        for count in (0, 1, 2, 5, 21):
            assert words.say(key, path.stem, **(values | {"count": count}))


def test_a_broken_translation_is_found() -> None:
    broken = Catalogue(
        Path("de.po"),
        "de",
        "nplurals=2; plural=(n != 1);",
        forms={
            "card.image": ("Bild: {credits}",),
            "card.roundup": ("Eine Meldung", "{count} Meldungen"),
            "card.expired": ("{count} weitere", "Weitere"),
        },
    )
    assert [key for key in broken.forms if wrong_places(broken, key)] == [
        "card.image",
        "card.expired",
    ]
    assert kept("Nutz /suche") != kept("Use /news search")
    assert kept("/news search und `x`, **fett**") == kept("`x` in /news search, **bold**")
