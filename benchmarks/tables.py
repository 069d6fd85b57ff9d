"""What a benchmark found, as a table in plain text."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Table:
    """`rows` hold a cell for each column, the first one their name."""

    title: str
    columns: Sequence[str]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [("", *self.columns), *self.rows]
        widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
        shown = [
            "  ".join((line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:]))).rstrip()
            for line in lines
        ]
        return "\n".join([self.title, *(f"  {line}" for line in (*shown, *self.notes))])
