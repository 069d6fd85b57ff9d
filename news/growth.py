"""How long and how often the message of a story is edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)

EDITABLE = HOUR
"""Of a message's age. Discord counts the edits of older ones (30046), and who looks at them?"""

GAP = timedelta(minutes=1)
"""Between two edits of one message: what comes meanwhile is shown by one."""

AN_HOUR = 3
"""Edits that Discord takes of a message that is published: its followers get each of them."""

LAST = EDITABLE - timedelta(minutes=5)
"""Of such a message's age: until then the last of these edits waits, to show the last state."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One that waits, and what is known of its message.

    told_at: when that was sent. edited: when it was edited within the last hour, oldest first.
    published_at: since when each edit goes to followers. marks: a correction, which never expires.
    """

    key: str
    told_at: datetime
    edited: Sequence[datetime] = ()
    published_at: datetime | None = None
    marks: bool = False


def due_at(edit: Edit, now: datetime) -> datetime | None:
    """When it may be made; None: by then the message is too old for it."""
    earliest = max([now, *(each + GAP for each in edit.edited[-1:])])
    if edit.published_at:
        earliest = max(earliest, _taken_at(edit, edit.published_at))
    if edit.marks or earliest < edit.told_at + EDITABLE:
        return earliest
    return None


def _taken_at(edit: Edit, published_at: datetime) -> datetime:
    """When the message's followers may be sent another edit."""
    sent = [each for each in edit.edited if each >= published_at]
    if len(sent) >= AN_HOUR:
        return sent[-AN_HOUR] + HOUR
    if len(sent) == AN_HOUR - 1 and not edit.marks:
        return edit.told_at + LAST
    return edit.told_at
