"""Downlink: reads the settings, opens what must be open, runs the bot. The only main()."""

import argparse
import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from dotenv import dotenv_values
from pythonjsonlogger.json import JsonFormatter

from cogs.bot import Downlink
from news import settings
from news.errors import SettingWrong, StartRefused, TokenRefused
from news.settings import Settings
from news.words import say
from pipeline.checkup import examined, sources_of
from pipeline.newsroom import Newsroom
from pipeline.pacing import Clock
from pipeline.parsing import Worker
from pipeline.session import open_session
from sandbox.demo import Demo, PortNotFree
from sandbox.demo.browser import open_page
from storage import roster
from storage.database import open_database

log = logging.getLogger("downlink")

REFUSED = 2
LOGIN_WAITS = (1, 2, 5, 10, 30, 60)
"""Seconds between tries to reach Discord at the start: a machine may be up before its network."""


def now() -> datetime:
    """The clock: everything else is told the time."""
    return datetime.now(UTC)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0, or 2 where something must be mended before the bot can run."""
    parser = options()
    chosen = parser.parse_args(arguments)
    if not chosen.demo and (chosen.port is not None or chosen.no_browser):
        parser.error(say("bot.demo_only"))
    try:
        env = environment()
        if chosen.check:
            return check(env)
        runs = demo(env, chosen.port, browser=not chosen.no_browser) if chosen.demo else real(env)
        asyncio.run(runs)
    except StartRefused as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        # Only where the system knows no signal handlers; the bot has closed all the same.
        return 0
    return 0


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bot.py", description=say("bot.description"))
    parser.add_argument("--check", action="store_true", help=say("bot.check"))
    parser.add_argument("--demo", action="store_true", help=say("bot.demo"))
    parser.add_argument("--port", type=int, metavar="N", help=say("bot.port"))
    parser.add_argument("--no-browser", action="store_true", help=say("bot.no_browser"))
    return parser


def environment() -> dict[str, str]:
    """Settings from the environment, then from .env; what is empty counts as not set.

    Raises SettingWrong where .env cannot be read.
    """
    try:
        from_file = {name: value for name, value in dotenv_values(".env").items() if value}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingWrong("env.not_read", cause=str(error)) from error
    return from_file | {name: value for name, value in os.environ.items() if value.strip()}


async def real(env: Mapping[str, str]) -> None:
    """Runs the bot on Discord until it is told to end."""
    told = listen()
    chosen = settings.load(env)
    if chosen.token is None:
        raise SettingWrong("token.missing")
    write_log(chosen)
    await run(chosen, now, told)


async def demo(env: Mapping[str, str], port: int | None = None, *, browser: bool = True) -> None:
    """Runs the same bot in a pretend server on this machine, with sources of its own."""
    told = listen()
    if port is not None and not 0 <= port < 1 << 16:
        raise SettingWrong("bot.no_port", port=str(port))
    try:
        async with Demo(now, port) as stage:
            point_at(stage.sandbox.api, stage.sandbox.gateway)
            chosen = settings.load({"LOG_LEVEL": env.get("LOG_LEVEL", "WARNING"), **stage.settings})
            write_log(chosen)
            print(say("bot.welcome", page=stage.sandbox.page), flush=True)
            if browser:
                open_page(stage.sandbox.page, os.environ)
            await run(chosen, stage.clock, told)
    except PortNotFree as error:
        raise SettingWrong("bot.port_not_free", port=str(port), cause=str(error)) from error


def point_at(api: str, gateway: str) -> None:
    """Makes discord.py speak to another server than Discord, over its real transport."""
    discord.http.Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)


async def run(chosen: Settings, clock: Clock, told: asyncio.Event) -> None:
    """Opens database, session and worker; runs until it is told to end."""
    read = sources_of(chosen)
    async with open_database(chosen.database) as db:
        async with db.transaction() as tx:
            await roster.keep(tx, read, clock())
        async with open_session(chosen) as session, Worker() as worker:
            newsroom = Newsroom(db, session, worker, chosen, clock)
            keep_loaded()
            async with Downlink(newsroom, chosen) as bot:
                await until_stopped(bot, chosen.token or "", told)
    if bot.refused:
        raise bot.refused


def keep_loaded() -> None:
    """What is loaded by now is there for good: to look through it all for garbage, time and again,
    would halt everything for a tenth of a second."""
    gc.collect()
    gc.freeze()


async def until_stopped(bot: Downlink, token: str, told: asyncio.Event) -> None:
    """Connects; returns when it is told to, or the bot has ended by itself."""
    stopped = asyncio.create_task(told.wait())
    connected = asyncio.create_task(connect(bot, token))
    try:
        await asyncio.wait([stopped, connected], return_when=asyncio.FIRST_COMPLETED)
        if connected.done():
            connected.result()
    finally:
        await bot.close()
        for task in (stopped, connected):
            task.cancel()
        await asyncio.wait([stopped, connected])


def listen() -> asyncio.Event:
    """Set when the system or a person at the keyboard asks the program to end.

    Comes first of all: a signal while a database is migrated must not break that off.
    """
    told = asyncio.Event()
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        try:
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), told.set)
        except (AttributeError, NotImplementedError):
            # Windows: Ctrl-C arrives as KeyboardInterrupt.
            log.debug("no handler for %s here", name)
    return told


async def connect(bot: Downlink, token: str) -> None:
    """Logs in, however long the network takes, and stays connected until the bot is closed.

    Raises TokenRefused.
    """
    tries = 0
    while True:
        try:
            await bot.login(token)
            break
        except discord.LoginFailure as error:
            raise TokenRefused("token.refused") from error
        except (
            OSError,
            aiohttp.ClientError,
            discord.HTTPException,
            discord.RateLimited,
        ) as error:
            if bot.is_closed():
                return
            wait = LOGIN_WAITS[min(tries, len(LOGIN_WAITS) - 1)]
            wait = max(wait, getattr(error, "retry_after", 0))
            log.warning("Discord cannot be reached (%s); next try in %d s", error, wait)
            # A try leaves a session behind, whose connector the next one could not use.
            await bot.http.close()
            bot.http.connector = discord.utils.MISSING
            await asyncio.sleep(wait)
            tries += 1
    try:
        await bot.connect()
    except discord.ConnectionClosed as error:
        if error.code == 4004:  # Discord: authentication failed
            raise TokenRefused("token.refused") from error
        raise


def check(env: Mapping[str, str]) -> int:
    """Prints what is wrong and how to mend it; exit code 0 where the bot could start."""
    found = examined(env)
    for sentence in (*found.wrong, *found.doubts, *found.state):
        print(sentence)
    if found.wrong:
        print(say("check.wrong", count=len(found.wrong)))
        return REFUSED
    doubts = len(found.doubts)
    print(say("check.can_start", count=doubts) if doubts else say("check.well"))
    return 0


def write_log(chosen: Settings) -> None:
    """To standard error, where a service manager looks for it."""
    handler = logging.StreamHandler()
    if chosen.log_format == "json":
        handler.setFormatter(JsonFormatter("{asctime}{levelname}{name}{message}", style="{"))
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=chosen.log_level, handlers=[handler], force=True)
    # Debug lines of the first hold the tokens of interactions; the last one speaks of itself.
    least = {"discord": "INFO", "aiosqlite": "INFO", "asyncio": "INFO", "alembic": "WARNING"}
    for library, level in least.items():
        numbers = (logging.getLevelName(each) for each in (level, chosen.log_level))
        logging.getLogger(library).setLevel(max(numbers))


if __name__ == "__main__":
    sys.exit(main())
