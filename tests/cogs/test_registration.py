"""Commands are registered when they are not the ones that Discord knows."""

from typing import Any

import pytest

from cogs.listed import same
from sandbox.server import Sandbox
from tests.house import Start


def written(sandbox: Sandbox) -> list[str]:
    """The places to which commands were written."""
    return [
        "server" if "/guilds/" in request.path else "everywhere"
        for request in sandbox.requests
        if request.method == "PUT" and request.path.endswith("/commands")
    ]


async def test_a_second_start_registers_nothing(start: Start, sandbox: Sandbox) -> None:
    async with start():
        assert written(sandbox) == ["everywhere"]
    async with start():
        assert written(sandbox) == ["everywhere"]


async def test_a_test_server_has_the_commands_alone_and_loses_them_again(
    start: Start, sandbox: Sandbox
) -> None:
    guild = sandbox.world.guild.id
    registered = sandbox.world.registered
    async with start(TEST_GUILD=str(guild)):
        assert registered[guild]
        assert not registered[None]
    async with start():
        assert not registered[guild]
        assert registered[None]
    async with start():
        assert written(sandbox) == ["server", "everywhere", "server"]


COMMAND: dict[str, Any] = {
    "name": "news",
    "type": 1,
    "description": "News",
    "options": [{"name": "query", "type": 3, "description": "Words", "min_value": 0}],
}


@pytest.mark.parametrize(
    ("known", "are_same"),
    [
        pytest.param(COMMAND | {"id": "1", "version": "2", "nsfw": False}, True, id="additions"),
        pytest.param(COMMAND | {"default_member_permissions": None}, True, id="null"),
        pytest.param(COMMAND | {"description": "Newer"}, False, id="description"),
        pytest.param(COMMAND | {"options": []}, False, id="options"),
        pytest.param(COMMAND | {"default_member_permissions": "32"}, False, id="permissions"),
        pytest.param(
            COMMAND | {"options": [COMMAND["options"][0] | {"min_value": None}]},
            False,
            id="zero is not nothing",
        ),
    ],
)
def test_what_counts_as_the_same_command(known: dict[str, Any], are_same: bool) -> None:
    assert same([known], [COMMAND]) is are_same


def test_the_order_of_commands_does_not_count() -> None:
    other = COMMAND | {"name": "subscribe"}
    assert same([COMMAND, other], [other, COMMAND])
    assert not same([COMMAND], [COMMAND, other])


async def test_a_test_server_that_the_bot_is_not_in_is_said_once(
    start: Start, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    sandbox.faults.add("GET", r"/guilds/\d+/commands", status=403, times=None)
    async with start(TEST_GUILD="123456789012345678"):
        pass
    assert caplog.text.count("takes no commands") == 1
