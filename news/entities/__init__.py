"""What a story can name: missions, vehicles, agencies, companies, bodies, places.

One file a kind, one table an entity:

    [lucy]                          its id: what is stored and typed
    name = "Lucy"                   what is shown; found as written
    aliases = ["Lucy spacecraft"]   found as written; in lower case throughout: in any case
    loose = ["Lucy"]                names of these that count only beside one of the next
    beside = ["asteroid*"]          words elsewhere in headline or summary, written as aliases are
    without = ["I Love Lucy"]       phrases that are not meant, in any case
    parents = ["nasa"]              what it belongs to, of any kind
    topics = ["small-bodies"]       what its bare name is evidence for
    home = "https://…"              its own page, or its owner's about it, and nobody else's

Whole words only; a * at the end takes every ending; hyphens, apostrophes and accents do not matter.
A name inside a longer one is not found there: "Falcon Heavy" is no Falcon 9, and "Europa Clipper"
belongs to Europa because Europa is among its parents. No two may share a name, unless it is loose.
"""

from news.entities.naming import ENTITIES, MOST, entity, lineage, named

__all__ = ["ENTITIES", "MOST", "entity", "lineage", "named"]
