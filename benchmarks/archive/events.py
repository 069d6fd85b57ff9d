"""Stories of five years, as many as asked for, the same in every run."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from benchmarks.archive.language import Writer, drawn
from news.entities import ENTITIES
from news.identity import digest
from news.models import PUBLIC, Article, ArticleKeys, Entity, Kind, Source, Story
from news.topics import MOST, TOPICS

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
YEARS = timedelta(days=5 * 365)
OUTLETS, PRIVATE = 200, 4
GUILD = 1
"""The server that added the private sources."""

_SEVERAL = 0.08
"""Share of the stories that more than one outlet tells."""

_KINDS = (Kind.PRESS, Kind.PRESS, Kind.OFFICIAL, Kind.AGGREGATOR, Kind.COMPANY, Kind.PREPRINT)


def sources() -> list[Source]:
    """The busiest first; the last ones are private."""
    return [
        Source(
            id=f"outlet-{at}",
            url=f"https://outlet-{at}.example/feed",
            outlet=f"Outlet {at}",
            kind=_KINDS[at % len(_KINDS)],
            private=at >= OUTLETS - PRIVATE,
        )
        for at in range(OUTLETS)
    ]


class Newswire:
    """What happens, and who tells it; another seed, another five years."""

    def __init__(self, seed: int = 0) -> None:
        self.random = Random(seed)  # noqa: S311 - nothing here is secret
        self._numbers = (f"{seed}-{at}" for at in count())
        self._writer = Writer(self.random)
        self._sources = drawn(self.random, sources(), flattened=5)
        self._entities = drawn(self.random, mixed(), flattened=5)
        self._topics = drawn(self.random, [topic.id for topic in TOPICS], flattened=3)

    def stories(self, wanted: int) -> Iterator[Story]:
        """Evenly over the years, the oldest first."""
        for at in range(wanted):
            yield self._story(NOW - YEARS * (1 - at / wanted))

    def _story(self, seen_at: datetime) -> Story:
        told = [self.article(seen_at)]
        if told[0].scope == PUBLIC and self.random.random() < _SEVERAL:
            told += self._followed(told[0], seen_at)
        return Story(
            key=digest("story", told[0].key),
            scope=told[0].scope,
            first_seen_at=seen_at,
            told_at=told[0].published_at or seen_at,
            topics=told[0].topics,
            articles=tuple(told),
        )

    def _followed(self, lead: Article, seen_at: datetime) -> list[Article]:
        others = [self.another(lead, seen_at) for _ in range(self.random.randrange(1, 5))]
        return [
            other
            for other, outlet in {each: each.outlet for each in others}.items()
            if outlet != lead.outlet and other.scope == PUBLIC
        ]

    def article(self, seen_at: datetime) -> Article:
        """Of nothing that was told before."""
        about = [next(self._entities) for _ in range(self.random.choice((0, 1, 1, 1, 2, 2)))]
        about = list(dict.fromkeys(about))
        names = [each.name for each in about]
        written = self._writer.headline(names), self._writer.summary(names)
        return self._told(seen_at, written, self._topics_of(about), [each.id for each in about])

    def another(self, lead: Article, seen_at: datetime) -> Article:
        """The same event, by whom it may be."""
        written = self._writer.reworded(lead.title), self._writer.summary(())
        return self._told(seen_at, written, lead.topics, lead.entities)

    def _topics_of(self, about: Sequence[Entity]) -> tuple[str, ...]:
        evident = [topic for each in about for topic in each.topics]
        return tuple(dict.fromkeys((*evident[: MOST - 1], next(self._topics))))

    def _told(
        self,
        seen_at: datetime,
        written: tuple[str, str],
        topics: Sequence[str],
        entities: Sequence[str],
    ) -> Article:
        source, key = next(self._sources), digest("article", next(self._numbers))
        title, summary = written
        late = timedelta(minutes=self.random.randrange(1, 90))
        return Article(
            key=key,
            keys=ArticleKeys(f"g{key}", f"l{key}", f"t{key}"),
            source_id=source.id,
            outlet=source.outlet,
            url=f"https://{source.id}.example/{seen_at.year}/{title.lower().replace(' ', '-')}",
            title=title,
            scope=source.id if source.private else PUBLIC,
            kind=source.kind,
            summary=summary,
            image=f"https://{source.id}.example/pictures/{key}.jpg",
            byline="Ada Moreau",
            topics=tuple(topics),
            entities=tuple(entities),
            published_at=seen_at - late,
        )


def mixed() -> list[Entity]:
    """The vocabulary, the oftenest named first; which those are is for chance to say."""
    entities = list(ENTITIES)
    Random(2).shuffle(entities)  # noqa: S311
    return entities
