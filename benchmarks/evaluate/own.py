"""Headlines of our own writing, by the ids that the labels name."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.evaluate.material import (
    DATA,
    OWN,
    Headline,
    Labels,
    Material,
    Pair,
    Row,
    in_order,
    labels,
    rows,
    time,
)
from news.models import Kind

_FOLDER = DATA / "own"


def material() -> Material:
    """Text and judgements of our own writing."""
    found = in_order([_own(row["id"], row) for row in rows(_FOLDER / "headlines.tsv")])
    return Material(labels(_FOLDER), found, found, part=OWN)


def hard(part: str) -> Material:
    """What was written to be hard: bare headlines for their topics, and events with look-alikes."""
    bare = [row for row in rows(_FOLDER / "hard.tsv") if row["part"] == part]
    events, alike = _told(part, "same"), _told(part, "apart")
    return Material(
        Labels(bare, [_same(part, each) for each in events], [], [], []),
        in_order([told for each in events for told in each]),
        {row["id"]: _bare(row) for row in bare},
        alike=[_alike(part, each) for each in alike],
        part=part,
    )


def asked(part: str) -> Material:
    """Queries that share no word with what they ask for, among the headlines of all of them."""
    found = dict(material().headlines)
    right: dict[str, list[str]] = defaultdict(list)
    for number, row in enumerate(rows(_FOLDER / "hard_queries.tsv")):
        name = f"asked-{number}"
        found[name] = _own(name, row)
        if row["part"] == part:
            right[row["query"]].append(name)
    queries: list[Row] = [
        {"part": part, "kind": "meaning", "query": query, "ids": " ".join(ids)}
        for query, ids in right.items()
    ]
    told = in_order(list(found.values()))
    return Material(Labels([], [], [], queries, []), told, part=part)


def wire(part: str) -> Material:
    """What outlets told in some weeks, all of it: events of several and what one told alone."""
    events: dict[str, list[Headline]] = defaultdict(list)
    found = []
    for number, row in enumerate(rows(_FOLDER / "wires.tsv")):
        if row["part"] == part:
            found.append(_own(f"wire-{number}", row))
            if row["event"]:
                events[row["event"]].append(found[-1])
    same = [_same(part, each) for each in events.values()]
    return Material(Labels([], same, [], [], []), in_order(found), part=part)


def _told(part: str, judged: str) -> list[list[Headline]]:
    """The headlines of each event, or of each pair of look-alikes."""
    found: dict[str, list[Headline]] = defaultdict(list)
    for row in rows(_FOLDER / "hard_events.tsv"):
        if (row["part"], row["judged"]) == (part, judged):
            few = found[row["event"]]
            few.append(_own(f"event-{row['event']}-{len(few) + 1}", row))
    return list(found.values())


def _alike(part: str, told: list[Headline]) -> Pair:
    """As two outlets tell them: one outlet's own are apart anyway."""
    first, second = in_order(told).values()
    if first.outlet == second.outlet:
        second = replace(second, outlet=f"{second.outlet}'s neighbour")
    return Pair(part, "apart", first, second)


def _same(part: str, told: Sequence[Headline]) -> Row:
    return {"part": part, "judged": "same", "ids": " ".join(each.id for each in told)}


def _bare(row: Row) -> Headline:
    """A headline of which nothing else is known."""
    return Headline(id=row["id"], outlet="", title=row["title"], url="")


def _own(name: str, row: Row) -> Headline:
    return Headline(
        id=name,
        outlet=row["outlet"],
        title=row["title"],
        url=f"https://own.example/{name}",
        at=time(row["published"]),
        kind=Kind(row.get("kind") or Kind.PRESS),
        summary=row.get("summary", ""),
        categories=tuple(filter(None, row.get("categories", "").split("|"))),
    )
