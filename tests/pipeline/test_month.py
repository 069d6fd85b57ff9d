"""Weeks of generated news on a moved clock: every story has its fate, whatever the clocks show."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise

import pytest

from news.audience import wants
from news.errors import ChannelForbidden, SendFailed
from news.hours import Hours
from news.models import AFTERWARDS, HELD, Fate, Pace, PostKind
from news.publishing import AN_HOUR, LATEST, WAIT, WORTH_IT
from pipeline.parsing import Worker
from pipeline.session import Session
from storage.database import Database
from tests.pipeline.almanac import SERVERS
from tests.pipeline.season import Life, Owed, Record, Season
from tests.pipeline.wall import Wall, is_quiet
from tests.pipeline.witness import Message, Trouble

HOUR = timedelta(hours=1)
HOURS = {each.id: each.hours for each in SERVERS}
AFTERMATH = timedelta(minutes=75)
"""So long after a trouble a channel may rest yet, and what came meanwhile is told."""


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def trouble(
    begin: str, hours: float, error: SendFailed, *channels: int, after_all: bool = False
) -> Trouble:
    at = utc(begin)
    return Trouble(at, at + timedelta(hours=hours), error, after_all, channels)


FAILS = SendFailed("delivery.discord_fails")
LIMITS = SendFailed("delivery.rate_limited", retry_after=timedelta(minutes=2))
FORBIDS = ChannelForbidden("delivery.forbidden")

AUTUMN = Season(
    utc("2026-10-03"),
    utc("2026-11-03 00:10"),
    seed=6,
    troubles=[
        trouble("2026-10-06 11:00", 1.5, FAILS),
        trouble("2026-10-09 19:30", 1, FAILS, 11, 12, after_all=True),
        trouble("2026-10-13 10:00", 3, FORBIDS, 11, 31),
        trouble("2026-10-19 05:45", 0.5, FAILS, after_all=True),
        trouble("2026-10-25 00:20", 0.3, LIMITS),
        trouble("2026-10-28 20:30", 1, FAILS, 11),
    ],
    away=[
        (utc("2026-10-16 05:00"), utc("2026-10-16 08:20")),
        (utc("2026-10-27 13:00"), utc("2026-10-27 16:00")),
    ],
    starts=[utc("2026-10-11 12:34"), utc("2026-10-25 01:10")],
    busy=[
        (utc("2026-10-05 14:00"), "mars"),
        (utc("2026-10-08 09:00"), "sun"),
        (utc("2026-10-09 19:15"), "mars"),
        (utc("2026-10-13 09:50"), "sun"),
        (utc("2026-10-14 04:00"), "moon"),
        (utc("2026-10-20 16:00"), "launch"),
        (utc("2026-10-28 20:10"), "mars"),
    ],
)
"""Clocks change on the 4th on Lord Howe Island, on the 25th in Berlin, on the 1st in New York."""

SPRING = Season(
    utc("2027-03-27"),
    utc("2027-03-30 02:00"),
    seed=7,
    troubles=[
        trouble("2027-03-27 20:30", 4, FAILS, 11),
        trouble("2027-03-30 00:05", 1, FAILS, after_all=True),
    ],
    away=[(utc("2027-03-28 00:40"), utc("2027-03-28 01:20"))],
)
"""Clocks change on 28 March in Berlin."""

LEAP = Season(utc("2028-02-28"), utc("2028-03-01 22:00"), seed=8)


@pytest.mark.parametrize("season", [AUTUMN, SPRING, LEAP], ids=["autumn", "spring", "leap"])
async def test_every_story_is_accounted_for(
    db: Database, session: Session, worker: Worker, season: Season
) -> None:
    record = await Life(season, db, session, worker).live()
    for proof in PROOFS:
        proof(record)
    if season is AUTUMN:
        much_has_happened(record)


def every_story_that_is_wanted_has_one_fate(record: Record) -> None:
    wanted = {
        (each.channel_id, key)
        for each in record.wanted.values()
        for key, story in record.stories.items()
        if wants(each, story)
    }
    assert Counter((each.channel_id, each.story_key) for each in record.owed) == Counter(wanted)


def what_is_told_stands_in_one_message(record: Record) -> None:
    shown = Counter(
        (message.post.channel_id, key)
        for message in record.witness.messages
        for key in message.card.shown
    )
    told = [each for each in record.owed if each.fate is Fate.TOLD]
    assert shown == Counter((each.channel_id, each.story_key) for each in told)


def what_is_not_told_is_held_or_was_no_news(record: Record) -> None:
    for each in record.owed:
        assert each.fate in HELD | {Fate.TOLD, Fate.FIRST_READING}
        if each.fate in HELD:
            assert each.due_at
            assert each.due_at > record.season.end


def digests_come_at_their_hour(record: Record) -> None:
    for each, message in _told(record):
        wanted = record.wanted[each.subscription_id]
        if wanted.pace is Pace.INSTANT:
            continue
        assert message.post.kind is PostKind.DIGEST
        due = _wall(record, wanted.guild_id).digest(wanted.pace, each.owed_at)
        assert message.at >= due
        assert message.at == due or _is_excused(record, wanted.channel_id, due, message.at)


def a_period_has_one_digest_and_none_is_empty(record: Record) -> None:
    digests: dict[tuple[int, int, Pace], set[datetime]] = defaultdict(set)
    for message in record.witness.messages:
        if message.post.kind is PostKind.DIGEST:
            assert message.card.shown
            here = (message.post.guild_id, message.post.channel_id, message.post.pace)
            digests[here].add(message.at)
    for (guild_id, _, pace), times in digests.items():
        for one, other in pairwise(sorted(times)):
            assert _wall(record, guild_id).digest(pace, one) <= other


def nobody_is_disturbed_in_quiet_hours(record: Record) -> None:
    for message in record.witness.messages:
        assert not is_quiet(HOURS[message.post.guild_id], message.at)


def budgets_hold_in_any_hour(record: Record) -> None:
    because_of = {(each.channel_id, each.story_key): each.subscription_id for each in record.owed}
    for each in record.wanted.values():
        if (most := each.max_per_hour) is None:
            continue
        times = [
            message.at
            for message in record.witness.of(each.channel_id)
            if message.post.kind is not PostKind.DIGEST
            and {because_of[each.channel_id, key] for key in message.card.shown} == {each.id}
        ]
        assert all(later - at >= HOUR for at, later in zip(times, times[most:], strict=False))


def roles_are_mentioned_once_an_hour(record: Record) -> None:
    mentioned: dict[int, list[datetime]] = defaultdict(list)
    for message in record.witness.messages:
        if message.post.mention:
            assert message.post.kind in (PostKind.CARD, PostKind.COMPACT)
            mentioned[message.post.mention].append(message.at)
    for times in mentioned.values():
        assert all(later - at >= HOUR for at, later in pairwise(times))


def followers_get_the_best_in_time(record: Record) -> None:
    messages = {each.id: each for each in record.witness.messages}
    published: dict[int, list[datetime]] = defaultdict(list)
    waiting = {each.id: each for each in messages.values() if each.post.publish}
    for at, number in record.witness.published:
        chosen = waiting.pop(number)
        channel_id = chosen.post.channel_id
        assert at - chosen.at <= LATEST
        assert chosen.post.kind is not PostKind.CARD or _may_be_published(record, chosen, at)
        published[channel_id].append(at)
        for other in waiting.values():
            here = other.post.channel_id == channel_id and _may_be_published(record, other, at)
            if here and not _is_excused(record, channel_id, other.at, at):
                assert _outlets(record, other, at) <= _outlets(record, chosen, at)
    for times in published.values():
        assert all(later - at >= HOUR for at, later in zip(times, times[AN_HOUR:], strict=False))


def cards_keep_their_order(record: Record) -> None:
    """Those that nothing has held up on purpose."""
    owed = {
        (each.channel_id, each.story_key): each.owed_at
        for each in record.owed
        if each.due_at == each.owed_at
    }
    for kind in (PostKind.CARD, PostKind.COMPACT):
        times: dict[int, list[datetime]] = defaultdict(list)
        for message in record.witness.messages:
            here = message.post.channel_id
            if message.post.kind is kind:
                times[here] += [owed[here, k] for k in message.card.shown if (here, k) in owed]
        assert all(each == sorted(each) for each in times.values())


PROOFS: Sequence[Callable[[Record], None]] = (
    every_story_that_is_wanted_has_one_fate,
    what_is_told_stands_in_one_message,
    what_is_not_told_is_held_or_was_no_news,
    digests_come_at_their_hour,
    a_period_has_one_digest_and_none_is_empty,
    nobody_is_disturbed_in_quiet_hours,
    budgets_hold_in_any_hour,
    roles_are_mentioned_once_an_hour,
    followers_get_the_best_in_time,
    cards_keep_their_order,
)


def much_has_happened(record: Record) -> None:
    """Else little would have been proven."""
    messages = record.witness.messages
    elsewhere = {PostKind.NOTICE, PostKind.WELCOME, PostKind.TEST}
    assert {each.post.kind for each in messages} == {*PostKind} - AFTERWARDS - elsewhere
    assert {each.post.mention for each in messages} == {None, 901, 902, 903}
    assert {each.post.budget_of for each in messages if each.post.kind is PostKind.ROUNDUP} > {None}
    berlin = [each.at for each in messages if each.post.guild_id == 1 and each.is_digest]
    assert {6, 7} <= {each.hour for each in berlin}
    times = [at for at, _ in record.witness.published]
    assert any(later - at < HOUR for at, later in zip(times, times[AN_HOUR - 1 :], strict=False))
    assert record.witness.edits


def _told(record: Record) -> Iterator[tuple[Owed, Message]]:
    by_place = {(each.channel_id, each.story_key): each for each in record.owed}
    for message in record.witness.messages:
        for key in message.card.shown:
            yield by_place[message.post.channel_id, key], message


def _wall(record: Record, guild_id: int) -> Wall:
    return _hung(HOURS[guild_id], record.season.begin, record.season.end)


@cache
def _hung(hours: Hours, begin: datetime, end: datetime) -> Wall:
    return Wall(hours, begin, end)


def _is_excused(record: Record, channel_id: int, since: datetime, until: datetime) -> bool:
    """There was trouble in a channel meanwhile, or the bot did not run."""
    season = record.season
    troubles = [
        (each.begin, each.end + AFTERMATH)
        for each in season.troubles
        if not each.channels or channel_id in each.channels
    ]
    return any(begin <= until and since <= end for begin, end in (*troubles, *season.away))


def _may_be_published(record: Record, message: Message, at: datetime) -> bool:
    is_ripe = message.at + WAIT <= at or _outlets(record, message, at) >= WORTH_IT
    return is_ripe and at - message.at <= LATEST


def _outlets(record: Record, message: Message, at: datetime) -> int:
    times = [record.outlets[key] for key in message.card.shown]
    return max(sum(each <= at for each in one) for one in times)
