"""The values that travel: frozen, complete, made by pure code. Keys are computed from content."""

from news.models.delivering import (
    ALL,
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
from news.models.stories import Article, ArticleKeys, GuildView, SeenStory, Story, Topic

__all__ = [
    "ALL",
    "PUBLIC",
    "Article",
    "ArticleKeys",
    "Card",
    "Delivery",
    "Document",
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
