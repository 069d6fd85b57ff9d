"""What is done for each story and each post costs the same, however large the archive is."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, text

from storage.database import Database
from tests import feeds
from tests.cogs.owned import Club
from tests.house import House

GROWING = ("articles", "deliveries", "notices", "posts", "seen", "stories", "story_topics")
"""What grows for as long as the bot runs."""


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
    """The steps of a statement's plan that go through a whole growing table."""
    numbered = iter(range(len(values)))
    named = re.sub(r"\?", lambda _: f":v{next(numbered)}", sql)
    bound = {f"v{place}": value for place, value in enumerate(values)}
    plan = await db.rows(text(f"EXPLAIN QUERY PLAN {named}"), bound)
    steps = [row.detail for row in plan]
    return [
        step
        for step in steps
        if re.match(rf"SCAN ({'|'.join(GROWING)})\b(?!.*USING (COVERING )?INDEX)", step)
    ]


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
        await house.member("news topics")
        await house.admin("subscriptions")
        [(_, chosen), *_] = await house.sandbox.person("ada").autocomplete(
            "unsubscribe", "subscription", ""
        )
        await house.admin("unsubscribe", subscription=chosen)
    looked_at = [sql for sql in statements if re.match(r"SELECT|UPDATE|DELETE", sql)]
    assert len(looked_at) > 25
    found = {sql: await scans(house.db, sql, statements[sql]) for sql in looked_at}
    assert {sql: steps for sql, steps in found.items() if steps} == {}


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
    about = [sql for sql in statements if "notices" in sql and not sql.startswith("INSERT")]
    assert len(about) > 5
    found = {sql: await scans(house.db, sql, statements[sql]) for sql in about}
    assert {sql: steps for sql, steps in found.items() if steps} == {}


async def test_a_whole_table_is_noticed(db: Database) -> None:
    assert await scans(db, "SELECT * FROM articles WHERE title = ?", ("x",))
