"""What people type in the terminal, read by the commands that the bot has registered."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.options import OptionType

Command = Mapping[str, Any]
"""A registered command or a part of one, as Discord's JSON."""

CHAT_INPUT = 1
_PARTS = (OptionType.SUBCOMMAND, OptionType.GROUP)
_NAMES = (OptionType.USER, OptionType.CHANNEL, OptionType.ROLE, OptionType.MENTIONABLE)


class LineError(ValueError):
    """The line cannot be run; the text is one sentence for who typed it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A command as a person of the sandbox runs it: "news search" with its options."""

    command: str
    options: dict[str, Any]
    restricted: bool
    """The command asks for a permission that members do not have by default."""


def parse(line: str, commands: Sequence[Command]) -> Line:
    """Reads `/news search query:"water ice" topic:moon`; LineError says what is wrong with it.

    The first option may go unnamed. As in Discord's own field, a value goes on until the next
    option is named, so quotation marks are needed only around something that looks like one.
    """
    if not line.startswith("/"):
        raise LineError("Commands begin with a slash; type help for the list.")
    words = list(_words(line[1:]))
    path, parts = _named(words, commands)
    name = " ".join(path)
    definitions = {option["name"]: option for option in parts[-1].get("options", ())}
    texts = _texts(name, words[len(path) :], definitions)
    missing = [key for key, one in definitions.items() if one.get("required") and key not in texts]
    if missing:
        about = definitions[missing[0]]["description"].rstrip(".")
        raise LineError(f"/{name} needs {missing[0]}: {about}.")
    values = {key: _value(definitions[key], text) for key, text in texts.items()}
    return Line(name, values, parts[0].get("default_member_permissions") is not None)


def usage(commands: Sequence[Command]) -> str:
    """Every command that can be typed, a line each, optional parts in brackets."""
    lines = [line for command in _typeable(commands).values() for line in _usage("/", command)]
    return "\n".join([*lines, "help - this list", "quit - end the demo"])


def _usage(before: str, command: Command) -> Iterator[str]:
    name, options = before + command["name"], command.get("options", ())
    if below := _below(command):
        for part in below.values():
            yield from _usage(f"{name} ", part)
        return
    shown = [one["name"] if one.get("required") else f"[{one['name']}]" for one in options]
    yield f"{' '.join([name, *shown])} - {command['description']}"


_WORD = re.compile(r'(?:(?P<key>[a-z][\w-]*):)?"(?P<quoted>[^"]*)"|(?P<bare>\S+)')
_NAMED = re.compile(r"(?P<key>[a-z][\w-]*):(?!//)(?P<text>.*)", re.DOTALL)


def _words(line: str) -> Iterator[tuple[str, str]]:
    """(option name or "", text) for each word.

    Quotation marks after a name hold its words together; others are part of what was typed.
    """
    line = line.replace("\u201c", '"').replace("\u201d", '"')
    if line.count('"') % 2:
        raise LineError("A quotation mark is not closed.")
    for match in _WORD.finditer(line):
        if match["bare"] is None:
            quoted = match["quoted"] if match["key"] else match[0]
            yield match["key"] or "", quoted
        elif named := _NAMED.fullmatch(match["bare"]):
            yield named["key"], named["text"]
        else:
            yield "", match["bare"]


def _named(
    words: Sequence[tuple[str, str]], commands: Sequence[Command]
) -> tuple[list[str], list[Command]]:
    """The command that the first words name, with its parts from the outermost to the innermost."""
    offered = _typeable(commands)
    if not offered:
        raise LineError("The bot has not registered its commands yet; try again in a moment.")
    path: list[str] = []
    parts: list[Command] = []
    for key, word in [*words, ("", "")]:
        if not offered:
            break
        if key or word not in offered:
            raise LineError(_unknown(" ".join(path), word, offered))
        path.append(word)
        parts.append(offered[word])
        offered = _below(parts[-1])
    return path, parts


def _texts(
    name: str, words: Iterable[tuple[str, str]], definitions: Mapping[str, Command]
) -> dict[str, str]:
    """What was typed for each option."""
    texts: dict[str, str] = {}
    current = next(iter(definitions), "")
    for key, word in words:
        if not definitions:
            raise LineError(f"/{name} takes no options.")
        if key and key not in definitions:
            raise LineError(f"/{name} has no option {key}; it takes {', '.join(definitions)}.")
        if key in texts:
            raise LineError(f"{key} is given twice.")
        current = key or current
        texts[current] = f"{texts.get(current, '')} {word}".strip()
    return texts


def _value(option: Command, text: str) -> Any:
    """What the option takes; a text that Discord's client would turn into a number stays one here.

    Channels, roles and people are named without their sign.
    """
    if not text:
        raise LineError(f"{option['name']} needs a value.")
    if choices := option.get("choices"):
        return _chosen(option["name"], text, choices)
    return text.lstrip("#@") if option["type"] in _NAMES else text


def _chosen(name: str, text: str, choices: Sequence[Mapping[str, Any]]) -> Any:
    for choice in choices:
        if text.casefold() in (choice["name"].casefold(), str(choice["value"]).casefold()):
            return choice["value"]
    raise LineError(f"{name} is one of: {', '.join(choice['name'] for choice in choices)}.")


def _typeable(commands: Iterable[Command]) -> dict[str, Command]:
    """Slash commands by name; the others are menus on a message or a person.

    Of two with one name the first counts, the server's own, as it does for people of the sandbox.
    """
    typeable: dict[str, Command] = {}
    for command in commands:
        if command.get("type", CHAT_INPUT) == CHAT_INPUT:
            typeable.setdefault(command["name"], command)
    return typeable


def _below(command: Command) -> dict[str, Command]:
    return {one["name"]: one for one in command.get("options", ()) if one["type"] in _PARTS}


def _unknown(path: str, word: str, offered: Mapping[str, Command]) -> str:
    if not word:
        return f"/{path} needs one of: {', '.join(offered)}." if path else "Type help for the list."
    typed, near = " ".join(filter(None, [path, word])), difflib.get_close_matches(word, offered, 1)
    if near:
        return f"There is no /{typed}; did you mean /{typed.removesuffix(word)}{near[0]}?"
    return f"There is no /{typed}, only {', '.join(offered)}."
