"""What was measured, and how it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.tables import Table

Cell = float | int | str | None
"""A share (of 1), a count, words, or nothing to say: shown with two places, whole, as is, as –."""


@dataclass
class Measured:
    """Of one part: the cells of each row, and the mistakes as lines, the worst first."""

    rows: dict[str, tuple[Cell, ...]]
    mistakes: list[str] = field(default_factory=list)


@dataclass
class Counted:
    """How often something was said rightly, wrongly, and not said though it should have been."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        return share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        return share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        return share(2 * self.right, 2 * self.right + self.wrong + self.missed)

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.right + other.right, self.wrong + other.wrong, self.missed + other.missed
        )


def share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def table(
    title: str,
    columns: Sequence[str],
    measured: Mapping[str, Measured],
    wanted: Mapping[str, str],
) -> Table:
    """A row for each figure; each part has its columns, and what is wanted stands last."""
    heads = [f"{part}: {columns[0]}" for part in measured]
    named = [name for head in heads for name in (head, *columns[1:])]
    made = Table(title, (*named, "wanted"))
    for row in dict.fromkeys(name for each in measured.values() for name in each.rows):
        cells = [
            _shown(cell)
            for each in measured.values()
            for cell in each.rows.get(row, (None,) * len(columns))
        ]
        made.rows.append((row, *cells, wanted.get(row, "")))
    return made


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return "–" if cell is None else str(cell)
