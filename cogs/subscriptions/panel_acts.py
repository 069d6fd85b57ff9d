"""What the buttons of the panel do with one subscription, and what is said of it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple

import discord

from cogs.subscriptions import pressed
from cogs.subscriptions.panel_sight import Sight
from cogs.subscriptions.state import closed_by, hindrances
from cogs.ui import cards, places
from news.models import Subscription
from news.words import say
from pipeline import pausing, subscribing, trying
from storage.subscriptions import Standing


class Done(NamedTuple):
    """note: what has been done. shown: beneath the subscription. undo: the key of its Undo."""

    note: str
    shown: Sequence[discord.Embed] = ()
    undo: str = ""


async def pause(each: Standing, sight: Sight) -> Done:
    wanted, asked = each.subscription, sight.asked
    await pausing.pause(asked.room, wanted.guild_id, wanted.id)
    return Done(say("panel.paused", asked.locale, **_named(wanted, sight)))


async def resume(each: Standing, sight: Sight) -> Done:
    """Raises Mistake where they may not write there themselves, or the bot may not."""
    wanted, asked = each.subscription, sight.asked
    await pressed.place(asked, wanted.channel_id)
    count = await pausing.resume(asked.room, wanted.guild_id, wanted.id)
    named = _named(wanted, sight)
    if not count:
        return Done(say("panel.resumed", asked.locale, **named))
    return Done(say("panel.resumed_with", asked.locale, **named, count=count))


async def test(each: Standing, sight: Sight) -> Done:
    """A line in the channel, and for whoever asks alone what is wrong and what a story looks like.

    Raises Mistake where they may not write there themselves, or have just tried.
    """
    wanted, asked = each.subscription, sight.asked
    place = await places.standing(asked.interaction, wanted.channel_id)
    wrong = hindrances(each, place, sight.seen)
    if closed := closed_by(place, asked.locale):
        said = say("panel.not_tested", asked.locale, channel=place.mention)
        return Done(_listed(said, [closed, *wrong]))
    places.writable(asked.interaction, place, "panel.you_may_not")
    await trying.send_test(asked.room, wanted, places.sort(place))
    key = "panel.tested_but" if wrong else "panel.tested"
    said = _listed(say(key, asked.locale, channel=place.mention), wrong)
    card = await trying.preview(asked.room, wanted)
    below = say("panel.preview" if card else "panel.no_preview", asked.locale)
    return Done(f"{said}\n{below}", cards.embeds(card) if card else ())


async def remove(each: Standing, sight: Sight) -> Done:
    wanted, asked = each.subscription, sight.asked
    undo = await subscribing.unsubscribe(asked.room, wanted, by=asked.interaction.user.id)
    return Done(say("unsubscribe.done", asked.locale, **_named(wanted, sight)), undo=undo)


ACTS: Mapping[str, Callable[[Standing, Sight], Awaitable[Done]]] = {
    "pause": pause,
    "resume": resume,
    "test": test,
    "remove": remove,
}


def _named(wanted: Subscription, sight: Sight) -> dict[str, str]:
    return {"channel": f"<#{wanted.channel_id}>", "what": sight.words.what(wanted)}


def _listed(said: str, wrong: Sequence[str]) -> str:
    return "\n".join([said, *(f"• {each}" for each in wrong)])
