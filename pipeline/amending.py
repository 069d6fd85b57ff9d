"""What sources change in what they have told, and which messages are to show it."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from news.corrections import CORRECTABLE, GRAVE, Change, amends, changed, is_fresh
from news.models import Article, Story
from news.recognition import Match
from storage import amendments, edits
from storage.database import Transaction

log = logging.getLogger(__name__)


async def amend(tx: Transaction, again: Sequence[Match], now: datetime) -> int:
    """Writes what a source has changed in articles that it told before.

    How many messages are to show it.
    """
    read = {each.item: each.article for each in again if each.item and is_fresh(each.article, now)}
    told = await amendments.told(tx, list(read), now - CORRECTABLE)
    changes = []
    for each in told:
        if change := changed(each, read[each.key], now):
            changes.append(change)
        await asyncio.sleep(0)  # others' turn: a source may have touched all it told
    return await _show(tx, changes, now)


async def correct(
    tx: Transaction, new: Sequence[Article], told: Sequence[tuple[int, Story]], now: datetime
) -> int:
    """As amend(), for new articles that correct or withdraw others of their outlet.

    told: of each article the story that it has come to, with its number.
    """
    changes = [
        change
        for article, (story_id, story) in zip(new, told, strict=True)
        for change in amends(article, story, story_id)
    ]
    return await _show(tx, changes, now)


async def _show(tx: Transaction, changes: Sequence[Change], now: datetime) -> int:
    if not changes:
        return 0
    await amendments.save(tx, changes, now)
    for each in changes:
        if each.shows in GRAVE:
            log.info("article %s is %s", each.key, each.shows)
    return sum([await edits.mark(tx, each, now) for each in changes])
