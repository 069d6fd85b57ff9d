"""How a subscription does: what Discord says of its channel now, then what delivering met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from cogs.ui import places
from cogs.ui.answers import Asked
from news import render, render_sources
from news.health import Health
from news.health import health as health_of
from news.models import Place, Source, Subscription
from news.overlap import idle
from news.words import say
from storage import places as told
from storage.subscriptions import Standing


@dataclass(frozen=True, slots=True)
class Outlook:
    """known: the sources that its subscriptions name. standing: these, by their channels.

    asleep: threads that are archived, so that Discord does not tell of them.
    """

    guild: discord.Guild
    known: Sequence[Source]
    standing: Mapping[int, Sequence[Subscription]]
    health: Mapping[str, Health]
    asleep: frozenset[int]
    asked: Asked


async def outlook(asked: Asked, known: Sequence[Source], found: Sequence[Standing]) -> Outlook:
    """known: the sources that the server's subscriptions name. found: these."""
    assert asked.interaction.guild is not None
    guild, db, now = asked.interaction.guild, asked.room.db, asked.room.clock()
    threads = [each.id for each in await told.of_guild(db, guild.id) if each.place is Place.THREAD]
    asleep = frozenset(each for each in threads if places.known(guild, each) is None)
    health = {source.id: health_of(source, now) for source in known}
    standing: dict[int, list[Subscription]] = {}
    for each in found:
        standing.setdefault(each.subscription.channel_id, []).append(each.subscription)
    return Outlook(guild, known, standing, health, asleep, asked)


def state(each: Standing, seen: Outlook) -> str:
    """In one sentence: what matters most of it."""
    wanted, locale = each.subscription, seen.asked.locale
    place = places.known(seen.guild, wanted.channel_id)
    if place is None and wanted.channel_id not in seen.asleep:
        return say("subscriptions.no_channel", locale)
    if wanted.paused_at:
        return say("subscriptions.paused", locale, at=wanted.paused_at)
    fine = say("subscriptions.well" if place else "subscriptions.asleep", locale)
    closed = closed_by(place, locale) if place else ""
    return next(filter(None, [closed, *hindrances(each, place, seen)]), fine)


def hindrances(each: Standing, place: places.Destination | None, seen: Outlook) -> list[str]:
    """Where its channel is open, what else may keep it from being told as was asked for."""
    wanted, locale = each.subscription, seen.asked.locale
    found = (
        _rests(each, seen),
        _unfulfilled(wanted, place, locale) if place else "",
        _source_trouble(wanted.source_id, seen),
        _idles(wanted, seen),
    )
    return [*filter(None, found)]


def closed_by(place: places.Destination, locale: str) -> str:
    """Why nothing can be posted there; empty: it can."""
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


def _unfulfilled(wanted: Subscription, place: places.Destination, locale: str) -> str:
    """It is told, but not just as was asked for."""
    if wanted.publish and places.sort(place) is not Place.ANNOUNCEMENT:
        return say("subscriptions.unpublished", locale)
    if wanted.mention is None:
        return ""
    role = place.guild.get_role(wanted.mention)
    if role is None or role.mentionable:  # of one that is gone the server is told
        return ""
    return say("subscriptions.no_ping", locale, role=role.mention)


def _source_trouble(source_id: str | None, seen: Outlook) -> str:
    locale = seen.asked.locale
    if source_id is None:
        return ""
    if source_id not in seen.health:
        return say("subscriptions.no_source", locale)
    found = seen.health[source_id]
    return render_sources.state(found, locale) if found.is_trouble else ""


def _idles(wanted: Subscription, seen: Outlook) -> str:
    """Another one of its channel leaves it nothing to tell."""
    over = idle(wanted, seen.standing[wanted.channel_id], seen.known)
    if over is None or over.strays:
        return ""
    other = render.wanted(over.by, seen.known, seen.asked.locale, begins=True)
    return say("subscriptions.idle", seen.asked.locale, other=other)
