"""Commands named in a text become ones that can be clicked, where Discord would show them so."""

import re
from collections.abc import Mapping

_STAYS = r"```.*?```|`[^`\n]*`|\[[^\]\n]*\]\([^)\n]*\)|https?://\S+|<[^<>\s][^<>\n]*>"
"""Code, links and what is a mention already."""

_WORD = r"[a-z]++(?![A-Za-z0-9_-])"
_COMMAND = rf"(?<![A-Za-z0-9_/\\])/(?P<name>{_WORD})(?: (?P<second>{_WORD}))?"
_FOUND = re.compile(f"{_STAYS}|{_COMMAND}", re.DOTALL)


def clickable(text: str, ids: Mapping[str, int], limit: int) -> str:
    """`/news search` as `</news search:ID>`, by the ids of Discord's commands; what follows stays.

    ids: the whole name of each -> its id. The text itself where it would be longer than `limit`.
    """
    made = _FOUND.sub(lambda found: _mention(found, ids), text)
    return made if len(made) <= limit else text


def _mention(found: re.Match[str], ids: Mapping[str, int]) -> str:
    first, second = found["name"], found["second"]
    if second and (whole := f"{first} {second}") in ids:
        return f"</{whole}:{ids[whole]}>"
    if first in ids:
        return f"</{first}:{ids[first]}>" + (f" {second}" if second else "")
    return found[0]
