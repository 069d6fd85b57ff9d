"""The benchmarks measure something; how much is for `make bench` to say."""

import pytest

from benchmarks import documents, parsing, reading
from benchmarks.measures import Lag
from benchmarks.tables import Table
from news.models import Fetched
from news.parse import parse
from tests.builders import NOON, source


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


async def test_documents_are_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACE_NEWS_SHARED", "")
    table = parsing._times("two", parsing._own(2), 1)
    assert all(float(cell) > 0 for _, cell in table.rows)
    lag = await parsing._lag(100_000, 1)
    assert [row[2] for row in lag.rows if "p99" in row[0]] == ["≤ 20"]


def test_a_lag_is_told_by_its_share() -> None:
    assert Lag([0.0] * 98 + [1.0] * 2).at(50) == 0
    assert Lag([0.0] * 98 + [1.0] * 2).at(99) == 1
    assert Lag([]).at(99) == Lag([]).most == 0


def test_a_table_stands_in_columns() -> None:
    table = Table("Speed", ("ours", "wanted"), [("first", "10.5", "≥ 3")], ["In seconds."])
    lines = ["Speed", "         ours  wanted", "  first  10.5     ≥ 3", "  In seconds."]
    assert str(table).splitlines() == lines
