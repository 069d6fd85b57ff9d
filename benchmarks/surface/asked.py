"""What people ask of the bot: every command, what is offered while they type, every button."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, cycle
from random import Random
from typing import Any

from benchmarks.archive.asked import Asker
from news.topics import TOPICS
from sandbox.models import File
from tests import contract

OUTLETS = 150
OPML = (
    '<?xml version="1.0"?><opml version="2.0"><body>'
    '<outlet type="rss" text="Club" xmlUrl="{url}"/></body></opml>'
)


@dataclass(frozen=True)
class Asking:
    """A command as it is typed; option: the one that is still being typed."""

    command: str
    options: Mapping[str, Any] = field(default_factory=dict)
    option: str = ""

    @property
    def name(self) -> str:
        return f"typing {self.command} {self.option}" if self.option else self.command


class Curious:
    """titles, links: of stories that are there. club: a feed that nobody has yet."""

    def __init__(
        self, titles: Sequence[str], links: Sequence[str], club: str, channels: int
    ) -> None:
        self._random = Random(5)  # noqa: S311 - nothing here is secret
        self._links = links
        self._club = club
        self._channels = channels
        asker = Asker(titles)
        self._headlines = cycle(asker.headlines())
        searches = list(chain.from_iterable(asker.searches().values()))
        self._random.shuffle(searches)
        self._searches = cycle(searches)

    def round(self) -> Iterator[Asking]:
        """Each command once, with other options each time, and each option that is completed."""
        for name, promised in contract.own().items():
            if name.startswith("/") and promised.audience != "moderators":
                yield Asking(name, self._options(name, promised.options))
                for option, one in promised.options.items():
                    if one.completed:
                        typed = self._typed(option)
                        yield Asking(name, {option: typed[: self._random.randrange(6)]}, option)

    def _options(self, name: str, known: Mapping[str, contract.Option]) -> dict[str, Any]:
        """What has to be given, and every other of the rest; an admin subscribes to something."""
        given = {
            option: self._given(option, one)
            for option, one in known.items()
            if one.required or (option in _TRIED.get(name, ()) and self._random.random() < 0.5)
        }
        if name == "/subscribe":
            given |= {"topic": self._typed("topic"), "channel": self._typed("channel")}
            given["pace"] = "weekly"  # what is told at once is another's to measure
        return given

    def _given(self, option: str, one: contract.Option) -> Any:
        if one.choices:
            return self._random.choice(one.choices)
        return self._typed(option)

    def _typed(self, option: str) -> Any:
        return self._ways()[option]()

    def _ways(self) -> Mapping[str, Callable[[], Any]]:
        random = self._random
        return {
            "topic": lambda: random.choice(TOPICS).id,
            "source": lambda: f"outlet-{random.randrange(OUTLETS)}",
            "query": lambda: next(self._searches).typed,
            "since": lambda: random.choice(("7d", "30d", "1y")),
            "story": lambda: next(self._headlines),
            "link": lambda: random.choice(self._links),
            "public": lambda: False,
            "channel": lambda: f"news-{random.randrange(self._channels)}",
            "subscription": lambda: f"#news-{random.randrange(self._channels)}",
            "url": lambda: self._club,
            "file": lambda: File("club.opml", OPML.format(url=self._club).encode()),
            "timezone": lambda: random.choice(("Europe/Berlin", "Asia/Tokyo")),
            "language": lambda: "English",
            "news_languages": lambda: "English",
        }


_TRIED = {
    "/news latest": ("topic", "source"),
    "/news search": ("topic", "since"),
    "/news digest": ("topic", "period"),
    "/feed health": ("source",),
    "/settings": ("timezone",),
}
"""Options that are given in every other try."""
