"""Another server, in which the sandbox's people are not: what it has, and must never show here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import false, or_, select

from cogs.subscriptions.drafts import Whose
from cogs.subscriptions.entries import Entries
from cogs.subscriptions.pressed import mark
from news.models import Delivery, Notice, Post, PostKind, PostState, Story, Subscription
from sandbox.models import Json
from sandbox.models.message import new_message
from storage import deliveries, guilds, notices, posts, schema, stories, subscriptions, undos
from storage.database import Transaction
from storage.undos import Undo
from tests import feeds
from tests.builders import source
from tests.cogs.owned import ELSEWHERE
from tests.house import House
from tests.storage.stock import keep

PRIZE, MOON = "Quokka crew wins the garden prize", "Lander touches down on the Moon"
"""What its own source tells: a story of its own, and one that our sources tell, too."""

ID, SITE = "quokka", "https://quokka.example"
CHANNEL, NOTICES, ROLE, ADMIN = (4242420000 + number for number in range(1, 5))
ZONE = "Pacific/Chatham"

SECRETS = (
    ID,
    "tribune",
    "wins the",
    "chatham",
    *map(str, (ELSEWHERE, CHANNEL, NOTICES, ROLE, ADMIN)),
)
"""Small letters. None of them may be shown to anyone who has not typed it."""

POST, PUBLIC_POST, NOTICE, WELCOME, UNDO = (f"{number:024x}" for number in range(0xA1, 0xA6))
"""Keys of its posts, and of what its admin may take back."""

_STANDING = ("id", "url", "outlet", "topics", "private", "enabled", "licence")
_PASSING = {
    "sources": {each.name for each in schema.sources.c} - {*_STANDING},
    "channels": {"wakes_at"},
}
"""What each reading and each turn of the queue writes anew."""

BUTTON, SELECT = 2, 3


@dataclass(frozen=True)
class Abroad:
    """story: the key of its own story."""

    house: House
    story: str
    subscription: Subscription

    async def rows(self) -> dict[str, Sequence[Any]]:
        """All that the database has of it and keeps."""
        found = dict[str, Sequence[Any]]()
        for table in schema.metadata.sorted_tables:
            holds = [each == ELSEWHERE for each in table.c if each.name == "guild_id"]
            holds += [each == ID for each in table.c if each.name in ("source_id", "scope")]
            if table.name in ("guilds", "sources"):
                holds.append(table.c.id == (ELSEWHERE if table.name == "guilds" else ID))
            passing = _PASSING.get(table.name, ())
            kept = [each for each in table.c if each.name not in passing]
            rows = await self.house.db.rows(select(*kept).where(or_(false(), *holds)))
            found[table.name] = sorted(map(repr, rows))
        return found

    def forge(self, custom_id: str, values: Sequence[str] = ()) -> Json:
        """A message of the bot's with a button of this id, or with a select of these values."""
        part: Json = {"type": BUTTON, "style": 2, "label": "·", "custom_id": custom_id, "id": 2}
        if values:
            options = [{"label": each, "value": each} for each in values]
            part |= {"type": SELECT, "options": options, "min_values": 1, "max_values": len(values)}
        world, rows = self.house.sandbox.world, [{"type": 1, "id": 1, "components": [part]}]
        channel = world.channel("space-news")
        message = new_message(
            world.next_id(), channel.id, world.bot, world.clock(), components=rows
        )
        world.add_message(channel, message)
        return message


async def founded(house: House) -> Abroad:
    """It has a source, a subscription, settings, posts, notices and something to take back.

    Its admin has filled in a form, and so has one of ours, if she was there once.
    """
    url = house.feeds.publish("/quokka", feeds.rss([PRIZE, MOON], SITE))
    its = {"outlet": "Quokka Tribune", "private": True, "owners": frozenset({ELSEWHERE})}
    await keep(house.db, source(ID, url=url, **its))
    await house.read()
    own, public = await _told(house)
    async with house.db.transaction() as tx:
        wanted = await _subscribe(tx, house)
        for key, story in ((POST, own), (PUBLIC_POST, public)):
            await _post(tx, house, key, story, wanted.id)
        await _settings_and_notices(tx, house)
        await undos.keep(tx, Undo(UNDO, ELSEWHERE, ADMIN, None, wanted), house.clock())
    await house.tell()
    for user_id in (ADMIN, house.sandbox.world.user("ada").id):
        fill_in(house, Whose(ELSEWHERE, user_id, mark(wanted)))
    return Abroad(house, own.key, wanted)


def fill_in(house: House, whose: Whose) -> None:
    """A form that was not taken."""
    typed = Entries("quokka OR", "daily", frozenset({"silent"}), ROLE, "")
    house.bot.drafts.keep(whose, typed)


async def _told(house: House) -> tuple[Story, Story]:
    """Its own story, and the public one of what it tells, too."""
    everything = select(schema.stories.c.key)
    keys = [row.key for row in await house.db.rows(everything)]
    told = await stories.by_keys(house.db, keys)
    [own] = [each for each in told if each.lead.title == PRIZE]
    [public] = [each for each in told if each.lead.title == MOON and each.scope != ID]
    return own, public


async def _subscribe(tx: Transaction, house: House) -> Subscription:
    wanted = Subscription(
        ELSEWHERE, CHANNEL, "", ID, query="quokka", mention=ROLE, created_by=ADMIN
    )
    added = await subscriptions.add(tx, wanted, house.clock())
    assert added
    return added


async def _post(tx: Transaction, house: House, key: str, story: Story, wanted: int) -> None:
    """It told the story in its channel."""
    now = house.clock()
    [row] = await tx.rows(select(schema.stories.c.id).where(schema.stories.c.key == story.key))
    owed = Delivery(ELSEWHERE, CHANNEL, story.key, wanted, now, source_id=story.lead.source_id)
    await deliveries.owe(tx, [(row.id, owed)])
    post = Post(key, ELSEWHERE, CHANNEL, PostKind.CARD, (story.key,))
    await posts.compose(tx, [post], now)
    await posts.start(tx, post, now)
    await posts.settle(tx, replace(post, state=PostState.TOLD, message_id=CHANNEL), now)


async def _settings_and_notices(tx: Transaction, house: House) -> None:
    """One notice was posted, one waits for its admins."""
    now = house.clock()
    await guilds.choose(tx, ELSEWHERE, {"timezone": ZONE, "notices_channel_id": NOTICES})
    notice = Notice(ELSEWHERE, ID, "notice.failing", "Quokka Tribune", now, since=now)
    post = Post(NOTICE, ELSEWHERE, NOTICES, PostKind.NOTICE)
    await posts.compose(tx, [post], now)
    await notices.add(tx, notice, post)
    await posts.start(tx, post, now)
    await posts.settle(tx, replace(post, state=PostState.TOLD, message_id=NOTICES), now)
    await notices.add(tx, notice, None)
