"""The house stands as CONTRIBUTING draws it: one way, one door a library, one clock."""

import ast
import math
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).parent.parent

LAYERS = ("bot", "cogs", "pipeline", "storage", "news")
"""Each imports from itself and to the right."""

FOLDERS = ("cogs", "pipeline", "storage", "news", "sandbox")

FETCHING = (
    "pipeline/fetch.py",
    "pipeline/session.py",
    "pipeline/answers.py",
    "pipeline/guard.py",
    "pipeline/resolve.py",
)

DOORS: dict[str, tuple[str, ...]] = {
    "discord": ("bot.py", "cogs/"),
    "aiohttp": ("bot.py", "cogs/traffic.py", *FETCHING, "sandbox/"),
    "sqlalchemy": ("storage/",),
    "alembic": ("storage/",),
    "aiosqlite": ("storage/database.py",),
    "sqlite3": ("storage/",),
    "feedparser": ("news/parse.py",),
    "webencodings": ("news/decode.py",),
    "listparser": ("news/opml.py",),
    "babel": ("news/words.py",),
    "pebble": ("pipeline/parsing.py",),
    "multiprocessing": ("pipeline/parsing.py",),
    "dotenv": ("bot.py",),
    "yarl": ("bot.py", "news/addresses.py", *FETCHING, "sandbox/"),
    "rapidfuzz": ("news/names/", "news/spelling.py"),
    "ahocorasick_rs": ("news/matching.py",),
    "filelock": ("storage/files.py",),
    "tzdata": ("news/zones.py",),
    "w3lib": ("news/links.py",),
    "pythonjsonlogger": ("bot.py",),
    "matplotlib": ("news/charts/painting.py",),
}

UNCUT = {"storage.lists", "storage.search", "storage.stories"}
"""Give whole stories; what is shown must not ask them."""

NOT_IN_NEWS = {"asyncio", "logging", "time", "random", "os", "socket", "threading", "subprocess"}

CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("utils", "utcnow"),
    ("func", "now"),  # the database's
    ("func", "current_timestamp"),
}


class Module:
    """A file as text and tree; `complaints` is what the rules have against it."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.tree = ast.parse(text)
        self.layer = path.removesuffix(".py").split("/")[0]
        self.renamed = {
            alias.asname: alias.name.split(".")[-1]
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
            if alias.asname
        }

    def imports(self) -> Iterator[tuple[int, str, str]]:
        """Line, module and name of each import, wherever in the file it stands."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name, "") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{self.path}:{node.lineno} imports relatively"
                module = node.module or ""
                yield from ((node.lineno, module, alias.name) for alias in node.names)

    def mentions(self) -> Iterator[tuple[int, str, str]]:
        """Line, owner and name of each `owner.name`, called or not; owners by their real names."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute):
                owner = _last(node.value)
                yield node.lineno, self.renamed.get(owner, owner), node.attr


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def complaints(module: Module) -> list[str]:
    return [*leftward(module), *past_doors(module), *clocks(module), *open_parsers(module)]


def leftward(module: Module) -> Iterator[str]:
    for line, name, what in module.imports():
        theirs = name.split(".")[0]
        where = f"{module.path}:{line} imports {name}"
        if theirs == "importlib":
            yield f"{where}: which hides what is imported"
        if theirs in ("tests", "benchmarks"):
            yield f"{where}: nothing imports tests"
        if theirs == "sandbox" and module.layer not in ("bot", "sandbox"):
            yield f"{where}: only bot.py starts the sandbox"
        if module.layer == "sandbox" and theirs in LAYERS:
            yield f"{where}: the sandbox speaks the wire, it knows nothing of the bot"
        if module.path.startswith("cogs/ui/") and UNCUT & {name, f"{name}.{what}"}:
            yield f"{where}: stories come cut to their server, from pipeline.finding"
        if _place(theirs) < _place(module.layer):
            yield f"{where}: against the one way"
        if module.layer == "news" and theirs in NOT_IN_NEWS and not _struct_time(module, name):
            yield f"{where}: news is pure"


def _place(layer: str) -> float:
    return LAYERS.index(layer) if layer in LAYERS else math.nan


def _struct_time(module: Module, name: str) -> bool:
    # A type that feedparser gives; asking the time is caught as a clock.
    return (module.path, name) == ("news/dates.py", "time")


def past_doors(module: Module) -> Iterator[str]:
    for line, name, what in module.imports():
        doors = DOORS.get(name.split(".")[0])
        if doors is None or module.path.startswith(doors):
            continue
        # discord.py lets aiohttp's connection errors through.
        if module.layer == "cogs" and (name, what) == ("aiohttp", "ClientError"):
            continue
        yield f"{module.path}:{line} imports {name}: not through its door"


def clocks(module: Module) -> Iterator[str]:
    if module.path == "bot.py":
        return
    for line, owner, name in module.mentions():
        if (owner, name) in CLOCKS:
            yield f"{module.path}:{line} asks the clock: now is passed down"
    for line, module_name, name in module.imports():
        if module_name == "time" and (module_name, name) in CLOCKS:
            yield f"{module.path}:{line} asks the clock: now is passed down"


def open_parsers(module: Module) -> Iterator[str]:
    """feedparser opens a body that is a path, and fetches one that is an address."""
    for line, name, what in module.imports():
        if name == "feedparser" and what == "parse":
            yield f"{module.path}:{line} hides feedparser.parse behind a name"
    safe = {node.lineno for node in ast.walk(module.tree) if _parses_bytes_io(node)}
    for line, owner, name in module.mentions():
        if (owner, name) == ("feedparser", "parse") and line not in safe:
            yield f"{module.path}:{line} parses something else than a BytesIO"


def _parses_bytes_io(node: ast.AST) -> TypeGuard[ast.Call]:
    if not (isinstance(node, ast.Call) and node.args and _last(node.func) == "parse"):
        return False
    first = node.args[0]
    return isinstance(first, ast.Call) and _last(first.func) == "BytesIO"


def paths() -> list[str]:
    found = [ROOT / "bot.py", *(path for each in FOLDERS for path in (ROOT / each).rglob("*.py"))]
    return [path.relative_to(ROOT).as_posix() for path in found]


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_the_house_stands() -> None:
    assert [each for path in paths() for each in complaints(Module(path, text_of(path)))] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("news/a.py", "import storage.database", id="news imports storage"),
        pytest.param("storage/a.py", "from pipeline import fetch", id="storage imports pipeline"),
        pytest.param("pipeline/a.py", "def f():\n    import cogs", id="a hidden import"),
        pytest.param("cogs/a.py", "import bot", id="cogs import bot"),
        pytest.param("cogs/a.py", "from sandbox import server", id="cogs import the sandbox"),
        pytest.param("sandbox/a.py", "from news import models", id="the sandbox knows the bot"),
        pytest.param("news/a.py", "import tests.builders", id="imports tests"),
        pytest.param("pipeline/a.py", "import discord", id="discord outside cogs"),
        pytest.param("cogs/a.py", "import aiohttp", id="aiohttp in cogs"),
        pytest.param("pipeline/collect.py", "import aiohttp", id="aiohttp beside its door"),
        pytest.param("cogs/a.py", "from sqlalchemy import select", id="SQL in cogs"),
        pytest.param("pipeline/a.py", "import sqlite3", id="SQLite in the pipeline"),
        pytest.param("news/text.py", "import feedparser", id="feedparser beside its door"),
        pytest.param("cogs/a.py", "import babel.numbers", id="Babel beside its door"),
        pytest.param("news/settings.py", "import dotenv", id="dotenv outside bot.py"),
        pytest.param("news/a.py", "import logging", id="a log in news"),
        pytest.param("news/a.py", "import asyncio", id="waiting in news"),
        pytest.param(
            "news/a.py", "import datetime\ndatetime.datetime.now()", id="the clock in news"
        ),
        pytest.param("cogs/a.py", "from time import time", id="the clock in cogs"),
        pytest.param("sandbox/a.py", "datetime.utcnow()", id="the clock in the sandbox"),
        pytest.param(
            "news/parse.py", "import feedparser\nfeedparser.parse(body)", id="parses bytes"
        ),
        pytest.param("news/parse.py", "from feedparser import parse", id="hides the parser"),
        pytest.param(
            "news/parse.py", "import feedparser as f\nf.parse(b)", id="the parser by another name"
        ),
        pytest.param("news/parse.py", "p = feedparser.parse", id="the parser handed on"),
        pytest.param(
            "cogs/a.py", "from datetime import datetime as D\nD.now()", id="the clock renamed"
        ),
        pytest.param("cogs/a.py", "clock = datetime.now", id="the clock handed on"),
        pytest.param("storage/a.py", "select(func.now())", id="the database's clock"),
        pytest.param("news/a.py", "import importlib", id="an import in disguise"),
        pytest.param("cogs/ui/a.py", "from storage import stories", id="uncut stories in ui"),
    ],
)
def test_a_breach_is_seen(path: str, text: str) -> None:
    assert complaints(Module(path, text))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("cogs/a.py", "from aiohttp import ClientError", id="discord.py's errors"),
        pytest.param("bot.py", "datetime.now(UTC)", id="the one clock"),
        pytest.param("news/parse.py", "feedparser.parse(io.BytesIO(b))", id="bytes as a file"),
        pytest.param("cogs/a.py", "from news import models", id="to the right"),
    ],
)
def test_what_is_allowed_is_not_complained_of(path: str, text: str) -> None:
    assert complaints(Module(path, text)) == []


def test_only_the_view_makes_seen_stories() -> None:
    makers = [
        path
        for path in paths()
        if "SeenStory" in (text := text_of(path))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and _last(node.func) == "SeenStory"
    ]
    assert makers == ["news/view.py"]


def test_news_is_loaded_without_any_library_of_another_layer() -> None:
    """The parse worker loads it: what it drags in costs memory a second time."""
    assert loaded_with("news.parse").isdisjoint({"discord", "aiohttp", "sqlalchemy", "alembic"})


def test_the_bot_never_loads_what_its_charts_are_painted_with() -> None:
    assert loaded_with("pipeline.room").isdisjoint({"matplotlib", "numpy", "PIL"})


def test_a_start_does_not_wait_for_what_only_another_version_needs() -> None:
    assert "alembic" not in loaded_with("storage.database")


def loaded_with(module: str) -> set[str]:
    code = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    return set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
        ).stdout.split()
    )
