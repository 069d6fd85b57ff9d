"""The demo's screen and keyboard: one channel as text, typed lines as slash commands."""

import asyncio
import os
import re
import sys
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from typing import Any

from sandbox.interactions import NoAnswer, Refused
from sandbox.limits.messages import LOADING
from sandbox.server import Sandbox
from sandbox.terminal_lines import LineError, parse, usage
from sandbox.terminal_text import clean, render

ADMIN, MEMBER = "ada", "mia"
_HOUR = 3600.0


class Terminal:
    """Shows what arrives in one channel and runs what is typed.

    Commands for members are run as mia, those that ask for a permission as ada, the admin. `write`
    gets whole blocks of lines, without the line feed at the end; nothing in them is obeyed by a
    terminal. `lines` is by default what is typed on standard input.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        channel: str,
        write: Callable[[str], None] | None = None,
        lines: AsyncIterator[str] | None = None,
    ) -> None:
        self._sandbox = sandbox
        self._world = sandbox.world
        self._channel = channel
        self._write = write or to_stdout
        self._lines = lines or typed_lines()
        self._typed = asyncio.Queue[str]()
        self._shown = {message["id"] for message in self._world.messages(channel)}

    async def run(self) -> None:
        """Returns when `quit` was typed; when nobody types any more, goes on until cancelled."""
        self._write(
            f"The channel #{self._channel} as it happens. Type /news search mars, "
            "/subscribe topic:moon, help or quit; the first story comes in about 20 seconds."
        )
        async with asyncio.TaskGroup() as tasks:
            others = [tasks.create_task(self._watch()), tasks.create_task(self._listen())]
            await self._obey()
            for task in others:
                task.cancel()

    async def _watch(self) -> None:
        """Shows new messages; after the first story it types a search, as an example."""
        example = ""
        while True:
            for message in await self._arrived():
                self._show(message, message["author"]["username"] if message["content"] else "")
                if not example and (example := search_for(message)):
                    self._write(f"\n> {example}")
                    self._typed.put_nowait(example)

    async def _listen(self) -> None:
        async for line in self._lines:
            self._typed.put_nowait(line)

    async def _obey(self) -> None:
        """One line after another, until `quit`."""
        # Cleaned here, since mistakes repeat what was typed.
        while (line := clean(await self._typed.get()).strip()) != "quit":
            if line == "help":
                self._write(usage(self._world.commands()))
            elif line:
                await self._execute(line)

    async def _arrived(self) -> list[dict[str, Any]]:
        while True:
            with suppress(TimeoutError):
                return await self._sandbox.until(self._unseen, timeout=_HOUR)

    def _unseen(self) -> list[dict[str, Any]]:
        """What arrived and says something: an answer that is still thought about comes later."""
        return [
            message
            for message in self._world.messages(self._channel)
            if message["id"] not in self._shown and not message["flags"] & LOADING
        ]

    def _show(self, message: Mapping[str, Any], heading: str) -> None:
        """Once: a public answer is also a message of the channel."""
        if message["id"] not in self._shown:
            self._shown.add(message["id"])
            block = render(message, self._world.clock(), self._names())
            self._write("\n".join(["", *filter(None, [heading and f"{heading}:", block])]))

    async def _execute(self, line: str) -> None:
        try:
            typed = parse(line, self._world.commands())
            name = ADMIN if typed.restricted else MEMBER
            person = self._sandbox.person(name, self._channel)
            answer = await person.command(typed.command, **typed.options)
        except NoAnswer as error:
            self._write(f"No answer: {error}.")
            return
        except (LineError, Refused) as error:
            self._write(str(error))
            return
        if "id" not in answer.message:
            self._write("The bot answers with a form, which a terminal cannot show.")
            return
        alone = f", for {name} alone" if answer.ephemeral else ""
        self._show(answer.message, f"{self._world.bot.display_name} answers{alone}")

    def _names(self) -> dict[str, str]:
        """What ids in a text stand for."""
        guild = self._world.guild
        channels = {str(one.id): f"#{one.name}" for one in guild.channels.values()}
        roles = {str(one.id): f"@{one.name}" for one in guild.roles.values()}
        people = {str(one.id): f"@{one.name}" for one in guild.members.values()}
        return channels | roles | people


def search_for(message: Mapping[str, Any]) -> str:
    """A search that finds the story of this card; empty for a message that is no card."""
    for embed in message["embeds"]:
        words = re.findall(r"[^\W\d_]{4,}", embed.get("title", ""))
        if words and embed.get("url"):
            return f"/news search {max(words, key=len).lower()}"
    return ""


def to_stdout(block: str) -> None:
    """What the stream's encoding cannot write (emoji, on some systems) becomes "?"."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(block.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()


async def typed_lines(descriptor: int | None = None) -> AsyncIterator[str]:
    """Lines from a file descriptor, by default standard input's; ends with it or without one.

    A thread reads, since the loop's own way would make a terminal's output non-blocking as well,
    and takes no files. It reads below sys.stdin, whose lock would be held when Python ends.
    """
    descriptor = _standard_input() if descriptor is None else descriptor
    if descriptor is None:
        return
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def hand_over(line: str | None) -> None:
        loop.call_soon_threadsafe(lines.put_nowait, line)

    threading.Thread(target=_read, args=(descriptor, hand_over), daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line


def _standard_input() -> int | None:
    try:
        return sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        # Closed, or replaced by something that is no file; descriptor 0 may be another file by now.
        return None


def _read(descriptor: int, hand_over: Callable[[str | None], None]) -> None:
    rest = b""
    # RuntimeError: the loop is closed, nobody listens any more.
    with suppress(RuntimeError):
        with suppress(OSError):
            while chunk := os.read(descriptor, 4096):
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    hand_over(line.decode(errors="replace"))
        if rest:
            hand_over(rest.decode(errors="replace"))
        hand_over(None)
