"""The answers to /help and /about."""

import re
from collections.abc import Sequence
from datetime import timedelta

from news import text
from news.models import Card, Source
from news.render import LINE_LIMIT, OUTLET_LIMIT, fitting, listing
from news.version import LICENCE, VERSION
from news.words import DEFAULT, say, span

_ADDRESS = re.compile(r"(https?://[^\s<>]+)")

_LICENCES_ROOM = 2500
"""Characters: with what is said above, it fits one description."""


def help_card(told: Sequence[str], locale: str = DEFAULT) -> Card:
    """told: the keys of what concerns whoever asks, in its order."""
    said = [say(key, locale) for key in told]
    return listing(say("help.title", locale), [*said, say("help.about", locale)])


def about(
    sources: Sequence[Source], forget_after: timedelta, contact: str, locale: str = DEFAULT
) -> Card:
    """sources: those that whoever asks may see. contact: of the operator, or empty."""
    kept = f"{say('about.kept', locale)}\n{_forgotten(forget_after, locale)}"
    version = [say("about.version", locale, version=VERSION, licence=LICENCE)]
    if contact:
        version.append(say("about.operator", locale, contact=_said(contact)))
    lines = _licences(sources, locale)
    shown = fitting(lines, _LICENCES_ROOM)
    if unseen := len(lines) - len(shown):
        shown.append(say("about.more", locale, count=unseen))
    licences = "\n".join([say("about.words", locale), *shown])
    return listing(say("about.title", locale), [kept, licences, "\n".join(version)])


def _forgotten(after: timedelta, locale: str) -> str:
    if not after:
        return say("about.forgotten_at_once", locale)
    return say("about.forgotten", locale, after=span(after, locale))


def _licences(sources: Sequence[Source], locale: str) -> list[str]:
    """By licence, those first of which pictures are shown; what servers added has none."""
    public = [each for each in sources if each.licence and not each.private]
    lines: list[str] = []
    for key, shows in (("about.pictures", True), ("about.words_alone", False)):
        found = [each for each in public if each.images is shows]
        if found:
            first, *rest = _by_licence(found)
            # The heading stays with its first line.
            lines += [f"{say(key, locale)}\n{first}", *rest]
    return lines


def _by_licence(sources: Sequence[Source]) -> list[str]:
    outlets: dict[str, list[str]] = {}
    for each in sources:
        outlets.setdefault(each.licence, []).append(text.escaped(each.outlet, OUTLET_LIMIT))
    return [
        f"• {', '.join(dict.fromkeys(named))}: {_said(licence)}"
        for licence, named in outlets.items()
    ]


def _said(written: str) -> str:
    """Escaped, but for the addresses in it: they lead where they say."""
    parts = _ADDRESS.split(written)
    # What the parentheses of the pattern caught stands on every second place.
    said = [
        f"<{part}>" if place % 2 else text.escaped(part, LINE_LIMIT)
        for place, part in enumerate(parts)
    ]
    return " ".join(filter(None, said))
