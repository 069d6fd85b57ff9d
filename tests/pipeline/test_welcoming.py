"""Hello is said exactly once, whatever becomes of the bot in the meantime."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from news.errors import ChannelForbidden, SendFailed
from news.models import PostKind
from pipeline import welcoming
from pipeline.newsroom import Newsroom
from pipeline.room import Room
from pipeline.welcoming import Arrival
from storage import channels, guilds, posts
from storage.database import Database
from tests.builders import CHANNEL, GUILD, NOON, Clock
from tests.pipeline.messenger import Discord
from tests.pipeline.telling import choose, tell


async def greet(room: Room, *here: Arrival) -> None:
    def arrivals(welcomed: Collection[int]) -> Sequence[Arrival]:
        return [each for each in here if each.guild_id not in welcomed]

    await welcoming.greet(room, arrivals)


def arrived(number: int = 0, channel_id: int | None = CHANNEL) -> Arrival:
    return Arrival(GUILD + number, "en", channel_id and channel_id + number, NOON)


async def test_hello_whose_answer_was_lost_is_looked_for_and_not_said_twice(
    newsroom: Newsroom, discord: Discord, clock: Clock
) -> None:
    await greet(newsroom.room, arrived(), arrived(1), arrived(2, None))
    discord.lose_answer = SendFailed("delivery.no_answer")
    await newsroom.deliver_once(discord)
    await newsroom.finish()
    discord.recover()
    discord.forget_nonces()
    clock.move(minutes=10)
    await greet(newsroom.room, arrived(), arrived(1), arrived(2, CHANNEL))
    await tell(newsroom, discord)
    assert len(discord.looked_for) == 2
    assert sorted(each.channel_id for each in discord.posts) == [CHANNEL, CHANNEL + 1]
    assert {each.kind for each in discord.posts} == {PostKind.WELCOME}


async def test_hello_waits_for_no_quiet_hours_and_is_not_taken_back(
    newsroom: Newsroom, discord: Discord, db: Database, clock: Clock
) -> None:
    await greet(newsroom.room, arrived())
    await choose(db, quiet_from=11 * 60, quiet_to=13 * 60)
    async with db.transaction() as tx:
        await posts.take_back(tx, CHANNEL, clock())
    await tell(newsroom, discord)
    assert len(discord.sent) == 1


async def test_a_closed_channel_is_no_trouble_of_the_server(
    newsroom: Newsroom, discord: Discord, db: Database, clock: Clock
) -> None:
    await greet(newsroom.room, arrived())
    discord.fail(ChannelForbidden("delivery.forbidden"))
    await tell(newsroom, discord)
    discord.recover()
    clock.move(hours=2)
    await tell(newsroom, discord)
    assert not discord.sent
    assert await channels.trouble(db, CHANNEL) is None


async def test_who_has_had_the_bot_for_long_is_not_greeted(
    newsroom: Newsroom, discord: Discord, db: Database
) -> None:
    old = arrived()._replace(joined_at=NOON - timedelta(days=8))
    await greet(newsroom.room, old, arrived(1)._replace(joined_at=None))
    await tell(newsroom, discord)
    assert not discord.sent
    assert await guilds.welcomed(db) == {GUILD, GUILD + 1}
