"""A chart in words, for those who do not see it."""

from collections.abc import Sequence

from news import text
from news.charts import Chart, Row, label
from news.words import DEFAULT, join, say

LIMIT = 1024
"""Discord: of an attachment's description."""

LEADERS = 3

_NAME_LIMIT = 60


def topics(chart: Chart, names: Sequence[str], locale: str = DEFAULT) -> str:
    """names: as in the list beside it, the first of row 1."""
    return _said(chart, names, locale, key="chart.topics")


def sources(chart: Chart, names: Sequence[str], locale: str = DEFAULT) -> str:
    """names: as in the list beside it, the first of row 1."""
    return _said(chart, names, locale, key="chart.sources")


def _said(chart: Chart, names: Sequence[str], locale: str, *, key: str) -> str:
    fullest = max(range(len(chart.days)), key=lambda day: chart.totals[day])
    sentence = say(
        key,
        locale,
        count=sum(chart.totals),
        first=label(chart.days[0]),
        last=label(chart.days[-1]),
        day=label(chart.days[fullest]),
        most=chart.totals[fullest],
        leaders=join([_leader(row, names, locale) for row in _leaders(chart)], locale),
    )
    return text.clip(sentence, LIMIT)


def _leaders(chart: Chart) -> list[Row]:
    told = [row for row in chart.rows if row.total]
    return sorted(told, key=lambda row: -row.total)[:LEADERS]


def _leader(row: Row, names: Sequence[str], locale: str) -> str:
    name = text.clip(names[row.number - 1], _NAME_LIMIT)
    return say("chart.leader", locale, name=name, count=row.total)
