"""What stands in the form of a subscription: as it is, as it was filled in, and what that means."""

from dataclasses import dataclass
from typing import Any, Self

import discord

from news import filters
from news.errors import Mistake
from news.models import Pace, Style, Subscription

MOST_PER_HOUR = 60

COMPACT, SILENT, PUBLISH = Style.COMPACT.value, "silent", "publish"


@dataclass(frozen=True, slots=True)
class Entries:
    """As they were typed and chosen: whether they can be had is for meant() to say."""

    query: str
    pace: str
    extras: frozenset[str]
    mention: int | None
    max_per_hour: str

    @classmethod
    def of(cls, wanted: Subscription) -> Self:
        """As the subscription stands."""
        extras = {
            COMPACT: wanted.style is Style.COMPACT,
            SILENT: wanted.silent,
            PUBLISH: wanted.publish,
        }
        return cls(
            query=wanted.query,
            pace=wanted.pace.value,
            extras=frozenset(each for each, holds in extras.items() if holds),
            mention=wanted.mention,
            max_per_hour=str(wanted.max_per_hour or ""),
        )

    @classmethod
    def handed_in(cls, interaction: discord.Interaction) -> Self:
        """By the ids of the fields.

        https://discord.com/developers/docs/components/reference#label
        """
        data: Any = interaction.data
        fields = [each["component"] for each in data["components"]]
        filled = {each["custom_id"]: each.get("values", each.get("value")) for each in fields}
        return cls(
            query=filled["query"],
            pace=filled["pace"][0],
            extras=frozenset(filled["extras"]),
            mention=int(filled["mention"][0]) if filled["mention"] else None,
            max_per_hour=filled["max_per_hour"],
        )


def meant(entries: Entries, wanted: Subscription) -> dict[str, Any]:
    """By the names that a Subscription has. Raises Mistake. wanted: as it stands."""
    extras = entries.extras
    return {
        "query": query_meant(entries.query, alone=not wanted.topic and not wanted.source_id),
        "pace": Pace(entries.pace),
        "style": Style.COMPACT if COMPACT in extras else Style.CARD,
        "silent": SILENT in extras,
        "publish": PUBLISH in extras,
        "mention": entries.mention,
        "max_per_hour": _number(entries.max_per_hour),
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
