"""The loops of the bot."""

import asyncio

import pytest

from cogs import clockwork


class Failing(clockwork.Clockwork):
    """Fails in its first rounds."""

    def __init__(self) -> None:
        self.rounds = 0
        self.went_on = asyncio.Event()

    async def round(self) -> None:
        self.rounds += 1
        if self.rounds < 3:
            raise KeyError("which discord.py does not expect")
        self.went_on.set()
        await asyncio.Event().wait()


async def test_a_loop_goes_on_after_any_error(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(clockwork, "PAUSE_SECONDS", 0)
    cog = Failing()
    await cog.cog_load()
    async with asyncio.timeout(5):
        await cog.went_on.wait()
    await cog.cog_unload()
    assert caplog.text.count("a round of Failing failed") == 2
