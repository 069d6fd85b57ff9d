"""What an article says, as far as it tells events apart; read from its headline."""

from news.gist.marking import MOST_MARKS, marks
from news.gist.reading import Gist, gist

__all__ = ["MOST_MARKS", "Gist", "gist", "marks"]
