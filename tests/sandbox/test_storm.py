"""Bad weather: which requests go wrong, and how."""

from random import Random

import pytest

from sandbox.server import Sandbox
from sandbox.storm import WAYS, Storm
from tests.sandbox.client import Bot

POST = ("POST", "/channels/1/messages")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        POST,
        ("GET", "/channels/1/messages"),
        ("PATCH", "/channels/1/messages/2"),
        ("POST", "/channels/1/messages/2/crosspost"),
        ("POST", "/channels/1/threads"),
        ("GET", "/guilds/1/threads/active"),
    ],
)
def test_what_a_bot_delivers_by_is_befallen(method: str, path: str) -> None:
    assert Storm(1.0, Random(1))(method, path)


@pytest.mark.parametrize(
    "path",
    ["/gateway/bot", "/users/@me", "/applications/1/commands", "/interactions/1/secret/callback"],
)
def test_neither_starts_nor_commands_are_befallen(path: str) -> None:
    assert Storm(1.0, Random(1))("POST", path) is None


def test_the_same_chance_makes_the_same_storm() -> None:
    one, other = Storm(0.3, Random(5)), Storm(0.3, Random(5))
    for _ in range(500):
        one(*POST)
        other(*POST)
    assert one.befallen == other.befallen
    assert set(one.befallen) == set(WAYS)
    assert 100 < one.befallen.total() < 200


def test_what_is_refused_for_coming_too_often_has_no_effect() -> None:
    assert not any(
        what.get("after_effect") for _, what in WAYS.values() if what.get("status") == 429
    )


async def test_the_weather_befalls_requests_until_it_is_cleared(sandbox: Sandbox, bot: Bot) -> None:
    limited = Storm(1.0, Random(3))
    faults = iter([limited(*POST)])
    sandbox.faults.weather = lambda *_: next(faults, None)
    await bot.text_channel("general").send("story", nonce="post-1")
    assert limited.befallen == {"429": 1}
    assert [one.status for one in sandbox.requests[-2:]] == [429, 200]
    sandbox.faults.weather = Storm(1.0, Random(1))
    sandbox.faults.clear()
    await bot.text_channel("general").send("another")
    assert len(sandbox.world.messages("general")) == 2
