"""What it takes to say what a server's subscriptions want, and how they are told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import discord

from cogs.ui.answers import Asked
from cogs.ui.choices import NAME_LIMIT
from news import render, text
from news.hours import Hours, next_digest, quiet_until
from news.models import Pace, Source, Subscription
from news.names import Choice
from news.words import say
from storage import guilds, sources, subscriptions


@dataclass(frozen=True, slots=True)
class Wording:
    """known: the sources that they name, as far as the server sees them; hours: the server's."""

    known: Sequence[Source]
    hours: Hours
    locale: str

    def what(self, subscription: Subscription, *, markup: bool = True, begins: bool = False) -> str:
        locale = self.locale
        return render.wanted(subscription, self.known, locale, markup=markup, begins=begins)

    def how(self, subscription: Subscription, *, markup: bool = True) -> str:
        return render.manner(subscription, self.hours, self.locale, markup=markup)


async def wording(asked: Asked, said: Iterable[Subscription]) -> Wording:
    """said: the subscriptions of which something is to be said."""
    db, guild_id = asked.room.db, asked.guild_id
    hours = (await guilds.chosen(db, guild_id)).hours
    named = {each.source_id for each in said if each.source_id}
    return Wording(await sources.visible(db, guild_id, named), hours, asked.locale)


def coming(subscription: Subscription, words: Wording, asked: Asked) -> str:
    """When it is told next, where that is known beforehand."""
    now = asked.room.clock()
    if subscription.pace is Pace.INSTANT:
        ends_at = quiet_until(words.hours, now)
        return say("subscribe.quiet", words.locale, at=ends_at) if ends_at else ""
    at = next_digest(words.hours, subscription.pace, now)
    return say("subscribe.next", words.locale, at=quiet_until(words.hours, at) or at)


async def standing(interaction: discord.Interaction) -> Sequence[Choice]:
    """A server's subscriptions by number, each under a name that no other one has."""
    assert interaction.guild is not None
    asked, guild = Asked(interaction), interaction.guild
    found = [each.subscription for each in await subscriptions.of_guild(asked.room.db, guild.id)]
    words = await wording(asked, found)
    return names(found, guild, words)


def names(found: Sequence[Subscription], guild: discord.Guild, words: Wording) -> Sequence[Choice]:
    """By number, each unlike the others; also found by what their names have no room for."""
    whole = {str(each.id): _name(each, guild, words) for each in found}
    shown = {number: text.clip(name, NAME_LIMIT) for number, name in whole.items()}
    times = Counter(shown.values())
    return [
        Choice(number, _unlike(name, number, times[name]), also=(whole[number],))
        for number, name in shown.items()
    ]


def _name(each: Subscription, guild: discord.Guild, words: Wording) -> str:
    place = guild.get_channel_or_thread(each.channel_id)
    name = place.name if place else say("channel.unknown", words.locale)
    what, how = words.what(each, markup=False), words.how(each, markup=False)
    return f"#{name}: {what} · {how}"


def _unlike(name: str, number: str, times: int) -> str:
    """What several have in common does not tell them apart."""
    if times == 1:
        return name
    end = f" ({number})"
    return text.clip(name, NAME_LIMIT - len(end)) + end
