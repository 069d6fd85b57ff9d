"""The operator's settings: text from the environment in, one checked value out."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from news.errors import SettingWrong, StartRefused
from news.words import say

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")
SECRET = frozenset({"DISCORD_TOKEN", "DATABASE_URL"})
_NEAR = 0.85
"""Of 1: a slip in a setting's name."""
DISCORD_RATE = 50
"""Discord's limit on requests a second, over all routes together."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What commands.md names, in our types. No token: only the demo can run."""

    token: str | None
    database: Path
    catalogue: Path | None
    poll: timedelta
    poll_min: timedelta
    poll_max: timedelta
    host_gap: timedelta
    delivery_rate: float
    server_feeds: int
    forget_after: timedelta
    private_networks: bool
    contact: str
    log_level: str
    log_format: str
    test_guild: int | None


_REACHABLE = re.compile(
    r"https?://\S+|\S+@[\w.-]+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE | re.ASCII
)
"""A web page, its scheme left out or not, or an e-mail address."""

_OURS = ("POLL_", "FETCH_")
"""What begins like this is meant for us."""


class _Wrong(Exception):  # never leaves this module
    """The key of what the setting should hold."""


def load(env: Mapping[str, str]) -> Settings:
    """Raises SettingWrong for the first setting that does not hold what it should."""
    for trouble in troubles(env):
        raise trouble
    return Settings(**{field: _value(env, name) for name, (field, _, _) in _TABLE.items()})


def troubles(env: Mapping[str, str]) -> list[StartRefused]:
    """Every wrong setting, one sentence each; an empty list when all is well."""
    found: list[StartRefused] = []
    for name in _TABLE:
        try:
            _value(env, name)
        except _Wrong as wrong:
            found.append(_told(name, env[name], wrong))
    if env.get("HTTP_LISTEN", "").strip():
        found.append(SettingWrong("setting.http_listen", name="HTTP_LISTEN"))
    return found


def unknown(env: Mapping[str, str]) -> dict[str, str | None]:
    """Names that look like ours and are no settings -> the setting that is near, if any."""
    strange = [name for name in env if name not in names()]
    near = {name: next(iter(get_close_matches(name, names(), 1, _NEAR)), None) for name in strange}
    return {name: meant for name, meant in near.items() if meant or name.startswith(_OURS)}


def overruled(chosen: Settings) -> list[tuple[str, str]]:
    """Settings of the usual or longest wait that another one overrules, with that one's name."""
    found = []
    if chosen.poll_min > chosen.poll_max:
        found.append(("POLL_MAX_MINUTES", "POLL_MIN_SECONDS"))
    if chosen.poll_min > chosen.poll:
        found.append(("POLL_MINUTES", "POLL_MIN_SECONDS"))
    elif chosen.poll > chosen.poll_max:
        found.append(("POLL_MINUTES", "POLL_MAX_MINUTES"))
    return found


def is_wrong(env: Mapping[str, str], name: str) -> bool:
    """Whether this one setting holds what it should not."""
    return any(trouble.values.get("name") == name for trouble in troubles(env))


def names() -> list[str]:
    """Every setting there is, in the contract's order."""
    return [*_TABLE, "HTTP_LISTEN"]


def _told(name: str, held: str, wrong: _Wrong) -> SettingWrong:
    should = say(str(wrong))
    if name in SECRET:
        return SettingWrong("setting.wrong_secret", name=name, should=should)
    return SettingWrong("setting.wrong", name=name, held=repr(held), should=should)


def _value(env: Mapping[str, str], name: str) -> Any:
    _, default, read = _TABLE[name]
    text = env.get(name, "").strip()
    return read(text or default)


def _token(text: str) -> str | None:
    if re.search(r"\s", text):
        raise _Wrong("setting.should.token")
    return text or None


def _database(text: str) -> Path:
    path = text.removeprefix("sqlite:///")
    if text.startswith(("postgresql://", "postgres://")):
        raise _Wrong("setting.should.database_postgresql")
    if path == text or not path or path == ":memory:":
        raise _Wrong("setting.should.database")
    return Path(path)


def _catalogue(text: str) -> Path | None:
    if not text:
        return None
    try:
        found = Path(text).is_file()
    except OSError:  # a folder that may not be read, a name that is too long
        found = False
    if not found:
        raise _Wrong("setting.should.catalogue")
    return Path(text)


def _number(should: str, *, least: float = 0, most: float = math.inf) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            raise _Wrong(should) from None
        if not (least <= value <= most) or math.isinf(value):
            raise _Wrong(should)
        return value

    return read


def _span(unit: timedelta, should: str, *, least: float = 0) -> Callable[[str], timedelta]:
    number = _number(should, least=least, most=timedelta(days=3650) / unit)
    return lambda text: unit * number(text)


def _count(should: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise _Wrong(should)
        return int(text)

    return read


def _yes(text: str) -> bool:
    if text.lower() in ("true", "yes", "1", "on"):
        return True
    if text.lower() in ("false", "no", "0", "off"):
        return False
    raise _Wrong("setting.should.yes_or_no")


def _contact(text: str) -> str:
    # It goes into a header, inside a comment.
    printable = text.isprintable() and text.isascii() and not set(text) & set("()\\")
    if text and not (printable and _REACHABLE.fullmatch(text)):
        raise _Wrong("setting.should.contact")
    return text


def _one_of(choices: tuple[str, ...], should: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        for choice in choices:
            if text.lower() == choice.lower():
                return choice
        raise _Wrong(should)

    return read


def _guild(text: str) -> int | None:
    if text and not re.fullmatch(r"[0-9]{15,20}", text):
        raise _Wrong("setting.should.guild")
    return int(text) if text else None


_SOME = 1e-6  # more than nothing
_MINUTE, _SECOND, _DAY = timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)

_TABLE: dict[str, tuple[str, str, Callable[[str], object]]] = {
    "DISCORD_TOKEN": ("token", "", _token),
    "DATABASE_URL": ("database", "sqlite:///data/news.db", _database),
    "CATALOGUE": ("catalogue", "", _catalogue),
    "POLL_MINUTES": ("poll", "15", _span(_MINUTE, "setting.should.minutes", least=_SOME)),
    "POLL_MIN_SECONDS": ("poll_min", "300", _span(_SECOND, "setting.should.seconds")),
    "POLL_MAX_MINUTES": ("poll_max", "180", _span(_MINUTE, "setting.should.minutes", least=_SOME)),
    "POLL_HOST_GAP_SECONDS": ("host_gap", "1", _span(_SECOND, "setting.should.seconds")),
    "DELIVERY_RATE": (
        "delivery_rate",
        "48",
        _number("setting.should.rate", least=_SOME, most=DISCORD_RATE),
    ),
    "SERVER_FEEDS": ("server_feeds", "25", _count("setting.should.count")),
    "FORGET_AFTER_DAYS": ("forget_after", "7", _span(_DAY, "setting.should.days")),
    "FETCH_PRIVATE_NETWORKS": ("private_networks", "false", _yes),
    "FETCH_CONTACT": ("contact", "", _contact),
    "LOG_LEVEL": ("log_level", "INFO", _one_of(LOG_LEVELS, "setting.should.log_level")),
    "LOG_FORMAT": ("log_format", "text", _one_of(LOG_FORMATS, "setting.should.log_format")),
    "TEST_GUILD": ("test_guild", "", _guild),
}
"""Setting -> (field of Settings, default, reader of the text)."""
