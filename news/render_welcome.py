"""The first words in a server: who has come, and how to begin."""

from news.models import Card
from news.words import say


def welcome(locale: str) -> Card:
    title, text = say("welcome.title", locale), say("welcome.text", locale)
    return Card(author="", title=title, url=None, description=text, text=f"{title}\n{text}")
