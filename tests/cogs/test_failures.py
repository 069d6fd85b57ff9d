"""What Discord refuses is an error of ours that says what to do about it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from news.errors import (
    Blocked,
    ChannelForbidden,
    ChannelGone,
    EditLater,
    MessageDeleted,
    PostRefused,
    SendFailed,
    TokenRefused,
)
from pipeline.refusals import ENOUGH
from sandbox.models import Json
from sandbox.server import Sandbox
from tests import feeds
from tests.cogs.sending import Sender
from tests.house import House, Start

OLD = "Lander touches down on the Moon"
MESSAGES = r"/channels/\d+/messages$"


@pytest.fixture
async def sender(house: House) -> Sender:
    return Sender(house, "space-news")


@pytest.fixture
async def another(start: Start, sandbox: Sandbox) -> AsyncIterator[Sender]:
    """Of a bot whose requests may be as forged as a test needs them."""
    async with start() as house:
        yield Sender(house, "space-news")


async def failure(sender: Sender, status: int, code: int = 0) -> SendFailed:
    """What becomes of such an answer to a new message."""
    body: Json = {"message": "Forged.", "code": code}
    sender.sandbox.faults.add(
        "POST", MESSAGES, status=status, json=body, headers={"Via": "1.1 sandbox"}
    )
    with pytest.raises(SendFailed) as failed:
        await sender.send(sender.post())
    return failed.value


REMEDIES = [
    (404, 10003, ChannelGone, "delivery.gone"),
    (404, 10004, ChannelForbidden, "delivery.forbidden"),
    (404, 10008, MessageDeleted, "delivery.deleted"),
    (404, 0, SendFailed, "delivery.discord_fails"),
    (403, 50001, ChannelForbidden, "delivery.forbidden"),
    (403, 50013, ChannelForbidden, "delivery.forbidden"),
    (403, 50009, ChannelForbidden, "delivery.forbidden"),
    (403, 0, SendFailed, "delivery.discord_fails"),
    (403, 40333, SendFailed, "delivery.discord_fails"),
    (403, 240000, PostRefused, "delivery.refused"),
    (400, 240000, PostRefused, "delivery.refused"),
    (400, 200000, PostRefused, "delivery.refused"),
    (403, 50005, PostRefused, "delivery.refused"),
    (400, 50035, PostRefused, "delivery.refused"),
    (400, 50024, PostRefused, "delivery.refused"),
    (413, 40005, PostRefused, "delivery.refused"),
    (400, 40004, SendFailed, "delivery.discord_fails"),
    (400, 20016, SendFailed, "delivery.discord_fails"),
    (400, 50083, ChannelForbidden, "delivery.locked"),
    (400, 160005, ChannelForbidden, "delivery.locked"),
    (400, 160006, ChannelForbidden, "delivery.full"),
    (400, 40067, ChannelForbidden, "delivery.tag_required"),
    (400, 30046, EditLater, "delivery.edit_later"),
    (503, 0, SendFailed, "delivery.discord_fails"),
]


async def test_the_code_tells_what_is_to_be_done_and_then_the_status(sender: Sender) -> None:
    for status, code, kind, key in REMEDIES:
        found = await failure(sender, status, code)
        assert (type(found), found.key) == (kind, key), f"{status} {code}"


async def test_a_limit_is_waited_for_as_long_as_the_longest_answer_says(sender: Sender) -> None:
    sender.sandbox.faults.add(
        "POST",
        MESSAGES,
        status=429,
        json={"message": "Slow.", "retry_after": 40.0, "global": False},
        headers={"Via": "1.1 sandbox", "Retry-After": "50"},
    )
    with pytest.raises(SendFailed) as failed:
        await sender.send(sender.post())
    assert failed.value.retry_after == timedelta(seconds=50)


async def test_a_429_that_is_not_discords_own_stops_all_telling(sender: Sender) -> None:
    sender.sandbox.faults.add("POST", MESSAGES, status=429, headers={"Retry-After": "600"})
    with pytest.raises(Blocked) as failed:
        await sender.send(sender.post())
    assert failed.value.retry_after == timedelta(minutes=10)
    sender.forget_forged()


async def test_an_unknown_token_stops_the_bot_whatever_it_was_asking(another: Sender) -> None:
    another.sandbox.world.token = "another.one.now"
    with pytest.raises(SendFailed):
        await another.posting.find(another.post())
    assert isinstance(another.house.bot.refused, TokenRefused)


async def test_refusals_are_counted_and_shared_limits_are_not(sender: Sender) -> None:
    refusals = sender.house.newsroom.room.refusals
    before = len(refusals)
    await failure(sender, 403)
    await failure(sender, 404)
    await failure(sender, 503)
    assert len(refusals) == before + 1
    body = {"message": "Slow.", "retry_after": 0.01, "global": False}
    for scope in ("user", "shared"):
        headers = {"Via": "1.1 sandbox", "X-RateLimit-Scope": scope}
        sender.sandbox.faults.add("POST", MESSAGES, status=429, json=body, headers=headers)
    await sender.send(sender.post())
    assert len(refusals) == before + 2


async def test_before_discord_shuts_the_bot_out_it_falls_silent_and_goes_on_later(
    sender: Sender,
) -> None:
    house = sender.house
    await house.admin("subscribe", topic="all")
    await failure(sender, 403)
    for _ in range(ENOUGH):
        house.newsroom.room.refusals.count()
    house.feeds.publish("/orbit", feeds.rss(["Probe finds ice on the Moon", OLD]))
    asked = len(sender.sandbox.requests)
    await house.read()
    assert len(sender.sandbox.requests) == asked
    house.clock.move(minutes=10)
    await house.read()
    assert house.titles() == ["Probe finds ice on the Moon"]
