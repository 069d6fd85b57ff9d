"""Posts as rows of their table, and back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from news.corrections import graver
from news.models import Amendment, Pace, Place, Post, PostKind, PostState


def post(row: Row[Any], told: Sequence[Row[Any]]) -> Post:
    """told: the keys of its stories, in their order."""
    return Post(
        key=row.key,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        kind=PostKind(row.kind),
        story_keys=tuple(each.key for each in told),
        place=Place(row.place),
        expired=row.expired,
        pace=Pace(row.pace),
        part=row.part,
        parts=row.parts,
        plain=row.plain,
        silent=row.silent,
        publish=row.publish,
        mention=row.mention,
        budget_of=row.budget_of,
        due_at=row.due_at,
        state=PostState(row.state),
        composed_at=row.composed_at,
        started_at=row.started_at,
        message_id=row.message_id,
        lead=row.lead or "",
        published=row.published_at is not None,
        amended=Amendment(row.amended),
    )


def edit(row: Row[Any], whole: Post) -> Post:
    """As the post that it edits or publishes, but for what is its own."""
    return replace(
        whole,
        key=row.key,
        kind=PostKind(row.kind),
        state=PostState(row.state),
        due_at=row.due_at,
        composed_at=row.composed_at,
        started_at=row.started_at,
        edits=whole.key,
        amended=graver(whole.amended, Amendment(row.amended)),
    )


def row(its: Post, now: datetime) -> dict[str, Any]:
    """One that is composed now."""
    return {
        "key": its.key,
        "guild_id": its.guild_id,
        "channel_id": its.channel_id,
        "kind": its.kind.value,
        "state": PostState.COMPOSED.value,
        "plain": its.plain,
        "expired": its.expired,
        "place": its.place.value,
        "pace": its.pace.value,
        "part": its.part,
        "parts": its.parts,
        "silent": its.silent,
        "publish": its.publish,
        "mention": its.mention,
        "budget_of": its.budget_of,
        "composed_at": now,
        "due_at": its.due_at,
    }
