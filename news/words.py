"""Every text a person reads comes through here: one catalogue a language, Babel's door.

A catalogue is named with Discord's code of its language ("pt-BR.po"), or the beginning of that.
"""

import io
from datetime import datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_timedelta
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

DEFAULT = "en"
FOLDER = Path(__file__).parent / "locale"


_CODES = sorted(path.stem for path in FOLDER.glob("*.po"))
_LOCALES = {code: Locale.parse(code, sep="-") for code in _CODES}


@cache
def _catalogue(code: str) -> Translations:
    """Read when it is first asked for. What a language lacks is said in English."""
    own = _read(code)
    if code != DEFAULT:
        own.add_fallback(_catalogue(DEFAULT))
    return own


def _read(code: str) -> Translations:
    with (FOLDER / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=_LOCALES[code], abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def say(key: str, locale: str = DEFAULT, /, **values: object) -> str:
    """The sentence of this key, with its values put in; `count` also chooses the plural form.

    A language that we lack gets English. Whole numbers are written as the language writes them,
    times as Discord's timestamps.
    Raises KeyError for a key that English lacks: a programming error, which tests look for.
    """
    locale = nearest(locale)
    catalogue = _catalogue(locale)
    count = values.get("count")
    message = catalogue.ungettext(key, key, count) if isinstance(count, int) else key
    if message == key:
        message = catalogue.ugettext(key)
    if message == key:
        raise KeyError(f"news/locale/{DEFAULT}.po has no sentence {key!r}")
    shown = {name: _shown(value, locale) for name, value in values.items()}
    return message.format_map(shown)


def join(items: list[str], locale: str = DEFAULT) -> str:
    """Several things in one sentence: "a, b and c"."""
    return format_list(items, locale=_LOCALES[nearest(locale)])


def span(length: timedelta, locale: str = DEFAULT) -> str:
    """A length of time, roughly: "3 days"."""
    return format_timedelta(length, threshold=1.4, locale=_LOCALES[nearest(locale)])


def moment(when: datetime) -> str:
    """Each reader's own clock shows it: Discord's timestamp, relative."""
    return f"<t:{int(when.timestamp())}:R>"


def language(code: str, locale: str = DEFAULT) -> str:
    """The name of a language: "pt-BR" -> "Portuguese (Brazil)"; one that nobody knows: its code."""
    try:
        name = Locale.parse(code.strip(), sep="-").get_display_name(_LOCALES[nearest(locale)])
    except (UnknownLocaleError, ValueError):
        return code
    return name or code


def cities(locale: str) -> dict[str, str]:
    """IANA time zone -> what its city is called in this language, where that is not in its name."""
    zones = _LOCALES[nearest(locale)].time_zones
    return {zone: str(each["city"]) for zone, each in zones.items() if "city" in each}


def languages() -> list[str]:
    """The codes of the languages that there is a catalogue of."""
    return list(_LOCALES)


@lru_cache(maxsize=256)
def nearest(locale: str) -> str:
    """The language in which somebody who speaks this one is answered: "es-419" also in "es-ES".

    Who reads another script ("zh-TW") gets English.
    """
    if locale in _LOCALES:
        return locale
    try:
        spoken = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return DEFAULT
    return next((code for code, own in _LOCALES.items() if _is_read(own, spoken)), DEFAULT)


def _is_read(own: Locale, spoken: Locale) -> bool:
    return own.language == spoken.language and spoken.script in (None, own.script)


def keys() -> set[str]:
    """The keys of the default catalogue, for the tests."""
    with (FOLDER / f"{DEFAULT}.po").open("rb") as file:
        entries = [entry.id for entry in read_po(file) if entry.id]
    return {entry if isinstance(entry, str) else entry[0] for entry in entries}


def _shown(value: object, locale: str) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return format_decimal(value, locale=_LOCALES[locale])
    return str(value)
