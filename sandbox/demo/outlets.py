"""Who writes in the demo and what: outlets, their items, and where each stands on the newsstand."""

import re
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Outlet:
    """Whose document it is. `form` is one of FORMS; `topics` are its default topics.

    `id`: its folder; outlets of one site are folders of the site's, and `site` is what that is
    called, if not like the outlet. `kind` is the catalogue's, empty for who stands in none.
    `images`: its items have pictures, which stand beside their pages as PNG.
    """

    id: str
    name: str
    form: str
    kind: str = ""
    topics: tuple[str, ...] = ()
    images: bool = False
    site: str = ""

    @property
    def home(self) -> str:
        """Where its site's front page stands."""
        return f"/{self.id.partition('/')[0]}/"

    @property
    def site_name(self) -> str:
        return self.site or self.name

    @property
    def feed(self) -> str:
        """Where its document stands."""
        return f"/{self.id}/feed.{'json' if self.form == 'json' else 'xml'}"


@dataclass(frozen=True, slots=True)
class Later:
    """How an item reads from `at` on."""

    at: datetime
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of one outlet. The title is plain text; the summary may hold markup and entities.

    event: what it tells, where others tell the same; else empty. first_title: what it was called
    before it was changed; else empty. later: how it is to be changed.
    """

    outlet: str
    title: str
    summary: str
    topics: tuple[str, ...]
    published_at: datetime
    event: str = ""
    first_title: str = ""
    changed_at: datetime | None = None
    later: Later | None = None

    def read_at(self, now: datetime) -> "Item":
        """As it reads then."""
        later = self.later
        if later is None or now < later.at:
            return self
        changed = replace(self, title=later.title, summary=later.summary)
        return replace(changed, first_title=self.title, changed_at=later.at, later=None)

    @property
    def name(self) -> str:
        """What it was called at first: that keeps its address and its picture."""
        return self.first_title or self.title

    @property
    def updated_at(self) -> datetime:
        return self.changed_at or self.published_at

    @property
    def path(self) -> str:
        """Where its page stands; made from the name, so an outlet must not use one twice."""
        return f"/{self.outlet}/{re.sub(r'[^a-z0-9]+', '-', self.name.lower()).strip('-')}"

    @property
    def picture(self) -> str:
        return f"{self.path}.png"

    @property
    def categories(self) -> list[str]:
        return [topic.replace("-", " ") for topic in self.topics]
