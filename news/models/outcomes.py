"""What became of a story in one channel, as far as it can be told."""

from dataclasses import dataclass
from datetime import datetime

from news.models.delivering import Delivery, Place


@dataclass(frozen=True, slots=True)
class Outcome:
    """A delivery with what came of it.

    outlet: whose article brought it, where that is still known. told_at: when Discord took the
    message; message_id: in a forum its thread's, too. trouble: the key of the sentence why nothing
    is told in its channel before retry_at.
    """

    delivery: Delivery
    outlet: str = ""
    place: Place = Place.TEXT
    message_id: int | None = None
    told_at: datetime | None = None
    trouble: str | None = None
    retry_at: datetime | None = None

    @property
    def link(self) -> str | None:
        """To the message that tells it."""
        if self.message_id is None:
            return None
        channel = "" if self.place is Place.FORUM else f"/{self.delivery.channel_id}"
        return f"https://discord.com/channels/{self.delivery.guild_id}{channel}/{self.message_id}"
