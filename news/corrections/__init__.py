"""What outlets change in what they have told: headlines, corrections, withdrawals."""

from news.corrections.changes import CORRECTABLE, Change, Told, changed, is_fresh
from news.corrections.signs import GRAVE, graver, marked

__all__ = [
    "CORRECTABLE",
    "GRAVE",
    "Change",
    "Told",
    "changed",
    "graver",
    "is_fresh",
    "marked",
]
