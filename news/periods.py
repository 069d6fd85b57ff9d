"""The time of which somebody asks for a digest."""

from datetime import datetime, timedelta
from enum import StrEnum


class Period(StrEnum):
    """It ends when it is asked for."""

    DAY = "day"
    WEEK = "week"

    def ending(self, until: datetime) -> tuple[datetime, datetime]:
        """When it began and when it ends."""
        return until - timedelta(days=1 if self is Period.DAY else 7), until
