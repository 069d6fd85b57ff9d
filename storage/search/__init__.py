"""Searching: SQLite's FTS5, and what is kept beside it. Another database will spell this folder
differently, and no other."""

from storage.search.finding import (
    ANY,
    STRANGER,
    Asked,
    Hit,
    Match,
    hits,
    load,
    near,
    some,
)
from storage.search.headlines import LOOKED_AT, headlined, saying
from storage.search.rows import hand_over, index, source_tag
from storage.search.spoken import beginning, like, seen

__all__ = [
    "ANY",
    "LOOKED_AT",
    "STRANGER",
    "Asked",
    "Hit",
    "Match",
    "beginning",
    "hand_over",
    "headlined",
    "hits",
    "index",
    "like",
    "load",
    "near",
    "saying",
    "seen",
    "some",
    "source_tag",
]
