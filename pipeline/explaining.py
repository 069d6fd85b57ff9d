"""Why a server was told a story, or was not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from news.audience import wants
from news.models import Outcome, SeenStory, Subscription
from pipeline import relating
from pipeline.room import Room
from storage import fates, stories, subscriptions


@dataclass(frozen=True, slots=True)
class Explanation:
    """outcomes: where it was owed. subscriptions: the server's, by number.

    passed_over: the other channels that have subscriptions, and whether one wants it by now.
    """

    story: SeenStory
    first_seen_at: datetime
    outcomes: Sequence[Outcome]
    subscriptions: Mapping[int, Subscription]
    passed_over: Mapping[int, bool]


async def explain(room: Room, guild_id: int, typed: str) -> Explanation:
    """typed: as in relating.meant(). Raises Mistake where no story is meant."""
    story = await relating.meant(room, guild_id, typed)
    [whole] = await stories.by_keys(room.db, [story.key])
    outcomes = await fates.of_story(room.db, guild_id, story.key)
    standing = [each.subscription for each in await subscriptions.of_guild(room.db, guild_id)]
    owed = {each.delivery.channel_id for each in outcomes}
    passed_over: dict[int, bool] = {}
    for each in standing:
        if each.channel_id not in owed:
            wanted = passed_over.get(each.channel_id, False) or wants(each, whole)
            passed_over[each.channel_id] = wanted
    numbered = {each.id: each for each in standing}
    return Explanation(story, whole.first_seen_at, outcomes, numbered, passed_over)
