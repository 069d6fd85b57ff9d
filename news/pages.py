"""Pages that tell more than a story's articles: of what it names, of its topics, of its outlets.

pages.toml holds those of the topics, entities/ those of the entities.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from pathlib import Path
from urllib.parse import urlsplit

import tomli

from news.entities import entity, lineage
from news.links import identity
from news.models import SeenStory
from news.topics import TOPICS

MOST = 6
_NAMED, _ABOVE, _TOPICAL = 3, 1, 2


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    url: str


def _read() -> dict[str, tuple[Page, ...]]:
    with Path(__file__).with_name("pages.toml").open("rb") as file:
        tables = tomli.load(file)
    unknown = tables.keys() - {topic.id for topic in TOPICS}
    assert not unknown, f"pages.toml: there is no topic {unknown}"
    pages = {key: tuple(Page(*each) for each in table.items()) for key, table in tables.items()}
    wrong = [
        page for each in pages.values() for page in each if not page.url.startswith("https://")
    ]
    assert not wrong, f"pages.toml: {wrong} should begin with https://"
    return pages


_OF_TOPIC = _read()


def pages(story: SeenStory) -> list[Page]:
    """At most six, none twice: of what it names and belongs to, its topics, its outlets.

    Each topic's first page comes before the second of any.
    """
    above = [each for each in lineage(story.entities) if each not in story.entities]
    topical = filter(None, chain(*zip_longest(*(_OF_TOPIC.get(each, ()) for each in story.topics))))
    offered = chain(
        islice(_homes(story.entities), _NAMED),
        islice(_homes(above), _ABOVE),
        islice(topical, _TOPICAL),
        _sites(story),
    )
    known: dict[str, Page] = {}
    for page in offered:
        known.setdefault(identity(page.url), page)
    return list(known.values())[:MOST]


def _homes(ids: Iterable[str]) -> Iterator[Page]:
    """Of those that have a page of their own."""
    for each in ids:
        if (found := entity(each)) and found.home:
            yield Page(found.name, found.home)


def _sites(story: SeenStory) -> Iterator[Page]:
    """The front pages of those who tell it."""
    for told in story.articles:
        parts = urlsplit(told.url)
        yield Page(told.outlet, f"{parts.scheme}://{parts.netloc}/")
