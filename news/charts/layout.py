"""Where each part of a chart stands, in pixels from its upper left corner.

Discord shows a picture 550 by 350 at most, on fine screens with two or three pixels for each: so it
is made twice as large, and nearly in that shape.
"""

from dataclasses import dataclass
from typing import NamedTuple

from news.charts import DAYS, Chart

WIDTH = 1100
MARGIN = 24
NUMBERS = 44
"""The width of what stands left of the cells."""
COLUMN = 62
CELLS_LEFT = MARGIN + NUMBERS
BARS_LEFT = CELLS_LEFT + DAYS * COLUMN + 10
BARS_RIGHT = WIDTH - MARGIN
GAP = 3
"""Between cells."""
ROW = 27
BARS_TOP = MARGIN + 24
BARS_HEIGHT = 66
DATES = 34
"""The height of the line of dates."""
CELLS_TOP = BARS_TOP + BARS_HEIGHT + DATES
FIGURES = 70
"""The room for a row's total, right of its bar."""


class Box(NamedTuple):
    """Left, top, width, height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows and days count from 0."""

    chart: Chart

    @property
    def height(self) -> int:
        return CELLS_TOP + ROW * len(self.chart.rows) + MARGIN

    def cell(self, row: int, day: int) -> Box:
        left, top = CELLS_LEFT + COLUMN * day, CELLS_TOP + ROW * row
        return Box(left, top, COLUMN - GAP, ROW - GAP)

    def day_bar(self, day: int) -> Box:
        """How many there were on a day, above its cells."""
        most = max(self.chart.totals) or 1
        high = BARS_HEIGHT * self.chart.totals[day] / most
        cell = self.cell(0, day)
        return Box(cell.left, BARS_TOP + BARS_HEIGHT - high, cell.width, high)

    def row_bar(self, row: int) -> Box:
        """How many there were in a row, beside its cells."""
        most = max(each.total for each in self.chart.rows) or 1
        wide = (BARS_RIGHT - FIGURES - BARS_LEFT) * self.chart.rows[row].total / most
        cell = self.cell(row, 0)
        return Box(BARS_LEFT, cell.top + 4, wide, cell.height - 8)
