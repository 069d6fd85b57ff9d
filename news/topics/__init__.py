"""Which topics of the vocabulary an article carries."""

from news.topics.vocabulary import TOPICS, topic
from news.topics.weighing import MOST, classify, sections

__all__ = ["MOST", "TOPICS", "classify", "sections", "topic"]
