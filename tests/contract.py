"""The command surface as it is promised, by the contract and by us, and as it is registered."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OWN = Path(__file__).with_name("contract.toml")

AUDIENCES = {"Members": "members", "Admins": "admins", "Moderators": "moderators"}
"""Headings of the contract -> what ours calls them."""

ALWAYS_COMPLETED = ("topic", "source", "story", "subscription")
"""By the contract, wherever an option is called so."""

KINDS = {3: "text", 4: "number", 5: "flag", 7: "channel", 8: "role", 11: "file"}
SUBCOMMAND, MESSAGE_MENU = 1, 3
"""Discord's numbers for kinds of options and of commands."""

_WORD = re.compile(r"`([^`]+)`")
_OPTION = re.compile(r"`(\w+)(\??)`(?:\s*\(([^)]*)\))?")
"""Its name, whether it may be left out, and what is remarked on it in brackets."""


@dataclass(frozen=True)
class Option:
    """kind "": the shared contract does not say."""

    kind: str
    required: bool
    completed: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Promised:
    """A command, by its audience. beyond: options that we have beside the shared contract's."""

    audience: str
    options: dict[str, Option]
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True)
class Registered:
    """A command as Discord is told of it; permissions as bits in text, None for everyone."""

    options: dict[str, Option]
    permissions: str | None
    contexts: tuple[int, ...]
    installs: tuple[int, ...]


def own() -> dict[str, Promised]:
    """By what is typed or pressed."""
    read = tomllib.loads(OWN.read_text(encoding="utf-8"))
    return {
        name: Promised(
            audience,
            {each: _written(said) for each, said in options.items() if each != "beyond"},
            tuple(options.get("beyond", ())),
        )
        for audience, named in read.items()
        for name, options in named.items()
    }


def _written(said: str) -> Option:
    kind, *rest = said.split()
    completed = rest == ["completed"]
    return Option(
        kind.rstrip("?"), not kind.endswith("?"), completed, () if completed else tuple(rest)
    )


def shared(text: str) -> dict[str, Promised]:
    """The rows of the contract's tables of commands."""
    audience, found = "", dict[str, Promised]()
    for line in text.splitlines():
        if line.startswith("## "):
            audience = AUDIENCES.get(line.split()[1], "")
        elif audience and line.startswith("| ") and not line.startswith("| command"):
            _, names, options, _ = re.split(r"\s*(?<!\\)\|\s*", line, maxsplit=3)
            found |= {name: Promised(audience, each) for name, each in _row(names, options)}
    return found


def _row(names: str, options: str) -> Iterator[tuple[str, dict[str, Option]]]:
    """A row may tell of several commands, with a slash between what each of them takes."""
    named = _WORD.findall(names) or [re.sub(r"\*", "", names)]
    taken = options.split(" / ") if len(named) > 1 and " / " in options else [options] * len(named)
    for name, each in zip(named, taken, strict=True):
        yield name, dict(_options(each))


def _options(cell: str) -> Iterator[tuple[str, Option]]:
    for name, optional, remark in _OPTION.findall(cell):
        values = [each for each in _WORD.findall(remark) if not each.startswith("/")]
        # "`7d` or a date" are examples of what may be typed.
        choices = () if " or " in remark else tuple(values)
        yield name, Option("", not optional, name in ALWAYS_COMPLETED, choices)


def registered(payload: Sequence[dict[str, Any]]) -> dict[str, Registered]:
    """Every command of a registration, by what is typed or pressed."""
    return {
        name: Registered(
            {each["name"]: _registered(each) for each in leaf.get("options", ())},
            None if (bits := top.get("default_member_permissions")) is None else str(bits),
            tuple(top.get("contexts") or ()),
            tuple(top.get("integration_types") or ()),
        )
        for top in payload
        for name, leaf in _leaves(top)
    }


def _leaves(top: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    subcommands = [each for each in top.get("options", ()) if each["type"] == SUBCOMMAND]
    if top.get("type") == MESSAGE_MENU:
        yield f"message menu {top['name']}", {}
    elif subcommands:
        yield from ((f"/{top['name']} {each['name']}", each) for each in subcommands)
    else:
        yield f"/{top['name']}", top


def _registered(option: dict[str, Any]) -> Option:
    choices = tuple(each["value"] for each in option.get("choices") or ())
    return Option(
        KINDS[option["type"]],
        bool(option.get("required")),
        bool(option.get("autocomplete")),
        choices,
    )
