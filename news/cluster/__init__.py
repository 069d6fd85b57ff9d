"""Which articles tell one event, and the story that they make."""

from news.cluster.gathering import WINDOW, gather, twin
from news.cluster.stories import made, without

__all__ = ["WINDOW", "gather", "made", "twin", "without"]
