"""One story as the answer to somebody."""

from collections.abc import Callable, Sequence

from cogs.ui import cards
from cogs.ui.answers import Asked
from news.models import Card, SeenStory
from news.related import Related
from pipeline import relating

Rendered = Callable[[SeenStory, Sequence[Related], str], Card]


async def show(asked: Asked, story: SeenStory, rendered: Rendered) -> None:
    """Answers with the story, with what is related to it."""
    related = await relating.relations(asked.room, asked.server_id, story)
    await asked.answer(embeds=cards.embeds(rendered(story, related, asked.locale)))
