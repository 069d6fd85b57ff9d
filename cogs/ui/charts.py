"""Charts: an answer stands at once, and its picture is added when it is painted."""

import io
import logging
from collections.abc import Awaitable, Callable
from functools import partial

import discord

from cogs.ui.answers import Asked
from news.charts import Chart

log = logging.getLogger(__name__)


def follow(
    asked: Asked, counted: Callable[[], Awaitable[Chart]], described: Callable[[Chart], str]
) -> None:
    """To be called once the answer stands; whatever becomes of the chart, it stays as it is.

    described: a chart in words, in 1024 characters at most. Two weeks of nothing have no chart.
    """
    command = asked.interaction.command
    name = command.qualified_name if command else "an answer"
    key = f"the chart of {name}, asked for in {asked.interaction.id},"
    asked.room.drawings.start(key, partial(_add, asked, counted, described))


async def _add(
    asked: Asked, counted: Callable[[], Awaitable[Chart]], described: Callable[[Chart], str]
) -> None:
    chart = await counted()
    if chart.is_empty:
        return
    painted = io.BytesIO(await asked.room.studio.picture(chart))
    file = discord.File(painted, "downlink.png", description=described(chart))
    try:
        await asked.interaction.edit_original_response(attachments=[file])
    except discord.HTTPException as refusal:
        log.warning("a chart could not be added: %s", refusal)
