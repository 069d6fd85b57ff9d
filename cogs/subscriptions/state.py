"""How a subscription does: what Discord says of its channel now, then what delivering met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from cogs.ui import places
from cogs.ui.answers import Asked
from news import render_sources
from news.health import Health
from news.health import health as health_of
from news.models import Place, Source, Subscription
from news.words import say
from storage import channels
from storage.subscriptions import Standing


@dataclass(frozen=True, slots=True)
class Outlook:
    """asleep: threads that are archived, so that Discord does not tell of them."""

    guild: discord.Guild
    health: Mapping[str, Health]
    asleep: frozenset[int]
    asked: Asked


async def outlook(asked: Asked, found: Sequence[Standing], known: Sequence[Source]) -> Outlook:
    assert asked.interaction.guild is not None
    guild, db, now = asked.interaction.guild, asked.room.db, asked.room.clock()
    all_of_them = {each.subscription.channel_id for each in found}
    unseen = [each for each in all_of_them if places.known(guild, each) is None]
    asleep = {each for each in unseen if await channels.place(db, each) is Place.THREAD}
    health = {each.id: health_of(each, now) for each in known}
    return Outlook(guild, health, frozenset(asleep), asked)


def state(each: Standing, seen: Outlook) -> str:
    """Where its channel is well, its options or its source may not be."""
    wanted, locale = each.subscription, seen.asked.locale
    place = places.known(seen.guild, wanted.channel_id)
    return (
        (_closed(place, locale) if place else "")
        or _rests(each, seen)
        or (
            _absent(wanted.channel_id, seen)
            if place is None
            else _unfulfilled(wanted, place, locale)
        )
        or _source_state(wanted.source_id, seen)
    )


def _closed(place: places.Destination, locale: str) -> str:
    if places.is_locked_out(place):
        return say("subscriptions.locked", locale)
    if lacking := places.missing(place, locale):
        return say("subscriptions.i_may_not", locale, missing=lacking)
    if places.is_shut_out(place):
        return say("subscriptions.not_in_thread", locale)
    if places.lacks_tags(place):
        return say("subscriptions.lacks_tags", locale)
    return ""


def _rests(each: Standing, seen: Outlook) -> str:
    if not each.trouble or not each.retry_at:
        return ""
    locale = seen.asked.locale
    again = render_sources.coming(each.retry_at, seen.asked.room.clock(), locale)
    return say("subscriptions.trouble", locale, trouble=say(each.trouble, locale), again=again)


def _absent(channel_id: int, seen: Outlook) -> str:
    key = "subscriptions.asleep" if channel_id in seen.asleep else "subscriptions.no_channel"
    return say(key, seen.asked.locale)


def _unfulfilled(wanted: Subscription, place: places.Destination, locale: str) -> str:
    """It is told, but not just as was asked for."""
    if wanted.publish and places.sort(place) is not Place.ANNOUNCEMENT:
        return say("subscriptions.unpublished", locale)
    if wanted.mention is None:
        return ""
    role = place.guild.get_role(wanted.mention)
    if role is None:
        return say("subscriptions.no_role", locale)
    return "" if role.mentionable else say("subscriptions.no_ping", locale, role=role.mention)


def _source_state(source_id: str | None, seen: Outlook) -> str:
    locale = seen.asked.locale
    if source_id is None:
        return say("subscriptions.well", locale)
    if source_id not in seen.health:
        return say("subscriptions.no_source", locale)
    found = seen.health[source_id]
    return (
        render_sources.state(found, locale)
        if found.is_trouble
        else say("subscriptions.well", locale)
    )
