"""What a channel is owed -> the posts that tell it now, and what waits, why and until when."""

from news.compose.plans import EXPIRES, LATE, Plan, Terms, plan
from news.compose.posts import CARDS_OF_BURST, ROUNDUP_LINES

__all__ = [
    "CARDS_OF_BURST",
    "EXPIRES",
    "LATE",
    "ROUNDUP_LINES",
    "Plan",
    "Terms",
    "plan",
]
