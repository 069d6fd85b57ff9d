"""What an article says, as far as it tells events apart; read from its headline."""

from news.gist.marking import Rarities, marks, rarities
from news.gist.reading import Gist, gist
from news.gist.traits import MOST_MARKS, Marks, Trait, rarity

__all__ = [
    "MOST_MARKS",
    "Gist",
    "Marks",
    "Rarities",
    "Trait",
    "gist",
    "marks",
    "rarities",
    "rarity",
]
