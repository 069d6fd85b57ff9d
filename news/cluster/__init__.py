"""Which articles tell one event, and the story that they make."""

from news.cluster.gathering import WINDOW, Nearby, gather, twin
from news.cluster.stories import made, without

__all__ = ["WINDOW", "Nearby", "gather", "made", "twin", "without"]
