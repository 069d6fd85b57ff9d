"""Which topics of the vocabulary an article carries.

One file a topic, whose name and description stand with all else that people read (`named.` and
`described.` in news/locale), and three more: space.toml (what speaks of space without saying which
topic), trade.toml (shops, and the housekeeping of an outlet), ordinary.toml (the rest of the news).
Each of these lists is optional:

    words       plain evidence by themselves, in any case
    names       the same, found as written here
    common      also in news of everything else (money, laws, weather, books), so they count only
                where the text or its source speaks of space; with a capital: found as written
    nature      count, as this topic's common ones do, only in a bare headline of an unknown source
    without     phrases that are not meant, in any case: nothing inside them is found for this topic
    sections    folders of an article's address ("science.nasa.gov/earth/…"), good evidence
    beside      common where one of `these` and one of `near` stand in the same text
    not_beside  `these` do not count where one of `near` stands in the same text

Only whole words are found; a * at the end takes every ending ("asteroid*"). Hyphens, apostrophes
and accents do not matter: "near-Earth" is "near earth". One plain term in a headline is enough
for a topic. How terms are weighed: weighing.py.
"""

from news.topics.vocabulary import TOPICS, description, name, names, shown, topic
from news.topics.weighing import MOST, classify, sections

__all__ = [
    "MOST",
    "TOPICS",
    "classify",
    "description",
    "name",
    "names",
    "sections",
    "shown",
    "topic",
]
