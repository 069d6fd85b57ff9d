"""A Discord message as plain text for a terminal: markup read, control characters left out."""

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from sandbox.limits.components import BUTTON, LINK, SELECTS

WIDTH = 92
INDENT = "  "

# Discord's markup as bots write it. Escapes come first and addresses before emphasis: what is
# inside them is no markup. https://discord.com/developers/docs/reference#message-formatting
_MARKUP = re.compile(
    r"""
      \\(?P<escaped>[^\w\s])
    | (?P<verbatim>`[^`\n]+`)
    | <t:(?P<time>-?\d{1,16})(?::(?P<style>[tTdDfFR]))?>
    | <(?:\#|@&|@!?)(?P<mention>\d+)>
    | <(?P<command>/[^:<>]+):\d+>
    | <a?(?P<emoji>:\w+:)\d+>
    | \[(?P<label>(?:\\.|[^\[\]\\])+)\]\(<?(?P<target>https?://[^\s<>)]+)>?\)
    | <?(?P<address>https?://[^\s<>*)\]]+)>?
    | (?P<emphasis>\*\*|__)
    | ^(?:\#{1,3}|-\#)[ ]
    """,
    re.VERBOSE | re.MULTILINE,
)
# Characters that turn the direction of the text after them: a headline must not rewrite a line.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})


def render(message: Mapping[str, Any], now: datetime, names: Mapping[str, str]) -> str:
    """The message (Discord's JSON) as a block of lines, the first one flush; empty if it has none.

    `names` says what is mentioned, by id: "#space-news", "@mia".
    """
    lines = [
        *_paragraphs(message.get("content", ""), now, names),
        *chain.from_iterable(_embed(embed, now, names) for embed in message.get("embeds", ())),
        *_rows(message.get("components", ())),
    ]
    return clean("\n".join(lines[:1] + [INDENT + line if line else "" for line in lines[1:]]))


def plain(text: str, now: datetime, names: Mapping[str, str]) -> str:
    """Text without Discord's markup; bold stays visible as *bold*, a link as "label (address)"."""

    def read(match: re.Match[str]) -> str:
        found = match.groupdict(default="")
        if found["time"]:
            return _moment(int(found["time"]), found["style"], now) or match[0]
        if found["mention"]:
            return names.get(found["mention"], match[0])
        if found["label"]:
            return f"{plain(found['label'], now, names)} ({found['target']})"
        shown = (found[name] for name in ("escaped", "verbatim", "command", "emoji", "address"))
        return "".join(shown) + found["emphasis"][:1]

    return _MARKUP.sub(read, text)


def ago(when: datetime, now: datetime) -> str:
    """As Discord's relative times, shorter: "just now", "3 min ago", "in 2 h", "5 d ago"."""
    seconds = int(abs((now - when).total_seconds()))
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        span = f"{seconds // 60} min"
    elif seconds < 86400:
        span = f"{seconds // 3600} h"
    else:
        span = f"{seconds // 86400} d"
    return f"{span} ago" if when < now else f"in {span}"


def clean(text: str) -> str:
    """Without what a terminal would obey instead of showing; line feeds stay, tabs are spaces."""
    return "".join(
        one
        for one in text.replace("\t", " ")
        if one == "\n" or (unicodedata.category(one) not in _UNPRINTABLE and one not in _TURNING)
    )


def _moment(timestamp: int, style: str, now: datetime) -> str:
    """A timestamp in one of Discord's styles; empty where no calendar has it."""
    try:
        when = datetime.fromtimestamp(timestamp, UTC)
    except (OverflowError, ValueError, OSError):
        return ""
    if style == "R":
        return ago(when, now)
    forms = {"t": "%H:%M UTC", "T": "%H:%M:%S UTC", "d": "%Y-%m-%d", "D": "%Y-%m-%d"}
    return when.strftime(forms.get(style, "%Y-%m-%d %H:%M UTC"))


def _embed(embed: Mapping[str, Any], now: datetime, names: Mapping[str, str]) -> Iterator[str]:
    yield from _line(embed.get("author", {}).get("name", ""), now, names)
    yield from _line(embed.get("title", ""), now, names)
    yield from _paragraphs(embed.get("description", ""), now, names)
    for field in embed.get("fields", ()):
        yield from _paragraphs(f"{field['name']}: {field['value']}", now, names)
    # Discord reads no markup in footers.
    foot = [embed.get("footer", {}).get("text", "")]
    if embed.get("timestamp"):
        foot.append(ago(datetime.fromisoformat(embed["timestamp"]), now))
    yield from filter(None, [" · ".join(filter(None, foot))])
    yield from filter(None, [embed.get("url")])


def _line(text: str, now: datetime, names: Mapping[str, str]) -> Iterator[str]:
    if squeezed := " ".join(plain(text, now, names).split()):
        yield squeezed


def _paragraphs(text: str, now: datetime, names: Mapping[str, str]) -> Iterator[str]:
    for line in plain(text, now, names).split("\n") if text else ():
        # Addresses are copied from terminals: they are never cut.
        yield from textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False) or [
            ""
        ]


def _rows(components: Any) -> Iterator[str]:
    """Buttons as [label], menus as [placeholder ▾], a line for each row."""
    for row in components:
        if controls := " ".join(filter(None, map(_control, row.get("components", ())))):
            yield controls


def _control(component: Mapping[str, Any]) -> str:
    emoji = (component.get("emoji") or {}).get("name") or ""
    if component["type"] == BUTTON:
        label = " ".join(filter(None, [emoji, component.get("label")]))
        return f"[{label}: {component['url']}]" if component["style"] == LINK else f"[{label}]"
    if component["type"] in SELECTS:
        return f"[{component.get('placeholder') or 'Select'} ▾]"
    return ""
