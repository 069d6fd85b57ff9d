"""The values that travel: frozen, complete, made by pure code. Keys are computed from content."""

from news.models.delivering import (
    ALL,
    WITHHELD,
    Card,
    Delivery,
    Fate,
    Notice,
    Post,
    PostKind,
    PostState,
    Subscription,
)
from news.models.documents import Document, Fetched, NotModified
from news.models.sources import (
    PUBLIC,
    Hints,
    Kind,
    Move,
    Reading,
    Source,
    Trouble,
    Validators,
)
from news.models.stories import Article, ArticleKeys, GuildView, SeenStory, Story
from news.models.vocabulary import Entity, EntityKind, Topic

__all__ = [
    "ALL",
    "PUBLIC",
    "WITHHELD",
    "Article",
    "ArticleKeys",
    "Card",
    "Delivery",
    "Document",
    "Entity",
    "EntityKind",
    "Fate",
    "Fetched",
    "GuildView",
    "Hints",
    "Kind",
    "Move",
    "NotModified",
    "Notice",
    "Post",
    "PostKind",
    "PostState",
    "Reading",
    "SeenStory",
    "Source",
    "Story",
    "Subscription",
    "Topic",
    "Trouble",
    "Validators",
]
