"""The form in which a subscription is changed: what it shows, and what was filled in."""

from typing import Any, TypeAlias

import discord

from cogs.subscriptions.pressed import mark
from cogs.subscriptions.wording import Wording
from news import filters, text
from news.errors import Mistake
from news.models import Pace, Style, Subscription
from news.words import say

MOST_PER_HOUR = 60

_LABEL_LIMIT = 45  # Discord: of a title and of a label
_OPEN_SECONDS = 15 * 60.0
"""So long it is kept in memory; what is handed in later is understood all the same."""

_COMPACT, _SILENT, _PUBLISH = Style.COMPACT.value, "silent", "publish"

_Text: TypeAlias = discord.ui.TextInput[discord.ui.Modal]
_Choice: TypeAlias = discord.ui.Select[discord.ui.Modal]
_Role: TypeAlias = discord.ui.RoleSelect[discord.ui.Modal]
_Field: TypeAlias = _Text | _Choice | _Role


class ChangeForm(discord.ui.Modal):
    """As the subscription is. It is handed in as an interaction of its id: see handing_in.py."""

    def __init__(self, wanted: Subscription, words: Wording) -> None:
        locale = words.locale
        title = say("change.title", locale, what=words.what(wanted, markup=False))
        super().__init__(
            title=text.clip(title, _LABEL_LIMIT),
            custom_id=f"changed:1:{mark(wanted)}",
            timeout=_OPEN_SECONDS,
        )
        asked: dict[str, _Field] = {
            "change.query": _query(wanted),
            "change.pace": _pace(wanted, locale),
            "change.extras": _extras(wanted, locale),
            "change.mention": _mention(wanted),
            "change.max_per_hour": _most_per_hour(wanted),
        }
        for key, field in asked.items():
            label = text.clip(say(key, locale), _LABEL_LIMIT)
            self.add_item(discord.ui.Label(text=label, component=field))


def changed(wanted: Subscription, filled: dict[str, Any]) -> dict[str, Any]:
    """What stands in the form, by the names that a Subscription has. Raises Mistake.

    filled: texts and lists of values, by the fields' ids.
    """
    extras = filled["extras"]
    return {
        "query": query_meant(filled["query"], alone=not wanted.topic and not wanted.source_id),
        "pace": Pace(filled["pace"][0]),
        "style": Style.COMPACT if _COMPACT in extras else Style.CARD,
        "silent": _SILENT in extras,
        "publish": _PUBLISH in extras,
        "mention": int(filled["mention"][0]) if filled["mention"] else None,
        "max_per_hour": _number(filled["max_per_hour"]),
    }


def query_meant(typed: str, *, alone: bool) -> str:
    """As it is stored; raises Mistake. alone: neither a topic nor a source says what is wanted."""
    if not typed.strip() and not alone:
        return ""
    return filters.canonical(filters.parse(typed, alone=alone))


def _number(typed: str) -> int | None:
    if not typed.strip():
        return None
    number = int(typed) if typed.strip().isdecimal() else 0
    if not 1 <= number <= MOST_PER_HOUR:
        raise Mistake("change.no_number", most=MOST_PER_HOUR)
    return number


def _query(wanted: Subscription) -> _Text:
    return discord.ui.TextInput(
        custom_id="query", default=wanted.query, required=False, max_length=filters.LONGEST
    )


def _pace(wanted: Subscription, locale: str) -> _Choice:
    options = [_option(each.value, f"choice.{each}", each is wanted.pace, locale) for each in Pace]
    return discord.ui.Select(custom_id="pace", options=options)


def _extras(wanted: Subscription, locale: str) -> _Choice:
    options = [
        _option(_COMPACT, "choice.compact", wanted.style is Style.COMPACT, locale),
        _option(_SILENT, "option.silent", wanted.silent, locale),
        _option(_PUBLISH, "option.publish", wanted.publish, locale),
    ]
    return discord.ui.Select(
        custom_id="extras", options=options, min_values=0, max_values=len(options), required=False
    )


def _mention(wanted: Subscription) -> _Role:
    role = discord.Object(wanted.mention, type=discord.Role) if wanted.mention else None
    return discord.ui.RoleSelect(
        custom_id="mention", min_values=0, required=False, default_values=[role] if role else []
    )


def _most_per_hour(wanted: Subscription) -> _Text:
    shown = str(wanted.max_per_hour or "")
    return discord.ui.TextInput(
        custom_id="max_per_hour", default=shown, required=False, max_length=len(str(MOST_PER_HOUR))
    )


def _option(value: str, key: str, taken: bool, locale: str) -> discord.SelectOption:
    return discord.SelectOption(label=say(key, locale), value=value, default=taken)
