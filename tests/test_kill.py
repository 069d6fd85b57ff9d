"""kill -9 at the worst moments: each owed story is in the channel exactly once."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.server import Sandbox
from tests import bot_process, feeds
from tests.programme import OLD, Programme

NEW = ["Probe finds ice on Mars", "Rover wakes after a lunar night", "Crew leaves space station"]
MESSAGES = r"/channels/\d+/messages$"


@pytest.fixture
async def programme(tmp_path: Path, migrated: Path) -> AsyncIterator[Programme]:
    async with feeds.serving() as served:
        served.publish("/orbit", feeds.rss([OLD]))
        sandbox = Sandbox(lambda: made.clock(), limits=False)
        async with sandbox:
            made = Programme(sandbox, served, tmp_path)
            shutil.copyfile(migrated, made.database)
            yield made
            if made.process and made.process.returncode is None:
                await made.kill()


async def ended_well(programme: Programme) -> None:
    """Ended as a service manager would; nothing is owed any more."""
    assert await programme.kill(signal.SIGTERM) == 0
    assert set(programme.fates()) == {"told"}


@pytest.mark.parametrize("after_effect", [False, True], ids=["before it is posted", "after"])
async def test_killed_while_posting(programme: Programme, after_effect: bool) -> None:
    await programme.subscribed("space-news")
    fault = programme.sandbox.faults.add("POST", MESSAGES, hang=True, after_effect=after_effect)
    programme.publish(NEW[0])
    await programme.until_befallen(fault)
    await programme.kill()
    assert programme.titles() == NEW[: int(after_effect)]
    assert programme.fates() == ["owed"]
    await programme.start()
    await programme.sandbox.until(lambda: posts_answered(programme) == 1, 30)
    await ended_well(programme)
    assert programme.titles() == NEW[:1]


def posts_answered(programme: Programme) -> int:
    return sum(
        one.method == "POST" and one.path.endswith("/messages") and one.status == 200
        for one in programme.sandbox.requests
    )


async def test_killed_after_posting_and_started_when_the_nonce_is_forgotten(
    programme: Programme,
) -> None:
    await programme.subscribed("space-news")
    fault = programme.sandbox.faults.add("POST", MESSAGES, hang=True, after_effect=True)
    programme.publish(NEW[0])
    await programme.until_befallen(fault)
    await programme.kill()
    programme.minutes_ahead = 30
    programme.sandbox.world.forget_nonces()
    await programme.start()
    await programme.sandbox.until(
        lambda: any(
            one.method == "GET" and one.path.endswith("/messages")
            for one in programme.sandbox.requests
        ),
        30,
    )
    programme.publish(*NEW[:2])
    await programme.sandbox.until(lambda: NEW[1] in programme.titles(), 30)
    await ended_well(programme)
    assert programme.titles() == NEW[:2]


async def test_killed_while_discord_is_away(programme: Programme) -> None:
    await programme.subscribed("space-news", "launches")
    fault = programme.sandbox.faults.add("POST", MESSAGES, status=503, times=None)
    programme.publish(*NEW)
    await programme.sandbox.until(lambda: fault.hits >= 2, 30)
    await programme.kill()
    programme.sandbox.faults.clear()
    programme.minutes_ahead = 1  # the channels have rested
    await programme.start()
    for channel in ("space-news", "launches"):
        await programme.until_told(channel, 3)
        assert programme.titles(channel) == NEW
    await ended_well(programme)


async def test_a_second_process_on_the_same_file_is_refused(programme: Programme) -> None:
    await programme.subscribed("space-news")
    first, programme.process = programme.process, None
    second = await asyncio.create_subprocess_exec(
        *bot_process.command(programme.sandbox.api, programme.sandbox.gateway),
        env=os.environ
        | {"DISCORD_TOKEN": "x.y.z", "DATABASE_URL": f"sqlite:///{programme.database}"},
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await second.communicate()
    programme.process = first
    assert second.returncode == 2
    assert said.decode().startswith("Another process is using")
    assert "Traceback" not in said.decode()


async def test_a_post_in_flight_is_settled_when_the_bot_is_ended(programme: Programme) -> None:
    await programme.subscribed("space-news")
    fault = programme.sandbox.faults.add("POST", MESSAGES, hang=True, after_effect=True)
    programme.publish(NEW[0])
    await programme.until_befallen(fault)
    assert programme.process is not None
    began = asyncio.get_running_loop().time()
    programme.process.send_signal(signal.SIGINT)
    fault.release()
    assert await programme.process.wait() == 0
    assert asyncio.get_running_loop().time() - began < 5
    assert programme.fates() == ["told"]


async def test_an_unknown_token_ends_the_bot_with_a_sentence(programme: Programme) -> None:
    programme.sandbox.world.token = "another.one.now"
    process = await asyncio.create_subprocess_exec(
        *bot_process.command(programme.sandbox.api, programme.sandbox.gateway),
        env=os.environ
        | {"DISCORD_TOKEN": "se.cr.et", "DATABASE_URL": f"sqlite:///{programme.database}"},
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    assert process.returncode == 2
    assert "Discord does not know this DISCORD_TOKEN" in said.decode()
    assert "se.cr.et" not in said.decode()
