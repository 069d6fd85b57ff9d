"""Which articles tell one event, and the story that they make."""

from news.cluster.gathering import WINDOW, gather
from news.cluster.stories import without

__all__ = ["WINDOW", "gather", "without"]
