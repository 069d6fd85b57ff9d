"""What someone means by what they typed where a topic or a source is asked for."""

from news.names.choices import (
    MOST_CHOICES,
    Choice,
    subject_choices,
    topic_choices,
)
from news.names.nearness import nearest_topic
from news.names.slips import mistyped
from news.names.typed import best, best_subjects, chosen, likeliest, meant, since

__all__ = [
    "MOST_CHOICES",
    "Choice",
    "best",
    "best_subjects",
    "chosen",
    "likeliest",
    "meant",
    "mistyped",
    "nearest_topic",
    "since",
    "subject_choices",
    "topic_choices",
]
