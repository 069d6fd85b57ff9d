"""A list of feeds that an admin brings, and the report of what became of it."""

import io
from collections.abc import Sequence

import discord
from aiohttp import ClientError

from cogs.ui.answers import Asked
from cogs.ui.cards import COLOUR
from news import imported, opml
from news.errors import Mistake, NotAFeed
from news.imported import Outcome
from news.opml import Outline
from news.words import say


async def read(asked: Asked, file: discord.Attachment) -> list[Outline]:
    """The feeds of the list, at least one. Raises Mistake."""
    if file.size > opml.LONGEST:
        raise Mistake("feeds.file_too_big")
    try:
        found = await asked.room.worker.run(opml.read, await file.read())
    except (discord.HTTPException, ClientError, OSError) as error:
        raise Mistake("feeds.file_not_read") from error
    except NotAFeed as error:
        raise Mistake("opml.not_read") from error
    if not found:
        raise Mistake("import.nothing")
    return found


async def report(asked: Asked, outcomes: Sequence[Outcome]) -> None:
    """In one message; what does not fit into it stands in a text beside it.

    The lines that can be tried later come back as a list of their own.
    """
    added = sum(each.is_added for each in outcomes)
    told = imported.told(outcomes, asked.locale)
    embed = discord.Embed(
        title=say("import.title", asked.locale, count=added, of=len(outcomes)),
        description=told.said,
        colour=COLOUR,
    )
    await asked.answer(embeds=[embed], files=_files(asked, outcomes, is_whole=told.is_whole))


def _files(asked: Asked, outcomes: Sequence[Outcome], *, is_whole: bool) -> list[discord.File]:
    files: dict[str, bytes] = {}
    if not is_whole:
        files["report.txt"] = imported.report(outcomes, asked.locale).encode()
    if rest := imported.later(outcomes):
        files["rest.opml"] = opml.rewrite(say("feeds.export_title", asked.locale), rest)
    return [discord.File(io.BytesIO(written), name) for name, written in files.items()]
