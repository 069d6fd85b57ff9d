"""Every document of the shared corpus is read, or refused by name; none costs more than it may."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from news.errors import NotAFeed
from news.models import Article, Document, Fetched
from news.parse import parse
from news.prescreen import ITEMS_KEPT
from pipeline.parsing import Worker
from tests.builders import NOON, source

SOURCE = source(images=True, licence="theirs")
TAG = re.compile(r"<(?:/?(?:p|br|b|i|em|strong|a|img|div|span)|!--)\b[^>]*>", re.IGNORECASE)

FORMATS = {
    "rss0.91": "RSS 0.91",
    "rss0.92": "RSS 0.92",
    "rss0.94": "RSS 0.94",
    "rss1.0": "RSS 1.0",
    "rss2.0": "RSS 2.0",
    "rss": "RSS",
    "atom0.3": "Atom 0.3",
    "atom1.0": "Atom 1.0",
    "jsonfeed": "JSON Feed",
}
OTHERWISE = {
    "suite__rdf_UTF8.xml": "RSS 0.90",  # the namespace of 0.90, which is RDF, too
    "suite__atom_example_1.xml": "Atom",  # Atom's elements in no namespace
}
NO_FEEDS = {"html": "source.is_a_page", "opml": "source.is_a_list", "other": "source.not_a_feed"}


@dataclass(frozen=True)
class Row:
    """A document, and what the list of the corpus says of it."""

    name: str
    kind: str
    items: int
    body: bytes
    read: Document | str
    """The document, or the key of the sentence why it is none."""

    @property
    def is_feed(self) -> bool:
        return self.kind in FORMATS

    @property
    def document(self) -> Document:
        assert isinstance(self.read, Document), f"{self.name}: {self.read}"
        return self.read


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[Row]:
    return list(listed(shared / "corpus"))


def listed(corpus: Path) -> Iterator[Row]:
    with (corpus / "documents.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            body = (corpus / "documents" / row["file"]).read_bytes()
            yield Row(row["file"], row["kind"], int(row["items"]), body, read(body))


def read(body: bytes) -> Document | str:
    try:
        return parse(fetched(body), SOURCE, NOON)
    except NotAFeed as error:
        return error.key


def fetched(body: bytes) -> Fetched:
    return Fetched("https://orbit.example/feed", body, "application/xml")


def test_each_feed_is_read_under_the_name_of_its_format(rows: list[Row]) -> None:
    for row in rows:
        if row.is_feed and not isinstance(row.read, str):
            expected = OTHERWISE.get(row.name, FORMATS[row.kind])
            assert row.document.format.startswith(expected), row.name


def test_each_feed_has_as_many_items_as_the_list_says(rows: list[Row]) -> None:
    """But for JSON Feed, of which the list counts none."""
    for row in rows:
        if row.is_feed and row.kind != "jsonfeed" and not isinstance(row.read, str):
            assert row.document.items == row.items, row.name


def test_only_feeds_of_nothing_are_refused(rows: list[Row]) -> None:
    """Not even a title: suites' cases of other matters."""
    refused = [row for row in rows if row.is_feed and isinstance(row.read, str)]
    assert {row.read for row in refused} <= {"source.not_a_feed"}
    assert {row.items for row in refused} <= {0}


def test_what_is_no_feed_is_refused_by_name(rows: list[Row]) -> None:
    for row in rows:
        if row.name == "suite__atom_entry_1.xml":  # an Atom entry alone is one article
            assert len(row.document.articles) == 1
        elif row.kind in NO_FEEDS:
            assert row.read == NO_FEEDS[row.kind], row.name


def test_each_json_feed_has_articles(rows: list[Row]) -> None:
    for row in rows:
        if row.name == "real__allthis-partial.json":  # cut off in the middle
            assert row.read == "source.not_readable"
        elif row.name.endswith(".json"):
            assert row.document.articles, row.name
            assert row.document.format.startswith("JSON Feed"), row.name


def test_each_document_about_space_has_articles(rows: list[Row]) -> None:
    documents = [row for row in rows if row.name.startswith("space__")]
    assert documents
    for row in documents:
        found = row.document
        assert len(found.articles) > 0.9 * min(row.items, ITEMS_KEPT), row.name
        assert found.title, row.name


def test_each_article_is_clean(rows: list[Row]) -> None:
    read_well = 0
    for row in rows:
        articles = () if isinstance(row.read, str) else row.read.articles
        read_well += bool(articles)
        assert len({article.key for article in articles}) == len(articles), row.name
        for article in articles:
            assert wrong_with(article) == [], row.name
    assert read_well > 0.6 * len(rows)


def wrong_with(article: Article) -> list[str]:
    addresses = [each for each in (article.url, article.image) if each]
    times = [each for each in (article.published_at,) if each]
    facts = {
        "no title": bool(article.title),
        "lines in the title": article.title == " ".join(article.title.split()),
        "markup in the title": not TAG.search(article.title),
        "a long title": len(article.title) <= 256,
        "no address": all(each.startswith(("http://", "https://")) for each in addresses),
        "not UTC": not any(each.utcoffset() for each in times),
    }
    return [fact for fact, holds in facts.items() if not holds]


async def test_the_worker_reads_each_document_as_well(rows: list[Row], worker: Worker) -> None:
    """Within its own limits, or it would refuse what is read here."""
    for row in rows:
        try:
            read: Document | str = await worker.parse(fetched(row.body), SOURCE, NOON)
        except NotAFeed as error:
            read = error.key
        assert read == row.read, row.name
