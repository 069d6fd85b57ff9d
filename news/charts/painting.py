"""Paints a chart: matplotlib's door. It costs a second and 80 MB to load, so the bot never does."""

import io

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import BoxStyle
from matplotlib.path import Path

from news.charts import Chart, label
from news.charts.colours import BAR, CELLS, EDGE, PANEL, QUIET, TEXT, ink, level
from news.charts.layout import BARS_HEIGHT, BARS_TOP, CELLS_LEFT, DATES, WIDTH, Box, Layout

_FIGURE, _SMALL = 19, 17
"""Heights of letters, in pixels."""

_CORNER = 4


def painted(chart: Chart) -> bytes:
    """A PNG of layout.WIDTH by Layout.height pixels."""
    layout = Layout(chart)
    sheet = _Sheet(layout.height)
    for day in range(len(chart.days)):
        _day(sheet, layout, day)
    for row in range(len(chart.rows)):
        _row(sheet, layout, row)
    return sheet.png()


def _day(sheet: "_Sheet", layout: Layout, day: int) -> None:
    chart, bar = layout.chart, layout.day_bar(day)
    across, _ = bar.middle
    is_today = day == len(chart.days) - 1
    sheet.box(bar, BAR)
    total = chart.totals[day]
    sheet.write(f"{total}", (across, bar.top - 12), _FIGURE, TEXT if total else QUIET)
    below = BARS_TOP + BARS_HEIGHT + DATES / 2
    sheet.write(label(chart.days[day]), (across, below), _SMALL, TEXT if is_today else QUIET)


def _row(sheet: "_Sheet", layout: Layout, number: int) -> None:
    chart, bar = layout.chart, layout.row_bar(number)
    row = chart.rows[number]
    for day, count in enumerate(row.counts):
        cell = layout.cell(number, day)
        colour = CELLS[level(count, chart.most)]
        sheet.box(cell, colour)
        if count:
            sheet.write(f"{count}", cell.middle, _SMALL, ink(colour))
    middle = layout.cell(number, 0).middle[1]
    sheet.write(f"{row.number}", (CELLS_LEFT - 12, middle), _FIGURE, QUIET, "right")
    sheet.box(bar, BAR)
    colour = TEXT if row.total else QUIET
    sheet.write(f"{row.total}", (bar.left + bar.width + 8, middle), _FIGURE, colour, "left")


class _Sheet:
    """A figure with one unit a pixel, downwards; no state of matplotlib's own is touched."""

    def __init__(self, height: int) -> None:
        # At 72 dots an inch a point is a pixel.
        self._figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72, facecolor=PANEL)
        self._figure.patch.set(edgecolor=EDGE, linewidth=4)
        FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0))
        self._axes.set_axis_off()
        self._boxes: list[tuple[Path, str]] = []

    def box(self, box: Box, colour: str) -> None:
        if box.width >= 1 and box.height >= 1:
            rounded = BoxStyle.Round(
                pad=0, rounding_size=min(_CORNER, box.width / 2, box.height / 2)
            )
            self._boxes.append((rounded(*box, 1), colour))

    def write(
        self, figures: str, at: tuple[float, float], size: int, colour: str, side: str = "center"
    ) -> None:
        self._axes.text(*at, figures, size=size, color=colour, ha=side, va="center_baseline")

    def png(self) -> bytes:
        paths, colours = zip(*self._boxes, strict=True)
        # All at once: as hundreds of patches they would take most of the time.
        boxes = PathCollection(paths, facecolors=colours, linewidths=0)
        self._axes.add_collection(boxes, autolim=False)
        written = io.BytesIO()
        self._figure.savefig(written, format="png", metadata={"Software": None})
        return written.getvalue()
