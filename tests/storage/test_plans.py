"""What is done for each story and each post costs the same, however large the archive is."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, text

from storage import roster, stories
from storage.database import Database
from tests import feeds
from tests.builders import NOON, source, story
from tests.cogs.owned import Club
from tests.house import House
from tests.storage.test_every_statement import CALLS

GROWING = (
    "articles",
    "deliveries",
    "notices",
    "posts",
    "seen",
    "stories",
    "story_joins",
    "story_topics",
    "words",
)
"""What grows for as long as the bot runs; story_marks hold the last days alone."""

OPEN_ALONE = ("ix_deliveries_waiting", "ix_notices_shelved", "ix_posts_open")
"""Indexes of what is still to be done: whoever goes through one of them goes through little."""

IN_ORDER = ("ix_stories_told_at_id",)
"""Indexes that are gone through from the newest on, until as many are found as are wanted."""


@contextmanager
def recorded() -> Iterator[dict[str, Any]]:
    """SQL -> parameters of all that is executed meanwhile."""
    seen: dict[str, Any] = {}

    def look(_connection: Any, _cursor: Any, sql: str, values: Any, *_more: Any) -> None:
        seen[sql] = values[0] if values and isinstance(values, list) else values

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", look)


async def scans(db: Database, sql: str, values: Any) -> list[str]:
    """The steps of a statement's plan that go through a whole growing table or index."""
    numbered = iter(range(len(values)))
    named = re.sub(r"\?", lambda _: f":v{next(numbered)}", sql)
    bound = {f"v{place}": value for place, value in enumerate(values)}
    plan = await db.rows(text(f"EXPLAIN QUERY PLAN {named}"), bound)
    steps = [row.detail for row in plan]
    few = list(OPEN_ALONE)
    if "LIMIT" in sql and not any("TEMP B-TREE" in step for step in steps):
        few.extend(IN_ORDER)
    whole = re.compile(rf"SCAN ({'|'.join(GROWING)})(_\d+)?\b(?!.* INDEX ({'|'.join(few)})$)")
    return [step for step in steps if whole.match(step)]


async def scanned(db: Database, statements: Mapping[str, Any]) -> dict[str, list[str]]:
    """SQL -> its scans, where it has any."""
    looked_at = [sql for sql in statements if re.match(r"SELECT|WITH|INSERT|UPDATE|DELETE", sql)]
    found = {sql: await scans(db, sql, statements[sql]) for sql in looked_at}
    return {sql: steps for sql, steps in found.items() if steps}


async def test_no_statement_of_the_line_reads_a_whole_growing_table(house: House) -> None:
    with recorded() as statements:
        await house.admin("subscribe", topic="all")
        await house.admin("subscribe", topic="falcon-9", channel="launches")
        await house.admin("subscribe", topic="moon", source="orbit", channel="launches")
        house.feeds.publish("/orbit", feeds.rss([f"Comet {number} seen" for number in range(30)]))
        await house.read()
        await house.member("news latest")
        await house.member("news latest", topic="small-bodies")
        await house.member("news latest", source="orbit")
        await house.member("news search", query="comet")
        await house.member("news search", query="comet", topic="small-bodies", source="orbit")
        await house.member("news search", query="comte", since="7d")
        await house.member("news search", query="what glows in the dark")
        await house.member("news story", story="Comet 7 seen")
        await house.member("news related", story="https://orbit.example/comet-7-seen")
        await house.member("news digest", period="week")
        await house.member("news digest", topic="falcon-9")
        await house.member("news topics")
        await house.member("news sources")
        await house.sandbox.person("mia").autocomplete("news story", "story", "comet se")
        await house.admin("why", link="https://orbit.example/comet-7-seen")
        await house.admin("subscriptions")
        [(_, chosen), *_] = await house.sandbox.person("ada").autocomplete(
            "unsubscribe", "subscription", ""
        )
        await house.admin("unsubscribe", subscription=chosen)
    assert len(statements) > 50
    assert await scanned(house.db, statements) == {}


async def test_no_statement_of_a_notice_reads_a_whole_growing_table(house: House) -> None:
    club = Club(house)
    await club.founded()
    with recorded() as statements:
        await club.fail(hours=25)
        await house.admin("settings", notices="launches")
        club.publish("Club day")
        await club.later(hours=25)
        await club.fail(hours=25)
        club.publish("Club afternoon")
        await club.later(hours=25)
    assert len([sql for sql in statements if "notices" in sql]) > 5
    assert await scanned(house.db, statements) == {}


async def test_no_statement_of_storage_reads_a_whole_growing_table(db: Database) -> None:
    async with db.transaction() as tx:
        await roster.keep(tx, [source()], NOON)
        await stories.save(tx, [story()], NOON)
    with recorded() as statements:
        for call in CALLS.values():
            with suppress(Undone):
                async with db.transaction() as tx:
                    await call(tx)
                    await tx.rows(select(1))  # what it writes goes along with the next query
                    raise Undone
    assert len(statements) > 100
    assert await scanned(db, statements) == {}


class Undone(Exception):
    """What was written is not kept, so that each function finds the same."""


@pytest.mark.parametrize(
    ("sql", "noticed"),
    [
        pytest.param("SELECT * FROM articles WHERE title = 'x'", True, id="a table"),
        pytest.param("SELECT * FROM articles AS articles_1", True, id="by another name"),
        pytest.param("SELECT count(*) FROM stories", True, id="an index"),
        pytest.param("SELECT id FROM stories ORDER BY told_at, id", True, id="all in order"),
        pytest.param("SELECT id FROM stories ORDER BY told_at, id LIMIT 5", False, id="the first"),
        pytest.param("SELECT id FROM stories ORDER BY scope LIMIT 5", True, id="sorted first"),
        pytest.param("SELECT id FROM stories WHERE key = 'x'", False, id="one row"),
    ],
)
async def test_what_goes_through_a_whole_table_is_noticed(
    db: Database, sql: str, *, noticed: bool
) -> None:
    assert bool(await scans(db, sql, ())) is noticed
