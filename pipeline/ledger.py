"""What readings without news leave behind, written several at a time: most readings are these."""

import asyncio
from dataclasses import dataclass, field

from storage import sources
from storage.database import Database
from storage.sources import Record


@dataclass(slots=True)
class _Page:
    records: list[Record] = field(default_factory=list)
    written: bool = False


class Ledger:
    """Readings that end while others are being written are written together after them."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._turn = asyncio.Lock()
        self._page = _Page()

    async def write(self, record: Record) -> None:
        """Returns when it is written; raises what kept it from that."""
        page = self._page
        page.records.append(record)
        async with self._turn:
            if page.written:
                return  # whoever had the turn before has written it, too
            if page is self._page:
                self._page = _Page()
            # Else its writer was broken off or failed.
            async with self._db.transaction() as tx:
                await sources.record(tx, page.records)
            page.written = True
