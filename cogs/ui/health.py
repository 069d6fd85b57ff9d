"""How sources do, for those who look after them."""

from cogs.ui import cards, lists
from cogs.ui.answers import Asked
from news import render_sources
from news.errors import Mistake
from news.words import say
from storage import sources


async def show(asked: Asked, source_id: str | None) -> None:
    """Answers with one source whole, or with all that the server sees, what fails first.

    source_id: of a source that the server sees. Raises Mistake where it sees none.
    """
    await asked.defer()
    now = asked.room.clock()
    among = None if source_id is None else [source_id]
    visible = await sources.visible(asked.room.db, asked.guild_id, among)
    if source_id is not None:
        if not visible:  # another admin was faster
            raise Mistake("health.gone")
        shown = render_sources.details(visible[0], now, asked.locale, address=True)
        await asked.answer(embeds=cards.embeds(shown))
        return
    if not visible:
        raise Mistake("outlets.none")
    lines = render_sources.troubled_first(visible, now, asked.locale)
    await lists.show(asked, say("health.title", asked.locale, count=len(visible)), lines)
