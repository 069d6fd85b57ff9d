"""Each function of storage runs once, so that no statement escapes the look that PostgreSQL takes.

Search is SQLite's own; its functions are left out.
"""

import inspect
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import func, select

import storage
from news.clues import Clue, ClueKind
from news.corrections import Change
from news.identity import BURST
from news.models import (
    Amendment,
    Fate,
    GuildView,
    Notice,
    Place,
    PostState,
    Reading,
    Trouble,
    Validators,
)
from news.query import Filter
from storage import (
    amendments,
    articles,
    channels,
    crossposts,
    deliveries,
    digests,
    edits,
    fates,
    forgetting,
    guilds,
    headlines,
    joins,
    lists,
    marks,
    notices,
    pauses,
    places,
    posts,
    rehearsals,
    related,
    revivals,
    roster,
    seen,
    sources,
    spending,
    stories,
    subscriptions,
    tallies,
    telling,
    undos,
    wanted,
)
from storage.database import Database, Transaction
from storage.schema import stories as story_table
from tests.builders import (
    CHANNEL,
    GUILD,
    NOON,
    article,
    delivery,
    source,
    story,
    subscription,
)
from tests.dialects import Portability, troubles
from tests.pipeline.messenger import post

MODULES = (
    amendments,
    articles,
    channels,
    crossposts,
    deliveries,
    digests,
    edits,
    fates,
    forgetting,
    guilds,
    headlines,
    joins,
    lists,
    marks,
    notices,
    pauses,
    places,
    posts,
    rehearsals,
    related,
    revivals,
    roster,
    seen,
    sources,
    spending,
    stories,
    subscriptions,
    tallies,
    telling,
    undos,
    wanted,
)
VIEW = GuildView(GUILD, frozenset({"club"}))
ASKED = Filter(topic="mars", source_id="orbit", since=NOON)
READING = Reading(Validators("a", "b"), "hash", NOON)
OWN = source("own", private=True, owners=frozenset({GUILD}))
RENAMED = [
    # By its guid, by its link alone, and enough that is new to look for headlines.
    article("Lander lands", guid=article().url, url="https://orbit.example/else"),
    article("Something else", guid="adopted", url=article().url),
    *(article(f"Number {number}") for number in range(BURST + 1)),
]
CHANGE = Change(article().key, 1, "Lander", "", Amendment.CORRECTED, Amendment.CORRECTED)
TWO = (article(), article("Lander is down", source_id="orbit"))
NOTICE = Notice(GUILD, "orbit", "notice.failing", "Orbit", NOON, NOON, Trouble("source.timeout"))


async def closed_and_open(tx: Transaction) -> None:
    await notices.add(tx, replace(NOTICE, source_id="", values={"channel": CHANNEL}), None)
    await notices.withdraw_channel(tx, GUILD, CHANNEL, NOTICE.key)


async def owed(tx: Transaction) -> None:
    await deliveries.owe(tx, [(1, delivery())])
    await deliveries.owe(tx, [(1, delivery())], anew=True)


async def published(tx: Transaction) -> None:
    """A message that stands there."""
    await posts.compose(tx, [post(story())], NOON)
    await crossposts.owe(tx, post(story()), NOON)
    await crossposts.hasten(tx, [1], NOON)


async def kept(tx: Transaction) -> None:
    await undos.keep(tx, undos.Undo("key", GUILD, 9, None, subscription(id=1)), NOON)
    await undos.find(tx, "key")


async def forgotten(tx: Transaction) -> None:
    """To the end, of a server that has something of its own."""
    await subscriptions.add(tx, subscription(), NOON)
    await roster.save(tx, OWN, NOON)
    await forgetting.leave(tx, [GUILD], NOON)
    while await forgetting.forget(tx, GUILD, NOON):
        pass


CALLS: dict[str, Callable[[Transaction], Awaitable[Any]]] = {
    "channels.due": lambda tx: channels.due(tx, NOON, busy=[CHANNEL]),
    "channels.failures": lambda tx: channels.failures(tx, CHANNEL),
    "channels.mend": lambda tx: channels.mend(tx, NOON),
    "channels.place": lambda tx: channels.place(tx, CHANNEL),
    "channels.put": lambda tx: channels.put(tx, CHANNEL, GUILD, Place.FORUM),
    "channels.rest": lambda tx: channels.rest(tx, CHANNEL, NOON, "delivery.forbidden"),
    "channels.rouse": lambda tx: channels.rouse(tx, GUILD),
    "channels.settle": lambda tx: channels.settle(tx, CHANNEL),
    "channels.sleep": lambda tx: channels.sleep(tx, GUILD),
    "channels.trouble": lambda tx: channels.trouble(tx, CHANNEL),
    "channels.wake": lambda tx: channels.wake(tx, [(CHANNEL, GUILD)], NOON),
    "channels.wakes_at": lambda tx: channels.wakes_at(tx, NOON),
    "channels.well": lambda tx: channels.well(tx, CHANNEL),
    "deliveries.fates": lambda tx: deliveries.fates(tx, CHANNEL),
    "deliveries.channels_of": lambda tx: deliveries.channels_of(tx, [1]),
    "deliveries.due": lambda tx: deliveries.due(tx, CHANNEL, NOON, most=5),
    "deliveries.hold": lambda tx: deliveries.hold(tx, [delivery()]),
    "deliveries.owe": owed,
    "revivals.owe_again": lambda tx: revivals.owe_again(tx, CHANNEL, [story().key]),
    "revivals.untold": lambda tx: revivals.untold(tx, CHANNEL, [1]),
    "deliveries.pass_on": lambda tx: deliveries.pass_on(tx, CHANNEL, [story().key], NOON),
    "deliveries.reassign": lambda tx: deliveries.reassign(tx, delivery(), delivery()),
    "deliveries.replan": lambda tx: deliveries.replan(tx, GUILD, NOON),
    "deliveries.settle": lambda tx: deliveries.settle(tx, [delivery()], Fate.EXPIRED),
    "deliveries.settle_channel": lambda tx: deliveries.settle_channel(tx, CHANNEL, Fate.GONE),
    "deliveries.waiting": lambda tx: deliveries.waiting(tx, CHANNEL),
    "deliveries.waiting_for": lambda tx: deliveries.waiting_for(tx, 1, CHANNEL),
    "crossposts.due": lambda tx: crossposts.due(tx, CHANNEL, NOON),
    "crossposts.hasten": lambda tx: crossposts.hasten(tx, [1], NOON),
    "crossposts.owe": published,
    "crossposts.published": lambda tx: crossposts.published(tx, CHANNEL, NOON),
    "crossposts.settle": lambda tx: crossposts.settle(tx, post(story()), NOON),
    "fates.of_subscription": lambda tx: fates.of_subscription(tx, subscription(id=1), NOON),
    "fates.of_story": lambda tx: fates.of_story(tx, GUILD, story().key),
    "forgetting.come_back": lambda tx: forgetting.come_back(tx, [GUILD]),
    "forgetting.due": lambda tx: forgetting.due(tx, NOON),
    "forgetting.forget": forgotten,
    "forgetting.is_left": lambda tx: forgetting.is_left(tx, GUILD),
    "forgetting.known": lambda tx: forgetting.known(tx),
    "forgetting.leave": lambda tx: forgetting.leave(tx, [GUILD], NOON),
    "guilds.choose": lambda tx: guilds.choose(tx, GUILD, {"language": "de"}),
    "guilds.chosen": lambda tx: guilds.chosen(tx, GUILD),
    "guilds.command_guild": lambda tx: guilds.command_guild(tx),
    "guilds.forget_channel": lambda tx: guilds.forget_channel(tx, CHANNEL),
    "guilds.set_command_guild": lambda tx: guilds.set_command_guild(tx, GUILD),
    "guilds.speaks": lambda tx: guilds.speaks(tx, GUILD, "de"),
    "guilds.welcome": lambda tx: guilds.welcome(tx, {GUILD: "de"}, NOON),
    "guilds.welcomed": lambda tx: guilds.welcomed(tx),
    "guilds.view": lambda tx: guilds.view(tx, GUILD),
    "marks.candidates": lambda tx: marks.candidates(tx, [article("Osprey 9 lifts off")]),
    "marks.forget": lambda tx: marks.forget(tx, NOON),
    "marks.remember": lambda tx: marks.remember(tx, {1: story()}),
    "notices.add": lambda tx: notices.add(tx, NOTICE, post(story())),
    "notices.has_told_channel": lambda tx: notices.has_told_channel(
        tx, GUILD, CHANNEL, NOTICE.key, NOON
    ),
    "notices.last_key": lambda tx: notices.last_key(tx, GUILD, "orbit"),
    "notices.of_post": lambda tx: notices.of_post(tx, "key"),
    "notices.settle": lambda tx: notices.settle(tx, post(story()), NOON),
    "notices.shelve": lambda tx: notices.shelve(tx, CHANNEL),
    "notices.shelve_post": lambda tx: notices.shelve_post(tx, post(story())),
    "notices.shelve_unsent": lambda tx: notices.shelve_unsent(tx, GUILD),
    "notices.shelved": lambda tx: notices.shelved(tx, GUILD),
    "notices.told": lambda tx: notices.told(tx, [1], NOON),
    "notices.withdraw": lambda tx: notices.withdraw(tx, GUILD, "orbit"),
    "notices.withdraw_channel": closed_and_open,
    "pauses.waiting": lambda tx: pauses.waiting(tx, subscription(id=1)),
    "places.of_guild": lambda tx: places.of_guild(tx, GUILD),
    "places.roles": lambda tx: places.roles(tx, GUILD),
    "posts.compose": lambda tx: posts.compose(tx, [post(story())], NOON),
    "posts.find": lambda tx: posts.find(tx, "key"),
    "posts.following": lambda tx: posts.following(tx, CHANNEL, NOON),
    "posts.hush": lambda tx: posts.hush(tx, post(story())),
    "posts.wait": lambda tx: posts.wait(tx, CHANNEL, NOON),
    "posts.lose_message": lambda tx: posts.lose_message(tx, post(story())),
    "posts.make_plain": lambda tx: posts.make_plain(tx, post(story())),
    "spending.spent": lambda tx: spending.spent(tx, [1], NOON),
    "spending.pinged": lambda tx: spending.pinged(tx, [1], NOON),
    "posts.put_off": lambda tx: posts.put_off(tx, ["key"], NOON),
    "posts.replan": lambda tx: posts.replan(tx, GUILD, NOON),
    "posts.settle": lambda tx: posts.settle(
        tx, replace(post(story()), state=PostState.TOLD), NOON, [story().key]
    ),
    "posts.settle_channel": lambda tx: posts.settle_channel(tx, CHANNEL, NOON),
    "posts.start": lambda tx: posts.start(tx, post(story()), NOON),
    "posts.take_back": lambda tx: posts.take_back(tx, CHANNEL, NOON),
    "rehearsals.rehearsed": lambda tx: rehearsals.rehearsed(
        tx, VIEW, subscription(topic="mars", languages=frozenset({"en"})), [NOON, NOON], newest=3
    ),
    "related.candidates": lambda tx: related.candidates(
        tx, VIEW, [Clue(ClueKind.ENTITY, "falcon-9")]
    ),
    "roster.add": lambda tx: roster.add(tx, OWN, NOON),
    "roster.disown": lambda tx: roster.disown(tx, "orbit", GUILD),
    "roster.efface": lambda tx: roster.efface(tx, "orbit"),
    "roster.hand_over": lambda tx: roster.hand_over(tx, source(), "orbit"),
    "roster.keep": lambda tx: roster.keep(tx, [source("renamed", url=source().url)], NOON),
    "roster.merge": lambda tx: roster.merge(tx, OWN, replace(OWN, id="orbit")),
    "roster.move": lambda tx: roster.move(tx, source(), "https://new.example/feed"),
    "roster.own": lambda tx: roster.own(tx, "orbit", GUILD, NOON),
    "roster.save": lambda tx: roster.save(tx, OWN, NOON),
    "roster.succeed": lambda tx: roster.succeed(tx, source(), "orbit"),
    "seen.remember": lambda tx: seen.remember(tx, [article("Another")], NOON),
    "seen.sort": lambda tx: seen.sort(tx, "orbit", RENAMED, NOON),
    "sources.choices": lambda tx: sources.choices(tx, GUILD),
    "sources.at": lambda tx: sources.at(tx, "https://orbit.example/feed"),
    "sources.due_at": lambda tx: sources.due_at(tx),
    "sources.everyone": lambda tx: sources.everyone(tx),
    "sources.lease": lambda tx: sources.lease(
        tx, NOON, timedelta(0), busy=[source("busy")], free=sources.Free(16, 2)
    ),
    "sources.of": lambda tx: sources.of(tx, [source()]),
    "sources.put_off": lambda tx: sources.put_off(tx, "orbit.example", NOON),
    "sources.record": lambda tx: sources.record(tx, [sources.Record("orbit", READING, NOON)]),
    "sources.told": lambda tx: sources.told(tx, "orbit"),
    "sources.languages": lambda tx: sources.languages(tx, GUILD),
    "sources.own": lambda tx: sources.own(tx, GUILD),
    "sources.visible": lambda tx: sources.visible(tx, GUILD, ["orbit"]),
    "stories.by_ids": lambda tx: stories.by_ids(tx, [1]),
    "stories.by_keys": lambda tx: stories.by_keys(tx, [story().key]),
    "articles.keys": lambda tx: articles.keys(tx, [1]),
    "articles.save": lambda tx: articles.save(tx, {1: story(articles=TWO)}, NOON, [TWO[0].key]),
    "amendments.save": lambda tx: amendments.save(tx, [CHANGE], NOON),
    "amendments.told": lambda tx: amendments.told(tx, [article().key], NOON),
    "digests.best": lambda tx: digests.best(
        tx, VIEW, subscription(topic="mars"), (NOON, NOON), places=range(5)
    ),
    "edits.due": lambda tx: edits.due(tx, CHANNEL, NOON),
    "edits.mark": lambda tx: edits.mark(tx, CHANGE, NOON),
    "edits.owe": lambda tx: edits.owe(tx, [1], NOON),
    "edits.settle": lambda tx: edits.settle(
        tx, replace(post(story()), amended=Amendment.CORRECTED)
    ),
    "headlines.choices": lambda tx: headlines.choices(
        tx, VIEW, headlines.LED.where(story_table.c.key == "key"), {}
    ),
    "headlines.newest": lambda tx: headlines.newest(tx, VIEW),
    "headlines.of_links": lambda tx: headlines.of_links(tx, ["orbit"], ["key"]),
    "joins.save": lambda tx: joins.save(tx, {1: 1}),
    "joins.twins": lambda tx: joins.twins(tx, [1]),
    "lists.counts": lambda tx: lists.counts(tx, VIEW, NOON),
    "lists.newest": lambda tx: lists.newest(tx, VIEW, ASKED, limit=5, offset=5),
    "stories.grow": lambda tx: stories.grow(tx, {1: story(articles=TWO)}, NOON),
    "stories.numbers": lambda tx: stories.numbers(tx, [story().key]),
    "stories.of_post": lambda tx: stories.of_post(tx, "key"),
    "stories.save": lambda tx: stories.save(tx, [story("Another", topics=("mars",))], NOON),
    "subscriptions.add": lambda tx: subscriptions.add(tx, subscription(), NOON),
    "subscriptions.change": lambda tx: subscriptions.change(tx, subscription(id=1)),
    "subscriptions.find": lambda tx: subscriptions.find(tx, GUILD, 1),
    "subscriptions.same": lambda tx: subscriptions.same(tx, subscription()),
    "subscriptions.of_channel": lambda tx: subscriptions.of_channel(tx, CHANNEL),
    "subscriptions.of_guild": lambda tx: subscriptions.of_guild(tx, GUILD),
    "subscriptions.remove": lambda tx: subscriptions.remove(tx, subscription(id=1)),
    "subscriptions.remove_channel": lambda tx: subscriptions.remove_channel(tx, CHANNEL),
    "tallies.sources": lambda tx: tallies.sources(tx, ["orbit"], [NOON, NOON + timedelta(1)]),
    "tallies.topics": lambda tx: tallies.topics(tx, VIEW, [NOON, NOON + timedelta(1)]),
    "telling.told_by": lambda tx: telling.told_by(tx, post(story())),
    "undos.drop": lambda tx: undos.drop(tx, "key"),
    "undos.find": lambda tx: undos.find(tx, "key"),
    "undos.forget": lambda tx: undos.forget(tx, NOON),
    "undos.keep": kept,
    "wanted.found": lambda tx: wanted.found(tx, VIEW, subscription(topic="mars")),
    "subscriptions.wanting": lambda tx: subscriptions.wanting(tx, [story(scope="club")]),
}


def public(module: ModuleType) -> Iterator[str]:
    """The coroutine functions that a module offers, by their full names."""
    for name, function in inspect.getmembers(module, inspect.iscoroutinefunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):
            yield f"{module.__name__.removeprefix('storage.')}.{name}"


def test_no_function_is_left_out() -> None:
    assert {name for module in MODULES for name in public(module)} == CALLS.keys()


def test_no_module_is_left_out() -> None:
    offering = {
        path.stem
        for each in storage.__path__
        for path in Path(each).glob("*.py")
        if "\nasync def " in path.read_text(encoding="utf-8")
    }
    named = {module.__name__.removeprefix("storage.") for module in MODULES}
    assert offering - {"search", "database", "looks"} == named


@pytest.mark.parametrize("name", CALLS)
async def test_each_function_speaks_a_common_sql(
    db: Database, name: str, portable: Portability
) -> None:
    async with db.transaction() as tx:
        await roster.keep(tx, [source()], NOON)
        await stories.save(tx, [story()], NOON)
        before = portable.seen
        await CALLS[name](tx)
    assert portable.seen > before
    # That what was found fails the test is the fixture's doing.


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(select(func.ifnull(story_table.c.key, "")), id="a function"),
        pytest.param(select(story_table).where(story_table.c.key.op("GLOB")("a*")), id="operator"),
    ],
)
def test_what_only_sqlite_understands_would_be_found(statement: Any) -> None:
    assert troubles(statement)


async def test_the_look_is_taken_at_what_any_test_executes(
    db: Database, portable: Portability
) -> None:
    await db.rows(select(func.ifnull(story_table.c.key, "")))
    assert len(portable.found) == 1
    portable.found.clear()
