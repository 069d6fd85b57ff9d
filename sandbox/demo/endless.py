"""What outlets tell once all that was written is out: headlines put together, no two alike.

Readers take two headlines for one event when they name the same thing: each names one of its own.
"""

from datetime import datetime, timedelta
from typing import Any

from sandbox.demo.outlets import Item


class Endless:
    """Fills the templates of a file's [[ever]] in turn, one `every` so often from begin() on.

    {name} and {number} stand for what no other has; the file's [given] says of what they are made.
    """

    def __init__(self, content: dict[str, Any]) -> None:
        self._templates, self._given = content["ever"], content["given"]
        self._syllables = [part.split() for part in self._given["names"]]
        self._begins_at: datetime | None = None
        self._every = timedelta()
        self._made: list[Item] = []

    def begin(self, at: datetime, every: timedelta) -> None:
        self._begins_at, self._every = at, every

    def out(self, now: datetime) -> list[Item]:
        """All until `now`, oldest first."""
        if self._begins_at is None:
            return []
        while (at := self._begins_at + len(self._made) * self._every) <= now:
            self._made.append(self._item(len(self._made), at))
        # The clock may be a test's, and go back.
        return [item for item in self._made if item.published_at <= now]

    def _item(self, index: int, at: datetime) -> Item:
        table = self._templates[index % len(self._templates)]
        filled = {"name": self._name(index), "number": self._given["number"] + index}
        title, summary = (table[key].format(**filled) for key in ("title", "summary"))
        return Item(table["outlet"], title, summary, tuple(table["topics"]), at)

    def _name(self, index: int) -> str:
        return "".join(part[index % len(part)] for part in self._syllables)
