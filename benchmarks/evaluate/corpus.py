"""The texts of the shared corpus, by the ids that the labels name."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.evaluate.material import (
    DATA,
    Headline,
    Material,
    Row,
    in_order,
    labels,
    rows,
    time,
)
from news.errors import NotAFeed
from news.models import Fetched, Kind, Source
from news.parse import parse

READ_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
_TABLES = ("publisher_sections", "snapi_2026_kind")
_KINDS = {
    "NASA": Kind.OFFICIAL,
    "ESA": Kind.OFFICIAL,
    "Boeing": Kind.COMPANY,
    "SpaceX": Kind.COMPANY,
}


def material(corpus: Path) -> Material:
    labelled = corpus / "labelled"
    told = _headlines(labelled)
    archive = in_order(list(told.values()))
    for row in rows(labelled / "feed_categories.tsv"):
        told.setdefault(row["url"], _headline(row["url"], row))
    judged = labels(DATA / "corpus")
    told |= _of_documents(corpus, {row["id"] for row in judged.topics} - told.keys())
    return Material(judged, archive, told, _old(labelled))


def _headlines(labelled: Path) -> dict[str, Headline]:
    """One for each address; a SNAPI number names it where it has one."""
    snapi = rows(labelled / "snapi_2026.tsv")
    told = {f"snapi:{row['snapi_id']}": _headline(f"snapi:{row['snapi_id']}", row) for row in snapi}
    known = {row["url"] for row in snapi}
    for table in _TABLES:
        for row in rows(labelled / f"{table}.tsv"):
            if row["url"] not in known:
                told.setdefault(row["url"], _headline(row["url"], row))
    return told


def _headline(name: str, row: Row) -> Headline:
    outlet = row.get("site") or row["feed"]
    return Headline(
        id=name,
        outlet=outlet,
        title=row["title"],
        url=row["url"],
        at=time(row["published"]),
        kind=_KINDS.get(outlet, Kind.PRESS),
        categories=tuple(filter(None, row.get("categories", "").split("|"))),
    )


def _old(labelled: Path) -> dict[str, Headline]:
    """By SNAPI's numbers; the table has neither days nor addresses."""
    found = {}
    for row in rows(labelled / "weak_pairs.tsv"):
        for side in ("a", "b"):
            name = row[f"id_{side}"]
            told = {"site": row[f"site_{side}"], "title": row[f"title_{side}"]}
            found[name] = _headline(
                name, told | {"url": f"https://snapi.example/{name}", "published": ""}
            )
    return found


def _of_documents(corpus: Path, wanted: set[str]) -> dict[str, Headline]:
    """The items that are named DOCUMENT#ADDRESS; a sequence of documents counts as one."""
    found: dict[str, Headline] = {}
    for name in sorted({each.partition("#")[0] for each in wanted if "#" in each}):
        for body in _bodies(corpus, name):
            for item in _items(name, body):
                found.setdefault(item.id, item)
    return {each: found[each] for each in sorted(wanted & found.keys())}


def _bodies(corpus: Path, name: str) -> Iterator[bytes]:
    folder = corpus / "sequences" / name
    files = sorted(folder.iterdir()) if folder.is_dir() else [corpus / "documents" / name]
    yield from (file.read_bytes() for file in files if file.is_file())


def _items(name: str, body: bytes) -> Iterator[Headline]:
    source = Source("x", "https://x.example/feed", name)  # as when they were labelled
    with suppress(NotAFeed):
        for each in parse(Fetched(source.url, body), source, READ_AT).articles:
            yield Headline(
                id=f"{name}#{each.url}",
                outlet=name,
                title=each.title,
                url=each.url,
                at=each.published_at,
                summary=each.summary,
                categories=each.categories,
            )
