"""Card -> embeds."""

import discord

from news.models import Card

COLOUR = discord.Colour(0x4F8CFF)


def embeds(card: Card) -> list[discord.Embed]:
    """The card as Discord shows it; what does not fit into one description goes on in the next."""
    first = discord.Embed(
        title=card.title or None, url=card.url, description=card.description, colour=COLOUR
    )
    if card.author:
        first.set_author(name=card.author)
    rest = [discord.Embed(description=text, colour=COLOUR) for text in card.continued]
    if card.image:
        first.set_image(url=card.image)
    if card.footer:
        (rest[-1] if rest else first).set_footer(text=card.footer)
    return [first, *rest]
