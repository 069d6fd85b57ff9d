"""What one reading leaves of what was known of a source."""

from dataclasses import replace
from datetime import datetime

from news.errors import Gone, SourceTrouble
from news.models import Document, Fetched, NotModified, Reading, Trouble
from news.schedule import moved


def answered(reading: Reading, answer: Fetched | NotModified, now: datetime) -> Reading:
    """The site has given what it has: all troubles are over."""
    return replace(
        reading,
        validators=answer.validators,
        read_at=now,
        whole_at=now if answer.whole else reading.whole_at,
        failures=0,
        failing_since=None,
        trouble=None,
        move=moved(reading, answer.moved_to, now),
    )


def read(reading: Reading, fetched: Fetched, document: Document, now: datetime) -> Reading:
    """What the site has given is a feed."""
    return replace(
        answered(reading, fetched, now),
        body_hash=fetched.body_hash,
        items=document.items,
        hints=document.hints,
        stopped="source.expired" if document.expired else None,
    )


def blamed(reading: Reading, trouble: SourceTrouble, now: datetime) -> Reading:
    """It could not be read; what was known of its document stays."""
    return replace(
        reading,
        failures=reading.failures + 1,
        failing_since=reading.failing_since or now,
        trouble=Trouble(trouble.key, trouble.values),
        stopped=trouble.key if isinstance(trouble, Gone) else None,
    )
