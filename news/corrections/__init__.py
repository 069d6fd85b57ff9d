"""What outlets change in what they have told: headlines, corrections, withdrawals."""

from news.corrections.changes import CORRECTABLE, Change, Told, amends, changed, is_fresh
from news.corrections.signs import GRAVE, graver

__all__ = [
    "CORRECTABLE",
    "GRAVE",
    "Change",
    "Told",
    "amends",
    "changed",
    "graver",
    "is_fresh",
]
