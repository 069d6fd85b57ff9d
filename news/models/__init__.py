"""The values that travel: frozen, complete, made by pure code. Keys are computed from content."""

from news.models.delivering import (
    ALL,
    Card,
    Delivery,
    Fate,
    Post,
    PostKind,
    PostState,
    Subscription,
)
from news.models.sources import PUBLIC, Fetched, Kind, NotModified, Reading, Source, Validators
from news.models.stories import Article, ArticleKeys, GuildView, SeenStory, Story, Topic

__all__ = [
    "ALL",
    "PUBLIC",
    "Article",
    "ArticleKeys",
    "Card",
    "Delivery",
    "Fate",
    "Fetched",
    "GuildView",
    "Kind",
    "NotModified",
    "Post",
    "PostKind",
    "PostState",
    "Reading",
    "SeenStory",
    "Source",
    "Story",
    "Subscription",
    "Topic",
    "Validators",
]
