"""Channels and roles go, close and open: what hangs on them ends, rests, or goes on by itself."""

from dataclasses import dataclass, field

import pytest

from news.errors import ChannelForbidden, ChannelGone
from news.models import Fate, Place
from pipeline import notices, vanishing
from pipeline.newsroom import Newsroom
from pipeline.room import Room
from storage import channels, deliveries, guilds, places, subscriptions
from storage.database import Database
from tests.builders import CHANNEL, GUILD, NOON, Clock, delivery, story, subscription
from tests.pipeline.messenger import Discord
from tests.storage.stock import owe, stock

NOTICES, ROLE = CHANNEL + 7, 3001
FORBIDDEN = ChannelForbidden("delivery.forbidden")


@dataclass
class Shown:
    """A vanishing.Server: its channels and roles, and where the bot may write."""

    id: int = GUILD
    places: dict[int, Place] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)
    roles: set[int] = field(default_factory=set)

    def place(self, channel_id: int) -> Place | None:
        return self.places.get(channel_id)

    def takes(self, channel_id: int) -> bool:
        return channel_id in self.open

    def has_role(self, role_id: int) -> bool:
        return role_id in self.roles


@pytest.fixture
async def subscribed(db: Database) -> Database:
    """A channel that wants all, and mentions a role."""
    await stock(db, story("One"), story("Two"))
    async with db.transaction() as tx:
        await guilds.speaks(tx, GUILD, "en")
        await channels.put(tx, CHANNEL, GUILD, Place.TEXT)
        await subscriptions.add(tx, subscription(mention=ROLE), NOON)
    return db


async def notices_go_to(db: Database, channel_id: int) -> None:
    async with db.transaction() as tx:
        await guilds.choose(tx, GUILD, {"notices_channel_id": channel_id})


async def tell(newsroom: Newsroom, discord: Discord) -> None:
    await newsroom.deliver_once(discord)
    await newsroom.finish()


async def waiting(room: Room) -> list[str]:
    return [each.key for each in await notices.waiting(room, GUILD)]


# Gone


async def test_a_deleted_channel_ends_its_subscriptions_and_its_server_is_told_once(
    room: Room, subscribed: Database
) -> None:
    await owe(subscribed, delivery("One"))
    for _ in range(2):
        await vanishing.lose(room, CHANNEL, GUILD, "launches")
    assert await subscriptions.of_guild(subscribed, GUILD) == []
    assert set((await deliveries.fates(subscribed, CHANNEL)).values()) == {Fate.GONE}
    [told] = await notices.waiting(room, GUILD)
    assert (told.key, told.values["name"], told.values["count"]) == ("notice.gone", "launches", 1)


async def test_a_channel_without_subscriptions_is_not_missed(
    room: Room, subscribed: Database
) -> None:
    await vanishing.lose(room, CHANNEL + 1, GUILD, "general")
    assert await waiting(room) == []
    assert len(await subscriptions.of_guild(subscribed, GUILD)) == 1


async def test_the_notices_channel_is_missed_as_such(
    newsroom: Newsroom, subscribed: Database, discord: Discord
) -> None:
    await notices_go_to(subscribed, CHANNEL)
    await vanishing.lose(newsroom.room, CHANNEL, GUILD, "launches")
    assert await waiting(newsroom.room) == ["notice.gone", "notice.had_notices"]
    assert (await guilds.chosen(subscribed, GUILD)).notices_channel_id is None
    await tell(newsroom, discord)
    assert discord.sent == []


async def test_a_channel_that_is_not_there_any_more_when_it_is_told_is_a_deleted_one(
    newsroom: Newsroom, subscribed: Database, discord: Discord, clock: Clock
) -> None:
    await notices_go_to(subscribed, NOTICES)
    await owe(subscribed, delivery("One", owed_at=clock.now))
    discord.fail(ChannelGone("delivery.gone"), lambda each: each.channel_id == CHANNEL)
    await tell(newsroom, discord)
    await tell(newsroom, discord)
    assert await subscriptions.of_guild(subscribed, GUILD) == []
    assert discord.titles(NOTICES) == ["About your channels"]
    assert "A channel is gone" in discord.cards[-1].description


async def test_a_role_that_is_gone_is_mentioned_no_more_and_told_of_once(
    room: Room, subscribed: Database
) -> None:
    await vanishing.look(room, Shown(roles={ROLE}))
    assert await waiting(room) == []
    for _ in range(2):
        await vanishing.look(room, Shown())
    [standing] = await subscriptions.of_guild(subscribed, GUILD)
    assert standing.subscription.mention is None
    [told] = await notices.waiting(room, GUILD)
    assert (told.key, told.values) == ("notice.role_gone", {"channels": [CHANNEL]})


# Closed and opened


async def test_of_a_closed_channel_its_server_is_told_once_an_episode(
    newsroom: Newsroom, subscribed: Database, discord: Discord, clock: Clock
) -> None:
    await notices_go_to(subscribed, NOTICES)
    await owe(subscribed, delivery("One", owed_at=clock.now))
    discord.fail(FORBIDDEN, lambda each: each.channel_id == CHANNEL)
    for _ in range(4):
        await tell(newsroom, discord)
        clock.move(minutes=61)
    assert discord.titles(NOTICES) == ["About your channels"]
    assert f"I cannot post in <#{CHANNEL}>" in discord.cards[-1].description
    assert discord.cards[-1].coverage == 0
    discord.recover()
    await tell(newsroom, discord)
    await owe(subscribed, delivery("Two", owed_at=clock.now))
    discord.fail(FORBIDDEN, lambda each: each.channel_id == CHANNEL)
    for _ in range(2):
        await tell(newsroom, discord)
    assert discord.titles(NOTICES) == ["About your channels"] * 2


async def test_of_a_closed_notices_channel_the_next_admin_is_told(
    newsroom: Newsroom, subscribed: Database, discord: Discord, clock: Clock
) -> None:
    await notices_go_to(subscribed, CHANNEL)
    await owe(subscribed, delivery("One", owed_at=clock.now))
    discord.fail(FORBIDDEN)
    await tell(newsroom, discord)
    assert await waiting(newsroom.room) == ["notice.closed"]


async def test_what_is_open_again_is_told_at_once_and_nobody_hears_that_it_was_closed(
    newsroom: Newsroom, subscribed: Database, discord: Discord, clock: Clock
) -> None:
    room = newsroom.room
    await owe(subscribed, delivery("One", owed_at=clock.now))
    discord.fail(FORBIDDEN)
    await tell(newsroom, discord)
    discord.recover()
    room.owed.clear()
    await vanishing.look(room, Shown(roles={ROLE}))
    assert not room.owed.is_set()
    await vanishing.look(room, Shown(roles={ROLE}, open={CHANNEL}))
    assert room.owed.is_set()
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]
    assert await waiting(room) == []


async def test_of_a_channel_that_opened_by_itself_no_admin_hears(
    newsroom: Newsroom, subscribed: Database, discord: Discord, clock: Clock
) -> None:
    await owe(subscribed, delivery("One", owed_at=clock.now))
    discord.fail(FORBIDDEN)
    await tell(newsroom, discord)
    discord.recover()
    clock.move(minutes=61)
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]
    assert await waiting(newsroom.room) == []


async def test_a_channel_that_rests_for_another_reason_does_so_to_the_end(
    room: Room, subscribed: Database
) -> None:
    async with subscribed.transaction() as tx:
        await channels.rest(tx, CHANNEL, NOON, "delivery.discord_fails")
    await vanishing.look(room, Shown(roles={ROLE}, open={CHANNEL}))
    assert await channels.trouble(subscribed, CHANNEL) == "delivery.discord_fails"


async def test_a_channel_that_became_another_sort_is_known_as_that(
    room: Room, subscribed: Database
) -> None:
    await vanishing.look(room, Shown(roles={ROLE}, places={CHANNEL: Place.ANNOUNCEMENT}))
    [told] = await places.of_guild(subscribed, GUILD)
    assert told.place is Place.ANNOUNCEMENT
    await vanishing.look(room, Shown(roles={ROLE}))
    assert await channels.place(subscribed, CHANNEL) is Place.ANNOUNCEMENT
