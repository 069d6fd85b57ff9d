"""What a channel is owed, when the subscriptions because of which it is owed become others."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from news.audience import recipients
from news.compose import EXPIRES
from news.models import HELD, Delivery, Fate, Pace, Story, Subscription
from storage import channels, deliveries, joins, pauses, posts, revivals, stories, subscriptions
from storage.database import Transaction

SLICE = 50
"""Stories that are looked up at once: a digest may have a thousand, and others want their turn."""


class Shared(NamedTuple):
    """waited: keys of the stories that waited because of a subscription, also in its pause.

    resumed: how many of those that waited in its pause are told now.
    """

    waited: tuple[str, ...]
    resumed: int


async def share_out(tx: Transaction, subscription: Subscription, now: datetime) -> Shared:
    """What waits because of it waits for those that want it now, as they want it told."""
    channel_id = subscription.channel_id
    await posts.take_back(tx, channel_id, now)
    waits = await deliveries.waiting_for(tx, subscription.id, channel_id)
    waits += await pauses.waiting(tx, subscription)
    told = await _reassign(tx, subscription, waits, now)
    resumed = [each for each in told if each.fate is Fate.PAUSED]
    return Shared(tuple(each.story_key for each in waits), len(resumed))


async def share_in(
    tx: Transaction, subscription: Subscription, keys: Collection[str], now: datetime
) -> None:
    """These stories waited because of it before it ended or changed: they wait again.

    As the channel's fastest that wants them has them told. What was told meanwhile stays so.
    """
    channel_id = subscription.channel_id
    await posts.take_back(tx, channel_id, now)
    await revivals.owe_again(tx, channel_id, await _untold(tx, channel_id, keys))
    theirs, waits = {*keys}, await deliveries.waiting(tx, channel_id)
    await _reassign(tx, subscription, [each for each in waits if each.story_key in theirs], now)


async def told_as_another(tx: Transaction, channel_id: int, ids: Collection[int]) -> set[int]:
    """Of these stories those whose event another one tells there, by their numbers."""
    twins = await joins.twins(tx, ids)
    joined = [each for each in ids if each in twins]
    return {each for each in joined if channel_id in await deliveries.channels_of(tx, twins[each])}


async def _untold(tx: Transaction, channel_id: int, keys: Collection[str]) -> list[str]:
    numbers = await stories.numbers(tx, [*keys])
    told = await told_as_another(tx, channel_id, numbers.values())
    return [key for key, number in numbers.items() if number not in told]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the fate of what waits hangs on.

    standing: the channel's subscriptions. told: the stories, by key. joined: the keys of those
    whose event another story tells as well.
    """

    standing: Sequence[Subscription]
    told: Mapping[str, Story]
    joined: Collection[str]


async def _reassign(
    tx: Transaction, of: Subscription, waits: Sequence[Delivery], now: datetime
) -> list[Delivery]:
    """Those of them that are to be told."""
    standing = await subscriptions.of_channel(tx, of.channel_id)
    told: list[Delivery] = []
    for start in range(0, len(waits), SLICE):
        few = waits[start : start + SLICE]
        scene = await _scene(tx, standing, [each.story_key for each in few])
        for each in few:
            if await _is_told(tx, each, scene, now):
                told.append(each)
            await asyncio.sleep(0)  # others' turn: what is written waits, and so gives none
    await channels.wake(tx, [(of.channel_id, of.guild_id)], now)
    return told


async def _scene(tx: Transaction, standing: Sequence[Subscription], keys: Sequence[str]) -> _Scene:
    told = {each.key: each for each in await stories.by_keys(tx, keys)}
    numbers = await stories.numbers(tx, keys)
    twins = await joins.twins(tx, numbers.values())
    return _Scene(standing, told, {key for key, number in numbers.items() if number in twins})


async def _is_told(tx: Transaction, owed: Delivery, scene: _Scene, now: datetime) -> bool:
    heirs, is_joined = _heirs(owed, scene), owed.story_key in scene.joined
    fate = _fate(owed, heirs, now)
    if fate is Fate.OWED and owed.fate is Fate.PAUSED and is_joined:
        is_free = await _untold(tx, owed.channel_id, [owed.story_key])
        fate = Fate.OWED if is_free else Fate.SAME_EVENT
    if fate in {Fate.OWED, Fate.PAUSED}:
        await deliveries.reassign(tx, owed, heirs[0])
    if fate is Fate.OWED:
        if owed.fate in HELD or owed.fate is Fate.PAUSED:
            due_at = _due_at(owed, heirs[0], now)
            await deliveries.hold(tx, [replace(owed, fate=Fate.OWED, due_at=due_at)])
        return True
    await deliveries.settle(tx, [owed], fate)
    if is_joined and fate in {Fate.UNSUBSCRIBED, Fate.PAUSED}:
        await deliveries.pass_on(tx, owed.channel_id, [owed.story_key], now)
    return False


def _heirs(owed: Delivery, scene: _Scene) -> list[Delivery]:
    """By whom it is wanted first, if by any. Where all are paused it stays whose it was."""
    story = scene.told[owed.story_key]
    heirs = recipients(story, scene.standing, owed.owed_at)
    if heirs and heirs[0].fate is Fate.IN_PAUSE:
        own = [each for each in scene.standing if each.id == owed.subscription_id]
        return recipients(story, own, owed.owed_at) or heirs
    return heirs


def _due_at(owed: Delivery, heir: Delivery, now: datetime) -> datetime:
    """What was held need perhaps not wait any more; after a pause it is no fresh news.

    But a digest that came in the pause does not come again.
    """
    is_late = owed.fate is Fate.PAUSED and heir.pace is Pace.INSTANT
    return min(owed.since, now) if is_late else now


def _fate(owed: Delivery, heirs: list[Delivery], now: datetime) -> Fate:
    """What becomes of what waits, given the subscription that wants it first, if any does."""
    if not heirs or heirs[0].fate not in {Fate.OWED, Fate.IN_PAUSE}:
        return Fate.UNSUBSCRIBED
    if heirs[0].fate is Fate.IN_PAUSE:
        return Fate.PAUSED
    if owed.fate is Fate.PAUSED and now - owed.owed_at > EXPIRES:
        return Fate.EXPIRED
    return Fate.OWED
