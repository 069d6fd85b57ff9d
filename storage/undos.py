"""What admins did to subscriptions, as it was before, for as long as it can be taken back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from news.models import Pace, Style, Subscription
from storage.database import Reader, Transaction
from storage.schema import undos


@dataclass(frozen=True, slots=True)
class Undo:
    """before: the subscription as it was; None: there was none. after: as it is since; None: ended.

    Only the languages are left out, which are the server's. waited: keys of the stories that were
    owed because of it and in no post then. user_id: who did it.
    """

    key: str
    guild_id: int
    user_id: int
    before: Subscription | None
    after: Subscription | None
    waited: tuple[str, ...] = ()


async def keep(tx: Transaction, undo: Undo, now: datetime) -> None:
    payload = {
        "before": _packed(undo.before),
        "after": _packed(undo.after),
        "waited": undo.waited,
    }
    values = {"key": undo.key, "guild_id": undo.guild_id, "user_id": undo.user_id, "made_at": now}
    await tx.write(insert(undos), {**values, "payload": json.dumps(payload)})


async def find(db: Reader, key: str) -> Undo | None:
    rows = await db.rows(select(undos).where(undos.c.key == key))
    if not rows:
        return None
    [row] = rows
    payload = json.loads(row.payload)
    before, after = _unpacked(payload["before"]), _unpacked(payload["after"])
    return Undo(row.key, row.guild_id, row.user_id, before, after, tuple(payload["waited"]))


async def drop(tx: Transaction, key: str) -> None:
    """It is taken back, and cannot be once more."""
    await tx.write(delete(undos).where(undos.c.key == key))


async def forget(tx: Transaction, before: datetime) -> None:
    """What was done so long ago stays."""
    await tx.write(delete(undos).where(undos.c.made_at < before))


def _packed(subscription: Subscription | None) -> dict[str, Any] | None:
    if subscription is None:
        return None
    since = subscription.paused_at
    packed = asdict(subscription) | {"paused_at": since and since.isoformat()}
    del packed["languages"]
    return packed


def _unpacked(packed: Mapping[str, Any] | None) -> Subscription | None:
    """Also what an older version packed, or a newer one that has gone again."""
    if packed is None:
        return None
    known = {each.name: packed[each.name] for each in fields(Subscription) if each.name in packed}
    since = known.get("paused_at")
    return Subscription(
        **known
        | {
            "style": Style(known["style"]),
            "pace": Pace(known["pace"]),
            "paused_at": datetime.fromisoformat(since) if since else None,
        }
    )
