"""Who wants what, and what a server sees and speaks."""

from datetime import timedelta

import pytest

from news.models import GuildView, Place, Story, Subscription
from storage import channels, guilds, subscriptions
from storage.database import Database
from storage.subscriptions import Standing
from tests.builders import CHANNEL, GUILD, NOON, article, source, story, subscription
from tests.storage.stock import keep, private

CLUB = source("club", private=True, owners=frozenset({GUILD}))


async def add(db: Database, *wanted: Subscription) -> list[Subscription]:
    async with db.transaction() as tx:
        added = [await subscriptions.add(tx, each, NOON) for each in wanted]
    return [each for each in added if each]


async def channels_wanting(db: Database, told: Story) -> list[int]:
    return [each.channel_id for each in await subscriptions.wanting(db, [told])]


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(subscription(topic="mars", created_by=9), id="topic"),
        pytest.param(subscription(topic=None, source_id="orbit"), id="source"),
        pytest.param(subscription(topic="mars", source_id="orbit"), id="both"),
    ],
)
async def test_a_subscription_comes_back_as_it_was_added(
    db: Database, wanted: Subscription
) -> None:
    [added] = await add(db, wanted)
    assert added.id > 0
    assert [added] == await subscriptions.of_channel(db, CHANNEL)
    assert (added.topic, added.source_id) == (wanted.topic, wanted.source_id)
    assert (added.guild_id, added.created_by) == (GUILD, wanted.created_by)


async def test_the_same_one_twice_is_none(db: Database) -> None:
    [first] = await add(db, subscription(), subscription(created_by=8))
    assert await subscriptions.of_channel(db, CHANNEL) == [first]


async def test_the_same_wish_of_another_channel_is_another_one(db: Database) -> None:
    added = await add(db, subscription(), subscription(channel_id=2002), subscription(topic="mars"))
    assert len(added) == 3


async def test_a_topic_and_a_source_find_their_channels(db: Database) -> None:
    await add(
        db,
        subscription(channel_id=1, topic="all"),
        subscription(channel_id=2, topic="mars"),
        subscription(channel_id=3, topic="moon"),
        subscription(channel_id=4, topic=None, source_id="orbit"),
        subscription(channel_id=5, topic=None, source_id="probe"),
        subscription(channel_id=6, topic="mars", source_id="probe"),
    )
    told = story(topics=("mars",))
    assert await channels_wanting(db, told) == [1, 2, 4]
    both = story(articles=(article(), article("Same", source_id="probe")), topics=("mars",))
    assert await channels_wanting(db, both) == [1, 2, 4, 5, 6]


async def test_a_private_story_is_wanted_by_its_owners_only(db: Database) -> None:
    await keep(db, CLUB)
    await add(
        db,
        subscription(channel_id=1, topic="all"),
        subscription(channel_id=2, topic=None, source_id="club"),
        subscription(guild_id=2, channel_id=3, topic="all"),
        subscription(guild_id=2, channel_id=4, topic=None, source_id="club"),
    )
    assert await channels_wanting(db, private("Secret")) == [1, 2]


async def test_a_server_lists_its_own_with_what_is_wrong(db: Database) -> None:
    mine, ailing, _ = await add(
        db, subscription(), subscription(channel_id=7), subscription(guild_id=2, channel_id=8)
    )
    retry_at = NOON + timedelta(hours=1)
    async with db.transaction() as tx:
        await channels.put(tx, 7, GUILD, Place.TEXT)
        await channels.rest(tx, 7, retry_at, "delivery.forbidden")
    assert await subscriptions.of_guild(db, GUILD) == [
        Standing(mine),
        Standing(ailing, "delivery.forbidden", retry_at),
    ]


async def test_one_is_removed_or_a_whole_channel(db: Database) -> None:
    first, second, other = await add(
        db, subscription(), subscription(topic="mars"), subscription(channel_id=7)
    )
    async with db.transaction() as tx:
        await subscriptions.remove(tx, first)
    assert await subscriptions.of_channel(db, CHANNEL) == [second]
    async with db.transaction() as tx:
        await subscriptions.remove_channel(tx, CHANNEL)
    assert await subscriptions.of_channel(db, CHANNEL) == []
    assert await subscriptions.of_channel(db, 7) == [other]


@pytest.mark.parametrize(
    ("locale", "languages"),
    [("de", {"de", "en"}), ("pt-BR", {"pt", "en"}), ("en-US", {"en"})],
)
async def test_a_server_reads_english_and_its_own_language(
    db: Database, locale: str, languages: set[str]
) -> None:
    async with db.transaction() as tx:
        await guilds.speaks(tx, GUILD, "fr")
        await guilds.speaks(tx, GUILD, locale)
    [added] = await add(db, subscription())
    assert added.languages == languages


async def test_a_server_of_unknown_language_reads_english(db: Database) -> None:
    [added] = await add(db, subscription())
    assert added.languages == {"en"}


async def test_a_server_sees_its_own_private_sources(db: Database) -> None:
    await keep(db, CLUB, source("guild", private=True, owners=frozenset({2})), source())
    assert await guilds.view(db, GUILD) == GuildView(GUILD, frozenset({"club"}))
    assert await guilds.view(db, 3) == GuildView(3)
    assert await guilds.view(db, None) == GuildView()


async def test_one_server_at_most_holds_commands_of_its_own(db: Database) -> None:
    assert await guilds.command_guild(db) is None
    for chosen in (1, 2, None):
        async with db.transaction() as tx:
            await guilds.set_command_guild(tx, chosen)
        assert await guilds.command_guild(db) == chosen


async def test_snowflakes_fit(db: Database) -> None:
    snowflake = 2**63 - 1
    [added] = await add(db, subscription(guild_id=snowflake, channel_id=snowflake - 1))
    assert (added.guild_id, added.channel_id) == (snowflake, snowflake - 1)
