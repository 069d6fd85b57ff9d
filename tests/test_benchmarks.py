"""The benchmarks measure something; how much is for `make bench` to say."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks import archive, chaos, documents, fanout, parsing, reading, surface
from benchmarks.archive import asked, building, events, growing, language, measured
from benchmarks.fanout.discord import Size as Fanout
from benchmarks.measures import Lag
from benchmarks.surface.discord import Size
from benchmarks.tables import Table
from news.models import PUBLIC, Fetched, GuildView
from news.parse import parse
from news.query import Filter
from pipeline.parsing import Worker
from pipeline.room import Room
from pipeline.session import open_session
from storage import lists
from storage.database import open_database
from tests import contract
from tests.builders import NOON, chosen, source
from tests.chaos import Outcome, Plan


def told(tables: list[Table]) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for table in tables for row in table.rows}


@pytest.mark.parametrize(("number", "kind"), [(0, "RSS 2.0"), (1, "Atom 1.0")])
def test_every_item_of_a_made_document_is_read(number: int, kind: str) -> None:
    body, content_type = documents.document(number)
    assert documents.document(number) == (body, content_type)
    found = parse(Fetched("https://outlet.example/feed", body, content_type), source(), NOON)
    assert (found.format, len(found.articles)) == (kind, documents.ITEMS)
    assert all(250 <= len(article.summary) <= 600 for article in found.articles)
    assert all(article.published_at and article.byline for article in found.articles)


def test_the_bot_reads_every_source_and_its_cost_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SMALL", 3)
    monkeypatch.setattr(reading, "rival", str)
    found = told(reading.run(quick=True))
    for row in ("first, sources/s", "first, CPU-ms a source", "together, MiB"):
        assert float(found[row][0]) > 0


def test_posts_are_sent_to_many_channels_while_members_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fanout, "SMALL", Fanout(channels=8, stories=2))
    found = told(fanout.run(quick=True))
    assert float(found["posts/s"][0]) > 0
    assert float(found["CPU-ms a post"][0]) > 0
    assert found["429 answers"] == found["other errors"] == ("0", "0")


def test_a_rate_is_as_slow_as_in_its_slowest_seconds() -> None:
    times = [at / 10 for at in range(300)] + [30 + at for at in range(30)]
    assert fanout.slowest(times) == 1.0
    assert 5 < fanout.rate(times) < 6
    assert fanout.slowest([0.0, 1.0, 2.0]) == fanout.rate([0.0, 1.0, 2.0]) == 1.0


def test_what_chaos_has_broken_is_told() -> None:
    plan = Plan(7, stories=2, channels={"text": 3}, kills=1, drops=0)
    outcome = Outcome(["text-1: told twice", "late"], 1, 1, 0, 90.0, Counter({"reset": 4}))
    table = chaos.table(plan, outcome)
    found = told([table])
    assert found["channels told all, once, in order"] == ("2 of 3", "all")
    assert found["other promises not kept"] == ("1", "0")
    assert found["requests befallen: reset"][0] == "4"
    assert table.notes[:2] == ["text-1: told twice", "late"]
    assert "CHAOS_SEED=7" in table.title


def test_every_command_is_asked_while_sources_are_read_and_stories_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    small(monkeypatch, tmp_path)
    size = Size(
        90,
        sources=2,
        channels=2,
        seconds=1,
        read_every=1,
        anew_after=1,
        told_every=0.3,
        asked_every=0.05,
    )
    monkeypatch.setattr(surface, "SMALL", size)
    found = told(surface.run(quick=True))
    promised = contract.own().items()
    asked = {name for name, each in promised if each.audience in ("members", "admins")}
    assert asked <= found.keys()
    assert {"typing /news story story", "pressing page", "pressing coverage"} <= found.keys()
    assert found["all of them"][1] == "0"
    assert float(found["stories told/s"][0]) > 0
    assert float(found["new articles read/s"][0]) > 0


async def test_documents_are_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACE_NEWS_SHARED", "")
    table = parsing._times("two", parsing._own(2), 1)
    assert all(float(cell) > 0 for _, cell in table.rows)
    assert float(parsing._understood(parsing._own(1), 1).rows[0][1]) > 0
    lag = await parsing._lag(100_000, 1)
    assert [row[2] for row in lag.rows if "p99" in row[0]] == ["≤ 20"]


def small(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(building, "FOLDER", folder)
    monkeypatch.setattr(language, "PROSE", 2_000)
    monkeypatch.setattr(asked, "CALLS", 2)
    monkeypatch.setattr(growing, "ARTICLES", 6)


async def test_an_archive_is_made_once_and_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, worker: Worker
) -> None:
    small(monkeypatch, tmp_path)
    assert await building.build(90) > 0
    assert await building.build(90) == 0
    async with open_database(building.path(90)) as db, open_session(chosen()) as session:
        room = Room(db, session, worker, chosen(), lambda: events.NOW)
        found = await measured.figures(room)
        told = await lists.newest(db, GuildView(), Filter(), limit=100)
    assert 80 < len(told) <= 90
    for table in archive.tables(90, 0, {"opened": 0.1, "memory": {"own": 1.0}, **found}):
        assert all(float(cell) >= 0 for row in table.rows for cell in row[1:] if cell[:1].isdigit())
        assert table.rows


def test_an_archive_is_the_same_in_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "PROSE", 2_000)
    stories = list(events.Newswire().stories(100))
    assert stories == list(events.Newswire().stories(100))
    several = [each for each in stories if len(each.outlets) > 1]
    assert 1 <= len(several) <= 20
    assert all(each.scope == PUBLIC for each in several)
    assert all(each.told_at < each.first_seen_at <= events.NOW for each in stories)


def test_a_lag_is_told_by_its_share() -> None:
    assert Lag([0.0] * 98 + [1.0] * 2).at(50) == 0
    assert Lag([0.0] * 98 + [1.0] * 2).at(99) == 1
    assert Lag([]).at(99) == Lag([]).most == 0


def test_a_table_stands_in_columns() -> None:
    table = Table("Speed", ("ours", "wanted"), [("first", "10.5", "≥ 3")], ["In seconds."])
    lines = ["Speed", "         ours  wanted", "  first  10.5     ≥ 3", "  In seconds."]
    assert str(table).splitlines() == lines
