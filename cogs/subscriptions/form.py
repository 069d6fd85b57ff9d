"""The form in which a subscription is changed, as it is shown."""

from collections.abc import Collection
from typing import TypeAlias

import discord

from cogs.subscriptions.entries import COMPACT, MOST_PER_HOUR, PUBLISH, SILENT, Entries
from cogs.subscriptions.pressed import mark
from cogs.subscriptions.wording import Wording
from news import filters, text
from news.models import Pace, Subscription
from news.words import say

_LABEL_LIMIT = 45  # Discord: of a title and of a label
_OPEN_SECONDS = 15 * 60.0
"""So long it is kept in memory; what is handed in later is understood all the same."""

_Text: TypeAlias = discord.ui.TextInput[discord.ui.Modal]
_Choice: TypeAlias = discord.ui.Select[discord.ui.Modal]
_Role: TypeAlias = discord.ui.RoleSelect[discord.ui.Modal]
_Field: TypeAlias = _Text | _Choice | _Role


class ChangeForm(discord.ui.Modal):
    """With these entries. It is handed in as an interaction of its id: see handing_in.py."""

    def __init__(self, wanted: Subscription, entries: Entries, words: Wording) -> None:
        locale = words.locale
        title = say("change.title", locale, what=words.what(wanted, markup=False))
        super().__init__(
            title=text.clip(title, _LABEL_LIMIT),
            custom_id=f"changed:1:{mark(wanted)}",
            timeout=_OPEN_SECONDS,
        )
        asked: dict[str, _Field] = {
            "change.query": _query(entries.query),
            "change.pace": _pace(entries.pace, locale),
            "change.extras": _extras(entries.extras, locale),
            "change.mention": _mention(entries.mention),
            "change.max_per_hour": _most_per_hour(entries.max_per_hour),
        }
        for key, field in asked.items():
            label = text.clip(say(key, locale), _LABEL_LIMIT)
            self.add_item(discord.ui.Label(text=label, component=field))


def _query(typed: str) -> _Text:
    return discord.ui.TextInput(
        custom_id="query", default=typed, required=False, max_length=filters.LONGEST
    )


def _pace(chosen: str, locale: str) -> _Choice:
    options = [_option(each.value, f"choice.{each}", {chosen}, locale) for each in Pace]
    return discord.ui.Select(custom_id="pace", options=options)


def _extras(chosen: Collection[str], locale: str) -> _Choice:
    options = [
        _option(COMPACT, "choice.compact", chosen, locale),
        _option(SILENT, "option.silent", chosen, locale),
        _option(PUBLISH, "option.publish", chosen, locale),
    ]
    return discord.ui.Select(
        custom_id="extras", options=options, min_values=0, max_values=len(options), required=False
    )


def _mention(role_id: int | None) -> _Role:
    role = discord.Object(role_id, type=discord.Role) if role_id else None
    return discord.ui.RoleSelect(
        custom_id="mention", min_values=0, required=False, default_values=[role] if role else []
    )


def _most_per_hour(typed: str) -> _Text:
    return discord.ui.TextInput(
        custom_id="max_per_hour", default=typed, required=False, max_length=len(str(MOST_PER_HOUR))
    )


def _option(value: str, key: str, chosen: Collection[str], locale: str) -> discord.SelectOption:
    return discord.SelectOption(label=say(key, locale), value=value, default=value in chosen)
