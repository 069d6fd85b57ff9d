"""By what an article finds the stories that it may belong to."""

from collections.abc import Mapping

from news.gist.reading import gist
from news.gist.traits import Marks, Trait, rarity
from news.models import Article

Rarities = Mapping[Trait, Mapping[str, float]]
"""Of each trait of a headline how much it says to share it, as news.gist.traits.rarity."""


def marks(article: Article) -> Marks:
    """By what an article is found. None where it joins no story whatever."""
    return gist(article).marks


def rarities(article: Article, shared: Mapping[int, int]) -> Rarities:
    """shared: of each mark, where others have it, how many stories of the last days do."""
    said = gist(article)
    counted = {what: shared.get(mark, 0) for mark, what in said.marks.items()}
    return {
        trait: {what: rarity(trait, what, counted.get((trait, what), 0)) for what in every}
        for trait, every in said.traits.items()
    }
