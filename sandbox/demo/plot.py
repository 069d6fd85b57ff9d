"""What happens in the demo's server in its week: week.toml, read."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sandbox.demo.outlets import Item

CONTENT = Path(__file__).with_name("week.toml")

DIGEST_AT = time(8, tzinfo=UTC)
"""When the bot sends digests where nobody has chosen another time."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Subscription:
    """What an admin wants in a channel: all that is about a topic, or all of one source.

    how: other options of /subscribe.
    """

    channel: str
    topic: str | None = None
    source: str | None = None
    how: Mapping[str, object] = field(default_factory=dict)

    @property
    def options(self) -> dict[str, object]:
        given = {"channel": self.channel, "topic": self.topic, "source": self.source}
        return {name: value for name, value in given.items() if value is not None} | dict(self.how)

    @property
    def is_digest(self) -> bool:
        return "pace" in self.how

    @property
    def is_limited(self) -> bool:
        """To so many messages an hour: they may tell several stories, or wait."""
        return "max_per_hour" in self.how

    def wants(self, item: Item) -> bool:
        if self.source is not None:
            return item.outlet == self.source
        return self.topic == "all" or self.topic in item.topics


def events(items: Iterable[Item]) -> list[list[Item]]:
    """The items by what they tell: what several outlets tell alike is one story, and one card."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.event or item.path, []).append(item)
    return list(found.values())


def digest_before(moment: datetime) -> datetime:
    """When the newest daily digest until then is due."""
    that_day = datetime.combine(moment, DIGEST_AT)
    return that_day if that_day <= moment else that_day - _DAY


@dataclass(frozen=True, slots=True)
class Said:
    """What a member says in a channel, and when."""

    at: datetime
    user: str
    channel: str
    content: str


def read(present: datetime, club: str) -> tuple[list[Subscription], list[Said]]:
    """What week.toml says, in the order of time; `club` is the address that stands for {club}."""
    content = tomllib.loads(CONTENT.read_text(encoding="utf-8").replace("{club}", club))
    said = [Said(present - timedelta(**one.pop("ago")), **one) for one in content["said"]]
    return [_subscription(one) for one in content["subscription"]], said


def _subscription(table: dict[str, str]) -> Subscription:
    what = {name: table.pop(name) for name in ("channel", "topic", "source") if name in table}
    return Subscription(**what, how=table)
