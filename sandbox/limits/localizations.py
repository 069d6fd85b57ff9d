"""Names and descriptions of commands in the languages of Discord's clients.

https://discord.com/developers/docs/reference#locales
"""

from __future__ import annotations

from collections.abc import Callable

from sandbox.limits.form import Form
from sandbox.models import Json

# fmt: off
LOCALES = frozenset((
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi",
    "hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th",
    "tr", "uk", "vi", "zh-CN", "zh-TW",
))
# fmt: on


def check_localizations(
    form: Form, sent: Json, field: str, check: Callable[[str], str]
) -> dict[str, str] | None:
    """The translations of `name` or `description`, by locale; `check` is given each."""
    key = f"{field}_localizations"
    if sent.get(key) is None:
        return None
    with form.at(key):
        made = {}
        for locale, text in form.object(sent[key]).items():
            with form.at(locale):
                if locale not in LOCALES:
                    form.refuse("BASE_TYPE_CHOICES", f'"{locale}" is no locale of Discord.')
                made[locale] = check(text)
    return made


def longest(part: Json, field: str) -> int:
    """The length that counts: of the text, or of its longest translation."""
    translations = (part.get(f"{field}_localizations") or {}).values()
    return max(map(len, (part.get(field, ""), *translations)))
